"""The attribution tagger: exact places, the same answer every time, and bounded work on odd input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.language.tagger import tag

DIRECT = "“We will not leave the table,” the foreign minister said on Monday."
INDIRECT = "According to a senior official, the delegation had refused to sign the agreement."
PLAIN = "The bridge opened to traffic in the spring."


def texts_of(text, spans):
    return [text[start:end] for start, end in spans]


def test_a_direct_quote():
    (one,) = tag([DIRECT])[0]
    assert "We will not leave the table" in texts_of(DIRECT, one.content)[0]
    assert texts_of(DIRECT, one.cue)[0].startswith("said")
    assert texts_of(DIRECT, one.source) == ["the foreign minister"]
    assert 0.5 < one.score <= 1


def test_an_indirect_one():
    (one,) = tag([INDIRECT])[0]
    assert texts_of(INDIRECT, one.content) == ["the delegation had refused to sign the agreement"]
    assert texts_of(INDIRECT, one.source) == ["a senior official"]


def test_a_plain_statement_has_none():
    assert tag([PLAIN]) == [()]


def test_a_quote_cut_in_two_is_one_attribution():
    text = "“We will stay,” the minister said, “until the last prisoner is home.”"
    (one,) = tag([text])[0]
    assert len(one.content) == 2


def test_order_and_neighbours_do_not_matter():
    alone = [tag([text])[0] for text in (DIRECT, INDIRECT, PLAIN)]
    assert tag([PLAIN, DIRECT, INDIRECT * 30, INDIRECT, DIRECT])[1] == alone[0]
    assert tag([DIRECT, INDIRECT, PLAIN]) == alone


def test_places_count_code_points():
    text = "🙂 é\u0301 " + DIRECT
    (one,) = tag([text])[0]
    assert texts_of(text, one.source) == ["the foreign minister"]


@pytest.mark.parametrize(
    "text", ["", " \n ", "\x00", "🙂", "”", '"', "“" * 300, "' \" ' \"", "x" * 5000, "said " * 500]
)
def test_odd_texts(text):
    for one in tag([text])[0]:
        assert all(0 <= start < end <= len(text) for start, end in (*one.content, *one.cue, *one.source))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.text(max_size=40))
def test_spans_hold_words_in_order(left, right):
    text = f"{left} “it is so,” she said, {right}"
    for one in tag([text])[0]:
        assert one.content
        assert list(one.content) == sorted(one.content)
        assert len(one.cue) <= 1
        assert len(one.source) <= 1
        for start, end in (*one.content, *one.cue, *one.source):
            assert text[start:end].strip() == text[start:end] != ""


@pytest.mark.timed
def test_a_very_long_text_takes_linear_time():
    began = time.process_time()
    found = tag([f"{PLAIN} {DIRECT} {INDIRECT} " * 200])[0]
    assert len(found) > 40
    assert time.process_time() - began < 10


def test_windows_do_not_change_places():
    text = PLAIN + " " + (PLAIN + " ") * 30 + DIRECT
    (one,) = tag([text])[0]
    assert texts_of(text, one.source) == ["the foreign minister"]


def test_loose_marks_at_the_ends_are_left_out():
    text = "- The minister, a veteran of the talks, said: “We stay.”"
    for one in tag([text])[0]:
        for start, end in (*one.content, *one.source):
            assert text[start] not in ",-:”"
            assert text[end - 1] not in ",-:“"


def test_a_quotation_mark_brings_its_partner():
    text = "The minister warned that it would be an “immediate disaster,” and left."
    for one in tag([text])[0]:
        for content in texts_of(text, one.content):
            assert content.count("“") == content.count("”")
