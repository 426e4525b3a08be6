"""Linked data in pages: found, decoded and walked, all of it bounded. What it says is weighed by the callers."""

import html
import json
import re
from collections.abc import Iterator, Mapping

from rashomon.read.builder import cleaned

Node = Mapping[str, object]

ARTICLE_TYPES = frozenset({
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "AskPublicNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting",
    "AdvertiserContentArticle", "SatiricalArticle", "TechArticle", "ScholarlyArticle", "SocialMediaPosting", "Report",
})  # fmt: skip
"""schema.org's Article and the types below it that news pages use."""

_MOST_SCRIPTS = 60
_MOST_NODES = 20_000
_DEEPEST = 12
"""Bounds on one page: the fullest page seen has 9 scripts, 440 nodes and a depth of 6."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/blockquote|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",\s{0,200}([}\]])")
_BETWEEN = re.compile(r"[\s;,]*")
_WRAPPER = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$")


def parsed(scripts: list[str]) -> tuple[list[Node], int]:
    """All objects of a page's JSON-LD scripts, outermost first, and how many scripts could not be parsed."""
    found: list[Node] = []
    broken = 0
    for script in scripts[:_MOST_SCRIPTS]:
        try:
            found.extend(nodes_of(_loaded(script)))
        except (ValueError, RecursionError):
            broken += 1
    return found[:_MOST_NODES], broken


def _loaded(script: str) -> object:
    """JSON as pages have it: in comments, with bare line breaks, commas at the end, a semicolon, several objects."""
    text = _WRAPPER.sub("", script.strip())
    try:
        return _values(text)
    except ValueError:
        return _values(_TRAILING_COMMA.sub(r"\1", text))


def _values(text: str) -> list[object]:
    """The values that stand one behind the other; raises ValueError when something else stands there."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = 0
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        if at >= len(text) and found:
            return found
        value, at = decoder.raw_decode(text, at)
        found.append(value)


def nodes_of(value: object, depth: int = 0) -> Iterator[Node]:
    """`value` and the objects in it that may describe the page. Lists of updates are left to the live reader."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from nodes_of(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from nodes_of(value[key], depth + 1)


def types_of(node: Node) -> frozenset[str]:
    """The node's types without their namespace."""
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in listed if isinstance(kind, str))


def string(value: object) -> str | None:
    """A text value as words: entities decoded (also doubly), tags taken out, blanks folded; None for no text."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(without_tags(value).split()) or None


def without_tags(value: str) -> str:
    """`value` with markup taken out and entities decoded; ends of blocks become line breaks."""
    text = html.unescape(value)
    if "&" in text and re.search(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});", text):
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return cleaned(text)


def names(value: object, limit: int = 20) -> list[str]:
    """The names in an author or publisher value: a string, an object with a name, or a list of these."""
    found: list[str] = []
    for item in value[:limit] if isinstance(value, list) else [value]:
        name = string(item.get("name") if isinstance(item, Mapping) else item)
        if name and not name.startswith(("http://", "https://")) and name not in found:
            found.append(name)
    return found


def truth(value: object) -> bool | None:
    """A boolean as pages write it (`false`, `"False"`, `"http://schema.org/False"`), None when it is none."""
    if isinstance(value, bool):
        return value
    word = str(value).rsplit("/", 1)[-1].strip().lower()
    return {"true": True, "false": False}.get(word)
