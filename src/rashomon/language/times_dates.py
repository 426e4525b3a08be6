"""Rules for what has a place in the calendar by name: dates, months, years, decades, seasons, quarters, feasts."""

import re
from datetime import date

from rashomon.language import clock
from rashomon.language import times_calendar as calendar
from rashomon.language.numerals import small
from rashomon.language.times_reading import (
    Reading,
    Rule,
    Setting,
    month_number,
    part_of,
    span,
    unknown,
    weekday_number,
)
from rashomon.lexicon import load

_SURE = 60
"""A date without a year goes by its nearest year; the verb overrules only what lies more than so many days off.

Tuned on TimeBank: 30 and 90 give the same figures; without the rule fiscal dates ("the year ended March 31") go wrong.
"""


_STEP = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0, "current": 0, "that": 0}


def _nearest(options: list[date], setting: Setting, match: re.Match[str]) -> date | None:
    """The option nearest the anchor, unless it lies far on the side that the verb rules out."""
    anchor = setting.anchor
    if anchor is None or not options:
        return None
    near = min(options, key=lambda day: (abs((day - anchor).days), day))
    gap = (near - anchor).days
    ahead = setting.ahead(match.start(), match.end()) if abs(gap) > _SURE else None
    if ahead is not None and ahead != (gap > 0):
        side = [day for day in options if (day > anchor) == ahead]
        return min(side, key=lambda day: abs((day - anchor).days), default=near)
    return near


def _full_date(match: re.Match[str], setting: Setting) -> Reading | None:
    """16 May 2025; May 16th; Friday, 16 May. Without a year: the year in which it lies nearest."""
    number, day = month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    if match["year"]:
        exact = clock.day_of(int(match["year"]), number, day)
        return span(match, exact, kind="date") if exact else None
    if clock.day_of(2000, number, day) is None:
        return None
    if setting.anchor is None:
        return span(match, None, kind="date")
    steps = (_STEP[match["whose"].lower()],) if match["whose"] else (-1, 0, 1)
    options = [found for by in steps if (found := clock.day_of(setting.anchor.year + by, number, day))]
    if match["weekday"]:
        named = weekday_number(match["weekday"].strip(" ,\n\u00a0"))
        options = [option for option in options if option.weekday() == named] or options
    return span(match, _nearest(options, setting, match), kind="date")


def _day_number(match: re.Match[str], setting: Setting) -> Reading | None:
    """Sunday the 12th; the 20th of next month; on the 15th."""
    if setting.anchor is None:
        return span(match, None, kind="date")
    number, groups = int(re.sub(r"\D", "", match["day"])), match.groupdict()
    year, month = setting.anchor.year, setting.anchor.month
    steps = (_STEP[groups["of"].lower()],) if groups.get("of") else (-1, 0, 1)
    starts = [first for by in steps if (first := calendar.month(year, month + by))]
    options = [day for first, _ in starts if (day := clock.day_of(first.year, first.month, number))]
    if groups.get("weekday"):
        options = [day for day in options if day.weekday() == weekday_number(groups["weekday"])]
        near = min(options, key=lambda day: abs((day - setting.anchor).days), default=None)  # type: ignore[operator]
    else:
        ahead = setting.ahead(match.start(), match.end()) is True
        side = options if len(steps) == 1 else [day for day in options if (day >= setting.anchor) == ahead]
        near = min(side, key=lambda day: abs((day - setting.anchor).days), default=None)  # type: ignore[operator]
    return span(match, near, kind="date") if near else None


def _day_range(match: re.Match[str], setting: Setting) -> Reading | None:
    """12-16 May; May 12 to 16, 2025."""
    number = month_number(match["month"])
    one, two = (int(re.sub(r"\D", "", match[key])) for key in ("day", "last"))
    if match["year"]:
        year = int(match["year"])
    elif setting.anchor is not None:
        options = [day for by in (-1, 0, 1) if (day := clock.day_of(setting.anchor.year + by, number, one))]
        near = _nearest(options, setting, match)
        year = near.year if near else setting.anchor.year
    else:
        return span(match, None)
    first, last = clock.day_of(year, number, one), clock.day_of(year, number, two)
    return span(match, (first, last)) if first and last and first <= last else None


