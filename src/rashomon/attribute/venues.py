"""Interviews told of on their own: through whom the words came that follow such a sentence.

In an interview with Radio Kelm, Vane attacked the board. "It was a mistake," she said.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.attribute.media import medium
from rashomon.attribute.raw import Sentence
from rashomon.attribute.speakers import Room
from rashomon.model.analysis import Link, Source
from rashomon.model.span import Span

INTERVIEW = re.compile(
    r"\b(?:interview(?:ed)?|appear(?:ed|ing|ance|ances)|spoke|speaking)\b(?: [\w.'’-]+){0,4}? (?:with|on|to|by) "
    r"(?P<where>(?:the )?[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4})"
)
"""Where somebody spoke; a name or "the ..." follows."""
AHEAD = 500
"""Code points from such a sentence to the words that came that way: the next quotation, and not one further down."""


class Interview(NamedTuple):
    """A sentence that tells of an interview, those named in it as giving it, and through whom it came."""

    span: Span
    post: str | None
    guests: frozenset[str]
    link: Link


def interviews(sentences: Iterable[Sentence], room: Room, own: str | None) -> list[Interview]:
    """The interviews of a document, in order."""
    out = []
    for sentence in sentences:
        where = spoken_at(sentence, room.text)
        if where is None:
            continue
        link = medium(where, room, own)
        named = (m for m in room.within((sentence.span,)) if m.kind == "person" and not m.span.overlap(where))
        guests = frozenset(m.who for m in named)
        if link is not None:
            out.append(Interview(sentence.span, sentence.passage.post, guests, link))
    return out


def spoken_at(sentence: Sentence, text: str) -> Span | None:
    """Where somebody was interviewed or spoke, as a sentence tells it: the name behind "in an interview with"."""
    found = INTERVIEW.search(sentence.span.of(text))
    return Span(*found.span("where")).shift(sentence.span.start) if found is not None else None


def given(told: Sequence[Interview], source: Source, sentence: Sentence, since: int) -> Link | None:
    """Through whom words came of one who gave an interview just above; `since` is where the last one was heard.

    Somebody else heard in between ends it.
    """
    first = bisect_left(told, sentence.span.start - AHEAD, key=_end)
    last = bisect_right(told, sentence.span.start, key=_end)
    for one in told[first:last]:
        if since < one.span.end and one.post == sentence.passage.post and one.guests == {source.entity}:
            return one.link
    return None


def _end(one: Interview) -> int:
    return one.span.end
