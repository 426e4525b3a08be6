"""An element's words as blocks with roles. Text only: no markup, address or script of the page gets any further."""

import re
from collections.abc import Container, Iterator
from typing import Any

import msgspec

from rashomon.model.document import Role
from rashomon.read.builder import Block, cleaned, folded

Element = Any
"""lxml's HtmlElement, which has no types."""

_SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "button", "input",
    "select", "textarea", "form", "audio", "video", "map", "math", "head", "title", "meta", "link", "nav", "dialog",
    "menu",
})  # fmt: skip
"""Elements whose words are no part of an account."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_NAMING = ("class", "id", "data-testid", "data-component", "data-gu-name")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_CREDIT = frozenset({"credit", "credits", "copyright", "photographer", "cred"})
_CAPTION = frozenset({"caption", "captions", "figcaption", "cutline"})
_BYLINE = frozenset({"byline", "author", "authors", "contributor", "contributors"})
_FURNITURE = frozenset({
    "share", "sharing", "social", "related", "newsletter", "promo", "advert", "advertisement", "adverts", "ad", "ads",
    "subscribe", "subscription", "recommended", "recommendation", "breadcrumb", "breadcrumbs", "cookie", "consent",
    "paywall", "sponsored", "toolbar", "signup", "trending",
})  # fmt: skip
"""Words in class names and ids that CMSs give to what surrounds a story. Anything over `_LONGEST_FURNITURE` is not
believed: `ad-section` also names the section in which a story has its advertisements."""
_ALWAYS_FURNITURE = frozenset({"comments", "taboola", "outbrain", "mostread"})
_LONGEST_FURNITURE = 800
"""Letters outside links. The longest newsletter box seen has some 400."""
LONGEST_COUNTED = 3_000
"""Letters counted of one element, so that one that swallows the page does not win, and the count stays cheap."""
_INSERTS = frozenset({
    "advertisement", "advert", "ad", "sponsored", "readmore", "storycontinuesbelowadvertisement", "continuereading",
    "articlecontinuesbelow", "scrolltocontinue", "advertisementscrolltocontinue", "relatedarticles", "related", "share",
    "facebook", "twitter", "whatsapp", "email", "reddit", "linkedin", "telegram", "pinterest", "copylink", "print",
    "tweet", "sharethis", "sharethispost", "shareonfacebook", "shareontwitter", "shareviaemail", "comments",
})  # fmt: skip
"""Lines, folded, that page makers put between and beside the paragraphs of a story."""
_MOST_BLOCKS = 20_000


class Piece(msgspec.Struct, frozen=True):
    """A block together with the element that holds it."""

    block: Block
    element: Element
    strong: bool = False
    """Whether all of its words stand in `<b>` or `<strong>`."""


def class_words(element: Element) -> frozenset[str]:
    """The words in the element's class, id and test id: `live-post__title` gives live, post, title.

    The name of a custom element counts too: `x-liveblog-post`.
    """
    names = " ".join(str(element.get(key) or "") for key in _NAMING)
    return frozenset(
        word.lower() for word in _WORDS.findall(f"{element.tag if '-' in element.tag else ''} {names[:400]}")
    )


def is_furniture(element: Element) -> bool:
    """Whether the element is by its tag or its class names a share bar, an advertisement or the like."""
    if element.tag in _SILENT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if "display:none" in str(element.get("style") or "").replace(" ", "").lower():
        return True
    words = class_words(element)
    if element.tag == "body" or not words & (_FURNITURE | _ALWAYS_FURNITURE):
        return False
    return bool(words & _ALWAYS_FURNITURE) or letters_outside_links(element) <= _LONGEST_FURNITURE


def letters_outside_links(element: Element) -> int:
    """Letters of an element's words that stand in no link and no script, up to the number that is counted."""
    count = 0
    stack = [element]
    while stack and count <= LONGEST_COUNTED:
        here = stack.pop()
        if not isinstance(here.tag, str) or here.tag in {"a", "script", "style", "button", "noscript", "svg", "time"}:
            continue
        count += len((here.text or "").strip()) + sum(len((child.tail or "").strip()) for child in here)
        stack.extend(here)
    return count


