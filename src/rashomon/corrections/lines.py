"""`corrections.jsonl`: one correction a line, only ever appended to. A line that cannot be read is told, not lost."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rashomon.errors import OptionError, OutputError
from rashomon.model.correction import NO_RELAY, STATEMENTS, VALUED, Anchor, Correction, CorrectionKind
from rashomon.model.document import Problem
from rashomon.model.span import short_id

FILE_NAME = "corrections.jsonl"
MOST_LINES = 10_000
MOST_BYTES = 32_000_000
"""Of the whole file; what lies behind is not read, and a problem says so."""
MOST_RELAYS = 6
"""Links of a chain; real ones have one or two."""
LONGEST = 2_000
"""Characters of a reason, a name or a note."""


def made(
    kind: CorrectionKind, *, author: str, time: datetime, reason: str, anchors: tuple[Anchor, ...] = (), value: str = ""
) -> Correction:
    """A correction with its id, which is a hash of all that it says.

    Raises OptionError when a text is missing or too long, or when `time` has no zone.
    """
    told = {"author": author, "reason": reason} | ({"value": value} if kind in VALUED else {})
    for name, text in told.items():
        if not text.strip():
            raise OptionError(f"correct: {name} is empty; say it in a few words")
        if len(text) > LONGEST:
            raise OptionError(f"correct: {name} has {len(text):,} characters; at most {LONGEST:,} are kept")
    if kind == "time":
        moment_of(value)
    if kind == "chain":
        relays_of(value)
    if time.tzinfo is None:
        raise OptionError("correct: the time has no zone; give one such as 2030-05-06T07:08:09Z")
    if len(anchors) != STATEMENTS[kind]:
        raise OptionError(f"correct: {kind} is about {STATEMENTS[kind]} statements, {len(anchors)} are given")
    words = [(a.account, *a.exact, a.prefix, a.suffix) for a in anchors]
    key = short_id("k", kind, author, time.isoformat(), reason, value, *words)
    return Correction(id=key, kind=kind, author=author, time=time, reason=reason, anchors=anchors, value=value)


def moment_of(value: str) -> datetime:
    """The time of publication that a `time` gives, in UTC. Raises OptionError when it is none or has no zone."""
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise OptionError(f"correct: {value[:40]!r} is no time with a zone; give one such as 2030-05-06T07:08Z")
    return found.astimezone(UTC)


def relays_of(value: str) -> tuple[str, ...]:
    """The relays that a `chain` gives, nearest the outlet first; none for NO_RELAY. Raises OptionError for an empty."""
    if value.strip().casefold() == NO_RELAY:
        return ()
    found = tuple(" ".join(part.split()) for part in value.split(">"))
    if not all(found) or len(found) > MOST_RELAYS:
        raise OptionError(
            f"correct: {value[:40]!r} is no chain; give up to {MOST_RELAYS} names from the outlet to the source, such "
            f"as 'Farwire > Selk Radio', or '{NO_RELAY}' where it has it from the source itself"
        )
    return found


def append(folder: Path, correction: Correction) -> Path:
    """Add one line and wait until it is safe on disk; two writers wait for each other. Returns the file.

    Raises OutputError when the folder cannot be written.
    """
    file = folder / FILE_NAME
    line = msgspec.json.encode(correction) + b"\n"
    try:
        with file.open("ab+") as held:
            _hold(held.fileno())
            held.seek(0, os.SEEK_END)
            if held.tell():
                held.seek(-1, os.SEEK_END)
                line = line if held.read(1) == b"\n" else b"\n" + line  # a torn last line stays a line of its own
            held.write(line)
            held.flush()
            os.fsync(held.fileno())
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{file}: cannot be written ({why}); make the folder writable") from error
    return file


def read(folder: Path) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """All lines that can be read, in the file's order, and a problem for each that cannot."""
    file = folder / FILE_NAME
    try:
        with file.open("rb") as held:
            data = held.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (_unread(f"cannot be read ({error.strerror or type(error).__name__}); nothing in it is applied"),)
    rows = data[:MOST_BYTES].split(b"\n")
    cut = len(data) > MOST_BYTES or len(rows) - 1 > MOST_LINES
    found: list[Correction] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows[:MOST_LINES], 1):
        if not row.strip():
            continue
        try:
            line = msgspec.json.decode(row, type=Correction)
            found.append(_checked(line))
        except (msgspec.MsgspecError, ValueError, OptionError) as error:
            problems.append(_unread(f"line {number} is no correction ({error}); it is left out"))
    if cut:
        problems.append(_unread(f"is longer than {MOST_LINES:,} lines; what lies behind is not read"))
    return tuple(found), tuple(problems)


def _checked(line: Correction) -> Correction:
    """The line, when its id is that of its words: a line that was edited by hand is not what its author wrote."""
    same = made(line.kind, author=line.author, time=line.time, reason=line.reason, anchors=line.anchors,
                value=line.value)  # fmt: skip
    if same.id != line.id:
        raise ValueError("its id does not fit its words")
    return line


def _unread(what: str) -> Problem:
    return Problem(stage="weave", code="correction-unreadable", message=f"{FILE_NAME}: {what}")


def _hold(handle: int) -> None:
    with suppress(ImportError, OSError):  # a file system that knows no locks: one append is one write all the same
        import fcntl  # noqa: PLC0415  (absent on Windows)

        fcntl.flock(handle, fcntl.LOCK_EX)


def in_order(lines: Sequence[Correction]) -> tuple[Correction, ...]:
    """Each line once, by time and id: the order in which a file holds them says nothing."""
    return tuple(sorted({line.id: line for line in lines}.values(), key=lambda line: (line.time, line.id)))
