"""Trains the pair reader on what prepare.py wrote.

    python training/claims/train.py warm  --minilm MODEL.safetensors     silver pairs and sentence pairs of NLI
    python training/claims/train.py distil                               silver pairs as teacher.py judges them
    python training/claims/train.py folds                                labelled pairs, each fold of events left out
    python training/claims/train.py all                                  all labelled pairs
    python training/claims/train.py mean                                 mean of three weights
    python training/claims/train.py more   --shipped MODEL.onnx          go on from shipped weights, one fold left out
    python training/claims/train.py mix    --shipped MODEL.onnx          their mean with what they were: shipped now

Everything is read from and written to build/judge. Seeds are fixed; a finished step is not made again unless its
file is deleted. `folds` writes oof.json: for each labelled pair the verdict of the model that never saw its event.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from pairmodel import FOLDS, LABELS, PairReader, Row, fold_of
from torch import Tensor

SEED = 20301
START, END = 101, 102
WARM_RATE, RATE = 1.5e-4, 6e-5
WARM_EPOCHS, EPOCHS = 1.5, 2.0
HEAD = {"warm": 8.0, "labelled": 2.0}
"""How much faster the head learns than the layers under it; at first it knows nothing."""
MEAN = ("taught.pt", "fold0.pt", "all.pt")
"""Weights whose mean is shipped: they share their start, so that their mean reads too (model soups, Wortsman and
others 2022). Chosen among the three and their means with both gold events in sight."""
MORE = {"early.pt": (2.0, 6e-5), "more.pt": (2.5, 8e-5)}
"""Weights that go on from the shipped ones, with passes and rate. `early` learnt the 3,978 labels of round 5 that were
there first (training anew gives it all of them), `more` all; the fold MORE_FOLD was left out of both."""
MORE_FOLD = 1
MIX = {"shipped": 0.6, "early.pt": 0.2, "more.pt": 0.2}
"""Shares of the shipped mean: of seven mixtures the one that moved no gold figure; by itself each does better on the
fold left out (docs/models/same-claim.md)."""
PIECES = 1800  # of a batch, padding included
RAMP = 60  # steps until the full rate


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


def train(model: PairReader, rows: list[Row], epochs: float, rate: float, head: float) -> None:
    """Train in place: cross-entropy against soft labels, a linear fall of the rate, each pair in either order."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    top = {name: value for name, value in model.named_parameters() if name.split(".")[0] in ("pool", "out")}
    rest = [p for name, p in model.named_parameters() if p.requires_grad and name not in top]
    rates = (rate, rate * head)
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": rates[0]}, {"params": list(top.values()), "lr": rates[1]}], weight_decay=0.01
    )
    todo = [batch for _ in range(math.ceil(epochs)) for batch in groups(rows, rng)]
    todo = todo[: int(len(todo) * epochs / math.ceil(epochs))]
    model.train()
    began, mean, pieces = time.time(), 0.0, 0
    for step, batch in enumerate(todo):
        factor = min(1, (step + 1) / RAMP) * (1 - step / len(todo))
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * factor
        flipped = [(rows[i]["b"], rows[i]["a"]) if rng.random() < 0.5 else (rows[i]["a"], rows[i]["b"]) for i in batch]
        inputs = collate(flipped)
        target = torch.tensor([rows[i]["target"] for i in batch])
        weight = torch.tensor([rows[i].get("weight", 1.0) for i in batch])
        each = -(target * model(*inputs).log_softmax(-1)).sum(-1)
        loss = (each * weight).sum() / weight.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        mean = loss.item() if not step else 0.98 * mean + 0.02 * loss.item()
        pieces += inputs[0].numel()
        if step % 50 == 0:
            print(f"{step}/{len(todo)} loss {mean:.3f}, {pieces / (time.time() - began):.0f} pieces/s", flush=True)


