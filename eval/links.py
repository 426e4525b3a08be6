#!/usr/bin/env python3
"""The hand check of links and contradictions: draws them from builds of many events, and scores the committed sheet.

    links.py draw NEWS_CLUSTER --cache FOLDER --sheet FILE    a reading sheet with texts; keep it out of the repository
    links.py keep FILE VERDICTS.tsv                           ids, offsets and verdicts only, into eval/links/
    links.py score [NEWS_CLUSTER --cache FOLDER] [--json]     figures; with builds, how many rows they still hold

Every event with four or more articles is built as `rashomon build` builds it. Drawn are 200 links of statements of
different documents within one claim (by a fixed seed, at most eight an event), all divergences with the verdict
`contradiction`, and 60 possible ones in number, date or denial. Verdicts are told in docs/measured.md. Events with an
even number are the development half; those with an odd one are scored apart. Each drawing has a number, its own seed
and its own figures, since the records change between two of them.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import msgspec

from rashomon import build
from rashomon.errors import RashomonError
from rashomon.model.record import Divergence, Record

LEAST, LINKS, MOST_OF_ONE, POSSIBLE, SEED = 4, 200, 8, 60, 19
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1.01)
"""Bounds of the probability of a link between which its precision is told."""
SHEETS = Path(__file__).parent / "links"
RIGHT = {
    "link": frozenset({"same"}),
    "contradiction": frozenset({"right"}),
    "possible": frozenset({"contradiction"}),
}
"""The verdicts that count as right. A link judged `part` counts for neither, as in the guidelines."""
NEITHER = {"link": frozenset({"part"}), "contradiction": frozenset[str](), "possible": frozenset[str]()}


class Words(msgspec.Struct, frozen=True, order=True):
    """One statement as the sheet keeps it: the document's file name, and offsets into its text."""

    file: str
    start: int
    end: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was read: two statements, or the two first sides of a divergence.

    `chance` is the probability that stood with a link when it was drawn; None where it was not kept.
    """

    id: str
    event: int
    kind: str
    a: Words
    b: Words
    about: str = ""
    verdict: str = ""
    drawing: int = 1
    chance: float | None = None


def events(folder: Path) -> dict[int, list[Path]]:
    """The files of each event with enough articles; exits when there are none."""
    found: dict[int, list[Path]] = defaultdict(list)
    for file in sorted((folder / "data").glob("*.json")):
        found[int(json.loads(file.read_text(encoding="utf-8"))["newsCluster"]["EventId"])].append(file)
    kept = {event: files for event, files in sorted(found.items()) if len(files) >= LEAST}
    if not kept:
        raise SystemExit(f"{folder}: no event with {LEAST} articles; give giveme5w1h/news_cluster")
    return kept


def records(folder: Path, cache: Path, built: bool = False) -> Iterator[tuple[int, Record]]:
    """The record of each event, built anew only when the code or the files have changed; with `built`, only what is."""
    code = _code()
    for event, files in events(folder).items():
        out = cache / f"event-{event}"
        stamp, made = out / "stamp", out / build.RECORD_NAME
        key = sha256("\0".join([code, *(f"{f.name}:{f.stat().st_size}" for f in files)]).encode()).hexdigest()
        if built and not stamp.exists():
            continue
        if not built and not (stamp.exists() and made.exists() and stamp.read_text() == key):
            try:
                build.build(build.Job(sources=tuple(map(str, files)), out=out, report=False))
            except RashomonError as error:
                print(f"event {event}: {error}", file=sys.stderr)
                continue
            stamp.write_text(key)
        print(f"event {event}: {len(files)} articles", file=sys.stderr)
        yield event, msgspec.json.decode(made.read_bytes(), type=Record)


def _code() -> str:
    """A hash of everything that shapes a record: a change of any of it builds anew."""
    digest = sha256(build.code_hash().encode())
    for part in ("align", "compose", "read"):
        for file in sorted((Path(build.__file__).parent / part).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def rows_of(event: int, record: Record) -> tuple[list[Row], dict[str, dict[str, str]]]:
    """All that could be drawn from one record, and the texts a reader needs, by row id."""
    docs = {d.id: d for d in record.documents}
    said = {s.id: s for s in record.statements}
    rows: list[Row] = []
    texts: dict[str, dict[str, str]] = {}

    def words(document: str, start: int, end: int) -> Words:
        return Words(Path(docs[document].path or document).name, start, end)

    def told(statement: str) -> str:
        s, d = said[statement], docs[said[statement].document]
        around = d.text[s.sentence.start : s.sentence.end] if s.sentence else s.text
        day = (d.published.date() if d.published else d.day) or "?"
        who = " ".join(d.text[x.start : x.end] for x in s.source.spans) if s.source else "-"
        return f"[{d.outlet}, {day}] {who} | {s.text} | {' '.join(around.split())}"

    def place(statement: str) -> Words:
        s = said[statement]
        return words(s.document, s.content[0].start, s.content[-1].end)

    for claim in record.claims:
        for tie in claim.links:
            if said[tie.a].document == said[tie.b].document:
                continue
            a, b = sorted((tie.a, tie.b), key=place)
            row = Row(id=_row_id(event, "link", place(a), place(b)), event=event, kind="link", a=place(a), b=place(b),
                      chance=tie.probability)  # fmt: skip
            rows.append(row)
            texts[row.id] = {"a": told(a), "b": told(b), "why": f"{tie.probability} {tie.why}"}
    for part in record.divergences:
        if kind := _asked(part):
            one, two = part.sides[0], part.sides[1]
            p, q = one.spans[0], two.spans[0]
            a, b = words(p.document, p.start, p.end), words(q.document, q.start, q.end)
            row = Row(id=_row_id(event, kind + part.kind, a, b), event=event, kind=kind, about=part.kind, a=a, b=b)
            rows.append(row)
            texts[row.id] = {
                side: f"{s.label} :: " + " // ".join(map(told, s.statements[:2]))
                for side, s in (("a", one), ("b", two))
            } | {"why": part.why}
    return rows, texts


def _asked(part: Divergence) -> str:
    """Under which heading a divergence is read; empty when it is not."""
    if len(part.sides) < 2:
        return ""
    if part.verdict == "contradiction":
        return "contradiction"
    return "possible" if part.verdict == "possible" and part.kind in ("number", "date", "denial") else ""


def _row_id(event: int, kind: str, a: Words, b: Words) -> str:
    return sha256(f"{event}|{kind}|{sorted([a, b])}".encode()).hexdigest()[:12]


def drawn(rows: Iterable[Row], drawing: int = 1) -> list[Row]:
    """The sample: links and possible divergences by chance, at most so many an event; every contradiction."""
    unique = {row.id: row for row in rows}
    out = [row for row in unique.values() if row.kind == "contradiction"]
    for kind, wanted in (("link", LINKS), ("possible", POSSIBLE)):
        pool = sorted((row for row in unique.values() if row.kind == kind), key=lambda row: _by_chance(row, drawing))
        taken: Counter[int] = Counter()
        for row in pool:
            if taken[row.event] < MOST_OF_ONE and taken.total() < wanted:
                taken[row.event] += 1
                out.append(row)
    told = (msgspec.structs.replace(row, drawing=drawing) for row in out)
    return sorted(told, key=lambda row: (row.kind, row.event, row.id))


def _by_chance(row: Row, drawing: int) -> str:
    """An order that has nothing to do with the rows, and stays the same for each when others come or go."""
    return sha256(f"{SEED + drawing}|{row.id}".encode()).hexdigest()


def draw(folder: Path, cache: Path, sheet: Path, built: bool, drawing: int) -> None:
    """Write the reading sheet, texts included; what an earlier drawing holds is left out."""
    known = {row.id for row in committed()}
    every: list[Row] = []
    texts: dict[str, dict[str, str]] = {}
    for event, record in records(folder, cache, built):
        rows, said = rows_of(event, record)
        every += [row for row in rows if row.id not in known]
        texts |= said
    chosen = drawn(every, drawing)
    with sheet.open("w", encoding="utf-8") as out:
        for row in chosen:
            out.write(json.dumps({"row": msgspec.to_builtins(row), **texts[row.id]}, ensure_ascii=False) + "\n")
    print(f"{dict(Counter(r.kind for r in chosen))} of {dict(Counter(r.kind for r in every))}")


def keep(sheet: Path, verdicts: Path) -> None:
    """Add to eval/links/<kind>.jsonl what a reading sheet and lines of `id<TAB>verdict` hold; unread rows stay out."""
    given = dict(line.split("\t")[:2] for line in verdicts.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = [msgspec.convert(json.loads(line)["row"], Row) for line in sheet.read_text(encoding="utf-8").splitlines()]
    kept = [msgspec.structs.replace(row, verdict=given[row.id].strip()) for row in rows if row.id in given]
    new = {(row.id, row.drawing) for row in kept}
    older = (r for r in committed() if (r.id, r.drawing) not in new)
    whole = sorted([*kept, *older], key=lambda r: (r.drawing, r.event, r.id))
    SHEETS.mkdir(exist_ok=True)
    for kind in sorted({row.kind for row in kept}):
        lines = [msgspec.json.encode(row) for row in whole if row.kind == kind]
        (SHEETS / f"{kind}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    print(f"{len(kept)} of {len(rows)} rows have a verdict")


def committed(folder: Path = SHEETS) -> list[Row]:
    """The committed rows. Raises msgspec.ValidationError for a line that is not one."""
    return [
        msgspec.json.decode(line, type=Row)
        for file in sorted(folder.glob("*.jsonl")) for line in file.read_bytes().splitlines() if line.strip()
    ]  # fmt: skip


def figures(rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Precision by kind, whole and by half: rows that count, right ones, their share; verdicts beside."""
    halves: Mapping[str, tuple[int, ...]] = {"all": (0, 1), "even": (0,), "odd": (1,)}
    rows, out = list(rows), {}
    for kind in sorted({row.kind for row in rows}):
        for half, rests in halves.items():
            read = [r for r in rows if r.kind == kind and r.event % 2 in rests]
            counted = [r for r in read if r.verdict not in NEITHER[kind]]
            right = sum(r.verdict in RIGHT[kind] for r in counted)
            out[f"{kind} {half}"] = {
                "read": len(read), "counted": len(counted), "right": right,
                "precision": round(right / len(counted), 3) if counted else 0.0,
                **Counter(f"said {r.verdict}" for r in read),
            }  # fmt: skip
    return out


