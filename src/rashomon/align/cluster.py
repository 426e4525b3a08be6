"""Groups of statements of one content, by average linkage that no middle statement can chain.

Two groups join when the mean probability over all pairs between them passes the bar and no pair is barred. A pair that
was never a candidate counts as unlike (UNSEEN), so a group cannot grow through one statement that is like both ends.
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
UNSEEN = 0.02
"""Probability given to pairs that blocking left out."""
BARRED = 0.08
"""A pair less likely than this keeps its two groups apart, however alike the rest is."""


def grouped(count: int, probability: Mapping[Pair, float], bar: float) -> list[tuple[int, ...]]:
    """Partition `range(count)` by average linkage at `bar`; groups and their members are sorted.

    `probability` maps pairs (a, b), a < b. Ties are broken by the smallest members, so the result is determined.
    """
    members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(count)}
    total: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    for (a, b), p in probability.items():
        total[a][b] = total[b][a] = p
    heap = [(-p, a, b, 1, 1) for (a, b), p in probability.items() if p >= bar]
    heapify(heap)
    fresh = count
    owner = {i: i for i in range(count)}
    while heap:
        mean, a, b, size_a, size_b = heappop(heap)
        if a not in members or b not in members:
            continue
        if len(members[a]) != size_a or len(members[b]) != size_b or _barred(members[a], members[b], probability):
            continue
        joined = tuple(sorted(members.pop(a) + members.pop(b)))
        links = _sums(total, a, b, size_a, size_b)
        total[fresh] = links
        members[fresh] = joined
        for other, amount in links.items():
            if other in members:
                total[other][fresh] = amount
                value = amount / (len(joined) * len(members[other]))
                if value >= bar:
                    first, second = sorted((fresh, other))
                    heappush(heap, (-value, first, second, len(members[first]), len(members[second])))
        for i in joined:
            owner[i] = fresh
        fresh += 1
    return sorted(members.values())


def _sums(total: dict[int, dict[int, float]], a: int, b: int, size_a: int, size_b: int) -> dict[int, float]:
    """Sums of probabilities from the joined group to each other group, unseen pairs filled in lazily."""
    out: dict[int, float] = {}
    left, right = total.pop(a), total.pop(b)
    for other in left.keys() | right.keys():
        if other in (a, b):
            continue
        share = UNSEEN
        out[other] = left.get(other, share * size_a) + right.get(other, share * size_b)
    return out


def _barred(a: Sequence[int], b: Sequence[int], probability: Mapping[Pair, float]) -> bool:
    return any(probability.get((min(i, j), max(i, j)), 1.0) < BARRED for i in a for j in b)
