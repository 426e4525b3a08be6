"""What keeps statements apart though they are alike: words that tell nothing."""

import pytest
from made_up import made

from rashomon.align.footing import hollow, tells_nothing


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
