"""Editors' tables of whole events: which statements tell one claim, in passing or not.

    PYTHONPATH=src python training/claims/tables.py draw SHEETS --news FOLDER --news build/judge/news    sheets to read
    PYTHONPATH=src python training/claims/tables.py keep SHEETS TOLD                                     tables.jsonl
    PYTHONPATH=src python training/claims/tables.py score --news FOLDER --news build/judge/news          whole builds

A pair of statements is labelled strictly (docs/guidelines-same-claim.md), one pair at a time; a table is made by going
through all statements of an event, as an editor does, and is wider: a noun phrase in passing tells a claim too.
`draw` writes a numbered sheet an event. A reader writes TOLD/EVENT.txt, a line a claim: `name: 3 17 (40) 22!`; a number
in brackets has its main point elsewhere, one with `!` tells it with a value that cannot hold with the others'.

A line of tables.jsonl: `event`, `statements` (`document` by file name, `content` spans), and `rows`, each with `told`,
`beside` (in brackets) and `parted` (with `!`, among the told), numbers from 0 into `statements`. What stands in no row
stands alone. Articles belong to their publishers and are not kept.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import msgspec
from fit import HERE, Spans, analyses, place, said_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from oracle import b_cubed

from rashomon import pipeline
from rashomon.align.said import Said
from rashomon.align.together import voiced
from rashomon.options import Options

TABLES = HERE / "tables.jsonl"
SEED = 20261127
MOST, OF_ONE, LEAST = 150, 55, 4
"""Statements on a sheet and of one account on it, at most; accounts that say less than the last are left out."""
ACCOUNTS = 3
"""So many accounts are taken whatever they add up to."""
DRAWN = {"allsides": 36, "basil": 20}
"""Events drawn by chance of collections with three accounts each; those with four or more accounts are all taken."""
MEMBER = re.compile(r"(\()?(\d+)(!)?\)?")


class Member(msgspec.Struct, frozen=True):
    """A statement on a sheet."""

    document: str
    content: Spans


class Row(msgspec.Struct, frozen=True):
    """A claim and the statements that tell it, by number."""

    told: tuple[int, ...]
    beside: tuple[int, ...] = ()
    parted: tuple[int, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """One event's claims as a reader put them together."""

    event: str
    statements: tuple[Member, ...]
    rows: tuple[Row, ...]

    def labels(self) -> dict[tuple[int, int], str]:
        """The label of each pair (a, b), a < b, that meets in a row; every other pair is `related`."""
        out: dict[tuple[int, int], str] = {}
        for row in self.rows:
            for a, b in combinations(sorted({*row.told, *row.beside}), 2):
                both = a in row.told and b in row.told
                parted = (a in row.parted) != (b in row.parted)
                label = "divergent" if both and parted else "same" if both else "part"
                if out.get((a, b)) not in ("same", "divergent"):
                    out[a, b] = label
        return out


def tables() -> list[Table]:
    """All tables there are."""
    lines = TABLES.read_bytes().splitlines() if TABLES.exists() else []
    return [msgspec.json.decode(line, type=Table) for line in lines]


def found_in(table: Table, said: Said, ids: dict[str, str]) -> dict[int, int]:
    """For each statement of a table today's statement that says it; those that none says are left out."""
    places = {k: place(said, ids[m.document], m.content) for k, m in enumerate(table.statements) if m.document in ids}
    return {k: i for k, i in places.items() if i is not None}


