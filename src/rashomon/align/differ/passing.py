"""Sums and measures of one thing, told in passing and not alike: a bid of $38 billion here, of $47 billion there.

Claims seldom meet over them, because each account hangs them on another sentence. They are compared wherever they
stand, by the words right around them. Two things keep strangers apart: a value that any account gives beside the other
is another thing, and words around the one must not name somebody whom the other lacks while the other does the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.align.differ import deeds
from rashomon.align.differ.around import STEM, beside, stems
from rashomon.align.differ.attributes import DIMENSIONS
from rashomon.align.differ.counts import of_a_state
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.measure import FEW_DAYS, FURTHER, MARKET, PERIODS, WHOLE
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Figure
from rashomon.model.record import Divergence, Side, Source, Verdict
from rashomon.model.span import Span

NEAR = 1.35
"""Times that the higher value may be the lower one, as for counts."""
SAME = 0.005
"""Share by which a value may differ that an account gives again, rounded."""
SHARED = 2
"""Words that both must have around them."""
SURE = 3
"""From so many on, or with one noun right behind both, two flat values are of one thing."""
RARE = 0.2
"""Share of an event's statements in which at least one of these words may stand at most."""
FEW = 3
"""Statements in which any word counts as rare, in an event of a few accounts."""
RATE = re.compile(
    r"\b(?:annual(?:ly)?|year(?:ly)?|quarter(?:ly)?|month(?:ly)?|week(?:ly)?|da(?:il)?y|hour(?:ly)?|average|first|"
    r"second|third|initial|additional|extra|minimum|maximum|up to|as much as|as many as)\b",
    re.IGNORECASE,
)
"""Words that make a value another's: one by the year is no rival of one in all. Both must have the same."""
ONE_OF = frozenset({"first", "second", "third", "initial"})
"""Those of them that single a value out: there is one initial offer."""
PRICE = re.compile(
    r"\b(?:shares? (?:closed?|traded)|(?:share|stock) prices?|trad(?:ing|ed)|apiece|barrel|f[ae]ll(?:s|ing|en)?"
    r"|r[io]se[sn]?|rising|drop(?:s|ped|ping)?|slid(?:es?|ing)?|slip(?:s|ped|ping)?|plung\w+|tumbl\w+|crash\w*|soar\w*|surg\w+"
    r"|climb\w*|jump\w*|bounc\w+|d[io]ve[sd]?|low|high)\b",
    re.IGNORECASE,
)
"""A price moves all day."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LINK = re.compile(
    r"(?:,|\b(?:of|for|in|at|by|from|to|with|on|that|as|and|or|the|a|an|is|was|were|are|has|had|along|across|into|onto|"
    r"over|under|near|after|before|during|through|against|between|towards?|than|who|which)\b)",
    re.IGNORECASE,
)
"""Where the nouns right behind a value end."""
NOUNS = 5
"""Nouns behind a value of which the last may be its own; a longer row is no compound."""
NOT_OF_ONE = frozenset({"percent", "fraction"})
CROWD = 1000
"""From so many on people are compared under whatever noun each account counts them: "customers", "consumers"."""
PEOPLE = frozenset(
    "person people consumer customer user client subscriber resident citizen inhabitant worker employee voter".split()
)


class Value(NamedTuple):
    """One value as a statement gives it, with what stands around it."""

    figure: Figure
    house: str
    document: str
    statement: int
    around: frozenset[str]
    head: str
    rates: frozenset[str]
    years: frozenset[str]
    named: frozenset[tuple[str, str]]


class _Pair(NamedTuple):
    one: Value
    two: Value
    sure: bool


def passing(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each thing of which accounts give values that part, all of them told together by value."""
    values = list(_values(ground))
    by_unit: dict[str | None, list[Value]] = defaultdict(list)
    for value in values:
        by_unit[value.figure.unit].append(value)
    given = _given(ground)
    common = _common(ground)
    for unit in sorted(by_unit, key=str):
        pairs = list(_pairs(ground, by_unit[unit], given, common))
        for group in _joined(pairs):
            yield _divergence(ground, group)


