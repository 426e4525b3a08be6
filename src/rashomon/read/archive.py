"""Web archives: the pages in WARC files, and in WACZ files, which are zip archives around WARC files.

The records are read by warcio out of bytes that were unpacked before, so that what a bomb would cost is counted first.
Of each address the newest page is read; everything that is passed over is counted and said.
"""

import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from datetime import datetime

import msgspec

from rashomon.model.document import Document, Problem
from rashomon.read.chain import chained, newest_post, renamed, signs_of, standing
from rashomon.read.dates import moment
from rashomon.read.feed import is_feed, read_feed
from rashomon.read.finish import held_against, web_url
from rashomon.read.kept import charset_of
from rashomon.read.page import is_html, read_html
from rashomon.read.raw import Given, Raw, Refused, problem, raw_of, unpacked

LIMIT_UNPACKED = 200_000_000
"""Bytes of all records of one archive: a source has 20 MB at most, and archives of pages pack about one to five."""
MOST_RECORDS = 20_000
MOST_PAGES = 500
"""Pages read of one archive; what holds more is a crawl rather than the accounts of one event."""
MOST_CAPTURES = 100
"""Captures read of one page: a live page that shows ten posts of a thousand needs as many."""
MOST_ENTRIES = 2_000
"""Files in a WACZ; one of a hundred pages has some twenty."""
_LIMIT_PAGE = 10_000_000
_KINDS = ("html", "rss", "atom", "feed+json", "/xml")
_LIST = "pages/pages.jsonl"
_BLOCK = 65_536


PART_HEADER = "X-Rashomon-Part-Of"
"""Header of a record in which the watcher names the live page of which the capture is a further page."""
LIST_TYPE = "application/x-rashomon-posts+json"
"""Content type of the record in which the watcher notes which posts of a page stand, by key and hash."""


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One page or feed as an archive keeps it; `is_list` for the watcher's note on the posts that stand."""

    url: str
    at: datetime | None
    body: bytes
    is_list: bool = False
    charset: str | None = None
    """The encoding that the server stated."""
    part_of: str | None = None
    """The live page of which the watcher found this to be a further page."""


def is_warc(_raw: Raw, body: bytes) -> bool:
    """Bytes that begin as a WARC record does."""
    return body.startswith(b"WARC/1.")


def is_wacz(_raw: Raw, body: bytes) -> bool:
    """A zip archive with WARC files in its folder `archive`."""
    if not body.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return any(_is_inner(name) for name in packed.namelist()[:MOST_ENTRIES])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_warc(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document a page. Raises `Refused` when the archive is broken from its start or holds no page."""
    left = Counter[str]()
    return _documents(raw, list(_captures(body, left)), left)


def read_wacz(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document for each page that the archive lists (or holds, where it has no list).

    Raises `Refused` when the zip archive is broken, or unpacks to more than LIMIT_UNPACKED bytes.
    """
    left = Counter[str]()
    captures: list[Capture] = []
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Refused("too-large", f"{raw.path}: more than {MOST_ENTRIES:,} files in the archive; split it")
            room = LIMIT_UNPACKED
            for entry in sorted(entries, key=lambda entry: entry.filename):
                if not _is_inner(entry.filename):
                    continue
                inner = raw_of(f"{raw.path}/{entry.filename}", _entry(raw, packed, entry, room))
                records = unpacked(inner, room)
                room -= len(records)
                captures += _captures(records, left)
            wanted = _listed(_entry(raw, packed, packed.getinfo(_LIST), room)) if _LIST in packed.namelist() else None
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError) as error:
        raise Refused("unreadable", f"{raw.path}: the zip archive is broken ({error}); save it again") from error
    if wanted:
        left["of another address than the pages that it lists"] += sum(c.url not in wanted for c in captures)
        captures = [capture for capture in captures if capture.url in wanted]
    return _documents(raw, captures, left)


