"""How many divergences a record holds: what a page of one template or a broken feed gives by the thousand is counted.

The gravest and likeliest are kept. What is left out is told as a problem with its numbers, never silently.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.model.document import Problem
from rashomon.model.record import Divergence, DivergenceKind, Verdict

BETWEEN = 60
"""Divergences of one kind between the same accounts. In two gold events and the demo there are at most 5."""
OF_A_KIND = 1_000
"""Divergences of one kind in a record: more than anybody reads, and a report of them stays a page that opens."""


def kept(found: Sequence[Divergence], order: Mapping[Verdict, int]) -> tuple[tuple[Divergence, ...], list[Problem]]:
    """Those that the record holds, and a problem for each kind of which some are left out.

    `found` comes likeliest first; `order` ranks the verdicts, gravest lowest.
    """
    between: Counter[tuple[DivergenceKind, tuple[str, ...]]] = Counter()
    of_kind: Counter[DivergenceKind] = Counter()
    held: list[Divergence] = []
    left: dict[DivergenceKind, Counter[Verdict]] = {}
    for item in sorted(found, key=lambda d: order[d.verdict]):
        accounts = tuple(sorted({place.document for side in item.sides for place in side.spans}))
        if of_kind[item.kind] < OF_A_KIND and between[item.kind, accounts] < BETWEEN:
            of_kind[item.kind] += 1
            between[item.kind, accounts] += 1
            held.append(item)
        else:
            left.setdefault(item.kind, Counter())[item.verdict] += 1
    return tuple(held), [_told(kind, left[kind], of_kind[kind], order) for kind in sorted(left)]


def _told(kind: DivergenceKind, left: Counter[Verdict], held: int, order: Mapping[Verdict, int]) -> Problem:
    verdicts = ", ".join(f"{left[verdict]:,} {verdict}" for verdict in sorted(left, key=order.__getitem__))
    message = (
        f"{left.total():,} of {left.total() + held:,} divergences in {kind} were left out ({verdicts}): a record holds "
        f"{BETWEEN} of one kind between the same accounts and {OF_A_KIND:,} of one kind in all, contradictions first. "
        "Claims that a left-out contradiction touches are still marked as disputed"
    )
    return Problem(stage="weave", code="divergences-left-out", message=message)
