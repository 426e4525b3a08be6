"""Edges of sources and contents that the parser and the tagger set one word too far.

In a tweet | President Vane described ...      said Wednesday | Kelm has enforced the rules
"""

import re

from msgspec.structs import replace

from rashomon.attribute.raw import Raw
from rashomon.lexicon.cues import cues
from rashomon.model.span import Span

DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day "
    r"(?!and |or |night|morning|afternoon|evening|was |is |will |would |could )"
)
"""A day that nothing is told of: "said Friday the talks were over", and not "said Friday was fine"."""
HALF = re.compile(r"(?<![\w-])[A-Z][\w-]*-$")
LONGEST = 30
UTTERED = re.compile(r"an? (?P<what>[a-z]+) (?=[A-Z])")
OTHERS = frozenset({"statement", "letter", "post", "memo", "message", "interview", "speech", "email"})
"""Words for what somebody speaks in that name no channel."""


def trimmed(raw: Raw, text: str) -> Raw:
    """The attribution without a day that dates its cue, and without what its source spoke in."""
    if raw.carried:
        return raw
    return replace(raw, content=_undated(raw, text), source=_whole_name(_without_venue(raw, text), text))


def _whole_name(source: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """The source with the first half of a name that the parser cut at its hyphen: "Orl-Mart"."""
    found = HALF.search(text, max(0, source[0].start - LONGEST), source[0].start) if source else None
    return (Span(found.start(), source[0].end), *source[1:]) if found is not None else source


def _undated(raw: Raw, text: str) -> tuple[Span, ...]:
    if not raw.content or not raw.cue or not 0 <= raw.content[0].start - raw.cue[-1].end <= 1:
        return raw.content
    first = raw.content[0]
    found = DAY.match(text, first.start, first.end)
    return (Span(found.end(), first.end), *raw.content[1:]) if found is not None else raw.content


def _without_venue(raw: Raw, text: str) -> tuple[Span, ...]:
    if not raw.source:
        return raw.source
    first = raw.source[0]
    found = UTTERED.match(text, first.start, first.end)
    within = text[max(0, first.start - 3) : first.start].lower() == "in "
    if found is None or not within or (found["what"] not in cues().posts and found["what"] not in OTHERS):
        return raw.source
    return (Span(found.end(), first.end), *raw.source[1:])
