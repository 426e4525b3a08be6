"""How far a superlative reaches: "the first time ever" here, "the first time in Tamber" there.

"The deadliest fire in the country's history" says more than "in its recent history", and "one of the deadliest" less
than either.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.lexicon.gazetteer import known
from rashomon.model.record import Divergence
from rashomon.model.span import Span

MATTER = 0.55
"""Probability of one matter from which superlatives of two claims are compared."""
ALIKE = 0.3
"""Share of the shorter statement's words that they must have in common."""
_OWNED = r"(?:all|recent|modern|recorded|the|this|its|his|her|my|our|their)"
_AREA = r"(?:[A-Z][\w.’']*(?: [A-Z][\w.’']*){0,2}|country|city|nation|state|world|region|life|career|town|continent)"
MOST = re.compile(
    r"\b(?P<of>one of (?:the|its|his|her|their) )?"
    r"(?P<most>first|(?:most|least) [a-z]+|worst|best|[a-z]{3,}(?:[^aeiou\s]|i)est)[- ]"
    r"(?P<noun>(?:[a-z’'-]+ ){0,3}?[a-z’'-]{3,}) "
    rf"(?P<scope>ever\b|(?:in|of) (?:{_OWNED} ){{0,2}}{_AREA}(?:['’]s)?(?: (?:recent|modern|recorded))?(?: history)?"
    r"|in (?:recent |modern |recorded |living |human )?(?:history|memory))"
)
"""A superlative, what it is said of, and how far it is said to reach; lengths of time are compared as such."""
NO_SUPERLATIVES = frozenset(
    "forest interest request protest contest latest honest modest harvest southwest northwest arrest conquest unrest "
    "manifest suggest digest midwest invest".split()
)
OWNERS = frozenset("in of the this its his her my our their all".split())
"""Words of a reach that say nothing of how far it is."""
NOUN = 4
"""Letters by which the nouns of two superlatives are known to be one word."""
MONTHS = frozenset("january february march april may june july august september october november december".split())


class _Most(NamedTuple):
    """A superlative in a statement: its word, the beginnings of its noun's words, its reach as compared, its place."""

    most: str
    nouns: frozenset[str]
    reach: str
    span: Span


def widest(ground: Ground) -> Iterator[Divergence]:
    """One item for each two claims and reaches of one superlative."""
    found = {i: rows for i in range(len(ground.said)) if (rows := _superlatives(ground, i))}
    both, seen = _both(ground, found), set[tuple[str, ...]]()
    for a, b, _ in ground.close(MATTER, found):
        if ground.label(a) == ground.label(b) or not _one_matter(ground, a, b):
            continue
        for x, y in ((x, y) for x in found[a] for y in found[b]):
            key = (x.most, *sorted((x.reach, y.reach)))
            if x.most != y.most or x.reach == y.reach or not x.nouns & y.nouns or key in seen:
                continue
            if not {(ground.said.statements[i].document, x.most) for i in (a, b)} & both:
                seen.add(key)
                yield _item(ground, [_like(ground, found, a, x), _like(ground, found, b, y)])


def _like(ground: Ground, found: dict[int, list[_Most]], i: int, most: _Most) -> list[tuple[int, _Most]]:
    """A superlative with where else its document tells it so."""
    document = ground.said.statements[i].document
    rows = [(j, x) for j, own in found.items() if ground.said.statements[j].document == document for x in own]
    return [
        (i, most),
        *((j, x) for j, x in rows if j != i and (x.most, x.reach) == (most.most, most.reach) and x.nouns & most.nouns),
    ]


def _one_matter(ground: Ground, a: int, b: int) -> bool:
    return ground.same_claim(a, b) or deeds.shared(ground, a, b) >= ALIKE


def _superlatives(ground: Ground, i: int) -> list[_Most]:
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    out: list[_Most] = []
    for span in statement.content:
        for m in MOST.finditer(span.of(text)):
            if m["most"] in NO_SUPERLATIVES or set(m["scope"].lower().split()) & MONTHS or not _area(m["scope"]):
                continue
            if not m["of"] and m["noun"].endswith("s") and m["most"] != "first":
                continue  # "the deadliest fires in Brella" are a list of them
            nouns = frozenset(w[:NOUN] for w in re.findall(r"[a-z]{3,}", m["noun"]))
            reach = ("one of " if m["of"] else "") + _plain(m["scope"])
            out.append(_Most(m["most"], nouns, reach, Span(*m.span()).shift(span.start)))
    return out


def _both(ground: Ground, found: dict[int, list[_Most]]) -> set[tuple[str, str]]:
    """Documents with the superlatives to which they give two reaches; who gives both leaves none out."""
    reaches: dict[tuple[str, str], set[str]] = defaultdict(set)
    for i, rows in found.items():
        for x in rows:
            reaches[ground.said.statements[i].document, x.most].add(x.reach)
    return {key for key, told in reaches.items() if len(told) > 1}


def _area(scope: str) -> bool:
    """Whether every name in a reach is that of a place: "the wealthiest in Forbes" is wealthiest in no land."""
    return all(known(word) is not None for word in re.findall(r"\b[A-Z][\w.]*", re.sub(r"['’]s\b", "", scope)))


def _plain(scope: str) -> str:
    """A reach as it is compared: "French history" and "France's history" are one."""
    words = []
    for word in re.findall(r"[\w.]+", re.sub(r"['’]s\b", "", scope)):
        place = known(word) if word[:1].isupper() else None
        if place is not None and place.country:
            words.append(place.country.lower())
        elif word.lower() not in OWNERS:
            words.append(word.lower())
    return " ".join(words)


def _item(ground: Ground, rows: list[list[tuple[int, _Most]]]) -> Divergence:
    sides, told = [], []
    for row in rows:
        first, most = row[0]
        quote = ground.quoted(first, most.span)
        document = ground.said.statements[first].document
        sides.append(ground.side(quote, [(document, x.span) for _, x in row], [i for i, _ in row]))
        told.append(f"{quote} in {ground.label(first)}")
    why = f"One superlative with two reaches: {'; '.join(told)}."
    return ground.divergence("specificity", "compatible", sides, why, [i for row in rows for i, _ in row])
