#!/usr/bin/env python3
"""The hand-labelled set of attributions: shows its units to a labeller, and turns quoted words into offsets.

    label_ownset.py show FOLDER            writes each unit's text, paragraphs numbered, to FOLDER/uNN.txt
    label_ownset.py take FILES... --out LABELS.jsonl    reads labels, checks each quotation, writes offsets
    label_ownset.py check                  says whether every document still reads as it was labelled

The texts stay in ../shared beside the project; `ownset/units.jsonl` names them with the SHA-256 of the text that
Rashomon reads from them, and `ownset/labels.jsonl` has offsets and labels. What each label means:
docs/guidelines-attribution.md.

A label file is plain text: a line `@uNN` opens a unit, every other line is one attribution of it:

    PARAGRAPH | SOURCE | CUE | CONTENT | SPEAKER | FLAGS | CHAIN

SOURCE, CUE and CONTENT quote the paragraph exactly. `-` is none; `a … b` runs from the words a to the words b;
` // ` parts pieces; `word#2` is the second such word; `longer words~word` is the word inside the longer words;
`8:words` quotes paragraph 8. SPEAKER is a name or description, `=` for the words of SOURCE, `?` for unresolved.
FLAGS are four letters: N or A (named, anonymous); d, i or m (direct, indirect, mixed); the stance (a asserted,
n denied, h hedged, p planned, d demanded, o offered, c conditional, q asked); s or t (speech, thought or attitude).
CHAIN, when there is one, has the relays nearest the outlet first, parted by `;`, each as `Name` or `Name:quotation`.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from rashomon.model.document import Document
from rashomon.read import raw_of, read

ROOT = Path(__file__).resolve().parents[1]
SET = Path(__file__).with_name("ownset")
DATA = ROOT.parent / "shared" / "datasets"
FORMS = {"d": "direct", "i": "indirect", "m": "mixed"}
STANCES = {"a": "asserted", "n": "denied", "h": "hedged", "p": "planned", "d": "demanded", "o": "offered",
           "c": "conditional", "q": "asked"}  # fmt: skip
Place = list[int]


class Wrong(Exception):
    """A label that cannot be read, with its line."""


class Unit(NamedTuple):
    """A run of paragraphs of one document, labelled completely. `start` and `end` are code points of its text."""

    id: str
    file: str
    article: str | None
    sha256: str
    start: int
    end: int


def units() -> list[Unit]:
    """The units of the set."""
    with (SET / "units.jsonl").open(encoding="utf-8") as lines:
        return [Unit(**json.loads(line)) for line in lines]


def source_bytes(unit: Unit, data: Path) -> tuple[str, bytes] | None:
    """Name and bytes of a unit's document; None when the data is absent.

    An article inside a file of stories is written as the JSON of one article, with the keys that a reader knows.
    """
    path = data / unit.file
    if not path.exists():
        return None
    if unit.article is None:
        return path.name, path.read_bytes()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for item in json.loads(line)["articles"]:
                if item["id"] == unit.article:
                    one = {"title": item["title"], "text": item["text"], "url": item["url"],
                           "date_publish": item["date"], "publisher": item["source"]}  # fmt: skip
                    return f"{unit.article}.json", json.dumps(one).encode()
    return None


def document(unit: Unit, data: Path) -> Document | None:
    """A unit's document as Rashomon reads it; None when the data is absent."""
    found = source_bytes(unit, data)
    return read(raw_of(*found))[0] if found is not None else None


