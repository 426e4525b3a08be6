#!/usr/bin/env python3
"""Scores records of eight more events against gold records that hold no texts.

    golds.py score NEWS_CLUSTER [--cache FOLDER] [--only NAME] [--errors] [--json]
    golds.py keep GOLD.json TEXTS NEWS_CLUSTER --half dev    the committed form of a hand-made gold record

NEWS_CLUSTER is `giveme5w1h/news_cluster`. A language model made gold records in the shape of `shared/gold`, blind to
what the program says: claims with all their evidence, places where accounts part, page furniture, people. Six (`dev`)
were read while rules were made; two (`test`) were only scored. `eval/golds/NAME.json` holds names of files, offsets and
our own labels; texts, names of people and quotations are read out of the articles again when it is scored, by
`shared/eval/score_record.py`, so this says so and passes where ../shared is absent.

An account's text is its title, a blank line and its text, as one plain file.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parent))
import gate

ROOT = Path(__file__).resolve().parents[1]
GOLDS = Path(__file__).parent / "golds"
SCORER = gate.SHARED / "eval" / "score_record.py"
FIGURES = ("reach", "same_claim", "matrix", "speaker", "clean", "divergence", "roster")


class Words(msgspec.Struct, frozen=True):
    """A place in one account's text."""

    account: str
    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """Words that tell a claim, and where in the same text who says it is named; None for the outlet's own voice."""

    words: Words
    speaker: Words | None = None


class Parting(msgspec.Struct, frozen=True):
    """A place where accounts part; `compatible` where no contradiction may be called."""

    sides: tuple[Words, ...]
    compatible: bool


class Person(msgspec.Struct, frozen=True):
    """Somebody named, with where the party is named that he or she acts for."""

    name: Words
    party: Words


class Gold(msgspec.Struct, frozen=True):
    """One gold record without texts. `accounts` maps an account to its file in the news cluster."""

    half: str
    accounts: dict[str, str]
    claims: tuple[tuple[Evidence, ...], ...]
    divergences: tuple[Parting, ...]
    noise: tuple[Words, ...]
    roster: tuple[Person, ...]


def text_of(file: Path) -> str:
    """An article as one plain text."""
    row = json.loads(file.read_text(encoding="utf-8"))
    return f"{row.get('title')}\n\n{row.get('text') or ''}\n"


def told(gold: Gold, texts: Mapping[str, str]) -> dict[str, Any]:
    """The gold record as the scorer reads it."""

    def words(at: Words) -> str:
        return texts[at.account][at.start : at.end]

    def row(found: Evidence) -> dict[str, Any]:
        speaker = words(found.speaker) if found.speaker is not None else None
        return {"account": found.words.account, "start": found.words.start, "end": found.words.end,
                "text": words(found.words), "speaker": speaker, "via": []}  # fmt: skip

    noise: dict[str, list[str]] = {}
    for at in gold.noise:
        noise.setdefault(at.account, []).append(words(at))
    claims = [{"id": f"c{k}", "evidence": [row(e) for e in evidence],
               "accounts": sorted({e.words.account for e in evidence})}
              for k, evidence in enumerate(gold.claims)]  # fmt: skip
    parts = [{"id": f"d{k}", "why": "compatible" if part.compatible else "",
              "sides": [{"account": at.account, "text": words(at)} for at in part.sides]}
             for k, part in enumerate(gold.divergences)]  # fmt: skip
    return {"accounts": {name: f"{name}.txt" for name in gold.accounts}, "claims": claims, "divergences": parts,
            "posts": [], "noise": noise, "roster": [[words(p.name), words(p.party)] for p in gold.roster]}  # fmt: skip


def score(name: str, news: Path, cache: Path) -> tuple[dict[str, float], list[str]]:
    """Builds and scores one event as the gate does; its figures, and each error that the scorer names.

    Raises GateError when the build or the scorer fails.
    """
    gold = msgspec.json.decode((GOLDS / f"{name}.json").read_bytes(), type=Gold)
    texts = {account: text_of(news / "data" / file) for account, file in gold.accounts.items()}
    folder = cache / name / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    for account, text in texts.items():
        (folder / f"{account}.txt").write_text(text, encoding="utf-8")
    golden = cache / name / "gold.json"
    golden.write_text(json.dumps(told(gold, texts)), encoding="utf-8")
    now = gate.measure(gate.GoldSet(name, golden, folder), SCORER)
    return now.figures, list(now.errors)


