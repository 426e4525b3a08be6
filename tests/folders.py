"""Story folders as a build leaves them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from rashomon.changeset import change_set, entry
from rashomon.model.codec import encode_record
from rashomon.model.record import Record
from rashomon.store import DATABASE_NAME, open_store

FIRST = datetime(2031, 3, 4, 14, 0, tzinfo=UTC)
"""When the first change of a followed story was noticed; the others follow every ten minutes."""


def write(folder: Path, record: Record) -> None:
    """Replace the record as a build does: in one step."""
    part = folder / ".part"
    part.write_bytes(encode_record(record))
    part.replace(folder / "record.json")


def earlier(record: Record) -> Record:
    """The record before its last claim came in: without that claim, its statements and all that rests on them."""
    claim = record.claims[-1]
    gone = set(claim.statements)
    return msgspec.structs.replace(
        record,
        claims=record.claims[:-1],
        statements=tuple(s for s in record.statements if s.id not in gone),
        divergences=tuple(d for d in record.divergences if claim.id not in d.claims),
        omissions=tuple(o for o in record.omissions if o.claim != claim.id),
        timeline=tuple(m for m in record.timeline if gone.isdisjoint(m.statements)),
        ledger=tuple(m for m in record.ledger if gone.isdisjoint(m.statements)),
        summary=tuple(line for line in record.summary if gone.isdisjoint(line.statements)),
    )


def followed(folder: Path, records: Sequence[Record]) -> None:
    """Write the records one after another as a watcher does, each with what it changed."""
    with open_store(folder / DATABASE_NAME) as store:
        old = store.record()
        for new in records:
            number = store.log.last() + 1
            found = change_set(old, new, number, FIRST + timedelta(minutes=10 * number)) if old else None
            with store.saving(new, change=entry(found) if found else None):
                write(folder, new)
            old = new


def reworded(record: Record, *changes: tuple[str, str]) -> Record:
    """The record with words of its accounts replaced by others as long, so that every offset holds."""
    sources = []
    for source in record.documents:
        text = source.text
        for old, new in changes:
            assert len(old) == len(new)
            text = text.replace(old, new)
        sources.append(msgspec.structs.replace(source, text=text))
    return msgspec.structs.replace(record, documents=tuple(sources))


def without(record: Record, post: str) -> Record:
    """The record without a post; what stood in it stands outside posts."""
    return msgspec.structs.replace(
        record,
        posts=tuple(p for p in record.posts if p.id != post),
        passages=tuple(msgspec.structs.replace(p, post=None) if p.post == post else p for p in record.passages),
        statements=tuple(msgspec.structs.replace(s, post=None) if s.post == post else s for s in record.statements),
    )
