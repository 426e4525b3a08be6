"""Numbers as news writes them, in digits and in words: `1,000`, `4.2m`, `twenty-one`, `half a million`, `dozens`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rashomon.language.metres import metres
from rashomon.lexicon import load

LARGEST = 1e18
"""Longer runs of digits are identifiers, not quantities."""


class Numeral(NamedTuple):
    """`text[start:end]` as a value; `low` and `high` differ for words such as "dozens"."""

    start: int
    end: int
    low: float
    high: float
    words: bool
    """Whether it is written in words."""
    fraction: bool = False


def any_of(words: Iterator[str] | list[str]) -> str:
    """A pattern for any of the phrases, longest first; a blank stands for up to three blanks or one newline."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\x20\xa0\n]{1,3}") for word in ordered)


@cache
def small() -> dict[str, int]:
    """Number words below a hundred."""
    table = load("numbers")
    return {**table["ones"], **table["tens"]}


@cache
def _pattern() -> re.Pattern[str]:
    table = load("numbers")
    scales = any_of([s for s in table["scales"] if s != "dozen"])
    digits = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,18}(?:\.\d{1,9})?"
    suffix = any_of(list(table["suffixes"]))
    unit = any_of(list(small()))
    vague = any_of(list(table["vague"]))
    fraction = any_of(list(table["fractions"]))
    word = rf"(?:{unit})(?:-(?:{any_of(list(table['ones']))}))?"
    part = rf"(?:{word}|{any_of(list(table['scales']))})"
    joint = r"(?:[ \u00a0]{1,2}and[ \u00a0]{1,2}|[ \u00a0]{1,2}|-)"
    return re.compile(
        rf"(?<![\w.,:/])(?P<digits>{digits})(?![.,:/]?\d)"
        rf"(?:(?P<suffix>{suffix})(?!\w)|[ \u00a0-]?(?P<scale>{scales})\b)?"
        rf"|\b(?P<fraction>{fraction})(?![\w-])"
        rf"|\b(?P<vague>{vague})\b(?!-)"
        rf"|\b(?P<half>half[ -]a[ -])(?P<halfscale>million|billion|dozen|trillion)\b"
        rf"|\b(?P<words>(?:a[ \u00a0](?={any_of(list(table['scales']))})|{word}(?:{joint})|(?=\w))"
        rf"{part}(?:{joint}{part}){{0,9}})(?P<andhalf>[ ]and[ ]a[ ]half)?\b",
        re.IGNORECASE,
    )


def numerals(text: str) -> Iterator[Numeral]:
    """Every number in `text`, by place, whatever it stands for."""
    for match in _pattern().finditer(text):
        if match["words"]:
            yield from _in_words(match)
            continue
        found = _read(match)
        if found.high <= LARGEST:
            yield found


def value(text: str) -> float | None:
    """The value when `text` is one number and nothing else ("a dozen", "21", "two hundred"); "a" and "an" are 1."""
    folded = " ".join(text.lower().split())
    if folded in ("a", "an"):
        return 1.0
    found = next(numerals(folded), None)
    if found is None or found.start or found.end != len(folded) or found.low != found.high:
        return None
    return found.low


def _read(match: re.Match[str]) -> Numeral:
    table = load("numbers")
    start, end = match.span()
    if match["fraction"] or match["vague"]:
        kind = "fraction" if match["fraction"] else "vague"
        found = table["fractions" if kind == "fraction" else kind][" ".join(match[kind].lower().split())]
        low, high = found if isinstance(found, list) else (found, found)
        return Numeral(start, end, float(low), float(high), words=True, fraction=kind == "fraction")
    if match["half"]:
        number = table["scales"][match["halfscale"].lower()] / 2
        return Numeral(start, end, number, number, words=True)
    number = float(re.sub(r"[^\d.]", "", match["digits"]))
    if match["suffix"] in ("m", "M") and metres(match.string, start, end):
        end = match.end("digits")
    elif match["suffix"]:
        number *= table["suffixes"][match["suffix"].lower()]
    elif match["scale"]:
        number *= table["scales"][match["scale"].lower()]
    number = round(number, 9)
    return Numeral(start, end, number, number, words=False)


def _in_words(match: re.Match[str]) -> Iterator[Numeral]:
    """The numbers in a run of number words: usually one, but "two and three" and "nineteen ninety" are two."""
    parts = list(re.finditer(r"[A-Za-z]+", match["words"]))
    base, first = match.start("words"), 0
    while first < len(parts):
        last, best = first, None
        while last < len(parts):
            spelt = [part.group().lower() for part in parts[first : last + 1]]
            found = _spelt(spelt)
            if found is None:
                break
            if spelt[-1] not in ("and", "a"):
                best = (last, found)
            last += 1
        if best is not None:
            whole = best[0] == len(parts) - 1 and match["andhalf"]
            end = match.end() if whole else base + parts[best[0]].end()
            amount = best[1] + (0.5 if whole else 0)
            yield Numeral(base + parts[first].start(), end, amount, amount, words=True)
        first = best[0] + 1 if best is not None else first + 1


def _spelt(words: list[str]) -> float | None:
    """The value of number words in order: "two hundred and five thousand"; "twenty five" is 25, "two three" is not."""
    scales = load("numbers")["scales"]
    total, part, last = 0.0, 0.0, 0.0
    for word in words:
        if word in ("and", "a"):
            continue
        if word in scales:
            size = float(scales[word])
            part = (part or 1) * size
            if size >= 1000:
                total, part = total + part, 0.0
            last = size
        else:
            number = float(small()[word])
            if last and not (last >= 100 or (last >= 20 and number < 10)):
                return None
            part, last = part + number, number
    return total + part
