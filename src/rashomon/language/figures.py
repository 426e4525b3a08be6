"""Quantities in text: how many, of what, in which unit, and how firmly the number is given.

`find_figures` leaves out what is a number but no quantity: dates, years and clock times, names ("Article 5", "F-16",
"Boeing 737"), "one" as a pronoun, results of games and votes ("3-2"), telephone numbers, list numbers.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from msgspec.structs import replace

from rashomon.language.counted import counted, dimension, each
from rashomon.language.figures_compare import Relation, comparable
from rashomon.language.figures_names import age_end, is_name, stands_alone
from rashomon.language.numerals import Numeral, any_of, numerals
from rashomon.language.times import find_times
from rashomon.lexicon import load, words
from rashomon.model.analysis import Bound, Figure, When

__all__ = ["Relation", "comparable", "find_figures"]

_REACH = 40
"""How far before a number its bound or a currency may stand, in characters ("slightly more than US$")."""
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\S{1,24}\s){0,2}$", re.IGNORECASE)
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|to)\s", re.IGNORECASE)
_FOR = re.compile(r"\s?-for-\s?|\sfor\s", re.IGNORECASE)

Lemma = Callable[[int], str | None]


def find_figures(
    text: str, *, lemma_at: Lemma | None = None, times: tuple[When, ...] | None = None
) -> tuple[Figure, ...]:
    """Every quantity in `text`, by place, without overlap; the span holds bound and unit but not what is counted.

    `lemma_at` gives the lemma of the word that begins at an offset; without it nouns are made singular by rule.
    `times` are those of the same text, where they are known already. An age has the unit `year` and counts `age`;
    of "$3m a day" or "1,000 each" the last word goes into `per`. A length counts what it measures: "40 metres deep"
    the `depth`.
    """
    known = find_times(text, anchor=None) if times is None else times
    taken = [(when.start, when.end) for when in known if not when.duration]
    found = list(_quantities(text, _outside(numerals(text), taken)))
    out: list[Figure] = []
    at = 0
    while at < len(found):
        figure, used = _one(text, found, at, lemma_at)
        at += used
        if figure is not None and (not out or (figure.start >= out[-1].end and not _converted(text, out[-1], figure))):
            out.append(figure)
    return tuple(out)


def _converted(text: str, one: Figure, two: Figure) -> bool:
    """Whether the second is the first in another unit: "40 metres deep (131 feet)", "$5m (£4m)"."""
    if one.unit is None or two.unit in (None, one.unit) or two.start - one.end > _REACH:
        return False
    bracketed = text[: two.start].endswith(("(", "[")) and text.startswith((")", "]"), two.end)
    money = all(len(unit) == 3 and unit.isupper() for unit in (one.unit, two.unit))
    return bracketed and (money or comparable(one, replace(two, of=one.of)) in ("equal", "rounding"))


def _quantities(text: str, found: Iterator[Numeral]) -> Iterator[Numeral]:
    """The numbers that are no names; with "Caption 20 of 25" the second one goes too."""
    dropped: int | None = None
    for numeral in found:
        if is_name(text, numeral):
            dropped = numeral.end
        elif dropped is None or text[dropped : min(numeral.start, dropped + 5)] != " of ":
            yield numeral


def _outside(found: Iterator[Numeral], taken: list[tuple[int, int]]) -> Iterator[Numeral]:
    """The numbers that touch none of the sorted spans."""
    at = 0
    for numeral in found:
        while at < len(taken) and taken[at][1] <= numeral.start:
            at += 1
        if at == len(taken) or taken[at][0] >= numeral.end:
            yield numeral


def _one(text: str, found: list[Numeral], at: int, lemma_at: Lemma | None) -> tuple[Figure | None, int]:
    """The figure that begins with the number at `at`, and how many numbers it uses up."""
    numeral = found[at]
    following = found[at + 1] if at + 1 < len(found) else None
    start, currency = _currency_before(text, numeral.start)
    low, high, end = numeral.low, numeral.high, numeral.end
    joined = _joined(text, start, numeral, following) if following is not None else None
    if following is not None and joined is not None:
        if joined == "score":
            return None, 2
        end = following.end
        low, high = _spread(text, numeral, following)
    used = 1 if joined is None else 2
    bound: Bound = "range" if low != high else "exact"
    end, unit = (end, "fraction") if numeral.fraction else _unit_behind(text, end, currency)
    start, bound = _bound_before(text, start, bound)
    if used == 1 and unit in (None, "year") and (aged := age_end(text, numeral, end)):
        return Figure(start=start, end=aged, low=low, high=high, bound=bound, unit="year", of="age"), used
    end, bound = _bound_behind(text, end, bound)
    of = counted(text, end, many=high != 1, unit=unit, lemma_at=lemma_at)
    if of is None and unit in _lengths():
        of = dimension(text, start, end)
    if used == 1 and stands_alone(text, start, numeral, unit, of):
        return None, used
    limit = following.start if following is not None and used == 1 else None
    per = "each" if joined == "swap" else each(text, start, end, limit)
    return Figure(start=start, end=end, low=low, high=high, bound=bound, unit=unit, of=of, per=per), used


def _joined(text: str, start: int, one: Numeral, two: Numeral) -> Literal["range", "score", "swap"] | None:
    """How two neighbouring numbers belong together: 12-15, 3-2, 1,000-for-1,000, or not at all."""
    if two.start - one.end > _REACH:
        return None
    gap = text[one.end : _currency_before(text, two.start)[0]]
    if _FOR.fullmatch(gap) and one.low == two.low and one.high == two.high and ("-" in gap or two.low >= 10):
        return "swap"
    before = text[max(0, start - _REACH) : start]
    if _BETWEEN.search(before) and _AND.fullmatch(gap):
        return "range"
    if not _TO.fullmatch(gap):
        return None
    dash = "to" not in gap.lower() and "or" not in gap.lower()
    if dash and not one.words:
        last = re.search(r"(\w+)\W{0,3}$", before)
        if (
            _whole(one)
            and _whole(two)
            and (one.low >= two.low or (last and last[1].lower() in words("numbers", "labels.scores")))
        ):
            return "score"
    return "range" if one.low < two.high and (dash or not _FROM.search(before)) else None


def _whole(numeral: Numeral) -> bool:
    return numeral.low == int(numeral.low) and numeral.low < 1000


def _spread(text: str, one: Numeral, two: Numeral) -> tuple[float, float]:
    """Least and most of a range; the second number's scale holds for the first: "$2-3 billion", "12-15 million"."""
    spelt = text[two.start : two.end].lower().split()
    scale = load("numbers")["scales"].get(spelt[-1]) if len(spelt) > 1 else None
    suffix = re.search(r"\d([a-z]{1,3})$", text[two.start : two.end].lower())
    scale = scale or (load("numbers")["suffixes"].get(suffix[1]) if suffix else None)
    low = one.low * scale if scale and one.low < 1000 and one.low * scale <= two.high else one.low
    return low, two.high


