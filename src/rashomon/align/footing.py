"""What keeps statements apart though they are alike: words that tell nothing."""

import re
from collections.abc import Mapping

from rashomon.align.said import Said

Pair = tuple[int, int]

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
