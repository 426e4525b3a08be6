"""The strip over the timeline: how many moments fall into each stretch of time, and the way into it and out again."""

from datetime import datetime, timedelta

import msgspec

from rashomon.report import words
from rashomon.report.desk import Desk
from rashomon.web.facets import Facets

GRAINS = tuple(
    timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 10_080, 43_200, 525_600)
)
"""Widths of a bar, in round pieces of the clock and the calendar."""
BARS = 48
"""Most bars of a strip."""
HEIGHT = 40
"""Units of the highest bar."""
OUT = 4
"""One step out shows so many times as much."""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch: its name for reading out, its count, its height of HEIGHT, the query that zooms into it."""

    name: str
    count: int
    height: int
    query: str
    label: str
    """Printed under the bar; empty under most."""


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """All bars, and the ways out. `out` is empty where everything is shown."""

    bars: tuple[Bar, ...]
    shown: str
    grain: str
    out: str
    whole: str


def strip(desk: Desk, facets: Facets) -> Strip:
    """The strip over the moments of `desk` that have an hour; no bars where there are none."""
    starts = sorted(words.utc(m.start) for m in desk.record.timeline if m.precision in {"second", "minute"})
    zoomed = bool(facets.start or facets.end)
    whole = facets.query(**{"from": "", "to": ""}) or "?"
    if not starts:
        return Strip(bars=(), shown="", grain="", out=whole if zoomed else "", whole=whole if zoomed else "")
    first, last = facets.start or starts[0], facets.end or starts[-1]
    grain = next((g for g in GRAINS if (last - first) / g < BARS - 1), GRAINS[-1])
    base = _floor(first.astimezone(facets.there), grain)
    count = min(int((last - base) / grain) + 1, BARS)
    counts = [0] * count
    for start in starts:
        at = int((start - base) / grain)
        if 0 <= at < count:
            counts[at] += 1
    most = max(counts) or 1
    edges = [(base + grain * at, base + grain * (at + 1)) for at in range(count)]
    bars = tuple(
        _bar(begin, end, counts[at], most, facets, named=at % max(count // 6, 1) == 0)
        for at, (begin, end) in enumerate(edges)
    )
    wider = (last - first) * (OUT - 1) / 2 if zoomed else timedelta()
    return Strip(
        bars=bars,
        shown=f"{_moment(first, facets)} to {_moment(last, facets)}",
        grain=_width(grain),
        out=facets.query(**{"from": _typed(first - wider, facets), "to": _typed(last + wider, facets)})
        if zoomed
        else "",
        whole=whole if zoomed else "",
    )


def _floor(when: datetime, grain: timedelta) -> datetime:
    """The beginning of the stretch that holds `when`, counted from midnight of its own day."""
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    if grain >= timedelta(days=1):
        return midnight
    return midnight + grain * int((when - midnight) / grain)


def _bar(begin: datetime, end: datetime, count: int, most: int, facets: Facets, *, named: bool) -> Bar:
    day = begin.astimezone(facets.there)
    midnight = (day.hour, day.minute) == (0, 0)
    label = f"{day.day} {words.MONTHS[day.month - 1][:3]}" if midnight else words.clock(day)
    return Bar(
        name=f"{_moment(begin, facets)} to {_moment(end, facets)}: {words.counted(count, 'moment')}",
        count=count,
        height=max(round(HEIGHT * count / most), 2) if count else 0,
        query=facets.query(**{"from": _typed(begin, facets), "to": _typed(end, facets)}),
        label=label if named else "",
    )


def _moment(when: datetime, facets: Facets) -> str:
    there = when.astimezone(facets.there)
    return f"{there.day} {words.MONTHS[there.month - 1][:3]} {words.clock(there)}"


def _typed(when: datetime, facets: Facets) -> str:
    return when.astimezone(facets.there).strftime("%Y-%m-%dT%H:%M")


def _width(grain: timedelta) -> str:
    minutes = int(grain.total_seconds() // 60)
    for size, name in ((1440, "day"), (60, "hour")):
        if minutes % size == 0:
            return words.counted(minutes // size, name)
    return words.counted(minutes, "minute")
