"""How a vote went: 54 to 45 in one account and 54 to 44 in another.

The two numbers stand in passing and in many forms, so they are looked for in the words. An account that gives two votes
offers neither; near each other, on one matter, two accounts count one vote. Never a contradiction: a vote may have been
held twice, or a member's vote recorded late.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence, Side, Source
from rashomon.model.span import Span

TALLY = re.compile(
    r"(?<![\d.,:/$£€–-])(\d{1,3})(?: votes)?(?: ?[-–—] ?| to | for and | in favou?r and )(\d{1,3})"
    r"(?![\d%:/]|[.,]\d|[-–]\d)"
)
"""Two counts of votes beside each other."""
NO_VOTES_BEFORE = re.compile(
    r"\b(?:aged?|ages|between|from|leads?|led|leading|polls?|polling|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)(?: by)? $",
    re.IGNORECASE,
)
NO_VOTES_BEHIND = re.compile(
    r"[ -](?:per ?cent|percentage|point|year|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
    r"|(?!(?:votes|ballots|members|senators|lawmakers|as|was|has|is|its|this|against)\b)[a-z]+s\b)"
)
"""Around two numbers that are ages, days, shares of a poll or a range of things: "hire 200 to 250 officers"."""
AROUND = 24
"""Code points on either side in which such words stand."""
VOTED = re.compile(
    r"\b(?:vot\w+|ballots?|pass(?:ed|es)?|approv\w+|reject\w+|adopt\w+|confirm\w+|majority)\b", re.IGNORECASE
)
"""A word without which two numbers are a score or a stretch of years."""
LEAST = 20
"""Votes in all; fewer are a committee's, or a score."""
NEAR = 0.1
"""Share by which either count may differ within one vote."""


class Tally(NamedTuple):
    """One result as a statement gives it, the higher count first."""

    most: int
    least: int
    document: str
    statement: int
    span: Span


def votes(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each two results that accounts give of one vote."""
    houses = {a.document.id: Source.from_document(a.document).house for a in ground.analyses}
    found: dict[str, list[Tally]] = defaultdict(list)
    for tally in _found(ground):
        found[houses[tally.document]].append(tally)
    results: dict[tuple[int, int], list[Tally]] = defaultdict(list)
    for _, rows in sorted(found.items()):
        if len({(t.most, t.least) for t in rows}) == 1:
            results[rows[0].most, rows[0].least].extend(rows)
    for one, two in combinations([results[key] for key in sorted(results)], 2):
        if _one_vote(ground, one[0], two[0]):
            yield _divergence(ground, (one, two))


def _found(ground: Ground) -> Iterator[Tally]:
    for i, statement in enumerate(ground.said.statements):
        if statement.stance not in ("asserted", "hedged") or not TALLY.search(statement.text):
            continue
        if not VOTED.search(statement.text):
            continue
        text = ground.texts[statement.document]
        for span in statement.content:
            for place in TALLY.finditer(text, span.start, span.end):
                most, least = sorted((int(place[1]), int(place[2])), reverse=True)
                if most + least >= LEAST and not _of_something_else(text, Span(*place.span())):
                    yield Tally(most, least, statement.document, i, Span(*place.span()))


def _of_something_else(text: str, place: Span) -> bool:
    before, behind = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    return NO_VOTES_BEFORE.search(before) is not None or NO_VOTES_BEHIND.match(behind) is not None


def _one_vote(ground: Ground, one: Tally, two: Tally) -> bool:
    """Whether two results lie near each other and the words around them name one matter."""
    if any(abs(a - b) > NEAR * max(a, b) for a, b in ((one.most, two.most), (one.least, two.least))):
        return False
    people = [{entity for entity, kind, _ in ground.named(t.statement) if kind == "person"} for t in (one, two)]
    if people[0] and people[1] and not people[0] & people[1]:
        return False  # one chamber confirms two people on one day
    stems = [{w[: deeds.FAMILY] for w in ground.lemmas[t.statement] if w.isalpha() and len(w) >= deeds.FAMILY
              and not VOTED.match(w)} for t in (one, two)]  # fmt: skip
    return bool(stems[0] & stems[1])


def _divergence(ground: Ground, pair: Sequence[Sequence[Tally]]) -> Divergence:
    sides = [_side(ground, rows) for rows in pair]
    told = " and ".join(f"{side.label} in {ground.outlets(t.statement for t in rows)}"
                        for side, rows in zip(sides, pair, strict=True))  # fmt: skip
    why = f"Accounts give two results of what reads like one vote: {told}."
    return ground.divergence("number", "possible", sides, why, [t.statement for rows in pair for t in rows])


def _side(ground: Ground, rows: Sequence[Tally]) -> Side:
    label = ground.quoted(rows[0].statement, rows[0].span)
    return ground.side(label, [(t.document, t.span) for t in rows], [t.statement for t in rows])
