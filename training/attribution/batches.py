"""Training windows as padded batches, with the small changes that make the tagger less sure of one outlet's style."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from model import BEGIN, IN, OUT, ROLES, Batch
from torch import Tensor

from rashomon.language.tokens import CLOSING, FEATURES, OPENING, OUTSIDE, TITLE
from rashomon.language.wordpiece import wordpiece

PIECES = 2000  # padded pieces a batch
MOST_PIECES = 194  # a window and its two marks; longer single words are cut

# How often a window is changed, each tuned by nothing but the wish to stay mild.
STRAIGHT, SINGLE, UNQUOTED, RENAMED = 0.2, 0.08, 0.04, 0.15


@dataclass
class Window:
    """One window: for each word its pieces, feature, three labels and two pointer targets (-100 = not content)."""

    pieces: list[tuple[int, ...]]
    features: list[int]
    labels: list[list[int]]  # [3][words]
    pointers: list[list[int]]  # [2][words], word number + 1, 0 = none
    taught: Tensor | None = None  # [words, 9] chances of the labels that a teacher gives
    said: tuple[bool, ...] = ()  # [words] whether a word is of the content or the cue that has the stance
    stance: int = -100

    @property
    def size(self) -> int:
        """Pieces, marks included."""
        return min(MOST_PIECES, sum(map(len, self.pieces)) + 2)


def read(path: Path) -> list[Window]:
    """Read the windows that prepare.py wrote."""
    with open(path, encoding="utf-8") as lines:
        return [window(json.loads(line)) for line in lines]


def window(record: dict[str, Any]) -> Window:
    """Paint labels and pointers; where spans clash the longer content stays."""
    size = len(record["pieces"])
    if record["attributions"] is None:  # nobody marked it
        nothing = [[-100] * size for _ in range(5)]
        pieces, features = [tuple(p) for p in record["pieces"]], record["features"]
        said, stance = tuple(record.get("said", ())), record.get("stance", -100)
        return Window(pieces, features, nothing[:3], nothing[3:], said=said, stance=stance)
    labels, pointers = [[OUT] * size for _ in ROLES], [[-100] * size for _ in range(2)]
    longest_first = sorted(record["attributions"], key=lambda a: -sum(e - s for s, e in a["content"]))
    for attribution in longest_first:
        for role, painted in zip(ROLES, labels, strict=True):
            for start, end in attribution[role]:
                if not any(painted[start:end]):
                    painted[start:end] = [BEGIN] + [IN] * (end - start - 1)
        for role, target in zip(ROLES[1:], pointers, strict=True):
            first = attribution[role][0][0] + 1 if attribution[role] else 0
            for start, end in attribution["content"]:
                target[start:end] = [first if t == -100 else t for t in target[start:end]]
    return Window([tuple(p) for p in record["pieces"]], record["features"], labels, pointers)


class Changes:
    """The changes, with what they need to know of the vocabulary and of the capitalised words in the data."""

    def __init__(self, windows: list[Window]) -> None:
        ids = wordpiece().ids
        self.straight = {ids["“"]: ids['"'], ids["”"]: ids['"'], ids["‘"]: ids["'"], ids["’"]: ids["'"]}
        self.single = {ids["“"]: ids["‘"], ids["”"]: ids["’"], ids['"']: ids["'"]}
        self.quotes = set(self.single)
        names = Counter(w.pieces[i] for w in windows for i in range(1, len(w.pieces)) if w.features[i] % 5 == TITLE)
        self.names = sorted(name for name, count in names.items() if count >= 2)

    def apply(self, given: Window, rng: random.Random) -> Window:
        """Return the window, perhaps with other quote marks, without them, or with other names."""
        if rng.random() < UNQUOTED and given.taught is None and given.stance < 0:
            given = self._unquote(given)
        for chance, table in ((STRAIGHT, self.straight), (SINGLE, self.single)):
            if rng.random() < chance:
                swapped = [(table.get(p[0], p[0]), *p[1:]) for p in given.pieces]
                given = replace(given, pieces=swapped)
        return self._rename(given, rng) if rng.random() < RENAMED else given

    def _unquote(self, given: Window) -> Window:
        marks = [
            p[0] in self.quotes and f // 5 in (OPENING, CLOSING)
            for p, f in zip(given.pieces, given.features, strict=True)
        ]
        keep = [i for i, mark in enumerate(marks) if not mark]
        if len(keep) == len(marks) or not keep:
            return given
        moved = {-100: -100, 0: 0} | {old + 1: new + 1 for new, old in enumerate(keep)}
        labels = [[row[i] for i in keep] for row in given.labels]
        for row in labels:  # a span may have begun with the mark
            for at in range(len(row)):
                if row[at] == IN and (at == 0 or row[at - 1] == OUT):
                    row[at] = BEGIN
        pointers = [[moved.get(row[i], 0) for i in keep] for row in given.pointers]
        features = [given.features[i] % 5 + 5 * OUTSIDE for i in keep]
        return Window([given.pieces[i] for i in keep], features, labels, pointers)

    def _rename(self, given: Window, rng: random.Random) -> Window:
        new: dict[tuple[int, ...], tuple[int, ...]] = {}
        pieces = list(given.pieces)
        for i in range(1, len(pieces)):
            inside = given.features[i] % 5 == TITLE and given.features[i - 1] // 5 != OPENING
            if inside:
                pieces[i] = new.setdefault(pieces[i], rng.choice(self.names))
        return replace(given, pieces=pieces)


def collate(windows: list[Window]) -> Batch:
    """Pad windows to one batch."""
    start, end = wordpiece().start, wordpiece().end
    rows = []
    for w in windows:
        ids, features, heads = [start], [FEATURES], []
        for pieces, feature in zip(w.pieces, w.features, strict=True):
            heads.append(min(len(ids), MOST_PIECES - 2))
            ids += pieces
            features += [feature] * len(pieces)
        rows.append(([*ids[: MOST_PIECES - 1], end], [*features[: MOST_PIECES - 1], FEATURES], heads))
    p, n = max(len(r[0]) for r in rows), max(len(w.pieces) for w in windows)

    def pad(row: list[int], length: int, fill: int) -> list[int]:
        return row + [fill] * (length - len(row))

    ids_ = torch.tensor([pad(r[0], p, 0) for r in rows])
    return Batch(
        ids=ids_,
        features=torch.tensor([pad(r[1], p, FEATURES) for r in rows]),
        mask=ids_ != 0,
        heads=torch.tensor([pad(r[2], n, 0) for r in rows]),
        labels=torch.tensor([[pad(w.labels[k], n, -100) for w in windows] for k in range(3)]),
        pointers=torch.tensor([[pad(w.pointers[k], n, -100) for w in windows] for k in range(2)]),
        said=torch.tensor([pad(list(map(int, w.said)), n, 0) for w in windows], dtype=torch.float32),
        stance=torch.tensor([w.stance for w in windows]),
    )


def taught(windows: list[Window]) -> Tensor:
    """The teacher's chances [b, w, 3, 3] for windows that have them; zeros as padding."""
    chances = torch.zeros(len(windows), max(len(w.pieces) for w in windows), 3, 3)
    for row, window in enumerate(windows):
        if window.taught is not None:
            chances[row, : len(window.pieces)] = window.taught.float().view(-1, 3, 3)
    return chances


def batches(windows: list[Window], rng: random.Random | None, changes: Changes | None = None) -> list[list[Window]]:
    """Group windows of like length; with `rng` change them, and shuffle groups and neighbours."""
    if rng is not None and changes is not None:
        windows = [changes.apply(w, rng) for w in windows]
    keyed = sorted(windows, key=lambda w: w.size + (rng.random() * 8 if rng else 0))
    groups: list[list[Window]] = []
    for w in keyed:
        if groups and max(x.size for x in [w, groups[-1][0], groups[-1][-1]]) * (len(groups[-1]) + 1) <= PIECES:
            groups[-1].append(w)
        else:
            groups.append([w])
    if rng is not None:
        rng.shuffle(groups)
    return groups
