"""The probability that two statements make the same claim: a logistic over the features of `pairs`.

Weights: training/claims/fit.py, on pairs of hand-aligned statements of two events, each event left out in turn
(the figures stand in docs/models/same-claim.md). They are few, so that they carry over to events never seen.
"""

import numpy as np

from rashomon.align.pairs import FEATURES, Pairs

BIAS = -4.0
WEIGHTS: dict[str, float] = {
    "cosine": 4.0, "lexical": 3.0, "contained": 1.5, "entities": 0.5, "predicate": 0.5, "figures": 1.0,
    "figure_conflict": -2.0, "polarity": -1.0, "tense": -0.3, "phrase": 3.0, "speaker": 0.3, "dates": 0.3,
    "date_conflict": -1.0, "length": 0.3, "rare": 0.5,
}  # fmt: skip
BAR = 0.5
"""Mean probability from which groups join."""


def probabilities(found: Pairs) -> dict[tuple[int, int], float]:
    """The probability of each candidate pair, rounded to six places so that no last bit of a float can matter."""
    if not found.index:
        return {}
    row = np.array([WEIGHTS[name] for name in FEATURES])
    scores = 1 / (1 + np.exp(-(found.values @ row + BIAS)))
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
