r"""Train the attribution tagger on the windows that prepare.py wrote; resumable, early stopping on dev.

    python training/attribution/train.py --minilm model.safetensors --out build/tagger      from people's marks alone
    python training/attribution/train.py --mpnet FOLDER --out build/teacher --epochs 2      the teacher
    python training/attribution/train.py --taught build/attribution/taught.pt --start build/tagger/best.pt \
        --stances build/attribution/stances.jsonl --out build/pupil

The pupil goes on from a tagger (a checkpoint, or the file that export.py wrote), learns from the teacher's chances and
from the marks, learns with its weights rounded as they will be shipped, and learns how contents are put forward
(asserted, denied, ...) from the windows that stances.py wrote.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import batches as data
import torch
from losses import hard_loss, soft_loss, stance_loss, stances
from model import BEGIN, MINILM, MPNET, OUT, STANCES, Batch, Tagger
from torch import Tensor

SEED = 20161108
RATE, HEAD_RATE = 1.2e-4, 1e-3
TEACHER_RATE, TEACHER_HEAD_RATE = 4e-5, 5e-4
WARM_UP = 100  # steps
EMA = 0.998  # the kept weights are a running mean over the last 500 steps or so
LINK_WEIGHT = 0.5  # of the pointer loss against the label loss
STANCE_WEIGHT = 0.3  # of the stance loss; every window with a stance is seen STANCE_TIMES an epoch
STANCE_TIMES = 2
SAVE_EVERY = 50  # steps
MARKED = 0.3  # weight of people's marks beside the teacher's chances
SCALES_EVERY = 25  # steps after which the scales of rounding are looked for anew


def spans(labels: list[int]) -> list[tuple[int, int]]:
    """Half-open word ranges that BIO labels mark; an IN that follows OUT begins one."""
    found: list[tuple[int, int]] = []
    for at, label in enumerate(labels):
        if label == OUT:
            continue
        if label == BEGIN or not found or found[-1][1] != at:
            found.append((at, at + 1))
        else:
            found[-1] = (found[-1][0], at + 1)
    return found


@torch.no_grad()
def judge(model: Tagger, windows: list[data.Window]) -> dict[str, float]:
    """Figures on dev: losses, F1 of exact content spans, F1 of the same with the right source pointer."""
    model.eval()
    total = {"labels": 0.0, "links": 0.0}
    hits = right = gold = system = count = 0
    for group in data.batches(windows, None):
        batch = data.collate(group)
        read = model(batch)
        scores = read.links
        for name, value in zip(total, hard_loss(batch, read), strict=True):
            total[name] += float(value)
        count += 1
        marks = read.labels.view(*read.labels.shape[:2], 3, 3)[:, :, 0].argmax(-1)
        for row, window in enumerate(group):
            size = len(window.pieces)
            want, have = spans(window.labels[0]), spans(marks[row, :size].tolist())
            same = set(want) & set(have)
            gold, system, hits = gold + len(want), system + len(have), hits + len(same)
            for start, end in same:
                chosen = int(scores[1, row, start:end, : size + 1].log_softmax(-1).sum(0).argmax())
                right += chosen == window.pointers[1][start]
    model.train()
    figures = {name: value / count for name, value in total.items()}
    return figures | {"exact": 200 * hits / (gold + system), "linked": 200 * right / (gold + system)}


@torch.no_grad()
def judge_stances(model: Tagger, windows: list[data.Window]) -> dict[str, float]:
    """Share of right stances on windows held out, and the mean F1 of the stances that they hold."""
    model.eval()
    pairs: list[tuple[int, int]] = []
    for group in data.batches(windows, None):
        batch = data.collate(group)
        pairs += zip(batch.stance.tolist(), stances(batch, model(batch)).argmax(-1).tolist(), strict=True)
    model.train()
    each = []
    for stance in range(len(STANCES)):
        right, gold, found = (sum(test) for test in zip(*((a == b == stance, a == stance, b == stance)
                                                          for a, b in pairs), strict=True))  # fmt: skip
        if gold:
            each.append(2 * right / (gold + found))
    return {"stance": 100 * sum(a == b for a, b in pairs) / len(pairs), "stance_f1": 100 * sum(each) / len(each)}


class Average:
    """Running mean of the trained weights."""

    def __init__(self, model: Tagger) -> None:
        self.mean = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}

    def update(self, model: Tagger, step: int) -> None:
        """Move the mean a little towards the model; early on it follows faster."""
        keep = min(EMA, (1 + step) / (10 + step))
        for name, value in model.named_parameters():
            if value.requires_grad:
                self.mean[name].lerp_(value.detach(), 1 - keep)

    def swap(self, model: Tagger) -> None:
        """Exchange the model's weights with the mean."""
        for name, value in model.named_parameters():
            if value.requires_grad:
                value.data, self.mean[name] = self.mean[name], value.data


