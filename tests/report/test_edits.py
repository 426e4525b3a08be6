"""An edit, word by word."""

import time

from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from rashomon.report.edits import Bit, edited

WORDS = lists(sampled_from(["two", "three", "ships", "left", "the", "port,", "not"]), max_size=30)


def test_words_that_went_and_came_stand_in_their_place() -> None:
    """Longer runs stay whole; one word between two changes is told with them."""
    found = edited("The two ships left the port of Selk at dawn.", "The three boats left the port of Selk at noon.")

    assert found == (
        Bit("The"), Bit("two ships", "gone"), Bit("three boats", "came"), Bit("left the port of Selk at"),
        Bit("dawn.", "gone"), Bit("noon.", "came"),
    )  # fmt: skip
    assert edited("a b c d e", "a X c Y e") == (Bit("a"), Bit("b c d", "gone"), Bit("X c Y", "came"), Bit("e"))


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_it(before: list[str], after: list[str]) -> None:
    """Without what came it is the text before, without what went the text after; the same text has no change."""
    bits = edited(" ".join(before), " ".join(after))

    assert " ".join(bit.text for bit in bits if bit.how != "came").split() == before
    assert " ".join(bit.text for bit in bits if bit.how != "gone").split() == after
    assert before != after or all(not bit.how for bit in bits)


def test_a_long_text_of_two_words_costs_no_more_than_its_bound() -> None:
    """What is worst for the comparison ends soon: beyond the bound the stretch is told as replaced."""
    began = time.process_time()
    for size in (400, 200_000):
        few = [("a", "b")[hash((n * 7919, size)) % 2] for n in range(size)]
        bits = edited("x " + " ".join(few) + " z", "x " + " ".join(reversed(few)) + " y z")
        assert bits[0].text.startswith("x")
    assert time.process_time() - began < 4
