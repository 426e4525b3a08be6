"""What the models made is laid by within bounds, and is never that of other code."""

from pathlib import Path

import pytest

from rashomon.store import memory, open_store


def test_it_outlives_the_program_and_not_the_code(tmp_path: Path) -> None:
    """The same kind and text give the same bytes after opening again; another kind, text or version gives nothing."""
    with open_store(tmp_path / "a.db") as store:
        store.memory("one").keep("tag", {"a": b"A", "b\ud800": b"B"})
    with open_store(tmp_path / "a.db") as store:
        assert store.memory("one").find("tag", ["a", "b\ud800", "c"]) == {"a": b"A", "b\ud800": b"B"}
        assert store.memory("one").find("parse", ["a"]) == {}
        assert store.memory("two").find("tag", ["a"]) == {}
        assert store.memory("one").find("tag", ["a"]) == {}


def test_many_texts_are_asked_for_at_once() -> None:
    """More than SQLite takes in one query."""
    with open_store() as store:
        kept = store.memory("one")
        kept.keep("tag", {str(number): b"x" for number in range(1_200)})
        assert len(kept.find("tag", [str(number) for number in range(2_000)])) == 1_200


def test_what_is_not_asked_for_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the bound in bytes, the texts that were asked for last stay; after KEPT_AGE builds the others go too."""
    monkeypatch.setattr(memory, "KEPT_BYTES", 30)
    monkeypatch.setattr(memory, "KEPT_AGE", 3)
    with open_store() as store:
        kept = store.memory("one")
        kept.keep("tag", dict.fromkeys("abcd", b"0123456789"))
        store.forget_analyses("v", ())
        kept.used("tag", ["c"])
        kept.find("tag", ["a"])
        assert kept.settle() == 1
        assert {"a", "c"} < set(kept.find("tag", list("abcd")))

        kept.settle()
        for _ in range(4):
            kept.used("tag", ["c"])
            kept.settle()
            store.forget_analyses("v", ())
        assert set(kept.find("tag", list("abcd"))) == {"c"}
