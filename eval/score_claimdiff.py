#!/usr/bin/env python3
"""Scores how far our own features tell whether one outlet's sentence strengthens or weakens another's (ClaimDiff).

    score_claimdiff.py                   both questions, ours beside four baselines in the same run
    score_claimdiff.py --signals         also what single signals are worth
    score_claimdiff.py --cache FOLDER    keep the analyses there (default build/claimdiff)

Train half only; the test half is held back. Sentences of one topic are analysed as small documents, entities are those
of the topic, and a pair of sentences is described by what the program itself computes: sources, stances, negation,
hedges, figures, days, overlaps, sentence vectors and the pair reader. A logistic with a ridge weighs them; topics are
split in ten, each tenth is predicted from the other nine, the bar for "yes" is chosen within those nine. Everything is
done for five splits; F1 is their mean. Says so and passes where ../shared is absent.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from rashomon import align, build, pipeline
from rashomon.align.features import FEATURES, features
from rashomon.align.pairs import pairs
from rashomon.align.said import Said
from rashomon.align.scorer import MATTER
from rashomon.align.together import log_odds, voiced
from rashomon.language.encoder import encode
from rashomon.language.judge import Verdict, judge, key
from rashomon.model.analysis import Analysis
from rashomon.model.document import Document
from rashomon.options import Options

SHARED = Path(__file__).resolve().parents[2] / "shared"
FILES = {
    "weaken": "datasets/claimdiff/ClaimDiff-W/ClaimDiff-weak-train.json",
    "strengthen": "datasets/claimdiff/ClaimDiff-S/ClaimDiff-strength-train.json",
}
SPLITS, FOLDS, INNER = 5, 10, 5
RIDGE, RIDGE_VECTORS = 30.0, 300.0
"""Pull of the weights towards 0: of 10, 30 and 100 the middle one; of vectors' 768 columns more."""
MOST = 4.0
"""Standard deviations at which a feature is cut off."""
STANCES = ("asserted", "denied", "hedged", "planned", "demanded", "conditional")

Rows = np.ndarray


class Pair(NamedTuple):
    """Two sentences of one topic, and the answers to both questions."""

    topic: str
    one: str
    two: str
    answers: dict[str, int]


def read(files: dict[str, Path]) -> list[Pair]:
    """The pairs with both answers, in the order of the first file."""
    rows = {name: json.loads(file.read_text(encoding="utf-8"))["data"] for name, file in files.items()}
    answers: dict[str, dict[str, int]] = defaultdict(dict)
    for name, found in rows.items():
        for row in found:
            answers[row["pair_id"]][name] = int(row["relation"])
    first = next(iter(rows.values()))
    return [Pair(r["topic"], r["claim_a"], r["claim_b"], answers[r["pair_id"]]) for r in first]


def analyses(texts: Sequence[str], cache: Path) -> dict[str, Analysis]:
    """Each sentence as a document of its own; kept in `cache` by the code that made it."""
    found: dict[str, Analysis] = {}
    folder = cache / build.code_hash()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        mark = sha256(text.encode()).hexdigest()
        kept = folder / f"{mark[:16]}.msgpack"
        if not kept.exists():
            document = Document(id=mark[:16], sha256=mark, text=text, format="plain", path=f"{mark[:16]}.txt",
                                language="en")  # fmt: skip
            kept.write_bytes(msgspec.msgpack.encode(pipeline.analyse(document, Options())))
        found[text] = msgspec.msgpack.decode(kept.read_bytes(), type=Analysis)
    return found


def side(said: Said, places: Sequence[int]) -> dict[str, float]:
    """What one sentence is like by itself."""
    told, facts = [said.statements[i] for i in places], [said.facts[i] for i in places]
    out = {f"stance {name}": float(any(s.stance == name for s in told)) for name in STANCES}
    return out | {
        "negated": float(any(f.negated for f in facts)),
        "hedged": float(any(f.hedges for f in facts)),
        "sourced": float(any(s.source is not None for s in told)),
        "named source": float(any(s.source is not None and s.source.named for s in told)),
        "quoted": float(any(s.form in ("direct", "mixed") for s in told)),
        "figures": float(any(f.figures for f in facts)),
        "length": float(np.log1p(sum(len(s.text.split()) for s in told))),
        "statements": float(len(told)),
    }


