"""Times on a page's elements: attributes that machines read first, then what a reader sees."""

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from rashomon.language import clock
from rashomon.model.document import Precision
from rashomon.read.blocks import Element, class_words
from rashomon.read.dates import moment, precision_of

_NAMED = re.compile(r"time|date|publish|created|updated|modified|stamp", re.IGNORECASE)
_EDITED = re.compile(r"modif|updat|edit|revis", re.IGNORECASE)
_MACHINE = re.compile(r"\d{10}(?:\d{3})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S{0,20}")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_STAMP_WORDS = frozenset({"time", "timestamp", "date", "datetime", "dte", "dtime", "published", "updated", "timeago"})
_PARENTHESES = str.maketrans("()[]", "    ")
_LONGEST = 90
"""Letters of the longest visible stamp: `Last updated on Wednesday 21 September 2033 11.59 pm British Summer Time`."""
_CHANGE = r"(?:last\s)?(?:updated|modified|edited)"
_KIND = rf"(?:first\s)?(?:published|posted)|{_CHANGE}"
_LEAD = re.compile(rf"\W{{0,3}}(?:{_KIND})(?:\s(?:at|on))?\s?:?\s?", re.IGNORECASE)
_CHANGED = re.compile(rf"\W{{0,3}}{_CHANGE}\b", re.IGNORECASE)
_BOTH = re.compile(rf"(\W{{0,3}}(?:{_KIND})\b.{{3,60}}?)[\s|,·•–—-]*((?:{_KIND})\b.{{3,60}})", re.IGNORECASE)
"""A line with two times, each with its kind before it."""


class Times(msgspec.Struct, frozen=True):
    """The times that one element states: when its post was published, and when it was last changed."""

    published: datetime | None = None
    modified: datetime | None = None
    precision: Precision = "unknown"

    @property
    def any(self) -> datetime | None:
        """The better of the two."""
        return self.published or self.modified


def machine_times(element: Element, timezone: str | None = None) -> Times:
    """The times in the element's attributes; those without a zone only if `timezone` (IANA) says what they mean.

    Some makers write the epoch as the words of a time element, for a script to turn into a clock: that is taken too.
    """
    published = modified = None
    precision: Precision = "unknown"
    prop = str(element.get("itemprop") or "")
    told = list(element.attrib.items())[:60]
    if epoch := _epoch_text(element):
        told.append(("data-time", epoch))
    for name, value in told:
        if not _is_time_attribute(element, name, prop) or not _MACHINE.fullmatch(value.strip()):
            continue
        at = moment(value, timezone).at
        if at is None:
            continue
        if _EDITED.search(name) or _EDITED.search(prop) or (name == "datetime" and _is_edit(element)):
            modified = modified or at
        elif published is None:
            published = at
            precision = precision_of(value)
    return Times(published, modified, precision)


def _epoch_text(element: Element) -> str | None:
    """The epoch that an element holds as its only words, or None."""
    text = (element.text or "").strip()
    return text if len(element) == 0 and is_epoch(text) else None


def is_epoch(text: str) -> bool:
    """Whether a text is nothing but an epoch of the years 2001 to 2033, in seconds or milliseconds."""
    return bool(_EPOCH.fullmatch(text))


def _is_time_attribute(element: Element, name: str, prop: str) -> bool:
    if name.startswith("data-") or name == "timestamp":
        return bool(_NAMED.search(name))
    if name == "datetime" or (name == "title" and element.tag in {"time", "abbr", "span"}):
        return not prop or "date" in prop.lower()
    return name == "content" and prop in {"datePublished", "dateModified", "dateCreated"}


def _is_edit(element: Element) -> bool:
    """Whether a `<time>` tells of a change: by its class, its parent's, or the word before it."""
    parent = element.getparent()
    words = class_words(element) | (class_words(parent) if parent is not None else frozenset())
    if words & {"published", "pubdate"}:
        return False
    before = element.getprevious().tail if element.getprevious() is not None else getattr(parent, "text", None)
    return bool(words & {"updated", "modified", "edited"}) or bool(_EDITED.search((before or "")[-30:]))


