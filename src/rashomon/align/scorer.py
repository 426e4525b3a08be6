"""Two probabilities for a pair of statements: that both make one claim, and that both speak of one matter.

One claim is what a desk would count as the same thing told; claims are built from it. One matter is wider: statements
that may be held against each other, conflicting values included; divergences are sought there.

The weights of the first are fitted by training/claims/fit.py on labels.jsonl beside it: pairs of statements from
twenty-two events, read and labelled by hand. What it reaches on events left out stands in docs/models/same-claim.md.
"""

from collections.abc import Callable

import numpy as np

from rashomon.align.pairs import FEATURES, Pairs, features

BIAS = -4.36
WEIGHTS: dict[str, float] = {
    "cosine": 3.08, "predicate": 1.08, "figures": 1.59, "figure_conflict": -2.69, "polarity": -1.56,
    "tense": 1.16, "phrase": 2.89, "speaker": 1.12, "dates": 0.82, "date_conflict": -0.5, "length": -1.45,
    "stems": 4.24, "uncovered": -2.63, "counted": -0.47, "attributed": 0.54, "named": -0.42, "words": 1.46,
    "headline": 1.23, "crowd": 2.87, "stance": -1.04, "quoted": -1.64,
}  # fmt: skip
"""Written by `training/claims/fit.py --write`; features that are not named weigh nothing."""
BAR = 0.3
"""Linkage from which groups join; chosen on labelled pairs and two gold events (docs/models/same-claim.md)."""

MATTER_BIAS = -4.0
MATTER: dict[str, float] = {
    "cosine": 4.0, "lexical": 3.0, "contained": 1.5, "entities": 0.5, "predicate": 0.5, "figures": 1.0,
    "figure_conflict": -2.0, "polarity": -1.0, "tense": -0.3, "phrase": 3.0, "speaker": 0.3, "dates": 0.3,
    "date_conflict": -1.0, "length": 0.3, "rare": 0.5,
}  # fmt: skip
"""Set by hand on two events: what is alike in words, names and vector is of one matter."""


def same_claim(found: Pairs) -> dict[tuple[int, int], float]:
    """The probability of each candidate pair that both make one claim."""
    return _logistic(found, WEIGHTS, BIAS)


def same_claim_of(found: Pairs, a: int, b: int) -> float:
    """The same probability for any pair a < b, candidate or not."""
    return asked_of(found)(a, b)


def asked_of(found: Pairs) -> Callable[[int, int], float]:
    """`same_claim_of` for one who asks many times."""
    row = _row(WEIGHTS)

    def ask(a: int, b: int) -> float:
        score = np.array(features(found.event, a, b), dtype=np.float64) @ row
        return round(float(1 / (1 + np.exp(-(score + BIAS)))), 6)

    return ask


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