def between(
    said: Said, event: object, one: Sequence[int], two: Sequence[int], memory: dict[str, Verdict]
) -> dict[str, float]:
    """What two sentences are like together: the pair of statements nearest in matter, and who speaks."""
    matter = np.array([MATTER.get(name, 0.0) for name in FEATURES])
    grid = [(i, j, np.array(features(event, min(i, j), max(i, j)))) for i in one for j in two]  # type: ignore[arg-type]
    nearest = max(grid, key=lambda cell: (round(float(cell[2] @ matter), 9), cell[:2]), default=None)
    values = nearest[2] if nearest is not None else np.zeros(len(FEATURES))
    out = {name: float(value) for name, value in zip(FEATURES, values, strict=True)}
    read_odds = [log_odds(memory[key(voiced(said, i), voiced(said, j))]) for i, j, _ in grid]
    out["read same"] = max((odds[0] for odds in read_odds), default=-6.0)
    out["read part"] = max((odds[1] for odds in read_odds), default=-6.0)
    speakers = [{s.source.entity or s.source.description for i in p if (s := said.statements[i]).source is not None}
                for p in (one, two)]  # fmt: skip
    named = [{e for i in p for e in said.who[i]} for p in (one, two)]
    out["same speaker"] = float(bool(speakers[0] & speakers[1]))
    out["two speakers"] = float(all(speakers) and not speakers[0] & speakers[1])
    out["speaker named"] = float(bool(speakers[0] & named[1] or speakers[1] & named[0]))
    out["names in common"] = float(bool((named[0] | speakers[0]) & (named[1] | speakers[1])))
    return out


def described(told: list[Pair], made: dict[str, Analysis]) -> tuple[list[str], Rows]:
    """The features of every pair, the same in either order of its sentences."""
    rows: list[dict[str, float]] = [{} for _ in told]
    by_topic: dict[str, list[int]] = defaultdict(list)
    for n, pair in enumerate(told):
        by_topic[pair.topic].append(n)
    memory: dict[str, Verdict] = {}
    for _, numbers in sorted(by_topic.items()):
        texts = sorted({t for n in numbers for t in (told[n].one, told[n].two)})
        order = pipeline.in_order(made[t] for t in texts)
        said = align.statements(order, align.entities(order))
        event, home = pairs(said).event, defaultdict(list)
        for i, statement in enumerate(said.statements):
            home[statement.document].append(i)
        places = {t: home[made[t].document.id] for t in texts}
        memory |= judge([(voiced(said, i), voiced(said, j)) for n in numbers
                         for i in places[told[n].one] for j in places[told[n].two]])  # fmt: skip
        for n in numbers:
            one, two = places[told[n].one], places[told[n].two]
            ours, theirs = side(said, one), side(said, two)
            for name in ours:
                rows[n] |= {f"{name}, sum": ours[name] + theirs[name], f"{name}, both": ours[name] * theirs[name],
                            f"{name}, apart": abs(ours[name] - theirs[name])}  # fmt: skip
            rows[n] |= between(said, event, one, two, memory)
    names = list(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows])


