"""Bodies spoken of a second time."""

import pytest

from rashomon.attribute.bodies import again
from rashomon.model.analysis import Mention


def bodies(*names: str) -> list[Mention]:
    """Bodies named one after the other, the last first."""
    found = [Mention(document="d", who=f"organisation:{n.lower()}", name=n, kind="organisation", start=k * 40,
                     end=k * 40 + len(n)) for k, n in enumerate(names)]  # fmt: skip
    return found[::-1]


@pytest.mark.parametrize(
    ("words", "named", "who"),
    [
        ("the ministry", ["Kelm Health Ministry", "Vale Bank"], "organisation:kelm health ministry"),
        ("The ministry", ["Ministry of Health", "Vale Bank"], "organisation:ministry of health"),
        ("the ministry", ["Kelm Health Ministry", "Kelm Farm Ministry"], None),
        ("the club", ["Selk Rowing Club"], "organisation:selk rowing club"),
        ("the club", ["Selk Rowing Club", "Dorran United"], None),
        ("the company", ["Dorran Mills", "Vale Water Company"], "organisation:vale water company"),
        ("the airline", ["Vessaran Airways", "Vale Bank"], "organisation:vessaran airways"),
        ("the airline", ["Air Vessara", "Northian Airlines", "Vale Bank"], "organisation:northian airlines"),
        ("the airline", ["Northian Air Force"], None),
        ("the hall", ["Vane Hall"], None),
    ],
)
def test_a_body_is_meant_again_where_only_one_can_be(words, named, who):
    """A ministry is one by its name; a club or a company may have any name, so the last one named must be it."""
    assert again(words, 400, iter(bodies(*named))) == who
