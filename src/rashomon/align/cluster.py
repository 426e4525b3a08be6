"""Groups of statements of one content, by a linkage that no middle statement can chain.

Two groups join when the mean over the better part (HALF) of all pairs between them passes the bar and no pair is
barred. The better part, because outlets tell one thing at different lengths, so that some pairs of one claim share
little; well over half, so that a group cannot grow through one statement that is like both ends. Pairs that blocking
left out are asked for when two groups come close, so that none is taken on trust.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import ceil

import msgspec

Pair = tuple[int, int]
Ask = Callable[[int, int], float]
_Join = tuple[float, int, int]
"""The linkage of two groups with its sign turned, the lower number and the higher: the least is joined first."""
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
template takes no more than its share. Two gold events ask for 4, invented crowds of 30 accounts for 12, and what stays
undecided is told (`undecided`)."""


_LOOKED = 4
"""After so many answers it is looked whether the others can still matter."""
_NOTHING = 1e-9
"""More than the rounding of a mean of probabilities."""


def unseen(_a: int, _b: int) -> float:
    """The probability of a pair that nobody can be asked for."""
    return UNSEEN


class _Between(msgspec.Struct):
    """The probabilities of pairs between two groups, of compared ones and of those asked for.

    Both lists are runs in order, put together as groups join and sorted when somebody looks at them.
    """

    seen: list[float]
    heard: list[float]


class Grouping(msgspec.Struct, frozen=True):
    """Groups and their members, sorted; `undecided` counts pairs of groups that some unseen pairs might have joined.

    These were not asked for, because a bound (ASKED, MOST) was reached.
    """

    groups: list[tuple[int, ...]]
    undecided: int = 0


class _Groups:
    """Groups in the making: members, and the probabilities that tie them and their statements."""

    def __init__(self, count: int, probability: Mapping[Pair, float], bar: float, ask: Ask) -> None:
        self.members: dict[int, tuple[int, ...]] = {i: (i,) for i in range(count)}
        self.owner = list(range(count))
        self.tied: list[dict[int, float]] = [{} for _ in range(count)]
        self.near: dict[int, set[int]] = {i: set() for i in range(count)}
        """Groups that some pair at the bar or above ties to each one: no other can join it."""
        self.between: dict[int, dict[int, _Between]] = {i: {} for i in range(count)}
        for (a, b), p in probability.items():
            self.tied[a][b] = self.tied[b][a] = p
            self.between[a][b] = self.between[b][a] = _Between([p], [])
            if p >= bar:
                self.near[a].add(b)
                self.near[b].add(a)
        self.told: list[dict[int, float]] = [{} for _ in range(count)]
        self.asked = 0
        self.cut = False
        """Whether a pair that could have mattered was not asked for."""
        self.ask = ask
        self.bar = bar
        self.most = ASKED * count
        self.fresh = count

    def linkage(self, x: int, y: int) -> float:
        """Mean over the better part of the pairs between two groups; 0 when a pair is barred or none comes close."""
        between = self.between[x].get(y) or _NONE
        large = max(len(self.members[x]), len(self.members[y])) > MEMBERS
        seen = self._among(self.tied, x, y) if large else between.seen
        seen.sort()
        if not seen or seen[0] < BARRED:
            return 0.0
        mean = _mean_of_best(seen, len(seen))
        total = min(MEMBERS, len(self.members[x])) * min(MEMBERS, len(self.members[y]))
        if mean < self.bar:
            return 0.0
        if total == len(seen):
            return mean
        if total - len(seen) > MOST:
            self.cut = True
            return _mean_of_best(_with_unseen(seen, total), total)
        heard = self._among(self.told, x, y) if large else between.heard
        values = sorted(seen + heard)
        if self.asked >= self.most:  # nobody is asked any more
            self.cut = self.cut or len(values) < total
            return _mean_of_best(_with_unseen(values, total), total)
        for number, pair in enumerate(self._rest(x, y) if len(values) < total else ()):
            if number % _LOOKED == 0 and _at_most(values, total - len(values), total) < self.bar - _NOTHING:
                return 0.0  # whatever the others answer, these two groups do not join
            insort(values, self._answer(pair, heard))
        return _mean_of_best(values, total)

    def undecided(self) -> int:
        """Pairs of groups that stand apart only because pairs of statements between them were not asked for."""
        if not self.cut:
            return 0
        return sum(self._open(x, y) for x in self.members for y in self.neighbours(x) if x < y)

    def _open(self, x: int, y: int) -> bool:
        seen = sorted(self._among(self.tied, x, y))
        if not seen or seen[0] < BARRED or _mean_of_best(seen, len(seen)) < self.bar:
            return False
        values = sorted(seen + self._among(self.told, x, y))
        total = min(MEMBERS, len(self.members[x])) * min(MEMBERS, len(self.members[y]))
        return len(values) < total and _at_most(values, total - len(values), total) >= self.bar

    def _among(self, known: Sequence[Mapping[int, float]], x: int, y: int) -> list[float]:
        """What is `known` of the pairs between the members of two groups that are looked at."""
        few, others = sorted((self.members[x][:MEMBERS], self.members[y][:MEMBERS]), key=len)
        if len(few) == 1:
            row = known[few[0]]
            return [row[j] for j in others if j in row]
        wanted = frozenset(others)
        return [row[j] for i in few if (row := known[i]) for j in row.keys() & wanted]

    def _rest(self, x: int, y: int) -> Iterator[Pair]:
        """The pairs between two groups of which nothing is known."""
        theirs = self.members[y][:MEMBERS]
        for i in self.members[x][:MEMBERS]:
            known, told = self.tied[i], self.told[i]
            for j in theirs:
                if j not in known and j not in told:
                    yield (i, j) if i < j else (j, i)

    def _answer(self, pair: Pair, heard: list[float]) -> float:
        if self.asked >= self.most:
            self.cut = True
            return UNSEEN
        a, b = pair
        answer = self.told[a][b] = self.told[b][a] = self.ask(a, b)
        self.asked += 1
        heard.append(answer)
        return answer

    def join(self, x: int, y: int) -> int:
        """One group of the two; returns its number."""
        both = tuple(sorted(self.members.pop(x) + self.members.pop(y)))
        self.members[self.fresh] = both
        for i in both:
            self.owner[i] = self.fresh
        self._meet(x, y)
        self.between[self.fresh] = self._around(x, y)
        self.fresh += 1
        return self.fresh - 1

    def _meet(self, x: int, y: int) -> None:
        """Those near either group are near both together."""
        near = self.near.pop(x) | self.near.pop(y)
        near -= {x, y}
        for other in near:
            its = self.near[other]
            its.discard(x)
            its.discard(y)
            its.add(self.fresh)
        self.near[self.fresh] = near

    def _around(self, x: int, y: int) -> dict[int, _Between]:
        """What lies between both groups together and each other one."""
        ours, theirs = self.between.pop(x), self.between.pop(y)
        ours.pop(y, None)
        theirs.pop(x, None)
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        for other, more in theirs.items():
            have = ours.setdefault(other, more)
            if have is not more:
                have.seen += more.seen
                have.heard += more.heard
        for other, both in ours.items():
            near = self.between[other]
            near.pop(x, None)
            near.pop(y, None)
            near[self.fresh] = both
        return ours

    def neighbours(self, x: int) -> list[int]:
        """Groups that are near this one, sorted."""
        return sorted(self.near[x])


