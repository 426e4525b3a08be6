#!/usr/bin/env python3
"""Fits the same-claim scorer (src/rashomon/align/scorer.py) on labelled pairs of statements.

    python training/claims/fit.py NEWS_FOLDER... [--cache FOLDER] [--read build/judge/oof.json] [--write]

NEWS_FOLDER holds news articles that labels.jsonl names (events.py says which; not part of this project).
Prints what the scorer reaches on events left out in turn and its calibration; `--write` puts the weights fitted on all
events into scorer.py. Needs numpy and rashomon only, and gives the same numbers on every run. With `--read`, the
verdicts of the pair reader (train.py) on pairs of events that it never saw are two features more.

A line of labels.jsonl: `event`, `a` and `b` (`document` by file name, `content` spans into its text), `label` (`same`,
`divergent`, `part`, `related`; docs/guidelines-same-claim.md), `again` (the label of the second, blind pass, where it
was made), `round` (1: drawn by bands of probability; 2: drawn where the scorer of round 1 was unsure; 3: pairs that it
had put into one claim; 4 and 5: evenly over bands of probability), `stands_for` (rounds 1 and 5: how many candidate
pairs of its event this one was drawn for).
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from rashomon import align, pipeline
from rashomon.align.features import FEATURES
from rashomon.align.pairs import Pairs, pairs
from rashomon.align.said import Said
from rashomon.align.scorer import VERDICTS, one_matter
from rashomon.align.together import DOUBT, log_odds, voiced
from rashomon.language.judge import Verdict
from rashomon.model.analysis import Analysis
from rashomon.options import Options
from rashomon.read import gather, read_all

HERE = Path(__file__).resolve().parent
SCORER = HERE.parents[1] / "src" / "rashomon" / "align" / "scorer.py"
USED = tuple(name for name in FEATURES if name not in ("lexical", "contained", "entities", "rare"))
"""Features that get a weight; those left out say what others say and gained nothing on events left out."""
PRIOR = {
    "figure_conflict": -2.0, "polarity": -1.5, "date_conflict": -1.0, "cosine": 3.0, "stems": 2.0, "phrase": 2.0,
    "tense": -0.3,
}  # fmt: skip
"""What the ridge pulls weights towards (else 0): conflicts are rare in the labels and must still count."""
LEAST = 0.1
"""Share of its prior weight that a conflict keeps whatever the labels say: few of them hold any, and no fit may turn a
conflict into a sign of agreement."""
RIDGE = 10.0
PART = 0.3
"""A part-of pair counts as the same claim by this much, with half a pair's weight."""
FAR, FAR_BELOW, FAR_WEIGHT = 20, 0.03, 0.5
"""Unlabelled pairs an event, far below any labelled one, that count as different with this weight."""
LATER = 0.3
"""Weight of pairs of rounds 2 and 3: drawn by a scorer's doubts and joins, they tilt the sample."""
UNREAD = (float("nan"), float("nan"))
MEETS = 0.5
"""Share of characters that a statement of today's analysis must have in common with a labelled one."""

Spans = list[list[int]]
Rows = np.ndarray


class Data(NamedTuple):
    """Pairs in rows: features [n, used], target, weight, event, label (`far` when unlabelled), pairs stood for."""

    values: Rows
    target: Rows
    weight: Rows
    event: Rows
    label: Rows
    stands_for: Rows
    verdict: Rows
    """Log-odds of the pair reader [n, 2]; not a number where a pair was not read."""


def analyses(news: Sequence[Path], names: list[str], cache: Path | None, event: str) -> tuple[Analysis, ...]:
    """The analyses of one event's documents; kept in `cache` when given. `news` are folders that may hold them."""
    mark = sha256("\n".join(sorted(names)).encode()).hexdigest()[:8]
    kept = cache / f"{event}-{mark}.msgpack" if cache else None
    if kept is not None and kept.exists():
        return msgspec.msgpack.decode(kept.read_bytes(), type=tuple[Analysis, ...])
    files = [next(folder / n for folder in news if (folder / n).exists()) for n in names]
    read = read_all(gather([str(file) for file in files], story=None, stdin=None))
    found = tuple(pipeline.analyse(d, Options(engine="full")) for d in pipeline.dated(read.documents))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.msgpack.encode(found))
    return found


def pair_key(one: str, two: str) -> str:
    """What a pair of texts is found by, in any order and whatever model is shipped."""
    return sha256("\x00".join(sorted((one, two))).encode()).hexdigest()[:32]


def said_of(found: tuple[Analysis, ...]) -> tuple[Said, dict[str, str]]:
    """The event's statements, and the id of each document by its file name."""
    told = pipeline.in_order(found)
    return align.statements(told, align.entities(told)), {Path(a.document.path or "").name: a.document.id for a in told}