def fitted(values: Rows, target: Rows, ridge: float) -> Rows:
    """Weights of a logistic, the constant last, by Newton's steps."""
    wide = np.hstack([values, np.ones((len(values), 1))])
    pull = np.diag([ridge] * values.shape[1] + [1e-6])
    weights = np.zeros(wide.shape[1])
    for _ in range(15):
        chance = 1 / (1 + np.exp(-wide @ weights))
        slope = wide.T @ (chance - target) + pull @ weights
        step = np.linalg.solve((wide * (chance * (1 - chance))[:, None]).T @ wide + pull, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def scored(values: Rows, weights: Rows) -> Rows:
    """Log-odds of the rows."""
    return values @ weights[:-1] + weights[-1]


def f1(target: Rows, said_yes: Rows) -> float:
    """Harmonic mean of precision and recall of "yes"; 0 where nothing is found."""
    hits = float((target * said_yes).sum())
    return 2 * hits / float(target.sum() + said_yes.sum()) if hits else 0.0


def bar(target: Rows, scores: Rows) -> float:
    """The score from which "yes" gives the best F1."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(target[order])
    best = int(np.argmax(2 * hits / (target.sum() + np.arange(1, len(target) + 1))))
    return float(scores[order[best]])


def parts(groups: Rows, number: int, seed: int) -> list[Rows]:
    """Masks of the rows of each part; no group stands in two parts."""
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    return [np.isin(groups, names[k::number]) for k in range(number)]


def crossed(values: Rows, target: Rows, groups: Rows, ridge: float, seed: int) -> tuple[Rows, Rows]:
    """Scores and answers, each part's by weights and bar of the others."""
    scores, answers = np.zeros(len(target)), np.zeros(len(target))
    for held in parts(groups, FOLDS, seed):
        rest = np.flatnonzero(~held)
        mean, spread = values[rest].mean(axis=0), values[rest].std(axis=0) + 1e-9
        even = np.clip((values - mean) / spread, -MOST, MOST)
        scores[held] = scored(even[held], fitted(even[rest], target[rest], ridge))
        inner = np.zeros(len(rest))
        for part in parts(groups[rest], INNER, seed + 1):
            weights = fitted(even[rest[~part]], target[rest[~part]], ridge)
            inner[part] = scored(even[rest[part]], weights)
        answers[held] = scores[held] >= bar(target[rest], inner)
    return scores, answers


def area(target: Rows, scores: Rows) -> float:
    """Area under the curve: how often a "yes" scores above a "no"; ties count half."""
    order = np.argsort(scores, kind="stable")
    _, place, count = np.unique(scores[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(scores))
    ranks[order] = (np.cumsum(count) - (count - 1) / 2)[place]
    yes = int(target.sum())
    return float((ranks[target == 1].sum() - yes * (yes + 1) / 2) / (yes * (len(target) - yes)))


def row(values: Rows, target: Rows, groups: Rows, ridge: float) -> tuple[float, float, float, float]:
    """Means over the splits of F1 (with its lowest and highest) and area."""
    runs = [crossed(values, target, groups, ridge, seed) for seed in range(SPLITS)]
    got = [f1(target, answers) for _, answers in runs]
    return float(np.mean(got)), min(got), max(got), float(np.mean([area(target, s) for s, _ in runs]))


def signals(told: list[Pair], names: list[str], values: Rows) -> list[str]:
    """For each signal that is there or not: how many pairs have it, and what share of those strengthen and weaken."""
    lines = [f"{'signal':28} {'pairs':>6} {'strengthen':>11} {'weaken':>8}"]
    asked: dict[str, Callable[[Rows], Rows]] = {
        "two speakers": lambda c: c > 0, "same speaker": lambda c: c > 0, "sourced, both": lambda c: c > 0,
        "stance denied, apart": lambda c: c > 0, "negated, apart": lambda c: c > 0, "hedged, apart": lambda c: c > 0,
        "figure_conflict": lambda c: c > 0, "date_conflict": lambda c: c > 0,
    }  # fmt: skip
    for name, has in asked.items():
        held = has(values[:, names.index(name)])
        shares = [np.mean([p.answers[q] for p, h in zip(told, held, strict=True) if h]) if held.any() else 0.0
                  for q in ("strengthen", "weaken")]  # fmt: skip
        lines.append(f"{name:28} {int(held.sum()):6} {shares[0]:11.3f} {shares[1]:8.3f}")
    return lines


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, default=Path("build/claimdiff"))
    parser.add_argument("--signals", action="store_true", help="what single signals are worth")
    given = parser.parse_args()
    files = {name: given.shared / file for name, file in FILES.items()}
    if not all(file.exists() for file in files.values()):
        print("datasets/claimdiff is absent; nothing was scored")
        return 0
    told = read(files)
    texts = sorted({t for p in told for t in (p.one, p.two)})
    names, values = described(told, analyses(texts, given.cache))
    vector = dict(zip(texts, encode(texts), strict=True))
    one, two = (np.array([vector[t] for t in side_]) for side_ in zip(*((p.one, p.two) for p in told), strict=True))
    groups = np.unique([p.topic for p in told], return_inverse=True)[1]
    reader = [n for n, name in enumerate(names) if not name.startswith("read ")]
    sources = [n for n, name in enumerate(names) if "source" in name or "speaker" in name]
    tried: dict[str, tuple[Rows, float]] = {
        "cosine of the vectors": ((one * two).sum(axis=1, keepdims=True), RIDGE),
        "vectors alone": (np.hstack([np.abs(one - two), one * two]), RIDGE_VECTORS),
        "ours": (values, RIDGE),
        "ours without the reader": (values[:, reader], RIDGE),
        "ours, sources alone": (values[:, sources], RIDGE),
    }
    print(f"{len(told)} pairs, {groups.max() + 1} topics, {values.shape[1]} features")
    for question in FILES:
        target = np.array([p.answers[question] for p in told], dtype=float)
        share = float(target.mean())
        print(f"{question}: {int(target.sum())} yes")
        print(f"  {'majority':26} F1 {f1(target, np.full(len(told), float(share >= 0.5))):.3f}")
        print(f"  {'always yes':26} F1 {f1(target, np.ones(len(told))):.3f}")
        for name, (columns, ridge) in tried.items():
            mean, low, high, curve = row(columns, target, groups, ridge)
            print(f"  {name:26} F1 {mean:.3f} ({low:.3f} to {high:.3f}), area under the curve {curve:.3f}", flush=True)
    if given.signals:
        print("\n".join(signals(told, names, values)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
