"""Run the shipped tagger over a PolNeAR split, paragraph by paragraph, and score it.

    PYTHONPATH=src python training/attribution/evaluate.py --scorer ../shared/eval/score_attribution.py

Writes one document a line in the scorer's form; with --scorer runs the scorer on it and prints its figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rashomon.language.tagger import TaggedAttribution, tag


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is not empty with its place."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def moved(one: TaggedAttribution, offset: int) -> dict[str, list[list[int]] | None]:
    """The attribution with places in the article instead of the paragraph."""
    spans = {"source": one.source, "cue": one.cue, "content": one.content}
    return {role: [[s + offset, e + offset] for s, e in found] or None for role, found in spans.items()}


def main() -> None:
    """Tag, time, write, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, default=Path("../shared/datasets/polnear"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--out", type=Path, default=Path("build/attribution/system.jsonl"))
    parser.add_argument("--scorer", type=Path, help="score_attribution.py")
    options = parser.parse_args()
    gold = options.polnear / "jsonl" / f"{options.split}.jsonl"
    texts = options.polnear / "data" / options.split / "text"
    tag(["Warm up, she said."])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    words, seconds = 0, 0.0
    with open(gold, encoding="utf-8") as lines, open(options.out, "w", encoding="utf-8") as out:
        for record in map(json.loads, lines):
            text = (texts / f"{record['doc']}.txt").read_bytes().decode("utf-8")
            places = list(lines_of(text))
            began = time.process_time()
            found = tag([line for _, line in places])
            seconds += time.process_time() - began
            words += len(text.split())
            rows = [moved(one, start) for (start, _), ones in zip(places, found, strict=True) for one in ones]
            out.write(json.dumps({"doc": record["doc"], "attributions": rows}) + "\n")
    print(f"{words} words, {words / seconds:.0f} a second of one core")
    if options.scorer:
        command = [options.scorer, gold, options.out, "--texts", texts, "--bootstrap", "500"]
        subprocess.run([sys.executable, *map(str, command)], check=True)


if __name__ == "__main__":
    main()
