"""Which pairs are read together, how a statement is voiced, and what is remembered."""

from math import log

from made_up import made, story
from msgspec.structs import replace

from rashomon.align.pairs import pairs
from rashomon.align.scorer import by_features
from rashomon.align.together import DOUBT, EVEN, SHARE, SHARE_AGAIN, log_odds, read_again, read_together, voiced
from rashomon.language.judge import Verdict
from rashomon.model.analysis import Source


def test_a_statement_is_read_with_its_source_and_what_is_more_than_said() -> None:
    """The outlet's own words stand alone; a denial reads as one."""
    said = made([("d0", "the gates were open")])
    source = Source(spans=(), entity=None, description="the warden", named=False)
    denied = replace(said.statements[0], source=source, stance="denied")

    assert voiced(said, 0) == "the gates were open"
    assert voiced(replace(said, statements=(denied,)), 0) == "the warden (denied): the gates were open"


def test_only_pairs_in_doubt_are_read_those_nearest_to_even_first_and_not_too_many() -> None:
    """Below DOUBT the features decide; SHARE bounds the work."""
    found = pairs(story(4, 8))
    chance = by_features(found)
    read = read_together(found, chance)
    doubtful = [pair for pair in found.index if chance[pair] >= DOUBT]

    def far(pair: tuple[int, int]) -> float:
        """How far the features' chance lies from even, in log-odds."""
        held = min(max(chance[pair], 0.002), 0.998)
        return abs(log(held / (1 - held)) - log(EVEN / (1 - EVEN)))

    assert set(read) <= set(doubtful)
    assert len(read) == min(len(doubtful), int(SHARE * len(found.event.said)))
    assert max(map(far, read)) <= min((far(pair) for pair in doubtful if pair not in read), default=100.0)


def test_memory_is_filled_and_changes_nothing() -> None:
    """A second weave reads nothing again and finds the same."""
    found = pairs(story(3, 5))
    chance = by_features(found)
    memory: dict[str, Verdict] = {}
    first = read_together(found, chance, memory)
    size = len(memory)

    assert size > 0
    assert read_together(found, chance, memory) == first
    assert len(memory) == size


def test_a_likelier_verdict_weighs_more_and_none_weighs_without_end() -> None:
    """Log-odds grow with the chance and stay finite at its ends."""
    low, high = log_odds(Verdict(0.0, 0.0, 0.0)), log_odds(Verdict(1.0, 0.0, 0.0))

    assert low[0] < log_odds(Verdict(0.5, 0.2, 0.1))[0] < high[0]
    assert -10 < low[0] < high[0] < 10


def test_what_holds_a_claim_together_is_read_again_the_weakest_first() -> None:
    """Within groups before between them; groups that no tie holds together are left apart, and SHARE_AGAIN bounds."""
    found = pairs(story(4, 8))
    size = len(found.event.said)
    unread = {pair: 0.4 + 0.01 * k for k, pair in enumerate(found.index)}
    groups = [tuple(range(size // 2)), tuple(range(size // 2, size))]
    inside = sorted((p, pair) for pair, p in unread.items() if (pair[0] < size // 2) == (pair[1] < size // 2))

    read = read_again(found, unread, [], groups)

    assert len(read) == min(len(inside), int(SHARE_AGAIN * size))
    assert set(read) == {pair for _, pair in inside[: len(read)]}


def test_two_groups_are_read_against_each_other_only_where_a_tie_holds_them() -> None:
    """Unread pairs between them are asked for, the likeliest first; a pair in no doubt is not."""
    found = pairs(story(4, 8))
    size = len(found.event.said)
    groups = [(i,) for i in range(size)]
    (a, b), (c, d) = found.index[0], next(pair for pair in found.index if not {*pair} & {*found.index[0]})

    assert read_again(found, {(a, b): 0.6, (c, d): 0.6}, [(a, b)], groups).keys() == {(a, b)}
    assert not read_again(found, {(a, b): DOUBT / 2}, [(a, b)], groups)
