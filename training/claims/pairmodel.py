"""The pair reader in torch: two statements read at once by the layers of MiniLM, one verdict a pair.

The layers are those of the attribution tagger (`training/attribution/model.py`), without its heads; the second
statement is marked by BERT's second segment vector. Verdicts: see LABELS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("attribution", "")]
from model import MINILM, NAMES, Layer, fill, fill_encoder, refill_encoder  # noqa: E402  (beside this folder)
from onnx_bert import stored  # noqa: E402

HIDDEN = MINILM.hidden

LABELS = ("same", "part", "divergent", "related")
LAYERS = 6
LONGEST = 48
"""Word pieces read of each statement: 95 in 100 of the labelled ones are shorter."""

FOLDS = 3
Row = dict[str, Any]
"""A pair as prepare.py writes it: pieces `a` and `b`, `target` over LABELS, and where labelled `event` and `label`."""


def fold_of(event: str) -> int:
    """The fold an event is left out in; by its name, so that new events do not move old ones."""
    return sum(map(ord, event)) % FOLDS


HELD_FOLD, NEWEST = 1, 5
"""The fold, and the round of labels, of the events that readers are measured on."""


def held(rows: list[Row]) -> frozenset[str]:
    """Events of HELD_FOLD that had no label before the newest round: no reader of before has seen them either."""
    seen = {row["event"] for row in rows if row["round"] != NEWEST}
    return frozenset(row["event"] for row in rows if fold_of(row["event"]) == HELD_FOLD) - seen


class PairReader(nn.Module):
    """Pieces of two statements to four logits, in the order of LABELS."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(MINILM, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.pool = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.words.weight.requires_grad_(False)

    def load_minilm(self, path: Path) -> None:
        """Take the encoder's weights from a BERT safetensors file; layers beyond ours are left."""
        source = load_file(path)
        with torch.no_grad():
            fill_encoder(self, source, NAMES[MINILM])
            self.kinds.weight.copy_(source["embeddings.token_type_embeddings.weight"])

    def load_shipped(self, path: Path) -> None:
        """Take the weights of a model that export.py wrote, rounded as they are there; no other file is needed."""
        kept = stored(path)
        with torch.no_grad():
            kinds, words = kept.tables
            refill_encoder(self, words, kept)
            self.kinds.weight.copy_(torch.tensor(kinds))
            fill([self.pool, self.out], kept.heads)

    def find_scales(self) -> None:
        """Round the weights of all products from here on as they are shipped, at the scales that fit them now."""
        for layer in self.layers:
            for line in layer.lines:
                line.find_scales()

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
