#!/usr/bin/env python3
"""How far the ledger is right and how far it reaches, against moves that were read out of events by hand.

    moves.py score DATASETS --cache FOLDER [--half read|fresh] [--list] [--json]
    moves.py keep DATASETS NOTES.txt HALF              notes with quoted words become rows of eval/moves/moves.jsonl

DATASETS is the folder that holds `allsides_triples`, `giveme5w1h` and `basil`; none of them is part of the project.
The sheet holds ids, verdicts and offsets into each article's headline and text, no words: of each move where its party
and its other side are named, and every place that tells it. A row `must` is a move that a careful editor lists; a row
`fair` is right when it is told and not missed when it is not. A move of the record is right when one of its statements
stands in a sentence of a row, with one of its acts and its party; all others are wrong. `half` tells the events from
which rules were made (`read`) from those drawn afterwards (`fresh`).
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rashomon import build
from rashomon.model.record import Move, Record

SHEET = Path(__file__).parent / "moves" / "moves.jsonl"


class Place(msgspec.Struct, frozen=True, order=True):
    """Words in one article: its file, and offsets into its headline and text, with an empty line between them."""

    file: str
    start: int
    end: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One move as an editor would list it.

    Places of `party` and `toward` are where these are named: for each, one or more names that may be used.
    """

    event: str
    half: str
    kind: str
    acts: tuple[str, ...]
    status: str
    party: tuple[tuple[Place, ...], ...]
    toward: tuple[tuple[Place, ...], ...]
    told: tuple[Place, ...]


def articles(datasets: Path, event: str) -> dict[str, dict[str, str]]:
    """The articles of an event by file name; it is `triples:train-1`, `news:12` or `basil:` and a part of its id."""
    source, _, key = event.partition(":")
    out: dict[str, dict[str, str]] = {}
    if source == "triples":
        with (datasets / "allsides_triples" / "train.jsonl").open(encoding="utf-8") as lines:
            story = next(s for s in map(json.loads, lines) if s["story"] == key)
        for a in story["articles"]:
            row = {"title": a["title"], "text": a["text"], "url": a["url"], "date": a["date"]}
            out[f"{a['id'][:8]}.json"] = row | {"source_domain": a["source_url"]}
    elif source == "news":
        for file in sorted((datasets / "giveme5w1h" / "news_cluster" / "data").glob("*.json")):
            told = json.loads(file.read_text(encoding="utf-8"))
            if str(told["newsCluster"]["EventId"]) == key:
                out[file.name] = told
    else:
        for file in sorted((datasets / "basil" / "articles").glob("*/*.json")):
            told = json.loads(file.read_text(encoding="utf-8"))
            if told["triplet-uuid"].startswith(key):
                text = "\n\n".join(" ".join(lines) for lines in told["body-paragraphs"])
                row = {"title": told["title"], "text": text, "url": told["url"], "date": told["date"]}
                out[file.name] = row | {"source_domain": told["url"].split("/")[2]}
    return out


def record(datasets: Path, cache: Path, event: str) -> Record:
    """The event's record, built as `rashomon build` builds it; what was analysed before is taken from the cache."""
    at = cache / event.replace(":", "-")
    sources = at / "articles"
    sources.mkdir(parents=True, exist_ok=True)
    for name, told in articles(datasets, event).items():
        (sources / name).write_text(json.dumps(told), encoding="utf-8")
    files = tuple(map(str, sorted(sources.iterdir())))
    build.build(build.Job(sources=files, out=at / "out", report=False))
    return msgspec.json.decode((at / "out" / build.RECORD_NAME).read_bytes(), type=Record)


class Reading:
    """An event's record beside its articles: offsets of the one are found in the other."""

    def __init__(self, record: Record, texts: dict[str, dict[str, str]]) -> None:
        self.record = record
        self.texts = {name: whole(told) for name, told in texts.items()}
        self.files = {d.id: Path(d.path or d.id).name for d in record.documents}
        self.body = {d.id: d.text.find(texts[self.files[d.id]]["text"][:40]) for d in record.documents}
        self.starts = {name: len(told["title"]) + 2 for name, told in texts.items()}
        self.statements = {s.id: s for s in record.statements}
        self.entities = {e.id: e for e in record.entities}

    def names(self, places: tuple[Place, ...]) -> set[str]:
        """What a ledger may call the one named at some places: the words themselves, the name, the side."""
        return {n for p in places for n in self._names(self.texts[p.file][p.start : p.end])}

    def _names(self, words: str) -> set[str]:
        out = {words}
        for e in self.record.entities:
            if words in {v.text for v in e.variants} or e.name == words:
                out |= {e.name, *([e.party] if e.party else [])}
        return {w.lower() for w in out}

    def told(self, row: Row, move: Move) -> bool:
        """Whether a move of the record stands in a sentence of a row."""
        for key in move.statements:
            s = self.statements[key]
            file, body = self.files[s.document], self.body[s.document]
            spans = [(s.sentence.start, s.sentence.end)] if s.sentence else [(c.start, c.end) for c in s.content]
            add = self.starts[file] - body
            spans = [(a + add, b + add) if a >= body else (a, b) for a, b in spans]
            for p in row.told:
                if p.file == file and any(a < p.end and p.start < b for a, b in spans):
                    return True
        return False

    def by(self, row: Row, move: Move) -> bool:
        """Whether the party of a move is the row's: each that the row names stands in it, or it in what is named.

        Who meets or agrees may stand on the other side as well.
        """
        sides = [move.party.lower()]
        if move.act in ("agree", "consult") and move.toward:
            sides.append(move.toward.lower())
        return all(any(n in side or side in n for n in self.names(p) for side in sides) for p in row.party)

    def right(self, row: Row, move: Move) -> bool:
        """Whether a move of the record is the row's move."""
        return move.act in row.acts and self.told(row, move) and self.by(row, move)

    def other(self, row: Row, move: Move) -> bool:
        """Whether the other side is the row's too."""
        toward = (move.toward or "").lower()
        return all(any(n in toward or (toward and toward in n) for n in self.names(p)) for p in row.toward)


