"""When two spellings are one name: transliterations, misspellings, short forms."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import plain
from rashomon.lexicon.naming import naming

# Chosen for precision on the labelled person pairs of the OpenSanctions name cases (even rows; the odd rows score the
# same): a wrong merge is worse than a missed one, and half of the missed ones there are made-up slips.
SURNAME = 0.94
GIVEN = 0.88

# Letters that transliterations of one name exchange, applied in order to the plain form.
_EXCHANGED = (
    (r"shch|sch|szcz|sh", "s"), (r"tch|tsch|cz|ch", "c"), (r"zh|dj|dzh", "j"), (r"kh|gh|h", "g"), (r"ph", "f"),
    (r"th", "t"), (r"ck|k", "c"), (r"q", "g"), (r"ou|oo|u", "u"), (r"ee|ie|ij|iy|yi|yy|ii|y|j(?=[aeou])", "i"),
    (r"w", "v"), (r"x", "cs"), (r"ts|tz|z", "s"), (r"(.)\1+", r"\1"), (r"i+", "i"), (r"ia|iu|io|ie", "i"), (r"i$", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return a plain word without what transliterations disagree on: y/i endings, h/g/kh, w/v, doubled letters."""
    for pattern, to in _EXCHANGED:
        word = re.sub(pattern, to, word)
    return word


@lru_cache(maxsize=1 << 16)
def surname_alike(a: str, b: str) -> bool:
    """Whether two plain surnames may be spellings of one."""
    same = naming().same
    if a == b or (a in same and same[a] == same.get(b)):
        return True
    if min(len(a), len(b)) < 4:
        return False
    one, two = skeleton(a), skeleton(b)
    if one == two:
        return len(one) > 2
    return a[0] == b[0] and min(len(a), len(b)) >= 5 and max(_alike(a, b), _alike(one, two)) >= SURNAME


@lru_cache(maxsize=1 << 16)
def given_alike(a: str, b: str) -> bool:
    """Whether two plain given names may be spellings, transliterations or short forms of one; an initial fits."""
    if a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1]):
        return True
    same = naming().same
    if a in same and b in same:
        return same[a] == same[b]
    if a[:-1] == b[:-1] and "a" in (a[-1], b[-1]):
        return False  # Petra and Petro, Daniela and Daniele
    one, two = skeleton(a), skeleton(b)
    return (len(one) > 2 and one == two) or (min(len(a), len(b)) >= 4 and max(_alike(a, b), _alike(one, two)) >= GIVEN)


@lru_cache(maxsize=1 << 16)
def same_word(a: str, b: str) -> bool:
    """Whether two plain surnames are one but for transliteration; misspellings do not count."""
    return a == b or (min(len(a), len(b)) >= 4 and a[0] == b[0] and len(skeleton(a)) > 2 and skeleton(a) == skeleton(b))


@lru_cache(maxsize=1 << 16)
def misspelt(a: str, b: str) -> bool:
    """Whether two plain surnames are so long and so alike that one of them is a slip."""
    return a[:1] == b[:1] and min(len(a), len(b)) >= 8 and _alike(a, b) >= 0.96


@lru_cache(maxsize=1 << 16)
def near(a: str, b: str) -> bool:
    """Whether two plain surnames differ by a slip, where given names, and office or side, agree besides."""
    return a[:1] == b[:1] and min(len(a), len(b)) >= 5 and _alike(a, b) >= 0.9


@lru_cache(maxsize=1 << 16)
def short_form(a: str, b: str) -> bool:
    """Whether two plain given names are one only in short form ("Bob"): namesakes may share it."""
    short = naming().short
    return a != b and a in short and short[a] == short.get(b)


@lru_cache(maxsize=1 << 16)
def person_alike(a: str, b: str, close: bool = False) -> bool:
    """Whether two names of two words or more may be one person's: surnames and first names agree, the rest may lack.

    `close` says that something else speaks for it too, so that short forms of given names count.
    """
    one, two = _words(a), _words(b)
    if len(one) < 2 or len(two) < 2:
        return False
    slip = close and one[:-1] == two[:-1] and near(one[-1], two[-1])
    if not slip and not surname_alike(one[-1], two[-1]):
        shorter, longer = sorted((one, two), key=len)
        return sorted(one) == sorted(two) or (len(longer) > len(shorter) and longer[: len(shorter)] == shorter)
    if given_alike(one[0], two[0]) or (close and short_form(one[0], two[0])):
        inner, outer = sorted((_inner(one), _inner(two)), key=len)
        return all(any(given_alike(x, y) for y in outer) for x in inner)
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) == 2 < len(longer) and len(shorter[0]) > 1 and shorter[0] == longer[1]


def _inner(words: list[str]) -> list[str]:
    """Return the middle names, particles ("al", "bin", "van") left out."""
    return [word for word in words[1:-1] if word not in lexicon("naming", "particles")]


def _words(name: str) -> list[str]:
    suffixes = naming().suffixes
    words = plain(name).split()
    while len(words) > 2 and words[-1] in suffixes:
        words.pop()
    return words


def _alike(a: str, b: str) -> float:
    return float(JaroWinkler.similarity(a, b))
