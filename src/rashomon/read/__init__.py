"""Reading: bytes of any kind become Documents. To add a format, write its reader and add a row to READERS.

`gather` finds the sources, `read` turns one into its documents, `read_all` reads many and keeps the failures as data.
"""

from collections.abc import Callable, Iterable

import msgspec

from rashomon.errors import InputError, UnknownFormat
from rashomon.model.document import Document, Problem
from rashomon.read.archive import LIMIT_UNPACKED, is_wacz, is_warc, read_wacz, read_warc
from rashomon.read.chain import joined
from rashomon.read.feed import is_feed, read_feed
from rashomon.read.finish import held_against
from rashomon.read.gather import gather
from rashomon.read.jsonfile import is_json, read_json
from rashomon.read.manifest import Story, load_story
from rashomon.read.page import is_html, read_html
from rashomon.read.plain import is_plain, read_plain
from rashomon.read.raw import (
    LIMIT_BYTES,
    Given,
    Raw,
    Refused,
    begins_with,
    problem,
    raw_of,
    unpacked,
    unpacked_so_far,
)  # fmt: skip

__all__ = [
    "READERS", "Given", "Raw", "Reader", "Reading", "Story", "gather", "load_story", "raw_of", "read", "read_all",
]  # fmt: skip


class Reader(msgspec.Struct, frozen=True):
    """A format: its name, whether some (unpacked) bytes are of it, and the function that reads them."""

    name: str
    recognises: Callable[[Raw, bytes], bool]
    read: Callable[[Raw, bytes], tuple[Document, ...]]


READERS: tuple[Reader, ...] = (
    Reader("warc", is_warc, read_warc),
    Reader("wacz", is_wacz, read_wacz),
    Reader("feed", is_feed, read_feed),
    Reader("html", is_html, read_html),
    Reader("json", is_json, read_json),
    Reader("plain", is_plain, read_plain),
)
"""Every format that is read; the first that recognises the bytes reads them."""


LEAST_SHARE = 0.95
"""Share of the posts that a page says it has from which it counts as whole: some count a pinned post twice."""


class Reading(msgspec.Struct, frozen=True):
    """What came of many sources.

    `problems` are of sources that gave no document (or repeat one); a document carries its own in `Document.problems`.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read(raw: Raw) -> tuple[Document, ...]:
    """The documents in one source: one for an article or a live page, several for a file of several articles.

    Raises `UnknownFormat` when the bytes are of no format that we read, `Refused` (an
    `UnreadableInput`) when they are broken, empty or over a limit.
    """
    if raw.fault is not None:
        raise Refused(raw.fault.code, raw.fault.message)
    cut: str | None = None
    if begins_with(raw, b"WARC/"):  # many accounts, each packed by itself: those before a break are whole
        body, cut = unpacked_so_far(raw, LIMIT_UNPACKED)
    else:
        body = unpacked(raw, LIMIT_BYTES)
    if not body.strip():
        raise Refused("empty", f"{raw.path}: empty")
    reader = next((reader for reader in READERS if reader.recognises(raw, body)), None)
    if reader is None:
        raise UnknownFormat(f"{raw.path}: of no known format")
    documents = reader.read(raw, body)
    if cut is not None:
        documents = (_with(documents[0], problem("archive-cut", f"{cut}; what stands before was read")), *documents[1:])
    return documents if raw.seen is None else tuple(held_against(raw.seen, document) for document in documents)


def read_all(raws: Iterable[Raw], read: Callable[[Raw], tuple[Document, ...]] = read) -> Reading:
    """Read every source; what cannot be read becomes a problem, and of two copies of one source one is read.

    `read` may be given to one who remembers what was read before; it must do what `read` does.
    """
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for raw in sorted(raws, key=lambda raw: (raw.path, raw.sha256)):
        if raw.fault is not None:
            problems.append(raw.fault)
            continue
        try:
            found = read(raw)
        except InputError as error:
            code = error.code if isinstance(error, Refused) else "unknown-format"
            problems.append(problem(code, str(error)))
            continue
        for document in found:
            first = documents.setdefault(document.id, document)
            if first is not document:
                words = f"{raw.path}: the same bytes as {first.path}, which stands for both"
                problems.append(problem("duplicate-source", words, first.id))
    whole = tuple(_counted(document) for document in joined(tuple(documents.values())))
    return Reading(whole, tuple(dict.fromkeys(problems)))


def _counted(document: Document) -> Document:
    """The document, with a problem when its page says that it has more posts than could be read."""
    count = len({post.key or post.start for post in document.posts})
    if document.posts_said is None or count >= LEAST_SHARE * document.posts_said:
        return document
    name = document.url or document.path or document.id
    words = f"{name}: the page says that it has {document.posts_said:,} posts; {count:,} could be read"
    return msgspec.structs.replace(_with(document, problem("posts-not-loaded", words)), partial=True)


def _with(document: Document, found: Problem) -> Document:
    """The document with one problem more, which is its own."""
    located = msgspec.structs.replace(found, document=document.id)
    return msgspec.structs.replace(document, problems=(*document.problems, located))
