"""What a rule of the time grammar reads and gives, and the words around a time that say which way it points."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from rashomon.language import times_calendar as calendar
from rashomon.language.numerals import any_of, value
from rashomon.language.times_calendar import Days
from rashomon.lexicon import load

NO_ANCHOR = "no date to count from"
VAGUE = "a vague count"
_BEFORE, _AFTER = 90, 70
"""Characters before and after a bare weekday or month in which a verb that tells its direction is looked for."""

Kind = Literal["date", "day", "weekday", "clock", "period"]


class Reading(NamedTuple):
    """What one stretch of text says of time. Without `days` it is `unknown` for a reason."""

    start: int
    end: int
    days: Days | None = None
    unknown: str | None = None
    duration: bool = False
    kind: Kind = "period"
    """`date` has a month and a day, `day` is told from the anchor, `clock` is a time of day without a day."""
    hours: float | None = None
    """Hours from the anchor ("three hours ago"), where the anchor's own time of day matters."""


class Setting(NamedTuple):
    """The text and the day from which its words count."""

    text: str
    anchor: date | None

    def ahead(self, start: int, end: int) -> bool | None:
        """Whether the verbs around a time put it ahead (True) or behind (False); None where they do not say.

        The last verb before it in the sentence decides, else the first one behind it.
        """
        before = _SENTENCE.split(self.text[max(0, start - _BEFORE) : start])[-1]
        after = _SENTENCE.split(self.text[end : end + _AFTER])[0]
        found = None
        for found in _direction().finditer(before):  # noqa: B007
            pass
        weak = _WEAK.search(before)
        if found is None and weak is not None:
            return weak["past"] is None
        found = found or _direction().search(after)
        return None if found is None or found["open"] else found["future"] is not None


Rule = Callable[[re.Match[str], Setting], Reading | None]

_SENTENCE = re.compile(r"[.!?]\s|\n\s*\n|[;•]")
_WEAK = re.compile(r"\b(?:by|until|till|(?P<past>since|after|over))(?: the)? $", re.IGNORECASE)


@cache
def _direction() -> re.Pattern[str]:
    table = load("months")["direction"]
    future, past, leads = (any_of(list(table[key])) for key in ("future", "past", "leads_to"))
    return re.compile(
        rf"(?P<open>\b(?:was|were|had been)(?: [a-z]{{2,12}}ly)? (?:{leads})\b(?: to [a-z]+\b)?)"
        rf"|(?:\b|(?=['’]))(?P<future>['’]ll|(?:{future})\b|(?:{leads})(?: [a-z]+)? to [a-z]+\b)"
        rf"|\b(?P<past>(?:{past})\b|[a-z]{{2,20}}ed\b)"
    )


def span(match: re.Match[str], days: Days | date | None, *, kind: Kind = "period") -> Reading:
    """A reading of the whole match; None as days means that there is no anchor."""
    if isinstance(days, date):
        days = (days, days)
    return Reading(match.start(), match.end(), days, None if days else NO_ANCHOR, kind=kind)


def unknown(match: re.Match[str], why: str, *, duration: bool = False, kind: Kind = "period") -> Reading:
    """A reading of the whole match that cannot be resolved."""
    return Reading(match.start(), match.end(), unknown=why, duration=duration, kind=kind)


def month_number(word: str) -> int:
    """The month of a name, full or short, with or without its dot."""
    table, plain = load("months")["months"], word.rstrip(".").capitalize()
    return table["names"].index(plain) + 1 if plain in table["names"] else int(table["short"][plain])


def weekday_number(word: str) -> int:
    """The weekday of a name (Monday is 0)."""
    table, plain = load("months")["weekdays"], word.rstrip(".").capitalize()
    return table["names"].index(plain) if plain in table["names"] else int(table["short"][plain])


def part_of(match: re.Match[str], days: Days | None) -> Days | None:
    """The early, middle or late part of the days, where the match names one."""
    said = (match.groupdict().get("early") or "").lower()
    if not said or days is None:
        return days
    if "half" in said:
        middle = calendar.shift(days[0], (days[1] - days[0]).days // 2) or days[1]
        return (days[0], middle) if "first" in said else (middle, days[1])
    early = any(word in said for word in ("early", "beginning", "start", "earlier"))
    return calendar.thirds(days, "early" if early else "mid" if "mid" in said else "late")


def count(word: str) -> float | None:
    """The number of a count ("two", "a", "half an", "2 1/2"), None for a vague one ("several", "a few")."""
    folded = " ".join(word.lower().split())
    if folded.startswith("half a"):
        return 0.5
    for tail in (" and a half", " 1/2"):
        if folded.endswith(tail):
            whole = value(folded.removesuffix(tail))
            return None if whole is None else whole + 0.5
    return value(folded)
