"""Groups: no chaining, no bars crossed, the same in any order, equal statements together, bounded work."""

from itertools import combinations
from math import ceil

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_up import made

from rashomon.align import cluster
from rashomon.align.cluster import ASKED, BARRED, HALF, MEMBERS, UNSEEN, grouped
from rashomon.align.pairs import pairs
from rashomon.align.scorer import BAR, by_features, by_features_of

PROBABILITIES = st.integers(3, 9).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.fixed_dictionaries({p: st.integers(0, 100).map(lambda x: x / 100) for p in combinations(range(n), 2)}),
    )
)

SPARSE = st.integers(3, 8).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.sampled_from(list(combinations(range(n), 2))), unique=True).flatmap(
            lambda chosen: st.permutations([round(0.01 + 0.98 * k / 28, 4) for k in range(28)]).map(
                lambda values: dict(zip(chosen, values, strict=False))
            )
        ),
    )
)
"""Some of the pairs, each with a probability of its own."""


def test_a_statement_between_two_claims_does_not_chain_them() -> None:
    """a is like b and b like c, but a is barred from c: the three never form one group."""
    assert (0, 1, 2) not in grouped(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): BARRED / 2}, BAR).groups


def test_a_pair_that_was_not_seen_is_asked_for_before_groups_join() -> None:
    """What blocking left out counts by what it is, not by what one hopes."""
    seen = {(0, 1): 0.9, (1, 2): 0.5}
    assert grouped(3, seen, 0.3, lambda _a, _b: 0.9).groups == [(0, 1, 2)]
    assert (0, 1, 2) not in grouped(3, seen, 0.3, lambda _a, _b: 0.0).groups


def test_nothing_is_asked_for_groups_that_never_come_close() -> None:
    """Asking costs time: pairs whose seen ties lie under the bar are not asked for."""
    asked = []
    grouped(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.2}, BAR, lambda a, b: asked.append((a, b)) or 0.0)
    assert asked == []


@settings(max_examples=60, deadline=None)
@given(PROBABILITIES)
def test_groups_are_a_partition_without_barred_pairs(case: tuple[int, dict[tuple[int, int], float]]) -> None:
    """Every statement stands in exactly one group, and no group holds a pair under the bar of bars."""
    count, probability = case
    groups = grouped(count, probability, BAR).groups
    assert sorted(i for g in groups for i in g) == list(range(count))
    assert all(probability[p] >= BARRED for g in groups if len(g) > 2 for p in combinations(g, 2))
    assert all(probability[g] >= BAR for g in groups if len(g) == 2)


def plainly_grouped(
    count: int, probability: dict[tuple[int, int], float], asked: float, members: int = MEMBERS
) -> list[tuple[int, ...]]:
    """The same groups by the definition alone: of all pairs of groups the likeliest joins, until none reaches BAR."""

    def linkage(one: tuple[int, ...], two: tuple[int, ...]) -> float:
        pairs = [tuple(sorted((i, j))) for i in one[:members] for j in two[:members]]
        seen = sorted((probability[p] for p in pairs if p in probability), reverse=True)
        every = sorted([*seen, *[asked] * (len(pairs) - len(seen))], reverse=True)
        if not seen or seen[-1] < BARRED or mean_of_best(seen) < BAR:
            return 0.0
        return mean_of_best(every)

    groups = [(i,) for i in range(count)]
    while True:
        joins = [(linkage(x, y), x, y) for x, y in combinations(groups, 2)]
        value, x, y = max(joins, key=lambda join: join[0], default=(0.0, (), ()))
        if value < BAR:
            return sorted(groups)
        groups = [g for g in groups if g not in (x, y)] + [tuple(sorted(x + y))]


@settings(max_examples=150, deadline=None)
@given(SPARSE, st.sampled_from([0.0, 0.2, 0.5, 0.9]))
def test_groups_are_those_of_the_definition(case: tuple[int, dict[tuple[int, int], float]], asked: float) -> None:
    """What is kept between joins gives what would be computed anew; equal values apart, of which any may join first."""
    count, probability = case
    assume(len(set(probability.values())) == len(probability))
    assert grouped(count, probability, BAR, lambda _a, _b: asked).groups == plainly_grouped(count, probability, asked)


