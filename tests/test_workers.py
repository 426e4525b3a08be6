"""Analysing in several processes gives what one process gives, whatever happens to the processes."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
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