def pieces(root: Element, *, skip: Container[Element] = (), furniture: bool = False) -> Iterator[Piece]:
    """The blocks under `root` in reading order, without those under the elements in `skip`.

    With `furniture` the share bars and the like are walked too, as boilerplate. At most 20,000 blocks are given.
    """
    walker = _Walker(skip, furniture)
    for count, piece in enumerate(walker.walk(root)):
        if count >= _MOST_BLOCKS:
            return
        yield piece


class _Walker:
    """Depth-first over the elements; the parser has bounded the depth to 255."""

    def __init__(self, skip: Container[Element], furniture: bool) -> None:
        self._skip = skip
        self._furniture = furniture
        self._buffer: list[str] = []
        self._plain = 0
        """Letters in the buffer outside `<b>`."""

    def walk(self, root: Element) -> Iterator[Piece]:
        """All pieces of `root`."""
        yield from self._inside(root, _role(root, "body"), strong=False)
        yield from self._flush(root, _role(root, "body"))

    def _inside(self, element: Element, role: Role, *, strong: bool) -> Iterator[Piece]:
        self._take(element.text, strong=strong)
        for child in element:
            if not isinstance(child.tag, str):  # a comment or a processing instruction
                self._take(child.tail, strong=strong)
                continue
            yield from self._child(child, element, role, strong=strong)
            self._take(child.tail, strong=strong)

    def _child(self, child: Element, parent: Element, role: Role, *, strong: bool) -> Iterator[Piece]:
        if child.tag == "br":
            self._buffer.append("\n")
        elif child in self._skip or (child.tag in _SILENT if self._furniture else is_furniture(child)):
            self._buffer.append(" ")
        elif child.tag in _BLOCKS or "-" in child.tag or _own_line(child):
            yield from self._flush(parent, role)
            inner = "boilerplate" if role == "boilerplate" or is_furniture(child) else _role(child, role)
            yield from self._inside(child, inner, strong=strong)
            yield from self._flush(child, inner)
        else:
            yield from self._inside(child, role, strong=strong or child.tag in {"b", "strong"})

    def _take(self, text: str | None, *, strong: bool) -> None:
        if text:
            self._buffer.append(" ".join(text.split("\n")) if "\n" in text else text)
            if not strong:
                self._plain += len(text.strip())

    def _flush(self, element: Element, role: Role) -> Iterator[Piece]:
        words, self._buffer = "".join(self._buffer), []
        strong, self._plain = self._plain == 0, 0
        for part in cleaned(words).split("\n\n"):
            if part.strip():
                insert = len(part) < 40 and folded(part) in _INSERTS
                yield Piece(Block(part.strip(), "boilerplate" if insert else role), element, strong)


def _own_line(element: Element) -> bool:
    """Whether an inline element is shown as a line of its own: captions and credits often are spans."""
    return bool(class_words(element) & (_CREDIT | _CAPTION)) and element.tag in {"span", "cite", "small", "em", "i"}


def _is_short(element: Element, letters: int = 500) -> bool:
    """Whether a class name that calls the element a caption or the like can be believed."""
    return len(element.text_content()) < letters


def _role(element: Element, outer: Role) -> Role:
    """The role of the words right in `element`, which stands in a block of role `outer`."""
    if element.tag in _HEADINGS:
        return "heading"
    words = class_words(element)
    if outer == "credit" or (words & _CREDIT and _is_short(element)):
        return "credit"
    if element.tag in {"figcaption", "caption"} or (words & _CAPTION and _is_short(element)):
        return "caption"
    if outer in {"caption", "quote"}:
        return outer
    if element.tag == "blockquote":
        return "quote"
    if element.tag == "li":
        return "list-item"
    if element.tag == "figure" and _is_short(element):
        return "caption"
    if words & _BYLINE and _is_short(element, 200):
        return "byline"
    return outer if element.tag not in {"article", "section", "main", "body"} else "body"
