"""Lines of a document and what their form alone tells: titles, names, bullets, sentences."""

import re
from functools import cache
from typing import NamedTuple

from rashomon.lexicon import words
from rashomon.model.document import Role

_BULLET = re.compile(r"[•‣▪◦●■·]\s*(?=\S)|[–—*-]\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_STOPPED = re.compile(r"[a-z]{3}[.…][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z])")
_NAME_WORD = re.compile(r"[A-ZÀ-ÞĀ-ŽĞİŞ][\w’'.-]*$")
_PARTICLES = frozenset(
    {"de", "la", "van", "von", "der", "den", "al", "bin", "el", "da", "di", "du", "le", "and", "&", "y"}
)
_CLOSERS = "\"”’')]}»"


class Line(NamedTuple):
    """A line without the blanks around it: `text[start:end]`. `gap` says whether an empty line stands before it."""

    start: int
    end: int
    text: str
    gap: bool


class Piece(NamedTuple):
    """A run of the document with its role, before it becomes a passage."""

    start: int
    end: int
    role: Role


def split(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The non-blank lines of `text[start:end]`, with places in the whole text."""
    out: list[Line] = []
    at, gap = start, False
    for raw in text[start:end].split("\n"):
        bare = raw.strip()
        if bare:
            lead = len(raw) - len(raw.lstrip())
            out.append(Line(at + lead, at + lead + len(bare), bare, gap))
        gap = not bare
        at += len(raw) + 1
    return out


def fold(text: str) -> str:
    """Lower case, straight quotes, single blanks: the form in which phrases are compared."""
    return " ".join(text.translate(_STRAIGHT).lower().split())


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


def bullet(text: str) -> int:
    """How many characters of bullet stand before the item's words; 0 when the line is no bullet."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def numbered(text: str) -> int:
    """How many characters of a number such as `2. ` stand at the line's start; 0 when there is none."""
    match = _NUMBERED.match(text)
    return match.end() if match else 0


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: `.`, `!`, `?` or `…`, closing quotes aside."""
    return text.rstrip(_CLOSERS + " ")[-1:] in {".", "!", "?", "…"}


def stated(text: str) -> bool:
    """Whether the text ends with a full stop: titles may end with `?` or `!`, hardly ever with a stop."""
    bare = text.rstrip(_CLOSERS + " ")
    return bare.endswith((".", "…")) and not re.search(
        r"(?:\b[A-Z]|\.[a-z]|\b(?:Jr|Sr|Inc|Co|Ltd|No|vs))\.$", bare[-8:]
    )


def title_like(text: str, longest: int = 28) -> bool:
    """Whether the form is that of a title: a capital or quote first, no closing stop, comma or colon, few words."""
    count = len(text.split())
    if not 1 <= count <= longest or len(text) > 220:
        return False
    first = text.lstrip("\"“‘'«(")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    return not stated(text) and text[-1] not in ",;:—" and not _STOPPED.search(text)


def name_like(text: str) -> bool:
    """Whether the line is nothing but a person's name (two to five words), or several joined by commas and `and`."""
    if not 4 <= len(text) <= 80 or any(char.isdigit() for char in text) or text[-1] in ".:;?!,":
        return False
    parts = re.split(r",\s|\sand\s|\s&\s", text)
    if len(parts) > 4:
        return False
    return all(_one_name(part.split()) for part in parts)


def _one_name(parts: list[str]) -> bool:
    if not 2 <= len(parts) <= 5 or parts[0] in {"The", "A", "An"} | words("layout", "starters"):
        return False
    capitals = [part for part in parts if _NAME_WORD.match(part)]
    rest = [part for part in parts if not _NAME_WORD.match(part)]
    if any(part.endswith(("'s", "’s")) for part in parts):
        return False
    shouted = any(part.isupper() and len(part) > 3 for part in parts)
    return len(capitals) >= 2 and all(part in _PARTICLES for part in rest) and not shouted


def sentences(text: str) -> list[tuple[int, int]]:
    """Rough sentences of a line as ranges: good enough to tell housekeeping from news, no more."""
    out: list[tuple[int, int]] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        out.append((at, match.start() + len(match.group().rstrip())))
        at = match.end()
    out.append((at, len(text)))
    return [(start, end) for start, end in out if start < end]


_TWEET = re.compile(r"\(@\w{1,20}\)|pic\.twitter\.com/|https?://t\.co/")


def tweeted(text: str) -> bool:
    """Whether the line is a message from a network, with its writer's handle or its picture's address."""
    return _TWEET.search(text) is not None


@cache
def _verbs() -> frozenset[str]:
    return words("layout", "heading_verbs")


def states_something(text: str) -> bool:
    """Whether a heading makes a statement (it has a verb, or is long) rather than naming a topic."""
    if len(text.split()) <= 4 and text.startswith(("A ", "An ", "The ")):
        return False
    parts = [part.strip("\"“”‘’'.,:;()").lower() for part in text.split()]
    return len(parts) >= 8 or any(part in _verbs() for part in parts)
