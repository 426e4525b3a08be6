"""Articles as JSON: what trafilatura, news-please, fundus and schema.org write, one, many or one a line."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from rashomon.errors import UnknownFormat
from rashomon.model.document import Document
from rashomon.read.blockdata import item_of_data
from rashomon.read.builder import Block, TextBuilder, cleaned, folded
from rashomon.read.dates import moment
from rashomon.read.finish import Found, document_of, web_url
from rashomon.read.jsonld import Node, names, string, truth, without_tags
from rashomon.read.live import live_of_json
from rashomon.read.metadata import Meta
from rashomon.read.plain import binary_kind, decoded
from rashomon.read.raw import Moment, Raw, Refused

T = TypeVar("T")

_MOST_DOCUMENTS = 2_000
"""Documents read from one file; a larger set is a corpus, of which one event has a part."""
_TEXT_KEYS = ("maintext", "text", "plaintext", "articleBody", "raw_text", "body", "content", "body_text")
_TITLE_KEYS = ("title", "headline", "name")
_URL_KEYS = ("url", "source", "responded_url", "requested_url", "link", "mainEntityOfPage", "@id")
_DATE_KEYS = ("date_publish", "publishing_date", "datePublished", "published", "date_published", "date",
              "publish_date", "publication_date", "published_at", "publishedAt", "pub_date", "pubDate")  # fmt: skip
_MODIFIED_KEYS = ("date_modify", "dateModified", "modified", "date_modified", "last_updated")
_AUTHOR_KEYS = ("authors", "author", "byline")
_OUTLET_KEYS = ("publisher", "source-hostname", "sitename", "site_name", "source_name", "source_domain", "hostname")
_WITNESSES = (*_TITLE_KEYS[:2], *_URL_KEYS[:2], *_DATE_KEYS, "source_domain", "source-hostname", "hostname")
"""A text alone does not make an article: one of these must stand beside it."""


def is_json(raw: Raw, body: bytes) -> bool:
    """A file called so, or one that begins as JSON does and parses."""
    name = raw.path.lower().removesuffix(".gz")
    if name.endswith((".json", ".jsonl", ".ndjson")):
        return True
    head = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith((b'{"', b"[{", b"{\n", b"{\r", b"{ ", b"[\n", b"[ ")) or binary_kind(body):
        return False
    try:
        return bool(_values(decoded(body)[0], raw.path))
    except Refused:
        return False


def read_json(raw: Raw, body: bytes) -> tuple[Document, ...]:
    """One document for each article. Raises `Refused` for broken JSON and JSON of another kind."""
    if kind := binary_kind(body):
        raise UnknownFormat(f"{raw.path}: {kind}")
    text, encoding = decoded(body)
    values = _values(text, raw.path)
    documents: list[Document] = []
    for value in values[:_MOST_DOCUMENTS]:
        found = _found(value)
        if found is not None and any(c.isalpha() for c in found.text):
            documents.append(document_of(raw, _warned(found, encoding, len(values)), len(documents)))
    if not documents and any(
        not value.keys().isdisjoint(_WITNESSES) and not value.keys().isdisjoint(_TEXT_KEYS) for value in values
    ):
        raise Refused("no-words", f"{raw.path}: an article without a text (its page was perhaps not fetched whole)")
    if not documents:
        raise Refused("unknown-json", f"{raw.path}: {_unknown(values)}")
    return tuple(documents)


def _warned(found: Found, encoding: str | None, count: int) -> Found:
    """`found` with what is wrong with the whole file."""
    problems = list(found.problems)
    if encoding:
        problems.append(("encoding-guessed", f"not UTF-8; read as {encoding}"))
    if count > _MOST_DOCUMENTS:
        problems.append(("too-many-documents", f"holds {count:,} articles; the first {_MOST_DOCUMENTS:,} were read"))
    return msgspec.structs.replace(found, problems=tuple(problems))


def _values(text: str, path: str) -> list[Node]:
    """The JSON objects of a file: one, a list (also inside one key), or one a line."""
    text = text.removeprefix("\ufeff").strip()
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise Refused(
            "broken-json", f"{path}: JSON nested too deeply to be of news; give the article's own part"
        ) from error
    except ValueError as error:
        return _lines(text, path, error)
    return list(_objects(value))


def _lines(text: str, path: str, first: ValueError) -> list[Node]:
    """JSON Lines. One bad line is an error of the file: a cut download must not pass for a whole one."""
    found: list[Node] = []
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
        raise Refused("broken-json", f"{path}: not valid JSON ({first}); fetch or export it again") from first
    for number, line in enumerate(lines, 1):
        try:
            found.extend(_objects(json.loads(line, strict=False)))
        except (ValueError, RecursionError) as error:
            raise Refused(
                "broken-json", f"{path}: line {number} is not valid JSON ({error}); fetch it again"
            ) from error
    return found


def _objects(value: object) -> Iterator[Node]:
    if isinstance(value, Mapping):
        answer = value.get("response")
        if isinstance(answer, Mapping) and isinstance(answer.get("results"), list):
            value = answer  # a content API's list of articles
        inner = [value[key] for key in ("articles", "items", "documents", "results", "@graph") if key in value]
        lists = [part for part in inner if isinstance(part, list) and part and isinstance(part[0], Mapping)]
        if lists and not _body(value):
            for part in lists:
                yield from _objects(part)
        else:
            yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))


def _found(value: Node) -> Found | None:
    """The article that a JSON object holds, or None when it holds none."""
    dated = value.get("liveBlogUpdate") or value.get("blocks") or isinstance(value.get("response"), Mapping)
    if dated and (found := live_of_json(value)) is not None:
        return found
    if (item := item_of_data(value)) is not None:
        return _of_data(*item)
    body = _body(value)
    if not body or not any(value.get(key) for key in _WITNESSES):
        return None
    title = _first(value, _TITLE_KEYS, string)
    builder = TextBuilder()
    for block in _headed(title, body):
        builder.add(block)
    outlet = next((key for key in _OUTLET_KEYS if names(value.get(key))), None)
    return Found(
        text=builder.text,
        format="json",
        marks=builder.marks,
        title=title,
        author=", ".join(_first(value, _AUTHOR_KEYS, names) or ()),
        outlet=names(value.get(outlet))[0] if outlet else None,
        outlet_basis=f"`{outlet}` in the file" if outlet else None,
        url=_first(value, _URL_KEYS, _address),
        published=_date(value, _DATE_KEYS),
        modified=_date(value, _MODIFIED_KEYS),
        partial=truth(value.get("isAccessibleForFree")) is False or truth(value.get("free_access")) is False,
    )


def _of_data(meta: Meta, body: tuple[Block, ...]) -> Found:
    """An article of the content API that came without its blocks."""
    builder = TextBuilder()
    for block in (*([Block(meta.title, "headline")] if meta.title else []), *body):
        builder.add(block)
    return Found(
        text=builder.text,
        format="json",
        marks=builder.marks,
        title=meta.title,
        author=meta.author,
        outlet=meta.outlet,
        outlet_basis=meta.outlet_basis,
        url=meta.url,
        published=meta.published,
        modified=meta.modified,
    )


def _headed(title: str | None, body: list[Block]) -> list[Block]:
    """The blocks under a headline. A text that begins with its title is cut behind it, so that it stands once."""
    if title is None:
        return body
    text = cleaned(body[0].text)
    line = text.split("\n", 1)[0]
    length = len(line) if folded(line) == folded(title) else _title_length(text, title)
    rest = [Block(text[length:], body[0].role), *body[1:]] if length else body
    return [Block(text[:length] or title, "headline"), *rest]


def _title_length(text: str, title: str) -> int:
    """Length of the title at the text's beginning: a whole line or a run that something new follows; else 0."""
    after = text[len(title) : len(title) + 2]
    if text[: len(title)].casefold() != title.casefold() or not after[:1].isspace():
        return 0
    return len(title) if after[0] == "\n" or after[1:].isupper() or after[1:].isdigit() else 0


