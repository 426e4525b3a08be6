"""How many posts a live page says it has, and whether it holds some back for a script to load."""

import re
from collections.abc import Iterator, Sequence

from rashomon.read.blocks import Element
from rashomon.read.families import MOST_POSTS

_LONGEST = 60
_MOST_LEVELS = 4
"""Levels above the posts on which a page's maker writes their number."""
_COUNT = re.compile(
    r"(?:showing\s)?(?:posts?\s)?(?:\d{1,5}(?:\s?[-–]\s?\d{1,5}|\sto\s\d{1,5})?\s(?:of|out of)\s)?"
    r"(?P<count>\d{1,2},\d{3}|\d{1,5})\s(?:live\s)?(?:posts|updates|entries)(?:\s(?:in total|so far|in all))?",
    re.IGNORECASE,
)
_COUNT_NAME = re.compile(
    r"data-(?:[a-z]+-)*?(?:total-(?:posts|updates|entries|items|count)"
    r"|(?:posts?|updates?|entr(?:y|ies)|items?)-(?:count|total)|total)"
)
_LOADS = re.compile(
    r"(?:load|show|see|view|get)\s(?:\d{1,3}\s)?(?:more|older|earlier|previous|all)(?:\s(?:posts?|updates?|entries))?"
    r"|(?:more|older|earlier)\s(?:posts|updates|entries)",
    re.IGNORECASE,
)
_FRAME = frozenset({"nav", "aside", "footer", "header", "form"})


def posts_said(containers: Sequence[Element]) -> int | None:
    """The greatest number of posts that the page states, in words or in an attribute around its posts, or None.

    Elements beside the posts that are like them and hold no words (a picture, an embed) do not count as missing.
    """
    room = _room(containers)
    if room is None:
        return None
    found = [*_in_attributes(containers[0]), *_in_words(room, containers)]
    said = max((count for count in found if 0 < count <= MOST_POSTS), default=None)
    return None if said is None else said - _wordless(containers)


def _wordless(containers: Sequence[Element]) -> int:
    first, taken = containers[0], set(containers)
    look = (first.tag, first.get("class"))
    beside = first.getparent().iterchildren(first.tag)
    return sum(element not in taken and (element.tag, element.get("class")) == look for element in beside)


def loads_more(containers: Sequence[Element]) -> bool:
    """Whether a button beside the posts, without an address, would load further ones."""
    room = _room(containers)
    return room is not None and any(_is_button(element) for element in _outside(room, containers, ("button", "a")))


def _room(containers: Sequence[Element]) -> Element | None:
    """The part of the page in which the posts stand, with what is right around them."""
    if not containers:
        return None
    room = containers[0].getparent()
    if room is not None and room.tag not in {"body", "html"} and room.getparent() is not None:
        room = room.getparent()
    return room


def _outside(room: Element, containers: Sequence[Element], tags: Sequence[str]) -> Iterator[Element]:
    """Elements of the room that stand in no post and in no frame of the page."""
    posts = set(containers)
    for element in room.iter(*tags):
        above = (element, *element.iterancestors())
        if not any(one in posts or one.tag in _FRAME for one in above):
            yield element


def _in_attributes(first: Element) -> Iterator[int]:
    for level, element in enumerate(first.iterancestors()):
        if level >= _MOST_LEVELS:
            return
        for name, value in list(element.attrib.items())[:60]:
            if _COUNT_NAME.fullmatch(name) and re.fullmatch(r"\d{1,5}", value):
                yield int(value)


def _in_words(room: Element, containers: Sequence[Element]) -> Iterator[int]:
    for element in _outside(room, containers, ("p", "span", "div", "strong", "small", "h2", "h3", "h4", "li", "b")):
        text = element.text or ""
        if len(text) <= _LONGEST and any(c.isdigit() for c in text):
            found = _COUNT.fullmatch(" ".join(text.split()).rstrip(".:"))
            if found:
                yield int(found["count"].replace(",", ""))


def _is_button(element: Element) -> bool:
    if element.tag == "a":
        address = str(element.get("href") or "#").strip().lower()
        if not address.startswith(("#", "javascript:")):
            return False
    words = " ".join(element.text_content()[: 4 * _LONGEST].split())
    return bool(_LOADS.fullmatch(words.strip(" .…»›+↓▼")))
