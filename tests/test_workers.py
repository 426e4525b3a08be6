"""Analysing in several processes gives what one process gives, whatever happens to the processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import little
import msgspec
import pytest
from fakes import install

from rashomon import workers
from rashomon.options import Options
from rashomon.workers import analyses_of

DOCUMENTS = [msgspec.structs.replace(little.document("north.txt"), id=f"d{n}") for n in range(4)]


def test_a_killed_process_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had not given is analysed here, in order, none twice."""
    install(monkeypatch)

    def dying(function, documents, options) -> Iterator:
        yield function(documents[0], options[0])
        raise BrokenExecutor

    @contextmanager
    def pool(_: int) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(map=dying)

    monkeypatch.setattr(workers, "_pool", pool)

    assert [a.document.id for a, whole in analyses_of(DOCUMENTS, Options(), 2) if whole] == ["d0", "d1", "d2", "d3"]


def test_processes_are_used_where_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the amount of text when nobody asks; never more than there are documents."""
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    long = [msgspec.structs.replace(d, text="x" * workers.PARALLEL_FROM) for d in DOCUMENTS]

    assert workers._workers(DOCUMENTS, None) == 1
    assert workers._workers(long, None) == 2
    assert workers._workers(long[:1], None) == 1
    assert workers._workers(DOCUMENTS, 3) == 3
    assert workers._workers(DOCUMENTS, 9) == 4
    assert workers._workers([], None) == 1


@pytest.mark.slow
def test_several_processes_give_what_one_gives() -> None:
    """The same analyses in the same order, from real processes with real models."""
    assert list(analyses_of(DOCUMENTS[:2], Options(), 2)) == list(analyses_of(DOCUMENTS[:2], Options(), 1))


def test_processes_end_when_the_main_one_is_killed(tmp_path: Path) -> None:
    """Nobody is left with the models in memory, waiting for work that never comes."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc to see the processes")
    script = tmp_path / "main.py"
    script.write_text(
        "import os, time\nfrom rashomon.workers import _pool\n"
        "if __name__ == '__main__':\n"
        "    with _pool(1) as pool:\n"
        "        print(pool.submit(os.getpid).result(), flush=True)\n        time.sleep(60)\n"
    )
    source = str(Path(workers.__file__).parents[1])
    main = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}
    )
    assert main.stdout
    worker = main.stdout.readline().strip()
    main.kill()
    main.wait()
    main.stdout.close()
    until = time.monotonic() + 10
    while _alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(process: str) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked after does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