def bands(rows: Iterable[Row]) -> dict[str, str]:
    """Right of counted links by the probability that stood with them, those without one left out."""
    out = {}
    counted = [r for r in rows if r.kind == "link" and r.chance is not None and r.verdict not in NEITHER["link"]]
    for low, high in pairwise(BANDS):
        inside = [r for r in counted if r.chance is not None and low <= r.chance < high]
        if inside:
            right = sum(r.verdict in RIGHT["link"] for r in inside)
            out[f"{low} to {min(high, 1.0)}"] = f"{right} of {len(inside)}: {right / len(inside):.2f}"
    return out


def told(rows: Iterable[Row]) -> dict[str, object]:
    """The figures of each drawing, and the bands of those that kept probabilities."""
    rows, out = list(rows), {}
    for drawing in sorted({row.drawing for row in rows}):
        own = [row for row in rows if row.drawing == drawing]
        out |= {f"drawing {drawing}, {name}": value for name, value in figures(own).items()}
        out |= {f"drawing {drawing}, link {name}": value for name, value in bands(own).items()}
    return out


def held(rows: Iterable[Row], folder: Path, cache: Path, built: bool = False) -> dict[str, str]:
    """Which committed rows today's builds still hold, and the precision of those alone."""
    today = {row.id for event, record in records(folder, cache, built) for row in rows_of(event, record)[0]}
    rows = list(rows)
    still = [row for row in rows if row.id in today]
    now = figures(still)
    return {
        kind: f"{sum(r.kind == kind for r in still)} of {sum(r.kind == kind for r in rows)} still there, "
        f"precision of those {now.get(f'{kind} all', {}).get('precision', 0.0)}"
        for kind in sorted({row.kind for row in rows})
    }


