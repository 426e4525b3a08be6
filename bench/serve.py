"""How quickly `rashomon serve` tells open pages of a new record, and how long fifty readers wait for their pages.

    python bench/serve.py [--accounts 30] [--rounds 15] [--readers 50] [--seconds 20]

The story is invented (`tests/crowd.py`: accounts of a hundred statements). (a) A record is replaced in the folder again
and again; the time runs from the rename to the event at a page that listens. Making the record is not in it: that is
the builder's. (b) Readers open pages one after the other with a second's thought in between, half of them lists, half
single claims and statements that nobody has opened before. Both are bounded in count and time.
"""

import argparse
import http.client
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from crowd import busy, many  # noqa: E402
from folders import earlier  # noqa: E402

from rashomon.model.codec import encode_record  # noqa: E402
from rashomon.model.record import Record  # noqa: E402

VIEWS = ("/", "/timeline", "/matrix", "/claims", "/alone", "/divergences", "/origins", "/ledger", "/people", "/voices",
         "/omissions", "/compare", "/sources", "/claims?page=2", "/matrix?outlet=A&outlet=B")  # fmt: skip
THOUGHT = 1.0
"""Seconds between a page and the next click of one reader."""
TIMEOUT = 60


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A server over the folder in a process of its own; its port."""
    words = [sys.executable, "-m", "rashomon", "serve", str(folder), "--port", "0", "--no-open"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            yield int(server.stdout.readline().rstrip("/\n").rpartition(":")[2])
        finally:
            server.terminate()


def put(folder: Path, data: bytes) -> float:
    """Replace the record as a build does; the moment of the rename."""
    part = folder / ".part"
    part.write_bytes(data)
    part.replace(folder / "record.json")
    return time.perf_counter()


def variants(record: Record) -> tuple[bytes, bytes]:
    """Two states of the story, the second with one claim more."""
    return encode_record(earlier(record)), encode_record(record)


def events(folder: Path, port: int, record: Record, rounds: int) -> list[float]:
    """Seconds from each replacement to the event."""
    states = variants(record)
    listening = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    listening.request("GET", "/events?since=")
    stream = listening.getresponse()
    heard(stream)
    times = []
    for turn in range(rounds):
        data = states[turn % 2]
        time.sleep(random.uniform(0.3, 1.2))  # not in step with the server's looking
        began = put(folder, data)
        heard(stream)
        times.append(time.perf_counter() - began)
    if rounds % 2:  # the readers after this know the whole record
        put(folder, states[1])
        heard(stream)
    listening.close()
    return times


def heard(stream: http.client.HTTPResponse) -> dict[str, object]:
    """The next event; signs of life in between are passed over."""
    while line := stream.readline():
        if line.startswith(b"data: "):
            found: dict[str, object] = json.loads(line[6:])
            return found
    raise SystemExit("error: the stream ended")


class Reader(threading.Thread):
    """One reader: opens pages until the time is up."""

    def __init__(self, port: int, paths: list[str], until: float) -> None:
        super().__init__(daemon=True)
        self.port, self.paths, self.until = port, paths, until
        self.times: list[float] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Click, read, think."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        time.sleep(random.uniform(0, THOUGHT))
        for path in self.paths:
            if time.perf_counter() > self.until:
                break
            began = time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
            except OSError as error:
                self.errors.append(f"{path}: {error}")
                connection.close()
                continue
            self.times.append(time.perf_counter() - began)
            if answer.status != 200:
                self.errors.append(f"{path}: {answer.status}")
            time.sleep(random.uniform(0.5, 1.5) * THOUGHT)
        connection.close()


def load(port: int, record: Record, readers: int, seconds: float) -> tuple[list[float], list[str]]:
    """Page times of all readers, and what went wrong."""
    items = [f"/claims/{c.id}" for c in record.claims] + [f"/statements/{s.id}" for s in record.statements]
    until = time.perf_counter() + seconds
    crowd = []
    for _ in range(readers):
        own = [random.choice(VIEWS if turn % 2 else items) for turn in range(int(seconds * 2 / THOUGHT) + 1)]
        crowd.append(Reader(port, own, until))
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join(seconds + TIMEOUT)
    return [t for r in crowd for t in r.times], [e for r in crowd for e in r.errors]


def quantile(times: list[float], share: float) -> float:
    """The time within which that share of the pages came."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def main() -> None:
    """Prints both figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    random.seed(20)
    record = msgspec.structs.replace(
        busy(many(args.accounts, 100)), divergences=busy(many(args.accounts, 100)).divergences[:80]
    )
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        put(folder, variants(record)[1])
        busy_before = os.getloadavg()[0]
        with served(folder) as port:
            times = events(folder, port, record, args.rounds)
            waits, errors = load(port, record, args.readers, args.seconds)
        size = (folder / "record.json").stat().st_size
    print(f"{args.accounts} accounts, {len(record.statements):,} statements, record of {size / 1e6:.1f} MB; "
          f"{os.cpu_count()} cores, load before {busy_before:.1f}; Python {platform.python_version()}")  # fmt: skip
    print("| what | count | median | p95 | longest |\n|---|---|---|---|---|")
    for name, found in (("new record to event, s", times), (f"page, {args.readers} readers, s", waits)):
        median, late, longest = statistics.median(found), quantile(found, 0.95), max(found)
        print(f"| {name} | {len(found)} | {median:.3f} | {late:.3f} | {longest:.3f} |")
    print(f"errors: {len(errors)}" + "".join(f"\n  {error}" for error in errors[:5]))


if __name__ == "__main__":
    main()
