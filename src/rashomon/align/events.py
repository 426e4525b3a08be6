"""Whether a folder seems to hold two events that have nothing to do with each other.

It is told as a problem; and no account is asked for what belongs to the other event. Nothing else hangs on it.

Accounts hang together when they are about the same things by the mean of their statements' vectors. Two groups that do
not may still be one event: when they share more than a stray claim, or when most accounts of both name one person and
they are not wholly unlike. Only accounts with several statements count: a stub is no event.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import numpy as np

from rashomon.align.said import Said
from rashomon.language import encoder
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Entity, Source

ENOUGH = 3
"""Statements from which an account can show that it is about something else."""
ABOUT = 0.35
"""Cosine of two accounts' mean vectors from which they are about one event. Of 77 events one was taken for two, which
holds an account of another matter; of 50 folders of two events 41 were told (docs/measured.md)."""
STRAY = 0.1
"""Share of a group's own shared claims up to which claims shared with another group may be strays."""
NOT_UNLIKE = 0.15
"""Mean cosine of two groups' accounts from which a person whom most of both name may tie them."""
MOST = 50
"""Groups from which the folder is too scattered to say anything of."""
NAMED = 3
"""Accounts named for each event in the message."""


def events(
    analyses: Sequence[Analysis], said: Said, claims: Iterable[Claim], entities: Sequence[Entity]
) -> tuple[tuple[str, ...], ...]:
    """The documents in groups that have nothing in common, in the record's order; one group for one event.

    Accounts of fewer than ENOUGH statements stand in none.
    """
    documents = tuple(a.document.id for a in analyses if len(a.statements) >= ENOUGH)
    groups = _Groups(documents)
    likeness = _likeness(said, documents)
    for number, row in enumerate(likeness):
        near = np.nonzero(row[number:] >= ABOUT)[0]
        groups.tie(documents[number + int(n)] for n in near)
    apart = groups.all()
    if 1 < len(apart) <= MOST:
        shared = _shared(apart, [claim.documents for claim in claims])
        place = {document: k for k, document in enumerate(documents)}
        for (one, a), (two, b) in combinations(enumerate(apart), 2):
            cross, own = shared.get((one, two), 0), min(shared.get((one, one), 0), shared.get((two, two), 0))
            rows = likeness[np.ix_([place[d] for d in a], [place[d] for d in b])]
            if cross > STRAY * own or (rows.mean() >= NOT_UNLIKE and _one_person(entities, a, b)):
                groups.tie((a[0], b[0]))
    return tuple(map(tuple, groups.all()))


def several_events(analyses: Sequence[Analysis], found: Sequence[Sequence[str]]) -> tuple[Problem, ...]:
    """A problem `several-events` when `events` found groups that have nothing in common; else nothing."""
    if not 1 < len(found) <= MOST:
        return ()
    labels = {a.document.id: Source.from_document(a.document).label for a in analyses}
    told = "; ".join(_listed([labels[document] for document in group]) for group in found)
    message = (
        f"these accounts seem to tell of {len(found)} events that have no more than a stray claim in common: {told}. "
        "Build each event in a folder of its own"
    )
    return (Problem(stage="weave", code="several-events", message=message),)


class _Groups:
    """Documents in groups that only ever grow together."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._up = {document: document for document in documents}

    def root(self, document: str) -> str:
        """The document that stands for the group."""
        while self._up[document] != document:
            self._up[document] = self._up[self._up[document]]
            document = self._up[document]
        return document

    def tie(self, documents: Iterable[str]) -> None:
        """Put the groups of these documents together; those that do not count are passed over."""
        for first, second in pairwise(d for d in documents if d in self._up):
            self._up[self.root(second)] = self.root(first)

    def all(self) -> list[list[str]]:
        """The groups, each in the record's order, by their first document."""
        found: dict[str, list[str]] = {}
        for document in self._up:
            found.setdefault(self.root(document), []).append(document)
        return list(found.values())


def _likeness(said: Said, documents: Sequence[str]) -> np.ndarray:
    """Cosines of the accounts' mean vectors without what all news has in common, float32 [documents, documents]."""
    rows: dict[str, list[int]] = {document: [] for document in documents}
    for number, statement in enumerate(said.statements):
        if statement.document in rows:
            rows[statement.document].append(number)
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    means = np.stack([said.vectors[numbers].mean(axis=0) for numbers in rows.values()])
    if means.shape[1] == encoder.DIMENSIONS:  # statements without vectors have rows of one number
        means = means - encoder.common()
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    means = means / np.where(norms == 0, 1, norms)
    likeness: np.ndarray = means @ means.T
    return likeness


def _shared(apart: Sequence[Sequence[str]], claims: Iterable[Sequence[str]]) -> dict[tuple[int, int], int]:
    """How many claims accounts of two groups (by their places) share; of one with itself, those of two accounts."""
    home = {document: k for k, group in enumerate(apart) for document in group}
    found: dict[tuple[int, int], int] = {}
    for documents in claims:
        met = sorted(home[d] for d in set(documents) if d in home)
        for pair in {(a, b) for a, b in combinations(met, 2)}:
            found[pair] = found.get(pair, 0) + 1
    return found


def _one_person(entities: Iterable[Entity], a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether more than half of the accounts of both groups name one person."""
    for entity in entities:
        if entity.kind == "person":
            named = {place.document for place in entity.mentions}
            if all(2 * sum(d in named for d in group) > len(group) for group in (a, b)):
                return True
    return False


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - NAMED
    return ", ".join(labels[:NAMED]) + (f" and {more} more" if more > 0 else "")
