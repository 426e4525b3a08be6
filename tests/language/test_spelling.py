"""One word is known in whatever way it is written."""

import pytest

from rashomon.language.spelling import spelt_out


@pytest.mark.parametrize(
    ("one", "two"),
    [("couldn’t", "could not"), ("won't", "will not"), ("cannot", "can not"), ("they've", "they have"),
     ("it's", "it is"), ("Second", "2nd"), ("ten", "10"), ("rumours", "rumors"),
     ("defence", "defense"), ("organised", "organized")],
)  # fmt: skip
def test_two_spellings_of_one_word_are_one(one, two):
    assert [k for w in one.split() for k in spelt_out(w)] == [k for w in two.split() for k in spelt_out(w)]


def test_a_possessive_stays_what_it_is():
    assert spelt_out("Vane's") == ("vane's",)
