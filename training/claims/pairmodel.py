"""The pair reader in torch: two statements read at once by the first layers of MiniLM, one verdict a pair.

The layers are those of the attribution tagger (`training/attribution/model.py`), without its heads; the second
statement is marked by BERT's second segment vector. Verdicts: see LABELS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("attribution", "")]
from model import HIDDEN, Layer, Tagger  # noqa: E402  (beside this folder)
from onnx_bert import PARTS  # noqa: E402

LABELS = ("same", "part", "divergent", "related")
LAYERS = 4
LONGEST = 48
"""Word pieces read of each statement: 95 in 100 of the labelled ones are shorter."""

FOLDS = 3
Row = dict[str, Any]
"""A pair as prepare.py writes it: pieces `a` and `b`, `target` over LABELS, and where labelled `event` and `label`."""


def fold_of(event: str) -> int:
    """The fold an event is left out in; by its name, so that new events do not move old ones."""
    return sum(map(ord, event)) % FOLDS


class PairReader(nn.Module):
    """Pieces of two statements to four logits, in the order of LABELS."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.pool = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.words.weight.requires_grad_(False)

    def load_minilm(self, path: Path) -> None:
        """Take the encoder's weights from a BERT safetensors file; layers beyond ours are left."""
        source = load_file(path)
        with torch.no_grad():
            self.words.weight.copy_(source["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(source["embeddings.position_embeddings.weight"])
            self.kinds.weight.copy_(source["embeddings.token_type_embeddings.weight"])
            Tagger._copy(self.norm, source, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                name = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    packed = [source[f"{name}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(packed))
                for ours, theirs in PARTS.items():
                    Tagger._copy(getattr(layer, ours), source, name + theirs)

    def load_shipped(self, path: Path) -> None:
        """Take the weights of a model that export.py wrote, rounded as they are there; no other file is needed."""
        model = onnx.load(path)
        held = {w.name: torch.tensor(numpy_helper.to_array(w)) for w in model.graph.initializer}
        nodes = [node for node in model.graph.node if any(name in held for name in node.input)]
        rows = [held[n.input[0]] for n in nodes if n.op_type == "Gather"]
        norms = [(held[n.input[1]], held[n.input[2]]) for n in nodes if n.op_type == "LayerNormalization"]
        products = [(held[n.input[1]].float() * held[n.input[2]], held[n.input[-1]])
                    for n in nodes if n.op_type == "DynamicQuantizeMatMul"]  # fmt: skip
        head = [held[n.input[1]] for n in nodes if n.op_type in ("MatMul", "Add")]
        with torch.no_grad():
            self.kinds.weight.copy_(rows[0])
            self.words.weight.copy_(rows[1].float() * rows[2])
            self.places.weight.copy_(next(held[n.input[0]] for n in nodes if n.op_type == "Slice"))
            parts = [self.norm, *(part for layer in self.layers for part in (layer.norm1, layer.norm2))]
            for part, (weight, bias) in zip(parts, norms, strict=True):
                part.weight.copy_(weight)
                part.bias.copy_(bias)
            lines = [part for layer in self.layers for part in (layer.qkv, layer.out, layer.up, layer.down)]
            for line, (weight, bias) in zip([*lines, self.pool, self.out],
                                            [*products, tuple(head[:2]), tuple(head[2:])], strict=True):  # fmt: skip
                line.weight.copy_(weight.T)
                line.bias.copy_(bias)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return logits [b, 4] for ids, kinds [b, p] and a mask [b, p] that is true where a piece is."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds(kinds)
        x = self.dropout(self.norm(x))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        weight = mask.to(x.dtype)[..., None]
        mean = (x * weight).sum(1) / weight.sum(1)
        return self.out(self.dropout(torch.tanh(self.pool(mean)))).float()
