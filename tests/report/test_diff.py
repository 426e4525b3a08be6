"""Marks of difference: nothing is lost, equal words are never marked, numbers and negations are."""

import time

import averly
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.report.desk import make_desk
from rashomon.report.diff import differing, tokens
from rashomon.report.told import side_by_side

WORDS = st.lists(
    st.sampled_from(
        ["crane", "berth", "ship", "the", "not", "12", "400", "may", "harbour’s", "closes", "opened,", "“now”"]
    ),
    max_size=12,
)
TEXT = st.one_of(st.text(max_size=60), WORDS.map(" ".join))


@given(TEXT)
def test_tokens_join_to_the_text(text):
    """Cutting into words loses nothing but what no pattern reaches, and that is nothing."""
    assert "".join(tokens(text)) == text


@given(TEXT, st.lists(TEXT, max_size=4))
def test_pieces_join_to_the_text(text, others):
    """Marking changes no character."""
    assert "".join(piece.text for piece in differing(text, others).pieces) == text


@given(TEXT, st.integers(1, 4))
def test_equal_wordings_have_no_marks(text, copies):
    """A wording compared with itself differs nowhere."""
    wording = differing(text, [text] * copies)
    assert not any(piece.differs for piece in wording.pieces)
    assert not wording.far


@pytest.mark.parametrize(
    ("text", "other", "marked", "tag"),
    [
        ("the yard frees 400 boxes", "the yard frees 250 boxes", "400", "number"),
        ("the yard does not free boxes", "the yard does free boxes", "not", "negation"),
        ("the yard may free 400 boxes", "the yard frees 400 boxes", "may", "hedge"),
    ],
)
def test_figures_negations_and_hedges_are_named(text, other, marked, tag):
    """What kind of word differs is said in a word, not only shown."""
    wording = differing(text, [other])
    assert any(marked in piece.text and piece.differs for piece in wording.pieces)
    assert tag in wording.tags


def test_small_words_and_case_are_no_difference():
    """Articles, plural s, thousands commas and capitals do not count."""
    wording = differing("The crane lifted 1,000 crates", ["A crane lifted 1000 crate"])
    assert not any(piece.differs for piece in wording.pieces)


def test_another_telling_altogether_is_not_marked_word_by_word():
    """Where nearly everything differs, marks would say nothing."""
    wording = differing(
        "Dockers walked off the quay at dawn", ["Talks with company officials resumed yesterday evening"]
    )
    assert wording.far
    assert not any(piece.differs for piece in wording.pieces)


@pytest.mark.timed
def test_long_wordings_stay_fast():
    """The comparison is bounded in words."""
    begun = time.process_time()
    differing("word " * 20_000, ["other word " * 20_000] * 3)
    assert time.process_time() - begun < 5


def test_that_all_is_told_in_other_words_is_not_said_of_each() -> None:
    """Where most wordings are far from the others the tag would stand everywhere; of one among like ones it is said."""
    desk = make_desk(averly.record())
    few = [s for s in desk.statement.values() if len(desk.words(s).split()) > 7]
    by_account = list({s.document: s for s in few}.values())[:4]
    told = side_by_side(desk, by_account)

    assert len(told) >= 3
    assert not [t for t in told if "in other words" in t.tags]
