"""Times in running text, resolved against the day on which the words were written.

A bare weekday or month is the nearest on or before the anchor, unless words before it point ahead ("will", "due");
a date without a year is the nearest one. What cannot be resolved is still reported, with the reason.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from rashomon.language import clock
from rashomon.language.times_calendar import nearest_day
from rashomon.language.times_grammar import readings
from rashomon.language.times_reading import NO_ANCHOR, Reading, Setting
from rashomon.lexicon import load
from rashomon.model.analysis import When

_CLOCK = re.compile(
    r"(?<![\w.,:/$€£-])(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d(?!\d)|(?=\s?[ap]\.?m\b))|(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:hrs|hours|[A-Z]{2,4}\b)))",
    re.IGNORECASE,
)
_LONGEST = 80
"""No stamp is longer: `12:09 p.m. Eastern European Summer Time on 28 September 2025` has 62 characters."""
_WORD = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"[\s,]+(?:on\s+)?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b", re.IGNORECASE)
_JOIN = re.compile(
    r",? (?:at |on |of |around |about |(?:shortly|just) (?:before|after) |by |in the |late |early )?|,? ?\(|,"
)
_TO = re.compile(r" (?:to|until|through|and) | ?[-–] ?")
_LEAD = re.compile(r"\b(from|between) (?:the )?$", re.IGNORECASE)


def find_times(text: str, *, anchor: datetime | date | None, zone: str | None = None) -> tuple[When, ...]:
    """Every time named in `text`, by place, without overlap; offsets are into `text`.

    `anchor` is when the words were published; `zone` the IANA zone of their outlet, in which a clock time without a
    zone of its own is read. Without it such a time keeps its day and has no `at`. Never raises on any text.
    """
    home = clock.home(zone) if zone else None
    setting = Setting(text, _day(anchor, home))
    stamps = _stamps(text)
    chosen = _longest([*readings(setting), *(reading for reading, _ in stamps)])
    at = {reading.start: stamp for reading, stamp in stamps}
    return tuple(_when(group, setting, at, anchor, home) for group in _joined(text, chosen, at))


def _day(anchor: datetime | date | None, home: tzinfo | None) -> date | None:
    """The calendar day of the anchor, in the outlet's zone where it is known."""
    if isinstance(anchor, datetime):
        return (anchor.astimezone(home) if home is not None and anchor.tzinfo is not None else anchor).date()
    return anchor


def _stamps(text: str) -> list[tuple[Reading, clock.Stamp]]:
    """Clock times: 18:07 British Summer Time 16 May; 8.42pm; 1800 GMT; noon."""
    out = []
    for match in _CLOCK.finditer(text):
        window = text[match.start() : match.start() + _LONGEST]
        stamp = clock.scan(window)
        if stamp is not None and (named := _WEEKDAY.search(window, 0, stamp.end)):
            stamp = clock.scan(window[: named.start()])
        if stamp is None or stamp.hour is None:
            continue
        spelt = window[: stamp.end]
        if "." in match.group() and stamp.zone is None and not re.search(r"[ap]\.?m\b", spelt, re.IGNORECASE):
            continue
        if re.search(r"\d\s?[ap]m\.$", spelt, re.IGNORECASE):
            spelt = spelt[:-1]  # the full stop ends the sentence, not "am"
        end = match.start() + len(spelt.rstrip(" ,|·•(["))
        out.append((Reading(match.start(), end, None, NO_ANCHOR, kind="clock"), stamp))
    for match in _WORD.finditer(text):
        hour = 0 if match.group().lower() == "midnight" else 12
        stamp = clock.Stamp(start=match.start(), end=match.end(), hour=hour, minute=0)
        out.append((Reading(match.start(), match.end(), None, NO_ANCHOR, kind="clock"), stamp))
    return out


def _longest(found: list[Reading]) -> list[Reading]:
    """From left to right the longest reading at each place; a point in time before a mere length."""
    ordered = sorted(found, key=lambda reading: (reading.start, -reading.end, reading.duration))
    out: list[Reading] = []
    for reading in ordered:
        if not out or reading.start >= out[-1].end:
            out.append(reading)
    return out


def _joined(text: str, chosen: list[Reading], at: dict[int, clock.Stamp]) -> list[list[Reading]]:
    """Neighbours that make up one time: a day and a clock time, a weekday and its date, both ends of a range."""
    groups: list[list[Reading]] = []
    for reading in chosen:
        if groups and _belongs(text, groups[-1], reading, at):
            groups[-1].append(reading)
        else:
            groups.append([reading])
    return groups


