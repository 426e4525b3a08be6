"""The two probabilities of a pair: what raises and what lowers them."""

import pytest
from made_up import made, story

from rashomon.align.features import FEATURES
from rashomon.align.pairs import Pairs, pairs
from rashomon.align.scorer import (
    BAR,
    MATTER,
    READ,
    VERDICTS,
    WEIGHTS,
    by_features,
    by_features_of,
    one_matter,
    reasons,
    same_claim,
)
from rashomon.align.together import read_together
from rashomon.language.judge import Verdict

OTHERS = [
    ("d2", "Valdek sold the orchard on Monday"),
    ("d3", "Brisk counted the archive in the rain"),
    ("d4", "Hallen closed the ferry with help"),
]


def chance(one: str, two: str) -> float:
    """The probability of one claim for two texts of two documents, in an event with others."""
    return by_features_of(pairs(made([("d0", one), ("d1", two), *OTHERS])), 0, 1)


def joined(found: Pairs) -> dict[tuple[int, int], float]:
    """The probability with what reading both together adds."""
    chance = by_features(found)
    return same_claim(found, chance, read_together(found, chance))


def test_weights_name_features_that_exist() -> None:
    """A weight for a feature nobody computes would be lost in silence."""
    assert set(WEIGHTS) <= set(FEATURES)
    assert set(MATTER) <= set(FEATURES)
    assert set(READ) <= {*FEATURES, *VERDICTS}


@pytest.mark.parametrize("name", ["figure_conflict", "polarity", "date_conflict", "uncovered"])
def test_what_conflicts_or_is_left_over_lowers_the_probability(name: str) -> None:
    """No fit may turn a conflict into a sign of agreement."""
    assert WEIGHTS[name] < 0


@pytest.mark.parametrize("name", ["cosine", "stems", "phrase", "predicate", "figures", "speaker", "dates"])
def test_what_agrees_raises_the_probability(name: str) -> None:
    """No fit may turn agreement against a pair."""
    assert WEIGHTS[name] > 0


def test_the_same_words_are_the_same_claim_and_other_words_are_not() -> None:
    """A repeated sentence passes the bar with room; an unrelated one stays far below."""
    line = "Tolvan signed the harbour treaty after long talks"
    assert chance(line, line) > 0.9
    assert chance(line, "Orrel repaired a tunnel near Marrick last spring") < 0.1


def test_a_conflicting_figure_or_a_denial_lowers_it() -> None:
    """12 divers are not 40 divers, and was not rescued is not was rescued."""
    plain = chance("Crews rescued 12 divers near the tunnel", "Crews rescued 12 divers near the tunnel mouth")
    assert chance("Crews rescued 12 divers near the tunnel", "Crews rescued 40 divers near the tunnel mouth") < plain
    assert (
        chance("Crews rescued 12 divers near the tunnel", "Crews not rescued 12 divers near the tunnel mouth") < plain
    )


def test_any_pair_has_the_probability_that_the_table_has() -> None:
    """Asking for one pair gives what comparing all candidates gives."""
    found = pairs(story(3, 6))
    for pair, p in list(by_features(found).items())[::7]:
        assert by_features_of(found, *pair) == pytest.approx(p, abs=1e-6)


def test_probabilities_are_probabilities_and_the_same_twice() -> None:
    """Between 0 and 1, rounded to six places, and free of chance."""
    found = pairs(story())
    for table in (by_features(found), joined(found), one_matter(found)):
        assert all(0 <= p <= 1 and p == round(p, 6) for p in table.values())
    assert joined(found) == joined(pairs(story()))
    assert 0 < BAR < 1


def test_a_tie_says_what_speaks_for_it() -> None:
    """Reasons are words for a reader, never empty."""
    found = pairs(story(3, 6))
    assert len(reasons(found)) == len(found.index)
    assert all(reasons(found))


def test_no_candidates_give_no_probabilities() -> None:
    """An event of one statement is no error."""
    alone = pairs(made([("d0", "The dam broke")]))

    assert by_features(alone) == joined(alone) == {}


def test_a_likelier_verdict_makes_one_claim_likelier() -> None:
    """What was read counts in the direction in which it was read; pairs that were not read keep their chance."""
    found = pairs(story(3, 5))
    chance = by_features(found)
    pair = next(iter(chance))
    yes, no = (same_claim(found, chance, {pair: Verdict(p, 0.0, 0.0)}) for p in (0.98, 0.02))

    assert yes[pair] > no[pair]
    assert {k: v for k, v in yes.items() if k != pair} == {k: v for k, v in chance.items() if k != pair}