class _Queue:
    """Joins that may be made, the likeliest first.

    Each group holds those with groups of lower numbers, and only its first one stands in the queue, so that those of a
    group that is gone are never looked at.
    """

    def __init__(self) -> None:
        self._heap: list[_Join] = []
        self._held: dict[int, list[_Join]] = {}

    def put(self, group: int, joins: list[_Join]) -> None:
        """Further joins of a group, all with groups of lower numbers."""
        joins.sort(reverse=True)
        self._held[group] = joins
        if joins:
            heappush(self._heap, joins.pop())

    def pop(self, alive: Mapping[int, object]) -> _Join | None:
        """The likeliest join of two groups that are still there; None when none is left."""
        while self._heap:
            join = heappop(self._heap)
            _, a, b = join
            held = self._held[b]
            if b not in alive:
                held.clear()
                continue
            while held and held[-1][1] not in alive:
                held.pop()
            if held:
                heappush(self._heap, held.pop())
            if a in alive:
                return join
        return None


_NONE = _Between([], [])


def _mean_of_best(values: list[float], total: int) -> float:
    """Mean over the better part of `total` values, of which the known are given, lowest first."""
    best = values[: -max(1, ceil(total * HALF)) - 1 : -1]
    return sum(best) / len(best)


def _with_unseen(values: list[float], total: int) -> list[float]:
    """The values, lowest first, filled up to `total` with UNSEEN."""
    at = bisect_left(values, UNSEEN)
    return values[:at] + [UNSEEN] * (total - len(values)) + values[at:]


def _at_most(values: list[float], unknown: int, total: int) -> float:
    """The highest that `_mean_of_best` can be when so many of the values are not known yet."""
    count = max(1, ceil(total * HALF))
    sure = count - unknown
    return (sum(values[-sure:]) + unknown) / count if sure > 0 else 1.0


def grouped(
    count: int,
    probability: Mapping[Pair, float],
    bar: float,
    ask: Ask = unseen,
    together: Sequence[Pair] = (),
) -> Grouping:
    """Partition `range(count)`, likeliest joins first, down to `bar`; groups and their members are sorted.

    `probability` maps pairs (a, b), a < b, that were compared; `ask(a, b)` gives the probability of any other.
    Ties are broken by the lowest numbers, so the result is determined. Pairs in `together` are joined before all else,
    whatever their probability.
    """
    groups = _Groups(count, probability, bar, ask)
    for a, b in sorted(together):
        if groups.owner[a] != groups.owner[b]:
            groups.join(groups.owner[a], groups.owner[b])
    joins: dict[int, list[_Join]] = {}
    for (a, b), p in probability.items():
        if p >= bar and a in groups.members and b in groups.members:
            joins.setdefault(b, []).append((-p, a, b))
    for x in sorted(groups.members) if together else ():
        if len(groups.members[x]) > 1:
            near = ((groups.linkage(x, y), y) for y in groups.neighbours(x))
            for value, y in near:
                if value >= bar:
                    joins.setdefault(max(x, y), []).append((-value, min(x, y), max(x, y)))
    queue = _Queue()
    for x, found in joins.items():
        queue.put(x, found)
    while (join := queue.pop(groups.members)) is not None:
        joined = groups.join(join[1], join[2])
        looked = ((groups.linkage(joined, other), other) for other in groups.neighbours(joined))
        queue.put(joined, [(-value, other, joined) for value, other in looked if value >= bar])
    return Grouping(sorted(groups.members.values()), groups.undecided())
