"""Overview: what the event is called, which accounts were read, how much was found, and the summary."""

import math
import re
from collections import Counter
from datetime import datetime

import msgspec

from rashomon.model.record import Divergence, Line, Source
from rashomon.report import words
from rashomon.report.apart import apart
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.diff import key, tokens
from rashomon.report.limits import PARTINGS
from rashomon.report.views_divergences import title

_SECTIONS = (
    ("agreed", "What several accounts say", "Nothing was found that more than one account says."),
    ("disputed", "Where the accounts part", "No two accounts were found to contradict each other."),
    ("single", "What only one account says", "Every line of the summary is carried by more than one account."),
)


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """One account in the table of accounts."""

    account: Account
    outlet: str
    """Its outlet, or what it is called by throughout where that is not known."""
    known_by: str
    unknown: bool
    """Whether nothing says which outlet it is of."""
    title: str
    file: str
    link: str | None
    kind: str
    published: str
    iso: str
    basis: str
    words: str
    posts: str
    statements: str
    language: str
    partial: bool


class SummaryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the summary with its statements and its standing."""

    text: str
    standing: str
    refs: tuple[Ref, ...]
    accounts: tuple[Account, ...]


class Parting(msgspec.Struct, frozen=True, kw_only=True):
    """A divergence named in the overview."""

    href: str
    kind: str
    text: str
    verdict: str
    why: str
    accounts: tuple[Account, ...]


class SummaryPart(msgspec.Struct, frozen=True, kw_only=True):
    """A third of the summary; `empty` is said where it has no lines."""

    key: str
    name: str
    lines: tuple[SummaryLine, ...]
    partings: tuple[Parting, ...]
    empty: str


class Fact(msgspec.Struct, frozen=True):
    """One count under `At a glance`: a number, what it counts, and where it is shown."""

    count: str
    text: str
    href: str


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """All of the first section."""

    title: str
    when: str
    lead: str
    apart: str
    """That the accounts share no claim and may tell of several events; empty where they hang together."""
    facts: tuple[Fact, ...]
    rows: tuple[AccountRow, ...]
    parts: tuple[SummaryPart, ...]
    partings: int
    """Places where accounts part, all of them."""


def overview(desk: Desk) -> Overview:
    """The first section of the report."""
    record = desk.record
    return Overview(
        title=event_title(desk),
        when=_when(desk),
        lead=_lead(desk, told := apart(desk)),
        apart=told,
        facts=_facts(desk),
        partings=len(record.divergences),
        rows=tuple(_row(desk, account) for account in desk.accounts),
        parts=_parts(desk),
    )


def event_title(desk: Desk) -> str:
    """The clearest headline: the one whose words most other accounts use too, neither curt nor endless."""
    titles = [(account, _bare_title(account.source)) for account in desk.accounts if account.source.title]
    titles = [(account, title) for account, title in titles if title]
    if not titles:
        lines = desk.record.summary or ()
        return words.shortened(lines[0].text, 110) if lines else "One event, several accounts"
    spread: Counter[str] = Counter()
    for account in desk.accounts:
        body = f"{account.source.title or ''} {account.source.text[:4000]}"
        spread.update({key(token) for token in tokens(body) if token.isalpha()})

    def clearness(title: str) -> tuple[bool, float]:
        own = {key(token) for token in tokens(title) if token.isalpha() and len(token) > 3}
        hearsay = re.search(r"[“‘\"?]|\s[-–—]\s\w+$|,? (?:says?|said|reports?)\b", title) is not None
        # Between sum and mean: a longer headline may win, but not by its length alone.
        shared = sum(spread[word] - 1 for word in own) / math.sqrt(max(len(own), 1))
        return not (hearsay or len(title) > 120 or len(own) < 4), shared

    return max(titles, key=lambda item: (clearness(item[1]), -len(item[1]), item[1]))[1]


def _bare_title(source: Source) -> str:
    """The title without the outlet's name and without live-page labels at its ends."""
    title = words.folded(source.title or "")
    if source.outlet:
        title = re.sub(rf"\s*[-–—|]\s*{re.escape(source.outlet)}\s*$", "", title, flags=re.IGNORECASE)
    title = re.sub(r"\s*[-–—|:]\s*(?:live|as it happened|live updates)\s*$", "", title, flags=re.IGNORECASE)
    return words.shortened(title, 160)