def digest(text: str) -> str:
    """SHA-256 of a text, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every line that is not blank; a label counts them from 0."""
    return [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def find(quote: str, text: str, start: int, end: int) -> Place:
    """The place of one quotation in `text[start:end]`. Raises `Wrong` when it is not there."""
    if "~" in quote:
        outer, _, quote = quote.partition("~")
        start, end = find(outer, text, start, end)
    if "…" in quote and quote not in text[start:end]:
        head, _, tail = (part.strip() for part in quote.partition("…"))
        first = find(head, text, start, end)
        return [first[0], find(tail, text, first[1], end)[1]]
    counted = re.fullmatch(r"(.+)#(\d+)", quote, re.DOTALL)
    words, nth = (counted[1], int(counted[2])) if counted else (quote, 1)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    hits = list(re.finditer(before + re.escape(words) + after, text[start:end]))
    if len(hits) < nth:
        raise Wrong(f"not found: {quote!r}")
    return [start + hits[nth - 1].start(), start + hits[nth - 1].end()]


class Labels:
    """Reads label lines of one unit."""

    def __init__(self, unit: Unit, text: str) -> None:
        self.unit, self.text, self.paras = unit, text, paragraphs(text)

    def places(self, field: str, at: int) -> list[Place] | None:
        """The places of a field's pieces; None for `-`."""
        if field == "-":
            return None
        found = []
        for piece in field.split(" // "):
            moved = re.match(r"(\d+):\s*", piece)
            here = int(moved[1]) if moved else at
            found.append(find(piece[moved.end() :] if moved else piece, self.text, *self.paras[here]))
        return sorted(found)

    def chain(self, field: str, at: int) -> list[dict[str, object]]:
        """Relays, nearest the outlet first."""
        links: list[dict[str, object]] = []
        for item in filter(None, (part.strip() for part in field.split(";"))):
            name, _, quote = item.partition(":")
            links.append({"name": name, "spans": self.places(quote or name, at)})
        return links

    def speaker(self, field: str, source: list[Place] | None) -> Place | str | None:
        """The first place of the speaker's full name in the document, else the words; None when unresolved."""
        if field == "=" and source:
            return source[0]
        if field == "?":
            return None
        try:
            return find(field, self.text, 0, len(self.text))
        except Wrong:
            return field

    def read(self, line: str) -> dict[str, object]:
        """One attribution. Raises `Wrong`."""
        fields = [f.strip() for f in line.split(" | ")]
        if len(fields) not in (6, 7):
            raise Wrong("six or seven fields are needed, parted by ' | '")
        flags = fields[5]
        if not re.fullmatch(r"[NA][dim][anhpdocq][st]", flags):
            raise Wrong(f"flags cannot be read: {flags!r}")
        at = int(fields[0])
        source = self.places(fields[1], at)
        content = self.places(fields[3], at) or []
        if not all(self.unit.start <= s < e <= self.unit.end for s, e in content):
            raise Wrong("the content lies outside the unit")
        return {
            "unit": self.unit.id, "content": content, "cue": self.places(fields[2], at), "source": source,
            "chain": self.chain(fields[6] if len(fields) > 6 else "", at), "named": flags[0] == "N",
            "form": FORMS[flags[1]], "stance": STANCES[flags[2]], "speech": flags[3] == "s",
            "speaker": self.speaker(fields[4], source),
        }  # fmt: skip


def take(files: list[Path], out: Path, data: Path) -> int:
    """Reads label files, writes offsets; prints every line that cannot be read. Returns how many there were."""
    known = {u.id: u for u in units()}
    rows, wrong, reader = [], 0, None
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            opens = re.match(r"@(u\d+)", line)
            if opens:
                unit = known[opens[1]]
                found = document(unit, data)
                reader = Labels(unit, found.text) if found is not None else None
            elif line.strip() and not line.startswith("#"):
                try:
                    rows.append((reader or _missing()).read(line))
                except (Wrong, ValueError, IndexError) as error:
                    wrong += 1
                    print(f"{file.name}:{number}: {error}\n    {line}", file=sys.stderr)
    rows.sort(key=lambda row: (row["unit"], row["content"], row["source"] or []))
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} attributions of {len({r['unit'] for r in rows})} units written, {wrong} lines not read")
    return wrong


def _missing() -> Labels:
    raise Wrong("no unit is open, or its text is absent")


def show(folder: Path, data: Path) -> None:
    """Writes the units' texts with numbered paragraphs."""
    folder.mkdir(parents=True, exist_ok=True)
    for unit in units():
        found = document(unit, data)
        if found is None:
            continue
        whole = enumerate(paragraphs(found.text))
        lines = [f"{n} {found.text[s:e]}" for n, (s, e) in whole if unit.start <= s < unit.end]
        head = f"@{unit.id}  (outlet: {found.outlet or 'unknown'}; published {found.published or 'unknown'})"
        (folder / f"{unit.id}.txt").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def check(data: Path) -> int:
    """Prints each unit whose text is absent or has changed; returns how many."""
    bad = 0
    for unit in units():
        found = document(unit, data)
        if found is None or digest(found.text) != unit.sha256:
            bad += 1
            print(f"{unit.id}: {'absent' if found is None else 'the text is not the one that was labelled'}")
    return bad


def main() -> int:
    """Reads the arguments and does it."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", choices=("show", "take", "check"))
    arguments.add_argument("paths", nargs="*", type=Path)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--data", type=Path, default=DATA)
    given = arguments.parse_args()
    if given.what == "check":
        return int(check(given.data) > 0)
    if given.what == "show":
        show(given.paths[0], given.data)
        return 0
    return int(take(given.paths, given.out, given.data) > 0)


if __name__ == "__main__":
    sys.exit(main())
