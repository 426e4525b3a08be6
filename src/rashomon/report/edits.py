"""What an edit changed, word by word: the words that went and those that came, in one line of text."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

MOST_COMPARED = 160_000
"""Words of one text times those of the other, between their common beginning and end, that are held beside each other:
two posts of 400 words that share nothing come under it. A longer stretch is told as replaced."""
SHORT = 2
"""So few words that stayed between two changes are told as changed with them, so that a reader need not hop."""


class Bit(msgspec.Struct, frozen=True):
    """A run of words that stayed (`how` is empty), that went, or that came."""

    text: str
    how: Literal["", "gone", "came"] = ""


def times(count: int) -> str:
    """`edited once`, `edited 3 times`; empty for none."""
    return f"edited {'once' if count == 1 else f'{count:,} times'}" if count else ""


def edited(before: str, after: str) -> tuple[Bit, ...]:
    """Both texts in one, blanks folded: without what came it reads as before, without what went as after."""
    old, new = before.split(), after.split()
    bits: list[Bit] = []
    at = 0
    for i, j, k, m in _changed(old, new):
        bits += [_bit(new[at:k]), _bit(old[i:j], "gone"), _bit(new[k:m], "came")]
        at = m
    bits.append(_bit(new[at:]))
    return tuple(bit for bit in bits if bit.text)


def _bit(words: Sequence[str], how: Literal["", "gone", "came"] = "") -> Bit:
    return Bit(" ".join(words), how)


def _changed(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Each stretch that is not the same: from and to in both. Stretches with little between them are one."""
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n] != new[n]), least)
    last = next((n for n in range(least - first) if old[-1 - n] != new[-1 - n]), least - first)
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if not a and not b:
        return []
    if len(a) * len(b) > MOST_COMPARED:
        return [(first, first + len(a), first, first + len(b))]
    found: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        stretch = (first + i, first + j, first + k, first + m)
        if found and stretch[0] - found[-1][1] <= SHORT:
            before = found.pop()
            stretch = (before[0], stretch[1], before[2], stretch[3])
        found.append(stretch)
    return found
