"""One post of a live page, as its element shows it: title, author, times, label, address and words."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from rashomon.language import clock
from rashomon.model.document import Label, Precision
from rashomon.read.blocks import Element, Piece, class_words, pieces
from rashomon.read.builder import Block, folded
from rashomon.read.finish import name_of, web_url
from rashomon.read.stamps import (
    Times,
    is_epoch,
    is_kind_of_time,
    is_stamp,
    machine_times,
    shown_stamps,
    visible_stamp,
)

_LABELS: dict[str, Label] = {
    "breaking": "breaking", "breakingnews": "breaking", "keyevent": "key-event", "keymoment": "key-event",
    "analysis": "analysis", "summary": "recap", "recap": "recap", "keypoints": "recap", "closingsummary": "recap",
}  # fmt: skip
_KICKERS = frozenset({*_LABELS, "watch", "explainer", "opinion", "live", "updated", "pinned", "pinnedpost", "latest"})
_TITLE_WORDS = frozenset({"title", "headline", "heading", "head", "ttl", "hed"})
_NAME = re.compile(
    r"(?:[Bb]y |From )?[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,6}(?:(?:,| and| &) [^\W\d_][\w'’. -]{1,80})?"
)
_BY = re.compile(r"^(?:[Bb]y |From )(?:[A-Z][\w ]{1,20}['’]s )?")
"""`From Radio Fenn's Ada Brook`: the outlet names itself beside its reporter."""
_ID_IN_LINK = re.compile(r"(?:with:block-|[?&]post(?:Id|ID)?=|#)([A-Za-z0-9_:.-]{3,80})")
_MOST_IDS = 12


class DomPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as an element shows it. `ids` are names by which the page refers to it."""

    ids: tuple[str, ...]
    own_id: str | None
    title: str | None
    author: str | None
    times: Times
    shown: clock.Stamp | None
    changed: clock.Stamp | None
    label: Label | None
    permalink: str | None
    blocks: tuple[Block, ...]

    @property
    def body_key(self) -> str:
        """The post's words, folded, for comparing."""
        return folded("".join(block.text for block in self.blocks if block.role not in {"byline", "kicker"}))


def dom_post(container: Element, timezone: str | None = None) -> DomPost:
    """Read the post in `container`; `timezone` is the zone of times without one, if it is known."""
    stamps = [element for element in container.iter() if isinstance(element.tag, str) and is_stamp(element)][:20]
    shown = shown_stamps(stamps)
    inside = list(pieces(container, skip=frozenset(stamps)))
    title_at = _title_place(inside)
    title = inside[title_at].block.text.replace("\n", " ") if title_at is not None else _stated(container, "headline")
    blocks, author, label = _sorted_out(inside, title_at)
    ids = list(dict.fromkeys(_ids(container)))[:_MOST_IDS]
    return DomPost(
        ids=tuple(ids),
        own_id=_own_id(container),
        title=title,
        author=author or _stated(container, "author"),
        times=_times(container, timezone),
        shown=shown.published,
        changed=shown.modified,
        label=label or _label(container, title),
        permalink=next((url for link in container.iter("a") if (url := _permalink(link, ids))), None),
        blocks=tuple(blocks),
    )


def _title_place(inside: Sequence[Piece]) -> int | None:
    """Where the title stands: the first heading among the first blocks, or a block called title."""
    for place, piece in enumerate(inside[:6]):
        after = inside[place + 1].block.role if place + 1 < len(inside) else None
        if folded(piece.block.text) in _KICKERS and (piece.block.role != "heading" or after == "heading"):
            continue
        words = class_words(piece.element)
        if piece.block.role == "heading" or (words & _TITLE_WORDS and len(piece.block.text) < 300):
            return place
    return None


def _sorted_out(inside: Sequence[Piece], title_at: int | None) -> tuple[list[Block], str | None, Label | None]:
    """The blocks with their roles in the post, the author and the label."""
    blocks: list[Block] = []
    author: str | None = None
    label: Label | None = None
    for place, piece in enumerate(inside):
        text, role = piece.block.text, piece.block.role
        key = folded(text)
        if place == title_at:
            blocks.append(Block(text.replace("\n", " "), "heading"))
        elif key in _KICKERS:
            label = label or _LABELS.get(key)
            blocks.append(Block(text, "kicker"))
        elif visible_stamp(text) is not None or is_epoch(text) or is_kind_of_time(text):
            continue
        elif role == "byline" or (_is_before(place, title_at) and len(text) < 90 and _NAME.fullmatch(text)):
            author = author or _BY.sub("", text.split("\n")[0])
            blocks.append(Block(text, "byline"))
        else:
            blocks.append(piece.block)
    return blocks, author, label


def _is_before(place: int, title_at: int | None) -> bool:
    """Whether a block stands above the title (where only labels, times and names stand)."""
    return title_at is not None and place < title_at


def _times(container: Element, timezone: str | None) -> Times:
    """The post's times: those on the container first, then the first in it."""
    published: datetime | None = None
    modified: datetime | None = None
    precision: Precision = "unknown"
    ancestors = [parent for parent in list(container.iterancestors())[:1] if len(parent) == 1]
    for element in (*ancestors, *container.iter()):
        if not isinstance(element.tag, str):
            continue
        found = machine_times(element, timezone)
        if found.published is not None and published is None:
            published, precision = found.published, found.precision
        modified = modified or found.modified
        if published and modified:
            break
    return Times(published, modified, precision)


def _own_id(container: Element) -> str | None:
    for element in container.iter():
        for key in ("id", "name", "data-id", "data-post-id", "data-block-id", "data-entry-id"):
            if (
                isinstance(element.tag, str)
                and (value := element.get(key))
                and 3 <= len(value) <= 120
                and _is_key(value)
            ):
                return str(value)
    return None


def _is_key(value: str) -> bool:
    """Whether an id can be a post's own: it has a digit (`title` or `content` are ids of the layout)."""
    return any(c.isdigit() for c in value) and " " not in value


def _ids(container: Element) -> Iterator[str]:
    for element in container.iter():
        if not isinstance(element.tag, str):
            continue
        for key in ("id", "name", "data-id", "data-post-id", "data-block-id", "data-entry-id"):
            if (value := element.get(key)) and len(value) <= 120:
                yield str(value)
        if element.tag in {"a", "link"} or element.get("itemprop") == "url":
            for found in _ID_IN_LINK.finditer(str(element.get("href") or element.get("content") or "")[:600]):
                yield found[1]


def _stated(container: Element, prop: str) -> str | None:
    """What an element says of the post by microdata rather than by a line of its own."""
    for element in container.iter():
        if isinstance(element.tag, str) and element.get("itemprop") == prop:
            text = str(element.get("content") or "").strip() or " ".join(element.text_content().split())
            if 0 < len(text) < 200:
                return name_of(text)
    return None


def _label(container: Element, title: str | None) -> Label | None:
    words = " ".join(str(container.get(key) or "") for key in ("class", "data-type", "data-label")).lower()
    if "key-event" in words or "keyevent" in words:
        return "key-event"
    return _LABELS.get(folded(title.split(":")[0])) if title else None


def _permalink(link: Element, ids: Sequence[str]) -> str | None:
    """The address of a link in the post that leads to the post itself."""
    url = web_url(link.get("href"))
    fragment = urlsplit(url).fragment if url else ""
    return url if fragment and fragment in ids else None