def whole(told: dict[str, str]) -> str:
    """An article's headline and text, as the offsets of the sheet count them."""
    return f"{told['title']}\n\n{told['text']}"


def score(reading: Reading, rows: list[Row], *, tell: bool = False) -> Counter[str]:
    """Counts of one event: moves told, right, wrong, told twice, with the right other side and status; rows missed."""
    out: Counter[str] = Counter()
    found: dict[int, int] = defaultdict(int)
    for move in reading.record.ledger:
        hits = [k for k, row in enumerate(rows) if reading.right(row, move)]
        out["told"] += 1
        if not hits:
            out["wrong"] += 1
            if tell:
                print(f"  wrong   {move.party} | {move.act} > {move.toward} | {move.content}")
            continue
        free = next((k for k in hits if not found[k]), hits[0])
        out["repeated"] += bool(found[free])
        if tell and found[free]:
            print(f"  twice   {move.party} | {move.act} > {move.toward} | {move.content}")
        found[free] += 1
        out["right"] += 1
        out["toward"] += any(reading.other(rows[k], move) for k in hits)
        out["status"] += any((move.status or "").startswith(rows[k].status) for k in hits)
    for k, row in enumerate(rows):
        if row.kind == "must":
            out["must"] += 1
            out["missed"] += not found[k]
            if tell and not found[k]:
                p = row.told[0]
                print(f"  missed  {'/'.join(row.acts)} | {reading.texts[p.file][max(0, p.start - 60) : p.end + 60]!r}")
    return out


def keep(datasets: Path, notes: Path, half: str) -> None:
    """Notes become rows: `@event`, then `acts|parties|toward|status|words;;words`; fair ones begin with ?."""
    rows = [r for r in rows_kept() if r.half != half] if SHEET.exists() else []
    event, texts = "", dict[str, str]()
    for line in notes.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            event = line[1:]
            texts = {name: whole(told) for name, told in articles(datasets, event).items()}
            continue
        acts, party, toward, status, words = line.removeprefix("?").split("|")
        told = tuple(sorted(p for w in words.split(";;") for p in _places(texts, w)))
        rows.append(Row(event=event, half=half, kind="fair" if line.startswith("?") else "must",
                        acts=tuple(acts.split("/")), status=status, party=_named(texts, party, told),
                        toward=_named(texts, toward, told), told=told))  # fmt: skip
    SHEET.parent.mkdir(exist_ok=True)
    SHEET.write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in rows))
    print(f"{len(rows)} rows in {SHEET.name}")


def _places(texts: dict[str, str], words: str) -> Iterator[Place]:
    found = False
    for file, text in texts.items():
        for at in re.finditer(re.escape(words), text):
            found = True
            yield Place(file, at.start(), at.end())
    if not found:
        print(f"not found: {words}", file=sys.stderr)


def _named(texts: dict[str, str], names: str, told: tuple[Place, ...]) -> tuple[tuple[Place, ...], ...]:
    """Where each of some names stands nearest to the words that tell the move; `~` stands between names of one."""
    return tuple(_nearest(texts, one.split("~"), told) for one in filter(None, names.split(",")))


def _nearest(texts: dict[str, str], names: list[str], told: tuple[Place, ...]) -> tuple[Place, ...]:
    out = []
    for name in names:
        found = [(abs(p.start - m.start()), Place(p.file, m.start(), m.end()))
                 for p in told for m in re.finditer(re.escape(name), texts[p.file])]  # fmt: skip
        if found:
            out.append(min(found)[1])
        else:
            print(f"not named: {name}", file=sys.stderr)
    return tuple(out)


def rows_kept() -> list[Row]:
    """The rows of the sheet."""
    lines = SHEET.read_bytes().splitlines() if SHEET.exists() else []
    return [msgspec.json.decode(line, type=Row) for line in lines]


def figures(total: Counter[str]) -> str:
    """The figures of one half in a line."""
    return (
        f"{total['told']} moves told: {total['right']} right ({total['repeated']} of them told before), "
        f"{total['wrong']} wrong; other side right in {total['toward']}, status in {total['status']}; "
        f"{total['must']} moves to tell: {total['must'] - total['missed']} found, {total['missed']} missed"
    )


def main() -> None:
    """Keep the sheet, or score it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("score", "keep"))
    parser.add_argument("datasets", type=Path)
    parser.add_argument("notes", type=Path, nargs="?")
    parser.add_argument("name", nargs="?", default="read")
    parser.add_argument("--cache", type=Path, default=Path("moves-cache"))
    parser.add_argument("--half", choices=("read", "fresh"))
    parser.add_argument("--list", action="store_true", help="tell each wrong and each missed move")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.what == "keep":
        return keep(args.datasets, args.notes, args.name)
    halves: dict[str, Counter[str]] = defaultdict(Counter)
    events: dict[str, list[Row]] = defaultdict(list)
    for row in rows_kept():
        events[row.event].append(row)
    for event, rows in events.items():
        if args.half in (None, rows[0].half):
            if args.list:
                print(event)
            read = Reading(record(args.datasets, args.cache, event), articles(args.datasets, event))
            halves[rows[0].half] += score(read, rows, tell=args.list)
    for half, total in halves.items():
        print(json.dumps({half: total}) if args.json else f"{half}: {figures(total)}")
    return None


if __name__ == "__main__":
    main()
