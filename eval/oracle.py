#!/usr/bin/env python3
"""How well claims could be told apart at best, if every statement were put into the right one.

    python eval/oracle.py                   build every gold set, print the oracle's figures
    python eval/oracle.py --record R.json --only NAME    the same of a record that is built already
    python eval/oracle.py --mixed           also list the statements that carry evidence of several gold claims

Every statement goes to the gold claim that most of the evidence laid over it belongs to. What is left is the fault of
statements that hold several claims: they have to be cut, which no alignment can make up for. The figures use the
scorer's own way of laying evidence over statements. Where the gold records are absent it says so and passes.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

from gate import SHARED, GoldSet, build, gold_sets


def scorer_of(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_record", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def b_cubed(gold: list[str], given: list[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 (0..1) of two groupings of the same items, both given as one label an item."""
    pairs, of_gold, of_given = Counter(zip(gold, given, strict=True)), Counter(gold), Counter(given)
    p = sum(pairs[g, s] / of_given[s] for g, s in zip(gold, given, strict=True)) / len(gold)
    r = sum(pairs[g, s] / of_gold[g] for g, s in zip(gold, given, strict=True)) / len(gold)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def measure(item: GoldSet, record: Path, scorer: ModuleType, mixed: bool) -> str:
    """The figures of one gold set, and with `mixed` the statements that ought to be cut."""
    read = json.loads(record.read_text(encoding="utf-8"))
    laid = scorer.Scorer(read, json.loads(item.gold.read_text(encoding="utf-8")), item.texts)
    rows = list(laid.evidence())
    over: defaultdict[str, Counter[str]] = defaultdict(Counter)
    words: defaultdict[str, list[str]] = defaultdict(list)
    for claim, row, statement in rows:
        if statement is not None:
            over[statement["id"]][claim] += 1
            words[statement["id"]].append(f"      {claim}: {row['text']}")
    best = {s: min(c, key=lambda claim: (-c[claim], claim)) for s, c in over.items()}
    given = [best[s["id"]] if s is not None else f"none-{k}" for k, (_, _, s) in enumerate(rows)]
    p, r, f1 = b_cubed([claim for claim, _, _ in rows], given)
    reach = sum(s is not None for _, _, s in rows) / len(rows)
    several = [s for s, c in over.items() if len(c) > 1]
    lines = [f"{item.name:10} oracle F1 {f1:.3f} (P {p:.3f}, R {r:.3f})  reach {reach:.3f}  "
             f"statements {len(read['statements'])}, of several claims {len(several)}"]  # fmt: skip
    for statement in several if mixed else ():
        lines += [f"  {statement}: {laid.statements[statement]['text']}", *words[statement]]
    if mixed:
        lines += [f"  not reached {c} ({row['account']}): {row['text']}" for c, row, s in rows if s is None]
    return "\n".join(lines)


def main() -> int:
    """Measures every gold set asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mixed", action="store_true", help="list the statements that carry several gold claims")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this gold set")
    parser.add_argument("--record", type=Path, help="a record.json that is built already; with one --only")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with eval/, gold/ and seeds/")
    args = parser.parse_args()
    path = args.shared / "eval" / "score_record.py"
    found = [item for item in gold_sets(args.shared) if not args.only or item.name in args.only]
    if not path.exists() or not found:
        print(f"oracle skipped: no scorer or gold records in {args.shared.name}/ beside the project")
        return 0
    scorer = scorer_of(path)
    for item in found:
        with tempfile.TemporaryDirectory() as folder:
            record = args.record or build(item.texts, Path(folder) / item.name)
            print(measure(item, record, scorer, args.mixed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
