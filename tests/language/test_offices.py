"""Offices in words."""

import pytest

from rashomon.language.offices import Office, fits, office


@pytest.mark.parametrize(
    ("text", "title", "of", "party", "former"),
    [
        ("Norway's defense minister", "defence minister", "", "Norway", False),
        ("the Norwegian PM", "prime minister", "", "Norway", False),
        ("head of the Norwegian delegation", "head", "delegation", "Norway", False),
        ("then-UK Prime Minister", "prime minister", "", "United Kingdom", True),
        ("former Chilean president", "president", "", "Chile", True),
        ("First Deputy Minister of Foreign Affairs", "first deputy minister", "affairs", None, False),
    ],
)
def test_offices_have_one_spelling(text, title, of, party, former):
    """Spellings and word order of one office give one value."""
    assert office(text) == Office(title, of, party, former)


def test_words_without_an_office():
    """A phrase without an office, a calling or a tie has none."""
    assert office("the Norwegian delegation") is None
    assert office("") is None


@pytest.mark.parametrize(
    ("asked", "held", "same"),
    [
        ("the defence minister", "Norwegian defence minister", True),
        ("the Norwegian minister", "Norwegian defence minister", True),
        ("the Swedish defence minister", "Norwegian defence minister", False),
        ("the minister", "deputy minister", False),
        ("the Norwegian leader", "Norwegian prime minister", True),
        ("the Norwegian leader", "Norwegian dictator", True),
        ("the president", "former Norwegian president", False),
        ("the head of the delegation", "head of the Norwegian delegation", True),
    ],
)
def test_a_description_fits_a_holder(asked, held, same):
    """A description fits when it names the same office, no other state and nothing more than is known."""
    assert fits(office(asked), office(held)) is same
