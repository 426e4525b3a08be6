"""Feeds: RSS, Atom and JSON Feed. Each item is an account of its own, most often a summary of one.

The parsing of XML feeds is feedparser's, which is handed decoded text and never an address or a file name. A feed that
declares entities is refused: news feeds have none, and they are what makes a small file a large one.
"""

import io
import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec

from rashomon.model.document import Document
from rashomon.read.builder import Block, TextBuilder, cleaned, folded
from rashomon.read.dates import moment
from rashomon.read.finish import Found, document_of, web_url
from rashomon.read.jsonld import names, string, without_tags
from rashomon.read.plain import binary_kind, decoded
from rashomon.read.raw import Moment, Raw, Refused
from rashomon.read.updates import blocks_of_html

LIMIT_BYTES = 5_000_000
"""Bytes of one feed: a day of one outlet's has 5 MB (raw.py), and feedparser takes 2 s for each MB of broken XML."""
MOST_ITEMS = 500
"""Items read of one feed; the longest feeds of news sites that were seen have 200."""

_ROOT = re.compile(rb"<(?:rss|feed|(?:rdf:)?RDF|channel)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>]{0,2000}\[", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_LEAD_WORDS = 30
"""A body of at most so many words that stands in the place of the summary is a teaser; feeds cut at 20 to 50 words."""


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item as its feed gives it."""

    title: str | None
    link: str | None
    author: str | None
    published: Moment
    modified: Moment
    blocks: tuple[Block, ...]
    whole: bool
    """Whether the feed calls this the content rather than a summary."""


class _Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's items and what it says of itself."""

    title: str | None
    items: tuple[_Item, ...]
    mute: int
    """Items without words, or that are no items at all."""
    problems: tuple[tuple[str, str], ...] = ()


def is_feed(_raw: Raw, body: bytes) -> bool:
    """XML with the root of a feed near its beginning, or JSON that says that it is a feed."""
    head = body[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n\0\xff\xfe")
    if head.startswith(b"{"):
        return bool(_JSON_FEED.search(body[:4_000]))
    return (
        head.startswith(b"<") and bool(_ROOT.search(head.replace(b"\0", b""))) and b"<html" not in head[:1_000].lower()
    )


def read_feed(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document an item, in the feed's order. Raises `Refused` when the feed is unsafe, broken or without words."""
    if len(body) > LIMIT_BYTES:
        raise Refused("too-large", f"{raw.path}: a feed of {len(body):,} bytes is over the limit of {LIMIT_BYTES:,}")
    declared = _ENCODING.match(body[:300])
    text, encoding = decoded(body, declared[1].decode("ascii") if declared else raw.charset)
    if kind := binary_kind(body):
        raise Refused("unreadable", f"{raw.path}: no feed but {kind}")
    base = web_url(raw.given.url) or ""
    feed = _json_feed(raw, text, base) if text.lstrip("\ufeff \t\r\n").startswith("{") else _xml_feed(raw, text, base)
    raw = msgspec.structs.replace(raw, given=msgspec.structs.replace(raw.given, url=None))  # it is the feed's address
    documents = [document_of(raw, _found(item, feed, encoding), n) for n, item in enumerate(feed.items[:MOST_ITEMS])]
    if not documents:
        raise Refused("no-words", f"{raw.path}: the feed holds no item with words")
    return tuple(documents)


def _found(item: _Item, feed: _Feed, encoding: str | None) -> Found:
    builder = TextBuilder()
    if item.title:
        builder.add(Block(item.title, "headline"))
    for block in item.blocks:
        builder.add(block)
    problems = list(feed.problems)
    if encoding:
        problems.append(("encoding-guessed", f"the feed is not UTF-8; read as {encoding}"))
    if len(feed.items) > MOST_ITEMS:
        problems.append(("too-many-documents", f"{len(feed.items):,} items; the first {MOST_ITEMS:,} were read"))
    if feed.mute:
        problems.append(("items-left-out", f"{feed.mute} item(s) of the feed hold no words and were left out"))
    published = item.published
    if not published.given and item.modified.given:
        published = item.modified
        problems.append(("date-from-update", "the feed states only when the item was last changed; that time is used"))
    return Found(
        text=builder.text,
        format="feed",
        marks=builder.marks,
        title=item.title,
        author=item.author,
        outlet=feed.title,
        outlet_basis="title of the feed" if feed.title else None,
        url=item.link,
        published=published,
        modified=item.modified,
        partial=not item.whole or sum(len(b.text.split()) for b in item.blocks) <= _LEAD_WORDS,
        problems=tuple(problems),
    )


def _xml_feed(raw: Raw, text: str, base: str) -> _Feed:
    """RSS or Atom. What is not well-formed is read as far as it can be, and said."""
    if _ENTITIES.search(text):
        raise Refused(
            "unsafe-feed", f"{raw.path}: the feed declares entities of its own, which no news feed needs; leave it out"
        )
    import feedparser  # noqa: PLC0415 - 120 ms

    plain = _DECLARATION.sub("", text.removeprefix("\ufeff")).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            io.BytesIO(plain), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever a hostile feed may raise in there, it is one source that cannot be read
        raise Refused("unreadable", f"{raw.path}: cannot be parsed as a feed ({type(error).__name__})") from error
    channel: dict[str, object] = parsed["feed"]
    home = web_url(urljoin(base, str(dict.get(channel, "link") or ""))) or base
    items = [_xml_item(entry, home) for entry in parsed["entries"][: MOST_ITEMS * 4]]
    problems: list[tuple[str, str]] = []
    if _is_broken(parsed):
        problems.append(
            ("feed-broken", f"the feed is not well-formed ({_why(parsed)}); it was read as far as it can be")
        )
    return _of(string(dict.get(channel, "title")), items, problems)


def _is_broken(parsed: dict[str, object]) -> bool:
    return bool(parsed["bozo"]) and "SAX" in type(parsed.get("bozo_exception")).__name__


def _why(parsed: dict[str, object]) -> str:
    return cleaned(str(parsed.get("bozo_exception") or ""))[:120].removeprefix("<unknown>:")


def _of(title: str | None, items: list[_Item], problems: list[tuple[str, str]], mute: int = 0) -> _Feed:
    kept = tuple(item for item in items if item.blocks or item.title)
    name = cleaned(without_tags(title)) if title else None
    return _Feed(title=name or None, items=kept, mute=mute + len(items) - len(kept), problems=tuple(problems))


def _xml_item(entry: dict[str, object], base: str) -> _Item:
    contents = dict.get(entry, "content")
    bodies = [body for body in contents if isinstance(body, dict)] if isinstance(contents, list) else []
    whole = max((str(body.get("value") or "") for body in bodies), key=len, default="")
    summary = str(dict.get(entry, "summary") or "")
    title = dict.get(entry, "title")
    return _item(
        title=str(title) if title else None,
        link=str(dict.get(entry, "link") or ""),
        base=base,
        author=string(dict.get(entry, "author")),
        published=moment(dict.get(entry, "published")),
        modified=moment(dict.get(entry, "updated")),
        body=(whole or summary, bool(whole)),
    )


def _item(
    *, title: str | None, link: str, base: str, author: str | None, published: Moment, modified: Moment,
    body: tuple[str, bool],
) -> _Item:  # fmt: skip
    """An item; a body that begins with its title is left with what follows it."""
    head = " ".join(cleaned(without_tags(title)).split()) if title else ""
    blocks = tuple(block for block in blocks_of_html(body[0]) if cleaned(block.text))
    if blocks and head and folded(blocks[0].text) == folded(head):
        blocks = blocks[1:]
    return _Item(
        title=head or None,
        link=web_url(urljoin(base, link.strip())) if link.strip() else None,
        author=author,
        published=published,
        modified=modified if modified.given != published.given else Moment(),
        blocks=blocks,
        whole=body[1],
    )


def _json_feed(raw: Raw, text: str, base: str) -> _Feed:
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Refused("broken-json", f"{raw.path}: not valid JSON ({error}); fetch it again") from error
    listed = value.get("items") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        raise Refused("broken-json", f"{raw.path}: a JSON feed without a list of items")
    home = web_url(value.get("home_page_url")) or web_url(value.get("feed_url")) or base
    items = list(_json_items(listed[: MOST_ITEMS * 4], home))
    return _of(string(value.get("title")), items, [], sum(not isinstance(item, dict) for item in listed))


def _json_items(listed: list[object], base: str) -> Iterator[_Item]:
    for entry in listed:
        if not isinstance(entry, dict):
            continue
        whole = next((entry[key] for key in ("content_html", "content_text") if _is_text(entry.get(key))), None)
        summary = entry.get("summary")
        body = str(whole or (summary if _is_text(summary) else ""))
        if whole is None or whole == entry.get("content_text"):
            body = body.replace("&", "&amp;").replace("<", "&lt;")  # words, not HTML
        yield _item(
            title=string(entry.get("title")),
            link=str(entry.get("url") or entry.get("external_url") or ""),
            base=base,
            author=", ".join(names(entry.get("authors") or entry.get("author"))) or None,
            published=moment(entry.get("date_published")),
            modified=moment(entry.get("date_modified")),
            body=(body, whole is not None),
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
