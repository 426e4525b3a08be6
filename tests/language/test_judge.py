"""Two statements read together: the verdict belongs to the pair, not to its order or its neighbours."""

import pytest

from rashomon.language.judge import Verdict, judge, key

CLOSED = "The harbour of Bruna was closed on Sunday."
SHUT = "On Sunday, authorities shut Bruna's harbour."
OPEN = "The harbour of Bruna was never closed, the port authority said."
WEATHER = "Heavy rain is expected along the coast over the weekend."


def verdict(one: str, two: str) -> Verdict:
    return judge([(one, two)])[key(one, two)]


def test_chances_are_chances() -> None:
    """Each is between 0 and 1, and together they leave room for `related`."""
    found = verdict(CLOSED, SHUT)

    assert all(0 <= chance <= 1 for chance in (found.same, found.part, found.divergent))
    assert found.same + found.part + found.divergent <= 1.001


def test_the_same_told_in_other_words_is_likelier_one_claim_than_another_matter() -> None:
    """What the reader is for: other words for one deed against another deed."""
    assert verdict(CLOSED, SHUT).same > 0.5 > verdict(CLOSED, WEATHER).same


def test_order_does_not_matter() -> None:
    """A claim has no first statement."""
    assert key(CLOSED, OPEN) == key(OPEN, CLOSED)
    assert verdict(CLOSED, OPEN) == verdict(OPEN, CLOSED)


def test_neighbours_and_repetition_do_not_matter() -> None:
    """The verdict on a pair is the same alone, among others and given twice."""
    alone = verdict(CLOSED, SHUT)
    among = judge([(WEATHER, OPEN), (CLOSED, SHUT), (SHUT, CLOSED), (CLOSED, WEATHER)])

    assert among[key(CLOSED, SHUT)] == alone
    assert len(among) == 3


def test_what_is_known_is_not_read_again() -> None:
    """A remembered verdict is given back as it is, even where reading would say otherwise."""
    known = Verdict(0.125, 0.25, 0.5)

    assert judge([(CLOSED, SHUT)], {key(CLOSED, SHUT): known}) == {key(CLOSED, SHUT): known}


@pytest.mark.parametrize("text", ["", "\x00\u200b", "word " * 100_000, "x" * 1_000_000])
def test_any_text_can_be_read(text: str) -> None:
    """Nothing to read and more than can be read both have a verdict."""
    assert isinstance(verdict(text, CLOSED), Verdict)


def test_no_pairs() -> None:
    """Nothing asked, nothing answered."""
    assert judge([]) == {}
