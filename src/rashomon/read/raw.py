"""What stands between the file system and the readers: bytes with their path, hash and what the user says of them."""

import zlib
from datetime import date, datetime
from hashlib import sha256

import msgspec

from rashomon.errors import UnreadableInput
from rashomon.model.document import Kind, Problem

LIMIT_BYTES = 20_000_000
"""The largest source that is read, also after unpacking. A live page of 400 posts has 2 MB with all its scripts
(measured on saved pages), a day of one outlet's feed 5 MB; what is larger is a corpus and belongs in many files."""

_GZIP_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 16_384
"""Bytes unpacked at a time: what follows one of several gzip files in one is copied, and must be short."""


class Refused(UnreadableInput):
    """A source of a known kind that gives no document; `code` is the short name of the reason, for its Problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a story file or a list of metadata says of a source. It outranks what the source says of itself."""

    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """As written; read with `timezone` when it has no zone of its own."""
    timezone: str | None = None
    """IANA name of the zone in which the source's times without a zone are meant."""
    title: str | None = None
    author: str | None = None
    kind: Kind | None = None
    partial: bool | None = None
    basis: str = "given in the story file"
    """How the outlet is known, for `Document.outlet_basis`."""


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """One source before reading. `fault` is set, and `data` empty, when the bytes could not be had."""

    path: str
    data: bytes
    sha256: str
    given: Given = Given()
    fault: Problem | None = None
    seen: datetime | None = None
    """When the bytes were fetched, if they were: no honest post in them is later."""
    charset: str | None = None
    """The encoding that a server stated; asked where the bytes are not UTF-8 and state none themselves."""


class Moment(msgspec.Struct, frozen=True):
    """A date as a source gives it. `at` is aware (UTC) or None; `day` is set wherever the day is known."""

    given: str | None = None
    at: datetime | None = None
    day: date | None = None


def raw_of(path: str, data: bytes, given: Given | None = None) -> Raw:
    """`data` with its hash. For tests and for callers that have bytes rather than files."""
    return Raw(path=path, data=data, sha256=sha256(data).hexdigest(), given=given or Given())


def faulty(path: str, code: str, message: str) -> Raw:
    """A source whose bytes could not be had, and why."""
    return Raw(path=path, data=b"", sha256=sha256(b"").hexdigest(), fault=problem(code, message))


def problem(code: str, message: str, document: str | None = None) -> Problem:
    """A problem of the reading stage."""
    return Problem(stage="read", code=code, message=message, document=document)


def unpacked(raw: Raw, limit: int = LIMIT_BYTES) -> bytes:
    """The bytes of `raw`, gunzipped if they are packed.

    Raises `Refused` when the packed data is broken or unpacks to more than `limit` bytes.
    """
    body, fault = unpacked_so_far(raw, limit)
    if fault is not None:
        raise Refused("unreadable", fault)
    return body


def unpacked_so_far(raw: Raw, limit: int) -> tuple[bytes, str | None]:
    """The bytes of `raw`, gunzipped as far as they can be; what is wrong with the packed data, or None.

    Raises `Refused` when it unpacks to more than `limit` bytes: it is counted while unpacking, so that a bomb costs no
    more memory than an honest file.
    """
    if not raw.data.startswith(_GZIP_MAGIC):
        return raw.data, None
    parts: list[bytes] = []
    view, place, room = memoryview(raw.data), 0, limit
    while view[place : place + 3] == _GZIP_MAGIC:  # a gzip file may be several, one behind the other; zeros may follow
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            block = view[place : place + _BLOCK]
            if not block:
                return b"".join(parts), f"{raw.path}: the gzip data ends too early; fetch or pack the file again"
            try:
                parts.append(stream.decompress(block, room + 1))
            except zlib.error as error:
                return b"".join(parts), f"{raw.path}: the gzip data is broken ({error}); fetch or pack the file again"
            place += len(block) - len(stream.unused_data) - len(stream.unconsumed_tail)
            room -= len(parts[-1])
            if room < 0:
                words = f"{raw.path}: unpacks to more than {limit:,} bytes; split it into smaller files"
                raise Refused("too-large", words)
    if bytes(view[place:]).strip(b"\0"):
        return b"".join(parts), f"{raw.path}: something that is not gzip follows the gzip data; pack it again"
    return b"".join(parts), None


def begins_with(raw: Raw, sign: bytes) -> bool:
    """Whether the bytes of `raw`, gunzipped if they are packed, begin with `sign` (of a few bytes)."""
    if not raw.data.startswith(_GZIP_MAGIC):
        return raw.data.startswith(sign)
    try:
        return zlib.decompressobj(wbits=31).decompress(raw.data[:_BLOCK], len(sign)) == sign
    except zlib.error:
        return False
