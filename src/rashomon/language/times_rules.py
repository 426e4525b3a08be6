"""The rules themselves: `(pattern, meaning)`. Names in braces are pieces of `times_grammar`."""

import re

from rashomon.language import times_calendar as calendar
from rashomon.language.times_grammar import (
    _AMBIGUOUS, _COMING, NO_ANCHOR, Reading, Rule, Setting, count, month_number, part_of, span, weekday_number,
)  # fmt: skip
from rashomon.lexicon import load


def _full_date(match: re.Match[str], setting: Setting) -> Reading | None:
    """16 May 2025; May 16th; Friday, 16 May. Without a year: the year in which it lies nearest."""
    found = match.groupdict()
    number, day = month_number(found["month"]), int(re.sub(r"\D", "", found["day"]))
    if found.get("year"):
        exact = calendar.day_of(int(found["year"]), number, day)
        return span(match, exact, kind="date") if exact else None
    if calendar.day_of(2000, number, day) is None:
        return None
    if setting.anchor is None:
        return span(match, None, kind="date")
    return span(match, calendar.nearest_day(setting.anchor, number, day), kind="date")


def _day_range(match: re.Match[str], setting: Setting) -> Reading | None:
    """12-16 May; May 12 to 16, 2025."""
    found = match.groupdict()
    number = month_number(found["month"])
    one, two = (int(re.sub(r"\D", "", found[key])) for key in ("day", "last"))
    anchor = setting.anchor
    if found.get("year"):
        year = int(found["year"])
    elif anchor is not None:
        near = calendar.nearest_day(anchor, number, one)
        year = near.year if near else anchor.year
    else:
        return span(match, None)
    first, last = calendar.day_of(year, number, one), calendar.day_of(year, number, two)
    return span(match, (first, last)) if first and last and first <= last else None


def _numeric(match: re.Match[str], setting: Setting) -> Reading | None:  # noqa: ARG001
    """2025-05-16; 16/05/2025 where only one order is possible."""
    one, two, three = int(match["a"]), int(match["b"]), int(match["c"])
    if one > 31:
        exact = calendar.day_of(one, two, three)
        return span(match, exact, kind="date") if exact else None
    options = {calendar.day_of(three, *pair) for pair in ((one, two), (two, one))} - {None}
    if len(options) == 1:
        return span(match, options.pop(), kind="date")
    return span(match, None, kind="date", unknown=_AMBIGUOUS) if options else None


def _month(match: re.Match[str], setting: Setting) -> Reading | None:
    """May 2025; late February; in October."""
    number = month_number(match["month"])
    if match["year"]:
        return span(match, part_of(match, calendar.month(int(match["year"]), number)))
    if setting.anchor is None:
        return span(match, None)
    which = (match.groupdict().get("which") or "").lower()
    year = setting.anchor.year
    if which in ("last", "past", "previous"):
        days = calendar.month(year - (number >= setting.anchor.month), number)
    elif which in ("next", "coming"):
        days = calendar.month(year + (number <= setting.anchor.month), number)
    elif which in ("this", "current"):
        days = calendar.month(year, number)
    else:
        days = calendar.nearest_month(setting.anchor, number, ahead=setting.ahead(match.start()))
    return span(match, part_of(match, days))


def _year(match: re.Match[str], setting: Setting) -> Reading | None:
    """In 2022; 2009 to 2013; 2009-13; early 1998."""
    first = int(match["year"])
    said = match.groupdict().get("last")
    last = first if said is None else int(said) if len(said) == 4 else first // 100 * 100 + int(said)
    if last < first or last - first > 300:
        return None
    del setting
    return span(match, part_of(match, calendar.years(first, last)))


def _decade(match: re.Match[str], setting: Setting) -> Reading | None:
    """The 1990s; the '90s."""
    first = int(match["decade"])
    if first < 100:
        century = 1900 if setting.anchor is None or first > setting.anchor.year % 100 else 2000
        first += century
    return span(match, part_of(match, calendar.years(first, first + 9)))


