"""Groups: no chaining, no bars crossed, the same in any order, equal statements together, bounded work."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import made

from rashomon.align.cluster import ASKED, BARRED, grouped
from rashomon.align.pairs import pairs
from rashomon.align.scorer import BAR, by_features, by_features_of

PROBABILITIES = st.integers(3, 9).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.fixed_dictionaries({p: st.integers(0, 100).map(lambda x: x / 100) for p in combinations(range(n), 2)}),
    )
)


def test_a_statement_between_two_claims_does_not_chain_them() -> None:
    """a is like b and b like c, but a is barred from c: the three never form one group."""
    assert (0, 1, 2) not in grouped(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): BARRED / 2}, BAR)


def test_a_pair_that_was_not_seen_is_asked_for_before_groups_join() -> None:
    """What blocking left out counts by what it is, not by what one hopes."""
    seen = {(0, 1): 0.9, (1, 2): 0.5}
    assert grouped(3, seen, BAR, lambda _a, _b: 0.9) == [(0, 1, 2)]
    assert (0, 1, 2) not in grouped(3, seen, BAR, lambda _a, _b: 0.0)


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
    groups = grouped(count, probability, BAR)
    assert sorted(i for g in groups for i in g) == list(range(count))
    assert all(probability[p] >= BARRED for g in groups if len(g) > 2 for p in combinations(g, 2))
    assert all(probability[g] >= BAR for g in groups if len(g) == 2)


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
    groups = grouped(len(said), by_features(found), BAR, lambda a, b: by_features_of(found, a, b))
    assert tuple(range(copies)) in groups


def test_an_event_asks_for_a_bounded_number_of_pairs() -> None:
    """Lines of one template are each like a few others; their groups come close without end, asking does not."""
    count, asked = 120, set()
    near = {(a, b): 0.5 for a in range(count) for b in range(a + 1, min(count, a + 4))}

    def ask(a: int, b: int) -> float:
        asked.add((a, b))
        return 0.4

    grouped(count, near, BAR, ask)
    assert 0 < len(asked) <= ASKED * count
