#!/usr/bin/env python3
"""Writes our attributions of PolNeAR's articles as the JSONL that `score_attribution.py` scores.

    score_polnear.py POLNEAR/data/dev/text OUT.jsonl [--first N] [--rules]

Attributions are written as they are found, before sources are resolved and contents are cut into clauses;
`--first` takes the first N articles by name (whole: some 100), `--rules` leaves the tagger out.
"""

import argparse
import json
from pathlib import Path

from rashomon.attribute.blocks import blocks
from rashomon.attribute.find import find
from rashomon.attribute.raw import Raw, Sentence
from rashomon.language import parser, tagger
from rashomon.model.analysis import Passage
from rashomon.model.span import Span


def passages_of(text: str) -> tuple[Passage, ...]:
    """Each line that is not blank as a body passage; the corpus marks no roles."""
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Passage(id=f"p{len(out)}", document="d", start=at, end=at + len(line), role="body"))
        at += len(line) + 1
    return tuple(out)


def attributions(text: str, *, rules: bool) -> list[Raw]:
    """What `attribute` starts from, for bare text."""
    passages = passages_of(text)
    docs = parser.parse([p.span.of(text) for p in passages])
    sentences = tuple(Sentence(p, s, p.start) for p, d in zip(passages, docs, strict=True) for s in parser.sentences(d))
    found = find(passages, sentences, blocks(passages, text), text, None if rules else tagger.tag)
    return [raw for raw, _ in found]


def pairs(spans: tuple[Span, ...]) -> list[list[int]] | None:
    """Spans as the scorer reads them."""
    return [[s.start, s.end] for s in spans] or None


def main() -> None:
    """Reads the arguments, writes the file."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--first", type=int)
    arguments.add_argument("--rules", action="store_true")
    given = arguments.parse_args()
    with given.out.open("w", encoding="utf-8") as out:
        for file in sorted(given.texts.glob("*.txt"))[: given.first]:
            text = file.read_bytes().decode("utf-8")
            found = [{"source": pairs(r.source), "cue": pairs(r.cue), "content": pairs(r.content)}
                     for r in attributions(text, rules=given.rules)]  # fmt: skip
            out.write(json.dumps({"doc": file.stem, "attributions": found}) + "\n")


if __name__ == "__main__":
    main()
