"""Timeline: moments by day and hour in UTC, with outlets’ local times and other times given for one thing."""

from datetime import UTC, datetime, timedelta, tzinfo

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Moment
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref
from rashomon.report.limits import MOMENTS

_YEAR, _MONTH = 360, 27
"""Days from which a stretch is called a year or a month."""
_NO_HOUR = "No hour given"
_KIND = {"said": "Said", "happened": "Happened", "reported": "Reported"}


class Instant(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline."""

    time: str
    iso: str
    local: str
    kind: str
    kind_key: str
    text: str
    who: str
    speakers: str
    refs: tuple[Ref, ...]
    accounts: tuple[Account, ...]
    letters: str
    elsewhen: tuple[str, ...]
    """Other times that accounts give for the same claim, in words."""


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """The moments of one hour, or those of a day whose hour is not known."""

    name: str
    moments: tuple[Instant, ...]


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """The moments of one UTC day, or of a longer stretch where the day is not known."""

    name: str
    hours: tuple[Hour, ...]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The whole timeline; `left_out` moments beyond the limit are only counted."""

    days: tuple[Day, ...]
    left_out: int
    zone: str


def in_time(desk: Desk) -> list[Moment]:
    """The record's moments in order."""
    return sorted(desk.record.timeline, key=lambda m: (words.utc(m.start), words.utc(m.end), m.text))


def timeline(desk: Desk, zone: tzinfo = UTC) -> Timeline:
    """The record's moments in order, grouped by the days and hours of `zone`."""
    moments = in_time(desk)
    shown = moments[:MOMENTS]
    times = _times_of_claims(desk, shown)
    days: dict[str, dict[str, list[Instant]]] = {}
    for moment in shown:
        start = words.utc(moment.start).astimezone(zone)
        hour = f"{start.hour:02}:00 to {(start.hour + 1) % 24:02}:00" if _has_clock(moment) else _unclocked(moment)
        days.setdefault(_stretch(moment, zone), {}).setdefault(hour, []).append(_instant(desk, moment, times, zone))
    return Timeline(
        days=tuple(
            Day(name=name, hours=tuple(Hour(name=hour, moments=tuple(found)) for hour, found in hours.items()))
            for name, hours in days.items()
        ),
        left_out=len(moments) - len(shown),
        zone="UTC" if zone is UTC else str(zone),
    )


def _has_clock(moment: Moment) -> bool:
    return moment.precision in {"second", "minute"}


def _spoken(moment: Moment, zone: tzinfo) -> str:
    start, end = words.utc(moment.start).astimezone(zone), words.utc(moment.end).astimezone(zone)
    if _has_clock(moment):
        if (end - start).total_seconds() >= 60 and start.date() == end.date():
            return f"{words.clock(start)}–{words.clock(end)}"
        return words.clock(start)
    return ""


def _stretch(moment: Moment, zone: tzinfo = UTC) -> str:
    """The heading that a moment stands under: its day, or the longer stretch within which it lies.

    A moment without an hour is a day of the calendar, the same one in every zone.
    """
    zone = zone if _has_clock(moment) else UTC
    start, end = words.utc(moment.start).astimezone(zone), words.utc(moment.end).astimezone(zone)
    last = end - timedelta(seconds=1) if end > start else end
    if _has_clock(moment) or start.date() == last.date():
        return words.day(start, zone)
    month = f"{words.MONTHS[start.month - 1]} {start.year}"
    days = (last.date() - start.date()).days
    if days >= _YEAR:
        return (
            f"Some time in {start.year}" if last.year == start.year else f"Some time from {start.year} to {last.year}"
        )
    if days >= _MONTH and (start.year, start.month) == (last.year, last.month):
        return f"Some time in {month}"
    until = f"{last.day} {words.MONTHS[last.month - 1]} {last.year}"
    return f"Some time from {start.day} {words.MONTHS[start.month - 1]} to {until}"


def _unclocked(moment: Moment) -> str:
    """The heading of moments without an hour: said within a day, needless within a longer stretch."""
    return _NO_HOUR if _stretch(moment) == words.day(moment.start) else ""


def _claims(desk: Desk, moment: Moment) -> set[str]:
    return {desk.claim_of[s] for s in moment.statements if s in desk.claim_of}


def _times_of_claims(desk: Desk, moments: list[Moment]) -> dict[str, list[Moment]]:
    """For each claim, the moments at which something that it tells happened."""
    found: dict[str, list[Moment]] = {}
    for moment in moments:
        if moment.kind == "happened":
            for claim in _claims(desk, moment):
                found.setdefault(claim, []).append(moment)
    return found


def _instant(desk: Desk, moment: Moment, times: dict[str, list[Moment]], zone: tzinfo) -> Instant:
    statements = [desk.statement[s] for s in moment.statements if s in desk.statement]
    accounts = desk.accounts_of({s.document for s in statements})
    voices = [desk.voice(s) for s in statements if s.source]
    names = list(dict.fromkeys(desk.voice(s).name for s in _out_by_then(moment, statements) if s.source))
    who, text = _spoken_by(moment.text, names) if moment.kind == "said" else ("", moment.text)
    return Instant(
        time=_spoken(moment, zone),
        iso=words.iso(moment.start) if _has_clock(moment) else moment.start.strftime("%Y-%m-%d"),
        local=_local(words.utc(moment.start), accounts) if _has_clock(moment) else "",
        kind=_KIND.get(moment.kind, moment.kind),
        kind_key=moment.kind,
        text=words.shortened(text, 600),
        who=who,
        speakers=" ".join(dict.fromkeys(voice.key for voice in voices)),
        refs=desk.refs(moment.statements),
        accounts=accounts,
        letters=" ".join(account.letter for account in accounts),
        elsewhen=_elsewhen(desk, moment, times, zone),
    )


def _out_by_then(moment: Moment, statements: list[Statement]) -> list[Statement]:
    """The statements that were out at the moment: who said the same thing later did not say it then."""
    then = words.utc(moment.end)
    return [s for s in statements if s.published is None or words.utc(s.published) <= then] or statements


def _spoken_by(text: str, names: list[str]) -> tuple[str, str]:
    """Who speaks, and `text` without the same speaker in brackets at its end; a relay named there stays."""
    told, _, inner = text.removesuffix(")").rpartition(" (")
    name, through, relay = inner.partition(", through ")
    if not (told and text.endswith(")") and name.casefold() in {n.casefold() for n in names}):
        return words.listed(names[:3]), text
    return f"{words.listed(names[:3])}{through}{relay}", told


def _local(start: datetime, accounts: tuple[Account, ...]) -> str:
    """The same instant as the clocks of the outlets showed it, each zone once."""
    by_time: dict[str, list[str]] = {}
    for account in accounts:
        if there := words.local(start, account.source.timezone):
            by_time.setdefault(there, []).append(account.letter)
    return "; ".join(f"{there} at {words.listed(who)}" for there, who in by_time.items())


def _elsewhen(desk: Desk, moment: Moment, times: dict[str, list[Moment]], zone: tzinfo) -> tuple[str, ...]:
    if moment.kind != "happened":
        return ()
    others = {
        id(other): other
        for claim in sorted(_claims(desk, moment))
        for other in times.get(claim, ())
        if (other.start, other.end) != (moment.start, moment.end)
    }
    return tuple(
        f"{_spoken(other, zone) + ' on ' if _spoken(other, zone) else ''}{_stretch(other, zone)} "
        f"({words.listed(ref.label for ref in desk.refs(other.statements)[:6])})"
        for other in list(others.values())[:6]
    )
