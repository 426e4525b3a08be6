"""Rules for what is told from the anchor or from another event: weekdays, today, last week, ago, lengths of time."""

import re

from rashomon.language import times_calendar as calendar
from rashomon.language.times_calendar import Days
from rashomon.language.times_reading import (
    VAGUE,
    Reading,
    Rule,
    Setting,
    count,
    part_of,
    span,
    unknown,
    weekday_number,
)
from rashomon.lexicon import load

_COMING = {"hour": 1, "day": 7, "week": 28}
"""Days that "the coming (or recent) hours, days, weeks" may reach: a day, a week, four weeks. Months and years are
left unknown: no span that one could name holds for them."""
_PER_HOUR = {"second": 3600, "minute": 60, "hour": 1}
_LAST, _NEXT = ("last", "past", "previous"), ("next", "coming", "upcoming", "following")
_STEP = {**dict.fromkeys(_LAST, -1), **dict.fromkeys(_NEXT, 1), "this": 0, "current": 0}
_ELSEWHERE = "counted from another event"
_LENGTH = "a length of time"


def _weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """Friday; last Sunday; next Monday morning; Tuesday of next week. Bare: on or before the anchor's day.

    "Next Wednesday" is the one of the next calendar week, as Duckling has it; "last Wednesday" the nearest one past.
    """
    table = load("months")["weekdays"]["names_with"]
    before = re.search(r"(\w+) $", setting.text[max(0, match.start() - 16) : match.start()])
    after = re.match(r" (\w+)", setting.text[match.end() : match.end() + 16])
    if (before and before[1] in table["before"]) or (after and after[1] in table["after"]):
        return None
    if match["every"]:
        return unknown(match, "it comes again and again")
    anchor = setting.anchor
    if anchor is None:
        return span(match, None, kind="weekday")
    number, which = weekday_number(match["day"]), (match["which"] or "").lower()
    whose = (match["whose"] or "").lower()
    if which in _NEXT or whose:
        days = calendar.week(anchor, _STEP[whose or which])
        day = calendar.shift(days[0], number) if days else None
    elif which in _LAST:
        yesterday = calendar.shift(anchor, -1)
        day = calendar.weekday(yesterday, number, ahead=False) if yesterday else None
    elif which and setting.ahead(match.start(), match.end()) is True:
        day = calendar.weekday(anchor, number, ahead=True)
    elif which:
        days = calendar.week(anchor)
        day = calendar.shift(days[0], number) if days else None
    else:
        day = calendar.weekday(anchor, number, ahead=setting.ahead(match.start(), match.end()) is True)
    return span(match, day, kind="weekday")


def _near(match: re.Match[str], setting: Setting) -> Reading | None:
    """Today; tonight; yesterday evening; last night; this morning; the day before yesterday."""
    if setting.anchor is None:
        return span(match, None, kind="day")
    said = match.group().lower()
    by = -1 if "yesterday" in said or said.startswith("last") else 1 if "tomorrow" in said else 0
    if said.startswith("the day"):
        by *= 2
    return span(match, calendar.shift(setting.anchor, by), kind="day")


def _unit(match: re.Match[str], setting: Setting) -> Reading | None:
    """Last week; this month; next year; earlier this week; the end of the month; over the weekend."""
    anchor, groups = setting.anchor, match.groupdict()
    if anchor is None:
        return span(match, None)
    unit, which = match["unit"].lower(), (groups.get("which") or "this").lower()
    step = _STEP[which]
    if unit == "weekend" and not groups.get("which"):
        step = 0 if anchor.weekday() > 4 or setting.ahead(match.start(), match.end()) else -1
    days = calendar.units(anchor, unit, step)
    side = (groups.get("early") or "").lower()
    if days and which == "this" and side.startswith(("earlier", "later")):
        return span(match, (days[0], anchor) if side.startswith("earlier") else (anchor, days[1]))
    return span(match, part_of(match, days))


def _unit_name(match: re.Match[str]) -> str:
    """The unit in the singular and in lower case ("centuries" is matched without its ending)."""
    unit = match["unit"].lower()
    return "century" if unit == "centur" else unit


