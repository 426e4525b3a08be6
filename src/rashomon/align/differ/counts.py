"""Counts of one thing that each account gives once and not alike: a strike of 48,000 workers here, of 46,000 there.

Such counts stand in passing ("relief to the 46,000 striking workers"), so claims seldom meet over them. They are
compared wherever they stand, where each account counts the noun once, the values are near each other and the words
around them have something in common. So are the people of one state among those on board, hit or held. A
contradiction only where exact counts of what does not grow are told in much the same words; else a part may be meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.align.differ import deeds
from rashomon.align.differ.around import beside, stems
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.measure import FURTHER, WHOLE
from rashomon.align.differ.tolls import ANYONE
from rashomon.language.figures_compare import comparable
from rashomon.lexicon.gazetteer import known
from rashomon.model.analysis import Figure
from rashomon.model.record import Divergence, Side, Source
from rashomon.model.span import Span

SMALLEST = 10
"""Below it there is a two of everything."""
NEAR = 1.35
"""Times that the higher count may be the lower one; further apart they count two things. In 27 events that were read,
two such pairs were found and both counted one thing."""


THEY_WERE = re.compile(r" (?:were|are) ([A-Z][a-z]+?)s?\b")
STRUCK = re.compile(
    r"\b(?:passengers?|aboard|on ?board|crew|carrying|victims?|killed|dead|died|wounded|injured|hostages?|captives?)\b",
    re.IGNORECASE,
)
"""Words for those who were on board, hit or held."""
DEAD = re.compile(r"\b(?:killed|dead|died|deaths?)\b", re.IGNORECASE)
HURT = re.compile(r"\b(?:wounded|injured)\b", re.IGNORECASE)


GROWS = re.compile(
    r"\b(?:kill\w*|dead|died?|deaths?|wound\w*|injur\w*|missing|arrest\w*|infect\w*|cases?|confirmed|so far|toll|"
    r"ris(?:e|en|ing)|rose|climb\w*|grew|grown|followers|donat\w*|sign(?:ed|atures)|votes?)\b",
    re.IGNORECASE,
)
"""Words of a count that moves: two of them may both have been right."""
ALIKE, ALIKE_OF_A_STATE = 3, 2
"""Words around both, besides what is counted, from which two exact counts are surely of one thing; fewer will do for
those of one state among the passengers, whom no other count stands for."""


class Count(NamedTuple):
    """One count as a statement gives it."""

    figure: Figure
    document: str
    statement: int


class _At(NamedTuple):
    """Which count of which account, both by number."""

    house: int
    number: int


Mark = tuple[str, str]
"""Of which sort a mark is, and the stem of a word or a fate."""


class _Marks(NamedTuple):
    """Two counts tell one thing when one of them seeks a mark that is the other's own; which of them makes no odds."""

    own: frozenset[Mark]
    sought: frozenset[Mark]


