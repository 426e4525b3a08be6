"""Times of posts that only a reader can see: `19.30 GMT`, `published at 22:46 British Summer Time 20 June`."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from rashomon.language import clock
from rashomon.read.metadata import Meta
from rashomon.read.posts import DomPost

_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})$")
_JUMP = 12 * 60
"""Minutes: a step back in time by more than half a day between neighbours is midnight, not disorder."""


def shown_times(posts: Sequence[DomPost], meta: Meta, timezone: str | None = None) -> list[datetime | None]:
    """A time for each post that shows one with a known zone, else None.

    A stamp without a zone is read in `timezone` (what the user gave), or else in that of the page's own date when that
    is written with an offset other than zero: its maker then writes local time.

    A stamp without a date stands on the day of its neighbour, and passes to the next (or last) day where the clock
    jumps; the first of them stands on the page's own day, in whose direction the page runs is found from the stamps.
    """
    stamps = [post.shown for post in posts]
    page = meta.published.day or clock.url_day(meta.url)
    newest_first = _runs_back(stamps)
    day = (meta.modified.day or page) if newest_first else page
    zone = clock.home(timezone) if timezone else _page_zone(meta)
    found: list[datetime | None] = []
    last: int | None = None
    for stamp in stamps:
        if stamp is None or stamp.minutes is None:
            found.append(None)
            continue
        stated = _stated_day(stamp, page)
        if stated is not None:
            day = stated
        elif last is not None and day is not None:
            step = stamp.minutes - last
            if newest_first and step > _JUMP:
                day -= timedelta(days=1)
            elif not newest_first and step < -_JUMP:
                day += timedelta(days=1)
        last = stamp.minutes
        found.append(_at(stamp, day, zone))
    return found


def changed_time(post: DomPost, published: datetime | None) -> datetime | None:
    """When the post says it was last changed, read in the zone and on the day (or the next) of its publication."""
    stamp = post.changed
    if stamp is None or published is None or (zone := clock.offset(stamp.zone) if stamp.zone else None) is None:
        return None
    day = published.astimezone(zone).date()
    at = _at(stamp, _stated_day(stamp, day) or day, zone)
    if at is not None and at < published and stamp.day is None:
        at = _at(stamp, day + timedelta(days=1), zone)
    return at if at is not None and at >= published else None


def _at(stamp: clock.Stamp, day: date | None, zone: tzinfo | None) -> datetime | None:
    if day is None or stamp.minutes is None:
        return None
    if stamp.zone is not None:
        zone = clock.offset(stamp.zone)
    return clock.moment(stamp, day, zone) if zone is not None else None


def _page_zone(meta: Meta) -> tzinfo | None:
    """The offset in which the page writes its own date, unless it is zero (which a machine's clock has anywhere)."""
    found = _OFFSET.search(meta.published.given or "")
    offset = clock.offset(f"{found[1]}:{found[2]}") if found else None
    return offset if offset is not None and offset.utcoffset(None) else None


def _stated_day(stamp: clock.Stamp, page: date | None) -> date | None:
    """The day that the stamp states; a year that it leaves out is the one that brings it nearest to the page's day."""
    if stamp.day is None or stamp.month is None:
        return None
    if stamp.year is not None:
        return clock.day_of(stamp.year, stamp.month, stamp.day)
    if page is None:
        return None
    years = (clock.day_of(page.year + step, stamp.month, stamp.day) for step in (-1, 0, 1))
    return min((day for day in years if day), key=lambda day: abs((day - page).days), default=None)


def _runs_back(stamps: Sequence[clock.Stamp | None]) -> bool:
    """Whether the page puts its newest post first: most steps between neighbours go back in time."""
    minutes = [stamp.minutes for stamp in stamps if stamp is not None and stamp.minutes is not None]
    steps = [b - a for a, b in pairwise(minutes) if abs(b - a) <= _JUMP and a != b]
    return sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
