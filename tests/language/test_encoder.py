"""The sentence encoder: shape, length, meaning, and freedom from what stands beside a sentence."""

import numpy as np
import pytest

from rashomon.errors import ModelError
from rashomon.language import weights
from rashomon.language.encoder import DIMENSIONS, common, encode

TALKS = "The two sides agreed to exchange a thousand prisoners each."
SWAP = "Both delegations decided to swap 1,000 captives."
WEATHER = "Heavy rain is expected along the coast over the weekend."


def test_one_row_a_text_each_of_length_one():
    vectors = encode([TALKS, SWAP, WEATHER])
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_like_meaning_is_nearer():
    talks, swap, weather = encode([TALKS, SWAP, WEATHER])
    assert talks @ swap > talks @ weather + 0.3


def test_neighbours_and_order_do_not_change_a_vector():
    alone = encode([TALKS])[0]
    assert (encode([WEATHER, TALKS, SWAP])[1] == alone).all()
    assert (encode([TALKS * 20, TALKS])[1] == alone).all()


def test_equal_texts_have_equal_rows():
    vectors = encode([TALKS, WEATHER, TALKS])
    assert (vectors[0] == vectors[2]).all()


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "\u200b"])
def test_nothing_to_read_is_a_row_of_zeros(text):
    assert not encode([text]).any()


def test_no_texts():
    assert encode([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize("text", ["word " * 100_000, "x" * 1_000_000, " " * 1_000_000])
def test_very_long_texts_are_cut(text):
    assert encode([text]).shape == (1, DIMENSIONS)


def test_an_altered_model_is_refused(monkeypatch):
    monkeypatch.setitem(weights.PINNED, "encoder.onnx", "0" * 64)
    with pytest.raises(ModelError, match=r"encoder\.onnx was altered"):
        weights.read("encoder.onnx")


def test_a_missing_model_is_named(monkeypatch):
    monkeypatch.setitem(weights.PINNED, "absent.onnx", "0" * 64)
    with pytest.raises(ModelError, match=r"absent\.onnx is missing"):
        weights.read("absent.onnx")


def test_what_all_vectors_have_in_common_is_one_row_shorter_than_any():
    shared = common()
    assert shared.shape == (DIMENSIONS,)
    assert 0 < np.linalg.norm(shared) < 1
    talks, weather = encode([TALKS, WEATHER])
    apart = [(v - shared) / np.linalg.norm(v - shared) for v in (talks, weather)]
    assert apart[0] @ apart[1] < talks @ weather