def _counted(match: re.Match[str], setting: Setting, sign: int) -> Reading:
    """So many units before (-1) or after (1) the anchor, to the precision of the unit."""
    number, unit = count(match["count"]), _unit_name(match)
    if number is None:
        return unknown(match, VAGUE)
    if setting.anchor is None:
        return span(match, None)
    if unit in _PER_HOUR:
        return span(match, setting.anchor)._replace(hours=sign * number / _PER_HOUR[unit])
    return span(match, calendar.units(setting.anchor, unit, sign * round(number)))


def _ago(match: re.Match[str], setting: Setting) -> Reading | None:
    """Three years ago; a week ago; several days ago (vague: unknown)."""
    return _counted(match, setting, -1)


_SUPERLATIVE = re.compile(r"\b(?:first|last|only|times?|once|twice|[a-z]{2,12}est|most|least)\b[^.!?\n]*$")
"""Before "in three years" these make it a length: "the first talks in three years", "the biggest swap in years"."""


def _from_now(match: re.Match[str], setting: Setting) -> Reading | None:
    """In two days; in a week's time; two weeks from now. "In" alone needs a verb that points ahead."""
    later = "from now" in match.group() or match.group().endswith("time")
    if not later and (
        _SUPERLATIVE.search(setting.text[max(0, match.start() - 60) : match.start()])
        or setting.ahead(match.start(), match.start()) is not True
    ):
        return None
    return _counted(match, setting, 1)


