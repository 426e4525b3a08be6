"""The updates that a live page's linked data lists, and how far each of their fields can be trusted."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from rashomon.language import clock
from rashomon.model.document import Basis, Label, Precision
from rashomon.read.blocks import pieces
from rashomon.read.builder import Block, folded
from rashomon.read.dates import moment, precision_of
from rashomon.read.families import MOST_POSTS
from rashomon.read.finish import web_url
from rashomon.read.jsonld import Node, names, string, types_of, without_tags

_CUT_AT = 1_000
"""A body of exactly so many letters (or a few less, at a word's end) was cut by the page's maker (ECOSYSTEM.md 3.2)."""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One update as the linked data gives it; fields that are the page's rather than the post's are None."""

    key: str | None
    url: str | None
    title: str | None
    author: str | None
    published: datetime | None
    modified: datetime | None
    precision: Precision
    blocks: tuple[Block, ...]
    cut: bool
    """Whether the body ends where its maker cut it."""
    label: Label | None = None
    basis: Basis = "json-ld"
    constant: bool = False
    """Whether all updates of the page are given one time, which is therefore left out."""
    filled: bool = False
    """Whether its headline was no more than the first words of its body, and so no title."""


def updates_of(node: Node) -> list[Update]:
    """The updates of a LiveBlogPosting, at most 5,000. What is the same in all of them is not taken for theirs."""
    listed = node.get("liveBlogUpdate")
    items = listed if isinstance(listed, list) else [listed]
    found = [_update(item) for item in items[:MOST_POSTS] if isinstance(item, dict) and types_of(item)]
    return _distrusted(found, node)


def _update(item: Node) -> Update:
    published = moment(item.get("datePublished"))
    body = item.get("articleBody")
    blocks = blocks_of_html(body if isinstance(body, str) else "")
    letters = sum(len(block.text) for block in blocks)
    url = _address(item)
    title = string(item.get("headline") or item.get("name"))
    filled = is_opening(title, blocks)
    return Update(
        key=_fragment(item),
        url=url,
        title=None if filled else title,
        author=", ".join(names(item.get("author"))) or None,
        published=published.at,
        modified=moment(item.get("dateModified")).at,
        precision=precision_of(published.given or "") if published.at else "unknown",
        blocks=blocks,
        cut=_CUT_AT - 20 <= letters <= _CUT_AT + 5 or bool(blocks and blocks[-1].text.endswith(("…", "..."))),
        filled=filled,
    )


def blocks_of_html(body: str) -> tuple[Block, ...]:
    """The body as blocks; HTML in it is read as HTML, for it holds lists and quotes."""
    if "<" in body and ">" in body:
        from lxml import etree, html  # noqa: PLC0415 - 60 ms

        try:
            root = html.fragment_fromstring(body, create_parent="div")
        except (etree.LxmlError, ValueError, AssertionError):
            root = None
        if root is not None:
            return tuple(Block(without_tags(piece.block.text), piece.block.role) for piece in pieces(root))
    return tuple(Block(line, "body") for line in without_tags(body).split("\n") if line.strip())


def is_opening(title: str | None, blocks: Sequence[Block]) -> bool:
    """Whether the "title" is the first words of the body (with its time before), as some makers fill the field."""
    if not title:
        return False
    stamp = clock.scan(title)
    key = folded(title[stamp.end :] if stamp else title)
    return len(key) > 5 and folded("".join(block.text for block in blocks)).startswith(key)


def _fragment(item: Node) -> str | None:
    for name in ("@id", "url", "mainEntityOfPage"):
        value = item.get(name)
        if isinstance(value, str) and 0 < len(fragment := _after_hash(value)) <= 120:
            return fragment
    return None


def _after_hash(value: str) -> str:
    try:
        return urlsplit(value).fragment
    except ValueError:
        return ""


def _address(item: Node) -> str | None:
    return next((url for name in ("url", "@id") if (url := web_url(item.get(name)))), None)


def _distrusted(updates: list[Update], page: Node) -> list[Update]:
    """`updates` without the times, titles and authors that all of them share: those are the page's, not the posts'."""
    if len(updates) < 2:
        return updates
    times = {update.published for update in updates}
    constant = len(times) == 1 and (len(updates) > 2 or times == {moment(page.get("datePublished")).at})
    head = folded(string(page.get("headline")) or "")
    authors = {update.author for update in updates}
    page_authors = ", ".join(names(page.get("author")))
    shared = len(authors) == 1 and (authors == {page_authors} or len(updates) > 2)
    return [
        msgspec.structs.replace(
            update,
            published=None if constant else update.published,
            constant=constant and update.published is not None,
            modified=None if constant and update.modified in times else update.modified,
            precision="unknown" if constant else update.precision,
            title=None if update.title and folded(update.title) == head else update.title,
            author=None if shared else update.author,
        )
        for update in updates
    ]