def _numeric(match: re.Match[str], _: Setting) -> Reading | None:
    """2025-05-16; 16/05/2025 where only one order is possible."""
    one, two, three = int(match["a"]), int(match["b"]), int(match["c"])
    if one > 31:
        exact = clock.day_of(one, two, three)
        return span(match, exact, kind="date") if exact else None
    options = {clock.day_of(three, *pair) for pair in ((one, two), (two, one))} - {None}
    if len(options) == 1:
        return span(match, options.pop(), kind="date")
    return unknown(match, "day and month may be either way round", kind="date") if options else None


def _month(match: re.Match[str], setting: Setting) -> Reading | None:
    """May 2025; late February; in October; last March; June last year."""
    number = month_number(match["month"])
    groups = match.groupdict()
    if groups.get("year"):
        return span(match, part_of(match, calendar.month(int(match["year"]), number)))
    if setting.anchor is None:
        return span(match, None)
    year, now = setting.anchor.year, setting.anchor.month
    which = (groups.get("which") or "").lower()
    if groups.get("whose"):
        days = calendar.month(year + _STEP[groups["whose"].lower()], number)
    elif which in ("last", "past", "previous"):
        days = calendar.month(year - (number >= now), number)
    elif which in ("next", "coming"):
        days = calendar.month(year + (number <= now), number)
    elif which or number == now:
        days = calendar.month(year, number)
    else:
        middles = [day for by in (-1, 0, 1) if (day := clock.day_of(year + by, number, 15))]
        near = _nearest(middles, setting, match)
        days = calendar.month(near.year, number) if near else None
    return span(match, part_of(match, days))


def _nth_in_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """The first week of October 2014; the last Sunday of March."""
    base = _month(match, setting)
    if base is None or base.days is None:
        return base
    first, last = base.days
    nth = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(match["nth"].lower())
    if match["weekday"]:
        number = weekday_number(match["weekday"])
        gap = (last.weekday() - number) % 7 if nth is None else (number - first.weekday()) % 7 + 7 * nth
        day = calendar.shift(last, -gap) if nth is None else calendar.shift(first, gap)
        return span(match, day, kind="date") if day and first <= day <= last else None
    begin = calendar.shift(last, -6) if nth is None else calendar.shift(first, 7 * nth)
    end = calendar.shift(begin, 6) if begin else None
    return span(match, (begin, min(end, last))) if begin and end and begin <= last else None


def _year(match: re.Match[str], _: Setting) -> Reading | None:
    """In 2022; 2009 to 2013; 2009-13; early 1998."""
    first, said = int(match["year"]), match.groupdict().get("last")
    last = first if said is None else int(said) if len(said) == 4 else first // 100 * 100 + int(said)
    if last < first or last - first > 300:
        return None
    return span(match, part_of(match, calendar.years(first, last)))


def _spoken_year(match: re.Match[str], _: Setting) -> Reading | None:
    """Nineteen ninety-four; twenty twenty-two; the year two thousand."""
    if match["thousand"]:
        return span(match, calendar.years(2000, 2000))
    rest = sum(small()[word] for word in re.split(r"[\s-]+", match["rest"].lower()))
    year = (19 if match["hundreds"].lower() == "nineteen" else 20) * 100 + rest
    return span(match, calendar.years(year, year))


def _decade(match: re.Match[str], setting: Setting) -> Reading | None:
    """The 1990s; the '90s; the nineties."""
    said = match["decade"]
    words = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
    first = int(said) if said.isdigit() else words[said.lower()]
    if first < 100:
        first += 2000 if setting.anchor is not None and 2000 + first <= setting.anchor.year else 1900
    return span(match, part_of(match, calendar.years(first, first + 9)))


