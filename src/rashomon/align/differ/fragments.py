"""Words quoted inside a sentence, held against another account's quotation of them: 'a very sad day', "a sad day".

Whole quotations are compared in `quoted`; here at least one side quotes a few words within its own sentence.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, islice
from typing import NamedTuple

from rashomon.align.differ.ground import Ground
from rashomon.language.spelling import spelt_out
from rashomon.model.record import Divergence
from rashomon.model.span import Span

QUOTED = re.compile(r"[“\"„«](?P<a>[^“”\"„«»]{3,240})[”\"»“]|(?<!\w)[‘'](?P<b>[^‘\"“”]{3,240}?)[’'](?!\w)")
"""Words in quotation marks."""
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
LEAST, MOST = 3, 40
"""Words of a fragment that are compared."""
SAME = 0.6
"""Share of the shorter fragment's words that the other has in the same order."""
BETWEEN = 3
"""Words that may stand in one and not in the other between words that both have."""
PAIRS = 200
"""Pairs of one claim that are looked at."""
SMALL = frozenset(
    "a an the and but or of to in into on onto at for with by that this it is was be are were has had have i we he she "
    "they you our his her their its my so as also just".split()
)
"""Words whose sharing says nothing, and whose lack says little."""


class _Word(NamedTuple):
    key: str
    span: Span


def fragments(ground: Ground) -> Iterator[Divergence]:
    """One item for each claim and pair of accounts whose quoted words are the same but for a few inside."""
    for _, group in ground.groups():
        quoted = {i: rows for i in group if (rows := _fragments(ground, i))}
        told: set[tuple[str, ...]] = set()
        for a, b in islice(combinations(quoted, 2), PAIRS):
            one, two = ground.both(a, b)
            if one.document == two.document or one.form == two.form == "direct" or not _one_speaker(ground, a, b):
                continue
            found = next((f for x in quoted[a] for y in quoted[b] if (f := _parted(x, y)) is not None), None)
            outlets = tuple(sorted((ground.label(a), ground.label(b))))
            if found is not None and outlets not in told:
                told.add(outlets)
                yield _item(ground, (a, found[0]), (b, found[1]))


def _one_speaker(ground: Ground, a: int, b: int) -> bool:
    """Whether both are on the word of one named person or body."""
    one, two = (s.source for s in ground.both(a, b))
    return one is not None and two is not None and one.entity is not None and one.entity == two.entity


def _fragments(ground: Ground, i: int) -> list[list[_Word]]:
    """The words of each quotation in a statement."""
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    if statement.form == "direct":
        runs = list(statement.content)
    elif statement.form == "mixed":
        runs = [
            Span(*found.span("a" if found["a"] else "b")).shift(span.start)
            for span in statement.content for found in QUOTED.finditer(span.of(text))
        ]  # fmt: skip
    else:
        return []
    rows = [
        [_Word(key, Span(*m.span()).shift(run.start)) for m in islice(WORD.finditer(run.of(text)), MOST)
         for key in spelt_out(m.group().lower().replace("-", ""))]
        for run in runs
    ]  # fmt: skip
    return [row for row in rows if len(row) >= LEAST]


def _parted(one: list[_Word], two: list[_Word]) -> tuple[Span, Span] | None:
    """The run that both share, in each, with the few words inside that only one has; None where there are none."""
    codes = SequenceMatcher(None, [w.key for w in one], [w.key for w in two], autojunk=False).get_opcodes()
    same = [k for k, code in enumerate(codes) if code[0] == "equal"]
    if len(same) < 2:
        return None
    inner = codes[same[0] : same[-1] + 1]
    kept = [w.key for tag, i, j, _, _ in inner if tag == "equal" for w in one[i:j]]
    if len(kept) < SAME * min(len(one), len(two)) or sum(k not in SMALL for k in kept) < 2:
        return None
    lost = [(one[i:j], two[k:m]) for tag, i, j, k, m in inner if tag != "equal"]
    if any(max(len(x), len(y)) > BETWEEN or _run(x) == _run(y) for x, y in lost):
        return None
    if not any(w.key not in SMALL for x, y in lost for w in x + y):
        return None
    (_, i, _, k, _), (_, _, j, _, m) = inner[0], inner[-1]
    return Span(one[i].span.start, one[j - 1].span.end), Span(two[k].span.start, two[m - 1].span.end)


def _run(words: list[_Word]) -> str:
    """Words without blanks and hyphens: "million-vote" and "million vote" are one."""
    return "".join(w.key for w in words)


def _item(ground: Ground, one: tuple[int, Span], two: tuple[int, Span]) -> Divergence:
    sides, told = [], []
    for i, span in (one, two):
        quote = ground.quoted(i, span)
        sides.append(ground.side(quote, [(ground.said.statements[i].document, span)], [i]))
        told.append(f"with {quote} by {ground.label(i)}")
    return ground.divergence("wording", "compatible", sides, f"The same words are quoted {' and '.join(told)}.",
                             (one[0], two[0]))  # fmt: skip
