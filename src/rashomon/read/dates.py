"""Dates as machines write them in pages and files. Words such as "yesterday" are not read here (see language.times)."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rashomon.language import clock
from rashomon.model.document import Precision
from rashomon.read.raw import Moment

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\s?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_RFC822 = re.compile(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)?(?: (?:[+-]\d{4}|[A-Z]{1,4}))?$")
"""The standard library reads anything as such a date, `7:47 PM` as the morning: it is given these alone."""
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0)?")
_LONGEST = 64
"""No machine-written date is longer; RFC 822 with a named zone has 37 characters."""
_EARLIEST, _LATEST = 1990, 2100
"""Years outside are taken for an error: the first news sites went up in 1993."""


def moment(value: object, timezone: str | None = None) -> Moment:
    """Read an ISO 8601, RFC 822 or epoch date (seconds or milliseconds).

    A time without a zone gives `at=None` unless `timezone` (IANA name) says where it was written: it is never UTC by
    default. A day without a time gives `day` alone.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Moment()
    given = str(value).strip()
    if not given or len(given) > _LONGEST:
        return Moment(given[:_LONGEST] or None)
    if _EPOCH.fullmatch(given):
        return _checked(given, _from_epoch(float(given)))
    if found := _ISO.fullmatch(given):
        return _from_iso(given, found, timezone)
    if not _RFC822.match(given):
        return _worded(given, timezone)
    try:
        parsed = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _worded(given, timezone)
    if parsed.tzinfo is None:  # RFC 5322: "-0000" and no zone alike mean that the zone is not known
        return _localised(given, parsed, timezone)
    return _checked(given, parsed)


def _from_epoch(seconds: float) -> datetime | None:
    """Epoch seconds; thirteen digits are milliseconds."""
    if seconds > 1e11:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _from_iso(given: str, found: re.Match[str], timezone: str | None) -> Moment:
    try:
        day = date.fromisoformat(found["day"])
        if not found["clock"]:
            return Moment(given, None, day) if _EARLIEST <= day.year <= _LATEST else Moment(given)
        hours, minutes, *rest = (int(part) for part in found["clock"].split(":"))
        micro = int((found["part"] or "0").ljust(6, "0")[:6])
        naive = datetime(day.year, day.month, day.day, hours, minutes, rest[0] if rest else 0, micro)  # noqa: DTZ001
        zone = found["zone"]
        if not zone:
            return _localised(given, naive, timezone)
        if zone.upper() in {"Z", "UTC", "GMT"}:
            return _checked(given, naive.replace(tzinfo=UTC))
        offset = zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
        return _checked(given, datetime.fromisoformat(f"{naive.isoformat()}{offset}"))
    except (ValueError, OverflowError):
        return Moment(given)


def _worded(given: str, timezone: str | None) -> Moment:
    """A whole date in English words, with or without an hour: `November 19, 2033, 07:47 PM ET`."""
    stamp = clock.scan(given)
    if stamp is None or stamp.end < len(given) or not (stamp.year and stamp.month and stamp.day):
        line = clock.day_line(given)
        day = clock.day_of(line[0], line[1], line[2]) if line and line[0] else None
        return Moment(given, None, day)
    day = clock.day_of(stamp.year, stamp.month, stamp.day)
    zone = clock.offset(stamp.zone) if stamp.zone else clock.home(timezone) if timezone else None
    if day is None or zone is None or stamp.minutes is None:
        return Moment(given, None, day)
    return Moment(given, clock.moment(stamp, day, zone), day)


def _localised(given: str, naive: datetime, timezone: str | None) -> Moment:
    if timezone is None:
        return Moment(given, None, naive.date()) if _EARLIEST <= naive.year <= _LATEST else Moment(given)
    try:
        return _checked(given, naive.replace(tzinfo=ZoneInfo(timezone)))
    except (ZoneInfoNotFoundError, ValueError):
        return Moment(given, None, naive.date())


def _checked(given: str, at: datetime | None) -> Moment:
    """`at` in UTC, unless its year is absurd. The day is that of the place where it was written."""
    if at is None or not _EARLIEST <= at.year <= _LATEST:
        return Moment(given)
    return Moment(given, at.astimezone(UTC), at.date())


def precision_of(given: str) -> Precision:
    """How exactly a machine-written time is given: seconds are there, or they are not."""
    found = _ISO.fullmatch(given.strip())
    return "minute" if found and found["clock"] and found["clock"].count(":") == 1 else "second"


def known_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone of this system's (or tzdata's) table."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
