"""Sentences as vectors: sentences of like meaning lie close together.

all-MiniLM-L6-v2 in int8 (see weights/MODEL_CARD.md). One sentence a run, because int8 activations are scaled by
the largest value in a run: in a batch the neighbours of a sentence would change its vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rashomon.language.memo import Memo, Packing, memo
from rashomon.language.weights import read, session
from rashomon.language.wordpiece import wordpiece

DIMENSIONS = 384


def _unpacked(data: bytes) -> NDArray[np.float32]:
    vector = np.frombuffer(data, dtype="<f4")
    if len(vector) != DIMENSIONS:
        raise ValueError(f"{len(vector)} numbers instead of {DIMENSIONS}")
    return vector.astype(np.float32)


_KNOWN: Memo[NDArray[np.float32]] = memo(Packing("vector", lambda v: v.astype("<f4").tobytes(), _unpacked))

# Word pieces read of one text, marks included; the model was trained with 128 and reads up to 256
# (`max_seq_length` of all-MiniLM-L6-v2).
_LONGEST = 256

# A piece stands for at most LONGEST_WORD characters and a space, so more characters than this can only matter
# in text that is mostly white space; the limit keeps time bounded for texts of any length.
_CHARACTERS = 20_000


@cache
def common() -> NDArray[np.float32]:
    """What the vectors of news statements have in common whatever the event, float32 [384].

    Taken away, statements of two events lie further apart (Mu and Viswanath 2018, All-but-the-Top). Raises ModelError
    when the file is missing or altered.
    """
    return np.frombuffer(read("common.f32"), dtype="<f4").astype(np.float32)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one vector a text, float32 [len(texts), 384], each of length 1: their dot product is the cosine.

    The same text always has the same vector, whatever stands beside it. Only the first 254 word pieces are read.
    A text without any word piece has a row of zeros. Raises ModelError when the model file is missing or altered.
    """
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        rows.setdefault(text, []).append(row)
    for places, vector in zip(
        rows.values(), _KNOWN.all(list(rows), lambda some: [_vector(t) for t in some]), strict=True
    ):
        vectors[places] = vector
    return vectors


def _vector(text: str) -> NDArray[np.float32]:
    """The vector of one text [384]."""
    pieces = wordpiece()
    ids = pieces.encode(text[:_CHARACTERS]).ids[: _LONGEST - 2]
    if not ids:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    marked = np.array([pieces.start, *ids, pieces.end], dtype=np.int64)
    vector: NDArray[np.float32] = session("encoder.onnx").run(["vector"], {"ids": marked})[0]
    return vector
