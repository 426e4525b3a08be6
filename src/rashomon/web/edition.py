"""One state of a story's record, laid out for pages."""

from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from rashomon.errors import UnreadableInput
from rashomon.model.codec import decode_record
from rashomon.model.record import Record
from rashomon.report.desk import Desk, anchor, make_desk
from rashomon.report.views_overview import event_title
from rashomon.store import VERSION_DIGITS
from rashomon.verify import first_break

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
        """The anchor of every thing that has a page (`c-…`, `s-…`, `v-…`, `e-…`, `d-…`, `p-…`) and its id."""
        record = self.record
        kinds = (
            ("c", [item.id for item in record.claims]),
            ("s", [item.id for item in record.statements]),
            ("v", [item.id for item in record.divergences]),
            ("e", [item.id for item in record.entities]),
            ("d", [item.id for item in record.documents]),
            ("p", [item.id for item in record.posts]),
        )
        return {anchor(prefix, key): key for prefix, keys in kinds for key in keys}

    def find(self, prefix: str, key: str) -> str | None:
        """The id behind the last part of an address, or None."""
        return self.anchors.get(f"{prefix}-{key}")


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
