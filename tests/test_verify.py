"""Verify: a record that agrees passes, and each single disagreement is found and named."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import little
import msgspec
import pytest

from rashomon.errors import OptionError
from rashomon.model.analysis import Source
from rashomon.model.codec import decode_record, encode_record
from rashomon.model.document import Problem
from rashomon.model.record import Record
from rashomon.model.span import Place, Span
from rashomon.verify import verify

RECORD = little.record()
HARBOUR, NORTH = 0, 1
"""Places of the two documents in the record's list."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with both raw files."""
    for name, text in little.TEXTS.items():
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def codes(record: Record, sources: Path | None = None) -> set[str]:
    return {failure.code for failure in verify(record, sources)}


def test_a_record_that_agrees_has_no_failure(sources: Path) -> None:
    """The hand-made record passes with and without its sources."""
    assert verify(RECORD, sources) == []
    assert verify(RECORD, None) == []
    assert verify(Record(), None) == []


def statement(**fields: object) -> Record:
    return little.changed(RECORD, "statements", 0, **fields)


NAIVE = datetime(2031, 1, 1, tzinfo=UTC).replace(tzinfo=None)
THERE = datetime(2031, 1, 1, tzinfo=timezone(timedelta(hours=2)))
BROKEN = {
    "schema": msgspec.structs.replace(RECORD, schema="rashomon/record/9"),
    "id-not-unique": little.changed(RECORD, "statements", 1, id="s-1"),
    "id-unknown": little.changed(RECORD, "claims", 0, statements=("s-1", "s-9")),
    "no-statement": little.changed(RECORD, "ledger", 0, statements=()),
    "outside-post": little.changed(RECORD, "posts", 0, start=0, end=5) and little.changed(
        little.changed(RECORD, "posts", 0, start=0, end=5), "statements", 1, post="o-1"
    ),
    "origin-bounds": little.changed(RECORD, "claims", 0, origin_bounds=(2, 1)),
    "not-utc": little.changed(RECORD, "posts", 0, published=THERE),
    "ends-before-start": little.changed(RECORD, "timeline", 0, end=little.NOON.replace(year=2030)),
    "passages-overlap": little.changed(RECORD, "passages", 1, start=3),
    "not-in-a-passage": little.changed(RECORD, "passages", 4, end=40),
    "offset-outside": little.changed(RECORD, "mentions", 0, end=10_000),
    "document-unknown": little.changed(RECORD, "mentions", 0, document="d-9"),
    "no-content": statement(content=(), text=""),
    "content-order": statement(content=(Span(40, 50), Span(30, 41)), text="x"),
    "words-differ": statement(text="50 ferries would sail on Monday"),
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN)
def test_each_kind_of_disagreement_is_found(code: str) -> None:
    """One change to the record gives the failure of that name."""
    assert code in codes(BROKEN[code])


@pytest.mark.parametrize(
    "record",
    [
        little.changed(RECORD, "passages", 0, post="o-9"),
        little.changed(RECORD, "posts", 0, same_as="o-9"),
        little.changed(RECORD, "entities", 0, mentions=(Place("d-9", 0, 1),)),
        statement(post="o-9"),
        statement(source=Source(spans=(), entity="e-9", description=None, named=True)),
        little.changed(RECORD, "claims", 0, documents=("d-9",)),
        little.changed(RECORD, "divergences", 0, claims=("c-9",)),
        little.changed(RECORD, "omissions", 0, claim="c-9"),
        little.changed(RECORD, "omissions", 0, document="d-9"),
        little.changed(RECORD, "timeline", 0, statements=("s-9",)),
        little.changed(RECORD, "ledger", 0, statements=("s-9",)),
        little.changed(RECORD, "summary", 0, statements=("s-9",)),
        little.changed(RECORD, "problems", 0, document="d-9"),
    ],
)
def test_every_reference_is_followed(record: Record) -> None:
    """Whatever the record names by id must be in it, wherever it is named."""
    assert codes(record) & {"id-unknown", "document-unknown"}


@pytest.mark.parametrize("end", [-1, 0, 3])
def test_empty_and_turned_spans_are_outside(end: int) -> None:
    """A span holds at least one character and runs forward."""
    assert "offset-outside" in codes(little.changed(RECORD, "mentions", 0, start=3, end=end))


