"""From the stamps of one page to moments in UTC: day, year, roll-over at midnight, zone. Unknown stays unknown."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

import msgspec

from rashomon.language.clock import WEEKDAYS, Stamp, day_of, full_days, home, moment, offset, readings, url_day
from rashomon.language.times_calendar import nearest_day
from rashomon.model.document import Document, Precision, Problem

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPAN = re.compile(
    r"\b(?:in|for|after|than|over|of)\s(?:more than\s|over\s|almost\s|nearly\s)?"
    r"(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\syears\b"
)
_WEEKDAY = re.compile(r"\bon\s(" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = {word: number for number, word in enumerate(_NUMBERS, start=2)}
DAY = 1440
"""Minutes of a day."""
ROLL_OVER = 180
"""Minutes by which a page in order must seem to run backwards before midnight is taken to lie between two stamps."""


class Dated(msgspec.Struct, frozen=True):
    """When one post was put out, as far as the page tells."""

    published: datetime | None
    precision: Precision


class Context(msgspec.Struct, frozen=True):
    """What bears on all stamps of a page. `zone` is the user's or the outlet's own, `near` a day known to be near."""

    document: Document
    zone: str | None = None
    near: date | None = None
    desk: str | None = None
    """The home zone of the outlet where it is known: it settles only which meaning an ambiguous name has."""


def newest_first(stamps: Sequence[Stamp], days: Sequence[date | None]) -> bool:
    """Whether the page runs backwards in time: of the two orders, the one in which less time passes is the page's.

    Time passes around the clock: from 23:50 to 00:10 it is twenty minutes forwards and nearly a day backwards.
    """
    forwards = backwards = 0
    for (day_a, a), (day_b, b) in pairwise(zip(days, stamps, strict=True)):
        if a.ago is not None and b.ago is not None:
            step = a.ago - b.ago
        elif a.minutes is None or b.minutes is None:
            continue
        else:
            step = b.minutes - a.minutes
        if day_a and day_b:
            step = (day_b - day_a).days * DAY + step
            forwards, backwards = forwards + max(0, -step) * 2, backwards + max(0, step) * 2
        else:
            forwards, backwards = forwards + step % DAY, backwards + -step % DAY
    return backwards <= forwards


def settle_days(
    stamps: Sequence[Stamp], heads: Sequence[date | None], given: Sequence[date | None], start: date | None
) -> list[date | None]:
    """The local day of each stamp.

    `given` holds days stated in the stamps, `heads` those of date lines above them; `start` is the page's own day,
    that of its oldest post. Between stated days the clock
    decides: a page in order that jumps back has crossed midnight.
    """
    backwards = newest_first(stamps, given)
    order = list(range(len(stamps)))[:: -1 if backwards else 1]  # oldest first
    days = list(given)
    # A date line names the day of the first post below it, in whichever order the page runs.
    for i, head in enumerate(heads):
        if head and not days[i] and (i == 0 or heads[i - 1] != head):
            days[i] = head
    _spread(stamps, days, list(range(len(stamps))), -1 if backwards else 1)
    if order and all(day is None for day in days) and start:
        days[order[0]] = start
    _spread(stamps, days, order, 1)
    _spread(stamps, days, order[::-1], -1)
    return days


def _spread(stamps: Sequence[Stamp], days: list[date | None], order: Sequence[int], step: int) -> None:
    """Carries each known day on along `order`; `step` is the day's change when midnight is crossed on the way."""
    for at, (a, b) in enumerate(pairwise(order)):
        day, now, then = days[a], stamps[a].minutes, stamps[b].minutes
        if day is None or days[b] is not None:
            continue
        if now is None or then is None:
            days[b] = day
            continue
        against = (now - then) * step
        pinned = at == 0 and step < 0
        days[b] = _plus(day, step) if against >= ROLL_OVER and not pinned else day


def _plus(day: date, step: int) -> date:
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return day


def page_day(context: Context) -> tuple[date | None, bool]:
    """The page's own day and whether it is a launch day (from its address or data), not a guess from the text."""
    document = context.document
    found = url_day(document.url) or document.day
    if found is None and document.published:
        zone = home(context.zone) if context.zone else None
        found = document.published.astimezone(zone or UTC).date()
    return found, found is not None