def _is_inner(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _entry(raw: Raw, packed: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The bytes of a file in the zip archive: counted while unpacking, for its stated size may be a lie."""
    with packed.open(entry) as stream:
        data = stream.read(room + 1)
    if len(data) > room:
        raise Refused(
            "too-large", f"{raw.path}: unpacks to more than {LIMIT_UNPACKED:,} bytes; split it into smaller archives"
        )
    return data


def _listed(data: bytes) -> frozenset[str]:
    """The addresses in a list of pages: one JSON object a line, the first of which is a heading."""
    found: set[str] = set()
    for line in data.decode("utf-8", "replace").splitlines()[: MOST_PAGES * 10]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("url"), str):
            found.add(value["url"])
    return frozenset(found)


def _captures(records: bytes, left: Counter[str]) -> Iterator[Capture]:
    """The pages among the records; the others are counted in `left` by what they are."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    seen = 0
    if not records.endswith(b"\r\n\r\n"):  # every record ends so; warcio takes a cut one for the end
        left["behind the place where the archive was cut"] += 1
    with redirect_stderr(io.StringIO() if sys.stderr else None):  # warcio prints what it finds odd
        try:
            for record in ArchiveIterator(io.BytesIO(records)):
                seen += 1
                if seen > MOST_RECORDS:
                    left[f"beyond the first {MOST_RECORDS:,} records"] += 1
                    return
                is_list = (record.rec_headers.get_header("Content-Type") or "") == LIST_TYPE
                if record.rec_type in {"warcinfo", "request", "metadata"} and not is_list:  # these tell of the others
                    continue
                if not is_list and (why := _unfit(record)) is not None:
                    left[why] += 1
                    continue
                body = _content(record)
                if body is None:
                    left["too large or unreadable"] += 1
                    continue
                yield Capture(
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    at=moment(record.rec_headers.get_header("WARC-Date")).at,
                    body=body,
                    is_list=is_list,
                    part_of=web_url(record.rec_headers.get_header(PART_HEADER)),
                    charset=charset_of(record.http_headers.get_header("Content-Type") if record.http_headers else None),
                )
        except (ArchiveLoadFailed, ValueError, KeyError, IndexError, AttributeError, TypeError, OSError, EOFError):
            left["behind a place where the archive is broken"] += 1  # warcio raises what its line parser stumbles over


def _unfit(record: "object") -> str | None:
    """Why a record is no page that can be read, or None."""
    kind = getattr(record, "rec_type", "")
    if kind == "revisit":
        return "a note that a page was unchanged (revisit)"
    if kind not in {"response", "resource"}:
        return "no capture of a page"
    headers, http = record.rec_headers, record.http_headers  # type: ignore[attr-defined]
    if web_url(headers.get_header("WARC-Target-URI")) is None:
        return "without an http(s) address"
    if kind == "response":
        if http is None or http.get_statuscode() != "200":
            return "an answer other than 200 (redirect or error)"
        content = http.get_header("Content-Type") or ""
    else:
        content = headers.get_header("Content-Type") or ""
    return None if any(kind in content.lower() for kind in _KINDS) else "no page and no feed"


def _content(record: "object") -> bytes | None:
    """The page's bytes with its transfer coding undone, or None when they are too many or broken."""
    stream = record.content_stream()  # type: ignore[attr-defined]
    parts: list[bytes] = []
    size = 0
    try:
        while part := stream.read(_BLOCK):
            parts.append(part)
            size += len(part)
            if size > _LIMIT_PAGE:
                return None
    except Exception:  # zlib's and warcio's own, of many kinds: one page is lost, and counted
        return None
    return b"".join(parts)


def _documents(raw: Raw, captures: list[Capture], left: Counter[str]) -> tuple[Document, ...]:
    """The accounts in the captures: of each address one, or the live page and the article that it became."""
    by_url: dict[str, list[Capture]] = {}
    for capture in sorted(captures, key=_place):
        by_url.setdefault(capture.part_of or capture.url, []).append(capture)
    documents: list[Document] = []
    for some in list(by_url.values())[:MOST_PAGES]:
        documents += _account(raw, some[-MOST_CAPTURES:], left)
    if len(by_url) > MOST_PAGES:
        left[f"beyond the first {MOST_PAGES} pages"] += len(by_url) - MOST_PAGES
    if not documents:
        raise Refused("no-article", f"{raw.path}: no article or live page was found in this archive{_told(left)}")
    documents = [msgspec.structs.replace(document, sha256=raw.sha256) for document in documents]
    if left.total():
        first = documents[0]
        documents[0] = msgspec.structs.replace(first, problems=(*first.problems, _problem(raw, left, first.id)))
    return tuple(documents)


def _place(capture: Capture) -> tuple[str, bool, float]:
    """By address and time, the further pages of a live page before it: its own newest capture is the newest of all."""
    return capture.part_of or capture.url, capture.part_of is None, capture.at.timestamp() if capture.at else 0.0


def _account(raw: Raw, captures: list[Capture], left: Counter[str]) -> list[Document]:
    """What the captures of one address, oldest first, tell: the newest of them, and what only older ones hold."""
    wanted = next((_wanted(capture.body) for capture in captures if capture.is_list), None)
    read = [found for c in captures if not c.is_list and (found := _page(raw, c, left))]
    if not read:
        return []
    newest = read[-1]
    if newest[0].format == "feed":
        return list(_items(read, wanted))
    lives = [documents[0] for documents in read if documents[0].posts]
    if wanted is not None:  # which words of a post count is known, so that the order may be that of the posts
        lives = [*sorted(lives[:-1], key=newest_post), *lives[-1:]]
    if lives:
        left["an older capture of a page"] += len(read) - len(lives) - (not newest[0].posts)
        told = [chained(lives, wanted)]
        if not newest[0].posts:
            words = f"{raw.path}: the live page has become an article; both are kept"
            told.append(renamed(newest[0], newest[0].id, ("live-page-ended", words)))
        return told
    left["an older capture of a page"] += len(read) - 1
    return list(newest)


def _page(raw: Raw, capture: Capture, left: Counter[str]) -> tuple[Document, ...]:
    """The documents in one capture; none, and counted, when it holds no account."""
    page, body = raw_of(raw.path, capture.body, _given(raw.given, capture)), capture.body
    page = msgspec.structs.replace(page, charset=capture.charset)
    try:
        reader = read_feed if is_feed(page, body) else read_html if is_html(page, body) else None
        if reader is not None:
            found = reader(page, body)
            return found if capture.at is None else tuple(held_against(capture.at, document) for document in found)
    except Refused:
        pass
    left["a page without an article"] += 1
    return ()


def _items(read: Sequence[tuple[Document, ...]], wanted: Mapping[str, str] | None) -> Iterator[Document]:
    """The items of the newest feed, then those of older ones that it no longer holds."""
    stand = standing([signs_of(documents) for documents in read]) if wanted is None else wanted
    seen: set[str] = set()
    for documents in reversed(read):
        for document, (key, words, _) in zip(documents, signs_of(documents), strict=True):
            if key not in seen and (documents is read[-1] or stand.get(key) == words):
                seen.add(key)
                yield document


def _wanted(body: bytes) -> Mapping[str, str] | None:
    try:
        return msgspec.json.decode(body, type=dict[str, str])
    except (msgspec.MsgspecError, ValueError):
        return None


def _given(given: Given, capture: Capture) -> Given:
    if capture.part_of:
        return msgspec.structs.replace(given, url=capture.url, kind="live")
    return msgspec.structs.replace(given, url=given.url or capture.url)


def _problem(raw: Raw, left: Counter[str], document: str) -> Problem:
    return problem("items-left-out", f"{raw.path}: records of the archive were left out{_told(left)}", document)


def _told(left: Counter[str]) -> str:
    kinds = ", ".join(f"{count} {why}" for why, count in sorted(left.items()) if count)
    return f": {kinds}" if kinds else ""