def _times(desk: Desk) -> list[datetime]:
    found = [words.utc(s.published) for s in desk.record.statements if s.published]
    return found or [words.utc(d.published) for d in desk.record.documents if d.published]


def _when(desk: Desk) -> str:
    times = _times(desk)
    if not times:
        return _days(desk)
    first, last = min(times), max(times)
    if first.date() == last.date():
        return f"Told on {words.day(first)}, from {words.clock(first)} to {words.clock(last)} UTC"
    return f"Told from {words.stamp(first)} to {words.stamp(last)}"


def _days(desk: Desk) -> str:
    """What is left to say where no account gives a time: the days on which they were published, if any."""
    days = sorted(document.day for document in desk.record.documents if document.day)
    if not days:
        return "No account gives a time that could be read."
    if days[0] == days[-1]:
        return f"Published {words.calendar(days[0])}, hour not known"
    return f"Published from {words.calendar(days[0])} to {words.calendar(days[-1])}, hours not known"


def _parts(desk: Desk) -> tuple[SummaryPart, ...]:
    """The thirds of the summary; of an account that stands alone only what it says, since nothing can be compared."""
    found = tuple(
        SummaryPart(
            key=section,
            name=name,
            lines=tuple(_line(desk, line) for line in desk.record.summary if line.section == section),
            partings=_partings(desk) if section == "disputed" else (),
            empty=empty,
        )
        for section, name, empty in _SECTIONS
    )
    if len(desk.accounts) != 1 or not any(part.lines or part.partings for part in found):
        return found
    own = "What the account says"
    return tuple(
        msgspec.structs.replace(part, name=own if part.key == "single" else part.name)
        for part in found
        if part.lines or part.partings
    )


def _lead(desk: Desk, apart_: str) -> str:
    record = desk.record
    kinds = Counter(document.kind for document in record.documents)
    forms = [words.counted(kinds["live"], "live page")] if kinds["live"] else []
    forms += [words.counted(kinds["article"], "article")] if kinds["article"] else []
    if len(desk.accounts) == 1:
        return (
            f"One account of one event ({words.listed(forms)}): who says what, and on whose word. "
            "Nothing can be compared until another account is added. This report does not say who is right."
        )
    return (
        f"{words.capital(words.counted(len(desk.accounts), 'account'))}{'' if apart_ else ' of one event'}"
        f" ({words.listed(forms)})"
        " read side by side: who says what, on whose word, and where the accounts part. "
        "This report does not say who is right."
    )


def _facts(desk: Desk) -> tuple[Fact, ...]:
    record = desk.record
    verdicts = Counter(divergence.verdict for divergence in record.divergences)
    bounds = [claim.origin_bounds for claim in record.claims if len(claim.documents) > 1]
    single, sure = sum(high < 2 for _, high in bounds), sum(low > 1 for low, _ in bounds)
    people = sum(entity.kind == "person" for entity in record.entities)
    found = (
        (len(record.statements), "statement", "found in the accounts", "sources"),
        (len(bounds), "claim", f"told by several accounts, of {len(record.claims):,} in all", "claims"),
        (sure, "", "of these with two origins or more", "origins"),
        (single, "", "of these from one origin", "origins"),
        (len(bounds) - single - sure, "", "of these from one origin or more: too little is told", "origins"),
        (len(record.divergences), "place", "where accounts part", "divergences"),
        (verdicts["contradiction"], "place", "where two accounts cannot both hold", "divergences"),
        (people, "person", "named", "people"),
        (len(record.problems), "problem", "met on the way", "problems"),
    )
    several_of = {"person": "people", "": ""}
    return tuple(
        Fact(f"{count:,}", f"{thing if count == 1 else several_of.get(thing, thing + 's')} {rest}".lstrip(), href)
        for count, thing, rest, href in found
    )


