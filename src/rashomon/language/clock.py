"""The grammar of the stamps that date posts: `18:07 British Summer Time 16 May`, `8:42 PM`, `21 mins ago`.

`scan` reads one stamp at a place, `full_days` finds whole dates, `offset` turns a zone's name into its distance from
UTC. All of it works on bare text; where stamps may stand in a page is the layout's affair.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from rashomon.lexicon import load

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?(?![a-z])"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?:T(?=\d)|(?!\d))",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.]\d)(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
    )
)
_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d{1,6})?)?(?!\d)"
        r"(?:\s{0,2}(?P<half>[ap])\.?m\b\.?)?(?:\s{0,1}(?:hrs?|hours|h)\b)?",
        r"(?P<hour>\d{1,2})\s{0,2}(?P<half>[ap])\.?m\b\.?",
        r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<military>hrs?|hours|h)\b)?",
        r"(?P<hour>[01]?\d|2[0-3])h(?P<minute>[0-5]\d)(?!\d)",
    )
)
_AGO = re.compile(
    r"(?P<count>\d{1,4}|an?|one)\s?(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\s+ago\b",
    re.IGNORECASE,
)
_JUST = re.compile(r"just now\b", re.IGNORECASE)
_NEARBY = re.compile(r"(?P<name>today|yesterday)\b(?:\s+at\b)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:" + "|".join(f"{day}|{day[:3]}" for day in WEEKDAYS) + r"|tues|thurs?)\b\.?", re.IGNORECASE)
_PLUS = re.compile(
    r"(?:(?:UTC|GMT)\s?(?P<sign>[+\-\u2212])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?"
    r"|(?P<sign2>[+\-\u2212])(?P<hours2>\d\d):?(?P<minutes2>[0-5]\d))(?!\d)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s,|·•]{1,6}[(\[]?(?:at\s+|on\s+|of\s+)?|\s?[-–—]\s?(?=\d|[A-Z]{2,4}\b)|[()\[\]]\s?")
_UNITS = {"s": 0, "m": 1, "h": 60, "d": 1440}


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """One stamp as it stands: `text[start:end]`. Parts that it does not state are None."""

    start: int
    end: int
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    zone: str | None = None
    """The zone's name in lower case, as written, or an offset such as `+02:00`."""
    ago: int | None = None
    """Minutes before the page was taken, for `21 mins ago`."""
    nearby: str | None = None
    """`today` or `yesterday`."""

    @property
    def minutes(self) -> int | None:
        """Minutes since midnight in the stamp's own zone."""
        return None if self.hour is None or self.minute is None else self.hour * 60 + self.minute


class _Part(NamedTuple):
    end: int
    values: dict[str, int | str]


@cache
def _zone_pattern() -> re.Pattern[str]:
    table = load("clock")
    names = sorted({*table["fixed"], *table["zones"], *table["ambiguous"]} - {"z"}, key=len, reverse=True)
    spelt = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names)
    return re.compile(rf"(?:{spelt})\b|Z(?![A-Za-z])", re.IGNORECASE)


def scan(text: str, at: int = 0) -> Stamp | None:
    """The stamp that begins exactly at `text[at]`, as far as it reaches; None when no time of day stands there.

    Time, zone and date may come in any order, each once. Four bare digits count only with a zone or `hrs`.
    """
    found: dict[str, int | str] = {}
    end, here = at, at
    for _ in range(8):
        part = _part(text, here, found)
        if part is None:
            break
        found |= part.values
        end = part.end
        gap = _SEPARATOR.match(text, end)
        here = gap.end() if gap else end
    if text[end : end + 1] == ")" and "(" in text[at:end]:
        end += 1
    if found.get("bare") and "zone" not in found:
        return None
    if not ({"hour", "ago"} & set(found)):
        return None
    kept = {key: value for key, value in found.items() if key not in {"bare", "date", "weekday"}}
    return msgspec.convert({"start": at, "end": end, **kept}, Stamp)


def _part(text: str, at: int, found: dict[str, int | str]) -> _Part | None:
    if "hour" not in found and "ago" not in found and (relative := _ago(text, at)):
        return relative
    if "date" not in found and (part := _date(text, at)):
        return part
    if "hour" not in found and (part := _time(text, at)):
        return part
    if "weekday" not in found and (match := _WEEKDAY.match(text, at)):
        return _Part(match.end(), {"weekday": match.group().lower()})
    if "zone" not in found and "hour" in found:
        return _zone(text, at)
    return None


def _ago(text: str, at: int) -> _Part | None:
    if match := _AGO.match(text, at):
        count = match["count"].lower()
        number = int(count) if count.isdigit() else 1
        return _Part(match.end(), {"ago": number * _UNITS[match["unit"][0].lower()]})
    if match := _JUST.match(text, at):
        return _Part(match.end(), {"ago": 0})
    return None


