"""Whether a folder seems to hold two events that have nothing to do with each other.

It is told as a problem; and no account is asked for what belongs to the other event. Nothing else hangs on it.

Accounts hang together when they carry one claim, name one person, are about the same things by the mean of their
statements' vectors, or name two other things alike. Only accounts with several statements count: a stub is no event.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import numpy as np

from rashomon.align.said import Said
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Entity, Source

ENOUGH = 3
"""Statements from which an account can show that it is about something else."""
ABOUT = 0.5
"""Cosine of two accounts' mean vectors from which they may be about one event. Of 12 events of three news articles
each, 33 of 36 pairs within one are above .58; of 594 pairs of unlike events 19 in 20 are below .53, the highest is .62.
In 14 other events no alarm was false, and of 23 folders of two events each 13 were told."""
ALIKE = 2
"""Bodies, places or groups that accounts must share where they share no person: one country proves nothing."""
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
    for claim in claims:
        groups.tie(claim.documents)
    for entity in entities:
        if entity.kind == "person":
            groups.tie(sorted({place.document for place in entity.mentions}))
    _tie_by_meaning(groups, said, documents)
    _tie_by_things(groups, entities)
    return tuple(map(tuple, groups.all()))


def several_events(analyses: Sequence[Analysis], found: Sequence[Sequence[str]]) -> tuple[Problem, ...]:
    """A problem `several-events` when `events` found groups that have nothing in common; else nothing."""
    if not 1 < len(found) <= MOST:
        return ()
    labels = {a.document.id: Source.from_document(a.document).label for a in analyses}
    told = "; ".join(_listed([labels[document] for document in group]) for group in found)
    message = (
        f"these accounts seem to tell of {len(found)} events that share neither a claim nor anybody named: {told}. "
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


def _tie_by_meaning(groups: _Groups, said: Said, documents: Sequence[str]) -> None:
    rows: dict[str, list[int]] = {document: [] for document in documents}
    for number, statement in enumerate(said.statements):
        if statement.document in rows:
            rows[statement.document].append(number)
    if not documents:
        return
    means = np.stack([said.vectors[numbers].mean(axis=0) for numbers in rows.values()])
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    means = means / np.where(norms == 0, 1, norms)
    for number, mean in enumerate(means):
        near = np.nonzero(means[number:] @ mean >= ABOUT)[0]
        groups.tie(documents[number + int(n)] for n in near)


def _tie_by_things(groups: _Groups, entities: Iterable[Entity]) -> None:
    """Tie groups that share ALIKE bodies, places or groups of people."""
    standing = {document: group[0] for group in groups.all() for document in group}
    if len(set(standing.values())) > MOST:
        return
    shared: dict[tuple[str, str], int] = {}
    for entity in entities:
        roots = sorted({standing[p.document] for p in entity.mentions if p.document in standing})
        for pair in combinations(roots, 2):
            shared[pair] = shared.get(pair, 0) + 1
    for pair, count in shared.items():
        if count >= ALIKE:
            groups.tie(pair)


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - NAMED
    return ", ".join(labels[:NAMED]) + (f" and {more} more" if more > 0 else "")
