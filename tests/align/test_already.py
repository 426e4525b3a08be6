"""Divergences that are told already are found as they would be by a look at every one."""

from collections.abc import Callable, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.align.differ.already import Already
from rashomon.model.record import Divergence, Side
from rashomon.model.span import Place

SIDES = st.builds(
    lambda label, places, statements: Side(
        label=label, spans=tuple(Place("d", k, k + 1) for k in sorted(places)), statements=tuple(sorted(statements))
    ),
    st.sampled_from(["flatly", "held"]), st.sets(st.integers(0, 4), max_size=3),
    st.sets(st.sampled_from("stuv"), max_size=2),
)  # fmt: skip
ITEMS = st.lists(
    st.builds(
        lambda key, kind, sides: Divergence(id=f"v{key}", kind=kind, verdict="possible", sides=tuple(sides), claims=(),
                                            why=""),
        st.integers(0, 30), st.sampled_from(["number", "denial"]), st.lists(SIDES, min_size=1, max_size=3),
    ),
    max_size=20,
)  # fmt: skip


def plainly(item: Divergence, told: Iterable[Divergence], of: Callable[[Side], Iterable[object]]) -> list[Divergence]:
    """Of all divergences those of one kind with which each side shares something, one by one."""
    sides = [set(of(side)) for side in item.sides]
    return [
        other for other in told
        if other.kind == item.kind and all(any(not side.isdisjoint(of(s)) for s in other.sides) for side in sides)
    ]  # fmt: skip


@settings(deadline=None)
@given(ITEMS, st.sets(st.integers(0, 30)))
def test_what_is_told_is_found_as_by_a_look_at_all(items: list[Divergence], withdrawn: set[int]) -> None:
    """By places and by statements, in the order of telling, also after some were withdrawn and told again."""
    already, plain = Already(), dict[str, Divergence]()
    for number, item in enumerate(items):
        assert already.at_places(item) == plainly(item, plain.values(), lambda side: side.spans)
        assert already.of_statements(item) == plainly(item, plain.values(), lambda side: side.statements)
        already.tell(item)
        plain.setdefault(item.id, item)
        if number in withdrawn:
            already.withdraw(plain.pop(item.id))
    assert list(already.told.values()) == list(plain.values())
