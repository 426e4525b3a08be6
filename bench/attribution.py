#!/usr/bin/env python3
"""Times the analysis of one document on one thread, stage by stage, and how it grows over odd inputs.

    python bench/attribution.py                 all tables
    python bench/attribution.py --words 5000    a shorter base text
    python bench/attribution.py --size 1000     shorter odd inputs (words at 1x)

The base text is written here: an invented dispute about a dam, its sentences drawn again with other names and figures,
since what is read twice word for word may be kept. The odd inputs are what newsrooms and scrapers leave behind: quote
marks of an odd number, unclosed, nested and foreign, a page in capitals, a transcript, posts of one line, control and
bidi characters. Each is analysed at 1x, 2x and 4x its size.
`growth` is the exponent between 1x and 4x (1 is linear, 2 quadratic). After each run the spans of every statement are
checked against its text. Processor seconds, so that other processes on the machine count less.
"""

import argparse
import math
import os
import resource
import sys
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

from rashomon import annotate, pipeline
from rashomon.language import parser, tagger
from rashomon.model.analysis import Analysis
from rashomon.model.document import Document
from rashomon.model.span import joined
from rashomon.options import Options

NAMES = ("Ines Marle", "Tovik Doss", "Lena Vane", "Orrin Pell", "Sefa Quill", "Bram Istler")
STORY = (
    "{a} said gate {n} of the Kelm dam would stay shut until the rain had passed.",
    "“We have asked for help and nobody has come in {n} days,” {a} told Radio Kelm on Monday.",
    "The energy ministry denied that the wall had leaked {n} times, and {b} called the report “a gift to "
    "the river barons”.",
    "According to {n} people at the talks, {b} had offered to pay half of the repairs.",
    "The river rose by {n} centimetres overnight and several villages were cut off.",
    "{b} reportedly urged the council to resign, but it may wait {n} weeks, {a} added.",
)
STAGES = ("lay_out", "parse", "mentions", "attribute", "tag", "embed")


def story(words: int) -> str:
    """Paragraphs of plain news, about `words` words long."""
    out: list[str] = []
    count = at = 0
    while count < words:
        a, b = NAMES[at % 6], NAMES[(at // 6 + at + 1) % 6]
        line = STORY[at % len(STORY)].format(a=a, b=b, n=at + 2)
        out.append(line)
        count += len(line.split())
        at += 1
    return "\n\n".join(" ".join(out[i : i + 3]) for i in range(0, len(out), 3))


def transcript(words: int) -> str:
    """Turns of two speakers, each of two sentences."""
    lines = ("Gate {n} is shut. We had no choice about it.", "Who paid for wall {n}? Nobody will tell us.")
    turns = [f"{('MARLE', 'DOSS')[i % 2]}: {lines[i % 2].format(n=i)}" for i in range(max(2, words // 10))]
    return "Dam hearing\n\n" + "\n\n".join(turns)


def posts(words: int) -> str:
    """Posts of one line under their times."""
    lines = story(words).replace("\n\n", " ").split(". ")
    return "\n\n".join(f"{8 + i // 60 % 12:02d}:{i % 60:02d}\n\n{line.rstrip('.')}." for i, line in enumerate(lines))


ODD: dict[str, Callable[[int], str]] = {
    "plain story": story,
    "odd number of marks": lambda n: story(n).replace("”", '"').replace("“We", '""We'),
    "unclosed quotations": lambda n: story(n).replace("”", ""),
    "one paragraph, unclosed": lambda n: story(n).replace("”", "").replace("\n\n", " "),
    "nested marks of two kinds": lambda n: story(n).replace("nobody has", "‘nobody “really” has’"),
    "guillemets": lambda n: story(n).replace("“", "«").replace("”", "»"),
    "capitals": lambda n: story(n).upper(),
    "transcript": transcript,
    "posts of one line": posts,
    "control and bidi marks": lambda n: story(n).replace(" the ", " \u202ethe\u202c \u200b\x07"),
}


def from_text(text: str) -> Document:
    """A plain English document."""
    return Document(id="d1", sha256="0" * 64, text=text, format="plain", path="a.txt", language="en")


def checked(text: str) -> tuple[Analysis, float]:
    """The analysis of a text and its processor seconds; stops where a statement's words are not those at its spans."""
    document = from_text(text)
    began = time.process_time()
    analysis = pipeline.analyse(document, Options())
    taken = time.process_time() - began
    for one in analysis.statements:
        if joined(one.content, analysis.document.text) != one.text or not one.content:
            raise SystemExit(f"spans of {one.id} do not give its words: {one.text!r}")
    return analysis, taken


def staged(document: Document) -> dict[str, float]:
    """Processor seconds of each stage; the tagger's are taken out of `attribute`."""
    spent = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, call: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **kwargs: object) -> object:
            began = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                spent[stage] += time.process_time() - began

        return wrapped

    places = ((pipeline, "lay_out", "lay_out"), (parser, "parse", "parse"),
              (annotate, "find_mentions", "mentions"), (pipeline, "attribute", "attribute"),
              (tagger, "tag", "tag"), (pipeline, "embedded", "embed"))  # fmt: skip
    kept = [(home, name, getattr(home, name)) for home, name, _ in places]
    for home, name, stage in places:
        setattr(home, name, timed(stage, getattr(home, name)))
    try:
        pipeline.analyse(document, Options())
    finally:
        for home, name, call in kept:
            setattr(home, name, call)
    spent["attribute"] -= spent["tag"]
    return spent


def peak() -> float:
    """The largest resident set of this process so far, in MB (kilobytes on Linux, bytes on macOS)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Prints both tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--words", type=int, default=10_000)
    options.add_argument("--size", type=int, default=2_000)
    asked = options.parse_args()
    checked(story(100))  # the models load at their first use
    text = story(asked.words)
    spent = staged(from_text(text))
    whole = sum(spent.values())
    print(f"{len(text.split()):,} words, {len(text.split()) / whole:,.0f} words/s, peak {peak():,.0f} MB\n", flush=True)
    print("| stage | seconds | share |\n|---|---|---|")
    for stage, seconds in spent.items():
        print(f"| {stage} | {seconds:.2f} | {seconds / whole:.0%} |")
    print("\n| input | 1x, s | 2x, s | 4x, s | growth | statements at 4x |\n|---|---|---|---|---|---|")
    for name, made in ODD.items():
        runs = [checked(made(asked.size * times)) for times in (1, 2, 4)]
        one, two, four = (taken for _, taken in runs)
        growth = math.log(four / one, 4)
        print(
            f"| {name} | {one:.2f} | {two:.2f} | {four:.2f} | {growth:.2f} | {len(runs[-1][0].statements)} |",
            flush=True,
        )
    print(f"\npeak memory {peak():,.0f} MB")


if __name__ == "__main__":
    main()
