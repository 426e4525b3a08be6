#!/usr/bin/env python3
"""How well near copies are found: `align.copies` against a silver standard made from the raw articles.

    copies.py NEWS_CLUSTER [--errors] [--json]

Silver: two articles of one event and different sites, of which half of the shorter one's runs of eight words stand in
the other too (runs of the raw text, by a tokenizer of its own, nothing taken from the product), or three in ten where
both texts credit one agency. Recall is the share of silver pairs that the product calls one text. Precision is over the
pairs that the product calls one text; what is beyond the silver is listed with `--errors` to be read. Even and odd
events are told apart: the odd ones are looked at only as figures.
"""

import argparse
import json
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from rashomon import build
from rashomon.align.copies import copies
from rashomon.layout import lay_out
from rashomon.model.analysis import Analysis
from rashomon.model.document import Document

RUN, HALF, CREDITED = 8, 0.5, 0.3
AGENCY = re.compile(r"\((AP|AFP|Reuters|PTI|UPI|dpa)\)|\b(Associated Press|Agence France-Presse|Reuters|AFP)\b")
SAME = {"Associated Press": "AP", "Agence France-Presse": "AFP"}


def runs(text: str) -> set[str]:
    """Every run of eight words, in lower case."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def agencies(text: str) -> set[str]:
    """The agencies that a text credits in its first 300 or last 300 characters."""
    edges = text[:300] + "\n" + text[-300:]
    return {SAME.get(m[1] or m[2], m[1] or m[2]) for m in AGENCY.finditer(edges)}


def silver(articles: dict[str, dict[str, str]]) -> dict[tuple[str, str], float]:
    """The share of the shorter text for each pair of files of one event and two sites that is one text."""
    grams = {name: runs(f"{a['title']}. {a['text']}") for name, a in articles.items()}
    credit = {name: agencies(a["text"]) for name, a in articles.items()}
    out = {}
    for a, b in combinations(sorted(articles), 2):
        if articles[a]["source_domain"] == articles[b]["source_domain"]:
            continue
        share = len(grams[a] & grams[b]) / max(1, min(len(grams[a]), len(grams[b])))
        if share >= HALF or (share >= CREDITED and credit[a] & credit[b]):
            out[a, b] = share
    return out


def found(files: list[Path]) -> dict[tuple[str, str], float]:
    """The pairs of files that the product calls one text, with the share that it measured."""
    documents, _ = build.read([str(f) for f in files], None)
    names = {d.id: Path(d.path or "").name for d in documents}
    held = copies([_laid(d) for d in documents])
    return {
        (min(names[a], names[b]), max(names[a], names[b])): share
        for (a, b), share in held.shared.items() if held.same_text(a, b)
    }  # fmt: skip


def _laid(document: Document) -> Analysis:
    return Analysis(document=document, passages=lay_out(document, near=document.near).passages)


def score(folder: Path) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Figures by half and whole, and a line for each disagreement; exits when the folder holds no articles."""
    by_event: dict[int, list[Path]] = defaultdict(list)
    raw: dict[str, dict[str, str]] = {}
    for file in sorted((folder / "data").glob("*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        raw[file.name] = {k: article.get(k) or "" for k in ("title", "text", "source_domain")}
        by_event[int(article["newsCluster"]["EventId"])].append(file)
    if not raw:
        raise SystemExit(f"{folder}: no data/*.json in it; give giveme5w1h/news_cluster")
    counts = {half: [0, 0, 0] for half in ("all", "even", "odd")}
    lines = []
    for event, files in sorted(by_event.items()):
        if len(files) < 2:
            continue
        gold = silver({f.name: raw[f.name] for f in files})
        ours = {p: s for p, s in found(files).items() if raw[p[0]]["source_domain"] != raw[p[1]]["source_domain"]}
        for half in ("all", "odd" if event % 2 else "even"):
            for k, n in enumerate((len(gold), len(ours), len(gold.keys() & ours.keys()))):
                counts[half][k] += n
        for pair in sorted(gold.keys() ^ ours.keys()):
            kind, share = ("missed", gold[pair]) if pair in gold else ("beyond", ours[pair])
            lines.append(f"{kind} event {event} {pair[0]} {pair[1]} share {share:.2f}")
    figures = {
        half: {
            "silver": s,
            "found": f,
            "both": b,
            "recall": round(b / max(1, s), 3),
            "precision": round(b / max(1, f), 3),
        }
        for half, (s, f, b) in counts.items()
    }
    return figures, lines


def main() -> None:
    """Read the arguments and print figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, help="giveme5w1h/news_cluster")
    asked.add_argument("--errors", action="store_true", help="list every disagreement")
    asked.add_argument("--json", action="store_true")
    args = asked.parse_args()
    figures, lines = score(args.folder)
    print(json.dumps(figures, indent=1) if args.json else "\n".join(f"{k:5} {v}" for k, v in figures.items()))
    if args.errors:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
