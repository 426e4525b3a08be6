"""The same views as JSON: from a request to the shape that answers it."""

from collections.abc import Sequence
from typing import TypeVar

from rashomon.changes import Changes
from rashomon.model.analysis import Statement
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Divergence, Entity, Moment, Move, Omission
from rashomon.report.desk import Desk
from rashomon.report.views_divergences import gravest_first
from rashomon.report.views_matrix import ranked
from rashomon.report.views_origins import fewest_first
from rashomon.report.views_timeline import in_time
from rashomon.web.ask import Ask, narrowed_by_outlet, paged
from rashomon.web.compare import pair
from rashomon.web.facets import fitting
from rashomon.web.items import find
from rashomon.web.search import within
from rashomon.web.shapes import (
    AccountLine,
    Cell,
    ChangesAnswer,
    ClaimAnswer,
    CompareAnswer,
    DivergenceAnswer,
    Hit,
    Listing,
    PersonAnswer,
    Row,
    SourceAnswer,
    StatementAnswer,
    StoryAnswer,
    VoiceLine,
)

MOST = 500
"""Items of one answer; `page` asks for the next."""
T = TypeVar("T")


def listing(items: Sequence[T], ask: Ask) -> Listing[T]:
    """One page of `items`."""
    shown, pager = paged(items, ask, MOST)
    return Listing(version=ask.edition.version, total=pager.total, page=pager.page, pages=pager.pages, items=shown)


def story(ask: Ask) -> StoryAnswer:
    """The overview."""
    record = ask.edition.record
    return StoryAnswer(
        version=ask.edition.version,
        title=ask.edition.title,
        noticed=ask.edition.noticed,
        accounts=_accounts(ask.desk),
        claims=len(record.claims),
        statements=len(record.statements),
        divergences=len(record.divergences),
        summary=record.summary,
    )


def timeline(ask: Ask) -> Listing[Moment]:
    """Moments in order."""
    return listing(in_time(ask.narrowed()), ask)


def matrix(ask: Ask) -> Listing[Row]:
    """Claims of several accounts by accounts."""
    desk = ask.narrowed()
    reasons = {(o.claim, o.document): o.reason for o in desk.record.omissions}
    shown, pager = paged(ranked(desk), ask, MOST)
    names = ask.facets.outlet
    accounts = [account for account in desk.accounts if not names or account.name in names]
    rows = tuple(
        Row(
            claim=claim.id,
            text=claim.text,
            standing=claim.standing,
            cells=tuple(
                Cell(
                    document=account.id,
                    statements=tuple(s for s in claim.statements if desk.statement[s].document == account.id),
                    absent=reasons.get((claim.id, account.id)),
                )
                for account in accounts
            ),
        )
        for claim in shown
    )
    return Listing(version=ask.edition.version, total=pager.total, page=pager.page, pages=pager.pages, items=rows)


def claims(ask: Ask) -> Listing[Claim]:
    """Claims of several accounts, the most carried first."""
    return listing(ranked(ask.narrowed()), ask)


def alone(ask: Ask) -> Listing[Claim]:
    """Claims of one account."""
    return listing([claim for claim in ask.narrowed().record.claims if len(claim.documents) < 2], ask)


def divergences(ask: Ask) -> Listing[Divergence]:
    """Divergences, gravest first."""
    return listing(gravest_first(ask.narrowed()), ask)


def origins(ask: Ask) -> Listing[Claim]:
    """Claims with their origins, those with fewest origins for their accounts first."""
    return listing(fewest_first(ask.narrowed()), ask)


def ledger(ask: Ask) -> Listing[Move]:
    """Moves of the parties."""
    return listing(ask.narrowed().record.ledger, ask)


def people(ask: Ask) -> Listing[Entity]:
    """People, bodies, places and groups."""
    return listing(narrowed_by_outlet(ask).record.entities, ask)


def voices(ask: Ask) -> Listing[VoiceLine]:
    """On whose word each account tells the story."""
    keep = fitting(ask.desk, ask.facets)
    lines = []
    for account in ask.desk.accounts:
        told = [ask.desk.voice(s) for s in ask.desk.of_document[account.id] if s.id in keep]
        kinds = [voice.sourcing for voice in told]
        names = [voice.name for voice in told if voice.sourcing != "own voice"]
        lines.append(
            VoiceLine(
                document=account.id,
                named=kinds.count("named source"),
                unnamed=kinds.count("unnamed source"),
                own=kinds.count("own voice"),
                speakers={name: names.count(name) for name in sorted(set(names))},
            )
        )
    return listing(lines, ask)


