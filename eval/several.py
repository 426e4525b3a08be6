#!/usr/bin/env python3
"""How often two events in one folder are told as two, and one event is taken for two.

    python eval/several.py NEWS_CLUSTER NEWS --cache FOLDER

Takes the events of training/claims/tables.jsonl, each alone and 50 pairs of them drawn by chance, and counts those of
which the record would say that there seem to be several. NEWS_CLUSTER is `giveme5w1h/news_cluster`, NEWS the folder
that `training/claims/events.py` writes; where they are absent it says so and passes.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "claims"))

import fit
import tables

from rashomon import align, pipeline
from rashomon.language.judge import Verdict
from rashomon.model.analysis import Analysis

ROOT = Path(__file__).resolve().parents[1]
SEED, PAIRS = 5, 25
"""Pairs drawn from each half of the events, halves and pairs by chance."""


def several(analyses: Sequence[Analysis], memory: dict[str, Verdict]) -> bool:
    """Whether these accounts seem to be about more than one event."""
    told = pipeline.in_order(analyses)
    people = align.entities(told)
    said = align.statements(told, people)
    found = align.claims(told, said, people, align.copies(told), align.ties(said, memory))
    return len(align.events(told, said, found.claims, people.entities)) > 1


def main() -> int:
    """Prints the counts; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news_cluster", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "several")
    args = parser.parse_args()
    if not args.news_cluster.exists() or not args.news.exists():
        print("several skipped: the articles are not beside the project")
        return 0
    folders, memory = [args.news_cluster / "data", args.news], dict[str, Verdict]()
    rng = random.Random(SEED)
    every = tables.tables()
    rng.shuffle(every)
    found = {t.event: fit.analyses(folders, sorted({m.document for m in t.statements}), args.cache, t.event)
             for t in every}  # fmt: skip
    alone = [event for event, accounts in found.items() if several(accounts, memory)]
    half = len(every) // 2
    drawn = [rng.sample(part, 2) for part in (every[:half], every[half:]) for _ in range(PAIRS)]
    told = sum(several(found[a.event] + found[b.event], memory) for a, b in drawn)
    print(f"one event taken for several: {len(alone)} of {len(every)} {' '.join(alone)}")
    print(f"two events told as several: {told} of {len(drawn)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