@settings(max_examples=100, deadline=None)
@given(SPARSE, st.sampled_from([0.0, 0.2, 0.5, 0.9]), st.integers(1, 3))
def test_large_groups_are_judged_by_their_first_members(
    case: tuple[int, dict[tuple[int, int], float]], asked: float, members: int
) -> None:
    """What is looked up of the first members only gives what a look at every pair of them gives."""
    count, probability = case
    assume(len(set(probability.values())) == len(probability))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashomon.align.cluster.MEMBERS", members)
        found = grouped(count, probability, BAR, lambda _a, _b: asked).groups
    assert found == plainly_grouped(count, probability, asked, members)


def test_when_nobody_may_be_asked_any_more_pairs_count_as_unseen() -> None:
    """The bound on questions holds, and the groups are those of answers that are UNSEEN."""
    probability = {(a, b): 0.5 + (a + b) / 100 for a, b in combinations(range(9), 2) if (a + b) % 2}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashomon.align.cluster.ASKED", 0)
        found = grouped(9, probability, BAR, lambda _a, _b: pytest.fail("asked")).groups
    assert found == grouped(9, probability, BAR, lambda _a, _b: UNSEEN).groups


@settings(max_examples=60, deadline=None)
@given(PROBABILITIES, st.randoms())
def test_the_order_of_pairs_does_not_matter(case, random) -> None:  # type: ignore[no-untyped-def]
    """The same probabilities in another order give the same groups."""
    count, probability = case
    mixed = list(probability.items())
    random.shuffle(mixed)
    assert grouped(count, dict(mixed), BAR) == grouped(count, probability, BAR)


def test_two_runs_give_the_same_groups() -> None:
    """Ties are broken by number, so nothing is left to chance."""
    probability = {p: 0.6 for p in combinations(range(12), 2) if sum(p) % 3}
    assert grouped(12, probability, BAR) == grouped(12, probability, BAR)


@pytest.mark.parametrize("copies", [2, 4, 6])
def test_equal_statements_are_one_claim(copies: int) -> None:
    """Documents that say a sentence word for word carry one claim, whatever else they say."""
    line = "Tolvan signed the harbour treaty after long talks"
    rows = [(f"d{k}", line) for k in range(copies)] + [
        (f"d{k}", f"Valdek {deed} the {thing} on Monday")
        for k, (deed, thing) in enumerate([("sold", "orchard"), ("closed", "ferry"), ("flooded", "valley")])
    ]
    said = made(rows)
    found = pairs(said)
    groups = grouped(len(said), by_features(found), BAR, lambda a, b: by_features_of(found, a, b)).groups
    assert tuple(range(copies)) in groups


def test_an_event_asks_for_a_bounded_number_of_pairs() -> None:
    """Lines of one template are each like a few others; their groups come close without end, asking does not."""
    count, asked = 120, set()
    near = {(a, b): 0.5 for a in range(count) for b in range(a + 1, min(count, a + 4))}

    def ask(a: int, b: int) -> float:
        asked.add((a, b))
        return 0.4

    grouping = grouped(count, near, BAR, ask)
    assert 0 < len(asked) <= ASKED * count
    assert grouping.undecided > 0


def test_nothing_is_undecided_while_every_pair_that_matters_may_be_asked_for() -> None:
    """Groups that stay two though all pairs between them are known are two; those nobody could ask for are told."""
    close = dict.fromkeys(combinations(range(22), 2), 0.9) | dict.fromkeys(combinations(range(22, 44), 2), 0.9)
    close[0, 22] = 0.5
    assert grouped(6, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.5}, BAR, lambda _a, _b: 0.1).undecided == 0
    assert grouped(44, close, BAR, lambda _a, _b: 0.1).undecided == 1
    assert grouped(44, close, BAR, lambda _a, _b: 0.1).groups == [tuple(range(22)), tuple(range(22, 44))]


CROWDS = st.integers(6, 14).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.dictionaries(
            st.sampled_from(list(combinations(range(n), 2))), st.integers(1, 40).map(lambda k: k / 40), min_size=n
        ),
        st.integers(1, 5),
        st.integers(0, 3),
        st.sampled_from([0, 1, 25]),
    )
)
"""Many equal probabilities, few members looked at, and bounds on questions that are soon reached."""


