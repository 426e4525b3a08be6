"""What lies near a place of a long paragraph: nothing that touches it is missed, and far words are not looked at."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.attribute.find import merged
from rashomon.attribute.near import CELL, Near
from rashomon.attribute.raw import Cover, Raw
from rashomon.model.span import Span

SPANS = st.tuples(st.integers(0, 4 * CELL), st.integers(0, CELL)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_nothing_that_touches_a_stretch_is_missed(stretches: list[Span], stretch: Span) -> None:
    """Every stretch that shares a character with the one asked for is found, each once and in order."""
    found = Near(stretches).of(stretch)
    assert found == sorted(set(found))
    assert {i for i, other in enumerate(stretches) if other.overlap(stretch)} <= set(found)


@given(st.lists(SPANS, max_size=8), SPANS)
def test_parts_of_a_cover_are_the_characters_that_it_holds(spans: list[Span], span: Span) -> None:
    """The parts of a span inside a cover hold each covered character once, and no other."""
    cover = Cover(spans)
    parts = list(cover.parts(span))
    assert [at for part in parts for at in range(part.start, part.end)] == [
        at for at in range(span.start, span.end) if cover.holds(at)
    ]


def test_a_tagged_attribution_is_held_against_those_near_it_alone() -> None:
    """Of a thousand attributions of one paragraph, each tagged one is compared with the few beside it."""
    text = "Vane said no. " * 1_000
    grammar = [_at(14 * k, "syntax") for k in range(1_000)]
    tagged = [_at(14 * k, "tagger") for k in range(1_000)]
    looked = 0

    class Counted(Raw, frozen=True):
        def __getattribute__(self, name: str) -> object:
            nonlocal looked
            looked += name == "content"
            return super().__getattribute__(name)

    counted = [Counted(content=r.content, cue=r.cue, source=r.source, lemma=r.lemma, by=r.by) for r in grammar]
    assert [r.source for r in merged([*counted], tagged, text)] == [r.source for r in grammar]
    assert 0 < looked < 100 * len(tagged)


def _at(start: int, by: str) -> Raw:
    """The attribution "Vane said no" that begins at a place."""
    who, cue, said = Span(start, start + 4), Span(start + 5, start + 9), Span(start + 10, start + 12)
    return Raw(content=(said,), cue=(cue,), source=(who,), lemma="say", by=by)  # type: ignore[arg-type]
