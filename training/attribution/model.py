"""The attribution tagger in torch: an encoder with three BIO heads, two pointer heads and a stance head over words.

The shipped one is a six-layer MiniLM; its teacher is MPNet, which reads the same word pieces under other numbers and
knows places by their distance too.
Attention is written out, queries, keys and values come from one matrix, and dropout stands in one place a layer:
on two CPU cores this trains half as fast again as the stock modules, with the same result.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from rashomon.language.tokens import FEATURES
from rashomon.language.wordpiece import wordpiece

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onnx_bert import LARGEST, Array, Stored, rounded, stored

ROLES = ("content", "cue", "source")
OUT, BEGIN, IN = range(3)
STANCES = ("asserted", "denied", "hedged", "planned", "demanded", "offered", "conditional", "asked")
POINTER = 128  # width of the pointer heads' queries and keys
REACH = 40  # pointer distances in words beyond this share one bias


@dataclass(frozen=True)
class Shape:
    """What one encoder has; `buckets` of distances is 0 where places are known by their number alone."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    places: int
    first: int  # the place of the first piece
    buckets: int
    eps: float


class Names(NamedTuple):
    """Where a file keeps the parts of attention."""

    asked: tuple[str, str, str]  # queries, keys, values
    out: str
    norm: str


MINILM = Shape(384, 6, 12, 1536, pieces=30522, places=512, first=0, buckets=0, eps=1e-12)
MPNET = Shape(768, 12, 12, 3072, pieces=30527, places=514, first=2, buckets=32, eps=1e-5)
LAYERS = MINILM.layers
NAMES = {
    MINILM: Names(
        ("attention.self.query", "attention.self.key", "attention.self.value"),
        "attention.output.dense",
        "attention.output.LayerNorm",
    ),
    MPNET: Names(
        ("attention.attn.q", "attention.attn.k", "attention.attn.v"), "attention.attn.o", "attention.LayerNorm"
    ),
}


@dataclass
class Batch:
    """Padded windows: b windows, p pieces, w words. Everything is int64 except `mask` (bool)."""

    ids: Tensor  # [b, p]
    features: Tensor  # [b, p]
    mask: Tensor  # [b, p] true where a piece is
    heads: Tensor  # [b, w] place of each word's first piece; 0 (the start mark) as padding
    labels: Tensor  # [3, b, w] OUT, BEGIN, IN for each role; -100 as padding
    pointers: Tensor  # [2, b, w] first word of cue and of source + 1, 0 = none; -100 outside content
    said: Tensor  # [b, w] float: 1 where a word is of the content or the cue whose stance is known
    stance: Tensor  # [b] number in STANCES; -100 where it is not known


class Read(NamedTuple):
    """What the model makes of a batch."""

    labels: Tensor  # [b, w, 9] logits
    links: Tensor  # [2, b, w, 1 + w] pointer logits, 0 = none
    stances: Tensor  # [b, w, 8] logits


def buckets(pieces: int, count: int, farthest: int = 128) -> Tensor:
    """Buckets of the distance between any two of the pieces [p, p], as MPNet has them (Raffel et al. 2020, T5).

    Half of them for each direction; of these, half for exact distances, the others ever wider up to `farthest`.
    """
    places = torch.arange(pieces)
    apart = places[None, :] - places[:, None]
    half = count // 2
    exact = half // 2
    size = apart.abs()
    far = exact + (size.clamp(min=1).float() / exact).log() / math.log(farthest / exact) * (half - exact)
    return (apart > 0) * half + torch.where(size < exact, size, far.long().clamp(max=half - 1))


def fill(parts: Sequence[nn.Module], values: Sequence[tuple[Array, Array]]) -> None:
    """Copy weights and biases into products or norms, in order."""
    for part, (weight, bias) in zip(parts, values, strict=True):
        part.weight.copy_(torch.tensor(weight))
        part.bias.copy_(torch.tensor(bias))


class Line(nn.Linear):
    """A product whose weights may be rounded on the way as the shipped file will round them; learning sees through.

    The scales, one an output, are looked for anew by `find_scales`; until then the weights are used as they are.
    """

    scale: Tensor | None = None

    def find_scales(self) -> None:
        """Take the scales with the least squared error, as onnx_bert.rounded does."""
        _, scale = rounded(self.weight.detach().numpy(), LARGEST)
        self.scale = torch.tensor(scale)[:, None]

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight
        if self.scale is not None:
            near = (weight.detach() / self.scale).round().clamp(-LARGEST, LARGEST) * self.scale
            weight = weight + (near - weight.detach())
        return nn.functional.linear(x, weight, self.bias)


