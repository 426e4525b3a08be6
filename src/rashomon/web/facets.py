"""Facets: what a reader asks to see of a story, read from an address, and the story narrowed to it.

Every facet is asked of statements; a claim, divergence, moment or move is shown when one of its statements fits.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Protocol, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec.structs import replace

from rashomon.errors import OptionError
from rashomon.model.analysis import Form, Stance, Statement
from rashomon.model.record import Divergence, Entity, Standing
from rashomon.report import words
from rashomon.report.desk import Desk

LONGEST = 200
"""Characters of one value that are looked at."""
OUTLETS = 60
T = TypeVar("T")


class Query(Protocol):
    """A parsed query string, as Starlette gives it."""

    def get(self, key: str, default: str, /) -> str: ...  # noqa: D102

    def getlist(self, key: str, /) -> list[str]: ...  # noqa: D102


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; an empty value asks for everything. Times are aware."""

    outlet: tuple[str, ...] = ()
    """Names of accounts as the pages show them."""
    speaker: str = ""
    """The key of an entity (`e-…`), `own` for the outlets' own voice, or a part of a name."""
    form: str = ""
    stance: str = ""
    standing: str = ""
    words: str = ""
    start: datetime | None = None
    end: datetime | None = None
    zone: str = "UTC"

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Facets(zone=self.zone)

    @property
    def there(self) -> tzinfo:
        """The zone in which times are shown and asked for."""
        return UTC if self.zone == "UTC" else ZoneInfo(self.zone)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Names and values for a form that changes the zone only: the window stays the same time."""
        return tuple(
            parse_qsl(replace(self, zone="UTC").query(**{"from": _exact(self.start), "to": _exact(self.end)})[1:])
        )

    def query(self, **changed: object) -> str:
        """The facets as a query string with `?`, some changed; empty when they ask for everything."""
        pairs: list[tuple[str, str]] = [("outlet", name) for name in self.outlet if "outlet" not in changed]
        own = {
            "speaker": self.speaker,
            "form": self.form,
            "stance": self.stance,
            "standing": self.standing,
            "words": self.words,
            "from": _typed(self.start, self.there),
            "to": _typed(self.end, self.there),
            "zone": "" if self.zone == "UTC" else self.zone,
        }
        for name, value in (own | {k: v for k, v in changed.items() if k != "outlet"}).items():
            if value:
                pairs.append((name, str(value)))
        return "?" + urlencode(pairs) if pairs else ""


def read_facets(query: Query, desk: Desk) -> Facets:
    """The facets in an address. Raises OptionError naming a value that means nothing here, and what would."""
    zone = _zone(query.get("zone", "")[:LONGEST])
    return Facets(
        outlet=_outlets(query.getlist("outlet")[:OUTLETS], desk),
        speaker=query.get("speaker", "")[:LONGEST],
        form=_one_of("form", query.get("form", ""), get_args(Form)),
        stance=_one_of("stance", query.get("stance", ""), get_args(Stance)),
        standing=_one_of("standing", query.get("standing", ""), get_args(Standing)),
        words=" ".join(query.get("words", "")[:LONGEST].split()),
        start=_time("from", query.get("from", "")[:LONGEST], zone),
        end=_time("to", query.get("to", "")[:LONGEST], zone),
        zone=zone,
    )


def fitting(desk: Desk, facets: Facets) -> frozenset[str]:
    """The ids of the statements that fit every facet."""
    outlets = {account.id for account in desk.accounts if account.name in facets.outlet}
    parts = facets.words.casefold().split()
    return frozenset(s.id for s in desk.statement.values() if _fits(desk, facets, s, outlets, parts))


def narrowed(desk: Desk, facets: Facets) -> Desk:
    """The same desk with those things only of which a statement fits; what is looked up by id stays whole."""
    if not facets.narrows:
        return desk
    keep = fitting(desk, facets)
    record = desk.record
    outlets = {account.id for account in desk.accounts if account.name in facets.outlet}
    anywhere = fitting(desk, replace(facets, outlet=())) if outlets else keep
    timeless = fitting(desk, replace(facets, start=None, end=None)) if facets.start or facets.end else keep
    quoted = {s.source.entity for key in keep if (s := desk.statement[key]).source}
    claims = {claim.id for claim in record.claims if not anywhere.isdisjoint(claim.statements)}
    return replace(
        desk,
        record=replace(
            record,
            claims=tuple(c for c in record.claims if not keep.isdisjoint(c.statements)),
            divergences=tuple(d for d in record.divergences if _parted(d, keep)),
            timeline=tuple(m for m in record.timeline if not timeless.isdisjoint(m.statements) and _within(m, facets)),
            ledger=tuple(m for m in record.ledger if not keep.isdisjoint(m.statements)),
            entities=tuple(e for e in record.entities if _named(e, quoted, facets, outlets)),
            omissions=tuple(
                o for o in record.omissions if o.claim in claims and (not outlets or o.document in outlets)
            ),
            problems=tuple(p for p in record.problems if not outlets or p.document in outlets),
        ),
    )


def page_of(items: Sequence[T], number: int, size: int) -> tuple[T, ...]:
    """The items of one page, counted from 1."""
    return tuple(items[(number - 1) * size : number * size])


def _fits(desk: Desk, facets: Facets, s: Statement, outlets: set[str], parts: list[str]) -> bool:
    if facets.outlet and s.document not in outlets:
        return False
    if (facets.form and s.form != facets.form) or (facets.stance and s.stance != facets.stance):
        return False
    if facets.standing and (s.id not in desk.claim_of or desk.claim[desk.claim_of[s.id]].standing != facets.standing):
        return False
    if facets.speaker and not _spoken(desk, s, facets.speaker):
        return False
    if (facets.start or facets.end) and not _dated(s, facets):
        return False
    if parts:
        told = f"{desk.words(s)} {desk.voice(s).name}".casefold()
        return all(part in told for part in parts)
    return True


def _spoken(desk: Desk, s: Statement, speaker: str) -> bool:
    voice = desk.voice(s)
    return voice.key == speaker or (bool(s.source) and speaker.casefold() in voice.name.casefold())


def _dated(s: Statement, facets: Facets) -> bool:
    """Whether the statement was published in the window; one without a time is in no window."""
    if s.published is None:
        return False
    when = words.utc(s.published)
    return (facets.start is None or when >= facets.start) and (facets.end is None or when <= facets.end)


def _within(moment: "_Stretch", facets: Facets) -> bool:
    return (facets.start is None or words.utc(moment.end) >= facets.start) and (
        facets.end is None or words.utc(moment.start) <= facets.end
    )


class _Stretch(Protocol):
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...


def _parted(d: Divergence, keep: frozenset[str]) -> bool:
    return any(not keep.isdisjoint(side.statements) for side in d.sides)


def _named(e: Entity, quoted: set[str | None], facets: Facets, outlets: set[str]) -> bool:
    """Whether an entity is quoted by a fitting statement; where only outlets are asked for, named there is enough."""
    if facets == Facets(outlet=facets.outlet, zone=facets.zone):
        return any(place.document in outlets for place in e.mentions)
    return e.id in quoted


def _outlets(names: list[str], desk: Desk) -> tuple[str, ...]:
    known = {name: account.name for account in desk.accounts for name in (account.id, account.letter, account.name)}
    known |= {account.name: account.name for account in desk.accounts}
    for name in names:
        if name not in known:
            some = ", ".join(account.name for account in desk.accounts[:8])
            raise OptionError(f"outlet {words.shortened(name, 60)!r} is not in this record; there are {some}")
    return tuple(dict.fromkeys(known[name] for name in names))


def _one_of(name: str, value: str, options: tuple[str, ...]) -> str:
    if value and value not in options:
        raise OptionError(f"{name} {words.shortened(value, 60)!r} is not one of {', '.join(options)}")
    return value


def _zone(name: str) -> str:
    if name.upper() in {"", "UTC", "Z", "ETC/UTC"}:
        return "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OptionError(f"zone {words.shortened(name, 60)!r} is no IANA time zone; give one such as UTC") from None
    return name


def _time(name: str, value: str, zone: str) -> datetime | None:
    """A time as a form sends it (`2031-03-04T09:00`, in the zone asked for) or with its own zone."""
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC if zone == "UTC" else ZoneInfo(zone))
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise OptionError(f"{name} {words.shortened(value, 60)!r} is no time; give 2031-03-04T09:00") from None


def _exact(when: datetime | None) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if when else ""


def _typed(when: datetime | None, zone: tzinfo) -> str:
    return when.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if when else ""
