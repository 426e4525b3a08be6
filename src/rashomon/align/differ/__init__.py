"""Where accounts part: ten kinds of divergence, each with both sides' words, a verdict and one sentence of why.

A contradiction is called only where nothing else explains the difference: neither time nor rounding, neither another
thing counted nor a part of a whole. What may be one is `possible`.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

import msgspec

from rashomon.align.claims import Ties
from rashomon.align.differ.attributes import attributes
from rashomon.align.differ.counts import counts
from rashomon.align.differ.days import dates
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.hours import hours
from rashomon.align.differ.kept import kept
from rashomon.align.differ.measure import numbers, risen
from rashomon.align.differ.naming import names, roles
from rashomon.align.differ.quoted import quotations
from rashomon.align.differ.referred import referred
from rashomon.align.differ.softened import softened
from rashomon.align.differ.sourcing import sourcing
from rashomon.align.differ.tolls import tolls
from rashomon.align.differ.truth import denials, tenses
from rashomon.align.differ.vague import specificity
from rashomon.align.differ.votes import votes
from rashomon.align.differ.whereabouts import whereabouts
from rashomon.align.differ.words import wording
from rashomon.align.entities import Entities
from rashomon.align.said import Said
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Side, Verdict

KINDS = (
    tolls,
    attributes,
    numbers,
    counts,
    votes,
    risen,
    dates,
    hours,
    whereabouts,
    denials,
    referred,
    tenses,
    specificity,
    wording,
    softened,
    quotations,
    sourcing,
    roles,
    names,
)
VERDICTS: dict[Verdict, int] = {"contradiction": 0, "possible": 1, "update": 2, "compatible": 3}


class Parted(msgspec.Struct, frozen=True):
    """Where accounts part. `disputed` holds the ids of all claims that a contradiction touches, kept or left out."""

    kept: tuple[Divergence, ...]
    disputed: frozenset[str]
    problems: tuple[Problem, ...]


def divergences(
    analyses: Sequence[Analysis], said: Said, people: Entities, claims: Sequence[Claim], ties: Ties
) -> Parted:
    """Every divergence once, contradictions first, then by kind and place; what is too many is counted in a problem."""
    ground = Ground(analyses, said, people, claims, ties)
    found: dict[str, Divergence] = {}
    for kind in KINDS:
        for item in kind(ground):
            bare = kind in (numbers, counts) and item.verdict != "contradiction"
            again = (kind is softened and _hedged(item, found.values())) or (
                bare and _told(item, found.values(), attrgetter("spans"))
            )
            twin = next((d for d in found.values() if kind is referred and _same_statements(item, [d])), None)
            if twin is not None and VERDICTS[twin.verdict] <= VERDICTS[item.verdict]:
                continue
            if twin is not None:
                del found[twin.id]  # of one denial found twice the graver is told
            if not again:
                found.setdefault(item.id, item)
    held, problems = kept(tuple(found.values()), VERDICTS)
    return Parted(
        tuple(sorted(held, key=lambda d: (VERDICTS[d.verdict], d.kind, d.sides[0].spans, d.id))),
        frozenset(c for d in found.values() if d.verdict == "contradiction" for c in d.claims),
        tuple(problems),
    )


def _hedged(item: Divergence, found: Iterable[Divergence]) -> bool:
    """Whether a hedge between the same statements was told before: by its verb, and again by the words after it."""
    return _same_statements(item, (other for other in found if any(s.label == "flatly" for s in other.sides)))


def _same_statements(item: Divergence, found: Iterable[Divergence]) -> bool:
    """Whether the same statements part already."""
    return _told(item, found, attrgetter("statements"))


def _told(item: Divergence, found: Iterable[Divergence], of: Callable[[Side], Iterable[object]]) -> bool:
    """Whether each side shares a place or statement (`of`) with one that parts already: it needs no second telling."""
    sides = [set(of(side)) for side in item.sides]
    return any(
        other.kind == item.kind and all(any(not side.isdisjoint(of(s)) for s in other.sides) for side in sides)
        for other in found
    )