def drawn(news: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """The events to read with their articles' file names."""
    events: dict[str, list[str]] = {}
    for file in (folder / "events.json" for folder in news):
        events |= json.loads(file.read_text()) if file.exists() else {}
    rng = random.Random(SEED)
    chosen = [event for event, names in events.items() if len(names) > ACCOUNTS]
    for collection, count in DRAWN.items():
        some = sorted(event for event in events if event.startswith(collection))
        rng.shuffle(some)
        chosen += some[:count]
    for event in chosen:
        names = sorted(events[event])
        rng.shuffle(names)
        yield event, names


def sheet(said: Said, documents: list[str]) -> list[int]:
    """The statements of an event that are put on its sheet: whole accounts in the given order while there is room."""
    of: dict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(said.statements):
        if len(of[statement.document]) < OF_ONE:
            of[statement.document].append(i)
    kept: list[str] = []
    for document in documents:
        size = len(of[document])
        full = sum(len(of[d]) for d in kept) + size > MOST and len(kept) >= ACCOUNTS
        if size >= LEAST and not full:
            kept.append(document)
    return sorted(i for document in kept for i in of[document])


def draw(out: Path, news: list[Path], cache: Path) -> None:
    """Write the sheets, and index.json with the statements on each."""
    out.mkdir(parents=True, exist_ok=True)
    index: dict[str, list[Member]] = {}
    for event, names in drawn(news):
        said, ids = said_of(analyses(news, sorted(names), cache, event))
        rows = sheet(said, [ids[name] for name in names])
        name_of = {i: name for name, i in ids.items()}
        lines, last = [], None
        for number, i in enumerate(rows, 1):
            if said.statements[i].document != last:
                last = said.statements[i].document
                lines.append("\n== another account")
            lines.append(f"{number}. {voiced(said, i)}")
        (out / f"{event}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        index[event] = [Member(name_of[s.document], [[c.start, c.end] for c in s.content])
                        for s in (said.statements[i] for i in rows)]  # fmt: skip
    (out / "index.json").write_bytes(msgspec.json.encode(index))


def row_of(line: str, size: int, where: str) -> Row:
    """One line of TOLD. Raises ValueError for a number that is not on the sheet."""
    told, beside, parted = [], [], []
    for bracket, number, mark in MEMBER.findall(line.rpartition(":")[2]):
        at = int(number) - 1
        if not 0 <= at < size:
            raise ValueError(f"{where}: {number} is not on the sheet, which ends at {size}")
        (beside if bracket else told).append(at)
        if mark and not bracket:
            parted.append(at)
    return Row(tuple(told), tuple(beside), tuple(parted))


def keep(sheets: Path, told: Path) -> None:
    """Write tables.jsonl from what readers wrote."""
    index = msgspec.json.decode((sheets / "index.json").read_bytes(), type=dict[str, list[Member]])
    made = []
    for event, members in sorted(index.items()):
        file = told / f"{event}.txt"
        if file.exists():
            lines = [line for line in file.read_text(encoding="utf-8").splitlines() if ":" in line]
            rows = [row_of(line, len(members), file.name) for line in lines]
            rows = [row for row in rows if len(row.told) + len(row.beside) > 1]
            made.append(Table(event, tuple(members), tuple(rows)))
    TABLES.write_bytes(b"".join(msgspec.json.encode(table) + b"\n" for table in made))
    statements, rows = (sum(map(len, (getattr(t, part) for t in made))) for part in ("statements", "rows"))
    print(f"{len(made)} tables, {statements} statements, {rows} rows")


def homes(table: Table) -> dict[int, str]:
    """The row of each statement, by its main point; what stands alone has one of its own."""
    return {k: f"alone {k}" for k in range(len(table.statements))} | {
        k: f"row {n}" for n, row in enumerate(table.rows) for k in row.told
    }


def built(table: Table, news: list[Path], cache: Path) -> tuple[list[str], list[str]]:
    """Row and claim of each statement of a table that a whole build of its accounts still holds."""
    names = sorted({m.document for m in table.statements})
    found = analyses(news, names, cache, table.event)
    said, ids = said_of(found)
    at, home = found_in(table, said, ids), homes(table)
    claims = pipeline.weave(found, Options()).claims
    claim_of = {s: claim.id for claim in claims for s in claim.statements}
    kept = sorted(at)
    return [home[k] for k in kept], [claim_of[said.statements[at[k]].id] for k in kept]


def score(news: list[Path], cache: Path) -> None:
    """Print B-cubed of whole builds against the tables: of all statements, and of those in a row."""
    rows = []
    for table in tables():
        gold, given = built(table, news, cache)
        told = [k for k, home in enumerate(gold) if home.startswith("row")]
        figures = (*b_cubed(gold, given), *b_cubed([gold[k] for k in told], [given[k] for k in told]))
        rows.append(figures)
        print(f"{table.event[:28]:28} {len(gold):4} " + " ".join(f"{x:.3f}" for x in figures), flush=True)
    means = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    print(f"{'mean: all P R F1, told P R F1':33} " + " ".join(f"{x:.3f}" for x in means))


def main() -> None:
    """Draw, keep or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("draw", "keep", "score"))
    parser.add_argument("sheets", type=Path, nargs="?")
    parser.add_argument("told", type=Path, nargs="?")
    parser.add_argument("--news", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path, default=Path("build/judge/analyses"))
    asked = parser.parse_args()
    if asked.step == "draw":
        draw(asked.sheets, asked.news, asked.cache)
    elif asked.step == "score":
        score(asked.news, asked.cache)
    else:
        keep(asked.sheets, asked.told)


if __name__ == "__main__":
    main()