def _century(match: re.Match[str], _: Setting) -> Reading | None:
    """The 20th century."""
    number = int(re.sub(r"\D", "", match["number"]))
    return span(match, calendar.years(max(1, number * 100 - 100), number * 100 - 1)) if 1 <= number <= 25 else None


def _season(match: re.Match[str], setting: Setting) -> Reading | None:
    """The spring of 2022; last summer; this winter."""
    name, groups = match["season"].lower(), match.groupdict()
    if groups.get("year"):
        return span(match, part_of(match, calendar.season(int(match["year"]), name)))
    anchor = setting.anchor
    if anchor is None:
        return span(match, None)
    near = [days for by in (-2, -1, 0, 1) if (days := calendar.season(anchor.year + by, name)) is not None]
    which = (groups.get("which") or "").lower()
    if which in ("last", "past", "previous"):
        chosen = [days for days in near if days[1] < anchor][-1:]
    elif which in ("next", "coming"):
        chosen = [days for days in near if days[0] > anchor][:1]
    else:
        chosen = sorted(near, key=lambda days: abs((days[0] - anchor).days))[:1]
    return span(match, part_of(match, chosen[0] if chosen else None))


_QUARTERS = {
    name: number
    for number, names in enumerate(("1 first 1st", "2 second 2nd", "3 third 3rd", "4 fourth 4th"), start=1)
    for name in names.split()
}


def _quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """The third quarter (of 1998); next year's first quarter."""
    number = _QUARTERS[match["number"].lower()]
    stated = match.groupdict().get("year") or match.groupdict().get("before")
    if stated:
        return span(match, calendar.quarter(int(stated), number))
    if setting.anchor is None:
        return span(match, None)
    year, groups = setting.anchor.year, match.groupdict()
    whose = groups.get("whose") or groups.get("of")
    if whose:
        return span(match, calendar.quarter(year + _STEP[whose.lower()], number))
    begun = number <= (setting.anchor.month - 1) // 3 + 1
    ahead = setting.ahead(match.start(), match.end())
    return span(match, calendar.quarter(year if begun or ahead else year - 1, number))


def _feast(match: re.Match[str], setting: Setting) -> Reading | None:
    """Christmas Day; New Year's Eve 2021."""
    number, day = load("months")["feasts"][match["feast"]]
    if match["year"]:
        return span(match, clock.day_of(int(match["year"]), number, day), kind="date")
    near = calendar.nearest_day(setting.anchor, number, day) if setting.anchor else None
    return span(match, near, kind="date")


_PREPOSITIONS = (
    r"(?:(?<=\b[Ii]n )|(?<=[Ss]ince )|(?<=\b[Bb]y )|(?<=[Uu]ntil )|(?<=[Ff]rom )|(?<=[Dd]uring )|(?<= of )"
    r"|(?<=[Bb]efore )|(?<=[Aa]fter )|(?<=\bfor )|(?<=\blast )|(?<=\bto ))"
)
"""Bare "May" and "March" are months only behind one of these."""

