"""Turn articles that nobody marked into windows for the teacher to mark.

    python training/claims/events.py ../shared/datasets build/judge/news
    PYTHONPATH=src python training/attribution/news.py build/judge/news --out build/attribution/news.jsonl

Reads the JSON articles of a flat folder and writes one window a line, in the form of prepare.py with `attributions`
null. Left out: articles of our own set (eval/ownset), so that what is measured there stays unseen; copies; and windows
of fewer than WORDS words.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from prepare import paragraphs

from rashomon.language.tokens import windows, words

OWN_SET = Path(__file__).resolve().parents[2] / "eval" / "ownset" / "units.jsonl"
WORDS = 6  # shorter lines are headings and credits
SAME = 200  # code points by which a text is known again


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of each JSON article."""
    for file in sorted(folder.rglob("*.json")):
        row = json.loads(file.read_text("utf-8"))
        if isinstance(row, dict) and row.get("text"):
            yield file.name, row["text"]


def known(text: str) -> str:
    """The opening of a text without blanks and case."""
    return "".join(text.split()).casefold()[:SAME]


def measured() -> set[str]:
    """File names and ids of articles in our own set."""
    rows = [json.loads(line) for line in OWN_SET.read_text("utf-8").splitlines()]
    return {Path(row["file"]).name for row in rows} | {f"{row['article']}.json" for row in rows if row["article"]}


def main() -> None:
    """Write the windows and print how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/attribution/news.jsonl"))
    options = parser.parse_args()
    names, seen = measured(), set[str]()
    articles = pieces = 0
    with open(options.out, "w", encoding="utf-8") as out:
        for name, text in texts_of(options.folder):
            if name in names or known(text) in seen:
                continue
            seen.add(known(text))
            articles += 1
            for _, line in paragraphs(text):
                found = words(line)
                for first, last in windows(found):
                    window = found[first:last]
                    if len(window) >= WORDS:
                        row = {"pieces": [list(w.pieces) for w in window], "features": [w.feature for w in window]}
                        out.write(json.dumps(row | {"attributions": None}, separators=(",", ":")) + "\n")
                        pieces += sum(len(w.pieces) for w in window)
    print(f"{articles} articles, {pieces} pieces")


if __name__ == "__main__":
    main()
