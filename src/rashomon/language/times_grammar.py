"""The forms that times take in news, one rule each: a pattern and what it means beside an anchor.

Rules only read; `times.py` picks the longest reading at each place and joins neighbours (a weekday and a clock time).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from rashomon.language import times_calendar as calendar
from rashomon.language.numerals import any_of, small, value
from rashomon.language.times_calendar import Days
from rashomon.lexicon import load

NO_ANCHOR = "no date to count from"
_AMBIGUOUS = "day and month may be either way round"
_WINDOW = 90
"""How far before a bare weekday or month a word that points ahead ("will", "due") is looked for, in characters."""
_COMING = {"hour": 1, "day": 7, "week": 28, "month": 180, "year": 1095}
"""Days that "the coming (or recent) days, weeks, months" may reach: a week, four weeks, half a year, three years."""


class Reading(NamedTuple):
    """What one stretch of text says of time."""

    start: int
    end: int
    days: Days | None = None
    unknown: str | None = None
    duration: bool = False
    kind: str = "period"
    hours: float | None = None
    """Hours from the anchor ("three hours ago"), where the anchor's own time of day matters."""


class Setting(NamedTuple):
    """The text and the day from which its words count."""

    text: str
    anchor: date | None

    def ahead(self, at: int) -> bool:
        """Whether the words before `at`, in the same sentence, point to what is still to come."""
        before = self.text[max(0, at - _WINDOW) : at]
        before = re.split(r"[.!?;:]\s|[\"“”\n]", before)[-1]
        return _cue().search(before) is not None


Rule = Callable[[re.Match[str], Setting], Reading | None]


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\b)(?:{any_of(list(load('months')['future']['cues']))})\b", re.IGNORECASE)


@cache
def _pieces() -> dict[str, str]:
    """Named parts of the patterns."""
    table = load("months")
    month = any_of([*table["months"]["names"], *table["months"]["short"]])
    upper = any_of([name.upper() for name in table["months"]["names"]])
    day = any_of(list(table["weekdays"]["names"]))
    short = any_of(list(table["weekdays"]["short"]))
    word = any_of(list(small()))
    return {
        "MONTH": rf"(?:{month}|{upper})\b\.?",
        "DAY": rf"(?:{day}|(?:{short})\b\.?(?=,? (?:\d|{month})))",
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)",
        "Y": r"(?:1[5-9]|20)\d\d(?![\w%]|[.,:]\d)",
        "N": rf"(?:\d{{1,4}}(?:\.\d)?|(?:{word})(?:[ -](?:{word}))?|an?|half an?|a couple of|a few|several|many|a dozen|dozens of|hundreds of|thousands of)",
        "UNIT": r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?=ies)|century)",
        "PART": r"(?:morning|afternoon|evening|night|lunchtime|dawn|noon)",
        "EARLY": r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|start|middle|end) of|[Tt]he (?:first|second) half of|[Ee]arlier in|[Ll]ater in)[ -])",
        "SEASON": r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)",
        "WHICH": r"(?P<which>last|past|next|coming|this|current|previous|following)",
    }


def rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """Every rule with its pattern."""
    return _compiled()


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    from rashomon.language.times_rules import RULES

    out = []
    for pattern, rule in RULES:
        for name, piece in _pieces().items():
            pattern = pattern.replace("{" + name + "}", piece)  # noqa: PLW2901
        out.append((re.compile(rf"(?<![\w$€£])(?:{pattern})(?![\w])"), rule))
    return tuple(out)


def readings(setting: Setting) -> Iterator[Reading]:
    """Every reading that some rule gives, in no order; they may overlap."""
    for pattern, rule in rules():
        for match in pattern.finditer(setting.text):
            found = rule(match, setting)
            if found is not None:
                yield found


def span(match: re.Match[str], days: Days | date | None, **more: object) -> Reading:
    """A reading of the whole match; None as days means that there is no anchor (or no such day in the calendar)."""
    if isinstance(days, date):
        days = (days, days)
    unknown = None if days else NO_ANCHOR
    return Reading(match.start(), match.end(), days, unknown)._replace(**more)  # type: ignore[arg-type]


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
        size = (days[1] - days[0]).days // 2
        middle = calendar.shift(days[0], size) or days[1]
        return (days[0], middle) if "first" in said else (middle, days[1])
    early = any(word in said for word in ("early", "beginning", "start", "earlier"))
    return calendar.thirds(days, "early" if early else "mid" if "mid" in said else "late")


def count(word: str) -> float | None:
    """The number of a count, None for a vague one ("several")."""
    return 0.5 if word.lower().startswith("half a") else value(word)
