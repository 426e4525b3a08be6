"""Writes the articles of the labelled events as JSON that rashomon reads, one flat folder, named by their ids.

    python training/claims/events.py DATASETS build/judge/news

DATASETS holds `basil` (BASIL's articles up to 2016) and `allsides_triples/train.jsonl`; Giveme5W1H's news cluster is
read where it lies. None of these texts is part of this project. Standard library only.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

LAST_YEAR = 2016
"""BASIL's later years are held out (its ABOUT)."""
SITES = {"fox": "foxnews.com", "hpo": "huffpost.com", "nyt": "nytimes.com"}
MOST = 9
"""Articles taken of one event, by file name."""


def basil(folder: Path, out: Path) -> dict[str, list[str]]:
    """Write BASIL's articles; returns the file names of each event."""
    events: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("articles/*/*.json")):
        if int(file.parent.name) > LAST_YEAR:
            continue
        row = json.loads(file.read_text("utf-8"))
        paragraphs = [" ".join(p) if isinstance(p, list) else p for p in row["body-paragraphs"]]
        site = SITES.get(row["source"], row["source"])
        name = _write(out, row["uuid"], row["title"], paragraphs, site, row["date"], row["url"])
        events[f"basil-{row['triplet-uuid']}"].append(name)
    return events


def allsides(file: Path, out: Path) -> dict[str, list[str]]:
    """Write the articles of the AllSides stories; returns the file names of each event."""
    events: dict[str, list[str]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines():
        story = json.loads(line)
        for row in story["articles"]:
            name = _write(out, row["id"], row["title"], row["text"].split("\n\n"), row["source_url"], row["date"],
                          row["url"])  # fmt: skip
            events[f"allsides-{story['story']}"].append(name)
    return events


def giveme(folder: Path) -> dict[str, list[str]]:
    """The file names of each even event of the news cluster with three articles or more; the odd ones are held out."""
    events: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.json")):
        row = json.loads(file.read_text("utf-8"))
        if "newsCluster" in row and row["newsCluster"]["EventId"] % 2 == 0:
            events[f"giveme-{row['newsCluster']['EventId']}"].append(file.name)
    return {event: names[:MOST] for event, names in events.items() if len(names) >= 3}


def _write(out: Path, name: str, title: str, paragraphs: list[str], site: str, date: str, url: str) -> str:
    row = {"title": title, "text": "\n\n".join(paragraphs), "date_publish": date, "source_domain": site, "url": url,
           "language": "en"}  # fmt: skip
    (out / f"{name}.json").write_text(json.dumps(row), encoding="utf-8")
    return f"{name}.json"


def main() -> None:
    """Write all articles and events.json, which names the files of each event."""
    datasets, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    events = basil(datasets / "basil", out) | allsides(datasets / "allsides_triples" / "train.jsonl", out)
    events |= giveme(datasets / "giveme5w1h" / "news_cluster" / "data")
    (out / "events.json").write_text(json.dumps(events, indent=1, sort_keys=True), encoding="utf-8")
    print(f"{len(events)} events, {sum(map(len, events.values()))} articles")


if __name__ == "__main__":
    main()
