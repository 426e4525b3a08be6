"""Counts that part are found through their marks as by holding every count against every later one."""

from collections import defaultdict
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.align.differ.counts import DEAD, HURT, STRUCK, Count, _near, _parted, of_a_state
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Figure

WORDS = st.lists(st.sampled_from(["sailor", "strike", "harbour", "strict", "two", "norwegian"]), max_size=3)
TEXTS = st.sampled_from(["on board", "killed", "wounded", "killed and wounded", "at work"])
FIGURES = st.tuples(st.sampled_from([40.0, 42.0, 46.0, 50.0, 80.0]), st.sampled_from(["exact", "about", "at least"]))
HOUSES = st.lists(st.lists(st.tuples(FIGURES, WORDS, TEXTS), max_size=3), max_size=6)


def plainly(ground: SimpleNamespace, noun: str, rows: list[list[Count]]) -> list[list[Count]]:
    """The same by a look at every pair of counts of two accounts."""

    def apart(one: Count, two: Count) -> bool:
        if comparable(one.figure, two.figure) != "conflict" or not _near(one.figure.low, two.figure.low):
            return False
        told = [ground.said.statements[c.statement].text for c in (one, two)]
        if of_a_state(noun) and all(STRUCK.search(text) for text in told):
            fates = [(bool(DEAD.search(text)), bool(HURT.search(text))) for text in told]
            return {(True, False), (False, True)} != set(fates)
        stems = [{w[:4] for w in ground.lemmas[c.statement] if w.isalpha() and len(w) >= 4} for c in (one, two)]
        return bool((stems[0] & stems[1]) - {noun[:4]})

    groups: dict[float, dict[int, Count]] = defaultdict(dict)
    for k, one in enumerate(rows):
        for two in rows[k + 1 :]:
            for a, b in ((a, b) for a in one for b in two if apart(a, b)):
                groups[a.figure.low][a.statement] = a
                groups[b.figure.low][b.statement] = b
    return [list(groups[value].values()) for value in sorted(groups)]


@settings(max_examples=150, deadline=None)
@given(HOUSES, st.sampled_from(["sailor", "norwegian"]))
def test_counts_part_as_by_a_look_at_every_pair(houses: list, noun: str) -> None:  # type: ignore[type-arg]
    """The same counts in the same order, of things and of a state's people among the dead and the hurt."""
    told = [count for house in houses for count in house]
    ground = SimpleNamespace(
        lemmas=[frozenset(words) for _, words, _ in told],
        said=SimpleNamespace(statements=[SimpleNamespace(text=text) for _, _, text in told]),
    )
    numbers = iter(range(len(told)))
    rows = [
        [Count(Figure(start=n, end=n + 2, low=low, high=low, bound=bound, unit=None, of=noun), "d", n)
         for ((low, bound), _, _), n in zip(house, numbers, strict=False)]
        for house in houses
    ]  # fmt: skip
    assert _parted(ground, noun, rows) == plainly(ground, noun, rows)
