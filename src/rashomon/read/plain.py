"""Plain text: the file decoded and not otherwise touched, so that offsets into it are offsets into the file."""

import codecs
import re

from rashomon.errors import UnknownFormat
from rashomon.model.document import Document
from rashomon.read.finish import Found, document_of
from rashomon.read.raw import Raw, Refused

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_MAGIC = {
    b"%PDF-": "a PDF file: extract its text first",
    b"PK\x03\x04": "a zip archive or an office document: unpack it or save it as text",
    b"\x89PNG": "a picture: give the words in it as text",
    b"\xff\xd8\xff": "a picture: give the words in it as text",
    b"GIF8": "a picture: give the words in it as text",
    b"RIFF": "a sound, film or picture file: give the words in it as text",
    b"\x1f\x8b": "packed data inside packed data: unpack it first",
    b"BZh": "a bzip2 archive: unpack it first",
    b"\xfd7zXZ": "an xz archive: unpack it first",
    b"7z\xbc\xaf": "a 7-zip archive: unpack it first",
    b"{\\rtf": "a rich text file: save it as plain text",
    b"\xd0\xcf\x11\xe0": "an office document: save it as text",
    b"SQLite format 3": "a database: export its texts first",
    b"\x7fELF": "a program: no account can be read from it",
}
_AS_BROWSERS_READ = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"), "cp1252")
"""What pages that call themselves so are written in, and how every browser reads them (WHATWG)."""
_WIDE = re.compile(r"utf[-_]?(?:16|32)|ucs[-_]?[24]", re.IGNORECASE)
_FEWEST_WIDE, _ZERO_SHARE = 20, 0.8
"""English in UTF-16 has a zero in every second byte but for quotation marks and dashes, and none in the others; bytes
of a program or a picture have zeros on both sides."""
_NEAR_CP1252 = re.compile(r"cp125[0478]|iso8859_(?:[2349]|1[03456])|latin_1")
_SPARSE = 0.02
"""Share of letters beyond ASCII under which a text is taken for English with some accented names."""
_SNIFFED = 100_000
"""Bytes shown to the encoding detector: enough for its statistics, and bounded."""


def binary_kind(data: bytes) -> str | None:
    """What binary format the bytes are of, in words with what to do, or None for text."""
    for magic, words in _MAGIC.items():
        if data.startswith(magic):
            return words
    if wide(data):
        return None
    return (
        "binary data, no text (it holds NUL bytes); give its text"
        if b"\0" in data[:_SNIFFED] or b"\0" in data
        else None
    )


def wide(data: bytes) -> str | None:
    """The encoding of text that takes two or four bytes a letter: by its mark, or by its zero bytes; else None."""
    marked = next((code for mark, code in _MARKS if data.startswith(mark)), None)
    sample = data[:_SNIFFED] if marked is None else b""
    if len(sample) < _FEWEST_WIDE or b"\0" not in sample:
        return marked
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = _ZERO_SHARE * len(sample) / 2
    return "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else None


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of `data`, and the name of the encoding when it is not UTF-8 and had to be found out.

    Nothing is changed in decoding: a byte-order mark of UTF-8 and every line end stay.
    """
    if code := wide(data):
        return data.decode(code, "replace"), code
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), "UTF-8 with broken bytes, each shown as U+FFFD"
    if declared and _WIDE.match(declared):
        declared = None  # such text has zero bytes or a mark, and no bytes that are read one by one
    stated = _AS_BROWSERS_READ.get(declared.lower(), declared) if declared else None
    for name in (stated, declared, _detected(data), "cp1252"):
        if name and (text := _tried(data, name)) is not None:
            return text, name
    return data.decode("latin-1"), "latin-1"


def _mostly_utf8(data: bytes) -> bool:
    """Whether good multi-byte sequences are more than ten times as many as bad bytes (a cut or damaged UTF-8 file)."""
    sample = data[:_SNIFFED]
    kept = sample.decode("utf-8", "ignore")
    good = sum(not c.isascii() for c in kept)
    return good > 10 * (len(sample) - len(kept.encode()))


def _tried(data: bytes, name: str) -> str | None:
    try:
        return data.decode(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None


def _detected(data: bytes) -> str | None:
    sample = data[:_SNIFFED]
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 50 ms

    best = from_bytes(sample).best()
    if best is None or (
        _NEAR_CP1252.fullmatch(best.encoding) and sum(b >= 0xC0 for b in sample) < _SPARSE * len(sample)
    ):
        return "cp1252"  # they differ in a few accented letters, and in English no statistics tell which are meant
    return best.encoding


def is_plain(_raw: Raw, _body: bytes) -> bool:
    """Everything that is text; the last row of the table."""
    return True


def read_plain(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document: `text` is the file decoded as UTF-8, or else in the likeliest encoding with a problem.

    Raises `UnknownFormat` for binary data and `Refused` for text without a single letter.
    """
    if kind := binary_kind(body):
        raise UnknownFormat(f"{raw.path}: {kind}")
    text, encoding = decoded(body)
    if not any(c.isalpha() for c in text):
        raise Refused("no-words", f"{raw.path}: there is not one letter in it")
    problems = (_guessed(encoding),) if encoding else ()
    return (document_of(raw, Found(text=text, format="plain", problems=problems)),)


def _guessed(encoding: str) -> tuple[str, str]:
    return "encoding-guessed", f"not UTF-8; read as {encoding}. Offsets are into the decoded text"