def groups_of(model: Tagger) -> list[dict[str, object]]:
    """Parameter groups: heads and features learn faster; biases and norms do not decay."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    body, top = (RATE, HEAD_RATE) if model.shape is MINILM else (TEACHER_RATE, TEACHER_HEAD_RATE)
    for name, value in model.named_parameters():
        if value.requires_grad:
            head = name.startswith(("bio", "ask", "answer", "stance", "distance", "features"))
            key = (top if head else body, 0.01 if value.dim() > 1 else 0.0)
            groups.setdefault(key, []).append(value)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in groups.items()]


def begun(options: argparse.Namespace) -> Tagger:
    """The model with the encoder's weights and new heads."""
    if options.mpnet:
        model = Tagger(MPNET)
        model.load(options.mpnet / "model.safetensors")
        model.read_with(options.mpnet / "vocab.txt")
        return model
    model = Tagger()
    if options.start:
        if options.start.suffix == ".onnx":
            model.load_shipped(options.start)
        else:
            model.load_state_dict(torch.load(options.start, weights_only=True))
        model.find_scales()
    else:
        model.load(options.minilm)
    return model


def windows_of(options: argparse.Namespace) -> list[data.Window]:
    """The windows to train on, with what the teacher made of them if there is one."""
    windows = data.read(options.data / "train.jsonl")
    if options.taught:
        taught = torch.load(options.taught)
        windows += data.read(options.data / "news.jsonl")
        for window, (chances, pointers) in zip(windows, [*taught["train.jsonl"], *taught["news.jsonl"]], strict=True):
            window.taught = chances
            if min(window.labels[0]) < 0:  # nobody marked it
                window.pointers = pointers.tolist()
    return windows


def stances_of(path: Path | None) -> tuple[list[data.Window], list[data.Window]]:
    """The windows with stances to learn from, and those held out."""
    parts: tuple[list[data.Window], list[data.Window]] = ([], [])
    for line in path.read_text("utf-8").splitlines() if path else ():
        record = json.loads(line)
        parts[record["held"]].append(data.window(record))
    return parts