class Anew:
    """Groups, and the questions in their order, with every value computed anew from the pairs themselves."""

    def __init__(self, count: int, probability: dict[cluster.Pair, float], answers: dict[cluster.Pair, float]) -> None:
        self.members = {i: (i,) for i in range(count)}
        self.probability, self.answers = probability, answers
        self.told: dict[cluster.Pair, float] = {}
        self.asked: list[cluster.Pair] = []
        self.most, self.fresh = cluster.ASKED * count, count

    def grouped(self, together: list[cluster.Pair]) -> list[tuple[int, ...]]:
        for a, b in sorted(together):
            x, y = (next(g for g, m in self.members.items() if i in m) for i in (a, b))
            if x != y:
                self.join(x, y)
        joins = [(-p, a, b) for (a, b), p in self.probability.items() if p >= BAR]
        for x in [g for g in sorted(self.members) if together and len(self.members[g]) > 1]:
            joins += self.joins(x)
        while joins := sorted(j for j in joins if j[1] in self.members and j[2] in self.members):
            joins += self.joins(self.join(*joins[0][1:]))
        return sorted(self.members.values())

    def join(self, x: int, y: int) -> int:
        self.members[self.fresh] = tuple(sorted(self.members.pop(x) + self.members.pop(y)))
        self.fresh += 1
        return self.fresh - 1

    def joins(self, x: int) -> list[tuple[float, int, int]]:
        near = [y for y in sorted(self.members) if y != x and self.tied(x, y)]
        return [(-value, min(x, y), max(x, y)) for y in near if (value := self.linkage(x, y)) >= BAR]

    def tied(self, x: int, y: int) -> bool:
        pairs = [(min(i, j), max(i, j)) for i in self.members[x] for j in self.members[y]]
        return any(self.probability.get(pair, 0.0) >= BAR for pair in pairs)

    def linkage(self, x: int, y: int) -> float:
        one, two = self.members[x][: cluster.MEMBERS], self.members[y][: cluster.MEMBERS]
        pairs = [(min(i, j), max(i, j)) for i in one for j in two]
        seen = [self.probability[p] for p in pairs if p in self.probability]
        if not seen or min(seen) < BARRED or mean_of_best(seen) < BAR:
            return 0.0
        if len(pairs) - len(seen) > cluster.MOST:
            return mean_of_best(seen + [UNSEEN] * (len(pairs) - len(seen)))
        values = seen + [self.told[p] for p in pairs if p in self.told and p not in self.probability]
        left = [p for p in pairs if p not in self.probability and p not in self.told]
        open_ = len(self.asked) < self.most
        for number, pair in enumerate(left):
            best = mean_of_best(values + [1.0] * (len(pairs) - len(values)))
            if open_ and number % 4 == 0 and best < BAR - 1e-9:
                return 0.0
            if len(self.asked) < self.most:
                self.asked.append(pair)
                self.told[pair] = self.answers[pair]
            values.append(self.told.get(pair, UNSEEN))
        return mean_of_best(values)


def mean_of_best(values: list[float]) -> float:
    """Mean over the better part."""
    best = sorted(values, reverse=True)[: max(1, ceil(len(values) * HALF))]
    return sum(best) / len(best)


@settings(max_examples=200, deadline=None)
@given(CROWDS, st.randoms(use_true_random=False))
def test_what_is_kept_between_joins_is_what_would_be_computed_anew(case, random) -> None:  # type: ignore[no-untyped-def]
    """The same groups by the same questions in the same order, also where values are equal and bounds are reached."""
    count, probability, members, forced, asked = case
    pairs = list(combinations(range(count), 2))
    answers = {pair: random.randint(0, 20) / 20 for pair in pairs}
    together = random.sample(pairs, forced)
    heard: list[tuple[int, int]] = []

    def ask(a: int, b: int) -> float:
        heard.append((a, b))
        return answers[a, b]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "MEMBERS", members)
        patch.setattr(cluster, "ASKED", asked)
        patch.setattr(cluster, "MOST", 6)
        found = grouped(count, probability, BAR, ask, together).groups
        plain = Anew(count, probability, answers)
        assert found == plain.grouped(together)
    assert heard == plain.asked
