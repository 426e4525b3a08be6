"""Trains the pair reader on what prepare.py wrote and teacher.py judged.

    python training/claims/train.py pupil --minilm MODEL.safetensors   unlabelled and labelled pairs at once
    python training/claims/train.py judge                              its verdicts on the events it never saw: oof.json

`pupil` learns the teacher's verdicts on unlabelled pairs, sentence pairs of NLI, and labelled pairs, the events of
`pairmodel.held` left out; the last part of the way its weights are rounded as they will be shipped. What is kept is a
running mean of its weights. With `--all` it learns the labels of those events too; then nothing is left to measure it.
Everything is read from and written to build/judge. Seeds are fixed; started again, it goes on from the last pass.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from fit import average_precision
from pairmodel import LABELS, PairReader, Row, held
from torch import Tensor

SEED = 20301
START, END = 101, 102
RATE, HEAD_RATE = 1.5e-4, 6e-4
"""Of the layers and of the head, which knows nothing at first; those of the first reader, of 4 layers."""
EPOCHS = 3
RAMP = 100  # steps until the full rate
PIECES = 1800  # of a batch, padding included
ROUNDED = 0.6
"""Share of the way after which weights are rounded in training."""
SCALES_EVERY = 100  # steps
EMA = 0.998
"""Share of the running mean that a step keeps: it spans some 500 steps, as the tagger's does."""


def groups(rows: list[Row], rng: random.Random) -> list[list[int]]:
    """Shuffled batches of rows of like length, of at most PIECES pieces."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    made: list[list[int]] = []
    for start in range(0, len(order), 600):
        batch: list[int] = []
        for i in sorted(order[start : start + 600], key=lambda i: len(rows[i]["a"]) + len(rows[i]["b"])):
            if batch and (len(batch) + 1) * (len(rows[i]["a"]) + len(rows[i]["b"]) + 3) > PIECES:
                made.append(batch)
                batch = []
            batch.append(i)
        made.append(batch)
    rng.shuffle(made)
    return made


def collate(pairs: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Padded ids, kinds and mask [b, p] of pairs of piece lists."""
    size = max(len(a) + len(b) + 3 for a, b in pairs)
    ids, kinds = torch.zeros(len(pairs), size, dtype=torch.long), torch.zeros(len(pairs), size, dtype=torch.long)
    mask = torch.zeros(len(pairs), size, dtype=torch.bool)
    for row, (a, b) in enumerate(pairs):
        whole = [START, *a, END, *b, END]
        ids[row, : len(whole)] = torch.tensor(whole)
        kinds[row, len(a) + 2 : len(whole)] = 1
        mask[row, : len(whole)] = True
    return ids, kinds, mask