def _stretch(match: re.Match[str], setting: Setting) -> Reading | None:
    """The past two weeks; the next 24 hours; the coming days. It ends or begins at the anchor."""
    said, unit = match["which"].lower(), _unit_name(match)
    counted = match.groupdict().get("count") or ("one" if unit == match["rest"].lower() else None)
    if setting.anchor is None:
        return span(match, None)._replace(duration=counted is not None)
    number = count(counted) if counted else None
    if unit in _PER_HOUR:
        days = -(-round((number or 1) / _PER_HOUR[unit]) // 24)
    elif number is None and unit not in _COMING:
        return unknown(match, VAGUE, duration=counted is not None)
    else:
        days = round(number * calendar.ROUGH_DAYS[unit]) if number is not None else _COMING[unit]
    edge = calendar.shift(setting.anchor, days if said in _NEXT else -days)
    if edge is None:
        return unknown(match, "beyond the calendar", duration=True)
    stretch: Days = (setting.anchor, edge) if said in _NEXT else (edge, setting.anchor)
    return span(match, stretch)._replace(duration=counted is not None)


_FOR = re.compile(r"(?<!set )(?<!scheduled )(?<!planned )\bfor (?:(?:about|around|some|nearly|almost|over|just|roughly|"
                  r"more than|less than|at least|up to) )?$", re.IGNORECASE)  # fmt: skip
"""Before "ten minutes before they left": somebody waited so long."""


def _elsewhere(match: re.Match[str], setting: Setting) -> Reading | None:
    """The same day; two days before the election; three weeks later; now; recently."""
    table = load("months")
    said = match.group().lower()
    if said.endswith(" before") and _FOR.search(setting.text[max(0, match.start() - 24) : match.start()]):
        return None  # a length
    return unknown(match, table["elsewhere"].get(said) or table["indefinite"].get(said) or _ELSEWHERE)


def _repeated(match: re.Match[str], _: Setting) -> Reading | None:
    """Every day; each week; daily; annually."""
    return unknown(match, "it comes again and again")


_PER = re.compile(r"(?:\b(?:for|in|within|of|than|about|least|after|nearly|almost|barely|only|just|over|under|around|"
                  r"took|take|takes|lasted|last|spent|spend|half|maybe|perhaps|another|once|by|until|until|every|"
                  r"roughly|approximately|some|not|to|and|or|but)|[,(:]|^)\s*$", re.IGNORECASE)  # fmt: skip
"""What stands before "a week" when it is a length; behind a noun ("two flights a week") it is a rate."""


def _length(match: re.Match[str], setting: Setting) -> Reading | None:
    """For two hours; a 30-day ceasefire; several months. Not a rate ("a week"), not an age ("52 years old")."""
    said = (match["count"] or "").lower()
    if said in ("a", "an"):
        single = match["unit"].lower() in ("second", "quarter")
        if single or not _PER.search(setting.text[max(0, match.start() - 16) : match.start()]):
            return None
    if match["unit"].lower() == "quarter" and (said == "some" or not match.group().lower().endswith("quarters")):
        return None
    if " ".join(match.group().lower().split()) == "one day" or match.group().lower() == "three-quarters":
        return None
    return unknown(match, _LENGTH, duration=True)


def _vague_length(match: re.Match[str], _: Setting) -> Reading | None:
    """For years; within weeks; for some time."""
    return unknown(match, _LENGTH, duration=True)


_ROUND = r"(?:(?:about|around|some|nearly|almost|more than|over|less than|just|roughly|at least) )?"
RULES: tuple[tuple[str, Rule], ...] = (
    (r"(?:(?i:(?P<every>every|each)|{WHICH}) |(?:[Ee]arl(?:y|ier)|[Ll]ate) )?(?P<day>{DAY})(?: {PART})?"
     r"(?:(?: of)? (?i:(?P<whose>this|last|next) week))?", _weekday),
    (r"(?i:the day (?:before yesterday|after tomorrow)|(?:earlier |later |late |early )?(?:today|yesterday|tomorrow)"
     r"(?: (?:{PART}))?|tonight|overnight|last night|(?:earlier |late |early )?this (?:{PART}))", _near),
    (r"(?P<early>[Ee]arlier |[Ll]ater |{EARLY})?(?i:(?:the )?{WHICH} "
     r"(?P<unit>week|weekend|month|quarter|year|decade|century))", _unit),
    (r"(?i:(?P<early>(?:the )?(?:end|beginning|start|middle) of )the (?P<unit>week|month|quarter|year|decade|century))",
     _unit),
    (r"(?i:(?P<unit>year|month|quarter)-(?P<early>end))", _unit),
    (r"(?i:(?<=\bover )the (?P<unit>weekend))", _unit),
    (r"(?i:" + _ROUND + r"(?P<count>{N}) (?P<unit>{UNIT})(?:s|ies)?(?: or (?:so|more))? ago)", _ago),
    (r"(?i:in (?P<count>{N}) (?P<unit>second|minute|hour|day|week|month|year|decade)(?:s?['’]s? time|s)?)", _from_now),
    (r"(?i:(?P<count>{N}) (?P<unit>second|minute|hour|day|week|month|year|decade)s? from now)", _from_now),
    (r"(?i:(?:the |its |their |his |her )?(?P<which>last|past|next|coming|following|upcoming|recent|previous|preceding)"
     r" (?:(?P<count>{N})[ -])?(?P<rest>(?P<unit>{UNIT})(?:s|ies)))", _stretch),
    (r"(?i:the (?P<which>last|past|next) (?P<count>{N})[ -](?P<rest>(?P<unit>{UNIT})))", _stretch),
    (r"(?i:the (?P<which>past|coming) (?P<rest>(?P<unit>week|month|year|decade|century|day|hour)))", _stretch),
    (r"(?i:(?P<count>{N}) (?P<unit>{UNIT})(?:s|ies)? (?:before|after|earlier|later|previously|afterwards?|prior))",
     _elsewhere),
    (r"(?i:{ELSEWHERE})", _elsewhere),
    (r"(?i:(?:every|each) (?:day|week|month|year|night|morning|hour|evening|weekend)|daily|weekly|monthly|annually"
     r"|yearly|hourly|nightly)", _repeated),
    (r"(?i:(?P<count>{N})[ -](?P<unit>{UNIT})(?:s|ies)?(?:-long)?(?: and a half)?(?!-)(?! (?:ago|old))(?![- ]old)"
     r"(?:['’]s?)?)", _length),
    (r"(?:(?<=\b[Ff]or )|(?<=\b[Ww]ithin )|(?<=\b[Ii]n ))(?:some time|a while|(?:days|weeks|months|years|decades"
     r"|centuries|hours|minutes)(?: (?:or|and) (?:days|weeks|months|years))?)(?! (?:of|after|before|to|past|gone))",
     _vague_length),
)  # fmt: skip
"""Names in braces are the pieces of `times_grammar`."""
