"""Words, their shapes, quotation states and windows: the input of the attribution tagger."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import tokens
from rashomon.language.tokens import WINDOW_PIECES, quotation_states, windows, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She's sure they don't know.", "She|'s|sure|they|don't|know|."),
        ("the minister’s self-made U.S. deal", "the|minister|’s|self-made|U.S|.|deal"),
        ("1,000 men, 2.5 tonnes", "1,000|men|,|2.5|tonnes"),
        ("“No,” O'Neil said", "“|No|,|”|O'Neil|said"),
        ("end.Next", "end|.|Next"),
        ("we'll and I’m", "we|'ll|and|I|’m"),
    ],
)
def test_words_are_what_an_annotator_would_mark(text, expected):
    assert "|".join(text[word.start : word.end] for word in words(text)) == expected


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('a "b c" d', "oo(iii)oo"),
        ("“b” c “d”", "(i)ooo(i)"),
        ("b c” d", "iii)oo"),  # opened in an earlier paragraph
        ('b c" d', "iii)oo"),
        ('"b c', "(iii"),  # goes on in the next paragraph
        ("'b c' d", "(iii)oo"),
        ("don't say 'b'", "oooooooooo(i)"),
        ("the boys' game", "oooooooooooooo"),
        ("‘b’ “c ‘d’”", "(i)o(iiiii)"),
        ("“a\nb", "(ioo"),
    ],
)
def test_quotation_states(text, states):
    given_states = quotation_states(text)
    letters = {tokens.OUTSIDE: "o", tokens.INSIDE: "i", tokens.OPENING: "(", tokens.CLOSING: ")"}
    assert "".join(letters[state] for state in given_states) == states


@given(st.text(alphabet="ab .\"'“”‘’\n"))
def test_every_character_has_a_state_and_lines_stand_alone(text):
    states = quotation_states(text)
    assert len(states) == len(text)
    start = 0
    for line in text.split("\n"):
        assert states[start : start + len(line)] == quotation_states(line)
        start += len(line) + 1


@given(st.text())
def test_words_are_in_order_and_have_pieces(text):
    found = words(text)
    assert all(word.pieces and word.start < word.end for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.lists(st.sampled_from(["One sentence here.", "a, b;", "Who?", '"Yes," she said.', "antidisestablishment"])))
def test_windows_cover_all_words_and_fit(parts):
    found = words(" ".join(parts * 12))
    cuts = windows(found)
    assert [n for first, last in cuts for n in range(first, last)] == list(range(len(found)))
    assert all(sum(len(w.pieces) for w in found[first:last]) <= WINDOW_PIECES for first, last in cuts)


def test_windows_end_with_sentences_where_they_can():
    text = "The talks went on for a long day without result. " * 40
    found = words(text)
    assert all(text[found[last - 1].start] == "." for _, last in windows(found))


@pytest.mark.timed
@pytest.mark.parametrize("text", ['"' * 200_000, "'a " * 100_000, "“" * 200_000, "a.b-" * 50_000, "'s" * 100_000])
def test_time_is_linear(text):
    began = time.process_time()
    windows(words(text))
    assert time.process_time() - began < 10
