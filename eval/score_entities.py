#!/usr/bin/env python3
"""Scores who is the same person across outlets: B-cubed over the actor mentions of NewsWCL50, topics 0 to 3.

    score_entities.py                all topics, ours beside the baseline of one head lemma
    score_entities.py --errors       also the chains that we split or mix, with how often
    score_entities.py --type COUNTRY another type of mention

The mentions are given (gold spans), the chains are asked: a mention is put with the entity of ours that covers its
head most tightly, else that overlaps it most; one that no entity of ours touches stands alone. The baseline puts
mentions of one head lemma (the word as it stands, in lower case, without a plural s) into one chain. Scores are the
mean over topics.
Topics 4 to 9 are held back. Says so and passes where ../shared is absent.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDER = "datasets/newswcl50"
TIGHT_BEFORE = re.compile(r"^[.,;:!?%)\]’”]|^(?:'s|’s|n't|n’t|'re|'ve|'ll|'d)$")
TIGHT_AFTER = re.compile(r"^[(\[$“]$")


class Asked(NamedTuple):
    """A gold mention in a rebuilt text."""

    document: str
    start: int
    end: int
    head: str
    chain: str
    words: str


class Topic(NamedTuple):
    """The texts of one topic and its mentions."""

    texts: dict[str, str]
    mentions: list[Asked]


def topics(folder: Path, kind: str) -> dict[str, Topic]:
    """The topics with their texts rebuilt from the tokens, and where each mention of `kind` stands."""
    texts, places = rebuilt(folder / "NewsWCL50.topics0-3.conll")
    found: dict[str, Topic] = {}
    with (folder / "all_mentions_aligned.topics0-3.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        topic = found.setdefault(row["topic"], Topic({}, []))
        document = row["doc_id"]
        topic.texts[document] = texts[document]
        if row["mention_type"] != kind:
            continue
        spots = [places[document][sentence, token] for sentence, token in row["tokens"]]
        start, end = min(s for s, _ in spots), max(e for _, e in spots)
        topic.mentions.append(
            Asked(document, start, end, row["head"], row["coref_chain"], " ".join(row["tokens_text"]))
        )
    return found


def rebuilt(file: Path) -> tuple[dict[str, str], dict[str, dict[tuple[int, int], tuple[int, int]]]]:
    """Each document's text, and by sentence and token where a token stands in it."""
    texts: dict[str, str] = defaultdict(str)
    places: dict[str, dict[tuple[int, int], tuple[int, int]]] = defaultdict(dict)
    last = ""
    for line in file.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if len(parts) < 4:
            continue
        document, sentence, number = parts[0].rsplit("/", 1)[-1], int(parts[1]), int(parts[2])
        word = "\n\n" if parts[3] in ("\\n", "") else parts[3]
        text = texts[document]
        hyphen = "-" in (word, last)
        tight = not text or text.endswith("\n") or word.isspace() or TIGHT_BEFORE.match(word) or hyphen
        if not tight and not TIGHT_AFTER.match(last):
            text += " "
        places[document][sentence, number] = (len(text), len(text) + len(word))
        texts[document] = text + word
        last = word
    return dict(texts), dict(places)


def ours(topic: Topic) -> list[str]:
    """The entity of ours that each mention is put with; a mention of its own where there is none."""
    from rashomon import align, pipeline  # noqa: PLC0415
    from rashomon.model.document import Document  # noqa: PLC0415
    from rashomon.options import Options  # noqa: PLC0415

    told = []
    for name, text in sorted(topic.texts.items()):
        document = Document(id=name, sha256="0" * 64, text=text, format="plain", path=f"{name}.txt", outlet=name,
                            outlet_basis="given", language="en")  # fmt: skip
        told.append(pipeline.analyse(document, Options()))
    people = align.entities(tuple(told))
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for analysis in told:
        for mention in analysis.mentions:
            entity = people.of(analysis.document.id, mention.who)
            if entity is not None:
                spans[analysis.document.id].append((mention.start, mention.end, entity))
                if mention.role_span is not None:
                    spans[analysis.document.id].append((mention.role_span.start, mention.role_span.end, entity))
    return [chosen(asked, spans[asked.document], topic.texts[asked.document], n)
            for n, asked in enumerate(topic.mentions)]  # fmt: skip


def chosen(asked: Asked, spans: Sequence[tuple[int, int, str]], text: str, number: int) -> str:
    """The entity whose shortest span covers the head of a mention, else the one that overlaps the mention most.

    The shortest, because the role "Mr. Vane's adviser" holds a naming of Vane.
    """
    at = text.find(asked.head, asked.start, asked.end)
    head = (at, at + len(asked.head)) if at >= 0 else (asked.start, asked.end)

    def fit(span: tuple[int, int, str]) -> tuple[int, int, int]:
        start, end, _ = span
        held = max(0, min(end, head[1]) - max(start, head[0]))
        over = min(end, asked.end) - max(start, asked.start)
        return held, start - end if held else over, over

    best = max((s for s in spans if s[0] < asked.end and s[1] > asked.start), key=fit, default=None)
    return best[2] if best is not None else f"alone-{number}"


def baseline(topic: Topic) -> list[str]:
    """One chain for each head lemma."""
    return [re.sub(r"(?<=[a-z]{3})s$", "", asked.head.lower()) for asked in topic.mentions]


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a partition, each mention weighing the same (Bagga and Baldwin 1998)."""
    both, own, wanted = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    pairs = list(zip(gold, found, strict=True))
    precision = sum(both[pair] / own[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / wanted[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def errors(topic: Topic, found: Sequence[str]) -> list[str]:
    """The gold chains that lose most mentions, with the words that stand apart."""
    by_chain: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for asked, entity in zip(topic.mentions, found, strict=True):
        key = "alone" if entity.startswith("alone-") else entity
        by_chain[asked.chain][key] += 1
        words[asked.chain, key][asked.words] += 1
    lines = []
    for chain, parts in sorted(by_chain.items(), key=lambda item: -(sum(item[1].values()) - max(item[1].values()))):
        lost = sum(parts.values()) - max(parts.values())
        if lost:
            rest = [words[chain, key].most_common(4) for key, _ in parts.most_common()[1:4]]
            lines.append(f"  {chain}: {lost} of {sum(parts.values())} apart: {rest}")
    return lines


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--type", default="ACTOR", help="of mention: ACTOR, COUNTRY, ORGANIZATION, GROUP")
    parser.add_argument("--errors", action="store_true", help="list what is split")
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args()
    folder = asked.shared / FOLDER
    if not folder.is_dir():
        print(f"{FOLDER} is absent; nothing was scored")
        return 0
    sums = {"ours": [0.0] * 3, "one head lemma": [0.0] * 3}
    told = topics(folder, asked.type)
    for name, topic in sorted(told.items()):
        gold = [m.chain for m in topic.mentions]
        mine = ours(topic)
        for label, found in (("ours", mine), ("one head lemma", baseline(topic))):
            figures = b_cubed(gold, found)
            sums[label] = [a + b for a, b in zip(sums[label], figures, strict=True)]
            print(
                f"{name[:40]:40} {len(gold):4} mentions  {label:15}"
                + "  ".join(f"{word} {100 * value:.1f}" for word, value in zip("PRF", figures, strict=True))
            )
        if asked.errors:
            print("\n".join(errors(topic, mine)[:12]))
    for label, total in sums.items():
        print(
            f"{'mean of topics':40} {'':13}  {label:15}"
            + "  ".join(f"{word} {100 * value / len(told):.1f}" for word, value in zip("PRF", total, strict=True))
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