def main() -> None:
    """Read the arguments and do what they ask."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    does = asked.add_subparsers(dest="does", required=True)
    for name in ("draw", "score"):
        one = does.add_parser(name)
        one.add_argument("folder", type=Path, nargs="?" if name == "score" else None, help="giveme5w1h/news_cluster")
        one.add_argument("--built", action="store_true", help="only events built before, as they are")
        one.add_argument("--cache", type=Path, default=Path("build/links"), help="where the builds are kept")
    does.choices["draw"].add_argument("--sheet", type=Path, required=True, help="the reading sheet to write")
    does.choices["score"].add_argument("--json", action="store_true")
    does.choices["draw"].add_argument("--drawing", type=int, required=True, help="its number, one above the last")
    one = does.add_parser("keep")
    one.add_argument("sheet", type=Path)
    one.add_argument("verdicts", type=Path)
    args = asked.parse_args()
    if args.does == "draw":
        draw(args.folder, args.cache, args.sheet, args.built, args.drawing)
    elif args.does == "keep":
        keep(args.sheet, args.verdicts)
    else:
        rows = committed()
        found = told(rows)
        if args.folder:
            found["today"] = held(rows, args.folder, args.cache, args.built)
        print(json.dumps(found, indent=1) if args.json else "\n".join(f"{k:28} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
