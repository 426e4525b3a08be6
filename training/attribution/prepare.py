"""Turn PolNeAR articles into training windows: words, features and the attributions among them.

    python training/attribution/prepare.py --polnear ../shared/datasets/polnear --out build/attribution

Reads <polnear>/jsonl/<split>.jsonl and <polnear>/data/<split>/text/<doc>.txt, writes <out>/<split>.jsonl,
one window a line: piece ids of each word, features, and each attribution as ranges of word numbers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.language.tokens import Word, windows, words

ROLES = ("content", "cue", "source")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the non-empty lines of a text with the place each begins at."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def word_range(spans: list[list[int]], found: list[Word], offset: int, text: str) -> list[list[int]]:
    """Half-open ranges of words that hold a letter or digit of the spans, spaces and outer punctuation left out."""
    ranges = []
    for start, end in spans:
        hit = [
            number
            for number, word in enumerate(found)
            if any(text[i].isalnum() for i in range(max(start, word.start + offset), min(end, word.end + offset)))
        ]
        if not hit:  # a cue may be a colon
            hit = [n for n, word in enumerate(found) if start < word.end + offset and word.start + offset < end]
        if hit:
            ranges.append([hit[0], hit[-1] + 1])
    return ranges


def window_of(found: list[Word], offset: int, text: str, attributions: list[dict[str, Any]]) -> dict[str, Any]:
    """One training window; attributions with no content in it are left out, as are sources elsewhere."""
    kept = []
    for attribution in attributions:
        ranges = {role: word_range(attribution[role] or [], found, offset, text) for role in ROLES}
        if ranges["content"]:
            kept.append(ranges)
    return {
        "pieces": [list(word.pieces) for word in found],
        "features": [word.feature for word in found],
        "attributions": kept,
    }


def article(text: str, attributions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the windows of one article."""
    for offset, line in paragraphs(text):
        inside = [a for a in attributions if any(s < offset + len(line) and offset < e for s, e in a["content"])]
        found = words(line)
        for first, last in windows(found):
            yield window_of(found[first:last], offset, text, inside)


def main() -> None:
    """Write the windows of both splits and print how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, default=Path("../shared/datasets/polnear"))
    parser.add_argument("--out", type=Path, default=Path("build/attribution"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for split in ("train", "dev"):
        counts: Counter[str] = Counter()
        with (
            open(options.polnear / "jsonl" / f"{split}.jsonl", encoding="utf-8") as lines,
            open(options.out / f"{split}.jsonl", "w", encoding="utf-8") as out,
        ):
            for record in map(json.loads, lines):
                path = options.polnear / "data" / split / "text" / f"{record['doc']}.txt"
                for window in article(path.read_bytes().decode("utf-8"), record["attributions"]):
                    out.write(json.dumps(window, separators=(",", ":")) + "\n")
                    counts.update(windows=1, pieces=sum(map(len, window["pieces"])))
                    counts.update(words=len(window["pieces"]), attributions=len(window["attributions"]))
        print(split, dict(counts))


if __name__ == "__main__":
    main()
