"""Live pages without a container for each post: headings, stamps and paragraphs follow one another in one element."""

from collections.abc import Sequence

from rashomon.read.blocks import LONGEST_COUNTED, Element, letters_outside_links

_FEWEST = 3
"""Stamps from which a row of them is taken for posts: two are a page's "published" and "updated"."""
_SHORTEST = 40
"""Letters that a post has at least on average, its stamp not counted."""
_ROOMS = frozenset({"div", "article", "section", "main", "body", "td"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def segments(stamps: Sequence[Element]) -> tuple[list[list[Element]], int] | None:
    """The elements of each post where `stamps` stand in one row, and how many letters they hold; else None.

    A post begins with its stamp, or with the heading right before it where all but a few stamps have one.
    """
    room = stamps[0].getparent() if len(stamps) >= _FEWEST else None
    if room is None or room.tag not in _ROOMS or any(stamp.getparent() is not room for stamp in stamps):
        return None
    marked = set(stamps)
    heads = [_heading_before(stamp) for stamp in stamps]
    headed = sum(head is not None for head in heads) * 2 > len(stamps)
    starts = {head if headed and head is not None else stamp for head, stamp in zip(heads, stamps, strict=True)}
    found: list[list[Element]] = []
    for child in room:
        if child in starts:
            found.append([])
        if found and isinstance(child.tag, str):
            found[-1].append(child)
    letters = [sum(letters_outside_links(part) for part in parts if part not in marked) for parts in found]
    if sum(letters) < _SHORTEST * len(found):
        return None
    return found, sum(min(count, LONGEST_COUNTED) for count in letters)


def _heading_before(stamp: Element) -> Element | None:
    before = stamp.getprevious()
    return before if before is not None and before.tag in _HEADINGS else None


def wrapped(found: Sequence[Sequence[Element]]) -> list[Element]:
    """A container put around each post, in the tree itself."""
    containers = []
    for parts in found:
        room = parts[0].getparent()
        container = room.makeelement("div")
        room.insert(room.index(parts[0]), container)
        for part in parts:
            container.append(part)
        containers.append(container)
    return containers
