#!/usr/bin/env python3
"""Scores attribution on our own hand-labelled set, for what PolNeAR does not mark.

    score_ownset.py                        all figures, dev and test halves apart
    score_ownset.py --half dev --errors    the misses of one half, with the words (from the local data)
    score_ownset.py --agreement SECOND     how far a second pass of labels (JSONL as `label_ownset.py take`) agrees

Says so and passes where ../shared is absent. Spans, pairing, `overlap` and `e2e` are those of
`shared/eval/score_attribution.py`, inside the units only. What the engine says comes in two cuts: `marked` is what
`rashomon analyse --as attributions` writes, on which content and end-to-end figures are taken; `record` are the
statements of `rashomon analyse`, those of one cue and source taken together, on which labels are judged.

  links    relays of an attribution, right when the matched one has one of that name or place; `all` counts those of
           contents that were not found as missed, `matched` leaves them out
  named, form, stance, speaker    on matched contents; stance also as the mean F1 of the stances the gold holds.
           A speaker is right when the names agree (one holds all the words of the other, or they share a last name)
"""

import argparse
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import label_ownset as labels

from rashomon.model.analysis import Analysis, Attribution, Statement
from rashomon.options import Options
from rashomon.pipeline import analyse, attributions

FIELDS = ("named", "form", "stance", "speaker")
PLAIN = frozenset({"the", "a", "an", "of", "mr", "mrs", "ms", "president", "rep", "sen", "us", "u", "s"})
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "we", "i", "that", "which", "this"})
MATCHED = 0.5


class Said(NamedTuple):
    """One attribution, gold or found, with positions of letters and digits in place of spans."""

    content: frozenset[int]
    source: frozenset[int]
    named: bool
    form: str
    stance: str
    speaker: str | None
    links: tuple[tuple[str, frozenset[int]], ...]


def scorer(data: Path) -> ModuleType | None:
    """`score_attribution.py` beside the data; None when it is absent."""
    path = data.parent / "eval" / "score_attribution.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def place(spans: Iterable[Sequence[int]] | None, text: str) -> frozenset[int]:
    """Positions of the letters and digits of spans."""
    return frozenset(i for s, e in spans or () for i in range(s, e) if text[i].isalnum())


def labelled(file: Path, texts: dict[str, str]) -> dict[str, list[Said]]:
    """The labels of a file by unit."""
    out: dict[str, list[Said]] = {unit: [] for unit in texts}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts.get(row["unit"])
        if text is None:
            continue
        speaker = row["speaker"]
        if isinstance(speaker, list):
            speaker = text[speaker[0] : speaker[1]]
        links = tuple((link["name"], place(link["spans"], text)) for link in row["chain"])
        out[row["unit"]].append(Said(place(row["content"], text), place(row["source"], text), row["named"],
                                     row["form"], row["stance"], speaker, links))  # fmt: skip
    return out


def found(analysis: Analysis, unit: labels.Unit) -> list[Said]:
    """The record's attributions inside a unit: statements of one cue, source and chain taken together."""
    text = analysis.document.text
    names = {m.who: m.name for m in analysis.mentions}
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for one in analysis.statements:
        if (one.source or one.cue) and any(unit.start <= s.start < unit.end for s in one.content):
            spans = one.source.spans if one.source else None
            key = (one.cue or spans or one.content, spans, one.chain)
            groups.setdefault(key, []).append(one)
    return [_together(group, text, names) for group in groups.values()]


def _together(group: list[Statement], text: str, names: dict[str, str]) -> Said:
    longest = max(group, key=lambda s: sum(len(c) for c in s.content))
    content = frozenset().union(*(place([(c.start, c.end) for c in s.content], text) for s in group))
    forms = {s.form for s in group}
    source = longest.source
    speaker = None
    if source is not None:
        speaker = names.get(source.entity or "") or source.description
    if speaker is not None and speaker.lower() in PRONOUNS:
        speaker = None
    links = tuple((link.name, place([(s.start, s.end) for s in link.spans], text)) for link in longest.chain)
    spans = [(s.start, s.end) for s in source.spans] if source is not None else []
    return Said(content, place(spans, text), source.named if source is not None else False,
                forms.pop() if len(forms) == 1 else "mixed", longest.stance, speaker, links)  # fmt: skip


