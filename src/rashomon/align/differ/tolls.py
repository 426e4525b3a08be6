"""How many were killed, wounded or arrested or are missing: the figure that a desk checks first, told by each once.

A toll is taken for that of the story's own incident where its sentence names no other time and its account gives no
second one; an account that gives two is left out rather than guessed at. Tolls rise, so they are never called a
contradiction.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.align.differ.ground import Ground
from rashomon.align.differ.measure import FURTHER
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Figure
from rashomon.model.record import Divergence, Side, Source, Verdict
from rashomon.model.span import Span

_GAP = r"(?: +|\n(?!\s))"
"""Between two words of a sentence; a title's end or a paragraph's parts them."""
_NOUNS = rf"(?:{_GAP}(?!(?:and|or|but|who|whom|in|of|after|when|as|were|was|have|had)\b)[A-Za-z’'-]+){{0,3}}?"
_BE = rf"(?:{_GAP}(?:were|was|are|is|have|has|had|been|being|reported|reportedly|feared|confirmed|also))*"
_GRAVELY = r"[^.;,\n]{0,40}?\b(?:critical|serious|severe|grave|bad|light|slight)ly\b"
"""So hurt is a part of the wounded."""
FATES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "killed": (
        re.compile(
            rf"{_NOUNS}{_BE}{_GAP}(?:killed|dead|died|perished|drowned|slain|lost their lives)\b", re.IGNORECASE
        ),
        re.compile(
            r"\b(?:kill(?:ed|ing|s)|claim(?:ed|ing) the lives of"
            r"|(?:death )?toll\b[^.!?\n]{0,80}?\b(?:to|at|of|is|was|reached|hit))[ \n]+$",
            re.IGNORECASE,
        ),
    ),
    "wounded": (
        re.compile(rf"(?!{_GRAVELY}){_NOUNS}{_BE}{_GAP}(?:wounded|injured|hurt)\b", re.IGNORECASE),
        re.compile(r"\b(?:wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing)?)[ \n]+$", re.IGNORECASE),
    ),
    "missing": (
        re.compile(rf"{_NOUNS}{_BE}{_GAP}(?:missing|unaccounted for)\b", re.IGNORECASE),
        re.compile(r"(?!)"),
    ),
    "critical": (
        re.compile(
            rf"{_NOUNS}{_BE}(?:{_GAP}(?:thought|said|believed|remain(?:ed)?|still|to|be))*{_GAP}"
            rf"(?:in{_GAP}(?:a{_GAP})?critical{_GAP}condition|critically{_GAP}(?:injured|wounded|hurt))\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?!)"),
    ),
    "hospital": (
        re.compile(
            rf"{_NOUNS}{_BE}{_GAP}(?:taken|rushed|brought|admitted|transported){_GAP}to{_GAP}(?:[a-z]+{_GAP}){{0,2}}"
            r"hospitals?\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?!)"),
    ),
    "arrested": (
        re.compile(rf"{_NOUNS}{_BE}{_GAP}(?:arrested|detained)\b|{_GAP}arrests\b", re.IGNORECASE),
        re.compile(r"\b(?:arrest(?:ed|ing|s)|detain(?:ed|ing|s))[ \n]+$", re.IGNORECASE),
    ),
}
"""For each fate what stands behind its figure and what before it."""
NEARLY = frozenset({"critical", "hospital", "arrested"})
"""Fates of which stories tell several tolls, of hospitals and towns: told only where they are near each other."""
NEAR = 2.5
"""Times that the highest of such tolls may be the lowest."""
ANYONE = frozenset(
    {None, "person", "other", "dead", "death", "body", "fatality", "victim", "civilian", "wounded", "injury", "arrest"}
)
"""What a whole toll counts; soldiers, gunmen or children are a part of one."""
OTHER_TIME = re.compile(
    r"\b(?:(?i:last|earlier this|this|previous|past|next) "
    r"(?:week|month|year|decade|century|spring|summer|autumn|fall|winter)"
    r"|(?:weeks?|months?|years?|decades?) (?:ago|earlier|before)"
    r"|(?:(?i:in|since|of|until|on) )?(?:[A-Z][a-z]+\.? )?(?:\d{1,2},? )?(?:19|20)\d\d"
    r"|(?i:in|last) (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|so far this year|over the years|on average|annually|(?:a|each|every|per) year|previous(?:ly)?|similar)\b"
)
"""In the paragraph before it or in its sentence: the toll is of another time, or of a stretch of it."""
OTHERS = re.compile(r" (?:(?:other )?people|others)\b", re.IGNORECASE)
DEAD = re.compile(r"\b(?:kill(?:ed|ing|s)|dead|died|deaths?)\b", re.IGNORECASE)
"""Those hurt beside the dead ("killed 59 people. More than 500 others were injured") are all who were hurt."""
_BEFORE = 90
_LOOKED = 600


class Toll(NamedTuple):
    """One toll as a statement gives it."""

    figure: Figure
    document: str
    statement: int


def tolls(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each fate of which accounts give different tolls."""
    houses = {a.document.id: Source.from_document(a.document).house for a in ground.analyses}
    for fate in FATES:
        by_house: dict[str, list[Toll]] = defaultdict(list)
        for toll in _found(ground, fate):
            by_house[houses[toll.document]].append(toll)
        settled = [one for house in sorted(by_house) if (one := _settled(ground, by_house[house]))]
        groups = _grouped(settled)
        if fate in NEARLY and groups and groups[-1][0].figure.low > NEAR * groups[0][0].figure.low:
            continue
        if len(groups) > 1:
            yield _divergence(ground, fate, groups)


