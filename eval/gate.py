#!/usr/bin/env python3
"""Fails when a measured figure of the built record sinks below its pinned floor.

    python eval/gate.py                      build, score, compare with eval/floors.json
    python eval/gate.py --errors             the same, with each error that the scorer names
    python eval/gate.py --update             raise the floors to what is measured now; refuses to lower one
    python eval/gate.py --update --allow-sinking    lower them too, which a reviewer then sees in the diff

The hand-made gold records and their scorer live beside the project, in ../shared, and are not part of it.
Where they are absent the gate says so and passes. Standard library only; Rashomon and the scorer run as child
processes, so what is measured is what a user gets.

A gold set is `gold/NAME.json`; its texts are the folder `gold/NAME`, or `seeds` when there is no such folder.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "eval" / "floors.json"
SHARED = ROOT.parent / "shared"

FIGURES = ("reach", "same_claim", "matrix", "speaker", "posts", "clean", "divergence", "roster")
NOISE = 0.01
"""How far under its floor a figure may lie. Two builds on one processor are byte-identical, but processors round the
models' numbers differently: between one with eight-bit multiply-add and one without, same_claim of istanbul differs by
.006 and no other figure at all. Wider than that, and narrower than two items (one of 144 spans moves `reach` by .007).
A figure inside the band is told."""
ROUNDING = 0.00005
"""Floors are rounded to four places."""
TIMEOUT = 600
"""Seconds for one build or one scoring; far more than five accounts may take by the speed budget (12 s)."""
RUN = "import sys; from rashomon.cli import main; sys.exit(main())"
"""The command line without the console script, so that the gate also runs from a checkout."""

Builder = Callable[[Path, Path], Path]


class Pinned(TypedDict):
    """What `floors.json` keeps of one gold set. `goals` are the figures asked for, shown and never enforced."""

    sha256: dict[str, str]
    counts: dict[str, int]
    goals: dict[str, float]
    floors: dict[str, float]


class GateError(Exception):
    """The gate cannot measure: a build or the scorer failed, or the floors file is unusable."""


@dataclass(frozen=True)
class GoldSet:
    """One gold record with the folder of texts that it was made from."""

    name: str
    gold: Path
    texts: Path

    def hashes(self) -> dict[str, str]:
        """SHA-256 of the gold file, and of the names and bytes of the texts it speaks of."""
        accounts = json.loads(self.gold.read_text(encoding="utf-8"))["accounts"]
        digest = hashlib.sha256()
        for file in sorted(accounts.values()):
            digest.update(file.encode() + b"\0" + hashlib.sha256((self.texts / file).read_bytes()).digest())
        return {"gold": hashlib.sha256(self.gold.read_bytes()).hexdigest(), "texts": digest.hexdigest()}

    def counts(self) -> dict[str, int]:
        """How much the gold holds, so that a gold that shrinks shows in the diff of the floors."""
        gold = json.loads(self.gold.read_text(encoding="utf-8"))
        spans = sum(len(claim["evidence"]) for claim in gold["claims"])
        lists = ("claims", "divergences", "noise", "posts", "roster")
        return {"evidence": spans, **{key: len(gold[key]) for key in lists}}


@dataclass(frozen=True)
class Measure:
    """What one gold set gives now."""

    figures: dict[str, float]
    hashes: dict[str, str]
    counts: dict[str, int]
    errors: tuple[str, ...]

    def pinned(self, goals: dict[str, float]) -> Pinned:
        """The entry that `floors.json` keeps for it."""
        floors = {name: round(self.figures[name], 4) for name in FIGURES}
        return Pinned(sha256=self.hashes, counts=self.counts, goals=goals, floors=floors)


def gold_sets(shared: Path) -> Iterator[GoldSet]:
    """Every gold record under `shared`, in order of its name."""
    for gold in sorted((shared / "gold").glob("*.json")):
        own = shared / "gold" / gold.stem
        yield GoldSet(gold.stem, gold, own if own.is_dir() else shared / "seeds")


def run(command: list[str], what: str) -> str:
    """The standard output of a child process; GateError with its last words when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired as error:
        raise GateError(f"{what}: not done after {TIMEOUT} s") from error
    if done.returncode:
        raise GateError(f"{what}: exit code {done.returncode}\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def build(texts: Path, out: Path) -> Path:
    """Builds the record of a folder as a user would; returns the path of `record.json`."""
    run([sys.executable, "-c", RUN, "build", str(texts), "--out", str(out)], f"rashomon build {texts.name}")
    return out / "record.json"


def measure(item: GoldSet, scorer: Path, builder: Builder = build) -> Measure:
    """Builds and scores one gold set."""
    with tempfile.TemporaryDirectory() as folder:
        record = builder(item.texts, Path(folder) / item.name)
        command = [sys.executable, str(scorer), str(record), str(item.gold), str(item.texts), "--json", "--errors"]
        printed = run(command, f"{scorer.name} {item.name}").splitlines()
    errors = tuple(line for line in printed[:-1] if line.strip())
    return Measure(json.loads(printed[-1]), item.hashes(), item.counts(), errors)


def judge(name: str, pinned: Pinned | None, now: Measure) -> list[str]:
    """One sentence for each reason why this gold set fails; empty when it passes."""
    if pinned is None:
        return [f"{name}: no floors are pinned; run with --update"]
    changed = [key for key, value in now.hashes.items() if pinned["sha256"].get(key) != value]
    if changed:
        words = " and ".join("the gold file" if key == "gold" else "the texts" for key in changed)
        return [f"{name}: {words} changed since the floors were pinned; look at why, then run with --update"]
    sunk = []
    for figure, floor in pinned["floors"].items():
        value = now.figures.get(figure, 0.0)
        if value < floor - NOISE:
            sunk.append(f"{name}: {figure} sank from {floor:.3f} to {value:.3f}")
    return sunk


def within_noise(name: str, pinned: Pinned | None, now: Measure) -> list[str]:
    """One sentence for each figure that lies under its floor by no more than processors differ."""
    found = []
    for figure, floor in pinned["floors"].items() if pinned else ():
        value = now.figures.get(figure, 0.0)
        if floor - NOISE <= value < floor - ROUNDING:
            told = f"{name}: {figure} is {value:.3f}, under its floor {floor:.3f} by no more than processors differ"
            found.append(told)
    return found


def raised(name: str, pinned: Pinned | None, now: Measure, allow_sinking: bool) -> Pinned:
    """The new entry of `floors.json`; GateError when a floor would be lowered and that is not allowed.

    A figure inside the noise band keeps its old floor, so that floors do not creep down by rounding.
    """
    if pinned is None:
        return now.pinned({})
    new = now.pinned(pinned["goals"])
    sunk = judge(name, Pinned(sha256=now.hashes, counts=now.counts, goals={}, floors=pinned["floors"]), now)
    if sunk and not allow_sinking:
        raise GateError("\n".join([*sunk, "nothing was written; --allow-sinking lowers floors"]))
    if not sunk:
        new["floors"] = {key: max(value, pinned["floors"].get(key, 0.0)) for key, value in new["floors"].items()}
    return new


def table(name: str, pinned: Pinned | None, now: Measure) -> str:
    """The figures of one gold set beside their floors and goals."""
    floors, goals = (pinned["floors"], pinned["goals"]) if pinned else ({}, {})
    lines = [f"{name:12} {'now':>6} {'floor':>6} {'goal':>6}"]
    for figure in FIGURES:
        cells = [now.figures.get(figure), floors.get(figure), goals.get(figure)]
        lines.append(f"{figure:12} " + " ".join("     -" if cell is None else f"{cell:6.3f}" for cell in cells))
    return "\n".join(lines)


def load(path: Path) -> dict[str, Pinned]:
    """The pinned floors by gold set; empty when there is no file yet."""
    if not path.exists():
        return {}
    try:
        sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    except (ValueError, KeyError) as error:
        raise GateError(f"{path.name} is no floors file: {error}") from error
    return dict(sets)


def gate(args: argparse.Namespace, builder: Builder = build) -> int:
    """Runs the gate; returns the exit code and prints what a developer needs to mend it."""
    scorer = args.shared / "eval" / "score_record.py"
    every = list(gold_sets(args.shared))
    found = [item for item in every if not args.only or item.name in args.only]
    if every and (unknown := set(args.only) - {item.name for item in every}):
        sets = ", ".join(item.name for item in every)
        raise GateError(f"--only takes the name of a gold set ({sets}), not {', '.join(sorted(unknown))}")
    if not scorer.exists() or not found:
        print(f"gate skipped: no scorer or gold records in {args.shared.name}/ beside the project")
        return 0
    pinned = load(args.floors)
    rows = dict(pinned)
    failures: list[str] = []
    told: list[str] = []
    for item in found:
        now = measure(item, scorer, builder)
        print(table(item.name, pinned.get(item.name), now) + "\n")
        if args.errors:
            print("\n".join(now.errors) + "\n")
        if args.update:
            rows[item.name] = raised(item.name, pinned.get(item.name), now, args.allow_sinking)
        else:
            failures += judge(item.name, pinned.get(item.name), now)
            told += within_noise(item.name, pinned.get(item.name), now)
    if args.update:
        args.floors.write_text(json.dumps({"sets": rows}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        print(f"floors written to {args.floors.name}")
    missing = [] if args.only else sorted(set(pinned) - {item.name for item in found})
    failures += [f"{name}: floors are pinned, but its gold record is gone" for name in missing]
    print("\n".join([*told, *(failures or ["gate passed"])]))
    return 1 if failures else 0


def options(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print each error that the scorer names")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-sinking", action="store_true", help="with --update: lower floors too")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="only this gold set (its figures are all measured)"
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with eval/, gold/ and seeds/")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="file of pinned floors")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Runs the gate with the given arguments; returns the exit code."""
    try:
        return gate(options(argv))
    except GateError as error:
        print(f"gate could not run: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
