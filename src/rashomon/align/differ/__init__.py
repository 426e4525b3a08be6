"""Where accounts part: ten kinds of divergence, each with both sides' words, a verdict and one sentence of why.

A contradiction is called only where nothing else explains the difference: neither time nor rounding, neither another
thing counted nor a part of a whole. What may be one is `possible`.
"""

from collections.abc import Sequence

import msgspec

from rashomon.align.differ.accused import accused
from rashomon.align.differ.already import Already
from rashomon.align.differ.attributes import attributes
from rashomon.align.differ.bounded import bounded
from rashomon.align.differ.broken_off import broken_off
from rashomon.align.differ.counts import counts
from rashomon.align.differ.days import dates
from rashomon.align.differ.denied_words import words_denied
from rashomon.align.differ.doubted import doubted
from rashomon.align.differ.fragments import fragments
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.hours import hours
from rashomon.align.differ.kept import kept
from rashomon.align.differ.measure import numbers, risen
from rashomon.align.differ.naming import names, roles
from rashomon.align.differ.passing import passing
from rashomon.align.differ.periods import periods
from rashomon.align.differ.quoted import quotations
from rashomon.align.differ.referred import referred
from rashomon.align.differ.saying import saying
from rashomon.align.differ.softened import softened
from rashomon.align.differ.sourcing import sourcing
from rashomon.align.differ.spaced import spaced
from rashomon.align.differ.things import things
from rashomon.align.differ.tolls import tolls
from rashomon.align.differ.truth import denials, tenses
from rashomon.align.differ.vague import specificity
from rashomon.align.differ.votes import votes
from rashomon.align.differ.whereabouts import whereabouts
from rashomon.align.differ.widest import widest
from rashomon.align.differ.words import wording
from rashomon.align.entities import Entities
from rashomon.align.said import Said
from rashomon.align.ties import Ties
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Verdict

KINDS = (
    tolls,
    attributes,
    numbers,
    counts,
    passing,
    votes,
    risen,
    dates,
    hours,
    periods,
    whereabouts,
    denials,
    referred,
    words_denied,
    accused,
    tenses,
    specificity,
    things,
    wording,
    softened,
    doubted,
    bounded,
    quotations,
    fragments,
    broken_off,
    saying,
    widest,
    sourcing,
    roles,
    names,
    spaced,
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
    already = Already()
    for kind in KINDS:
        for item in kind(ground):
            if kind in (softened, doubted) and _hedged(item, already):
                continue
            if kind in (numbers, counts, passing) and item.verdict != "contradiction" and already.at_places(item):
                continue  # a figure that parts already needs no second telling
            twin = next(iter(already.of_statements(item)), None) if kind is referred else None
            if twin is not None and VERDICTS[twin.verdict] <= VERDICTS[item.verdict]:
                continue
            if twin is not None:
                already.withdraw(twin)  # of one denial found twice the graver is told
            already.tell(item)
    found = tuple(already.told.values())
    held, problems = kept(found, VERDICTS)
    return Parted(
        tuple(sorted(held, key=lambda d: (VERDICTS[d.verdict], d.kind, d.sides[0].spans, d.id))),
        frozenset(c for d in found if d.verdict == "contradiction" for c in d.claims),
        tuple(problems),
    )


def _hedged(item: Divergence, already: Already) -> bool:
    """Whether a hedge between the same statements was told before: by its verb, and again by the words after it."""
    return any(side.label == "flatly" for other in already.of_statements(item) for side in other.sides)
