"""Groups of statements of one content, by a linkage that no middle statement can chain.

Two groups join when the mean over the better half of all pairs between them passes the bar and no pair is barred.
The better half, because outlets tell one thing at different lengths, so that some pairs of one claim share little;
half at least, so that a group cannot grow through one statement that is like both ends. Pairs that blocking left out
count as unlike (UNSEEN).
"""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from math import ceil

Pair = tuple[int, int]
UNSEEN = 0.02
"""Probability given to pairs that blocking left out."""
BARRED = 0.01
"""A compared pair less likely than this keeps its two groups apart, however alike the rest is."""
HALF = 0.4
"""Share of the pairs between two groups whose mean decides: of .3, .5 and .7 the best on the two golds together."""


class _Groups:
    """Groups in the making: members, neighbours, and the probabilities that tie statements."""

    def __init__(self, count: int, probability: Mapping[Pair, float]) -> None:
        self.members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(count)}
        self.owner = list(range(count))
        self.tied: list[dict[int, float]] = [{} for _ in range(count)]
        for (a, b), p in probability.items():
            self.tied[a][b] = self.tied[b][a] = p
        self.fresh = count

    def linkage(self, x: int, y: int) -> float:
        """Mean over the better half of pairs between two groups; 0 when a pair is barred."""
        seen = [p for i in self.members[x] for j in self.members[y] if (p := self.tied[i].get(j)) is not None]
        if seen and min(seen) < BARRED:
            return 0.0
        total = len(self.members[x]) * len(self.members[y])
        best = sorted(seen, reverse=True)[: max(1, ceil(total * HALF))]
        missing = max(1, ceil(total * HALF)) - len(best)
        return (sum(best) + missing * UNSEEN) / (len(best) + missing)

    def join(self, x: int, y: int) -> int:
        """One group of the two; returns its number."""
        both = tuple(sorted(self.members.pop(x) + self.members.pop(y)))
        self.members[self.fresh] = both
        for i in both:
            self.owner[i] = self.fresh
        self.fresh += 1
        return self.fresh - 1

    def neighbours(self, x: int) -> list[int]:
        """Groups that some pair ties to this one, sorted."""
        return sorted({self.owner[j] for i in self.members[x] for j in self.tied[i]} - {x})


def grouped(count: int, probability: Mapping[Pair, float], bar: float) -> list[tuple[int, ...]]:
    """Partition `range(count)`, likeliest joins first, down to `bar`; groups and their members are sorted.

    `probability` maps pairs (a, b), a < b. Ties are broken by the lowest numbers, so the result is determined.
    """
    groups = _Groups(count, probability)
    heap = [(-p, a, b) for (a, b), p in probability.items() if p >= bar]
    heapify(heap)
    while heap:
        _, a, b = heappop(heap)
        if a not in groups.members or b not in groups.members:
            continue
        joined = groups.join(a, b)
        for other in groups.neighbours(joined):
            value = groups.linkage(joined, other)
            if value >= bar:
                heappush(heap, (-value, min(joined, other), max(joined, other)))
    return sorted(groups.members.values())