def _body(value: Node) -> list[Block]:
    """The words of the article. A text dump stays unmarked, for its furniture is still in it; sections are marked."""
    for key in _TEXT_KEYS:
        part = value.get(key)
        if isinstance(part, Mapping):
            if blocks := _sections(part):
                return blocks
        elif isinstance(part, list):
            text = "\n\n".join(without_tags(item) for item in part if isinstance(item, str))
            if text.strip():
                return [Block(text, None)]
        elif isinstance(part, str) and part.strip():
            return [Block(without_tags(part) if "<" in part or "&" in part else part, None)]
    return []


def _sections(body: Node) -> list[Block]:
    """fundus: `{"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}`."""
    blocks = [Block(line, "body") for line in _strings(body.get("summary"))]
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, Mapping):
            blocks += [Block(line, "heading") for line in _strings(section.get("headline"))]
            blocks += [Block(line, "body") for line in _strings(section.get("paragraphs"))]
    return blocks


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [without_tags(item) for item in items if isinstance(item, str) and item.strip()]


def _first(value: Node, keys: Sequence[str], reading: Callable[[object], T]) -> T | None:
    """What `reading` makes of the first key with something readable in it."""
    return next((got for key in keys if (got := reading(value.get(key)))), None)


def _date(value: Node, keys: Sequence[str]) -> Moment:
    """The first date under `keys`; one with a day rather than one that cannot be read."""
    found = [moment(value.get(key)) for key in keys]
    return next((m for m in found if m.day), None) or next((m for m in found if m.given), Moment())


def _address(value: object) -> str | None:
    """An address, also out of an object with an `@id`."""
    return web_url(value.get("@id") or value.get("url") if isinstance(value, Mapping) else value)


def _unknown(values: Sequence[Node]) -> str:
    keys = sorted({str(key)[:40] for value in values[:5] for key in value})[:12]
    seen = ", ".join(f"`{key}`" for key in keys) or "no objects"
    return (
        f"JSON of another kind (top keys: {seen}); wanted are a text ({', '.join(_TEXT_KEYS[:4])}) and a title or date"
    )