def omissions(ask: Ask) -> Listing[Omission]:
    """What accounts do not carry, with reasons."""
    return listing(narrowed_by_outlet(ask).record.omissions, ask)


def problems(ask: Ask) -> Listing[Problem]:
    """What could not be read or decided."""
    return listing(narrowed_by_outlet(ask).record.problems, ask)


def sources(ask: Ask) -> Listing[AccountLine]:
    """The accounts, without their texts."""
    return listing(_accounts(ask.desk), ask)


def claim(ask: Ask) -> ClaimAnswer:
    """One claim."""
    desk = ask.desk
    found = desk.claim[find(ask, "c")]
    return ClaimAnswer(
        version=ask.edition.version,
        claim=found,
        statements=_statements(desk, found.statements),
        divergences=tuple(d for d in desk.record.divergences if found.id in d.claims),
        omissions=tuple(o for o in desk.record.omissions if o.claim == found.id),
    )


def statement(ask: Ask) -> StatementAnswer:
    """One statement."""
    desk = ask.desk
    found = desk.statement[find(ask, "s")]
    account = desk.account[found.document]
    passages = tuple(
        p
        for p in desk.record.passages
        if p.document == found.document and any(s.start < p.end and p.start < s.end for s in found.content)
    )
    return StatementAnswer(
        version=ask.edition.version,
        label=desk.ref[found.id].label,
        account=account.name,
        speaker=desk.voice(found).name,
        statement=found,
        claim=desk.claim_of.get(found.id),
        passages=passages,
        words=tuple(account.source.text[p.start : p.end] for p in passages),
    )


def divergence(ask: Ask) -> DivergenceAnswer:
    """One divergence."""
    key = find(ask, "v")
    found = next(d for d in ask.desk.record.divergences if d.id == key)
    held = tuple(s for side in found.sides for s in side.statements)
    return DivergenceAnswer(version=ask.edition.version, divergence=found, statements=_statements(ask.desk, held))


def person(ask: Ask) -> PersonAnswer:
    """One entity."""
    found = ask.desk.entity[find(ask, "e")]
    said = tuple(s for s in ask.desk.record.statements if s.source and s.source.entity == found.id)
    return PersonAnswer(version=ask.edition.version, entity=found, statements=said)


def source(ask: Ask) -> SourceAnswer:
    """One account with its text."""
    record = ask.edition.record
    key = find(ask, "d")
    return SourceAnswer(
        version=ask.edition.version,
        document=ask.desk.account[key].source,
        passages=tuple(p for p in record.passages if p.document == key),
        posts=tuple(p for p in record.posts if p.document == key),
        statements=ask.desk.of_document[key],
    )


def compare(ask: Ask) -> CompareAnswer:
    """Two accounts."""
    two = pair(ask)
    return CompareAnswer(
        version=ask.edition.version,
        left=two.left.id,
        right=two.right.id,
        both=two.both,
        only_left=two.only_left,
        only_right=two.only_right,
    )


def search(ask: Ask) -> Listing[Hit]:
    """Statements that were found, best first."""
    desk = ask.desk
    hits = within(ask.found, fitting(desk, ask.facets)) if ask.facets.narrows else ask.found
    return listing(
        [
            Hit(
                statement=desk.statement[one.statement],
                account=desk.account[desk.statement[one.statement].document].name,
                claim=desk.claim_of.get(one.statement),
                close=one.close,
            )
            for one in hits
        ],
        ask,
    )


def changed(ask: Ask) -> ChangesAnswer:
    """What is new since another edition."""
    since = ask.since
    return ChangesAnswer(
        version=ask.edition.version,
        since=since.version if since else "",
        known=bool(since and since.known),
        count=since.changes.count if since else 0,
        changes=since.changes if since else Changes(),
        posts=since.posts if since else (),
    )


def _statements(desk: Desk, keys: Sequence[str]) -> tuple[Statement, ...]:
    return tuple(desk.statement[key] for key in dict.fromkeys(keys) if key in desk.statement)


def _accounts(desk: Desk) -> tuple[AccountLine, ...]:
    own = ("id", "outlet", "title", "kind", "path", "url", "published", "language", "timezone", "partial")
    return tuple(
        AccountLine(
            letter=account.letter,
            name=account.name,
            statements=len(desk.of_document[account.id]),
            **{name: getattr(account.source, name) for name in own},
        )
        for account in desk.accounts
    )