def counts(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each noun of which two accounts give different counts, told together by value."""
    houses = {a.document.id: Source.from_document(a.document).house for a in ground.analyses}
    found: dict[str, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for i, (statement, facts) in enumerate(zip(ground.said.statements, ground.said.facts, strict=True)):
        for figure in facts.figures if statement.stance not in ("asked", "conditional") else ():
            noun = figure.of or _people(ground, i, figure)
            if noun is not None and noun not in ANYONE and _counts(ground, i, figure):
                found[noun][houses[statement.document]].append(Count(replace(figure, of=noun), statement.document, i))
    for noun in sorted(found):
        groups = _parted(ground, noun, [_alone(found[noun][house]) for house in sorted(found[noun])])
        if groups:
            yield _divergence(ground, noun, groups)


def _people(ground: Ground, i: int, figure: Figure) -> str | None:
    """The people of one state that a figure counts behind a verb: "42 were Brellan"."""
    found = THEY_WERE.match(ground.texts[ground.said.statements[i].document], figure.end)
    return found[1].lower() if found is not None and of_a_state(found[1].lower()) else None


@cache
def of_a_state(noun: str) -> bool:
    """Whether a noun tells the people of one state ("brellan")."""
    place = known(noun.capitalize())
    return place is not None and place.what == "adjective"


def _counts(ground: Ground, i: int, figure: Figure) -> bool:
    """Whether a figure is a whole count of things that stand together, and no toll."""
    if figure.unit is not None or figure.per is not None or figure.low != figure.high or figure.low < SMALLEST:
        return False
    alike = sum(f.of == figure.of and f.unit is None for f in ground.said.facts[i].figures)
    if figure.of is not None and alike > 1:
        return False  # "12 sailors here and 9 there" offers neither
    text = ground.texts[ground.said.statements[i].document]
    before = " ".join(text[max(0, figure.start - 40) : figure.start].split()) + " "
    beside = text[max(0, figure.start - 16) : figure.end + 12]
    return not (FURTHER.search(beside) or WHOLE.search(before))


def _alone(rows: Sequence[Count]) -> list[Count]:
    """The counts of one account that it gives no other count near: "46,000 workers" beside "4,000 temporary ones"."""
    values = {c.figure.low for c in rows}
    return [c for c in rows if not any(v != c.figure.low and _near(v, c.figure.low) for v in values)]


def _near(one: float, two: float) -> bool:
    return max(one, two) <= NEAR * min(one, two)


def _parted(ground: Ground, noun: str, rows: Sequence[list[Count]]) -> list[list[Count]]:
    """The counts by value, lowest first, of those that another account's count contradicts; empty where none does.

    Within a value they stand in the order in which they are met when every account is held against every later one.
    """
    marked = [(_At(house, k), one, _marks(ground, noun, one))
              for house, row in enumerate(rows) for k, one in enumerate(row)]  # fmt: skip
    figures = {_bare(one.figure): one.figure for _, one, _ in marked}
    first: dict[tuple[Mark, Figure], list[_At]] = defaultdict(list)
    for at, one, marks in marked:
        for mark in marks.own:
            held = first[mark, _bare(one.figure)]
            if len(held) < 2 and at.house not in [other.house for other in held]:
                held.append(at)  # the first of two accounts, so that every other account finds one that is not its own
    apart = {x: [y for y in figures if comparable(x, y) == "conflict" and _near(x.low, y.low)] for x in figures}
    groups: dict[float, list[tuple[tuple[int, ...], Count]]] = defaultdict(list)
    for at, one, marks in marked:
        others = [other for mark in marks.sought for figure in apart[_bare(one.figure)]
                  for other in first.get((mark, figure), ()) if other.house != at.house]  # fmt: skip
        if others:
            groups[one.figure.low].append((_met(at, min(others)), one))
    return [[one for _, one in sorted(groups[value], key=itemgetter(0))] for value in sorted(groups)]


def _met(one: _At, two: _At) -> tuple[int, ...]:
    """When two counts are met: by the account of the first, that of the second, and their places in them."""
    first, second = sorted((one, two))
    return first.house, second.house, first.number, second.number


def _bare(figure: Figure) -> Figure:
    """A figure as such, wherever it stands."""
    return replace(figure, start=0, end=0)


def _marks(ground: Ground, noun: str, one: Count) -> _Marks:
    """What a count must have in common with another: a word besides what is counted.

    Of two counts of those on board, hit or held by their state it is the fate: twenty killed and sixteen hurt are two.
    """
    words = ground.lemmas[one.statement]
    stems = {w[: deeds.FAMILY] for w in words if w.isalpha() and len(w) >= deeds.FAMILY} - {noun[: deeds.FAMILY]}
    text = ground.said.statements[one.statement].text
    if not (of_a_state(noun) and STRUCK.search(text)):
        held = {("by word", stem) for stem in stems}
        return _Marks(frozenset(held), frozenset(held | {("struck, by word", stem) for stem in stems}))
    fate = DEAD.search(text) is not None, HURT.search(text) is not None
    fates = {("by fate", name) for name, not_so in (("dead", (False, True)), ("hurt", (True, False))) if fate != not_so}
    return _Marks(
        frozenset({("struck, by word", stem) for stem in stems} | fates),
        frozenset({("by word", stem) for stem in stems} | fates),
    )


def _divergence(ground: Ground, noun: str, groups: Sequence[list[Count]]) -> Divergence:
    sides = [_side(ground, group) for group in groups]
    told = "; ".join(f"“{side.label}” in {ground.outlets(c.statement for c in group)}"
                     for side, group in zip(sides, groups, strict=True))  # fmt: skip
    what = noun.capitalize() if of_a_state(noun) else noun
    sure = len(groups) == 2 and any(_sure(ground, noun, x, y) for x in groups[0] for y in groups[1])
    tail = "Both cannot hold." if sure else "They may mean another part or day."
    why = f"Accounts give different numbers of one thing ({what}): {told}. {tail}"
    return ground.divergence(
        "number", "contradiction" if sure else "possible", sides, why, [c.statement for group in groups for c in group]
    )


def _sure(ground: Ground, noun: str, one: Count, two: Count) -> bool:
    """Whether two counts are told outright, in much the same words, of what does not grow from hour to hour.

    No account gives both of them, or they would not be held against each other.
    """
    words = []
    for c in (one, two):
        statement = ground.said.statements[c.statement]
        before, behind = beside(ground.texts[c.document], c.figure.start, c.figure.end)
        if statement.stance != "asserted" or c.figure.bound != "exact" or not deeds.firm(ground, c.statement):
            return False
        if GROWS.search(f"{before} {statement.text} {behind}"):
            return False
        words.append(stems(f"{before} {behind}"))
    shared = {w for w in words[0] & words[1] if w[: deeds.FAMILY] != noun[: deeds.FAMILY]}
    return len(shared) >= (ALIKE_OF_A_STATE if of_a_state(noun) else ALIKE)


def _side(ground: Ground, group: Sequence[Count]) -> Side:
    places = [(c.document, Span(c.figure.start, c.figure.end)) for c in group]
    return ground.side(ground.words(group[0].statement, places[0][1]), places, [c.statement for c in group])