def _belongs(text: str, group: list[Reading], reading: Reading, at: dict[int, clock.Stamp]) -> bool:
    last = group[-1]
    gap = text[last.end : reading.start]
    if len(group) > 2 or last.duration or reading.duration or len(gap) > 24:
        return False
    kinds = {last.kind, reading.kind}
    if _JOIN.fullmatch(gap):
        if "clock" in kinds and kinds & {"day", "date", "weekday"}:
            stamp = at.get(last.start if last.kind == "clock" else reading.start)
            return stamp is None or stamp.day is None
        return kinds == {"weekday", "date"} and not gap.strip(" ,(")
    lead = _LEAD.search(text[max(0, group[0].start - 14) : group[0].start])
    ends = last.days and reading.days and last.days[0] <= reading.days[1]
    dashed = kinds == {"date"} and gap.strip() in ("-", "–")
    return bool((lead or dashed) and ends and len(group) == 1 and "clock" not in kinds and _TO.fullmatch(gap))


def _when(
    group: list[Reading],
    setting: Setting,
    at: dict[int, clock.Stamp],
    anchor: datetime | date | None,
    home: tzinfo | None,
) -> When:
    start, end = group[0].start, group[-1].end
    stamp = next((at[reading.start] for reading in group if reading.kind == "clock"), None)
    dated = [reading for reading in group if reading.kind != "clock"]
    if stamp is not None:
        day, why = _clock_day(stamp, dated, setting)
        if day is None:
            return When(start=start, end=end, unknown=why)
        moment = _moment(stamp, day, home)
        return When(start=start, end=end, first=day, last=day, at=moment)
    best = next((reading for reading in dated if reading.kind == "date"), dated[0])
    if best.days is None:
        beyond = best.unknown == NO_ANCHOR and setting.anchor is not None
        why = "beyond the calendar" if beyond else best.unknown
        return When(start=start, end=end, unknown=why, duration=best.duration)
    if best.hours is not None:
        return _hours(best, anchor, home)
    last = dated[-1].days[1] if len(dated) > 1 and best.kind != "date" and dated[-1].days else best.days[1]
    first = best.days[0]
    if len(dated) == 2 and dated[0].kind == dated[1].kind and dated[0].days and dated[1].days:
        first, last = dated[0].days[0], dated[1].days[1]
    return When(start=start, end=end, first=first, last=max(first, last), duration=best.duration)


def _clock_day(stamp: clock.Stamp, dated: list[Reading], setting: Setting) -> tuple[date | None, str | None]:
    """The day of a clock time: its own, its neighbour's, else the anchor's."""
    if dated:
        days = dated[0].days
        return (days[0], None) if days else (None, dated[0].unknown)
    if stamp.day is not None and stamp.month is not None:
        if stamp.year is not None:
            return clock.day_of(stamp.year, stamp.month, stamp.day), "no such day"
        if setting.anchor is None:
            return None, NO_ANCHOR
        return nearest_day(setting.anchor, stamp.month, stamp.day), "no such day"
    if setting.anchor is None:
        return None, NO_ANCHOR
    return (
        setting.anchor - timedelta(days=1)
        if stamp.nearby == "yesterday" and setting.anchor > date.min
        else setting.anchor
    ), None


_PLUS = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)")


def _named(zone: str) -> tzinfo | None:
    """What a zone's name or an offset ("+02:00") means; None for a name that is unknown or has several meanings."""
    table = load("clock")
    if match := _PLUS.fullmatch(table["fixed"].get(zone, zone)):
        away = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        return timezone(-away if match["sign"] == "-" else away) if away < timedelta(hours=15) else None
    name = table["zones"].get(zone)
    return clock.home(name) if name else None


def _moment(stamp: clock.Stamp, day: date, home: tzinfo | None) -> datetime | None:
    """The moment in UTC where the zone is stated or the outlet's is known."""
    zone = _named(stamp.zone) if stamp.zone else home
    try:
        return clock.moment(stamp, day, zone) if zone is not None else None
    except (OverflowError, ValueError):
        return None


def _hours(reading: Reading, anchor: datetime | date | None, home: tzinfo | None) -> When:
    """Three hours ago: exact only where the anchor has a time of day and a zone."""
    assert reading.days is not None  # noqa: S101
    first = reading.days[0]
    if not isinstance(anchor, datetime) or anchor.tzinfo is None:
        return When(start=reading.start, end=reading.end, first=first, last=first)
    try:
        moment = anchor.astimezone(UTC) + timedelta(hours=reading.hours or 0)
        local = moment.astimezone(home or anchor.tzinfo or UTC).date()
    except OverflowError:
        return When(start=reading.start, end=reading.end, unknown="beyond the calendar")
    return When(start=reading.start, end=reading.end, first=local, last=local, at=moment)
