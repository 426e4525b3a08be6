#!/usr/bin/env python3
"""Times a new post's way: from the moment its page lies in the story's folder to the record that holds it.

    python bench/latency.py                    30 invented accounts of 6 posts, 9 new posts

The watcher runs in a process whose models are loaded and which has built the story once, as a desk's would. Each new
post is added to one page by a rename; the clock stops when record.json holds it. Medians, with fastest and slowest; the
processor seconds beside them say more where the machine is busy.
"""

import argparse
import os
import queue
import statistics
import tempfile
import threading
import time
from pathlib import Path

import accounts


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
        seconds, busy = [], []
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
            time.sleep(0.3)
        stop.set()
        thread.join()
    for what, values in (("seconds", seconds), ("processor seconds", busy)):
        print(f"{what}: median {statistics.median(values):.2f}, {min(values):.2f} to {max(values):.2f}")


if __name__ == "__main__":
    main()
