"""Groups of statements of one content, by a linkage that no middle statement can chain.

Two groups join when the mean over the better part (HALF) of all pairs between them passes the bar and no pair is
barred. The better part, because outlets tell one thing at different lengths, so that some pairs of one claim share
little; well over half, so that a group cannot grow through one statement that is like both ends. Pairs that blocking
left out are asked for when two groups come close, so that none is taken on trust.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from heapq import heapify, heappop, heappush
from math import ceil

Pair = tuple[int, int]
UNSEEN = 0.02
"""Probability given to pairs that blocking left out where nobody can be asked for them."""
BARRED = 0.03
"""A compared pair less likely than this keeps its two groups apart, however alike the rest is."""
HALF = 0.6
"""Share of the pairs between two groups whose mean decides. Both constants: docs/models/same-claim.md."""
MEMBERS = 40
"""Members of a group, the first in order, by which it is judged; no claim of the labelled events has so many. Work
would grow with the cube of a page of much the same lines."""
MOST = 400
"""Unseen pairs asked for between two groups; larger ones are judged by what was seen, so that time stays bounded."""

ASKED = 25
"""Unseen pairs asked for, for each statement of the event; any further one counts as UNSEEN, so that a page of one
template takes no more than its share. Two gold events ask for 4, invented crowds of 30 accounts for 12."""


_LOOKED = 4
"""After so many answers it is looked whether the others can still matter."""
_NOTHING = 1e-9
"""More than the rounding of a mean of probabilities."""


def unseen(_a: int, _b: int) -> float:
    """The probability of a pair that nobody can be asked for."""
    return UNSEEN


class _Groups:
    """Groups in the making: members, neighbours, and the probabilities that tie statements."""

    def __init__(self, count: int, probability: Mapping[Pair, float], ask: Callable[[int, int], float]) -> None:
        self.members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(count)}
        self.owner = list(range(count))
        self.tied: list[dict[int, float]] = [{} for _ in range(count)]
        for (a, b), p in probability.items():
            self.tied[a][b] = self.tied[b][a] = p
        self.asked: dict[Pair, float] = {}
        self.ask = ask
        self.most = ASKED * count
        self.fresh = count

    def linkage(self, x: int, y: int, bar: float) -> float:
        """Mean over the better part of the pairs between two groups; 0 when a pair is barred or none comes close."""
        ours, theirs = self.members[x][:MEMBERS], self.members[y][:MEMBERS]
        seen: list[float] = []
        heard: list[float] = []
        rest: list[Pair] = []
        for i in ours:
            known = self.tied[i]
            found = [known[j] for j in theirs if j in known]
            seen += found
            if len(found) == len(theirs):
                continue
            for j in (j for j in theirs if j not in known):
                pair = (i, j) if i < j else (j, i)
                told = self.asked.get(pair)
                if told is None:
                    rest.append(pair)
                else:
                    heard.append(told)
        if seen and min(seen) < BARRED:
            return 0.0
        mean = _mean_of_best(seen, len(seen)) if seen else 0.0
        if mean < bar:
            return 0.0
        if not rest and not heard:
            return mean
        total = len(seen) + len(heard) + len(rest)
        if len(heard) + len(rest) > MOST:
            return _mean_of_best([*seen, *[UNSEEN] * (total - len(seen))], total)
        values = seen + heard
        for number, pair in enumerate(rest):
            if number % _LOOKED == 0 and _at_most(values, len(rest) - number, total) < bar - _NOTHING:
                return 0.0  # whatever the others answer, these two groups do not join
            values.append(self._answer(pair))
        return _mean_of_best(values, total)

    def _answer(self, pair: Pair) -> float:
        if len(self.asked) >= self.most:
            return UNSEEN
        self.asked[pair] = self.ask(*pair)
        return self.asked[pair]

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


def _mean_of_best(values: list[float], total: int) -> float:
    count = max(1, ceil(total * HALF))
    best = sorted(values, reverse=True)[:count]
    return sum(best) / len(best)


def _at_most(values: list[float], unknown: int, total: int) -> float:
    """The highest that `_mean_of_best` can be when so many of the values are not known yet."""
    count = max(1, ceil(total * HALF))
    best = sorted(values, reverse=True)[: max(0, count - unknown)]
    return (sum(best) + min(unknown, count)) / count


def grouped(
    count: int,
    probability: Mapping[Pair, float],
    bar: float,
    ask: Callable[[int, int], float] = unseen,
    together: Sequence[Pair] = (),
    unfounded: Set[Pair] = frozenset(),
) -> list[tuple[int, ...]]:
    """Partition `range(count)`, likeliest joins first, down to `bar`; groups and their members are sorted.

    `probability` maps pairs (a, b), a < b, that were compared; `ask(a, b)` gives the probability of any other.
    Ties are broken by the lowest numbers, so the result is determined. Pairs in `together` are joined before all else,
    whatever their probability; those in `unfounded` do not found a group, but may meet in one.
    """
    groups = _Groups(count, probability, ask)
    for a, b in sorted(together):
        if groups.owner[a] != groups.owner[b]:
            groups.join(groups.owner[a], groups.owner[b])
    heap = [(-p, a, b) for (a, b), p in probability.items() if p >= bar and (a, b) not in unfounded]
    for x in sorted(groups.members) if together else ():
        if len(groups.members[x]) > 1:
            near = ((groups.linkage(x, y, bar), y) for y in groups.neighbours(x))
            heap += [(-value, min(x, y), max(x, y)) for value, y in near if value >= bar]
    heapify(heap)
    while heap:
        _, a, b = heappop(heap)
        if a not in groups.members or b not in groups.members:
            continue
        joined = groups.join(a, b)
        for other in groups.neighbours(joined):
            value = groups.linkage(joined, other, bar)
            if value >= bar:
                heappush(heap, (-value, min(joined, other), max(joined, other)))
    return sorted(groups.members.values())