class Layer(nn.Module):
    """One transformer layer with the norm after each part, as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        hidden = shape.hidden
        self.heads = shape.heads
        self.qkv = Line(hidden, 3 * hidden)
        self.out = Line(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=shape.eps)
        self.up = Line(hidden, shape.inner)
        self.down = Line(shape.inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=shape.eps)
        self.dropout = nn.Dropout(dropout)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its four products, in the order of their use."""
        return self.qkv, self.out, self.up, self.down

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, p, hidden = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) / math.sqrt(hidden // self.heads) + bias).softmax(-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, p, hidden)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


def fill_encoder(model: nn.Module, source: dict[str, Tensor], names: Names) -> None:
    """Take word pieces, places, norms and as many layers as the model has from an encoder's file."""

    def copy(module: nn.Module, name: str) -> None:
        module.weight.copy_(source[name + ".weight"])
        module.bias.copy_(source[name + ".bias"])

    model.words.weight.copy_(source["embeddings.word_embeddings.weight"])
    model.places.weight.copy_(source["embeddings.position_embeddings.weight"])
    copy(model.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(model.layers):
        name = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            packed = [source[f"{name}{x}.{part}"] for x in names.asked]
            getattr(layer.qkv, part).copy_(torch.cat(packed))
        copy(layer.out, name + names.out)
        copy(layer.norm1, name + names.norm)
        copy(layer.up, name + "intermediate.dense")
        copy(layer.down, name + "output.dense")
        copy(layer.norm2, name + "output.LayerNorm")


def refill_encoder(model: nn.Module, words: Array, kept: Stored) -> None:
    """Take word pieces, places, norms and layers from a file that was shipped."""
    model.words.weight.copy_(torch.tensor(words))
    model.places.weight.copy_(torch.tensor(kept.places))
    fill([model.norm, *(part for layer in model.layers for part in (layer.norm1, layer.norm2))], kept.norms)
    fill([part for layer in model.layers for part in layer.lines], kept.products)


class Tagger(nn.Module):
    """Pieces and features to word labels and pointers."""

    def __init__(self, shape: Shape = MINILM, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = shape.hidden
        self.shape = shape
        self.register_buffer("own", torch.arange(30522), persistent=False)  # the encoder's number of each of our pieces
        self.words = nn.Embedding(shape.pieces, hidden)
        self.places = nn.Embedding(shape.places, hidden)
        self.kind = nn.Parameter(torch.zeros(hidden))
        self.near = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        self.features = nn.Embedding(FEATURES + 1, hidden)  # the last one stands for start, end and padding
        self.norm = nn.LayerNorm(hidden, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.bio = nn.Linear(hidden, 9)
        self.ask = nn.Linear(hidden, 2 * POINTER)
        self.answer = nn.Linear(hidden, 2 * POINTER)
        self.stance = nn.Linear(hidden, len(STANCES))
        self.distance = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.words.weight.requires_grad_(False)
        nn.init.normal_(self.features.weight, std=0.01)

    def load(self, path: Path) -> None:
        """Take the encoder's weights from a BERT or MPNet safetensors file."""
        source = load_file(path)
        with torch.no_grad():
            fill_encoder(self, source, NAMES[self.shape])
            if self.near:
                self.near.weight.copy_(source["encoder.relative_attention_bias.weight"])
            else:
                self.kind.copy_(source["embeddings.token_type_embeddings.weight"][0])

    def load_shipped(self, path: Path) -> None:
        """Take the weights of a model that export.py wrote, rounded as they are there."""
        kept = stored(path)
        features, words, distance = kept.tables
        with torch.no_grad():
            refill_encoder(self, words, kept)
            self.features.weight.copy_(torch.tensor(features))
            self.distance.copy_(torch.tensor(distance))
            heads = [self.bio, self.ask, self.answer, self.stance][: len(kept.heads)]  # older files have no stances
            fill(heads, kept.heads)

    def read_with(self, vocabulary: Path) -> None:
        """Take our word pieces as those of another vocabulary, which holds the same ones at other places."""
        theirs = {line.rstrip("\n"): i for i, line in enumerate(vocabulary.open(encoding="utf-8"))}
        theirs |= {"[CLS]": theirs["<s>"], "[SEP]": theirs["</s>"], "[PAD]": theirs["<pad>"]}
        self.own.copy_(torch.tensor([theirs[piece] for piece in wordpiece().ids]))

    def forward(self, batch: Batch) -> Read:
        p = batch.ids.shape[1]
        places = self.places.weight[self.shape.first :][:p]
        x = self.words(self.own[batch.ids]) + places + self.kind + self.features(batch.features)
        x = self.dropout(self.norm(x))
        bias = torch.zeros(batch.mask.shape).masked_fill(~batch.mask, -1e4)[:, None, None, :].to(x.dtype)
        if self.near:
            bias = bias + self.near(buckets(p, self.shape.buckets)).permute(2, 0, 1)[None].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        b, w = batch.heads.shape
        at_words = x.gather(1, batch.heads[..., None].expand(-1, -1, self.shape.hidden))
        targets = torch.cat([x[:, :1], at_words], 1)
        ask = self.ask(at_words).view(b, w, 2, POINTER).permute(2, 0, 1, 3)
        answer = self.answer(targets).view(b, w + 1, 2, POINTER).permute(2, 0, 3, 1)
        scores = (ask @ answer).float() / math.sqrt(POINTER)
        near = (torch.arange(w)[None] - torch.arange(w)[:, None]).clamp(-REACH, REACH) + REACH
        scores = scores + nn.functional.pad(self.distance[:, near], (1, 0))[:, None]
        padding = nn.functional.pad(batch.heads == 0, (1, 0))
        links = scores.masked_fill(padding[None, :, None, :], -1e4)
        return Read(self.bio(at_words).float(), links, self.stance(at_words).float())

    def find_scales(self) -> None:
        """Round the encoder's weights from now on, by the scales that suit them now."""
        for layer in self.layers:
            for line in layer.lines:
                line.find_scales()
