"""Turn articles that nobody marked into windows for the teacher to mark.

    python training/claims/events.py ../shared/datasets build/judge/news
    PYTHONPATH=src python training/attribution/news.py ../shared/datasets build/judge/news

Reads the articles that events.py wrote, those of Giveme5W1H that it names, and the excerpts of the AllSides stories of
2021; writes one window a line, in the form of prepare.py with `attributions` null. Left out: articles of our own set
(eval/ownset) and their copies, so that what is measured there stays unseen; other copies; and windows of fewer than
WORDS words.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from prepare import paragraphs

from rashomon.language.tokens import windows, words

OWN_SET = Path(__file__).resolve().parents[2] / "eval" / "ownset" / "units.jsonl"
WORDS = 6  # shorter lines are headings and credits
STORIES = "stories_2021-04_2021-07.jsonl"
SEED = 1
SAME = 200  # code points by which a text is known again


def texts_of(datasets: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each article."""
    cluster = datasets / "giveme5w1h" / "news_cluster" / "data"
    events: dict[str, list[str]] = json.loads((folder / "events.json").read_text("utf-8"))
    for name in sorted({name for names in events.values() for name in names}):
        file = folder / name
        yield name, json.loads((file if file.exists() else cluster / name).read_text("utf-8"))["text"]
    for line in (datasets / "neus_allsides" / STORIES).read_text("utf-8").splitlines():
        story = json.loads(line)
        for side, row in sorted(story["news"].items()):
            yield f"{story['id']}-{side}", "\n\n".join(row["newBody"])


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
    parser.add_argument("datasets", type=Path)
    parser.add_argument("folder", type=Path, help="what events.py wrote")
    parser.add_argument("--out", type=Path, default=Path("build/attribution/news.jsonl"))
    parser.add_argument("--share", type=float, default=0.6, help="of the windows, drawn by chance with a fixed seed")
    options = parser.parse_args()
    rng = random.Random(SEED)
    texts = list(texts_of(options.datasets, options.folder))
    names = measured()
    seen = {known(text) for name, text in texts if name in names}
    articles = pieces = 0
    with open(options.out, "w", encoding="utf-8") as out:
        for _, text in texts:
            if known(text) in seen:
                continue
            seen.add(known(text))
            articles += 1
            for _, line in paragraphs(text):
                found = words(line)
                for first, last in windows(found):
                    window = found[first:last]
                    if len(window) >= WORDS and rng.random() < options.share:
                        row = {"pieces": [list(w.pieces) for w in window], "features": [w.feature for w in window]}
                        out.write(json.dumps(row | {"attributions": None}, separators=(",", ":")) + "\n")
                        pieces += sum(len(w.pieces) for w in window)
    print(f"{articles} articles, {pieces} pieces")


if __name__ == "__main__":
    main()
