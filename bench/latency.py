#!/usr/bin/env python3
"""Times a new post's way: from the moment its page lies in the story's folder to the event in an open page.

    python bench/latency.py                    30 invented accounts of 6 posts, 9 new posts

The watcher runs in a process whose models are loaded and which has built the story once, as a desk's would;
`rashomon serve` runs beside it over the same folder, and one page listens. Each new post is added to one page by a
rename. One clock stops when the listening page hears that a post has come, one when record.json holds it, one when the
page hears of the new record.
Medians, with fastest and slowest; the watcher's processor seconds say more where the machine is busy.
"""

import argparse
import atexit
import http.client
import json
import os
import queue
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import accounts


def listen(folder: Path, heard: "queue.Queue[float]", told: "queue.Queue[float]", ready: threading.Event) -> None:
    """Serve the folder; put the moment of each event into `heard` (a new record) or `told` (what has come for one)."""
    words = [sys.executable, "-m", "rashomon", "serve", str(folder), "--port", "0", "--no-open"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        atexit.register(server.terminate)
        port = int(server.stdout.readline().rstrip("/\n").rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("GET", "/events?since=")
        version = None
        for line in connection.getresponse():
            if line.startswith(b"id: "):
                if version is not None and line != version:
                    heard.put(time.perf_counter())
                version = line
                ready.set()
            if line.startswith(b"data: ") and json.loads(line[6:]).get("arriving"):
                told.put(time.perf_counter())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=30)
    parser.add_argument("--posts", type=int, default=6)
    parser.add_argument("--new", type=int, default=9)
    given = parser.parse_args()
    from rashomon.watch import Event, WatchJob, watch  # noqa: PLC0415

    told = accounts.story(given.accounts, given.posts)
    names = list(told)
    built: queue.Queue[Event] = queue.Queue()

    def tell(event: Event) -> None:
        if event.kind == "built":
            built.put(event)

    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        accounts.write(Path("pages"), told)
        Path("story.toml").write_text('[[source]]\nglob = "pages/*.html"\n', "utf-8")
        stop = threading.Event()
        thread = threading.Thread(target=watch, args=(WatchJob(story=Path(), report=False), tell, stop))
        thread.start()
        print("first record:", built.get(timeout=600).words)
        heard, came, ready = queue.Queue(), queue.Queue(), threading.Event()
        threading.Thread(target=listen, args=(Path(top), heard, came, ready), daemon=True).start()
        if not ready.wait(120):
            raise SystemExit("rashomon serve did not answer within two minutes")
        seconds, told_of, announced, busy = [], [], [], []
        for number in range(given.new):
            name = names[number * 7 % len(names)]
            told[name].append(accounts.post(f"new {number}", 17 * (given.posts + number)))
            accounts.write(Path("new"), {name: told[name]})
            (file,) = Path("new").glob("*.html")
            began, worked = time.perf_counter(), time.process_time()
            file.replace(Path("pages") / file.name)
            built.get(timeout=600)
            seconds.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
            announced.append(came.get(timeout=60) - began)
            told_of.append(heard.get(timeout=60) - began)
            while not came.empty():  # told again with anything else that is news meanwhile
                came.get()
            time.sleep(random.uniform(0.3, 1.2))  # not in step with anybody's looking
        stop.set()
        thread.join()
    rows = (
        ("to the event that it has come, s", announced),
        ("to the record, s", seconds),
        ("to the event that the record holds it, s", told_of),
        ("watcher's processor, s", busy),
    )
    for what, values in rows:
        print(f"{what}: median {statistics.median(values):.2f}, {min(values):.2f} to {max(values):.2f}")


if __name__ == "__main__":
    main()