def words_of(name: str) -> list[str]:
    """The words that tell one name from another, lower case."""
    return [w for w in re.findall(r"[^\W_]+", name.lower().replace("’s", "").replace("'s", "")) if w not in PLAIN]


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names or descriptions mean the same in one document."""
    if a is None or b is None:
        return a is b
    one, two = words_of(a), words_of(b)
    if _initials(a, b) or _initials(b, a):
        return True
    if not one or not two:
        return a.lower() == b.lower()
    return set(one) <= set(two) or set(two) <= set(one) or (one[-1] == two[-1] and a[:1].isupper() and b[:1].isupper())


def _initials(short: str, name: str) -> bool:
    """As in "the UK", "U.S." and the names that they stand for."""
    letters = "".join(w for w in re.sub(r"^the\s|\.", "", short, flags=re.IGNORECASE).split())
    return len(letters) > 1 and letters.isupper() and letters == "".join(w[0] for w in name.split() if w[0].isupper())


class Pair(NamedTuple):
    """A gold attribution with the one that was found for it."""

    gold: Said
    other: Said | None


def paired(gold: list[Said], other: list[Said], scores: ModuleType) -> tuple[list[Pair], list[Said]]:
    """Each gold attribution with its match or None, and those found that match nothing."""
    hits = {i: j for i, j, dice in scores.pair_up([set(g.content) for g in gold], [set(o.content) for o in other])
            if dice >= MATCHED}  # fmt: skip
    rest = [o for j, o in enumerate(other) if j not in hits.values()]
    return [Pair(g, other[hits[i]] if i in hits else None) for i, g in enumerate(gold)], rest


def same_link(a: tuple[str, frozenset[int]], b: tuple[str, frozenset[int]]) -> bool:
    """Whether two links are one: by name or by place."""
    return same_name(a[0], b[0]) or bool(a[1] & b[1])


def f1(right: float, gold: float, other: float) -> float:
    """F1 from counts; 0 when there is nothing."""
    return 2 * right / (gold + other) if gold + other else 0.0


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two labellers' values."""
    if not pairs:
        return 0.0
    seen = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[v] * right[v] for v in left) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def judged(pairs: list[Pair], rest: list[Said]) -> dict[str, float]:
    """Figures of the labels."""
    both = [(p.gold, p.other) for p in pairs if p.other is not None]
    out: dict[str, float] = {"attributions": len(pairs), "matched": len(both)}
    if not both:
        return out
    right = sum(any(same_link(g, o) for o in b.links) for a, b in both for g in a.links)
    out["links"] = sum(len(p.gold.links) for p in pairs)
    found_links = sum(len(b.links) for _, b in both)
    out["links_f1_matched"] = f1(right, sum(len(a.links) for a, _ in both), found_links)
    out["links_f1_all"] = f1(right, out["links"], found_links + sum(len(o.links) for o in rest))
    for name in FIELDS:
        hits = sum(agrees(a, b, name) for a, b in both)
        out[f"{name}_accuracy"] = hits / len(both)
        if name != "speaker":
            out[f"{name}_kappa"] = kappa([(str(getattr(a, name)), str(getattr(b, name))) for a, b in both])
    stances = sorted({a.stance for a, _ in both})
    each = [f1(sum(a.stance == b.stance == s for a, b in both), sum(a.stance == s for a, _ in both),
               sum(b.stance == s for _, b in both)) for s in stances]  # fmt: skip
    out["stance_macro_f1"] = sum(each) / len(each)
    return out | {f"stance_{s}_f1": value for s, value in zip(stances, each, strict=True)}


def agrees(a: Said, b: Said, name: str) -> bool:
    """Whether two matched attributions have the same value of a label."""
    return same_name(a.speaker, b.speaker) if name == "speaker" else bool(getattr(a, name) == getattr(b, name))


def half(unit: labels.Unit) -> str:
    """Which half, dev or test, by the hash of the document's text."""
    return "dev" if int(unit.sha256[:8], 16) % 2 == 0 else "test"


def contents(gold: dict[str, list[Said]], other: dict[str, list[Said]], texts: dict[str, str],
             scores: ModuleType) -> dict[str, object]:  # fmt: skip
    """Content and end-to-end figures of score_attribution.py, on attributions given as positions."""

    def rows(said: list[Said]) -> list[dict[str, object]]:
        return [{k: [[i, i + 1] for i in sorted(getattr(s, k))] or None for k in ("content", "source")} for s in said]

    docs = [scores.score_document(rows(gold[u]), rows(other[u]), texts[u]) for u in gold]
    report = scores.report(docs)
    return {"overlap": report["content"]["overlap"], "exact": report["content"]["exact"],
            "source": report["source"]["acc"], "e2e": report["e2e"], "found": report["system"]}  # fmt: skip


