"""One figure with a bound here and without it, or with another, there: "up to 32 civilians", "32 civilians".

The value is the same, so nothing is in conflict; but "up to" and "at least" are what the speaker knew, and one account
has left them out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.measure import further
from rashomon.model.analysis import Bound, Figure
from rashomon.model.record import Divergence
from rashomon.model.span import Span

MATTER = 0.6
"""Probability of one matter from which figures of two claims are compared."""
ALIKE = 0.3
"""Share of the shorter statement's words that must be in common besides, in two claims."""
GOES_ON = re.compile(r"(?: of a)?,? (?:and )?(?:a half\b|\d+ (?:seconds|minutes|inches|cents|months)\b)")
"""Behind a figure that is only the first part of one: "eight minutes and 46 seconds"."""
COUNTED: frozenset[str | None] = frozenset({None, "person", "people", "man", "woman", "child", "dead", "victim"})
"""What is counted where a count of people may be told under another word."""
LEANS: dict[Bound, str] = {
    "exact": "flatly", "range": "", "about": "about", "at least": "least", "more than": "least", "at most": "most",
    "less than": "most",
}  # fmt: skip
"""Which way a bound leans: "more than 100" and "at least 100" are one, and a range has two values."""


_Given = dict[tuple[str, float, str | None], set[tuple[str | None, str]]]


class _Told(NamedTuple):
    """A figure in a statement."""

    statement: int
    figure: Figure


class _Key(NamedTuple):
    """What makes two figures one: the value, what it is measured in or counts, and the claim of the likeliest pair."""

    value: float
    unit: str | None
    of: str | None
    per: str | None


def bounded(ground: Ground) -> Iterator[Divergence]:
    """One item for each figure of which accounts give unlike bounds."""
    figured = {i: rows for i in range(len(ground.said)) if (rows := _figures(ground, i))}
    given = _given(ground, figured)
    tied: dict[_Key, set[tuple[int, int]]] = defaultdict(set)
    for a, b, _ in ground.close(MATTER, figured):
        for key in figured[a]:
            if key in figured[b] and _one_thing(ground, a, b, key):
                tied[key].add((a, b))
    for key, pairs in tied.items():
        members = sorted({i for pair in pairs for i in pair})
        apart = {i: LEANS[figured[i][key].bound] for i in members if _own(ground, i, key, given)}
        parted = [(a, b) for a, b in pairs if a in apart and b in apart and apart[a] != apart[b]]
        if any(ground.label(a) != ground.label(b) for a, b in parted):
            yield _item(ground, [_Told(i, figured[i][key]) for i in apart])


def _figures(ground: Ground, i: int) -> dict[_Key, Figure]:
    """The figures of a statement by what they are; one that it gives twice is left out."""
    found: dict[_Key, list[Figure]] = defaultdict(list)
    for f in ground.said.facts[i].figures:
        if f.low == f.high and f.low > 1 and (f.unit or f.of) and not _a_part(ground, i, f):
            found[_Key(f.low, f.unit, f.of, f.per)].append(f)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


def _a_part(ground: Ground, i: int, figure: Figure) -> bool:
    """Whether a figure is told on top of another, is more than another, or goes on behind its words."""
    text = ground.texts[ground.said.statements[i].document]
    another = " the " in text[figure.start : figure.end]  # "more than the $110 that it has bid" is another sum
    return another or further(ground, i, figure) or GOES_ON.match(text, figure.end) is not None


def _one_thing(ground: Ground, a: int, b: int, key: _Key) -> bool:
    """Whether a value that both have is one figure of one matter; changes in percent are many, and need one claim."""
    return ground.same_claim(a, b) or (key.unit != "percent" and deeds.shared(ground, a, b) >= ALIKE)


def _given(ground: Ground, figured: Mapping[int, Mapping[_Key, Figure]]) -> _Given:
    """How each document's figures of one value lean, with what they count."""
    given: _Given = defaultdict(set)
    for i, rows in figured.items():
        for key, figure in rows.items():
            given[ground.said.statements[i].document, key.value, key.unit].add((key.of, LEANS[figure.bound]))
    return given


def _own(ground: Ground, i: int, key: _Key, given: _Given) -> bool:
    """Whether the account of a statement gives the figure with one bound throughout: who gives both dropped none.

    What is counted may be left out ("seven killed", "at least seven people").
    """
    told = given[ground.said.statements[i].document, key.value, key.unit]
    return len({lean for of, lean in told if of == key.of or COUNTED & {of, key.of}}) == 1


def _item(ground: Ground, told: list[_Told]) -> Divergence:
    by_lean: dict[str, list[_Told]] = defaultdict(list)
    for t in told:
        by_lean[LEANS[t.figure.bound]].append(t)
    sides, words = [], []
    for _, rows in sorted(by_lean.items()):
        spans = [(ground.said.statements[t.statement].document, Span(t.figure.start, t.figure.end)) for t in rows]
        quote = ground.quoted(rows[0].statement, Span(rows[0].figure.start, rows[0].figure.end))
        sides.append(ground.side(quote, spans, [t.statement for t in rows]))
        words.append(f"{quote} in {ground.outlets(t.statement for t in rows)}")
    return ground.divergence("wording", "compatible", sides, f"One figure with unlike bounds: {'; '.join(words)}.",
                             [t.statement for t in told])  # fmt: skip