def place(said: Said, document: str, content: Spans) -> int | None:
    """The statement of today's analysis that says what was labelled; None when none does."""
    wanted = {i for start, end in content for i in range(start, end)}
    best, found = MEETS, None
    for i, statement in enumerate(said.statements):
        if statement.document == document:
            have = {k for s in statement.content for k in range(s.start, s.end)}
            share = len(have & wanted) / len(have | wanted) if have | wanted else 0.0
            if share > best:
                best, found = share, i
    return found


def gather_data(news: list[Path], cache: Path | None, oof: dict[str, list[float]]) -> tuple[Data, int]:
    """All rows, and how many labelled pairs today's analyses no longer hold."""
    by_event: dict[str, list[dict]] = defaultdict(list)
    for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_event[row["event"]].append(row)
    columns = [FEATURES.index(name) for name in USED]
    rows: list[tuple] = []
    lost = 0
    for event, labelled in sorted(by_event.items()):
        names = sorted({row[side]["document"] for row in labelled for side in "ab"})
        said, ids = said_of(analyses(news, names, cache, event))
        found = pairs(said)
        where = {pair: k for k, pair in enumerate(found.index)}
        taken = set()
        for row in labelled:
            a, b = (place(said, ids[row[s]["document"]], row[s]["content"]) for s in "ab")
            pair = (min(a, b), max(a, b)) if a is not None and b is not None else None
            if pair not in where:
                lost += 1
                continue
            taken.add(pair)
            read = oof.get(pair_key(voiced(said, pair[0]), voiced(said, pair[1])))
            rows.append((found.values[where[pair]][columns], row["label"], event, row.get("stands_for", 0.0),
                         row["round"], log_odds(Verdict(*read[:3])) if read else UNREAD))  # fmt: skip
        far = far_pairs(said, found, taken)
        chosen = far[:: max(1, len(far) // FAR)][:FAR]
        rows += [(found.values[where[p]][columns], "far", event, len(far) / len(chosen), 1, UNREAD) for p in chosen]
    values, label, event_of, stands_for, drawn, verdict = zip(*rows, strict=True)
    labels = np.array(label)
    target = np.where(labels == "same", 1.0, np.where(labels == "part", PART, 0.0))
    weight = np.where(labels == "part", 0.5, np.where(labels == "far", FAR_WEIGHT, 1.0))
    weight = weight * np.where(np.array(drawn) == 1, 1.0, LATER)
    return Data(np.array(values), target, weight, np.array(event_of), labels, np.array(stands_for),
                np.array(verdict)), lost  # fmt: skip


def far_pairs(said: Said, found: Pairs, taken: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Candidate pairs of two documents that are hardly of one matter."""
    home = [s.document for s in said.statements]
    hardly = [pair for pair, chance in one_matter(found).items() if chance < FAR_BELOW and pair not in taken]
    return [(a, b) for a, b in hardly if home[a] != home[b]]


def fit(values: Rows, target: Rows, weight: Rows) -> Rows:
    """Weights and, last, the bias of a logistic with a ridge towards PRIOR, by Newton's method.

    Columns are those of USED and, where there are more, of VERDICTS.
    """
    middle, spread = values.mean(0), values.std(0) + 1e-6
    names = (*USED, *VERDICTS)[: values.shape[1]]
    prior = np.array([PRIOR.get(name, 0.0) for name in names] + [0.0]) * np.r_[spread, 1]
    inputs = np.c_[(values - middle) / spread, np.ones(len(values))]
    ridge = np.eye(len(prior)) * RIDGE
    ridge[-1, -1] = 1e-6
    now = prior.copy()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ now, -30, 30)))
        slope = inputs.T @ (weight * (chance - target)) + ridge @ (now - prior)
        bend = (inputs * (weight * chance * (1 - chance))[:, None]).T @ inputs + ridge
        step = np.linalg.solve(bend, slope)
        now = now - step
        if abs(step).max() < 1e-9:
            break
    plain = now[:-1] / spread
    for place, name in enumerate(names):
        if PRIOR.get(name, 0.0) < 0:
            plain[place] = min(plain[place], LEAST * PRIOR[name])
    return np.r_[plain, now[-1] - (plain * middle).sum()]


def left_out(data: Data) -> Rows:
    """The probability of each pair by weights fitted on the other events."""
    out = np.zeros(len(data.target))
    for event in np.unique(data.event):
        here = data.event == event
        made = fit(data.values[~here], data.target[~here], data.weight[~here])
        out[here] = 1 / (1 + np.exp(-(data.values[here] @ made[:-1] + made[-1])))
    return out


def area(score: Rows, truth: Rows) -> float:
    """Area under the ROC curve: how often a same pair lies above another."""
    above, below = score[truth], score[~truth]
    return float(np.mean((above[:, None] > below[None, :]) + 0.5 * (above[:, None] == below[None, :])))


def average_precision(score: Rows, truth: Rows) -> float:
    """Mean of the precision at each same pair, going down from the likeliest."""
    hits = truth[np.argsort(-score, kind="stable")]
    return float(np.mean((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits]))


def report(data: Data, score: Rows) -> None:
    """Print the tables of docs/models/same-claim.md."""
    read = (data.label != "far") & (data.label != "part")
    truth = data.label == "same"
    print(f"pairs {int((data.label != 'far').sum())}, same {int(truth.sum())}, events {len(set(data.event))}")
    print(f"AUC {area(score[read], truth[read]):.3f}")
    print(f"average precision {average_precision(score[read], truth[read]):.3f}")
    print("| bar | precision | recall |\n|---|---|---|")
    for bar in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        over = read & (score >= bar)
        precision = truth[over].mean() if over.any() else 0.0
        print(f"| {bar} | {precision:.2f} | {(over & truth).sum() / truth.sum():.2f} |")
    print("| probability | pairs read | said | found | found, all candidates |\n|---|---|---|---|---|")
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        here = (score >= low) & (score < high) & (data.label != "far")
        if here.any():
            mass = data.stands_for[here] + 1e-9
            print(f"| {low}-{min(1, high)} | {int(here.sum())} | {score[here].mean():.2f} | {truth[here].mean():.2f} "
                  f"| {(truth[here] * mass).sum() / mass.sum():.2f} |")  # fmt: skip


def with_verdicts(data: Data, keep: float = 0.0) -> Data:
    """Only the rows that were read, and whose chance by features is at least `keep`, with the verdicts as columns."""
    read = ~np.isnan(data.verdict[:, 0])
    if keep:
        made = fit(data.values, data.target, data.weight)
        read &= 1 / (1 + np.exp(-(data.values @ made[:-1] + made[-1]))) >= keep
    rows = Data(*(column[read] for column in data))
    return rows._replace(values=np.c_[rows.values, rows.verdict])


def write(made: Rows, table: str, bias: str) -> None:
    """Put bias and weights into scorer.py, under these two names."""
    names = (*USED, *VERDICTS)[: len(made) - 1]
    numbers = [f'"{name}": {round(float(v), 2)},' for name, v in zip(names, made[:-1], strict=True)]
    lines, line = [], "   "
    for number in numbers:
        if len(line) + len(number) > 110:
            lines.append(line)
            line = "   "
        line += " " + number
    body = "\n".join([*lines, line])
    text = SCORER.read_text(encoding="utf-8")
    text = re.sub(rf"(?m)^{bias} = .*$", f"{bias} = {round(float(made[-1]), 2)}", text)
    text = re.sub(rf"(?ms)^({table}: [^\n]*\{{\n).*?(^\}})", lambda m: f"{m[1]}{body}\n{m[2]}", text, count=1)
    SCORER.write_text(text, encoding="utf-8")


def agreement() -> None:
    """Print how far the two passes of labelling agree."""
    rows = [json.loads(line) for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    twice = [(r["label"], r["again"]) for r in rows if r.get("again")]
    if twice:
        first, second = ([x == "same" for x in side] for side in zip(*twice, strict=True))
        agree = float(np.mean([a == b for a, b in zip(first, second, strict=True)]))
        chance = np.mean(first) * np.mean(second) + (1 - np.mean(first)) * (1 - np.mean(second))
        whole = np.mean([a == b for a, b in twice])
        print(f"read twice {len(twice)}: same or not agreed {agree:.2f}, kappa {(agree - chance) / (1 - chance):.2f}; "
              f"all four labels agreed {whole:.2f}")  # fmt: skip


def main() -> None:
    """Fit, report and, when asked, write."""
    parser = argparse.ArgumentParser(description="Fit the same-claim scorer on labelled pairs.")
    parser.add_argument("news", type=Path, nargs="+", help="folders of the articles that labels.jsonl names")
    parser.add_argument("--cache", type=Path, help="keep analyses here (delete them when the analysis changes)")
    parser.add_argument("--read", type=Path, help="verdicts of the pair reader on events it never saw (train.py judge)")
    parser.add_argument("--write", action="store_true", help="write the weights into scorer.py")
    asked = parser.parse_args()
    oof = json.loads(asked.read.read_text()) if asked.read else {}
    data, lost = gather_data(asked.news, asked.cache, oof)
    agreement()
    print(f"labelled pairs that today's analyses no longer hold: {lost}")
    report(data, left_out(data))
    made = fit(data.values, data.target, data.weight)
    print({name: round(float(v), 2) for name, v in zip((*USED, "bias"), made, strict=True)})
    if asked.write:
        write(made, "WEIGHTS", "BIAS")
    if not oof:
        return
    read = with_verdicts(data, DOUBT)
    print(f"\nread together, chance by features from {DOUBT}")
    print("by features alone:")
    report(read, left_out(read._replace(values=read.values[:, : len(USED)])))
    print("with verdicts:")
    report(read, left_out(read))
    made = fit(read.values, read.target, read.weight)
    print({name: round(float(v), 2) for name, v in zip((*USED, *VERDICTS, "bias"), made, strict=True)})
    if asked.write:
        write(made, "READ", "READ_BIAS")


if __name__ == "__main__":
    main()