def _values(ground: Ground) -> Iterator[Value]:
    houses = {a.document.id: Source.from_document(a.document).house for a in ground.analyses}
    seen: set[tuple[str, int]] = set()
    for i, (statement, facts) in enumerate(zip(ground.said.statements, ground.said.facts, strict=True)):
        if statement.stance in ("asked", "conditional", "denied") or facts.predicate in MARKET:
            continue
        text = ground.texts[statement.document]
        for figure in facts.figures:
            place = (statement.document, figure.start)
            if place in seen or not _measures(figure):
                continue
            seen.add(place)
            before, behind = beside(text, figure.start, figure.end)
            if FURTHER.search(before[-16:] + behind[:12]) or WHOLE.search(before) or PRICE.search(before + behind):
                continue
            words = f"{before} {behind}"
            span = Span(figure.start - len(before), figure.end + len(behind))
            named = {(m.kind, e) for m in ground.mentioned(statement.document, span)
                     if m.kind in ("person", "organisation")
                     and (e := ground.people.of(statement.document, m.who)) is not None}  # fmt: skip
            yield Value(
                figure, houses[statement.document], statement.document, i, stems(words), _head(behind),
                frozenset(w.lower() for w in RATE.findall(words)), frozenset(YEAR.findall(words)), frozenset(named),
            )  # fmt: skip


def _measures(figure: Figure) -> bool:
    """Whether a figure is one sum, measure or crowd; lengths of time and shares are everywhere in a story."""
    if figure.low != figure.high or figure.low <= 0:
        return False
    if figure.unit is None:
        return figure.low >= CROWD and figure.of is not None and (figure.of in PEOPLE or of_a_state(figure.of))
    return figure.unit not in PERIODS | NOT_OF_ONE and figure.of not in DIMENSIONS


def _bare(figure: Figure) -> Figure:
    """A figure as such, wherever it stands and whatever people or things it counts."""
    return replace(figure, start=0, end=0, of="person" if figure.unit is None else None, per=None)


def _head(behind: str) -> str:
    """The last of the nouns right behind a value ("$47 billion takeover bid"), or nothing."""
    rest = re.sub(r"^[-,\s]+", "", behind)
    cut = LINK.search(rest)
    nouns = re.findall(r"[^\W\d_]{3,}", rest[: cut.start()] if cut is not None else rest)
    return nouns[-1].lower()[:STEM] if 0 < len(nouns) <= NOUNS else ""


def _given(ground: Ground) -> dict[str, set[Figure]]:
    """All figures with a unit that each account gives, in whatever stance."""
    found: dict[str, set[Figure]] = defaultdict(set)
    for statement, facts in zip(ground.said.statements, ground.said.facts, strict=True):
        for figure in facts.figures:
            if figure.unit is not None or figure.low >= CROWD:
                found[statement.document].add(_bare(figure))
    return found


def _common(ground: Ground) -> frozenset[str]:
    """Stems that stand in so many statements of the event that sharing one says nothing."""
    seen = Counter(stem for words in ground.lemmas for stem in {w[:STEM] for w in words})
    return frozenset(stem for stem, many in seen.items() if many > max(FEW, RARE * len(ground.lemmas)))


