"""Records as JSON: the same bytes every time, nothing lost, and clear words about what is wrong."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import little
import msgspec
import pytest

from rashomon.errors import UnreadableInput
from rashomon.model.analysis import Analysis, Facts, Figure
from rashomon.model.codec import (
    decode_analysis,
    decode_record,
    encode_analysis,
    encode_record,
    load_record,
    schema,
    write_schema,
)
from rashomon.model.record import Record, Source

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "reference" / "record.schema.json"


def test_a_record_comes_back_equal_and_byte_identical() -> None:
    """load(save(r)) == r, and saving what was loaded gives the same bytes."""
    data = encode_record(little.record())

    assert decode_record(data) == little.record()
    assert encode_record(decode_record(data)) == data
    assert data.endswith(b"}\n")
    assert data.startswith(b'{\n  "schema": "rashomon/record/1"')


def test_counts_of_documents_do_not_depend_on_the_order_they_were_made_in() -> None:
    """Objects whose keys are ids are written sorted."""
    record = little.record()
    variant = record.entities[0].variants[0]
    turned = little.changed(
        record, "entities", 0, variants=(type(variant)("Dorvik", dict(reversed(variant.documents.items()))),)
    )

    assert encode_record(turned) == encode_record(record)


def test_times_are_written_in_utc() -> None:
    """A time of another zone is written as the same instant, ending in Z."""
    there = datetime(2031, 6, 3, 15, tzinfo=timezone(timedelta(hours=3)))
    data = encode_record(little.changed(little.record(), "posts", 0, published=there))

    assert json.loads(data)["posts"][0]["published"] == "2031-06-03T12:00:00Z"


def test_a_day_is_stated_only_where_the_time_is_not() -> None:
    """Two fields never tell one thing twice; a day is written as a day, not as a midnight in UTC."""
    timed = msgspec.structs.replace(little.document("north.txt"), day=date(2031, 6, 4))
    dated = msgspec.structs.replace(timed, published=None)
    records = [Record(documents=(Source.from_document(told),)) for told in (timed, dated)]

    assert [json.loads(encode_record(r))["documents"][0]["day"] for r in records] == [None, "2031-06-04"]
    assert decode_record(encode_record(records[1])) == records[1]


def test_a_time_without_a_zone_is_never_written() -> None:
    """It is not UTC; to write it would be to guess."""
    naive = datetime(2031, 6, 3, 15, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match=r"Post\.published"):
        encode_record(little.changed(little.record(), "posts", 0, published=naive))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a record"),
        (b"\xff\xfe", "not a record"),
        (b"[1]", "not a record"),
        (b'{"a": 1}', "not a record"),
        (b'{"schema": "other/1"}', "not a record"),
        (b'{"schema": "rashomon/record/2"}', "update rashomon"),
        (b'{"schema": "rashomon/record/1", "claims": [{"id": 3}]}', r"\$\.claims\[0\]\.id"),
        (b'{"schema": "rashomon/record/1", "claims": ["\xff"]}', "damaged"),
        (
            b'{"schema": "rashomon/record/1", "summary": [{"text": "x", "statements": [], "section": "agreed",'
            b' "standing": ""}]}',
            "at least one statement",
        ),
        (b"[" * 100_000, "not a record"),
    ],
)
def test_what_is_no_record_is_told_with_file_and_place(data: bytes, words: str) -> None:
    """The message names the file and where in it the mistake stands."""
    with pytest.raises(UnreadableInput, match=f"(?s)some/file: .*{words}"):
        decode_record(data, "some/file")


def test_a_missing_record_is_named(tmp_path: Path) -> None:
    """A folder without record.json is told by the path that was tried."""
    with pytest.raises(UnreadableInput, match=r"record\.json: cannot be read"):
        load_record(tmp_path)


def test_fields_of_later_versions_pass() -> None:
    """More fields may be added to the record without breaking older readers."""
    parts = json.loads(encode_record(little.record())) | {"more": 1}

    assert decode_record(json.dumps(parts).encode()) == little.record()


def test_an_analysis_line_has_the_promised_keys() -> None:
    """CONTRACT: document, passages, posts, mentions, statements, problems; facts only when asked for."""
    keys = ["document", "passages", "posts", "mentions", "statements", "problems"]
    line = encode_analysis(little.analysis("north.txt"))

    assert list(json.loads(line)) == keys
    assert b"\n" not in line
    assert list(json.loads(encode_analysis(little.analysis("north.txt"), facts=True))) == [*keys, "facts"]


def test_an_analysis_comes_back_equal() -> None:
    """What the analysis found is all in the line."""
    figure = Figure(start=1, end=2, low=1, high=2, bound="range", unit=None, of=None)
    facts = Facts(
        statement="s-1", lemmas=("a",), predicate=None, negated=False, subject=(), objects=(), tense="none", who=(),
        figures=(figure,), times=(), hedges=(), vector=bytes(range(256)),
    )  # fmt: skip
    held = little.analysis("north.txt")
    analysis = Analysis(**{name: getattr(held, name) for name in held.__struct_fields__} | {"facts": (facts,)})

    assert decode_analysis(encode_analysis(analysis, facts=True)) == analysis


def test_the_published_schema_is_fresh(tmp_path: Path) -> None:
    """docs/reference/record.schema.json is what the types say; `make schema` writes it."""
    assert SCHEMA_FILE.read_bytes() == write_schema(tmp_path / "schema.json").read_bytes()


def test_the_schema_names_every_field_as_always_written() -> None:
    """Each object of the record has all its fields, and times are marked as UTC times."""
    made = schema()["$defs"]

    assert made["Record"]["required"] == list(Record.__struct_fields__)
    assert made["Moment"]["properties"]["start"]["format"] == "date-time"
    assert made["Post"]["properties"]["published"]["anyOf"][0]["pattern"] == "Z$"
