"""Which words of one wording another does not have: word-level comparison that ignores small words.

The longest common run of words is found with `difflib`; its cost is bounded by cutting texts at `LONGEST` words.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

LONGEST = 160
"""Words of one wording that are compared; a statement is rarely over 60, and difflib is quadratic at worst."""
TOO_FAR = 0.5
"""Where more of the content words than this differ, marking them would mark everything: "told in other words"."""

STEM = 5
"""Letters by which long words are compared: enough to hold most English stems apart, and "Norse" with "Norseman"."""

_TOKEN = re.compile(r"\w+(?:[.,'’\-]\w+)*|\s+|[^\w\s]")


class Piece(msgspec.Struct, frozen=True):
    """A run of words and whether it is marked as differing."""

    text: str
    differs: bool = False


class Wording(msgspec.Struct, frozen=True):
    """One wording cut into pieces, with what kinds of words differ (`number`, `negation`, `hedge`)."""

    pieces: tuple[Piece, ...]
    tags: tuple[str, ...] = ()
    far: bool = False
    """True when so little is shared that nothing is marked."""


def tokens(text: str) -> list[str]:
    """Words, blanks and marks of `text`; joined they give `text` again."""
    return _TOKEN.findall(text)


def key(token: str) -> str:
    """What a word is compared by: lower case, no possessive, no plural s, of a long word its first letters.

    Inflected and derived forms ("promise", "promised") are no difference that a reader need see.
    """
    word = token.casefold().replace("’", "'").replace(",", "").removesuffix("'s")
    if word.isalpha() and len(word) > STEM:
        return word[:STEM]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _keys(listed: str) -> frozenset[str]:
    return frozenset(map(key, listed.split()))


_SMALL = _keys(
    "a an the of to in on at by for with from and or but as that this these those it its he she they them his her "
    "their is are was were be been being has have had do does did will would s t ll ve re so than then there here "
    "we our us i you your who which what when where also into after before between"
)
_NEGATION = _keys("no not never none nobody nothing neither nor without cannot")
_HEDGE = _keys(
    "may might could possibly perhaps probably likely reportedly allegedly apparently about around roughly nearly "
    "almost approximately some least more most up"
)


def differing(text: str, others: Sequence[str]) -> Wording:
    """`text` with the words marked that fewer than half of `others` have in the same place of the sentence.

    Numbers and negations are marked as soon as one of the others lacks them.
    """
    words = tokens(text)
    keys = [key(word) for word in words]
    counts = [word.isalnum() or any(ch.isalnum() for ch in word) for word in words]
    places = [i for i, real in enumerate(counts) if real][:LONGEST]
    mine = [keys[i] for i in places]
    shared = [0] * len(mine)
    for other in others:
        theirs = [key(word) for word in tokens(other) if any(ch.isalnum() for ch in word)][:LONGEST]
        present = frozenset(theirs)
        match = SequenceMatcher(None, mine, theirs, autojunk=False)
        aligned = {at for block in match.get_matching_blocks() for at in range(block.a, block.a + block.size)}
        for at, word in enumerate(mine):
            # A word that only moved within the sentence is no difference in wording.
            shared[at] += at in aligned or word in present
    if not others:
        return Wording((Piece(text),))
    odd = {at for at, word in enumerate(mine) if _is_odd(word, shared[at], len(others))}
    content = [at for at, word in enumerate(mine) if word not in _SMALL]
    if len(content) > 4 and len(odd) > TOO_FAR * len(content):
        return Wording((Piece(text),), (), far=True)
    tags = {tag for at in odd if (tag := _tag(mine[at]))}
    return Wording(_pieces(words, {places[at] for at in odd}), tuple(sorted(tags)))


def _is_odd(word: str, shared: int, others: int) -> bool:
    if word in _SMALL:
        return False
    strict = word in _NEGATION or any(ch.isdigit() for ch in word)
    return shared < others if strict else 2 * shared < others


def _tag(word: str) -> str:
    if any(ch.isdigit() for ch in word):
        return "number"
    if word in _NEGATION:
        return "negation"
    return "hedge" if word in _HEDGE else ""


def _pieces(words: Sequence[str], odd: set[int]) -> tuple[Piece, ...]:
    """Neighbouring words of one kind in one piece; blanks between two marked words are marked with them."""
    marked = [at in odd for at in range(len(words))]
    for at in range(1, len(words) - 1):
        if words[at].isspace() and marked[at - 1] and marked[at + 1]:
            marked[at] = True
    found: list[Piece] = []
    for word, mark in zip(words, marked, strict=True):
        if found and found[-1].differs == mark:
            found[-1] = Piece(found[-1].text + word, mark)
        else:
            found.append(Piece(word, mark))
    return tuple(found)