def _season(match: re.Match[str], setting: Setting) -> Reading | None:
    """The spring of 2022; last summer; this winter."""
    name = match["season"].lower()
    if match["year"]:
        return span(match, part_of(match, calendar.season(int(match["year"]), name)))
    if setting.anchor is None:
        return span(match, None)
    which = (match["which"] or "").lower()
    near = [calendar.season(setting.anchor.year + by, name) for by in (-2, -1, 0, 1)]
    known = [days for days in near if days is not None]
    if which in ("last", "past", "previous"):
        chosen = [days for days in known if days[1] < setting.anchor][-1:]
    elif which in ("next", "coming") or (not which and setting.ahead(match.start())):
        chosen = [days for days in known if days[0] > setting.anchor][:1]
    else:
        chosen = sorted(known, key=lambda days: abs((days[0] - setting.anchor).days))[:1]  # type: ignore[operator]
    return span(match, part_of(match, chosen[0] if chosen else None))


def _quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """The third quarter (of 1998)."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}[match["which"].lower()]
    if match["year"]:
        return span(match, calendar.quarter(int(match["year"]), number))
    if setting.anchor is None:
        return span(match, None)
    year = setting.anchor.year
    begun = number <= (setting.anchor.month - 1) // 3 + 1
    return span(match, calendar.quarter(year if begun or setting.ahead(match.start()) else year - 1, number))


def _weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """Friday; last Sunday; next Monday morning; on Thursday night. Bare: on or before the anchor's day."""
    table = load("months")["weekdays"]["names_with"]
    before = re.search(r"(\w+) $", setting.text[max(0, match.start() - 16) : match.start()])
    after = re.match(r" (\w+)", setting.text[match.end() : match.end() + 16])
    if (before and before[1] in table["before"]) or (after and after[1] in table["after"]):
        return None
    if setting.anchor is None:
        return span(match, None, kind="weekday")
    number = weekday_number(match["day"])
    which = (match["which"] or "").lower()
    if which in ("next", "coming"):
        tomorrow = calendar.shift(setting.anchor, 1)
        day = calendar.weekday(tomorrow, number, ahead=True) if tomorrow else None
    elif which in ("last", "past", "previous"):
        yesterday = calendar.shift(setting.anchor, -1)
        day = calendar.weekday(yesterday, number, ahead=False) if yesterday else None
    elif which in ("this", "current"):
        days = calendar.week(setting.anchor)
        day = calendar.shift(days[0], number) if days else None
    else:
        day = calendar.weekday(setting.anchor, number, ahead=setting.ahead(match.start()))
    return span(match, day, kind="weekday")


_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}


def _near(match: re.Match[str], setting: Setting) -> Reading | None:
    """Today; tonight; yesterday evening; last night; this morning; the day before yesterday."""
    if setting.anchor is None:
        return span(match, None, kind="day")
    said = match.group().lower()
    if said.startswith("the day before"):
        by = -2
    elif said.startswith("the day after"):
        by = 2
    elif said.startswith("last "):
        by = -1
    else:
        by = _NEAR.get(said.split()[0], 0)
    return span(match, calendar.shift(setting.anchor, by), kind="day")


_STEP = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "this": 0, "current": 0}


def _unit(match: re.Match[str], setting: Setting) -> Reading | None:
    """Last week; this month; next year; earlier this week; the past decade."""
    if setting.anchor is None:
        return span(match, None)
    unit = match["unit"].lower()
    days = calendar.units(setting.anchor, unit, _STEP[match["which"].lower()])
    side = (match["early"] or "").lower()
    if days and match["which"].lower() == "this" and side.startswith(("earlier", "later")):
        days = (days[0], setting.anchor) if side.startswith("earlier") else (setting.anchor, days[1])
        return span(match, days)
    return span(match, part_of(match, days))


def _ago(match: re.Match[str], setting: Setting) -> Reading | None:
    """Three years ago; a week ago; several days ago (vague: unknown)."""
    number, unit = count(match["count"]), match["unit"].lower()
    if number is None:
        return span(match, None, unknown="a vague count")
    if setting.anchor is None:
        return span(match, None)
    if unit in ("second", "minute", "hour"):
        return span(match, setting.anchor, hours=-number / {"second": 3600, "minute": 60, "hour": 1}[unit])
    return span(match, calendar.units(setting.anchor, unit.replace("centurie", "century"), -round(number)))


