"""Posts that stand in a page as the data of its own script: the bytes hold them, and no element shows them.

A list of objects is taken for posts when each has words and a time, and its own name, or the type that its objects
state, calls them posts, entries, updates or the like; what is called a comment is none.
"""

import json
import re
from collections.abc import Iterator, Mapping

from rashomon.read.blocks import Element
from rashomon.read.dates import moment, precision_of
from rashomon.read.families import MOST_POSTS
from rashomon.read.finish import name_of, web_url
from rashomon.read.jsonld import Node, names, string
from rashomon.read.raw import Moment
from rashomon.read.updates import Update, blocks_of_html

_MOST_LETTERS = 6_000_000
_MOST_VALUES = 100_000
_MOST_SCRIPTS = 40
"""Bounds on one page; the state of a large page has some 20,000 values."""
_FEWEST = 2
_LEAST_WORDS = 40
"""Letters of a post on average; lists of other stories have titles and teasers of their own length, but no body."""

_STATE = re.compile(
    r"\s*(?:(?:window|self|globalThis)\s*(?:\.|\[\s*[\"']))?[A-Za-z_$][\w$]*(?:[\"']\s*\])?\s*=\s*(?=[{\[])"
)
_CALLED = re.compile(r"live|post|entr(?:y|ies)|update|block|event|ticker", re.IGNORECASE)
_NO_POSTS = re.compile(r"comment|repl(?:y|ies)|related|recommend|trending|mostread|popular|ads?\b|menu", re.IGNORECASE)
_BODY = ("bodyHtml", "bodyHTML", "body_html", "body", "contentHtml", "content", "html", "articleBody", "text")
_TITLE = ("title", "headline", "header", "heading", "name")
_PUBLISHED = (
    "firstPublished", "firstPublishedAt", "first_published_at", "datePublished", "published", "publishedAt",
    "published_at", "publishedDate", "publishDate", "publicationDate", "pubDate", "createdAt", "created_at", "created",
    "date", "timestamp", "time",
)  # fmt: skip
_MODIFIED = (
    "dateModified",
    "modified",
    "modifiedAt",
    "updatedAt",
    "updated_at",
    "lastUpdated",
    "lastModified",
    "updated",
)
_IDS = ("id", "_id", "postId", "post_id", "entryId", "uuid", "guid")
_WRITERS = ("author", "authors", "contributors", "byline", "creator")


def updates_in_scripts(tree: Element) -> list[Update]:
    """The posts of the page's own data, the fullest list of them; empty where there is none."""
    best: list[Update] = []
    for value in _states(tree):
        for posts in _lists(value):
            if len(posts) > len(best):
                best = posts
    return best


def _states(tree: Element) -> Iterator[object]:
    """The data in the page's scripts: JSON by its type, or what a script assigns first of all."""
    seen = 0
    for script in tree.iter("script"):
        text, kind = script.text or "", str(script.get("type") or "").lower()
        if not 200 < len(text) < _MOST_LETTERS or "ld+json" in kind:
            continue
        found = None if "json" in kind else _STATE.match(text)
        if "json" not in kind and not found:
            continue
        seen += 1
        if seen > _MOST_SCRIPTS:
            return
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(
                text.lstrip() if not found else text, found.end() if found else 0
            )
        except (ValueError, RecursionError):
            continue
        yield value


def _lists(top: object) -> Iterator[list[Update]]:
    """The lists of posts anywhere in a value; of a cache whose keys are `Type:id`, the objects of one type are one."""
    waiting: list[tuple[str, object]] = [("", top)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        name, value = waiting.pop()
        inner = [(str(key), one) for key, one in value.items()] if isinstance(value, Mapping) else (
            [(name, one) for one in value] if isinstance(value, list) else [])  # fmt: skip
        nested = [(key, one) for key, one in inner if isinstance(one, list | dict) and not _NO_POSTS.search(key)]
        waiting += nested
        by_kind: dict[str, list[Node]] = {}
        for key, one in nested:
            if isinstance(one, Mapping):
                by_kind.setdefault(name if isinstance(value, list) else key.partition(":")[0], []).append(one)
        for kind, objects in by_kind.items():
            if len(objects) >= _FEWEST and (posts := _posts(kind, objects)):
                yield posts


def _posts(kind: str, objects: list[Node]) -> list[Update]:
    """The objects as posts, or nothing where they are not called so or hold too little."""
    stated = " ".join({str(one.get("__typename") or one.get("@type") or one.get("type") or "") for one in objects[:20]})
    if not _CALLED.search(f"{kind} {stated}") or _NO_POSTS.search(f"{kind} {stated}"):
        return []
    found = [update for one in objects[:MOST_POSTS] if (update := _update(one)) is not None]
    letters = sum(len(block.text) for update in found for block in update.blocks)
    return found if len(found) >= _FEWEST and letters >= _LEAST_WORDS * len(found) else []


def _update(one: Node) -> Update | None:
    body = next((text for key in _BODY if isinstance(text := one.get(key), str) and text.strip()), None)
    published = _first(one, _PUBLISHED)
    if body is None or published.at is None:
        return None
    modified = _first(one, _MODIFIED).at
    key = next((str(value) for name in _IDS if isinstance(value := one.get(name), str | int)), None)
    writer = next((value for name in _WRITERS if (value := one.get(name))), None)
    return Update(
        key=key[:120] if key else None,
        url=web_url(one.get("url")) or web_url(one.get("canonicalUrl")),
        title=next((name_of(text) for name in _TITLE if (text := string(one.get(name)))), None),
        author=", ".join(names(writer)) or None,
        published=published.at,
        modified=modified if modified and modified > published.at else None,
        precision=precision_of(published.given or ""),
        blocks=blocks_of_html(body),
        cut=False,
        basis="attribute",
    )


def _first(one: Node, keys: tuple[str, ...]) -> Moment:
    return next((found for key in keys if (found := moment(one.get(key))).at), Moment())
