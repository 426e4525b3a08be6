"""Two probabilities for a pair of statements: that both make one claim, and that both speak of one matter.

One claim is what a desk would count as the same thing told; claims are built from it. One matter is wider: statements
that may be held against each other, conflicting values included; divergences are sought there.

The weights of the first are fitted by training/claims/fit.py on labels.jsonl beside it: pairs of statements from
twenty-two events, read and labelled by hand. What it reaches on events left out stands in docs/models/same-claim.md.
"""

from collections.abc import Mapping

import numpy as np

from rashomon.align.pairs import FEATURES, Pairs, features
from rashomon.align.together import log_odds
from rashomon.language.judge import Verdict

BIAS = -4.69
WEIGHTS: dict[str, float] = {
    "cosine": 3.84, "predicate": 0.87, "figures": 1.8, "figure_conflict": -2.2, "polarity": -1.58,
    "tense": 0.31, "phrase": 2.22, "speaker": 0.63, "dates": 1.18, "date_conflict": -0.02, "length": -1.0,
    "stems": 4.27, "uncovered": -2.79, "counted": -0.47, "attributed": 0.59, "named": -0.45, "words": 1.35,
    "headline": 1.08, "crowd": 2.33, "stance": -0.66, "quoted": -1.02,
}  # fmt: skip
"""Written by `training/claims/fit.py --write`; features that are not named weigh nothing."""
VERDICTS = ("read_same", "read_part")
"""What reading a pair adds to its features: `together.log_odds`."""
READ_BIAS = -2.31
READ: dict[str, float] = {
    "cosine": 2.72, "predicate": 0.1, "figures": 0.58, "figure_conflict": -2.0, "polarity": -1.69,
    "tense": -0.1, "phrase": 1.99, "speaker": 0.08, "dates": 0.59, "date_conflict": -2.24, "length": -0.48,
    "stems": 2.45, "uncovered": -0.66, "counted": -0.31, "attributed": 0.28, "named": -0.03, "words": 0.11,
    "headline": 0.58, "crowd": 0.55, "stance": -0.56, "quoted": -0.99, "read_same": 0.19, "read_part": 0.2,
}  # fmt: skip
"""Weights where the pair was read; written by `training/claims/fit.py --write` too."""
BAR = 0.32
"""Linkage from which groups join; chosen on labelled pairs and two gold events (docs/models/same-claim.md)."""

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
    alone = Pairs(((a, b),), np.array([features(found.event, a, b)], dtype=np.float64), found.event)
    return by_features(alone)[a, b]


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
    row = np.array([table.get(name, 0.0) for name in FEATURES])
    scores = 1 / (1 + np.exp(-(found.values @ row + bias)))
    return {pair: round(float(p), 6) for pair, p in zip(found.index, scores, strict=True)}


def reasons(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> str:
    """What speaks for a pair, in words."""
    have = dict(zip(FEATURES, map(float, values), strict=True))
    said = [
        ("the same words in a row", have["phrase"] > 0),
        ("the same figure", have["figures"] > 0),
        ("the same verb", have["predicate"] == 1),
        ("the same names", have["entities"] >= 0.75),
        ("the same time", have["dates"] > 0),
        ("the same speaker", have["speaker"] > 0),
        ("much the same words", have["lexical"] >= 0.4),
        ("a like meaning", have["cosine"] >= 0.6),
    ]
    return ", ".join(words for words, holds in said if holds) or "a like meaning"