def _from_now(match: re.Match[str], setting: Setting) -> Reading | None:
    """In two days; in a week's time; two weeks from now; a duration where nothing points ahead."""
    number, unit = count(match["count"]), match["unit"].lower()
    later = "from now" in match.group() or match.group().endswith("time")
    if not later and (not setting.ahead(match.start()) or setting.text[: match.start()].endswith(("time ", "times "))):
        return None
    if number is None:
        return span(match, None, unknown="a vague count")
    if setting.anchor is None:
        return span(match, None)
    if unit in ("second", "minute", "hour"):
        return span(match, setting.anchor, hours=number / {"second": 3600, "minute": 60, "hour": 1}[unit])
    return span(match, calendar.units(setting.anchor, unit, round(number)))


def _stretch(match: re.Match[str], setting: Setting) -> Reading | None:
    """The past two weeks; the next 24 hours; the coming days; recent weeks. A length that ends or begins at the anchor."""
    if setting.anchor is None:
        return span(match, None, duration=True)
    said, unit = match["which"].lower(), match["unit"].lower().replace("centur", "century")
    number = count(match["count"]) if match["count"] else None
    per = calendar.ROUGH_DAYS.get(unit, 36525)
    if unit in ("second", "minute", "hour"):
        days = -(-round((number or 1) * {"second": 0, "minute": 1, "hour": 60}[unit]) // 1440)
    else:
        days = round(number * per) if number is not None else _COMING.get(unit, 3652)
    ahead = said in ("next", "coming", "following", "upcoming")
    edge = calendar.shift(setting.anchor, days if ahead else -days)
    if edge is None:
        return span(match, None, duration=True)
    return span(match, (setting.anchor, edge) if ahead else (edge, setting.anchor), duration=bool(match["count"]))


def _elsewhere(match: re.Match[str], setting: Setting) -> Reading | None:  # noqa: ARG001
    """The same day; two days before the election; three weeks later."""
    table = load("months")["elsewhere"]
    return span(match, None, unknown=table.get(match.group().lower(), "counted from another event"))


def _length(match: re.Match[str], setting: Setting) -> Reading | None:  # noqa: ARG001
    """For two hours; a 30-day ceasefire; several months."""
    return span(match, None, unknown="a length of time", duration=True)


def _feast(match: re.Match[str], setting: Setting) -> Reading | None:
    """Christmas Day; New Year's Eve 2021."""
    number, day = load("months")["feasts"][match["feast"]]
    if match["year"]:
        return span(match, calendar.day_of(int(match["year"]), number, day), kind="date")
    near = calendar.nearest_day(setting.anchor, number, day) if setting.anchor else None
    return span(match, near, kind="date")


_I = "(?i:"
RULES: tuple[tuple[str, Rule], ...] = (
    (r"(?:{DAY},? )?(?:the )?(?P<day>{D}) (?:of )?(?P<month>{MONTH})(?:,? (?P<year>{Y}))?", _full_date),
    (r"(?:{DAY},? )?(?P<month>{MONTH}) (?P<day>{D})(?:,? (?P<year>{Y}))?", _full_date),
    (r"(?P<day>{D})(?: ?[-–] ?| (?:to|and|until) )(?P<last>{D}) (?P<month>{MONTH})(?:,? (?P<year>{Y}))?", _day_range),
    (r"(?P<month>{MONTH}) (?P<day>{D})(?: ?[-–] ?| (?:to|until) )(?P<last>{D})(?:,? (?P<year>{Y}))?", _day_range),
    (r"(?P<a>(?:19|20)\d\d)-(?P<b>\d\d)-(?P<c>\d\d)(?=$|[^\w-]|T\d)", _numeric),
    (r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<c>(?:19|20)\d\d)", _numeric),
    (r"(?P<early>{EARLY})?(?P<month>{MONTH}),?(?: of)? (?P<year>{Y})", _month),
    (r"(?P<early>{EARLY})(?P<month>{MONTH})(?P<year>(?!))?(?! \d)", _month),
    (r"(?:" + _I + r"{WHICH}) )(?P<month>{MONTH})(?P<year>(?!))?(?! \d)", _month),
    (
        r"(?:(?<=\b[Ii]n )|(?<=[Ss]ince )|(?<=\b[Bb]y )|(?<=[Uu]ntil )|(?<=[Ff]rom )|(?<=[Dd]uring )|(?<= of )|(?<=[Bb]efore )|(?<=[Aa]fter ))(?P<month>{MONTH})(?P<year>(?!))?(?! \d)",
        _month,
    ),
    (
        r"(?P<month>(?:January|February|April|June|July|August|September|October|November|December))(?P<year>(?!))?(?! \d)(?! [A-Z])",
        _month,
    ),
    (
        r"(?P<early>{EARLY})?(?:[Ff]iscal |[Cc]alendar )?(?P<year>{Y})(?: ?[-–] ?(?P<last>(?:19|20)\d\d|\d\d(?!\d)))?(?!-)",
        _year,
    ),
    (r"(?:[Ff]rom |[Bb]etween )?(?P<year>{Y}) (?:to|and|until|through) (?P<last>{Y})", _year),
    (r"(?:[Tt]he )?(?P<early>{EARLY})?(?:the )?(?P<decade>(?:1[5-9]|20)\d0)['’]?s", _decade),
    (r"(?:[Tt]he )?(?P<early>{EARLY})?(?:the )?['’‘](?P<decade>[1-9]0)s", _decade),
    (r"(?P<early>{EARLY})?(?:[Tt]he )?(?P<which>(?!))?(?P<season>{SEASON})(?: of|,)? (?P<year>{Y})", _season),
    (r"(?P<early>{EARLY})?" + _I + r"{WHICH}) (?P<season>{SEASON})(?P<year>(?!))?", _season),
    (r"(?:[Tt]he )?" + _I + r"(?P<which>first|second|third|fourth)[ -]quarter)(?:,? (?:of )?(?P<year>{Y}))?", _quarter),
    (r"(?:" + _I + r"{WHICH}) |(?P<early>[Ee]arl(?:y|ier)|[Ll]ate) )?(?P<day>{DAY})(?: {PART})?", _weekday),
    (
        _I
        + r"the day (?:before yesterday|after tomorrow)|(?:today|yesterday|tomorrow)(?: (?:{PART}))?|tonight|overnight|last night|(?:earlier today|later today)|this (?:{PART}))",
        _near,
    ),
    (
        r"(?P<early>[Ee]arlier |[Ll]ater |{EARLY})?"
        + _I
        + r"(?:the )?{WHICH} (?P<unit>week|weekend|month|quarter|year|decade|century))",
        _unit,
    ),
    (
        _I
        + r"(?:(?:about|around|some|nearly|almost|more than|over|less than|just) )?(?P<count>{N}) (?P<unit>{UNIT})(?:s|ies)? ago)",
        _ago,
    ),
    (
        _I
        + r"(?:in|within) (?P<count>{N}) (?P<unit>second|minute|hour|day|week|month|year|decade)(?:s?['’]s? time|s['’] time|s)?)",
        _from_now,
    ),
    (_I + r"(?P<count>{N}) (?P<unit>second|minute|hour|day|week|month|year|decade)s? from now)", _from_now),
    (
        _I
        + r"(?:the |its |their |his |her )?(?P<which>last|past|next|coming|following|upcoming|recent|previous|preceding) (?:(?P<count>{N})[ -])?(?P<unit>{UNIT})(?:s|ies))",
        _stretch,
    ),
    (_I + r"the (?P<which>last|past|next) (?P<count>{N})[ -](?P<unit>{UNIT}))", _stretch),
    (
        _I
        + r"(?P<count>{N}) (?P<unit>{UNIT})(?:s|ies)? (?:before|after|earlier|later|previously|afterwards?|prior|following))",
        _elsewhere,
    ),
    (_I + r"(?P<count>{N})[ -](?P<unit>{UNIT})(?:s|ies)?(?:-long)?(?! ago)(?:['’]s?)?)", _length),
)


def _feasts() -> tuple[str, Rule]:
    from rashomon.language.numerals import any_of

    return rf"(?P<feast>{any_of(list(load('months')['feasts']))})(?:,? (?P<year>{{Y}}))?", _feast


def _elsewheres() -> tuple[str, Rule]:
    from rashomon.language.numerals import any_of

    return rf"(?i:{any_of(list(load('months')['elsewhere']))})", _elsewhere


RULES = (*RULES, _feasts(), _elsewheres())
_ = NO_ANCHOR
