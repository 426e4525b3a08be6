"""Pairs of statements that are worth comparing: for each statement those nearest by words and by vector."""

from collections import defaultdict
from struct import Struct

import msgspec
import numpy as np

from rashomon.align.features import FEATURES, Event, Remembered, features, profile_of
from rashomon.align.said import Said
from rashomon.align.telling import weights

CANDIDATES = 12
"""Partners kept for each statement and way of looking (lexical, vector). PARTS.md section 2: recall 1.00 at 10."""
CROWD = 5
"""Nearest statements of other documents whose mean likeness tells how much talked of a statement is."""
_COMMON = 150
"""Statements that may share a word for it to suggest pairs; bounds the work on large events."""
_LEAST = 2.0**-30
"""Less than any weight of a word: what shares no word scores nothing."""
_pack = Struct(f"{len(FEATURES)}d").pack
_ROWS = Remembered[bytes](131_072)
"""The features of candidate pairs, packed: some 45 MB when it is full, which 10,000 statements make it."""
_BLOCK = 512
"""Rows of vectors compared at a time, which bounds memory at 512 times the statements."""


class Pairs(msgspec.Struct, frozen=True):
    """Candidate pairs `index[k] = (a, b)` with a < b, and their features `values[k]` in the order of FEATURES."""

    index: tuple[tuple[int, int], ...]
    values: np.ndarray
    event: Event
    """Where the features of any other pair can be had."""


def pairs(said: Said) -> Pairs:
    """Candidate pairs with their features: for each statement the CANDIDATES nearest by words and by vector."""
    table = weights(said)
    near, crowd = neighbours(said)
    event = Event(said, table, tuple(profile_of(said, table, i, float(crowd[i])) for i in range(len(said))))
    found = sorted(near | _by_words(event))
    rows = b"".join([_ROWS.of(event, a, b, lambda a, b: _pack(*features(event, a, b))) for a, b in found])
    return Pairs(tuple(found), np.frombuffer(rows).reshape(len(found), len(FEATURES)), event)


def neighbours(said: Said) -> tuple[set[tuple[int, int]], np.ndarray]:
    """The CANDIDATES nearest of each statement by vector, as pairs, and how crowded its surroundings are."""
    out: set[tuple[int, int]] = set()
    crowd = np.zeros(len(said))
    places = {d: i for i, d in enumerate(dict.fromkeys(s.document for s in said.statements))}
    home = np.array([places[s.document] for s in said.statements])
    kept, most = _wanted(CANDIDATES + 1, len(said)), _wanted(CROWD, len(said))
    for start in range(0, len(said), _BLOCK):
        rows = slice(start, start + _BLOCK)
        near = said.vectors[rows] @ said.vectors.T
        least = np.partition(near, -kept, axis=1)[:, -kept]
        around = np.empty((len(near), most), dtype=near.dtype)
        for i, (row, floor) in enumerate(zip(near, least, strict=True), start):
            close = np.nonzero(row >= floor)[0]
            close = close[np.argsort(-row[close], kind="stable")]
            out.update((min(i, j), max(i, j)) for j in close[:kept].tolist() if j != i)
            others = row[close[home[close] != home[i]]][:most]
            if len(others) < most:  # its nearest are of its own document, so all others are looked at
                others = np.partition(np.where(home == home[i], -1.0, row), -most)[-most:]
            around[i - start] = others
        crowd[rows] = np.sort(around, axis=1).mean(axis=1)
    return out, np.round(crowd, 6)


def _wanted(number: int, count: int) -> int:
    """So many of a row, or all when it is shorter."""
    return max(1, min(number, count))


def _by_words(event: Event) -> set[tuple[int, int]]:
    """The CANDIDATES nearest of each statement by shared words; words that very many share are passed over."""
    out: set[tuple[int, int]] = set()
    postings: dict[str, list[int]] = defaultdict(list)
    for i, profile in enumerate(event.profiles):
        for word in profile.words:
            postings[word].append(i)
    most = max(50, min(_COMMON, len(event.profiles) // 8))
    telling = {word: np.array(rows) for word, rows in postings.items() if len(rows) <= most}
    for i, profile in enumerate(event.profiles):
        mine = [word for word in profile.words if word in telling]
        if not mine:
            continue
        rows = [telling[word] for word in mine]
        weight = np.repeat([event.table.lemma[word] for word in mine], [len(row) for row in rows])
        scores = np.bincount(np.concatenate(rows), weights=weight)  # exact, so the order of a set cannot show
        near = np.flatnonzero(scores >= _LEAST)
        if len(near) > CANDIDATES + 1:
            beside = scores[near]
            near = near[beside >= np.partition(beside, -CANDIDATES - 1)[-CANDIDATES - 1]]
        best = near[np.argsort(-scores[near], kind="stable")][: CANDIDATES + 1]
        out.update((min(i, j), max(i, j)) for j in best.tolist() if j != i)
    return out