def kept(full: Mapping[str, Any], texts: Mapping[str, str], files: Mapping[str, str], half: str) -> Gold:
    """A hand-made gold record without its texts; people and speakers whose words stand nowhere are left out."""

    def first(account: str, words: str) -> Words | None:
        for name in (account, *texts):
            at = texts[name].find(words)
            if at >= 0:
                return Words(name, at, at + len(words))
        return None

    def all_of(rows: Any) -> tuple[Words, ...]:
        return tuple(at for account, words in rows if (at := first(account, words)) is not None)

    claims = tuple(
        tuple(Evidence(Words(e["account"], e["start"], e["end"]),
                       first(e["account"], e["speaker"]) if e["speaker"] else None) for e in claim["evidence"])
        for claim in full["claims"]
    )  # fmt: skip
    parts = tuple(
        Parting(all_of((s["account"], s["text"]) for s in d["sides"]), d["why"].startswith("compatible"))
        for d in full["divergences"]
    )
    somewhere = next(iter(texts))
    people = [(first(somewhere, name), first(somewhere, party)) for name, party in full["roster"]]
    return Gold(
        half, dict(files), claims, parts, all_of((a, words) for a, rows in full["noise"].items() for words in rows),
        tuple(Person(name, party) for name, party in people if name is not None and party is not None),
    )  # fmt: skip


def keep(args: argparse.Namespace) -> int:
    """Writes the committed form of one gold record."""
    full = json.loads(args.gold.read_text(encoding="utf-8"))
    texts = {a: (args.texts / file).read_text(encoding="utf-8") for a, file in full["accounts"].items()}
    by_text = {text_of(file): file.name for file in sorted((args.news / "data").glob("*.json"))}
    files = {account: by_text[text] for account, text in texts.items()}
    GOLDS.mkdir(exist_ok=True)
    made = msgspec.json.encode(kept(full, texts, files, args.half), order="sorted")
    (GOLDS / args.gold.name).write_bytes(made + b"\n")
    return 0


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Figures by event, and their means by half."""
    halves = {name: msgspec.json.decode((GOLDS / f"{name}.json").read_bytes(), type=Gold).half for name in rows}
    lines = [f"{'':14} " + " ".join(f"{figure:>10}" for figure in FIGURES)]
    lines += [f"{name:14} " + " ".join(f"{row[figure]:10.3f}" for figure in FIGURES) for name, row in rows.items()]
    for half in sorted(set(halves.values())):
        some = [row for name, row in rows.items() if halves[name] == half]
        means = (sum(row[figure] for row in some) / len(some) for figure in FIGURES)
        lines.append(f"{'mean, ' + half:14} " + " ".join(f"{mean:10.3f}" for mean in means))
    return "\n".join(lines)


def main() -> int:
    """Runs one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    scoring = commands.add_parser("score")
    scoring.add_argument("news", type=Path)
    scoring.add_argument("--cache", type=Path, default=ROOT / "build" / "golds")
    scoring.add_argument("--only", action="append", default=[], metavar="NAME")
    scoring.add_argument("--errors", action="store_true", help="print each error that the scorer names")
    scoring.add_argument("--json", action="store_true")
    keeping = commands.add_parser("keep")
    keeping.add_argument("gold", type=Path)
    keeping.add_argument("texts", type=Path)
    keeping.add_argument("news", type=Path)
    keeping.add_argument("--half", choices=("dev", "test"), default="dev")
    args = parser.parse_args()
    if args.command == "keep":
        return keep(args)
    if not SCORER.exists() or not args.news.exists():
        print("golds skipped: no scorer or no news cluster beside the project")
        return 0
    rows = {}
    for name in args.only or sorted(file.stem for file in GOLDS.glob("*.json")):
        try:
            rows[name], errors = score(name, args.news, args.cache)
        except gate.GateError as error:
            print(f"golds could not run: {error}", file=sys.stderr)
            return 2
        if args.errors:
            print("\n".join(f"{name}: {error}" for error in errors))
    print(json.dumps(rows) if args.json else table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