RULES: tuple[tuple[str, Rule], ...] = (
    (r"{THIS}(?P<weekday>{DAY},? )?(?:the )?(?P<day>{D}) (?:of )?(?P<month>{MONTH})"
     r"(?:,? (?P<year>{Y})| (?P<whose>this|last|next) year)?", _full_date),
    (r"{THIS}(?P<weekday>{DAY},? )?(?P<month>{MONTH}) (?:the )?(?P<day>{D})"
     r"(?:,? (?P<year>{Y})| (?P<whose>this|last|next) year)?", _full_date),
    (r"(?P<day>{D})(?: ?[-–] ?| (?:to|and|until)(?: the)? )(?P<last>{D})(?: of)? (?P<month>{MONTH})"
     r"(?:,? (?P<year>{Y}))?", _day_range),
    (r"(?P<month>{MONTH}) (?P<day>{D})(?: ?[-–] ?| (?:to|until)(?: the)? )(?P<last>{D})"
     r"(?:,? (?P<year>{Y}))?", _day_range),
    (r"(?P<weekday>{DAY}),? (?:the )?(?P<day>{TH})", _day_number),
    (r"(?:[Tt]he )?(?P<day>{TH}) of (?:the )?(?i:(?P<of>this|last|next|current|previous|coming)) month", _day_number),
    (r"(?:(?<=\b[Oo]n )|(?<=\b[Bb]y )|(?<=[Uu]ntil ))the (?P<day>{TH})(?=[.,;:]|$)", _day_number),
    (r"(?P<a>(?:19|20)\d\d)-(?P<b>\d\d)-(?P<c>\d\d)(?=$|[^\w-]|T\d)", _numeric),
    (r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<c>(?:19|20)\d\d)", _numeric),
    (r"(?P<early>{EARLY})?(?P<month>{MONTH}),?(?: of)? (?P<year>{Y})", _month),
    (r"(?P<early>{EARLY})?(?P<month>{MONTH}),?(?: of)? (?P<whose>this|last|next) year", _month),
    (r"(?:[Tt]he )?(?i:(?P<nth>first|second|third|fourth|last)) (?:week|(?P<weekday>{DAY})) (?:of|in)"
     r" (?P<month>{MONTH})(?:,? (?P<year>{Y}))?", _nth_in_month),
    (r"(?P<early>{EARLY})(?P<month>{MONTH})(?!\.? \d)", _month),
    (r"(?i:{WHICH}) (?P<month>{MONTH})(?!\.? \d)", _month),
    (_PREPOSITIONS + r"(?P<month>{MONTH})(?!\.? \d)", _month),
    (r"(?P<month>{CLEAR})(?! \d)(?! [A-Z])", _month),
    (r"(?P<early>{EARLY})?(?:[Ff]iscal |[Cc]alendar )?(?P<year>{Y})(?: ?[-–] ?(?P<last>(?:19|20)\d\d|\d\d(?!\d)))?"
     r"(?!-)", _year),
    (r"(?:[Ff]rom )?(?P<year>{Y}) (?:to|until|through) (?P<last>{Y})", _year),
    (r"[Bb]etween (?P<year>{Y}) and (?P<last>{Y})", _year),
    (r"(?i:(?P<hundreds>nineteen|twenty) (?P<rest>(?:{TENS})(?:[- ](?:{ONES}))?|(?:{TEENS}))"
     r"|the year (?P<thousand>two thousand))", _spoken_year),
    (r"(?:[Tt]he )?(?P<early>{EARLY})?(?:the )?(?P<decade>(?:1[5-9]|20)\d0)['’]?s", _decade),
    (r"(?:[Tt]he )?(?P<early>{EARLY})?(?:the )?['’‘](?P<decade>[1-9]0)s", _decade),
    (r"[Tt]he (?P<early>{EARLY})?(?P<decade>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies", _decade),
    (r"(?:[Tt]he )?(?P<number>\d{1,2}(?:st|nd|rd|th))[ -]century", _century),
    (r"(?P<early>{EARLY})?(?:[Tt]he )?(?P<season>{SEASON})(?: of|,)? (?P<year>{Y})", _season),
    (r"(?P<early>{EARLY})?(?i:{WHICH}) (?P<season>{SEASON})", _season),
    (r"(?:[Tt]he )?(?i:(?P<number>{NTH})[ -]quarter)"
     r"(?:,? (?:of )?(?:(?P<year>{Y})|(?P<of>this|last|next) year))?", _quarter),
    (r"(?:Q(?P<number>[1-4]))(?: of)? (?P<year>{Y})", _quarter),
    (r"(?i:(?P<whose>this|last|next) year['’]s (?P<number>{NTH})[ -]quarter)", _quarter),
    (r"(?:[Tt]he )?(?P<before>{Y}) (?i:(?P<number>{NTH})[ -]quarter)", _quarter),
    (r"(?P<feast>{FEAST})(?:,? (?P<year>{Y}))?", _feast),
)  # fmt: skip
"""Names in braces are the pieces of `times_grammar`."""