@cache
def _currencies() -> re.Pattern[str]:
    table = load("units")
    signs, codes = any_of(list(table["symbols"])), any_of(list(table["codes"]["list"]))
    return re.compile(rf"(?:(?P<sign>{signs})|\b(?P<code>{codes}))[ \u00a0]?$", re.IGNORECASE)


def _currency_before(text: str, start: int) -> tuple[int, str | None]:
    """Where the currency sign before `start` begins, and its code."""
    match = _currencies().search(text, max(0, start - 5), start)
    if match is None or (
        match["sign"] and match["sign"][0].isalpha() and text[match.start() - 1 : match.start()].isalpha()
    ):
        return start, None
    if match["code"]:
        return match.start(), match["code"].upper()
    table = load("units")["symbols"]
    return match.start(), table.get(match["sign"]) or table.get(match["sign"].upper())


@cache
def _units() -> tuple[re.Pattern[str], dict[str, str]]:
    table = load("units")
    names: dict[str, str] = dict(table["money"])
    names.update(dict.fromkeys(table["percent"]["words"], "percent"))
    names.update(dict.fromkeys(table["percent"]["points"], "percentage point"))
    names.update({word: found[0] for word, found in table["measures"].items()})
    names.update({code.lower(): code for code in table["codes"]["list"]})
    return re.compile(rf"(?:[ \u00a0-]{{0,2}}| of )(?P<unit>{any_of(list(names))})(?![\w])", re.IGNORECASE), names


def _unit_behind(text: str, end: int, currency: str | None) -> tuple[int, str | None]:
    """The unit that follows a number (a currency sign before it wins) and where it ends."""
    match = None if currency else _units()[0].match(text, end)
    if match is None:
        return end, currency
    return match.end(), _units()[1][" ".join(match["unit"].lower().split())]


@cache
def _lengths() -> frozenset[str]:
    return words("units", "kinds.length")


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("numbers")
    before, after = any_of(list(table["before"])), any_of(list(table["after"]))
    return (
        re.compile(
            rf"(?<![\w-])(?P<bound>{before})(?P<gap>[ \u00a0]{{0,2}}(?:a[ ](?:total|combined)[ ](?:of[ ])?|the[ ])?)$",
            re.IGNORECASE,
        ),
        re.compile(rf"[ ]?(?P<bound>{after})(?!\w)", re.IGNORECASE),
    )


def _bound_before(text: str, start: int, bound: Bound) -> tuple[int, Bound]:
    match = None
    head = text[max(0, start - _REACH) : start]
    for at in range(len(head)):
        if (not at or not head[at - 1].isalnum()) and (match := _bounds()[0].match(head, at)):
            break
    if match is None:
        return start, bound
    found: Bound = load("numbers")["before"][" ".join(match["bound"].lower().split())]
    return start - len(head) + match.start(), bound if bound == "range" else found


def _bound_behind(text: str, end: int, bound: Bound) -> tuple[int, Bound]:
    match = _bounds()[1].match(text, end)
    if match is None:
        return end, bound
    table = load("numbers")["after"]
    said = " ".join(match["bound"].lower().split())
    found: Bound = table.get(said) or table[" " + said]
    return match.end(), bound if bound == "range" else found
