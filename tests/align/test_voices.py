"""Whose words count as one voice."""

import pytest

from rashomon.align.differ.voices import one_voice


@pytest.mark.parametrize(
    ("labels", "named", "voices"),
    [
        (["the navy", "a navy spokesman"], [], 1),
        (["the navy", "a spokesman for the Northern navy"], [], 1),
        (["Ida Vane", "a spokesman for Ida Vane"], ["Ida Vane"], 1),
        (["officials", "senior Brellan officials"], [], 1),
        (["officials", "Brellan officials", "Sorvian officials"], [], 2),
        (["Ida Vane", "Tom Vane", "Vane"], ["Ida Vane", "Tom Vane", "Vane"], 2),
        (["Ida Vane", "a statement by Ida Vane's lawyer"], ["Ida Vane"], 2),
        (["Ida Vane", "a statement from the widow of Ida Vane"], ["Ida Vane"], 2),
        (["the club", "a spokeswoman for the fans of the club"], [], 2),
        (["the company", "a company lawyer"], [], 2),
    ],
)
def test_one_voice_is_a_body_with_its_spokesman_and_nobody_else(labels, named, voices):
    """A body and who speaks for it are one; those who only share a word, or a third that may be either, are not."""
    roles: dict[str, list[str]] = {name: [] for name in named}

    assert len(set(one_voice(labels, roles).values())) == voices
    assert one_voice(labels[::-1], roles) == one_voice(labels, roles)