def _found(ground: Ground, fate: str) -> Iterator[Toll]:
    for i, (statement, facts) in enumerate(zip(ground.said.statements, ground.said.facts, strict=True)):
        if statement.stance not in ("asserted", "hedged") or facts.negated:
            continue
        text = ground.texts[statement.document]
        for figure in facts.figures:
            whole = figure.unit is None and figure.per is None and figure.of in ANYONE and figure.low >= 1
            if whole and _has_fate(text, figure, fate) and not OTHER_TIME.search(_around(text, figure)):
                yield Toll(figure, statement.document, i)


def _has_fate(text: str, figure: Figure, fate: str) -> bool:
    behind, before = FATES[fate]
    beside = text[max(0, figure.start - 16) : figure.end + 12]
    beside_the_dead = fate != "killed" and OTHERS.match(text, figure.end) and DEAD.search(_sentence(text, figure))
    if (FURTHER.search(beside) and not beside_the_dead) or text.startswith(" of ", figure.end):
        return False
    return bool(behind.match(text, figure.end) or before.search(text[max(0, figure.start - _BEFORE) : figure.start]))


def _sentence(text: str, figure: Figure) -> str:
    """What stands before a figure in its paragraph, at most two sentences long."""
    return text[max(text.rfind("\n", 0, figure.start) + 1, figure.start - 2 * _BEFORE) : figure.start]


def _around(text: str, figure: Figure) -> str:
    """From the beginning of a figure's paragraph, at most _LOOKED characters, to the end of its sentence."""
    start = max(text.rfind("\n", 0, figure.start) + 1, figure.start - _LOOKED)
    ends = [at for mark in (". ", "\n", "? ", "! ") if (at := text.find(mark, figure.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _settled(ground: Ground, found: Sequence[Toll]) -> list[Toll]:
    """The tolls of one outlet when they are of one value; of a page of posts those of the last post that gives one."""
    exact = _firmest([t for t in found if t.figure.low == t.figure.high])
    values = {t.figure.low for t in exact}
    if len(values) == 1:
        return exact
    times = {ground.when(t.statement) for t in exact}
    if not exact or None in times or len(times) == 1:
        return []
    last = max(t for t in times if t is not None)
    final = [t for t in exact if ground.when(t.statement) == last]
    return final if len({t.figure.low for t in final}) == 1 else []


ROOM = 1.25
"""Times its bound that a toll told as "more than" so many may come to; what is more is another toll."""


def _firmest(found: list[Toll]) -> list[Toll]:
    """The tolls that are told outright where all others leave room for them ("more than 500" beside 527)."""
    firm = [t for t in found if t.figure.bound == "exact"]
    if not firm or len({t.figure.low for t in firm}) > 1:
        return found
    top = firm[0].figure.low
    return firm if all(t.figure.low <= top <= t.figure.low * ROOM or t.figure.low == top for t in found) else found


def _grouped(settled: Sequence[list[Toll]]) -> list[list[Toll]]:
    """Tolls of one value together, the lowest first."""
    groups: dict[float, list[Toll]] = defaultdict(list)
    for told in settled:
        groups[told[0].figure.low].extend(told)
    return [groups[value] for value in sorted(groups)]


def _divergence(ground: Ground, fate: str, groups: Sequence[list[Toll]]) -> Divergence:
    sides = [_side(ground, group) for group in groups]
    told = "; ".join(f"“{side.label}” in {ground.outlets(t.statement for t in group)}"
                     for side, group in zip(sides, groups, strict=True))  # fmt: skip
    verdict, reason = _verdict(ground, groups)
    return ground.divergence("number", verdict, sides, f"Accounts differ on how many {_ARE[fate]}: {told}. {reason}",
                             [t.statement for group in groups for t in group])  # fmt: skip


_ARE = {
    "killed": "were killed", "wounded": "were wounded", "missing": "are missing",
    "critical": "are in critical condition", "hospital": "were taken to hospital", "arrested": "were arrested",
}  # fmt: skip


def _verdict(ground: Ground, groups: Sequence[list[Toll]]) -> tuple[Verdict, str]:
    times = [[ground.when(t.statement) for t in group] for group in groups]
    known = [[t for t in group if t is not None] for group in times]
    if all(known) and all(None not in group for group in times):
        rises = all(max(a) <= min(b) for a, b in pairwise(known))
        if rises and min(known[0]) < max(known[-1]):
            return "update", "The higher figures are the later ones."
    pairs = [comparable(a[0].figure, b[0].figure) for k, a in enumerate(groups) for b in groups[k + 1 :]]
    if "conflict" not in pairs and all(t.figure.bound in ("at least", "more than") for g in groups[:-1] for t in g):
        return "compatible", "The lower figures are given as the least that is known."
    return "possible", "A toll may have moved between them."


def _side(ground: Ground, group: Sequence[Toll]) -> Side:
    places = [(t.document, Span(t.figure.start, t.figure.end)) for t in group]
    first = group[0]
    return ground.side(ground.words(first.statement, places[0][1]), places, [t.statement for t in group])
