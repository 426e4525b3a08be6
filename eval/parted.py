"""How many of the places where accounts really part are told, and whether what is told is right.

    python eval/parted.py score NEWS_CLUSTER [NEWS] [--missed] [--json]
    python eval/parted.py unread NEWS_CLUSTER [NEWS] --sheet SHEET.jsonl
    python eval/parted.py keep SHEET.jsonl VERDICTS.tsv

`eval/parted/listed.jsonl` was written by reading the accounts of 25 development events side by side, before any rule
was changed: every value in which two accounts differ and every denial, with the words of each side and the verdict
that docs/divergences.md asks for. `eval/parted/told.jsonl` holds what the program told and the list does not, and
whether a reader finds it right. Both hold file names and offsets only; the texts are not part of the project.

NEWS_CLUSTER is `giveme5w1h/news_cluster`; NEWS is the folder that `training/claims/events.py` writes, for the events
of AllSides. Events of a folder that is not given are left out and counted. Builds are kept in `--cache`, and built anew
only when the code has changed. A listed place is met when a divergence of its kind holds words of two of its sides, or
the same words elsewhere in the same file.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parent))
import links

from rashomon import build
from rashomon.errors import RashomonError
from rashomon.model.record import Divergence, Record

SHEETS = Path(__file__).parent / "parted"
KINDS = ("number", "date", "place", "denial", "role", "tense")
"""Kinds in which accounts differ in what they tell, and not only in how."""
GRAVE = ("contradiction", "possible", "update", "compatible")
"""Verdicts from the gravest; where several divergences meet one listed place the gravest counts."""
LONGEST = 60
"""Characters of words that may be met elsewhere in their file; longer ones are met where they stand."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One place where accounts part, as a reader has it: its sides, each with the places that tell it so."""

    id: str
    event: str
    kind: str
    verdict: str
    sides: tuple[tuple[links.Words, ...], ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One divergence that the program told, by the first words of its first two sides; `right` once it was read."""

    id: str
    event: str
    kind: str
    verdict: str
    a: links.Words
    b: links.Words
    right: bool | None = None


def listed(file: Path = SHEETS / "listed.jsonl") -> list[Listed]:
    """The committed list."""
    return [msgspec.json.decode(line, type=Listed) for line in file.read_bytes().splitlines() if line.strip()]


def read_before(file: Path = SHEETS / "told.jsonl") -> dict[str, Told]:
    """What was told and read before, by id."""
    lines = file.read_bytes().splitlines() if file.exists() else []
    return {row.id: row for line in lines if line.strip() for row in (msgspec.json.decode(line, type=Told),)}


def sources(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """The files of each event, by the event's name."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        if (folder / "events.json").exists():
            names = json.loads((folder / "events.json").read_text(encoding="utf-8"))
            found |= {event: [folder / n for n in files] for event, files in names.items()
                      if all((folder / n).exists() for n in files)}  # fmt: skip
        else:
            found |= {f"giveme-{event}": files for event, files in links.events(folder).items()}
    return found


def records(folders: Sequence[Path], wanted: Iterable[str], cache: Path) -> Iterator[tuple[str, Record]]:
    """The record of each wanted event that the folders hold."""
    code, files = links._code(), sources(folders)
    for event in sorted(set(wanted)):
        if event not in files:
            print(f"{event}: not in the folders given", file=sys.stderr)
            continue
        out = cache / event
        stamp, made = out / "stamp", out / build.RECORD_NAME
        key = sha256("\0".join([code, *(f"{f.name}:{f.stat().st_size}" for f in files[event])]).encode()).hexdigest()
        if not (stamp.exists() and made.exists() and stamp.read_text() == key):
            try:
                build.build(build.Job(sources=tuple(map(str, files[event])), out=out, report=False))
            except RashomonError as error:
                print(f"{event}: {error}", file=sys.stderr)
                continue
            stamp.write_text(key)
        yield event, msgspec.json.decode(made.read_bytes(), type=Record)


def meets(record: Record, part: Divergence, row: Listed) -> bool:
    """Whether two sides of a divergence tell two listed sides apart."""
    if part.kind != row.kind:
        return False
    names = {d.id: Path(d.path or d.id).name for d in record.documents}
    texts = {names[d.id]: d.text for d in record.documents}

    def holds(start: int, end: int, file: str, words: links.Words) -> bool:
        if file != words.file:
            return False
        if start < words.end and words.start < end:
            return True
        own = texts[file][words.start : words.end].lower()
        return len(own) <= LONGEST and own in texts[file][start:end].lower()

    met = [
        {k for k, side in enumerate(part.sides) for p in side.spans
         if any(holds(p.start, p.end, names[p.document], w) for w in words)}
        for words in row.sides
    ]  # fmt: skip
    return any(a and b and len(a | b) > 1 for i, a in enumerate(met) for b in met[i + 1 :])


def told_in(event: str, record: Record) -> Iterator[tuple[Divergence, Told]]:
    """What a record tells as parted, each with its row."""
    names = {d.id: Path(d.path or d.id).name for d in record.documents}
    for part in record.divergences:
        if part.kind in KINDS and part.verdict != "compatible" and len(part.sides) > 1:
            p, q = part.sides[0].spans[0], part.sides[1].spans[0]
            a, b = (links.Words(names[x.document], x.start, x.end) for x in (p, q))
            name = sha256(f"{event}|{part.kind}|{sorted([a, b])}".encode()).hexdigest()[:12]
            yield part, Told(id=name, event=event, kind=part.kind, verdict=part.verdict, a=a, b=b)


def score(folders: Sequence[Path], cache: Path, missed: bool) -> dict[str, Any]:
    """Reach by kind and by verdict, and what is told beside the list: read right, read wrong, unread."""
    rows, before = listed(), read_before()
    by_event: dict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        by_event[row.event].append(row)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for event, record in records(folders, by_event, cache):
        on_list: set[str] = set()
        for row in by_event[event]:
            met = [part for part in record.divergences if meets(record, part, row)]
            on_list |= {part.id for part in met}
            best = min((part.verdict for part in met), key=GRAVE.index, default=None)
            for name in (row.kind, f"asked: {row.verdict}", "all but compatible" if row.verdict != GRAVE[-1] else ""):
                if name:
                    counts[name].update(listed=1, told=int(best is not None), alike=int(best == row.verdict))
            if missed and best is None:
                print(f"missed {row.event} {row.kind} {row.verdict} {row.id} {row.sides[0][0]}")
        for part, told in told_in(event, record):
            held = before.get(told.id)
            right = True if part.id in on_list else held.right if held is not None else None
            beside[part.verdict][{True: "right", False: "wrong", None: "unread"}[right]] += 1
    return {
        "reach": {name: dict(row) for name, row in sorted(counts.items())},
        "told": {name: dict(row) for name, row in beside.items()},
    }


def unread(folders: Sequence[Path], cache: Path, sheet: Path) -> None:
    """Write what is told, not on the list and not read yet, with its texts, for a reader."""
    before, rows = read_before(), listed()
    many = 0
    with sheet.open("w", encoding="utf-8") as out:
        for event, record in records(folders, {row.event for row in rows}, cache):
            texts = {d.id: d.text for d in record.documents}
            own = [row for row in rows if row.event == event]
            for part, told in told_in(event, record):
                if told.id in before or any(meets(record, part, row) for row in own):
                    continue
                around = [texts[p.document][max(0, p.start - 200) : p.end + 200]
                          for s in part.sides for p in s.spans[:1]]  # fmt: skip
                line = {"row": msgspec.to_builtins(told), "why": part.why, "around": around}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                many += 1
    print(f"{many} to read")


def keep(sheet: Path, verdicts: Path) -> None:
    """Add the rows of a sheet for which there is a line of `id<TAB>right` or `id<TAB>wrong`."""
    given = dict(line.split("\t")[:2] for line in verdicts.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = read_before()
    for line in sheet.read_text(encoding="utf-8").splitlines():
        row = msgspec.convert(json.loads(line)["row"], Told)
        if row.id in given:
            rows[row.id] = msgspec.structs.replace(row, right=given[row.id].strip() == "right")
    whole = sorted(rows.values(), key=lambda r: (r.event, r.id))
    (SHEETS / "told.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in whole))
    print(f"{len(given)} kept, {len(whole)} in all")


def main() -> None:
    """Read the arguments and do what they ask."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    does = asked.add_subparsers(dest="does", required=True)
    for name in ("score", "unread"):
        one = does.add_parser(name)
        one.add_argument("folders", type=Path, nargs="+", help="giveme5w1h/news_cluster, and what events.py wrote")
        one.add_argument("--cache", type=Path, default=Path("build/parted"), help="where the builds are kept")
    does.choices["score"].add_argument("--missed", action="store_true", help="name what is listed and not told")
    does.choices["score"].add_argument("--json", action="store_true")
    does.choices["unread"].add_argument("--sheet", type=Path, required=True)
    one = does.add_parser("keep")
    one.add_argument("sheet", type=Path)
    one.add_argument("verdicts", type=Path)
    args = asked.parse_args()
    if args.does == "keep":
        keep(args.sheet, args.verdicts)
    elif args.does == "unread":
        unread(args.folders, args.cache, args.sheet)
    else:
        found = score(args.folders, args.cache, args.missed)
        lines = [f"{part:6} {name:24} {row}" for part, rows in found.items() for name, row in rows.items()]
        print(json.dumps(found, indent=1) if args.json else "\n".join(lines))


if __name__ == "__main__":
    main()
