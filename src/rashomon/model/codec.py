"""To and from JSON: one way to write a record, so that the same record gives the same bytes everywhere."""

from datetime import UTC, datetime
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from rashomon.errors import UnreadableInput
from rashomon.model.analysis import Analysis, Attribution, Facts, Mention, Passage, Post, Statement
from rashomon.model.document import Problem
from rashomon.model.record import SCHEMA, Record, Source

Json = dict[str, Any]
"""A parsed JSON object on its way out or in; it never travels further than the module that made it."""

SCHEMA_FAMILY = "rashomon/record/"
S = TypeVar("S", bound=msgspec.Struct)


class AnalysisLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `rashomon analyse`: the document as the record keeps it, and what it says."""

    document: Source
    passages: tuple[Passage, ...]
    posts: tuple[Post, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


class FactsLine(AnalysisLine, frozen=True, kw_only=True):
    """The same with the facts that weaving needs (`rashomon analyse --facts`)."""

    facts: tuple[Facts, ...]


class MarkedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `rashomon analyse --as attributions`; `doc` names the document as scorers do, by its file's stem."""

    doc: str
    attributions: tuple[Attribution, ...]


def encode_record(record: Record) -> bytes:
    """`record.json`: keys in the order of the types, two blanks of indent, times in UTC, a newline at the end.

    Raises ValueError when a time has no zone: such a time must never be written as if it were UTC.
    """
    packed = msgspec.json.encode(_in_utc(record), order="deterministic")
    return msgspec.json.format(packed, indent=2) + b"\n"


def decode_record(data: bytes, where: str = "record") -> Record:
    """The record in `data`. Raises UnreadableInput naming `where` and the place in it; unknown fields pass."""
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"{where}: not a record ({error}); give a record.json that `rashomon build` wrote"
        ) from error
    if head.schema is None or not head.schema.startswith(SCHEMA_FAMILY):
        raise UnreadableInput(f"{where}: JSON, but not a record (no schema {SCHEMA!r}); give a record.json")
    if head.schema != SCHEMA:
        raise UnreadableInput(f"{where}: has schema {head.schema!r}, this version reads {SCHEMA!r}; update rashomon")
    try:
        return msgspec.json.decode(data, type=Record)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnreadableInput(f"{where}: a damaged record: {error}; build it again") from error


def load_record(path: Path) -> Record:
    """The record in a file, or in `record.json` when `path` is a folder. Raises UnreadableInput naming the file."""
    file = path / "record.json" if path.is_dir() else path
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file}: cannot be read ({error.strerror}); give what `rashomon build` wrote") from error
    return decode_record(data, str(file))


def encode_analysis(analysis: Analysis, *, facts: bool = False) -> bytes:
    """One line of JSON (no newline inside, none at the end) with the keys that CONTRACT promises of an analysis."""
    parts = {name: getattr(analysis, name) for name in AnalysisLine.__struct_fields__ if name != "document"}
    source = Source.from_document(analysis.document)
    line = (
        FactsLine(document=source, facts=analysis.facts, **parts) if facts else AnalysisLine(document=source, **parts)
    )
    return msgspec.json.encode(_in_utc(line), order="deterministic")


def encode_attributions(name: str, attributions: tuple[Attribution, ...]) -> bytes:
    """One line of JSON: `doc`, and each attribution's `content`, `cue` and `source`, `[[start, end], ...]` or null."""
    return msgspec.json.encode(MarkedLine(doc=name, attributions=attributions), order="deterministic")


def decode_analysis(data: bytes, where: str = "analysis") -> Analysis:
    """The analysis in one line. What only the reader knew (the page's marks and posts) stays empty."""
    try:
        return msgspec.json.decode(data, type=Analysis)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnreadableInput(
            f"{where}: not an analysis: {error}; give a line that `rashomon analyse` wrote"
        ) from error


def schema() -> Json:
    """The JSON Schema (2020-12) of `record.json`, from the types themselves. Every field is always written."""
    made: Json = msgspec.json.schema(Record)
    definitions: Json = made["$defs"]
    dated = {f"{kind.__module__}.{kind.__name__}": _date_fields(kind) for kind in _structs(Record)}
    short = {name.rsplit(".", 1)[-1]: fields for name, fields in dated.items()}
    for name, body in definitions.items():
        if "description" in body:
            body["description"] = cleandoc(body["description"])  # 3.13 compiles docstrings without their indentation
        if body.get("type") != "object":
            continue
        body["required"] = list(body["properties"])
        for field in dated.get(name) or short.get(name, ()):
            _mark_time(body["properties"][field])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "What `rashomon build` writes. Offsets are half-open, in Unicode code points; times are UTC.",
        **made,
    }


def write_schema(path: Path) -> Path:
    """Write the schema where the documentation keeps it."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n")
    return path


class _Head(msgspec.Struct):
    schema: str | None = None


def _structs(root: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """`root` and every struct that its fields reach."""
    found: list[type[msgspec.Struct]] = []
    todo: list[Any] = [root]
    while todo:
        kind = todo.pop()
        todo.extend(getattr(kind, "__args__", ()))
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in found:
            found.append(kind)
            todo.extend(get_type_hints(kind).values())
    return found


def _date_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a struct that hold a time."""
    hints = get_type_hints(kind)
    return tuple(n for n, hint in hints.items() if hint is datetime or datetime in getattr(hint, "__args__", ()))


def _mark_time(field: Json) -> None:
    """Say in the schema that a string is a UTC time."""
    for option in field.get("anyOf", [field]):
        if option.get("type") == "string":
            option.update({"format": "date-time", "pattern": "Z$"})


def _in_utc(value: S) -> S:
    """The same struct with every time moved to UTC; parts without a time are kept as they are."""
    changes: dict[str, Any] = {}
    for name in _timed(type(value)):
        old = getattr(value, name)
        new = _field_in_utc(old, f"{type(value).__name__}.{name}")
        if new is not old:
            changes[name] = new
    return msgspec.structs.replace(value, **changes) if changes else value


@cache
def _timed(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a struct that hold a time, or structs with one."""
    return tuple(name for name, hint in get_type_hints(kind).items() if _may_hold_time(hint))


def _may_hold_time(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return bool(_timed(hint))
    return hint is datetime or any(_may_hold_time(part) for part in get_args(hint))


def _field_in_utc(old: Any, name: str) -> Any:
    if isinstance(old, datetime):
        if old.tzinfo is None:
            raise ValueError(f"{name}: a time without a zone ({old.isoformat()}) is not UTC and cannot be written")
        return old if old.tzinfo is UTC else old.astimezone(UTC)
    if isinstance(old, msgspec.Struct):
        return _in_utc(old)
    if isinstance(old, tuple) and old and isinstance(old[0], msgspec.Struct):
        new = tuple(_in_utc(item) for item in old)
        return old if all(a is b for a, b in zip(new, old, strict=True)) else new
    return old