def _pairs(
    ground: Ground, values: Sequence[Value], given: Mapping[str, Set[Figure]], common: Set[str]
) -> Iterator[_Pair]:
    """Values of two outlets that are of one thing and cannot both hold."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for k, value in enumerate(values):
        for stem in value.around - common:
            by_word[stem].append(k)
    met = sorted({(a, b) for row in by_word.values() for a in row for b in row if a < b})
    for a, b in met:
        one, two = values[a], values[b]
        if one.house != two.house and _of_one_thing(ground, one, two) and not _beside_each_other(given, one, two):
            yield _Pair(one, two, _is_sure(ground, one, two))


def _of_one_thing(ground: Ground, one: Value, two: Value) -> bool:
    x, y = one.figure, two.figure
    if max(x.low, y.low) > NEAR * min(x.low, y.low) or "exact" not in (x.bound, y.bound):
        return False
    if x.per != y.per or comparable(_bare(x), _bare(y)) != "conflict":
        return False
    if x.unit is None and x.of == y.of:
        return False  # counts of one noun are told elsewhere
    if len(one.around & two.around) < SHARED or one.rates != two.rates:
        return False
    if one.years and two.years and one.years != two.years:
        return False
    if any(_others(kind, one, two) for kind in ("person", "organisation")):
        return False
    days = ground.day(one.statement), ground.day(two.statement)
    if days[0] is not None and days[1] is not None and abs((days[0] - days[1]).total_seconds()) >= FEW_DAYS:
        return False
    return not deeds.rivals(ground, one.statement, two.statement)


def _others(kind: str, one: Value, two: Value) -> bool:
    """Whether both name people, or bodies, and none in common: what one candidate raised is not what another did."""
    first, second = ({who for what, who in v.named if what == kind} for v in (one, two))
    return bool(first and second) and not first & second


def _beside_each_other(given: Mapping[str, Set[Figure]], one: Value, two: Value) -> bool:
    """Whether any account gives both values: then they are two things, or the earlier one and the later."""
    return any(_holds(row, one.figure) and _holds(row, two.figure) for row in given.values())


def _holds(row: Set[Figure], figure: Figure) -> bool:
    bare = _bare(figure)
    return any(
        x.low == x.high
        and (comparable(x, bare) == "equal" or (x.unit == bare.unit and abs(x.low - bare.low) < SAME * bare.low))
        for x in row
    )


def _is_sure(ground: Ground, one: Value, two: Value) -> bool:
    """Whether both are flat and exact, and surely of one thing: so many words, or one noun and somebody named."""
    flat = all(
        v.figure.bound == "exact" and deeds.firm(ground, v.statement)
        and ground.said.statements[v.statement].stance in ("asserted", "offered", "planned", "demanded")
        for v in (one, two)
    )  # fmt: skip
    head = one.head != "" and one.head == two.head
    if flat and _singled_out(one, two):
        return True
    return flat and (head or len(one.around & two.around) > SURE) and bool(one.named & two.named or head)


def _singled_out(one: Value, two: Value) -> bool:
    """Whether both are of one year, or both the first or initial one: words that single a sum out among its like."""
    return bool(one.years & two.years) or bool(one.rates & two.rates & ONE_OF)


def _joined(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """Pairs that have a value's place in common, together."""
    groups: list[tuple[set[tuple[str, int]], list[_Pair]]] = []
    for pair in pairs:
        places = {(v.document, v.figure.start) for v in (pair.one, pair.two)}
        met = [g for g in groups if g[0] & places]
        held = [p for g in met for p in g[1]] + [pair]
        groups = [g for g in groups if not g[0] & places]
        groups.append((places.union(*(g[0] for g in met)), held))
    return [held for _, held in groups]


def _divergence(ground: Ground, pairs: Sequence[_Pair]) -> Divergence:
    by_value: dict[tuple[float, str | None], list[Value]] = defaultdict(list)
    for value in sorted({(v.document, v.figure.start): v for p in pairs for v in (p.one, p.two)}.items()):
        by_value[value[1].figure.low, value[1].figure.unit].append(value[1])
    groups = [by_value[key] for key in sorted(by_value, key=lambda k: (k[0], str(k[1])))]
    sides = [_side(ground, group) for group in groups]
    told = "; ".join(f"“{side.label}” in {ground.outlets(v.statement for v in group)}"
                     for side, group in zip(sides, groups, strict=True))  # fmt: skip
    verdict, tail = _verdict(ground, groups, sure=any(pair.sure for pair in pairs))
    why = f"Accounts give different values of what reads like one thing: {told}. {tail}"
    return ground.divergence("number", verdict, sides, why, [v.statement for group in groups for v in group])


def _verdict(ground: Ground, groups: Sequence[Sequence[Value]], *, sure: bool) -> tuple[Verdict, str]:
    """Crowds are counted anew, and a later count that is higher replaces the earlier; a sum or a measure stands."""
    if groups[0][0].figure.unit is None:
        days = [[ground.day(v.statement) for v in group] for group in groups]
        known = [[d for d in row if d is not None] for row in days]
        dated = all(len(a) == len(b) for a, b in zip(days, known, strict=True))
        if dated and all(max(a) < min(b) for a, b in pairwise(known)):
            return "update", "The higher figures are the later ones."
        return "possible", "They may mean another part or hour."
    if sure and len(groups) == 2:
        return "contradiction", "Both cannot hold."
    return "possible", "They may mean another part or hour."


def _side(ground: Ground, group: Sequence[Value]) -> Side:
    places = [(v.document, Span(v.figure.start, v.figure.end)) for v in group]
    return ground.side(ground.words(group[0].statement, places[0][1]), places, [v.statement for v in group])
