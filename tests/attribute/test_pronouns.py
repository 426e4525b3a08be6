"""Which pronouns of a statement become names in its reading, and which stay, on invented sentences."""

import pytest

from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.pipeline import analyse


def readings(text):
    found = analyse(Document(id="d", sha256="0", format="plain", text=text), Options())
    return " | ".join(f.reading for f in found.facts)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mr. Peter Orlen reached the harbour on Monday. He signed the treaty in the evening.",
         "Orlen signed the treaty"),
        ("Mr. Peter Orlen said he would sign the treaty.", "Orlen would sign the treaty"),
        ("“I never signed the treaty,” said Mr. Peter Orlen.", "Orlen never signed the treaty"),
        ("Mr. Peter Orlen opened the harbour. Mrs. Ida Vane signed the treaty, and she left the hall.",
         "Vane left the hall"),
        ("Mr. Peter Orlen cut himself on the broken glass of the window.", "Orlen cut Orlen on the broken glass"),
    ],
)  # fmt: skip
def test_a_pronoun_with_one_bearer_is_named(text, read):
    """The last one heard, where nobody else fits; a woman named between does not hinder "he"."""
    assert read in readings(text)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        # nobody calls himself "he"
        ("Mr. Peter Orlen spoke in Tarn. “He wants to sign the treaty,” said Mr. Peter Orlen.", "He wants to sign"),
        # another man stands nearer
        ("Mr. Peter Orlen wrote to Mr. James Vane about the treaty. On Monday he signed the treaty.",
         "he signed the treaty"),
        # a man without a name stands nearer
        ("Mr. Peter Orlen reported that a gunman forced his way into the tower.", "his way into the tower"),
        # nobody in particular
        ("Mr. Peter Orlen reached Tarn. The law covers what is paid over his or her lifetime.", "his or her lifetime"),
        # nobody meets himself as "him"
        ("Mr. Peter Orlen met him at the harbour on Monday.", "Orlen met him"),
        # a country, a mine
        ("“The law will harm US trade for years,” said Mr. Peter Orlen.", "harm US trade"),
        ("“The coal mine was never safe at all,” said Mr. Peter Orlen.", "coal mine was never safe"),
        # named in quoted words only, and the outlet speaks on
        ("“Mr. Peter Orlen signed the treaty,” the herald read. On Monday he rested in Tarn.", "he rested in Tarn"),
        # nothing tells whether it is a woman, and nobody else of the name is called "she"
        ("Orlen Quist reached the harbour.\n\nThe treaty was read aloud. Crowds cheered her arrival.",
         "cheered her arrival"),
    ],
)  # fmt: skip
def test_a_pronoun_that_could_be_another_stays(text, stays):
    """A wrong name parts what is one claim and joins what is two; a pronoun only says less."""
    assert stays in readings(text)


def test_others_pronouns_show_who_is_a_woman():
    """Of whom the document itself often says "she", the next "she" is meant too."""
    text = "Quillon Vane reached the harbour. She opened the new hall. Vane then left, and she signed the treaty."

    assert "Vane signed the treaty" in readings(text)


def test_somebody_is_called_by_the_name_that_stands_alone():
    """Not by the last word of one broken mention, nor by "Jr."."""
    text = "Peter Orlen Jr. reached the harbour. Orlen opened the hall on Monday, and he signed the treaty."

    assert "Orlen signed the treaty" in readings(text)
