#!/usr/bin/env python3
"""Times weaving alone against the number of statements, and prints how it grows.

    python bench/weave.py                       invented events of about 500, 1,000, 2,500 and 5,000 statements
    python bench/weave.py --sizes 500 1000      others
    python bench/weave.py FOLDER                the accounts of a folder instead
    python bench/weave.py --template            accounts that tell lines of one template, the worst that a feed can be

Analysing is done first and not timed. Each event is woven twice: with every pair of statements read anew, and with the
verdicts of the first time at hand, as in a rebuild. Seconds are of the clock and of the processor (both cores); on a
machine that others use too, only the second say much. The growth is the exponent of the processor's seconds against
statements, from one row to the next: 1 is linear, 2 quadratic.
"""

import argparse
import random
import tempfile
import time
from math import log
from pathlib import Path

from accounts import story, write

from rashomon.build import read
from rashomon.language.judge import Verdict, judge
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

SIZES = (500, 1_000, 2_500, 5_000)
POSTS, TOLD = 13, 4.0
"""Posts of an invented account, and statements that one gives, about."""


def invent(folder: Path, statements: int, template: bool) -> None:
    """Accounts that give about so many statements."""
    accounts = max(2, round(statements / POSTS / TOLD))
    if not template:
        write(folder, story(accounts, POSTS))
        return
    folder.mkdir()
    for number in range(10):
        chance = random.Random(number)
        lines = [
            f"The harbour board said on Tuesday that berth {k} would be closed for {chance.randint(1, 60)} days."
            for k in range(statements // 10)
        ]
        (folder / f"account{number}.txt").write_text("\n\n".join(["Berths to close", *lines]), "utf-8")


def timed(folder: Path) -> tuple[int, list[tuple[float, float]]]:
    """Statements, and the seconds (clock, processor) of weaving twice."""
    documents, problems = read((str(folder),), None)
    analyses = tuple(analyse(document, Options()) for document in documents)
    judge([("one", "two")])  # loads the reader
    memory: dict[str, Verdict] = {}
    rows = []
    for _ in range(2):
        began, busy = time.perf_counter(), time.process_time()
        weave(analyses, Options(), problems, memory)
        rows.append((time.perf_counter() - began, time.process_time() - busy))
    return sum(len(a.statements) for a in analyses), rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--template", action="store_true")
    given = parser.parse_args()
    print("| statements | clock, s | processor, s | growth | again: clock, s | processor, s | growth |")
    print("|---|---|---|---|---|---|---|")
    before: tuple[int, list[tuple[float, float]]] | None = None
    with tempfile.TemporaryDirectory() as top:
        for size in [0] if given.folder else given.sizes:
            folder = given.folder or Path(top) / str(size)
            if given.folder is None:
                invent(folder, size, given.template)
            count, rows = timed(folder)
            cells = [f"{count:,}"]
            for k, (clock, busy) in enumerate(rows):
                grown = log(busy / before[1][k][1]) / log(count / before[0]) if before and count != before[0] else None
                cells += [f"{clock:.1f}", f"{busy:.1f}", "" if grown is None else f"{grown:.2f}"]
            print(f"| {' | '.join(cells)} |", flush=True)
            before = count, rows


if __name__ == "__main__":
    main()
