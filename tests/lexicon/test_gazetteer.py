"""Countries, cities and seats of power."""

import pytest

from rashomon.lexicon.gazetteer import adjective_of, gazetteer, is_capital, known, plain


@pytest.mark.parametrize(
    ("text", "name", "country", "what"),
    [
        ("Kiev", "Kyiv", "Ukraine", "city"),
        ("U.S.", "United States", "United States", "country"),
        ("Türkiye", "Turkey", "Turkey", "country"),
        ("Danes", "Denmark", "Denmark", "people"),
        ("Danish", "Denmark", "Denmark", "adjective"),
        ("the Kremlin", "Kremlin", "Russia", "seat"),
        ("New York", "New York", "United States", "city"),
        ("European", "Europe", "", "continent"),
    ],
)
def test_names_are_known(text, name, country, what):
    """A name, an other name, an adjective, a people or a seat gives its usual name and state."""
    found = known(text)

    assert found is not None
    assert (found.name, found.country, found.what) == (name, country, what)


def test_common_words_are_marked():
    """Cities whose names are mostly something else in English say so."""
    assert known("Nice").common
    assert not known("Oslo").common


def test_every_key_is_plain_and_every_state_named():
    """The list is asked in plain form, and no code is left where a state's name belongs."""
    for key, found in gazetteer().items():
        assert key == plain(key) != ""
        assert found.name
        assert len(found.country) != 2


def test_capitals_and_adjectives():
    """A capital is known as one in any spelling; a state without an adjective keeps its name."""
    assert is_capital("Kiev")
    assert not is_capital("Bergen")
    assert adjective_of("Norway") == "Norwegian"
    assert adjective_of("Norland") == "Norland"
