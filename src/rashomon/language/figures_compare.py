"""Whether two figures agree: the ground for finding contradictions in numbers, at high precision."""

from functools import cache, lru_cache
from math import floor, inf, log10
from typing import Literal, NamedTuple

from rashomon.lexicon import load
from rashomon.model.analysis import Bound, Figure

Relation = Literal["equal", "rounding", "within", "conflict", "unlike"]

_APART = 10
"""Measures whose things are not both named are of one thing only when neither is more than so many times the other:
three years and two hours are two stories, two hours and 90 minutes may be one."""
_NEAR = 0.05
"""Two figures of which one is the other to fewer digits may lie so far apart: 1,000 and 1,012, not 1,000 and 1,400."""
_ABOUT = 0.1
""""About 100" covers 90 to 110: news style rounds to the nearest ten in a hundred."""

_PAIRS = 65_536
"""Pairs of values remembered: accounts of one event give a few values again and again, each time in another place."""


class _Value(NamedTuple):
    """What a figure says, wherever it stands."""

    low: float
    high: float
    bound: Bound
    unit: str | None
    of: str | None
    per: str | None


def comparable(a: Figure, b: Figure) -> Relation:
    """How the two figures stand to each other; symmetric.

    - `unlike`: not about the same thing, or not known to be (1,000 prisoners, 1,000 hostages; 5 km, 5 hours; a bare 12
      and 12 people; three years and two hours; 1,000 and 1,200 of which only one is "each").
    - `equal`: the same value, bounds aside ("1,000", "about 1,000"; 1 km, 1,000 metres).
    - `rounding`: one is the other to fewer digits, or lies in its "about" (1,000 and 1,012; "about 100" and 93).
    - `within`: both can hold, because a bound or a range of one takes in the other ("more than 100" and 120;
      "dozens" and 45).
    - `conflict`: both cannot hold ("12 dead" and "15 dead"; "at least 20" and 14).
    """
    return _compared(_value(a), _value(b))


def _value(figure: Figure) -> _Value:
    return _Value(figure.low, figure.high, figure.bound, figure.unit, figure.of, figure.per)


@lru_cache(_PAIRS)
def _compared(a: _Value, b: _Value) -> Relation:
    """How two values stand to each other."""
    if not _alike(a, b):
        return "unlike"
    one, two = _interval(a), _interval(b)
    if _plain(a) == _plain(b) and (_firm(a) or _firm(b) or a.bound == b.bound):
        # "Two hours" and "less than two hours" are one length told with more or less care.
        return "equal" if _firm(a) == _firm(b) else "within"
    if a.per != b.per:
        return "unlike"
    low, high = max(one[0], two[0]), min(one[1], two[1])
    pointed = _firm(a) and _firm(b)
    if pointed and _rounded(_plain(a)[0], _plain(b)[0]):
        return "rounding"
    overlap = low < high or (low == high and _closed(a, low) and _closed(b, low))
    if "about" in (a.bound, b.bound) and pointed:
        return "rounding" if overlap else "conflict"
    return "within" if overlap else "conflict"


def _alike(a: _Value, b: _Value) -> bool:
    """Whether the two measure the same kind of thing."""
    if _kind(a.unit) != _kind(b.unit):
        return False
    if a.unit is None:
        return a.of is not None and a.of == b.of
    if a.of is not None and b.of is not None:
        return a.of == b.of
    low, high = sorted((_plain(a)[0], _plain(b)[0]))
    return high <= _APART * low


@cache
def _kind(unit: str | None) -> str | None:
    """The kind of a unit that can be turned into others (length, time), else the unit itself."""
    return next((kind for kind, units in load("units")["kinds"].items() if unit in units), unit)


@cache
def _size(unit: str | None) -> float:
    """The unit's size in the base of its kind."""
    return next((float(size) for name, size in load("units")["measures"].values() if name == unit), 1.0)


def _firm(figure: _Value) -> bool:
    """Whether it gives one value, exactly or about."""
    return figure.bound in ("exact", "about")


def _plain(figure: _Value) -> tuple[float, float]:
    """The stated ends in the base unit, to nine digits, so that converted units can be equal."""
    size = _size(figure.unit)
    return float(f"{figure.low * size:.9g}"), float(f"{figure.high * size:.9g}")


def _interval(figure: _Value) -> tuple[float, float]:
    """Least and most that the figure allows, in the base unit."""
    low, high = _plain(figure)
    if figure.bound in ("at least", "more than"):
        return low, inf
    if figure.bound in ("at most", "less than"):
        return 0.0, high
    if figure.bound == "about":
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def _closed(figure: _Value, end: float) -> bool:
    """Whether the figure takes in its own end: "at least 100" does, "more than 100" does not."""
    return figure.bound not in ("more than", "less than") or end not in _plain(figure)


def _rounded(one: float, two: float) -> bool:
    """Whether the rounder number is the other to its own number of digits."""
    if not one or not two or abs(one - two) > _NEAR * max(one, two):
        return False
    return _to_digits(two, _digits(one)) == one or _to_digits(one, _digits(two)) == two


def _digits(number: float) -> int:
    """Significant digits, trailing zeros not counted."""
    spelt = f"{number:.9g}"
    mantissa = f"{float(spelt):e}".split("e")[0].rstrip("0").replace(".", "")
    return max(1, len(mantissa))


def _to_digits(number: float, digits: int) -> float:
    return round(number, digits - 1 - floor(log10(abs(number))))
