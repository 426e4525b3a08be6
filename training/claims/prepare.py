"""Writes what train.py trains the pair reader on: word pieces of pairs of statements with soft labels.

    PYTHONPATH=src python training/claims/prepare.py --news FOLDER --news build/judge/news [--nli train.tsv]

`--news` names folders that hold the articles of labels.jsonl, and events.json for the silver pairs (events.py).
build/judge/analyses keeps the analyses; delete it when the analysis changes. Written into build/judge:

- silver.json: candidate pairs of the events' documents, drawn evenly over bands of the feature scorer's probability,
  which is also their soft label; and, with `--nli`, sentence pairs of a corpus of textual entailment.
- labelled.json: the labelled pairs whose statements today's analyses still hold.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fit import HERE, analyses, pair_key, place, said_of

from rashomon.align.pairs import pairs
from rashomon.align.said import Said
from rashomon.align.scorer import by_features
from rashomon.align.together import voiced
from rashomon.language.wordpiece import wordpiece

LONGEST = 48
SEED = 3
BANDS = ((0.0, 0.05, 25), (0.05, 0.2, 35), (0.2, 0.4, 35), (0.4, 0.6, 30), (0.6, 0.8, 25), (0.8, 1.01, 25))
"""Probability from and up to, and the silver pairs drawn there from one event."""
REST = (0.1, 0.03, 0.87)
"""How a silver pair's chance of not being the same is spread over part, divergent and related."""
NLI = {"entailment": (0.5, 0.5, 0.0, 0.0), "contradiction": (0.0, 0.0, 0.7, 0.3), "neutral": (0.0, 0.1, 0.0, 0.9)}
NLI_PAIRS = 4000
HARD = {
    "same": (0.96, 0.02, 0.0, 0.02), "part": (0.15, 0.7, 0.0, 0.15), "divergent": (0.05, 0.0, 0.9, 0.05),
    "related": (0.01, 0.02, 0.01, 0.96),
}  # fmt: skip
"""Soft labels of labelled pairs: readers part on one pair in ten, mostly between part and its neighbours."""
Row = dict[str, Any]


def pieces(text: str) -> list[int]:
    """The word pieces that the reader sees of a text."""
    return list(wordpiece().encode(text[:2000]).ids[:LONGEST])


def row_of(one: str, two: str, target: tuple[float, ...]) -> Row:
    """A pair in the product's order."""
    first, second = sorted((one, two))
    return {"a": pieces(first), "b": pieces(second), "target": target, "key": pair_key(one, two)}


def silver(said: Said, rng: random.Random) -> Iterator[Row]:
    """Pairs of one event between documents, over all bands."""
    chance = by_features(pairs(said))
    home = [s.document for s in said.statements]
    for low, high, count in BANDS:
        band = [(a, b) for a, b in chance if low <= chance[a, b] < high and home[a] != home[b]]
        rng.shuffle(band)
        for a, b in band[:count]:
            p = chance[a, b]
            row = row_of(voiced(said, a), voiced(said, b), (p, *(share * (1 - p) for share in REST)))
            yield row | {"own": True}


def entailments(file: Path, rng: random.Random) -> list[Row]:
    """Sentence pairs of an entailment corpus (tab-separated: sentence1, sentence2, gold_label)."""
    with file.open(encoding="utf-8") as lines:
        rows = [
            row_of(r["sentence1"], r["sentence2"], NLI[r["gold_label"]]) | {"own": False}
            for r in csv.DictReader(lines, delimiter="\t")
        ]
    rng.shuffle(rows)
    return rows[:NLI_PAIRS]


def labelled(news: list[Path], cache: Path) -> tuple[list[Row], int]:
    """Labelled pairs with their texts' pieces, and how many today's analyses no longer hold."""
    by_event: dict[str, list[Row]] = defaultdict(list)
    for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_event[str(row["event"])].append(row)
    out, lost = [], 0
    for event, rows in sorted(by_event.items()):
        names = sorted({row[side]["document"] for row in rows for side in "ab"})
        said, ids = said_of(analyses(news, names, cache, event))
        for row in rows:
            a, b = (place(said, ids[row[s]["document"]], row[s]["content"]) for s in "ab")
            if a is None or b is None or a == b:
                lost += 1
                continue
            made = row_of(voiced(said, a), voiced(said, b), HARD[row["label"]])
            out.append(made | {"event": event, "label": row["label"], "round": row["round"]})
    return out, lost


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, action="append", required=True)
    parser.add_argument("--nli", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/judge"))
    parser.add_argument("--only-labelled", action="store_true")
    asked = parser.parse_args()
    cache = asked.out / "analyses"
    rng = random.Random(SEED)
    if not asked.only_labelled:
        rows: list[Row] = []
        for file in (folder / "events.json" for folder in asked.news):
            for event, names in sorted(json.loads(file.read_text()).items() if file.exists() else ()):
                rows += silver(said_of(analyses(asked.news, names, cache, event))[0], rng)
        rows += entailments(asked.nli, rng) if asked.nli else []
        rng.shuffle(rows)
        (asked.out / "silver.json").write_text(json.dumps(rows))
        print(f"silver {len(rows)}")
    made, lost = labelled(asked.news, cache)
    (asked.out / "labelled.json").write_text(json.dumps(made))
    print(f"labelled {len(made)}, no longer in today's analyses {lost}")


if __name__ == "__main__":
    main()
