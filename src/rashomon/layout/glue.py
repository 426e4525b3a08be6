"""Where, inside one flattened line, a new piece begins without any mark: glue points.

A caption, a subhead or a link head has no closing stop, so in flattened text it runs straight into the next sentence:
`... gathered in the square The police said ...`. A glue point is a word that begins a sentence although the words
before it ended none.
"""

import re
from functools import cache
from typing import NamedTuple

from rashomon.layout.lines import fold
from rashomon.lexicon import words

_WORD = re.compile(r"\S+")
_OPEN = "\"“‘'(["
_END = re.compile(r"[.!?…][\"”’')\]]{0,3}(?:\s[\"”](?=\s))?\s+(?=[\"“‘'(\[@#]?[A-Z0-9@#])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Jr|Sr|No|vs|Inc|Corp|Ltd|Co|Ave|Blvd|Mt|Rev|Hon|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Calif|Fla|Nev|Mass|Mich|Conn|Tex|Ariz|Pa|Va|Ill|Wash|Ore|Wis|Minn)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z]|\b[ap]\.m)\.$"
)
# These open a sentence even after a name; the rest of the starters only after a word in lower case.
_STRONG = frozenset(
    [
        "The",
        "He",
        "She",
        "It",
        "They",
        "This",
        "There",
        "Then",
        "But",
        "However",
        "Meanwhile",
        "According",
        "When",
        "While",
        "After",
        "Before",
        "In",
        "On",
        "At",
        "As",
        "Although",
        "Despite",
        "His",
        "Her",
        "Their",
        "We",
        "And",
        "If",
        "Since",
        "During",
        "Following",
        "Asked",
        "Speaking",
        "Earlier",
        "Later",
        "Here",
        "That",
        "These",
        "Those",
    ]
)
_NAMED = frozenset(
    "I A All One Two Three Four Five Six Seven Eight Nine Ten Now Next Last More Over Under Police Officials".split()
)
_SPEECH = re.compile(
    r"[\w’'.,-]*\s?(?:[\w’'.-]+\s){0,6}?"
    r"(?:said|says|wrote|writes|added|adds|told|tells|asked|tweeted|read|reads|claimed|insisted)\b"
)


class Glue(NamedTuple):
    """A place where a sentence begins; `sure` where it may be cut without a caption mark before it."""

    at: int
    sure: bool


def chunks(text: str) -> list[tuple[int, int]]:
    """Ranges between closing stops: each holds one sentence, and what may be glued before it. Linear in the text."""
    out: list[tuple[int, int]] = []
    at = 0
    for match in _END.finditer(text):
        stop = match.start()
        if text[stop] == "." and _ABBREVIATION.search(text[max(at, stop - 12) : stop + 1]):
            continue
        out.append((at, match.start() + len(match.group().rstrip())))
        at = match.end()
    if at < len(text):
        out.append((at, len(text)))
    return out


def quoted(text: str) -> list[tuple[int, int]]:
    """Ranges between double quotes, marks included; one that is never closed gives way to the next opening."""
    out: list[tuple[int, int]] = []
    start = -1
    for match in re.finditer(r"[\"“”]", text):
        here = match.start()
        mark = match.group()
        spaced = here == 0 or text[here - 1] in " (\n\t"
        opens = mark == "“" or (mark == '"' and spaced and not text[here + 1 : here + 2].isspace())
        if opens:
            start = here
        elif start >= 0:
            out.append((start, here + 1))
            start = -1
    return out


@cache
def _starters() -> frozenset[str]:
    return words("layout", "starters")


@cache
def _before_names() -> frozenset[str]:
    return words("layout", "before_names")


def points(text: str) -> list[Glue]:
    """The glue points of one chunk, in order."""
    inside = quoted(text)
    found: list[Glue] = []
    tokens = list(_WORD.finditer(text))
    quote = 0
    for number in range(1, len(tokens)):
        token, before = tokens[number], tokens[number - 1]
        while quote < len(inside) and inside[quote][1] <= token.start():
            quote += 1
        held = quote < len(inside) and inside[quote][0] < token.start()
        if held or not _may_close(before.group()):
            continue
        following = tokens[number + 1].group() if number + 1 < len(tokens) else ""
        opens = token.group()[0] in '"“' and token.group()[1:2].isupper()
        if opens and (quote >= len(inside) or inside[quote][0] > token.start()):
            # Opened here, closed in a later chunk.
            glue = None if fold(before.group()).strip("\"'()") in _before_names() else False
        elif quote < len(inside) and inside[quote][0] == token.start():
            glue = _at_quote(text, inside[quote], before.group())
        else:
            glue = _at_word(token.group(), before.group(), following)
        if glue is not None:
            found.append(Glue(token.start(), glue))
    return found


def _may_close(before: str) -> bool:
    return before[-1].isalnum() or before[-1] in "'’\")”%?!" or before.endswith("...")


def _at_word(word: str, before: str, following: str) -> bool | None:
    """Whether a sentence begins at `word`: True surely, False only where a caption is open, None not at all."""
    bare = word.rstrip(",;:")
    if not bare[:1].isupper():
        return None
    low = fold(before).strip("\"'()")
    after_name = before.lstrip("\"“‘'(")[:1].isupper()
    if low in _before_names() or (after_name and before in _starters()):
        return None
    calm = following[:1].islower() or following[:1].isdigit()
    if bare in words("layout", "honorifics"):
        return False if before not in words("layout", "honorifics") else None
    if bare in _starters():
        if after_name:
            strong = bare in _STRONG
            return (strong and calm and not _titled(before)) if strong or calm else None
        if bare in _NAMED and not calm:
            return False
        if bare == "I":
            return False
        return not (bare == "The" and not calm and low.endswith(("ing", "ed")))
    return None


def _titled(before: str) -> bool:
    return before[:-1].isupper() and len(before) == 1


def _at_quote(text: str, span: tuple[int, int], before: str) -> bool | None:
    said = text[span[0] + 1 : span[1] - 1]
    if not said[:1].isupper() or len(said.split()) < 4 or said[-1:] not in {",", ".", "?", "!"}:
        return None
    if fold(before).strip("\"'()") in _before_names():
        return None
    if said[-1] == "," and _SPEECH.match(text, span[1]):
        return not before.lower().endswith(("ed", "ing"))
    return False


def name_start(text: str) -> int | None:
    """For an open caption that meets no glue point: where a capital follows a common noun, or None."""
    tokens = list(_WORD.finditer(text))
    for number in range(4, len(tokens) - 5):
        before, word = tokens[number - 1].group(), tokens[number].group()
        if not word[:1].isupper() or not before[-1].isalnum() or not before[:1].islower():
            continue
        if fold(before) in _before_names() or before.endswith(("ing", "ed", "ly", "ese", "ian", "ish")):
            continue
        if number + 1 < len(tokens):
            return tokens[number].start()
    return None
