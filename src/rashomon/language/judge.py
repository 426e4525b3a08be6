"""Reads two statements together and says how likely they make one claim.

A small cross-encoder of our own (weights/MODEL_CARD.md): it sees both texts at once, so it can tell what the vectors
of two texts apart cannot: who did it to whom, whether it was so, which of two like deeds. One pair a run, because
int8 activations are scaled by the largest value in a run: the answer for a pair never depends on what stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import msgspec
import numpy as np

from rashomon.language.weights import PINNED, session
from rashomon.language.wordpiece import wordpiece

MODEL = "judge.onnx"
_LONGEST = 48
"""Word pieces read of each text, as in training (training/claims/pairmodel.py)."""
_CHARACTERS = 2_000
"""More than _LONGEST pieces of text; bounds the work on texts of any length."""
_PLACES = 4
"""Decimals kept of a probability: processors differ in the places after."""
_THREADS = 2
"""Pairs read side by side. Each runs on one thread of its own, so the answers do not depend on their number."""

Pair = tuple[str, str]


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Probabilities that a pair is one claim, that one is part of the other, that their values part.

    What they leave to 1 is the chance that both are no more than related (docs/guidelines-same-claim.md).
    """

    same: float
    part: float
    divergent: float


def key(one: str, two: str) -> str:
    """What a verdict is remembered by: the model and both texts, in any order."""
    first, second = sorted((one, two))
    return sha256(f"{PINNED[MODEL]}\x00{first}\x00{second}".encode()).hexdigest()[:32]


def judge(pairs: Sequence[Pair], known: Mapping[str, Verdict] | None = None) -> dict[str, Verdict]:
    """The verdict on each pair of texts, by `key`. Those in `known` are not read again.

    The same two texts always have the same verdict, in either order. Raises ModelError when the model file is
    missing or altered.
    """
    known = known or {}
    asked = {key(a, b): (a, b) for a, b in pairs}
    fresh = [(k, pair) for k, pair in asked.items() if k not in known]
    if fresh:
        session(MODEL)
        with ThreadPoolExecutor(_THREADS) as pool:
            read = list(pool.map(_read, (pair for _, pair in fresh)))
        found = {k: verdict for (k, _), verdict in zip(fresh, read, strict=True)}
    else:
        found = {}
    return {k: found[k] if k in found else known[k] for k in asked}


def _read(pair: Pair) -> Verdict:
    first, second = (wordpiece().encode(text[:_CHARACTERS]).ids[:_LONGEST] for text in sorted(pair))
    marks = wordpiece()
    ids = np.array([marks.start, *first, marks.end, *second, marks.end], dtype=np.int64)
    kinds = np.array([0] * (len(first) + 2) + [1] * (len(second) + 1), dtype=np.int64)
    logits = session(MODEL).run(["logits"], {"ids": ids, "kinds": kinds})[0].astype(np.float64)
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    same, part, divergent, _ = (round(float(p), _PLACES) for p in chances)
    return Verdict(same, part, divergent)
