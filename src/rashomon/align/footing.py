"""What keeps statements apart though they are alike: words that tell nothing, and pairs with too little to stand on."""

import re
from collections.abc import Mapping

from rashomon.align.features import FEATURES
from rashomon.align.pairs import Pairs
from rashomon.align.said import Said

Pair = tuple[int, int]

EVEN = 0.5
"""Probability under which two statements that nothing else supports need something firm in common."""
UNCOVERED = 0.7
"""Share of the longer one's telling words that the other lacks, from which words are not firm. Of labelled pairs that
stood alone in a claim under EVEN, 7 of 25 with more uncovered were the same claim, 20 of 41 with less."""
_ARTICLES = frozenset({"a", "an", "the"})
_BEING = frozenset({"is", "are", "was", "were"})
_FEW = 5
"""Words up to which a text that ends in a form of "be" has not said anything yet ("the silver lining was")."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def tells_nothing(text: str) -> bool:
    """Whether words stop before they say anything: "the silver lining was", "the address also included a".

    "On a call with donors on Saturday … she said" does tell something: that there was such a call.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return True
    return words[-1] in _ARTICLES or (words[-1] in _BEING and len(words) <= _FEW)


def hollow(said: Said, same: Mapping[Pair, float]) -> list[Pair]:
    """Compared pairs of which one tells nothing; the same words stay with the same words."""
    empty = [tells_nothing(s.text) for s in said.statements]
    if not any(empty):
        return []
    return [
        (a, b) for a, b in same
        if (empty[a] or empty[b]) and said.statements[a].text.lower() != said.statements[b].text.lower()
    ]  # fmt: skip


def unfounded(found: Pairs, same: Mapping[Pair, float], bar: float) -> frozenset[Pair]:
    """Pairs that may not found a claim, though they may meet in one that others founded.

    They are less than EVEN, most of their telling words differ, and neither one speaker nor one day ties them.
    """
    speaker, dates, uncovered = (FEATURES.index(name) for name in ("speaker", "dates", "uncovered"))
    out = set()
    for pair, row in zip(found.index, found.values, strict=True):
        if bar <= same.get(pair, 0.0) < EVEN and row[uncovered] > UNCOVERED and row[speaker] <= 0 and row[dates] <= 0:
            out.add(pair)
    return frozenset(out)
