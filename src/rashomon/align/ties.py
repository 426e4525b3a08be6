"""Ties: which statements are compared, and how likely two of them make one claim."""

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.align.cluster import Grouping, Pair, grouped
from rashomon.align.footing import hollow
from rashomon.align.pairs import Pairs, pairs
from rashomon.align.said import Said
from rashomon.align.scorer import BAR, asked_of, by_features, one_matter, same_claim
from rashomon.align.together import read_again, read_together
from rashomon.language.judge import Verdict

INSIDE = 0.8
"""Share of the shorter content that the longer must hold, and of the longer that it may fill, to stand inside it."""
APART = 0.07
"""Probability of one claim for such a pair, and for one of which a side tells nothing: too low to join it, and just
above the bar that would keep the groups of both apart for ever (cluster.BARRED), which cost the golds .02 to .04 of the
matrix."""
REPEATS = 8
"""Times that one document may tell one thing in the same words before further ones follow the first unasked: a ticker
or a broken page repeats a line by the thousand, no story does."""


class Ties(msgspec.Struct, frozen=True):
    """Candidate pairs with their features, and two probabilities of each.

    `chance`: that both speak of one matter, where divergences are sought; `same`: that both make one claim.
    `again`: statements that only repeat their document's own words, each with the first of them.
    """

    found: Pairs
    chance: dict[Pair, float]
    same: dict[Pair, float]
    again: dict[int, int]
    together: tuple[Pair, ...] = ()
    """Pairs that a person said are one claim."""


def ties(
    said: Said, memory: dict[str, Verdict] | None = None, forced: Mapping[tuple[str, str], bool] | None = None
) -> Ties:
    """Compare statements that are worth comparing. `memory` holds verdicts on pairs read before; new ones are added.

    `forced` are pairs of statement ids that a person said make one claim (True) or two (False).
    """
    found = pairs(said)
    again = repeated(said)
    chance = by_features(found)
    decided = _decided(said, forced or {}, again)
    joined = tuple(pair for pair, together in decided.items() if together)
    settled = dict.fromkeys(_one_within_another(said), APART)
    settled |= {pair: 1.0 if together else 0.0 for pair, together in decided.items()}

    def likely(read: Mapping[Pair, Verdict]) -> dict[Pair, float]:
        same = same_claim(found, chance, read)
        same |= dict.fromkeys(hollow(said, same), APART) | settled
        return {(a, b): p for (a, b), p in same.items() if a not in again and b not in again} if again else same

    read = read_together(found, chance, memory)
    same = likely(read)
    doubtful = {pair: p for pair, p in same.items() if pair not in read and p == chance.get(pair)}
    tied = [pair for pair, p in same.items() if p >= BAR]
    groups = gathered(said, found, same, joined).groups
    same = likely(read | read_again(found, doubtful, tied, groups, memory))
    return Ties(found, one_matter(found), same, again, joined)


def gathered(said: Said, found: Pairs, same: Mapping[Pair, float], joined: Sequence[Pair]) -> Grouping:
    """The groups of statements that make one claim; `joined` are those that a person put together."""
    return grouped(len(said), same, BAR, asked_of(found), joined)


def _decided(said: Said, forced: Mapping[tuple[str, str], bool], again: Mapping[int, int]) -> dict[Pair, bool]:
    """Forced pairs by the places of their statements, repetitions by the first of them."""
    out: dict[Pair, bool] = {}
    for (one, two), joined in sorted(forced.items()):
        a, b = said.index.get(one), said.index.get(two)
        if a is not None and b is not None:
            first, second = sorted((again.get(a, a), again.get(b, b)))
            if first != second:
                out[first, second] = joined
    return out


def repeated(said: Said) -> dict[int, int]:
    """Statements that only repeat words which their document has told REPEATS times, each with the first of them."""
    told: dict[tuple[str, str, str | None], list[int]] = {}
    for i, statement in enumerate(said.statements):
        who = statement.source.entity or statement.source.description if statement.source is not None else None
        told.setdefault((statement.document, statement.text.lower(), who), []).append(i)
    return {i: rows[0] for rows in told.values() for i in rows[REPEATS:]}


def _one_within_another(said: Said) -> list[Pair]:
    """Pairs of statements of which one stands inside the other: two claims of one sentence, so never the same one."""
    out: list[Pair] = []
    by_document: dict[str, list[int]] = {}
    for i, statement in enumerate(said.statements):
        by_document.setdefault(statement.document, []).append(i)
    for rows in by_document.values():
        rows.sort(key=lambda i: said.statements[i].content)
        for k, a in enumerate(rows):
            one = said.statements[a].content
            for b in rows[k + 1 :]:
                two = said.statements[b].content
                if two[0].start >= one[-1].end:
                    break
                small, large = sorted((sum(map(len, one)), sum(map(len, two))))
                held = sum(x.overlap(y) for x in one for y in two)
                if held >= INSIDE * small and small < INSIDE * large:
                    out.append((min(a, b), max(a, b)))
    return out