class Run:
    """One training run: the model, what trains it and how far it has come; all of it is kept in last.pt."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(options.threads)
        self.options = options
        learnt, self.held = stances_of(options.stances)
        self.windows, self.dev = windows_of(options) + STANCE_TIMES * learnt, data.read(options.data / "dev.jsonl")
        self.changes = data.Changes(self.windows)
        self.model = begun(options)
        self.rounds = bool(options.start)  # the teacher's weights, and those of a first training, are never shipped
        self.average = Average(self.model)
        torch.manual_seed(options.seed)  # all runs begin with the same heads, so that their weights can be averaged
        self.optimizer = torch.optim.AdamW(groups_of(self.model), fused=True)
        self.steps = round(options.epochs * len(data.batches(self.windows, random.Random(options.seed), self.changes)))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.state = {"epoch": 0, "done": 0, "step": 0, "best": 0.0, "seconds": 0.0, "worse": 0}
        self.last = options.out / "last.pt"
        options.out.mkdir(parents=True, exist_ok=True)
        if self.last.exists():
            self._resume(torch.load(self.last, weights_only=False))

    def _rate(self, step: int) -> float:
        return min((step + 1) / WARM_UP, max(0.02, 1 - step / self.steps))

    def _resume(self, saved: dict[str, Any]) -> None:
        self.model.load_state_dict(saved["model"])
        self.average.mean, self.state = saved["mean"], saved["state"]
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["torch"])

    def save(self) -> None:
        """Write last.pt, whole or not at all."""
        kept = {"model": self.model.state_dict(), "mean": self.average.mean, "state": self.state}
        kept |= {"optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict()}
        draft = self.last.with_suffix(".part")
        torch.save(kept | {"torch": torch.get_rng_state()}, draft)
        draft.replace(self.last)

    def loss(self, group: list[data.Window], batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """The losses of labels, pointers and stances, against the marks and, if there is one, the teacher."""
        read = self.model(batch)
        labels, links = hard_loss(batch, read)
        if self.options.taught:
            labels = MARKED * labels + (1 - MARKED) * soft_loss(data.taught(group), read.labels)
        return labels, links, stance_loss(batch, read)

    def epoch(self) -> None:
        """Train on what is left of the epoch, or of all steps."""
        groups = data.batches(self.windows, random.Random(self.options.seed + self.state["epoch"]), self.changes)
        began, pieces = time.monotonic(), 0
        for number in range(self.state["done"], len(groups)):
            batch = data.collate(groups[number])
            with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bf16):
                labels, links, stance = self.loss(groups[number], batch)
            self.optimizer.zero_grad(set_to_none=True)
            (labels + LINK_WEIGHT * links + STANCE_WEIGHT * stance).backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.average.update(self.model, self.state["step"])
            if self.state["step"] % SCALES_EVERY == 0:
                self._find_scales()
            pieces += int(batch.mask.sum())
            self.state["step"] += 1
            self.state["done"] = number + 1
            if self.state["step"] % 25 == 0:
                rate = f"{pieces / (time.monotonic() - began):.0f} pieces/s"
                print(f"{self.state['step']}/{self.steps} labels {labels:.3f} links {links:.3f} {rate}", flush=True)
            if self.state["step"] % SAVE_EVERY == 0:
                self.save()
            if self.state["step"] >= self.steps:
                break
        self.state["epoch"], self.state["done"] = self.state["epoch"] + 1, 0
        self.state["seconds"] += time.monotonic() - began

    def _find_scales(self) -> None:
        """The scales of rounding, anew, for weights that have moved; nothing where none are rounded."""
        if self.rounds:
            self.model.find_scales()

    def _swap(self) -> None:
        """Exchange the model's weights with their mean."""
        self.average.swap(self.model)
        self._find_scales()

    def judge(self) -> None:
        """Judge the averaged weights on dev and keep them, as best.pt too if they are."""
        self._swap()
        figures = judge(self.model, self.dev) | (judge_stances(self.model, self.held) if self.held else {})
        out = self.options.out
        torch.save(self.model.state_dict(), out / f"epoch{self.state['epoch']}.pt")
        better = figures["linked"] > self.state["best"]
        self.state["worse"] = 0 if better else self.state["worse"] + 1
        if better:
            self.state["best"] = figures["linked"]
            torch.save(self.model.state_dict(), out / "best.pt")
        self._swap()
        with open(out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(self.state | figures) + "\n")
        print(json.dumps(self.state | figures), flush=True)

    def train(self) -> None:
        """Run the epochs that are left; writes last.pt, epoch<N>.pt, best.pt and a line to log.jsonl an epoch."""
        while self.state["step"] < self.steps and self.state["worse"] < self.options.patience:
            self.epoch()
            self.judge()
            self.save()


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("build/attribution"))
    parser.add_argument("--minilm", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2: train the teacher instead")
    parser.add_argument("--start", type=Path, help="a tagger to go on from, with rounded weights: .pt or .onnx")
    parser.add_argument("--taught", type=Path, help="what teach.py wrote")
    parser.add_argument("--stances", type=Path, help="what stances.py wrote")
    parser.add_argument("--out", type=Path, default=Path("build/tagger"))
    parser.add_argument("--epochs", type=float, default=7, help="may end within an epoch")
    parser.add_argument("--patience", type=int, default=2, help="epochs without a better dev figure before the end")
    parser.add_argument("--seed", type=int, default=SEED, help="of the order of the windows, their changes and dropout")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="only where the processor multiplies bfloat16 itself")
    Run(parser.parse_args()).train()


if __name__ == "__main__":
    main()
