"""Pairs of statements that are read together: first those that the features leave in doubt, nearest to even first.

Once claims are known for the first time, a second reading looks at what holds them together, and at what nearly does.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np

from rashomon.align.pairs import Pairs
from rashomon.align.said import Said
from rashomon.language.judge import Verdict, judge, key

Pair = tuple[int, int]

DOUBT = 0.05
"""Probability by features from which a pair is read: of the labelled pairs below it one in fifty is the same claim."""
EVEN = 0.3
"""Probability by features of which nothing can be said; pairs nearest to it are read first."""
SHARE = 1.0
"""Pairs read for each statement of the event at first, at most: time decides (docs/models/same-claim.md), 5,000
statements take as long to read as to analyse."""
SHARE_AGAIN = 0.35
"""Pairs read for each statement once claims are known, at most. Chosen with SHARE among six settings on pairs of 58
events whose labels the reader never saw (docs/models/same-claim.md)."""
_EDGE = 0.002
"""Chances are kept this far from 0 and 1 before their log-odds are taken, so that one pair in doubt weighs finitely."""


def voiced(said: Said, i: int) -> str:
    """A statement as it is read: its source, its stance where more than said, its words with pronouns named."""
    statement, words = said.statements[i], said.facts[i].reading or said.statements[i].text
    if statement.source is None:
        return words
    stance = "" if statement.stance == "asserted" else f" ({statement.stance})"
    return f"{statement.source.description or 'a source'}{stance}: {words}"


def read_together(
    found: Pairs, chance: Mapping[Pair, float], memory: dict[str, Verdict] | None = None
) -> dict[Pair, Verdict]:
    """The verdicts on the pairs in doubt. `chance` is by features; `memory` is asked first and filled with what is new.

    Raises ModelError when the model file is missing or altered.
    """
    said = found.event.said
    values = np.array([chance[pair] for pair in found.index])
    held = np.clip(values, _EDGE, 1 - _EDGE)
    far = np.abs(np.log(held / (1 - held)) - _odds(EVEN))
    doubtful = [k for k in np.argsort(far, kind="stable").tolist() if values[k] >= DOUBT]
    chosen = [found.index[k] for k in doubtful[: int(SHARE * len(said))]]
    return _read(said, chosen, memory)


def read_again(
    found: Pairs,
    unread: Mapping[Pair, float],
    tied: Iterable[Pair],
    groups: Sequence[Sequence[int]],
    memory: dict[str, Verdict] | None = None,
) -> dict[Pair, Verdict]:
    """The verdicts on unread pairs that decide whether `groups` are claims.

    First those within a group, the weakest first, since a wrong one founds a wrong claim; then those between two groups
    that a `tied` pair holds together though they stayed apart, the likeliest first.
    Raises ModelError when the model file is missing or altered.
    """
    home = {i: k for k, group in enumerate(groups) for i in group}
    near = {_ordered(home[a], home[b]) for a, b in tied}
    within, between = [], []
    for (a, b), p in unread.items():
        if p < DOUBT:
            continue
        if home[a] == home[b]:
            within.append((p, (a, b)))
        elif _ordered(home[a], home[b]) in near:
            between.append((-p, (a, b)))
    chosen = [pair for _, pair in (*sorted(within), *sorted(between))]
    return _read(found.event.said, chosen[: int(SHARE_AGAIN * len(found.event.said))], memory)


def _read(said: Said, chosen: Iterable[Pair], memory: dict[str, Verdict] | None) -> dict[Pair, Verdict]:
    texts = {pair: (voiced(said, pair[0]), voiced(said, pair[1])) for pair in chosen}
    verdicts = judge(list(texts.values()), memory)
    if memory is not None:
        memory.update(verdicts)
    return {pair: verdicts[key(*both)] for pair, both in texts.items()}


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _odds(chance: float) -> float:
    held = min(max(chance, _EDGE), 1 - _EDGE)
    return log(held / (1 - held))


def log_odds(verdict: Verdict) -> tuple[float, float]:
    """How the verdict weighs in the scorer: log-odds of `same`, and of `same` or `part`."""
    return _odds(verdict.same), _odds(verdict.same + verdict.part)
