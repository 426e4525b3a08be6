"""Words for codes, and text made safe to show."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.analysis import EntityKind, Form, Stance
from rashomon.model.record import Act, DivergenceKind, Standing, Verdict
from rashomon.report import words


@pytest.mark.parametrize(
    ("kinds", "table"),
    [(Standing, words.STANDING), (Verdict, words.VERDICT), (DivergenceKind, words.KIND), (Form, words.FORM),
     (Stance, words.STANCE), (Act, words.ACT), (EntityKind, words.ENTITY_KIND)],
)  # fmt: skip
def test_every_code_has_words(kinds, table):
    """A code that the model gains is missed here first."""
    assert set(get_args(kinds)) == set(table)


@given(st.text())
def test_visible_text_can_be_written_and_hides_nothing(text):
    """No control, bidi or lone surrogate character is left; doing it twice changes nothing."""
    shown = words.visible(text)
    shown.encode("utf-8")
    assert not set(shown) & set("\x00\x1b\u200b\u200e\u202a\u202e\u2066\u2069\ufeff\ud800")
    assert words.visible(shown) == shown


@given(st.text(), st.integers(2, 50))
def test_shortened_text_fits(text, limit):
    """Never longer than asked, and whole where it fits."""
    short = words.shortened(text, limit)
    assert len(short) <= limit
    if len(words.folded(text)) <= limit:
        assert short == words.folded(text)


@pytest.mark.parametrize(
    ("url", "good"),
    [("https://a.example/x?y=1", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("https://a.example/ x", False), ('https://a.example/"', False), (None, False),
     ("//a.example", False), ("https:///x", False), ("https://a\u202e.example", False), ("file:///x", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url, good):
    """Everything but http and https stays text."""
    assert (words.web_address(url) is not None) == good


def test_bounds_in_words():
    """Origins are bounded in words, never in a score."""
    assert words.bounds(1, 1) == "one origin"
    assert words.bounds(2, 4) == "at least two, at most four origins"


def test_local_time_names_its_zone_and_another_day():
    """The outlet's clock beside UTC; an unknown zone gives nothing."""
    late = datetime(2031, 7, 1, 23, 30, tzinfo=UTC)
    assert words.local(late, "Europe/Oslo") == "01:30 CEST, the next day"
    assert words.local(late, "Nowhere/Else") == ""
    assert words.local(late, "../../etc/passwd") == ""
    assert words.local(late, None) == ""
