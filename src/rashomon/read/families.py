"""Which elements of a page are its posts: the repeated containers, each with a stamp, that hold most of the words.

No outlet's class names are needed. Stamps that look alike are grouped; a post is the highest element around a stamp
that holds no other stamp of its group; and the group whose posts hold most words outside links wins, so that lists of
other stories, menus and bars lose.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from rashomon.read.blocks import LONGEST_COUNTED, Element, class_words, is_furniture, letters_outside_links
from rashomon.read.flat import segments, wrapped
from rashomon.read.stamps import is_stamp, machine_times

MOST_POSTS = 5_000
"""Posts read from one page; the fullest page seen has 428."""
_MOST_ELEMENTS = 400_000
_FEWEST_LETTERS = 15
"""A container with fewer letters outside links is an entry of a list, unless its class name calls it a live post.

The shortest posts are "GOAL! Example 1-0", and stubs of embeds, such as a hashtag.
"""
_ASIDE = frozenset({"nav", "aside", "footer", "header"})
_BLOCK_ID = re.compile(r"block-[0-9a-f]{24}")
_SURE = frozenset({"microdata", "content-post", "block-id"})
"""Kinds of element that are posts of a live page and nothing else; a class name alone is only a hint."""
_POST_WORDS = frozenset({"post", "entry", "event", "events", "update", "block", "item", "story"})
_LIVE_WORDS = frozenset({"live", "liveblog", "lb", "liveevent", "ticker", "livepost"})


class Family(msgspec.Struct, frozen=True):
    """Containers that may be posts, in page order. `named` says that their type calls them so."""

    containers: tuple[Element, ...]
    weight: int
    named: bool = False
    hinted: bool = False
    """Whether most of them have class names in which "live" stands with "post", "entry" or the like."""


def best_family(
    tree: Element, anchors: Mapping[str, int], timezone: str | None = None, *, live: bool = False
) -> Family | None:
    """The page's posts, or None. `anchors` are the ids that the linked data gives to posts.

    `timezone` is the zone of times without one, if it is known. Of a page that is known to be `live` a single element
    that is called a post is one: coverage begins with one, and the last of several pages may hold one.
    """
    elements = [element for element in tree.iter() if isinstance(element.tag, str)][:_MOST_ELEMENTS]
    groups: dict[object, list[Element]] = defaultdict(list)
    named: dict[object, list[Element]] = defaultdict(list)
    for element in elements:
        if element.get("id") in anchors or element.get("name") in anchors:
            groups["anchor"].append(element)
        times = machine_times(element, timezone)
        if times.any is not None or is_stamp(element):
            groups[_look(element), times.published is None].append(element)
        if (kind := _post_kind(element)) is not None:
            named[kind].append(element)
    found = [_family(_containers(members), anchored=key == "anchor") for key, members in groups.items()]
    found += [
        _family(_outermost(some), anchored=live or kind in _SURE, named=kind in _SURE) for kind, some in named.items()
    ]
    best = max((family for family in found if family is not None), key=_rank, default=None)
    return _flat([members for key, members in groups.items() if key != "anchor"], best)


def _flat(groups: Iterable[Sequence[Element]], best: Family | None) -> Family | None:
    """`best`, or the posts of a page that has no container for each, where these hold clearly more words."""
    rows = [found for members in groups if (found := segments(members)) is not None]
    row, weight = max(rows, key=lambda found: found[1], default=([], 0))
    if weight <= 2 * (best.weight if best else 0):
        return best
    return Family(tuple(wrapped(row[:MOST_POSTS])), weight)


def _rank(family: Family) -> tuple[int, int, bool]:
    """More words first, in steps of a tenth of an e-fold; then more posts; then those that are called posts."""
    return (family.weight.bit_length() * 2 + (family.weight >> max(0, family.weight.bit_length() - 2) & 1),
            len(family.containers), family.named)  # fmt: skip


def _look(element: Element) -> tuple[str, ...]:
    """What elements of one kind share: tag, class and attribute names."""
    classes = sorted(str(element.get("class") or "").split())[:4]
    return (element.tag, *classes, *sorted(name for name in element.attrib if name.startswith("data-"))[:6],
            str(element.get("itemprop") or ""))  # fmt: skip


def _post_kind(element: Element) -> str | None:
    """A key when type or class name the element a post of a live page: microdata, test ids, `live-...-entry`."""
    if element.get("itemprop") == "liveBlogUpdate":
        return "microdata"
    if element.get("data-testid") == "content-post":
        return "content-post"
    if element.tag not in {"article", "div", "li", "section"} and "-" not in element.tag:
        return None
    if _BLOCK_ID.fullmatch(str(element.get("id") or "")):
        return "block-id"
    if _is_hint(element):
        return " ".join((element.tag, *sorted(str(element.get("class") or "").split())))
    return None


def _is_hint(element: Element) -> bool:
    words = class_words(element)
    return bool(words & _LIVE_WORDS and words & _POST_WORDS)


def _containers(stamps: Sequence[Element]) -> list[Element]:
    """For each stamp the highest element that holds no other one, brought to the level that most of them have."""
    held: Counter[Element] = Counter()
    for stamp in stamps:
        held[stamp] += 1
        held.update(stamp.iterancestors())
    found: list[tuple[Element, int]] = []
    for stamp in stamps:
        element, height = stamp, 0
        while (parent := element.getparent()) is not None and held[parent] == 1 and parent.tag != "body":
            element, height = parent, height + 1
        found.append((element, height))
    if not found:
        return []
    usual = Counter(height for _, height in found).most_common(1)[0][0]
    # the only post of its section would swallow the section
    return [
        element if height <= usual else _above(stamp, usual)
        for (element, height), stamp in zip(found, stamps, strict=True)
    ]


def _above(element: Element, steps: int) -> Element:
    """The ancestor so many steps up."""
    for _ in range(steps):
        element = element.getparent()
    return element


def _outermost(elements: Sequence[Element]) -> list[Element]:
    inside = set(elements)
    return [element for element in elements if not any(parent in inside for parent in element.iterancestors())]


def _family(containers: Iterable[Element], *, anchored: bool, named: bool = False) -> Family | None:
    """The family of those containers that may be posts, or None when they are too few or hold no words of their own."""
    kept: list[Element] = []
    weight = 0
    for container in containers:
        if len(kept) >= MOST_POSTS:
            break
        letters = letters_outside_links(container)
        if (
            letters >= (1 if _is_hint(container) else _FEWEST_LETTERS)
            and not _is_aside(container)
            and container.find(".//h1") is None
        ):
            kept.append(container)
            weight += min(letters, LONGEST_COUNTED)
    return (
        Family(tuple(kept), weight, named, 2 * sum(_is_hint(e) for e in kept) > len(kept))
        if len(kept) >= (1 if anchored else 2)
        else None
    )


def _is_aside(element: Element) -> bool:
    """Whether the element stands in a menu, a side column, a bar or the comments."""
    return (
        any(parent.tag in _ASIDE or is_furniture(parent) for parent in element.iterancestors()) or element.tag in _ASIDE
    )
