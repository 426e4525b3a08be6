"""One state of a story's record, laid out for pages; and the little of it that is kept to say later what changed."""

import zlib
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from rashomon.errors import UnreadableInput
from rashomon.model.codec import decode_record
from rashomon.model.record import Record
from rashomon.report.desk import Desk, anchor, make_desk
from rashomon.report.views_overview import event_title
from rashomon.verify import first_break

VERSION_DIGITS = 12
"""Hex digits of the SHA-256 of a record's bytes by which pages name it."""
LARGEST = 400_000_000
"""Bytes of a record.json that are read; thirty long accounts make some ten million."""


class Edition:
    """A record with its indexes. Nothing in it changes once it is made; all requests share it."""

    def __init__(self, record: Record, version: str, noticed: datetime) -> None:
        """`version` names the record's bytes, `noticed` is when the server first saw them (aware)."""
        self.record = record
        self.version = version
        self.noticed = noticed
        self.desk: Desk = make_desk(record)
        self.title: str = event_title(self.desk)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The anchor of every thing that has a page (`c-…`, `s-…`, `v-…`, `e-…`, `d-…`) and its id."""
        record = self.record
        kinds = (
            ("c", [item.id for item in record.claims]),
            ("s", [item.id for item in record.statements]),
            ("v", [item.id for item in record.divergences]),
            ("e", [item.id for item in record.entities]),
            ("d", [item.id for item in record.documents]),
        )
        return {anchor(prefix, key): key for prefix, keys in kinds for key in keys}

    def find(self, prefix: str, key: str) -> str | None:
        """The id behind the last part of an address, or None."""
        return self.anchors.get(f"{prefix}-{key}")

    def packed(self) -> bytes:
        """What comparing with a later record needs, compressed: some 2 % of the record's size."""
        slim = Record(
            documents=tuple(msgspec.structs.replace(d, text="") for d in self.record.documents),
            statements=self.record.statements,
            claims=tuple(msgspec.structs.replace(c, links=()) for c in self.record.claims),
            divergences=self.record.divergences,
        )
        return zlib.compress(msgspec.msgpack.encode(slim), 1)


def unpacked(data: bytes) -> Record:
    """The record that `Edition.packed` made small: statements, claims and divergences, no texts."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=Record)


def read_edition(file: Path, noticed: datetime) -> Edition:
    """The record in `file`. Raises UnreadableInput when it is none, too new, or does not hold together."""
    try:
        if file.stat().st_size > LARGEST:
            raise UnreadableInput(f"{file}: larger than {LARGEST:,} bytes; give a smaller story")
        data = file.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput(
            f"{file.parent}: holds no record yet; run `rashomon build SOURCES... --out {file.parent}`"
        ) from None
    except OSError as error:
        raise UnreadableInput(f"{file}: cannot be read ({error.strerror}); check its permissions") from error
    record = decode_record(data, file.name)
    if broken := first_break(record):
        raise UnreadableInput(f"{file.name}: a damaged record ({broken.where}: {broken.message}); build it again")
    return Edition(record, sha256(data).hexdigest()[:VERSION_DIGITS], noticed)