def _date(text: str, at: int) -> _Part | None:
    if match := _NEARBY.match(text, at):
        return _Part(match.end(), {"nearby": match["name"].lower(), "date": 1})
    for pattern in _DATES:
        match = pattern.match(text, at)
        if not match:
            continue
        named = match.groupdict()
        month = int(named["number"]) if named.get("number") else MONTHS[named["month"].lower()]
        values: dict[str, int | str] = {"day": int(named["day"]), "month": month, "date": 1}
        if named["year"]:
            values["year"] = int(named["year"])
        if day_of(values.get("year") or 2000, month, int(named["day"])) is not None:
            return _Part(match.end(), values)
    return None


def _time(text: str, at: int) -> _Part | None:
    for number, pattern in enumerate(_TIMES):
        match = pattern.match(text, at)
        if not match:
            continue
        named = match.groupdict()
        hour, half = int(named["hour"]), named.get("half")
        if hour > 23 or (half and not 1 <= hour <= 12):
            continue
        if half:
            hour = hour % 12 + (12 if half.lower() == "p" else 0)
        values: dict[str, int | str] = {"hour": hour, "minute": int(named.get("minute") or 0)}
        if named.get("second"):
            values["second"] = int(named["second"])
        if number == 2 and not named["military"]:
            values["bare"] = 1
        return _Part(match.end(), values)
    return None


def _zone(text: str, at: int) -> _Part | None:
    if match := _PLUS.match(text, at):
        sign = "+" if (match["sign"] or match["sign2"]) == "+" else "-"
        hours, rest = match["hours"] or match["hours2"], match["minutes"] or match["minutes2"] or "00"
        return _Part(match.end(), {"zone": f"{sign}{int(hours):02d}:{rest}"})
    if match := _zone_pattern().match(text, at):
        return _Part(match.end(), {"zone": " ".join(match.group().lower().split())})
    return None


def day_of(year: int | str, month: int, day: int) -> date | None:
    """The calendar day, or None where there is none such."""
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def full_days(text: str, limit: int = 200) -> list[tuple[int, date]]:
    """Every date with day, month and year in `text` with its place, at most `limit` of them."""
    out: list[tuple[int, date]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            named = match.groupdict()
            if not named["year"] or (match.start() and text[match.start() - 1].isalnum()):
                continue
            month = int(named["number"]) if named.get("number") else MONTHS[named["month"].lower()]
            found = day_of(named["year"], month, int(named["day"]))
            if found:
                out.append((match.start(), found))
            if len(out) >= limit:
                break
    return sorted(out)


_ALONE = re.compile(r"[\s,.|]*(?:(?:" + "|".join(WEEKDAYS) + r")\b)?[\s,.|]*", re.IGNORECASE)


def day_line(text: str) -> tuple[int | None, int, int] | None:
    """(year or None, month, day) when the line holds a date and nothing else (a weekday may stand beside it)."""
    if len(text) > 60:
        return None
    lead = _ALONE.match(text)
    part = _date(text, lead.end() if lead else 0)
    if part is None or "day" not in part.values:
        return None
    rest = _ALONE.match(text, part.end)
    if rest is None or rest.end() != len(text):
        return None
    values = part.values
    year = values.get("year")
    return (int(year) if year is not None else None, int(values["month"]), int(values["day"]))


_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:[/-](?P<month>\d\d?|[a-z]{3})[/-](?P<day>\d\d?)|(?P<mm>\d\d)(?P<dd>\d\d))(?!\d)",
    re.IGNORECASE,
)


def url_day(url: str | None) -> date | None:
    """The day that an address states in its path (`/2025/05/16/`, `/2025/may/16/`, `/20250516`), or None."""
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    month = (match["month"] or match["mm"]).lower()
    number = int(month) if month.isdigit() else MONTHS.get(month)
    return day_of(match["year"], number, int(match["day"] or match["dd"])) if number else None


def readings(zone: str) -> tuple[str, ...] | None:
    """The IANA zones that an ambiguous name may mean (empty: any); None when the name is not ambiguous."""
    table = load("clock")["ambiguous"]
    return tuple(table[zone]) if zone in table else None


def offset(zone: str) -> tzinfo | None:
    """The distance from UTC, or the IANA zone, that `zone` names; None for a name unknown or of several meanings."""
    table = load("clock")
    fixed = zone if zone[:1] in {"+", "-"} else table["fixed"].get(zone)
    if fixed:
        sign = -1 if fixed[0] == "-" else 1
        hours, rest = int(fixed[1:3]), int(fixed[4:6])
        return timezone(sign * timedelta(hours=hours, minutes=rest)) if hours <= 14 else None
    name = table["zones"].get(zone)
    return home(name) if name else None


@cache
def home(name: str) -> tzinfo | None:
    """The IANA zone of that name, or None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment(stamp: Stamp, day: date, zone: tzinfo) -> datetime:
    """The stamp on that local day in that zone, in UTC. The stamp must have an hour."""
    local = datetime(day.year, day.month, day.day, stamp.hour or 0, stamp.minute or 0, stamp.second or 0, tzinfo=zone)
    return local.astimezone(UTC)