def _row(desk: Desk, account: Account) -> AccountRow:
    source = account.source
    posts = sum(post.document == source.id for post in desk.record.posts)
    basis = _zone(desk, source)
    if source.published_as_given:
        given = f"given as “{words.shortened(source.published_as_given, 60)}”"
        basis = f"{given}; {basis}" if source.timezone or not source.published else given
    return AccountRow(
        account=account,
        outlet=account.name,
        known_by=f"Outlet known by: {source.outlet_basis}" if source.outlet_basis else "",
        unknown=not source.outlet,
        title=words.shortened(source.title or "", 140),
        file=(source.path or source.url or "").rstrip("/").rsplit("/", 1)[-1],
        link=words.web_address(source.url),
        kind="live page" if source.kind == "live" else "article",
        published=_published(desk, source),
        iso=words.iso(source.published) or (source.day.isoformat() if source.day else ""),
        basis=basis,
        words=f"{len(source.text.split()):,}",
        posts=f"{posts:,}" if posts else "–",
        statements=f"{sum(s.document == source.id for s in desk.record.statements):,}",
        language=source.language,
        partial=source.partial,
    )


def _zone(desk: Desk, source: Source) -> str:
    """How the account's times came to be in UTC: a page may name a zone beside each hour and have no home zone."""
    if source.timezone:
        return f"home zone {source.timezone.removeprefix('Etc/')}"
    timed = source.published or any(post.published for post in desk.record.posts if post.document == source.id)
    return "its times name their zone" if timed else "zone not known"


def _published(desk: Desk, source: Source) -> str:
    """The account's own time, or else the times of its posts, or else its day."""
    posts = sorted(words.utc(p.published) for p in desk.record.posts if p.document == source.id and p.published)
    if source.published or not (posts or source.day):
        return words.stamp(source.published)
    if source.day and not posts:
        return f"{words.calendar(source.day)}, hour not known"
    first, last = posts[0], posts[-1]
    if first.date() == last.date():
        return f"Posts of {words.day(first)}, {words.clock(first)} to {words.clock(last)} UTC"
    return f"Posts from {words.stamp(first)} to {words.stamp(last)}"


def _standing(desk: Desk, line: Line) -> str:
    """`Four accounts, one origin`; of several claims at once only what the line itself says."""
    claims = {desk.claim_of[s] for s in line.statements if s in desk.claim_of}
    if len(claims) != 1:
        return words.capital(words.STANDING.get(line.standing, line.standing))
    return desk.standing(desk.claim[claims.pop()])


def _partings(desk: Desk) -> tuple[Parting, ...]:
    """The gravest divergences that no disputed line has told already, contradictions first."""
    order = {"contradiction": 0, "possible": 1}
    grave = [d for d in desk.record.divergences if d.verdict in order]
    grave.sort(key=lambda d: (order[d.verdict], -len({p.document for s in d.sides for p in s.spans}), d.id))
    lines = [set(line.statements) for line in desk.record.summary if line.section == "disputed"]
    found: dict[tuple[str, str], Parting] = {}
    told: set[tuple[str, str]] = set()
    for divergence in grave:
        parting = _parting(desk, divergence)
        key = (parting.kind, parting.text)
        found.setdefault(key, parting)
        if any(all(line.intersection(side.statements) for side in divergence.sides) for line in lines):
            told.add(key)
    return tuple(parting for key, parting in found.items() if key not in told)[:PARTINGS]


def _parting(desk: Desk, divergence: Divergence) -> Parting:
    places = {place.document for side in divergence.sides for place in side.spans}
    told = {desk.statement[s].document for side in divergence.sides for s in side.statements if s in desk.statement}
    return Parting(
        href=anchor("v", divergence.id),
        kind=words.KIND.get(divergence.kind, divergence.kind),
        text=words.shortened(" against ".join(title(desk, divergence)), 160),
        verdict=words.VERDICT[divergence.verdict],
        why=words.shortened(_about(desk, divergence), 200),
        accounts=desk.accounts_of(places | told),
    )


def _about(desk: Desk, divergence: Divergence) -> str:
    """The claim that two values are of, which they do not say themselves; else what the sides are told to say."""
    claim = next((desk.claim[key] for key in divergence.claims if key in desk.claim), None)
    if claim is not None and divergence.kind in {"number", "date", "place"}:
        return words.folded(claim.text)
    return desk.renamed(divergence.why)


def _line(desk: Desk, line: Line) -> SummaryLine:
    refs = desk.refs(line.statements)
    documents = {desk.statement[s].document for s in line.statements if s in desk.statement}
    return SummaryLine(
        text=words.folded(line.text),
        standing=_standing(desk, line),
        refs=refs,
        accounts=desk.accounts_of(documents),
    )