def is_stamp(element: Element) -> bool:
    """Whether an element shows a time and nothing else: `<time>`, or by its class and its words."""
    if _epoch_text(element):
        return True
    if element.tag == "time":
        return len(_words(element)) <= _LONGEST
    if (
        element.tag not in {"span", "p", "div", "a", "small", "em", "abbr", "dt", "td", "h6", "strong", "b"}
        and "-" not in element.tag
    ):
        return False
    if len(_words(element)) <= _LONGEST and worded_stamp(element) is not None:
        return True
    return bool(class_words(element) & _STAMP_WORDS) and visible_stamp(_words(element)) is not None


def worded_stamp(element: Element) -> clock.Stamp | None:
    """The whole time, with its day or its zone, that an element states for pointers and screen readers."""
    for name in ("title", "aria-label"):
        found = visible_stamp(str(element.get(name) or "")[: 2 * _LONGEST])
        if found is not None and found.minutes is not None and (found.day or found.zone):
            return found
    return None


class Shown(msgspec.Struct, frozen=True):
    """The stamps that a post shows: of its publication, and of its last change where that is told apart."""

    published: clock.Stamp | None = None
    modified: clock.Stamp | None = None


def shown_stamps(stamps: Sequence[Element]) -> Shown:
    """What the stamp elements of one post show. An age ("12m ago") counts only where no clock is shown."""
    published: list[clock.Stamp] = []
    modified: list[clock.Stamp] = []
    for element in stamps:
        text = shown_text(element)
        both = _BOTH.fullmatch(text)
        for part in both.groups() if both else (text,):
            found = (None if both else worded_stamp(element)) or visible_stamp(part)
            if found is not None:
                (modified if _CHANGED.match(part) or _is_edit(element) else published).append(found)
    clocks = [stamp for stamp in published if stamp.minutes is not None]
    if not clocks and not published:  # a page that shows only when its posts last changed
        return Shown(next(iter(modified), None))
    return Shown((clocks or published)[0], next((stamp for stamp in modified if stamp.minutes is not None), None))


def is_kind_of_time(text: str) -> bool:
    """Whether a text is nothing but the word before a time: "Published", "Last updated at"."""
    return bool(_LEAD.fullmatch(text.strip()))


def visible_stamp(text: str) -> clock.Stamp | None:
    """The stamp that `text` is, when it is nothing else (a lead such as "published at" aside)."""
    text = " ".join(part for part in text.translate(_PARENTHESES).split() if part not in {"-", "–", "—", "|"})
    if not text or len(text) > _LONGEST:
        return None
    if both := _BOTH.fullmatch(text):
        return visible_stamp(both[2] if _CHANGED.match(both[1]) else both[1])
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    found = clock.scan(text, start)
    while found is not None and found.ago is not None and found.hour is None:  # "21 mins ago11:48"
        rest = clock.scan(text, found.end)
        if rest is None:
            break
        found = rest
    if found is not None and found.zone is None and found.hour is not None:  # "16 May 2035 - 17:05 (14:05 GMT)"
        again = clock.scan(text, found.end + 1)
        if again is not None and again.zone is not None and again.day is None:
            found = msgspec.structs.replace(again, year=found.year, month=found.month, day=found.day)
    return found if found is not None and not text[found.end :].strip(" .,|()-–·") else None


def shown_text(element: Element) -> str:
    """The words of a stamp element, if it can be one."""
    words = _words(element)
    return words if len(words) <= _LONGEST else ""


def _words(element: Element) -> str:
    text = ""
    for part in element.itertext():
        text += part if not text or text.endswith(" ") else f" {part}"
        if len(text) > 4 * _LONGEST:
            break
    return " ".join(text.split())
