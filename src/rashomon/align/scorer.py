"""Two probabilities for a pair of statements: that both make one claim, and that both speak of one matter.

One claim is what a desk would count as the same thing told; claims are built from it. One matter is wider: statements
that may be held against each other, conflicting values included; divergences are sought there.

The weights of the first are fitted by training/claims/fit.py on labels.jsonl beside it: pairs of statements from
146 events, every sixth of them labelled by two readers. What it reaches on events left out stands in
docs/models/same-claim.md.
"""

from collections.abc import Callable, Mapping
from functools import cache
from math import exp

import numpy as np

from rashomon.align.features import FEATURES, Remembered, weighed
from rashomon.align.pairs import Pairs
from rashomon.align.together import log_odds
from rashomon.language.judge import Verdict

BIAS = -4.8
WEIGHTS: dict[str, float] = {
    "cosine": 3.98, "predicate": 0.91, "figures": 1.76, "figure_conflict": -2.34, "polarity": -1.48,
    "tense": 0.27, "phrase": 1.94, "speaker": 0.52, "dates": 1.08, "date_conflict": -0.1, "length": -0.98,
    "stems": 4.39, "uncovered": -2.69, "counted": -0.44, "attributed": 0.66, "named": -0.46, "words": 1.43,
    "headline": 1.09, "crowd": 2.03, "stance": -0.58, "quoted": -1.08,
}  # fmt: skip
"""Written by `training/claims/fit.py --write`; features that are not named weigh nothing."""
VERDICTS = ("read_same", "read_part")
"""What reading a pair adds to its features: `together.log_odds`."""
READ_BIAS = -1.99
READ: dict[str, float] = {
    "cosine": 1.98, "stems": 1.66, "uncovered": 0.36, "predicate": 0.4, "figures": 0.07,
    "figure_conflict": -2.9, "dates": 0.19, "date_conflict": -0.27, "phrase": 0.39, "polarity": -0.16,
    "tense": -0.15, "speaker": 0.2, "length": -0.47, "counted": -0.04, "attributed": 0.44, "named": 0.13,
    "words": 0.37, "headline": 0.53, "crowd": -1.34, "stance": -0.26, "quoted": -0.94, "read_same": 0.37,
    "read_part": 0.32,
}  # fmt: skip
"""Weights where the pair was read, fitted by training/claims/fit.py on pairs of events that the reader never saw."""
BAR = 0.24
"""Linkage from which groups join; chosen on labelled pairs and eight gold events (docs/models/same-claim.md)."""

MATTER_BIAS = -4.0
MATTER: dict[str, float] = {
    "cosine": 4.0, "lexical": 3.0, "contained": 1.5, "entities": 0.5, "predicate": 0.5, "figures": 1.0,
    "figure_conflict": -2.0, "polarity": -1.0, "tense": -0.3, "phrase": 3.0, "speaker": 0.3, "dates": 0.3,
    "date_conflict": -1.0, "length": 0.3, "rare": 0.5,
}  # fmt: skip
"""Set by hand on two events: what is alike in words, names and vector is of one matter."""


def by_features(found: Pairs) -> dict[tuple[int, int], float]:
    """The probability of each candidate pair that both make one claim, by its features alone."""
    return _logistic(found, WEIGHTS, BIAS)


def by_features_of(found: Pairs, a: int, b: int) -> float:
    """The same probability for any pair a < b, candidate or not."""
    return asked_of(found)(a, b)


def asked_of(found: Pairs) -> Callable[[int, int], float]:
    """`by_features_of` for one who asks many times."""
    score = weighed(found.event, WEIGHTS)

    def compute(a: int, b: int) -> float:
        return round(1 / (1 + exp(-(score(a, b) + BIAS))), 6)

    keys, known = [profile.key for profile in found.event.profiles], _ASKED.known

    def ask(a: int, b: int) -> float:
        answer = known.get((keys[a], keys[b]))
        return answer if answer is not None else _ASKED.of(found.event, a, b, compute)

    return ask


_ASKED = Remembered[float](262_144)
"""Some 35 MB when it is full; groups of 10,000 statements may ask for as many pairs."""


def same_claim(
    found: Pairs, chance: Mapping[tuple[int, int], float], read: Mapping[tuple[int, int], Verdict]
) -> dict[tuple[int, int], float]:
    """The same probability with what reading both together adds; pairs that were not read keep their `chance`."""
    out = dict(chance)
    row_of = {pair: k for k, pair in enumerate(found.index)}
    weights = np.array([READ.get(name, 0.0) for name in (*FEATURES, *VERDICTS)])
    for pair, verdict in read.items():
        row = np.concatenate([found.values[row_of[pair]], log_odds(verdict)])
        out[pair] = round(float(1 / (1 + np.exp(-(row @ weights + READ_BIAS)))), 6)
    return out


def one_matter(found: Pairs) -> dict[tuple[int, int], float]:
    """The probability of each candidate pair that both speak of one matter."""
    return _logistic(found, MATTER, MATTER_BIAS)


def _logistic(found: Pairs, table: dict[str, float], bias: float) -> dict[tuple[int, int], float]:
    """A logistic over the features, rounded to six places so that no last bit of a float can matter."""
    if not found.index:
        return {}
    row = _row(table)
    scores = 1 / (1 + np.exp(-(found.values @ row + bias)))
    return {pair: round(float(p), 6) for pair, p in zip(found.index, scores, strict=True)}


def _row(table: dict[str, float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The weights in the order of FEATURES."""
    return np.array([table.get(name, 0.0) for name in FEATURES])


def reasons(found: Pairs) -> list[str]:
    """What speaks for each candidate pair, in words."""
    codes = np.zeros(len(found.index), dtype=np.int64)
    for bit, (_, column, least) in enumerate(_SPEAKS):
        codes |= (found.values[:, column] >= least).astype(np.int64) << bit
    return [_spoken(code) for code in codes.tolist()]


@cache
def _spoken(code: int) -> str:
    """The words for one choice of what speaks, a bit each."""
    return ", ".join(words for bit, (words, _, _) in enumerate(_SPEAKS) if code >> bit & 1) or "a like meaning"


_SPEAKS = tuple(
    (words, FEATURES.index(name), least)
    for words, name, least in (
        ("the same words in a row", "phrase", 1e-9), ("the same figure", "figures", 1e-9),
        ("the same verb", "predicate", 1.0), ("the same names", "entities", 0.75), ("the same time", "dates", 1e-9),
        ("the same speaker", "speaker", 1e-9), ("much the same words", "lexical", 0.4),
        ("a like meaning", "cosine", 0.6),
    )
)  # fmt: skip
"""Words for a feature, its place, and the least value from which it speaks for a pair."""