@torch.no_grad()
def verdicts(model: PairReader, rows: list[Row]) -> list[list[float]]:
    """Probabilities in the order of LABELS, a row a pair; pairs are read in the order that the product uses."""
    model.eval()
    return [model(*collate([(row["a"], row["b"])]))[0].softmax(-1).tolist() for row in rows]


def load(folder: Path, name: str) -> PairReader:
    """A model with the weights of an earlier step."""
    model = PairReader()
    model.load_state_dict(torch.load(folder / name, weights_only=True))
    return model


def go_on(folder: Path, shipped: Path, rows: list[Row]) -> None:
    """Train on from the shipped weights, in each way of MORE."""
    for name, (epochs, rate) in MORE.items():
        if not (folder / name).exists():
            model = PairReader()
            model.load_shipped(shipped)
            train(model, [r for r in rows if fold_of(r["event"]) != MORE_FOLD], epochs, rate, HEAD["labelled"])
            torch.save(model.state_dict(), folder / name)


def mix(folder: Path, shipped: Path) -> None:
    """Write the mean of the shipped weights and of those that went on from them, in the shares of MIX."""
    model = PairReader()
    model.load_shipped(shipped)
    held = {name: (model if name == "shipped" else load(folder, name)).state_dict() for name in MIX}
    torch.save({k: sum(share * held[n][k] for n, share in MIX.items()) for k in held["shipped"]}, folder / "mix.pt")


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("warm", "distil", "folds", "all", "mean", "more", "mix"))
    parser.add_argument("--folder", type=Path, default=Path("build/judge"))
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--shipped", type=Path, help="the weights to go on from, as export.py wrote them")
    parser.add_argument("--only", type=int, choices=range(FOLDS), help="make this fold alone")
    asked = parser.parse_args()
    torch.set_num_threads(2)
    folder = asked.folder
    if asked.step == "warm":
        model = PairReader()
        model.load_minilm(asked.minilm)
        train(model, json.loads((folder / "silver.json").read_text()), WARM_EPOCHS, WARM_RATE, HEAD["warm"])
        torch.save(model.state_dict(), folder / "warm.pt")
        return
    if asked.step == "distil":
        model = load(folder, "warm.pt")
        train(model, json.loads((folder / "taught.json").read_text()), WARM_EPOCHS, WARM_RATE, HEAD["labelled"])
        torch.save(model.state_dict(), folder / "taught.pt")
        return
    if asked.step == "mean":
        states = [load(folder, name).state_dict() for name in MEAN]
        torch.save({name: sum(one[name] for one in states) / len(states) for name in states[0]}, folder / "mean.pt")
        return
    if asked.step == "mix":
        mix(folder, asked.shipped)
        return
    rows = json.loads((folder / "labelled.json").read_text())
    if asked.step == "more":
        go_on(folder, asked.shipped, rows)
        return
    if asked.step == "all":
        model = load(folder, "taught.pt")
        train(model, rows, EPOCHS, RATE, HEAD["labelled"])
        torch.save(model.state_dict(), folder / "all.pt")
        return
    found: dict[str, list[float]] = {}
    for fold in range(FOLDS) if asked.only is None else [asked.only]:
        file = folder / f"fold{fold}.pt"
        if not file.exists():
            model = load(folder, "taught.pt")
            train(model, [r for r in rows if fold_of(r["event"]) != fold], EPOCHS, RATE, HEAD["labelled"])
            torch.save(model.state_dict(), file)
        left = [r for r in rows if fold_of(r["event"]) == fold]
        found |= {r["key"]: v for r, v in zip(left, verdicts(load(folder, file.name), left), strict=True)}
    (folder / "oof.json").write_text(json.dumps(found))
    read = [r for r in rows if r["key"] in found]
    hit = sum(max(range(4), key=found[r["key"]].__getitem__) == LABELS.index(r["label"]) for r in read)
    print(f"{len(read)} pairs, {hit / len(read):.3f} with the right label of four")


if __name__ == "__main__":
    main()