def marked(text: str, rows: Iterable[Attribution], unit: labels.Unit) -> list[Said]:
    """What `--as attributions` writes, inside a unit."""
    out = []
    for row in rows:
        if any(unit.start <= s.start < unit.end for s in row.content):
            content, source = ([(s.start, s.end) for s in part or ()] for part in (row.content, row.source))
            out.append(Said(place(content, text), place(source, text), False, "", "", None, ()))
    return out


def show(unit: str, text: str, pairs: list[Pair], rest: list[Said]) -> None:
    """Prints what is wrong in a unit."""

    def words(where: frozenset[int]) -> str:
        return " ".join(text[min(where) : max(where) + 1].split())[:160] if where else "-"

    for gold, other in pairs:
        if other is None:
            print(f"{unit} MISSED   {words(gold.source)} | {words(gold.content)} | {gold.speaker} {gold.links}")
            continue
        for name in FIELDS:
            if not agrees(gold, other, name):
                a, b = getattr(gold, name), getattr(other, name)
                print(f"{unit} {name.upper():8} {a} not {b}: {words(gold.source)} | {words(gold.content)}")
        for kind, mine, theirs in (("LINK-", gold.links, other.links), ("LINK+", other.links, gold.links)):
            for link in mine:
                if not any(same_link(link, o) for o in theirs):
                    print(f"{unit} {kind:8} {link[0]}: {words(gold.source)} | {words(gold.content)}")
    for one in rest:
        print(f"{unit} ADDED    {words(one.source)} | {words(one.content)} | {one.speaker}")


def agreement(file: Path, gold: dict[str, list[Said]], texts: dict[str, str], scores: ModuleType, errors: bool) -> None:
    """Prints how a second pass agrees with the first."""
    second = labelled(file, texts)
    units = [u for u in gold if second[u]]
    pairs, rest = [], []
    for unit in units:
        mine, more = paired(gold[unit], second[unit], scores)
        pairs += mine
        rest += more
        if errors:
            show(unit, texts[unit], mine, more)
    print(json.dumps({"units": len(units), "second": sum(len(second[u]) for u in units),
                      **contents({u: gold[u] for u in units}, second, texts, scores), **judged(pairs, rest)},
                     indent=1))  # fmt: skip


def main() -> int:
    """Reads the arguments, prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--half", choices=("dev", "test"))
    arguments.add_argument("--errors", action="store_true")
    arguments.add_argument("--agreement", type=Path)
    arguments.add_argument("--labels", type=Path, default=labels.SET / "labels.jsonl")
    arguments.add_argument("--data", type=Path, default=labels.DATA)
    given = arguments.parse_args()
    scores = scorer(given.data)
    read = {u.id: labels.document(u, given.data) for u in labels.units()} if scores is not None else {}
    documents = {u: d for u, d in read.items() if d is not None}
    units = [u for u in labels.units() if u.id in documents]
    if scores is None or not units:
        print("own set skipped: no scorer or articles in shared/ beside the project")
        return 0
    changed = [u.id for u in units if labels.digest(documents[u.id].text) != u.sha256]
    if changed:
        print(f"the texts of {', '.join(changed)} are not those that were labelled; offsets would not fit")
        return 1
    texts = {u.id: documents[u.id].text for u in units}
    gold = labelled(given.labels, texts)
    if given.agreement is not None:
        agreement(given.agreement, gold, texts, scores, given.errors)
        return 0
    for name in (given.half,) if given.half else ("dev", "test"):
        mine = [u for u in units if half(u) == name]
        record = {u.id: found(analyse(documents[u.id], Options()), u) for u in mine}
        wide = {u.id: marked(texts[u.id], attributions(documents[u.id], Options()), u) for u in mine}
        pairs, rest = [], []
        for unit in mine:
            own, more = paired(gold[unit.id], record[unit.id], scores)
            pairs += own
            rest += more
            if given.errors:
                show(unit.id, texts[unit.id], own, more)
                for p in paired(gold[unit.id], wide[unit.id], scores)[0]:
                    if p.other is None or bool(p.gold.source & p.other.source) != bool(p.gold.source):
                        print("   marked:", end=" ")
                        show(unit.id, texts[unit.id], [Pair(p.gold, None)], [])
        some = {u.id: gold[u.id] for u in mine}
        cuts = {"marked": contents(some, wide, texts, scores), "record": contents(some, record, texts, scores)}
        print(json.dumps({"half": name, "units": len(mine), **cuts, **judged(pairs, rest)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
