"""Words, their shape and the quotation marks around them: what the attribution tagger reads besides word pieces.

Training and use share this module, so a model sees the same input in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.language.wordpiece import wordpiece

# A window holds at most this many word pieces (start and end marks come on top): longer contexts gained nothing
# on PolNeAR, where one paragraph in a hundred is longer, and attention grows with the square.
WINDOW_PIECES = 190

# A word keeps its inner hyphens, apostrophes and points (self-made, don't, U.S, 1,000); a clitic is its own word.
_CLITIC = r"['’](?:s|re|ve|ll|d|m)\b"
_WORD = re.compile(
    rf"[^\W_]+(?:(?:[-&]|(?!{_CLITIC})['’]|\.(?=\d|[^\W_]\b)|,(?=\d))[^\W_]+)*|{_CLITIC}|\S", re.IGNORECASE
)

# Shape of a word.
NO_LETTERS, LOWER, TITLE, UPPER, MIXED = range(5)
# Where a word stands with regard to quotation marks.
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
FEATURES = 20  # shape + 5 * quotation state

# A full stop after one of these, or after a single capital, ends no sentence.
_SHORT = "mr mrs ms dr sen gov rep gen lt col sgt capt prof rev st jr sr vs no"

_STARTS_QUOTE, _ENDS_QUOTE = "“„«", "”»"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: code points start to end, its piece ids, its shape and its quotation state."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int
    quoted: int

    @property
    def feature(self) -> int:
        """The number that stands for shape and quotation state together, 0 to FEATURES - 1."""
        return self.shape + 5 * self.quoted


def words(text: str) -> list[Word]:
    """Return the words of `text` in order; those that have no word piece (control characters) are left out."""
    states = quotation_states(text)
    encoded = wordpiece().encode(text)
    found: list[Word] = []
    at, total = 0, len(encoded.ids)
    for match in _WORD.finditer(text):
        start, end = match.span()
        first = at
        while at < total and encoded.spans[at][0] < end:
            at += 1
        if at > first:
            found.append(Word(start, end, encoded.ids[first:at], _shape(match.group()), states[start]))
    return found


def _shape(word: str) -> int:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NO_LETTERS
    if word == word.lower():
        return LOWER
    if len(letters) > 1 and word == word.upper():
        return UPPER
    return TITLE if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else MIXED


def quotation_states(text: str) -> list[int]:
    """Return for each character OUTSIDE, INSIDE, OPENING or CLOSING; a quote left open ends with its line.

    A mark that closes a quote which nothing opened closes one that began before the line.
    Single marks count only outside double ones and only in pairs that cannot be apostrophes.
    """
    states = [OUTSIDE] * len(text)
    start = 0
    for line in text.split("\n"):
        _mark_line(line, start, states)
        start += len(line) + 1
    return states


def _mark_line(line: str, start: int, states: list[int]) -> None:
    """Write the states of one line, which begins at `start` of the text, into `states`."""
    opened, seen = -1, False
    for place, role in _marks(line):
        if role == OPENING:
            opened, seen = (opened if opened >= 0 else place), True
            states[start + place] = OPENING
        else:
            first = opened + 1 if opened >= 0 else (place if seen else 0)
            for inner in range(start + first, start + place):
                states[inner] = states[inner] or INSIDE
            states[start + place], opened, seen = CLOSING, -1, True
    if opened >= 0:
        for inner in range(start + opened + 1, start + len(line)):
            states[inner] = states[inner] or INSIDE


def _marks(line: str) -> Iterator[tuple[int, int]]:
    """Yield the quotation marks of a line as (place, OPENING or CLOSING)."""
    within = single = False
    last_single = max(line.rfind("'"), line.rfind("’"))
    for place, mark in enumerate(line):
        if mark in _STARTS_QUOTE or mark in _ENDS_QUOTE or mark in '"＂':
            opens = mark in _STARTS_QUOTE or (mark not in _ENDS_QUOTE and _opens(line, place, within))
            within, single = opens, False
            yield place, OPENING if opens else CLOSING
        elif mark in "'‘’" and not within:
            before, after = line[place - 1 : place], line[place + 1 : place + 2]
            if single and mark != "‘" and not after.isalnum() and before.strip():
                single = False
                yield place, CLOSING
            elif not single and mark != "’" and not before.isalnum() and after.isalpha() and place < last_single:
                single = True
                yield place, OPENING


def _opens(line: str, place: int, within: bool) -> bool:
    """Whether a straight double mark opens a quote: by the space around it, in doubt by turns."""
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    left, right = not before.strip() or before in "([-–—", not after.strip()
    if left != right:
        return left
    return not within


def windows(found: Sequence[Word]) -> list[tuple[int, int]]:
    """Cut words into windows of at most WINDOW_PIECES pieces, at sentence ends where there are any.

    Returns half-open ranges of word numbers that cover all words in order. A single word with more pieces
    than a window stands alone; its reader must cut its pieces.
    """
    cuts: list[tuple[int, int]] = []
    first = sentence = size = 0
    for number, word in enumerate(found):
        if number > first and _begins_sentence(found, number):
            sentence = number
        if size + len(word.pieces) > WINDOW_PIECES and number > first:
            cut = sentence if sentence > first else number
            cuts.append((first, cut))
            first, size = cut, sum(len(w.pieces) for w in found[cut:number])
        size += len(word.pieces)
    if found:
        cuts.append((first, len(found)))
    return cuts


def sentences(found: Sequence[Word]) -> list[int]:
    """Return for each word the number of its sentence, from 0."""
    numbers = [0] * len(found)
    for at in range(1, len(found)):
        numbers[at] = numbers[at - 1] + _begins_sentence(found, at)
    return numbers


def _begins_sentence(found: Sequence[Word], number: int) -> bool:
    """Whether a word follows a full stop, question or exclamation mark (and closing quotes) and looks like a start."""
    word, before = found[number], number - 1
    if word.quoted == CLOSING or word.shape == LOWER or word.pieces[0] in _ids(".?!"):
        return False
    while before > 0 and found[before].quoted == CLOSING:
        before -= 1
    if found[before].pieces[0] not in _ids(".?!"):
        return False
    ahead = found[before - 1] if before else None
    return ahead is None or not (
        ahead.pieces[0] in _ids(_SHORT) or (ahead.shape == TITLE and ahead.end - ahead.start == 1)
    )


@cache
def _ids(listed: str) -> frozenset[int]:
    """Ids of pieces: of single marks, or of words listed with blanks between."""
    ids = wordpiece().ids
    return frozenset(ids[piece] for piece in (listed.split() if " " in listed else listed))