def test_times_without_a_zone_are_not_utc() -> None:
    """A naive time read back from a record is a failure, not a guess."""
    assert "not-utc" in codes(little.changed(RECORD, "documents", 0, published=NAIVE))


def test_a_problem_may_stand_between_two_characters() -> None:
    """An empty place is allowed where something is missing."""
    place = Problem(stage="read", code="x", message="m", document="d-north", start=3, end=3)
    assert codes(msgspec.structs.replace(RECORD, problems=(place,))) == set()


def test_changed_missing_and_other_sources_are_told_apart(sources: Path) -> None:
    """A changed byte, a file that is gone, and a text that is not the file's are three failures."""
    (sources / "harbour.html").write_bytes(b"other")
    assert codes(RECORD, sources) == {"source-changed"}
    (sources / "harbour.html").unlink()
    assert codes(RECORD, sources) == {"source-missing"}
    assert codes(RECORD, None) == set()

    text = RECORD.documents[NORTH].text.replace("\n", " ")
    assert "text-differs" in codes(little.changed(RECORD, "documents", NORTH, text=text), sources)


def test_sources_are_found_by_path_or_by_name(sources: Path, tmp_path: Path) -> None:
    """A record made with paths from another folder is checked against a folder of the same files."""
    record = little.changed(RECORD, "documents", NORTH, path="somewhere/else/north.txt")
    assert codes(record, sources) == set()

    shutil.move(sources / "north.txt", tmp_path / "renamed.txt")
    assert codes(record, sources) == {"source-missing"}


def test_only_real_files_of_bounded_size_are_read(sources: Path) -> None:
    """A hostile record may name a device or a pipe: it is not opened. Names that are not UTF-8 are found again."""
    assert codes(little.changed(RECORD, "documents", NORTH, path="/dev/zero"), sources) == {"source-missing"}
    os.mkfifo(sources / "pipe")
    assert codes(little.changed(RECORD, "documents", NORTH, path="pipe"), sources) == {"source-missing"}
    try:
        (sources / "north.txt").rename(sources / os.fsdecode(b"n\xf8rth.txt"))
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    assert codes(little.changed(RECORD, "documents", NORTH, path="n\\udcf8rth.txt"), sources) == set()


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """It is not reported as many missing files."""
    with pytest.raises(OptionError, match="no such folder"):
        verify(RECORD, tmp_path / "nowhere")


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every number and text in some JSON."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))
    elif isinstance(value, int | str) and not isinstance(value, bool):
        yield path


PARSED = json.loads(encode_record(RECORD))
OFFSETS = [
    path
    for path in places(PARSED)
    if path[-1] in {"start", "end"} or (isinstance(path[-1], int) and isinstance(path[-2], int | str))
    if {"origin_bounds", "timeline", "documents", "statements", "claims"}.isdisjoint(map(str, path[2:]))
    and path[0] not in {"timeline", "omissions", "ledger", "summary"}
]
NAMES = {
    "document", "documents", "post", "statements", "claim", "claims", "entity", "same_as", "a", "b",
}  # fmt: skip
REFERENCES = [
    path
    for path in places(PARSED)
    if (path[-1] in NAMES or (path[-2:-1] and path[-2] in NAMES)) and "variants" not in path
]


def with_value(path: tuple[str | int, ...], value: object) -> Record:
    """The record with one value in its JSON replaced."""
    copy = json.loads(json.dumps(PARSED))
    held = copy
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    return decode_record(json.dumps(copy).encode())


@pytest.mark.parametrize("path", OFFSETS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("value", [10**6, -1])
def test_no_offset_can_be_changed_unseen(path: tuple[str | int, ...], value: int) -> None:
    """Whatever single offset is moved out of its text, verify fails and does not crash."""
    assert verify(with_value(path, value), None)


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: ".".join(map(str, path)))
def test_no_reference_can_be_changed_unseen(path: tuple[str | int, ...]) -> None:
    """Whatever single reference is made to name nothing, verify fails and does not crash."""
    assert verify(with_value(path, "nothing"), None)
