"""Turn labelled stances into training windows: how a content is put forward, as readers judged it.

    python training/claims/events.py DATASETS build/judge/news
    PYTHONPATH=src python training/attribution/stances.py DATASETS build/judge/news

Reads stances.jsonl beside it (file, places of content and cue, stance; no texts) and the articles that events.py and
Giveme5W1H hold; writes one window a line, in the form of prepare.py with `attributions` null, `said` (which words are
of the content or the cue), `stance` (number in model.STANCES) and `held` (one document in HELD, never learnt from).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from model import STANCES

from rashomon.language.tokens import Word, windows, words
from rashomon.read import raw_of, read

LABELS = Path(__file__).with_name("stances.jsonl")
HELD = 8


def held(document: str) -> bool:
    """Whether a document is held out, by the hash of its name."""
    return int(sha256(document.encode()).hexdigest()[:8], 16) % HELD == 0


def text_of(document: str, folders: list[Path]) -> str | None:
    """The text of an article as Rashomon reads it; None when no folder holds it."""
    path = next((folder / document for folder in folders if (folder / document).exists()), None)
    return read(raw_of(path.name, path.read_bytes()))[0].text if path else None


def window(text: str, spans: list[list[int]], first: list[int]) -> tuple[list[Word], list[bool]] | None:
    """The words of the window that holds the first span of a content, and which of them lie in any span."""
    start = text.rfind("\n", 0, first[0]) + 1
    end = text.find("\n", first[0])
    found = words(text[start : end if end >= 0 else len(text)])

    def inside(word: Word, span: list[int]) -> bool:
        return word.start + start < span[1] and span[0] < word.end + start

    for begin, stop in windows(found):
        if any(inside(word, first) for word in found[begin:stop]):
            here = found[begin:stop]
            return here, [any(inside(word, span) for span in spans) for word in here]
    return None


def rows(folders: list[Path]) -> Iterator[dict[str, object]]:
    """One window for each label whose article is there."""
    texts: dict[str, str | None] = {}
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        name = label["document"]
        if name not in texts:
            texts[name] = text_of(name, folders)
        text = texts[name]
        made = window(text, [*label["content"], *label["cue"]], label["content"][0]) if text is not None else None
        if made is not None:
            here, said = made
            yield {"pieces": [list(w.pieces) for w in here], "features": [w.feature for w in here],
                   "attributions": None, "said": said, "stance": STANCES.index(label["stance"]),
                   "held": held(name)}  # fmt: skip


def main() -> None:
    """Write the windows and print how many there are of each stance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasets", type=Path)
    parser.add_argument("folder", type=Path, help="what events.py wrote")
    parser.add_argument("--out", type=Path, default=Path("build/attribution/stances.jsonl"))
    options = parser.parse_args()
    folders = [options.folder, options.datasets / "giveme5w1h" / "news_cluster" / "data"]
    counts: Counter[str] = Counter()
    with open(options.out, "w", encoding="utf-8") as out:
        for row in rows(folders):
            counts[f"{STANCES[int(str(row['stance']))]}{' (held)' if row['held'] else ''}"] += 1
            out.write(json.dumps(row, separators=(",", ":")) + "\n")
    print(f"{sum(counts.values())} windows:", dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
