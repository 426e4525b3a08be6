"""Story folders as a build leaves them."""

from pathlib import Path

import msgspec

from rashomon.model.codec import encode_record
from rashomon.model.record import Record


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
