"""The attribution tagger in torch: a six-layer MiniLM with three BIO heads and two pointer heads over words.

Attention is written out, queries, keys and values come from one matrix, and dropout stands in one place a layer:
on two CPU cores this trains half as fast again as the stock modules, with the same result.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from rashomon.language.tokens import FEATURES

ROLES = ("content", "cue", "source")
OUT, BEGIN, IN = range(3)
HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
POINTER = 128  # width of the pointer heads' queries and keys
REACH = 40  # pointer distances in words beyond this share one bias


@dataclass
class Batch:
    """Padded windows: b windows, p pieces, w words. Everything is int64 except `mask` (bool)."""

    ids: Tensor  # [b, p]
    features: Tensor  # [b, p]
    mask: Tensor  # [b, p] true where a piece is
    heads: Tensor  # [b, w] place of each word's first piece; 0 (the start mark) as padding
    labels: Tensor  # [3, b, w] OUT, BEGIN, IN for each role; -100 as padding
    pointers: Tensor  # [2, b, w] first word of cue and of source + 1, 0 = none; -100 outside content


class Layer(nn.Module):
    """One transformer layer with the norm after each part, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, p, _ = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + bias).softmax(-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, p, HIDDEN)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces and features to word labels and pointers."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.features = nn.Embedding(FEATURES + 1, HIDDEN)  # the last one stands for start, end and padding
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.bio = nn.Linear(HIDDEN, 9)
        self.ask = nn.Linear(HIDDEN, 2 * POINTER)
        self.answer = nn.Linear(HIDDEN, 2 * POINTER)
        self.distance = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.words.weight.requires_grad_(False)
        nn.init.normal_(self.features.weight, std=0.01)

    def load_minilm(self, path: Path) -> None:
        """Take the encoder's weights from a BERT safetensors file."""
        source = load_file(path)
        with torch.no_grad():
            self.words.weight.copy_(source["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(source["embeddings.position_embeddings.weight"])
            self.kind.copy_(source["embeddings.token_type_embeddings.weight"][0])
            self._copy(self.norm, source, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                name = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    packed = [source[f"{name}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(packed))
                self._copy(layer.out, source, name + "attention.output.dense")
                self._copy(layer.norm1, source, name + "attention.output.LayerNorm")
                self._copy(layer.up, source, name + "intermediate.dense")
                self._copy(layer.down, source, name + "output.dense")
                self._copy(layer.norm2, source, name + "output.LayerNorm")

    @staticmethod
    def _copy(module: nn.Module, source: dict[str, Tensor], name: str) -> None:
        module.weight.copy_(source[name + ".weight"])
        module.bias.copy_(source[name + ".bias"])

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return label logits [b, w, 9] and pointer logits [2, b, w, 1 + w] (0 = none)."""
        p = batch.ids.shape[1]
        x = self.words(batch.ids) + self.places.weight[:p] + self.kind + self.features(batch.features)
        x = self.dropout(self.norm(x))
        bias = torch.zeros(batch.mask.shape).masked_fill(~batch.mask, -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        b, w = batch.heads.shape
        at_words = x.gather(1, batch.heads[..., None].expand(-1, -1, HIDDEN))
        targets = torch.cat([x[:, :1], at_words], 1)
        ask = self.ask(at_words).view(b, w, 2, POINTER).permute(2, 0, 1, 3)
        answer = self.answer(targets).view(b, w + 1, 2, POINTER).permute(2, 0, 3, 1)
        scores = (ask @ answer).float() / math.sqrt(POINTER)
        near = (torch.arange(w)[None] - torch.arange(w)[:, None]).clamp(-REACH, REACH) + REACH
        scores = scores + nn.functional.pad(self.distance[:, near], (1, 0))[:, None]
        padding = nn.functional.pad(batch.heads == 0, (1, 0))
        return self.bio(at_words).float(), scores.masked_fill(padding[None, :, None, :], -1e4)

    def loss(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the label loss (summed over roles) and the pointer loss (summed over both), a word each."""
        logits, scores = self(batch)
        logits = logits.view(*logits.shape[:2], 3, 3)
        cross = nn.functional.cross_entropy
        labels = sum(cross(logits[:, :, r].flatten(0, 1), batch.labels[r].flatten()) for r in range(3))
        if not (batch.pointers >= 0).any():
            return labels, torch.zeros(())
        links = sum(cross(scores[k].flatten(0, 1), batch.pointers[k].flatten()) for k in range(2))
        return labels, links