class Run:
    """One training: the model, the running mean of its weights, and where it stands."""

    def __init__(self, model: PairReader, rows: list[Row], file: Path, *, bf16: bool) -> None:
        self.model, self.rows, self.file, self.bf16 = model, rows, file, bf16
        body, top = [], []
        for name, value in model.named_parameters():
            if value.requires_grad:
                (top if name.split(".")[0] in ("pool", "out") else body).append(value)
        self.rates = (RATE, HEAD_RATE)
        self.optimiser = torch.optim.AdamW([{"params": body}, {"params": top}], lr=RATE, weight_decay=0.01)
        self.mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.done = 0
        if file.exists():
            kept = torch.load(file, weights_only=True)
            model.load_state_dict(kept["model"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.mean, self.done = kept["mean"], kept["done"]

    def train(self) -> None:
        """All passes, from where an earlier start of it stopped; the model ends with the mean of its weights."""
        rng = random.Random(SEED)
        passes = [groups(self.rows, rng) for _ in range(EPOCHS)]
        steps = sum(map(len, passes))
        first = 0
        for number, batches in enumerate(passes):
            if number >= self.done:
                torch.manual_seed(SEED + number)
                self._one(batches, first, steps, random.Random(SEED + number))
                self.done = number + 1
                torch.save({"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
                            "mean": self.mean, "done": self.done}, self.file)  # fmt: skip
            first += len(batches)
        self.model.load_state_dict(self.mean)

    def _one(self, batches: list[list[int]], first: int, steps: int, rng: random.Random) -> None:
        self.model.train()
        began, mean, pieces = time.time(), 0.0, 0
        for step, batch in enumerate(batches, first):
            factor = min(1, (step + 1) / RAMP) * (1 - step / steps)
            for group, full in zip(self.optimiser.param_groups, self.rates, strict=True):
                group["lr"] = full * factor
            if step >= ROUNDED * steps and (step % SCALES_EVERY == 0 or step == first):
                self.model.find_scales()
            inputs, loss = self._loss(batch, rng)
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            for name, value in self.model.state_dict().items():
                self.mean[name].lerp_(value, 1 - min(EMA, (1 + step) / (10 + step)))
            mean = loss.item() if step == first else 0.98 * mean + 0.02 * loss.item()
            pieces += inputs
            if step % 50 == 0:
                print(f"{step}/{steps} loss {mean:.3f}, {pieces / (time.time() - began):.0f} pieces/s", flush=True)

    def _loss(self, batch: list[int], rng: random.Random) -> tuple[int, Tensor]:
        """Pieces read, and the cross-entropy against soft labels; each pair in either order."""
        pairs = [(self.rows[i]["a"], self.rows[i]["b"]) for i in batch]
        inputs = collate([(b, a) if rng.random() < 0.5 else (a, b) for a, b in pairs])
        target = torch.tensor([self.rows[i]["target"] for i in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            logits = self.model(*inputs)
        return inputs[0].numel(), -(target * logits.float().log_softmax(-1)).sum(-1).mean()


@torch.no_grad()
def verdicts(model: PairReader, rows: list[Row]) -> list[list[float]]:
    """Probabilities in the order of LABELS with rounded weights; pairs are read in the order that the product uses."""
    model.eval()
    model.find_scales()
    return [model(*collate([(row["a"], row["b"])]))[0].softmax(-1).tolist() for row in rows]


def report(model: PairReader, rows: list[Row]) -> list[list[float]]:
    """The verdicts on labelled pairs; prints how good they are."""
    found = verdicts(model, rows)
    apart = [k for k, row in enumerate(rows) if row["label"] != "part"]
    truth = np.array([rows[k]["label"] == "same" for k in apart])
    precision = average_precision(np.array([found[k][0] for k in apart]), truth)
    loss = -np.mean([np.log(max(v[LABELS.index(r["label"])], 1e-6)) for r, v in zip(rows, found, strict=True)])
    print(f"{len(apart)} pairs never seen: average precision {precision:.3f}, log loss over four labels {loss:.3f}")
    return found


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("pupil", "judge"))
    parser.add_argument("--folder", type=Path, default=Path("build/judge"))
    parser.add_argument("--minilm", type=Path, help="all-MiniLM-L6-v2's weights, which the reader starts from")
    parser.add_argument("--shipped", type=Path, help="judge a model that export.py wrote, and write nothing")
    parser.add_argument("--layers", type=int, default=0, help="other than the product's")
    parser.add_argument("--all", action="store_true", help="leave no event out")
    parser.add_argument("--bf16", action="store_true", help="only where the processor multiplies bfloat16 itself")
    asked = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    model = PairReader(asked.layers) if asked.layers else PairReader()
    rows: list[Row] = json.loads((asked.folder / "labelled.json").read_text())
    away = held(rows)
    left = [r for r in rows if r["event"] in away]
    if asked.step == "pupil":
        model.load_minilm(asked.minilm)
        learnt = [r for r in rows if asked.all or r["event"] not in away]
        taught: list[Row] = json.loads((asked.folder / "taught.json").read_text())
        Run(model, learnt + taught, asked.folder / "last.pt", bf16=asked.bf16).train()
        torch.save(model.state_dict(), asked.folder / "pupil.pt")
        report(model, left)
        return
    if asked.shipped:
        model.load_shipped(asked.shipped)
        report(model, left)
        return
    model.load_state_dict(torch.load(asked.folder / "pupil.pt", weights_only=True))
    found = report(model, left)
    (asked.folder / "oof.json").write_text(json.dumps({r["key"]: v for r, v in zip(left, found, strict=True)}))


if __name__ == "__main__":
    main()
