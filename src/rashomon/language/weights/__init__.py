"""The model files the package carries, each pinned by its SHA-256 and checked when it is opened.

Where they come from and what they get wrong is told in MODEL_CARD.md beside them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.errors import ModelError

# File name -> SHA-256 of its bytes, printed by the scripts under training/ that make the files.
PINNED = {
    "encoder.onnx": "5b84f130a268f1c8768075f11be0f5e88f864a7a8b84a5a8c57144033e95f3ad",
    "common.f32": "8bc19a21390227635b150cc38ce1dc006a1a68f73dde52da1933c590fb5ac94e",
    "tagger.onnx": "4ae8ac8954e7b6ba6312aa98b4f03e1fdbc35460090e4b5955f2cd72c7442f7b",
    "judge.onnx": "bc7012f816b77724aa97a92d7161b89e72cd59bcf05661a0dbde9361cdb51dbc",
    "product.onnx": "11189f884d9e8baf09546fa378c77ca68d9f16466be42b138fc3a8ba7716bbc5",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


def read(name: str) -> bytes:
    """Return the bytes of a pinned file. Raises ModelError when it is missing or altered."""
    try:
        data = files(__package__).joinpath(name).read_bytes()
    except OSError as error:
        raise ModelError(f"model file {name} is missing from the installed package: reinstall rashomon-news") from error
    found = hashlib.sha256(data).hexdigest()
    if found != PINNED[name]:
        raise ModelError(
            f"model file {name} was altered (SHA-256 {found}, expected {PINNED[name]}): reinstall rashomon-news"
        )
    return data


def read_vocabulary() -> list[str]:
    """Return the word pieces of the vocabulary; a piece's place is its id."""
    return read("vocab.txt").decode("utf-8").rstrip("\n").split("\n")


@cache
def session(name: str) -> Any:
    """Open an ONNX model once and return its `onnxruntime.InferenceSession`, which runs on one thread.

    One thread keeps results the same on every run and leaves parallel work to whoever calls us.
    """
    import onnxruntime  # noqa: PLC0415  heavy: loaded where used

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(read(name), settings, providers=["CPUExecutionProvider"])
