"""What keeps statements apart though they are alike: words that tell nothing, and pairs with too little in common."""

import numpy as np
import pytest
from made_up import made
from msgspec.structs import replace

from rashomon.align.cluster import grouped
from rashomon.align.features import FEATURES
from rashomon.align.footing import hollow, tells_nothing, unfounded
from rashomon.align.pairs import pairs
from rashomon.align.scorer import BAR


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("At a news conference on Monday … Orrel said", False),
        ("The silver lining was", True),
        ("Tolvan's address also included a", True),
        ("Orrel said that the dam was closed", False),
        ("If it sounds too good to be true, it probably is", False),
        ("the dam was closed", False),
    ],
)
def test_words_that_stop_before_they_say_anything_are_known(text: str, nothing: bool) -> None:
    """A subject without what it is, an article without its noun; an occasion on which somebody spoke is something."""
    assert tells_nothing(text) is nothing


def test_what_tells_nothing_meets_only_its_own_words() -> None:
    """Two copies of an empty line stay together; another sentence does not join them."""
    said = made([("a", "The news was"), ("b", "The news was"), ("c", "The news was bad")])

    assert hollow(said, {(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.6}) == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("chance", "uncovered", "speaker", "dates", "kept"),
    [(0.4, 0.8, 0.0, 0.0, True), (0.4, 0.8, 1.0, 0.0, False), (0.4, 0.8, 0.0, 1.0, False),
     (0.4, 0.6, 0.0, 0.0, False), (0.6, 0.8, 0.0, 0.0, False)],
)  # fmt: skip
def test_a_weak_pair_founds_a_claim_only_on_words_a_speaker_or_a_day(
    chance: float, uncovered: float, speaker: float, dates: float, kept: bool
) -> None:
    """Under an even chance, something firm must tie two statements that nothing else supports."""
    found = pairs(made([("a", "Tolvan opened the dam"), ("b", "Tolvan opened the bridge")]))
    row = np.zeros(len(FEATURES))
    for name, value in (("uncovered", uncovered), ("speaker", speaker), ("dates", dates)):
        row[FEATURES.index(name)] = value
    weak = unfounded(replace(found, values=np.array([row])), {(0, 1): chance}, BAR)

    assert (weak == {(0, 1)}) is kept


def test_a_pair_that_founds_no_claim_may_meet_in_one() -> None:
    """What two statements lack, a third that is like both may give."""
    alone = grouped(2, {(0, 1): 0.4}, BAR, unfounded={(0, 1)}).groups
    met = grouped(3, {(0, 1): 0.4, (0, 2): 0.8, (1, 2): 0.8}, BAR, unfounded={(0, 1)}).groups

    assert alone == [(0,), (1,)]
    assert met == [(0, 1, 2)]
