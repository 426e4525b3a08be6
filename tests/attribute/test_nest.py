"""Which attribution lies inside which: what is found by places is what a look at every pair finds."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.attribute.chain import DOMINATED, Nest
from rashomon.attribute.raw import Raw, shared, size
from rashomon.model.span import Span

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda t: Span(t[0], t[0] + t[1])), max_size=3)
RAWS = st.lists(
    st.builds(lambda content, cue, sent: Raw(content=tuple(sorted(content)), cue=tuple(sorted(cue)), sent=sent),
              SPANS.filter(bool), SPANS, st.booleans()),
    max_size=12,
)  # fmt: skip


def within(raws: list[Raw], i: int, j: int) -> bool:
    """The rule itself: most of what names the speaker of `i`, or of its content, stands in the content of `j`."""
    parts = (*raws[i].cue, *raws[i].source) or raws[i].content
    return i != j and size(parts) > 0 and shared(parts, raws[j].content) >= 0.7 * size(parts)


@given(RAWS)
def test_a_nest_holds_every_pair_of_which_one_lies_in_the_other(raws: list[Raw]) -> None:
    nest, every = Nest(raws), range(len(raws))
    assert {i: set(nest.outer[i]) for i in every} == {i: {j for j in every if within(raws, i, j)} for i in every}
    assert {j: set(nest.inner[j]) for j in every} == {j: {i for i in every if within(raws, i, j)} for j in every}


@given(RAWS, st.sets(st.integers(0, 11)))
def test_an_outer_attribution_is_dominated_by_one_that_fills_it_and_is_not_silent(
    raws: list[Raw], silent: set[int]
) -> None:
    def fills(i: int, j: int) -> bool:
        parts = raws[i].content if raws[i].sent else (raws[i].hull,)
        return within(raws, i, j) and shared(parts, raws[j].content) >= DOMINATED * size(raws[j].content)

    nest, every = Nest(raws), range(len(raws))
    assert [nest.dominated(j, silent) for j in every] == [
        any(i not in silent and fills(i, j) for i in every) for j in every
    ]