def complete(year: int | None, month: int, day: int, context: Context) -> tuple[date | None, str | None]:
    """A day whose year may be missing, and in words what the year rests on (None where the page states it)."""
    if year:
        return day_of(year, month, day), None
    known, _ = page_day(context)
    for basis in (known, context.near):
        if basis:
            found = nearest_day(basis, month, day)
            if found:
                return found, None
    text = context.document.text
    stated = [found for _, found in full_days(text)]
    for other in stated:
        found = nearest_day(other, month, day)
        if found and abs((found - other).days) <= 7:
            return found, None
    if stated:
        newest = max(stated)
        return nearest_day(newest, month, day), "the nearest whole date on the page"
    return _infer(month, day, text)


def _infer(month: int, day: int, text: str) -> tuple[date | None, str | None]:
    """The year from what the text says of others: years named, spans of years since them, weekdays near the day.

    Two independent signs must meet in one year and in no other; else the year stays unknown.
    """
    years = [int(found) for found in _YEAR.findall(text[:200_000])]
    if not years:
        return None, None
    latest = max(years)
    votes: Counter[int] = Counter()
    weekdays = Counter(WEEKDAYS.index(found.lower()) for found in _WEEKDAY.findall(text[:200_000]))
    for year in range(latest, latest + 6):
        candidate = day_of(year, month, day)
        if candidate is None:
            continue
        votes[year] += int(any(weekdays[(candidate.weekday() - back) % 7] for back in (0, 1)))
    for count in {_COUNT.get(found) or int(found) for found in _SPAN.findall(text[:200_000].lower()) if found}:
        for year in set(years):
            if latest <= year + count <= latest + 6:
                votes[year + count] += 1
    ranked = votes.most_common(2)
    if ranked and ranked[0][1] >= 2 and (len(ranked) < 2 or ranked[1][1] < ranked[0][1]):
        return day_of(ranked[0][0], month, day), "the years, spans of years and weekdays that the text names"
    return None, None


def zone_of(stamp: Stamp, context: Context, page_zone: str | None) -> tzinfo | None:
    """The zone of a stamp: its own words, else the page's only zone, else the one given; None where none is known."""
    name = stamp.zone or page_zone
    if name:
        meant = readings(name)
        if meant is None:
            return offset(name)
        for own in (context.zone, context.desk):
            if own and (own in meant or not meant):
                return home(own)
        return None
    return home(context.zone) if context.zone else None


def settle(stamps: Sequence[Stamp], days: Sequence[date | None], context: Context) -> tuple[list[Dated], list[Problem]]:
    """Each stamp in UTC, with the problems that kept some of them unknown (one for each kind and page)."""
    names = {stamp.zone for stamp in stamps if stamp.zone}
    page_zone = names.pop() if len(names) == 1 else None
    out: list[Dated] = []
    failed: Counter[str] = Counter()
    for stamp, day in zip(stamps, days, strict=True):
        if stamp.minutes is None:
            failed["time-relative"] += 1
            out.append(Dated(None, "unknown"))
        elif day is None:
            failed["time-without-date"] += 1
            out.append(Dated(None, "unknown"))
        elif (zone := zone_of(stamp, context, page_zone)) is None:
            failed["date-without-zone" if not (stamp.zone or page_zone) else "zone-ambiguous"] += 1
            out.append(Dated(None, "unknown"))
        else:
            out.append(Dated(moment(stamp, day, zone), "second" if stamp.second is not None else "minute"))
    return out, [_problem(code, count, context.document, stamps) for code, count in sorted(failed.items())]


_WORDS = {
    "time-relative": "{n} posts say only how long ago they were put out; the time the page was taken is not known",
    "time-without-date": "{n} posts give an hour but no day, and the page tells none",
    "date-without-zone": "{n} posts give an hour without a time zone; it is not taken for UTC (give --timezone)",
    "zone-ambiguous": "{n} posts name a time zone that has several meanings (give --timezone)",
}


def _problem(code: str, count: int, document: Document, stamps: Sequence[Stamp]) -> Problem:
    message = _WORDS[code].format(n=count)
    return Problem(
        stage="layout", code=code, message=message, document=document.id, start=stamps[0].start, end=stamps[0].end
    )
