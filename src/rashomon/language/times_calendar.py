"""Arithmetic on the calendar: spans of days for months, weeks, seasons; the nearest such day to an anchor."""

from calendar import monthrange
from datetime import date, timedelta

from rashomon.language import clock
from rashomon.lexicon import load

Days = tuple[date, date]
"""First and last day, both included."""


def shift(day: date, days: int) -> date | None:
    """The day so many days on; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month(year: int, number: int) -> Days | None:
    """A month; `number` may lie outside 1 to 12 and then counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def years(first: int, last: int) -> Days | None:
    """Whole years."""
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None


def quarter(year: int, number: int) -> Days | None:
    """A quarter of the calendar year; `number` may count on into other years."""
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return (first[0], last[1]) if first and last else None


def season(year: int, name: str) -> Days | None:
    """A season of the northern hemisphere; winter is the one that begins in `year`."""
    begin, end = load("months")["seasons"][name]
    first, last = month(year, begin), month(year + (end < begin), end)
    return (first[0], last[1]) if first and last else None


def week(day: date, weeks: int = 0) -> Days | None:
    """Monday to Sunday of the week `weeks` after that of `day`."""
    first = shift(day, 7 * weeks - day.weekday())
    last = shift(first, 6) if first else None
    return (first, last) if first and last else None


def weekend(day: date, weeks: int = 0) -> Days | None:
    """Saturday and Sunday of the week `weeks` after that of `day`."""
    found = week(day, weeks)
    return (found[1] - timedelta(days=1), found[1]) if found else None


def weekday(anchor: date, number: int, *, ahead: bool) -> date | None:
    """The nearest such weekday on or before the anchor (`ahead`: on or after it)."""
    gap = (number - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - number) % 7)
    return shift(anchor, gap)


def nearest_day(anchor: date, number: int, day: int, *, ahead: bool | None = None) -> date | None:
    """That day of the month in the year in which it lies nearest the anchor; `ahead` allows no earlier one."""
    options = [clock.day_of(anchor.year + by, number, day) for by in (-1, 0, 1)]
    known = [option for option in options if option is not None and not (ahead and option < anchor)]
    return min(known, key=lambda option: abs((option - anchor).days), default=None)


def thirds(days: Days, part: str) -> Days:
    """The early, middle or late third of a span; of a month the days to the 10th, to the 20th, and the rest."""
    size = (days[1] - days[0]).days + 1
    one, two = (10, 20) if 28 <= size <= 31 else (round(size / 3), round(2 * size / 3))
    bounds = {"early": (0, one - 1), "mid": (one, two - 1), "late": (two, size - 1)}[part]
    return days[0] + timedelta(days=bounds[0]), days[0] + timedelta(days=bounds[1])


def units(anchor: date, unit: str, by: int) -> Days | None:
    """The unit of the calendar (day, week, month, quarter, year, decade...) that lies `by` units from the anchor's."""
    if unit == "day":
        day = shift(anchor, by)
        return (day, day) if day else None
    if unit == "week":
        return week(anchor, by)
    if unit == "fortnight":
        return week(anchor, 2 * by)
    if unit == "weekend":
        return weekend(anchor, by)
    if unit == "month":
        return month(anchor.year, anchor.month + by)
    if unit == "quarter":
        return quarter(anchor.year, (anchor.month - 1) // 3 + 1 + by)
    if unit == "year":
        return years(anchor.year + by, anchor.year + by)
    size = {"decade": 10, "century": 100}[unit]
    first = (anchor.year // size + by) * size
    return years(first, first + size - 1)


ROUGH_DAYS = {
    "day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3652, "century": 36524
}  # fmt: skip
"""Days in a unit where the words count a stretch up to or from the anchor ("the past two weeks")."""
