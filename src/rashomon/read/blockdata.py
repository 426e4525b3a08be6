"""Pages that come as their makers' data rather than as HTML: JSON with a list of dated blocks.

Two shapes are known: an answer of the Guardian's content API (`response.content.blocks.body`, each with `bodyHtml`),
and the data that its web pages are rendered from (`blocks`, each with `elements`). Any file with such keys is read.
"""

from collections.abc import Iterator, Mapping

from rashomon.model.document import Label
from rashomon.read.builder import Block
from rashomon.read.dates import moment
from rashomon.read.families import MOST_POSTS
from rashomon.read.finish import web_url
from rashomon.read.jsonld import Node, names, string, truth
from rashomon.read.metadata import Meta
from rashomon.read.updates import Update, blocks_of_html

_PUBLISHED = ("firstPublishedDate", "blockFirstPublished", "publishedDate", "createdDate", "blockCreatedOn")
_MODIFIED = ("lastModifiedDate", "blockLastUpdated")
_MOST_ELEMENTS = 500


def page_of_data(node: Node) -> tuple[Meta, list[Update]] | None:
    """What the page says of itself and its posts, or None when `node` is no such page."""
    content = _content(node)
    parts = content.get("blocks")
    listed = parts.get("body") if isinstance(parts, Mapping) else parts
    if not isinstance(listed, list):
        return None
    blocks = [
        part for part in listed[:MOST_POSTS] if isinstance(part, Mapping) and {"bodyHtml", "elements"} & part.keys()
    ]
    updates = [update for part in blocks if (update := _update(part)).blocks or update.title]
    return (_meta(content), updates) if updates else None


def item_of_data(node: Node) -> tuple[Meta, tuple[Block, ...]] | None:
    """A content API's article without blocks: what it says of itself and its words, or None when `node` is none."""
    content = _content(node)
    fields = content.get("fields")
    body = fields.get("body") or fields.get("bodyText") if isinstance(fields, Mapping) else None
    if not isinstance(body, str) or not (content.get("webTitle") or content.get("webPublicationDate")):
        return None
    blocks = tuple(block for block in blocks_of_html(body) if block.text.strip())
    return (_meta(content), blocks) if blocks else None


def _content(node: Node) -> Node:
    """The page inside the answer's envelope."""
    for key in ("response", "content"):
        inner = node.get(key)
        if isinstance(inner, Mapping):
            node = inner
    return node


def _meta(content: Node) -> Meta:
    fields = content.get("fields")
    more: Node = fields if isinstance(fields, Mapping) else {}
    author = content.get("author")
    byline = author.get("byline") if isinstance(author, Mapping) else more.get("byline") or content.get("byline")
    outlet = string(content.get("publication")) or string(more.get("publication"))
    return Meta(
        title=string(more.get("headline") or content.get("headline") or content.get("webTitle")),
        outlet=outlet,
        outlet_basis="publication in the file" if outlet else None,
        author=string(byline),
        url=web_url(content.get("canonicalUrl")) or web_url(content.get("webUrl")) or web_url(content.get("webURL")),
        published=moment(more.get("firstPublicationDate") or content.get("webPublicationDate")),
        modified=moment(more.get("lastModified")),
        live=True,
        partial=_is_one_of_several(content.get("pagination")),
    )


def _is_one_of_several(pages: object) -> bool:
    """Whether the page's data says that its posts are spread over several pages."""
    total = pages.get("totalPages") if isinstance(pages, Mapping) else None
    return isinstance(total, int) and total > 1


def _update(part: Node) -> Update:
    published = next((found for key in _PUBLISHED if (found := moment(part.get(key))).at), moment(None))
    modified = next((found for key in _MODIFIED if (found := moment(part.get(key))).at), moment(None))
    return Update(
        key=f"block-{key}" if (key := string(part.get("id"))) else None,
        url=None,
        title=string(part.get("title")),
        author=", ".join(names(part.get("contributors"))) or string(part.get("createdBy")),
        published=published.at,
        modified=modified.at if modified.at != published.at else None,
        precision="second" if published.at else "unknown",
        blocks=tuple(_words(part)),
        cut=False,
        label=_label(part),
        basis="attribute",
    )


def _words(part: Node) -> Iterator[Block]:
    body = part.get("bodyHtml")
    if isinstance(body, str):
        yield from blocks_of_html(body)
        return
    elements = part.get("elements")
    for element in elements[:_MOST_ELEMENTS] if isinstance(elements, list) else ():
        if isinstance(element, Mapping) and isinstance(text := element.get("html"), str):
            yield from blocks_of_html(text)


def _label(part: Node) -> Label | None:
    flags = part.get("attributes")
    if isinstance(flags, Mapping):
        if truth(flags.get("summary")):
            return "recap"
        if truth(flags.get("keyEvent")):
            return "key-event"
    return None
