"""What keeps statements apart though they are alike: words that tell nothing, and pairs too weak to found a claim."""

import pytest
from made_up import made

from rashomon.align.cluster import grouped
from rashomon.align.footing import hollow, tells_nothing
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


def test_a_pair_that_founds_no_claim_may_meet_in_one() -> None:
    """What two statements lack, a third that is like both may give."""
    alone = grouped(2, {(0, 1): 0.4}, BAR, founding=0.5).groups
    met = grouped(3, {(0, 1): 0.4, (0, 2): 0.8, (1, 2): 0.8}, BAR, founding=0.5).groups

    assert alone == [(0,), (1,)]
    assert met == [(0, 1, 2)]
