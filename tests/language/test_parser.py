"""Tokens and sentences of bare text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import ModelError
from rashomon.language import parser
from rashomon.language.parser import parse, sentences


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(parse([text])[0])]


@pytest.mark.parametrize(
    "whole",
    [
        "“We will go,” Mr. Orlan said.",
        "J. R. Orlan of the U.S. Navy agreed.",
        "It began at 9 a.m. Friday in St. Bruna.",
        "The envoy (a lawyer. Or so he said. Nobody asked) left.",
        "He asked “why?” and left.",
        "Route No. 3 is shut.",
        "Sen. Orlan, of Bruna, and Dr. Vey met Gov. Tam.",
    ],
)
def test_one_sentence_is_not_split(whole):
    """No sentence starts after a title, an initial or an hour, inside brackets, or in the middle of a clause."""
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["“It is over.”", "The envoy left.", "“Why?” he asked."],
        ['"It is over."', '"We won."', "(He laughed.)", "They went."],
        ["He said: 'I am here.'", "Then he went.", "Prices rose 3.5%."],
        ["Talks ended at noon.", "Orlan agreed."],
    ],
)
def test_sentences_end_at_their_closing_marks(parts):
    """A closing quotation mark or bracket belongs to the sentence that it closes."""
    assert split(" ".join(parts)) == parts


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_doc_is_its_chunk(chunks):
    """Every Doc has its chunk's text, and sentences are ordered, apart and without blanks at their ends."""
    for chunk, doc in zip(chunks, parse(chunks), strict=True):
        assert doc.text == chunk
        found = [(s.start_char, s.end_char) for s in sentences(doc)]
        assert all(a[1] <= b[0] for a, b in pairwise(found))
        assert all(chunk[start:end] and not chunk[start:end].isspace() for start, end in found)


def test_long_chunks_are_windowed_at_sentence_ends():
    """A chunk over the window keeps its text, and no sentence is cut."""
    text = "The envoy of Bruna left the hall at noon. " * 400

    doc = parse([text])[0]

    assert doc.text == text
    assert {s.text for s in sentences(doc)} == {"The envoy of Bruna left the hall at noon."}


def test_speech_without_full_stops_is_still_cut_into_sentences():
    """No sentence is longer than 300 tokens, and a pause is taken where there is one, save at the edge of a window."""
    words = "we went there and they said that " * 400
    assert max(len(sentence) for sentence in sentences(parse([words])[0])) <= 300
    paused = "we went there and they said so, " * 400
    assert sum(not part.endswith(",") for part in split(paused)) <= 1


def test_a_verb_joined_to_a_demand_goes_on_from_the_verb_of_demanding():
    """What is demanded stands in the bare form, with which "offered" is not joined."""
    doc = parse(["She demanded that Tamber open the pass, and offered to pay half."])[0]

    offered = next(t for t in doc if t.text == "offered")
    assert offered.head.text == "demanded"


@pytest.mark.parametrize("mark", ["(", "a", "-", "“", ".", "a.", "1,", "\n", "/", "@"])
def test_time_grows_with_length_only(mark):
    """Degenerate text costs no more than its length deserves."""
    text = mark * (8_000 // len(mark))

    began = time.process_time()
    doc = parse([text])[0]

    assert doc.text == text
    assert time.process_time() - began < 6


def test_an_altered_model_is_refused(monkeypatch):
    """A model file with another hash is an error that says what to do, not another result."""
    monkeypatch.setitem(parser.PINNED, "tagger/model", "0" * 64)

    with pytest.raises(ModelError, match="tagger/model"):
        parser._pipeline.__wrapped__()
