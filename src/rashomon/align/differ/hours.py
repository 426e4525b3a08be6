"""Hours that differ: one deed told at two times of day ("at around 11 pm", "at 11.40 pm"). Never a contradiction.

Hours are compared as they are written, so that a day of writing or an unknown zone changes nothing; where only one of
the two names a zone they are not compared.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import LIKELY, Ground
from rashomon.model.record import Divergence, Side
from rashomon.model.span import Span

CLOCK = re.compile(
    r"(?P<near>\b(?:around|about|roughly|approximately|nearly|almost|(?:shortly|just|soon) (?:after|before)) )?"
    r"(?P<bound>\b(?:until|till|by|before|after|from|since|between) )?"
    r"\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<whole>[01]?\d|2[0-3])[:.](?P<past>[0-5]\d)(?= (?:GMT\b|UTC\b|(?-i:[A-Z]{1,3}T)\b|local\b|hours\b))"
    r"|(?P<word>noon|midday|midnight)\b)"
    r"(?: (?P<zone>GMT|UTC|(?-i:[A-Z]{1,3}T))\b)?",
    re.IGNORECASE,
)
"""A time of day with what makes it rough, bounds it and zones it; "at" and "but" behind a number are no zones."""
GLANCE = re.compile(r"\d ?[ap]\.?m|\d[:.]\d\d|\b(?:noon|mid)", re.IGNORECASE)
"""What a statement without any such time lacks; most are sorted out by it."""
EXACT, ROUGH = 10, 25
"""Minutes apart from which two hours are two, where both are told outright and where one of them is rough."""
LATER = re.compile(r"\b(?:since|after|before|until|when|while|who|which|where|hours?|minutes?)\b", re.IGNORECASE)
"""Words behind a verb after which an hour is another deed's."""


class Hour(NamedTuple):
    """One hour as a statement gives it, in minutes of its day."""

    minutes: int
    rough: bool
    zone: str
    span: Span


def hours(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each pair of outlets and hours at which they put one deed."""
    seen: set[tuple[object, ...]] = set()
    found = {i: hour for i in range(len(ground.said)) if (hour := _hour(ground, i)) is not None}
    for a, b, _ in ground.close(LIKELY, found):
        x, y = found[a], found[b]
        if not _apart(x, y) or not _one_deed(ground, a, b):
            continue
        key = (*sorted((ground.label(a), ground.label(b))), *sorted((x.minutes, y.minutes)))
        if ground.label(a) == ground.label(b) or key in seen:
            continue
        seen.add(key)
        sides = [_side(ground, a, x), _side(ground, b, y)]
        why = f"{ground.label(a)} says {ground.quoted(a, x.span)}, {ground.label(b)} {ground.quoted(b, y.span)} "
        yield ground.divergence("date", "possible", sides, f"{why}for what reads like the same thing.", (a, b))


def _hour(ground: Ground, i: int) -> Hour | None:
    """The one hour at which a statement puts its own deed; None where it bounds something or is another's."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    if facts.tense != "past" or facts.negated or statement.stance not in ("asserted", "hedged"):
        return None
    if not GLANCE.search(statement.text):
        return None
    text = ground.texts[statement.document]
    places = [m for span in statement.content for m in CLOCK.finditer(text, span.start, span.end)]
    if len(places) != 1 or places[0]["bound"]:
        return None
    found, verb = places[0], (facts.predicate or "-")[:3]
    before = text[statement.content[0].start : found.start()].lower()
    at = before.rfind(verb)
    if at >= 0 and LATER.search(before, at):
        return None
    return Hour(_minutes(found), found["near"] is not None, (found["zone"] or "").upper(), Span(*found.span()))


def _minutes(found: re.Match[str]) -> int:
    if found["word"]:
        return 0 if found["word"].lower() == "midnight" else 12 * 60
    if found["whole"]:
        return int(found["whole"]) * 60 + int(found["past"])
    hour = int(found["hour"]) % 12 + 12 * (found["half"].lower() == "p")
    return hour * 60 + int(found["minute"] or 0)


def _apart(x: Hour, y: Hour) -> bool:
    """Whether two hours of one zone are further apart than their roughness explains; midnight joins two days."""
    gap = abs(x.minutes - y.minutes)
    return x.zone == y.zone and min(gap, 24 * 60 - gap) >= (ROUGH if x.rough or y.rough else EXACT)


def _one_deed(ground: Ground, a: int, b: int) -> bool:
    """Whether both tell one deed of one doer on days that meet."""
    days = [[w for w in ground.said.facts[i].times if w.first is not None and not w.duration] for i in (a, b)]
    meet = not all(days) or any(
        x.first <= (y.last or y.first) and y.first <= (x.last or x.first)
        for x in days[0] for y in days[1] if x.first is not None and y.first is not None
    )  # fmt: skip
    known = deeds.same_doer(ground, a, b) or deeds.same_object(ground, a, b)
    return meet and known and deeds.same_verb(ground, a, b)


def _side(ground: Ground, i: int, hour: Hour) -> Side:
    return ground.side(ground.quoted(i, hour.span), [(ground.said.statements[i].document, hour.span)], [i])
