"""Two outlets beside each other: what both say and how the wording differs, and what only one of them says."""

from collections.abc import Iterable

import msgspec

from rashomon.errors import OptionError
from rashomon.model.record import Claim, Divergence
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.told import Told, side_by_side
from rashomon.report.views_claims import single
from rashomon.report.views_divergences import DivergenceView, divergence_view, gravest_first
from rashomon.web.ask import Ask, Pager, paged

SHARED = 40
ALONE = 60
PARTINGS = 40
WORDINGS = 6
"""Wordings of one account under one claim."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that both carry."""

    anchor: str
    text: str
    standing: str
    left: tuple[Told, ...]
    right: tuple[Told, ...]


class Alone(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that one of the two carries; `others` are further accounts that do."""

    anchor: str
    text: str
    refs: tuple[Ref, ...]
    others: tuple[Account, ...]
    who: str
    stance: str
    why: str
    """Why the other does not carry it, where the record says."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. The lists that only one has are cut at ALONE; the counts are whole."""

    left: Account
    right: Account
    shared: tuple[Shared, ...]
    partings: tuple[DivergenceView, ...]
    partings_count: int
    only_left: tuple[Alone, ...]
    only_left_count: int
    only_right: tuple[Alone, ...]
    only_right_count: int


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of two accounts, sorted out."""

    left: Account
    right: Account
    both: tuple[Claim, ...]
    only_left: tuple[Claim, ...]
    only_right: tuple[Claim, ...]


def pair(ask: Ask) -> Pair:
    """The two accounts that are asked for (the first two where none are named) and their claims.

    Raises OptionError when there are fewer than two accounts or a name is unknown.
    """
    desk = ask.desk
    if len(desk.accounts) < 2:
        raise OptionError("this record has one account, and nothing to compare it with; add another and build again")
    left = _account(desk, ask.a) if ask.a else desk.accounts[0]
    right = _account(desk, ask.b) if ask.b else next(one for one in desk.accounts if one.id != left.id)
    claims = ask.narrowed().record.claims
    of_left = [claim for claim in claims if left.id in claim.documents]
    of_right = [claim for claim in claims if right.id in claim.documents]
    return Pair(
        left=left,
        right=right,
        both=_ranked(claim for claim in of_left if right.id in claim.documents),
        only_left=_ranked(claim for claim in of_left if right.id not in claim.documents),
        only_right=_ranked(claim for claim in of_right if left.id not in claim.documents),
    )


def compare(ask: Ask) -> tuple[Comparison, Pager]:
    """The comparison of two accounts, a page of what both carry."""
    two, desk = pair(ask), ask.desk
    both, pager = paged(two.both, ask, SHARED)
    reasons = {(o.claim, o.document): desk.renamed(o.why) or o.reason for o in desk.record.omissions}
    parting = [d for d in gravest_first(ask.narrowed()) if _between(desk, d, two)]
    return Comparison(
        left=two.left,
        right=two.right,
        shared=tuple(_shared(desk, claim, two) for claim in both),
        partings=tuple(divergence_view(desk, d) for d in parting[:PARTINGS]),
        partings_count=len(parting),
        only_left=tuple(
            _alone(desk, c, two.left, reasons.get((c.id, two.right.id), "")) for c in two.only_left[:ALONE]
        ),
        only_left_count=len(two.only_left),
        only_right=tuple(
            _alone(desk, c, two.right, reasons.get((c.id, two.left.id), "")) for c in two.only_right[:ALONE]
        ),
        only_right_count=len(two.only_right),
    ), pager


def _account(desk: Desk, name: str) -> Account:
    for account in desk.accounts:
        if name in {account.id, account.name, account.letter}:
            return account
    some = ", ".join(account.name for account in desk.accounts[:8])
    raise OptionError(f"outlet {words.shortened(name, 60)!r} is not in this record; there are {some}")


def _ranked(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: -len(claim.documents)))


def _between(desk: Desk, d: Divergence, two: Pair) -> bool:
    """Whether the two stand on different sides."""
    sides = [
        {place.document for place in side.spans}
        | {desk.statement[s].document for s in side.statements if s in desk.statement}
        for side in d.sides
    ]
    return any(
        two.left.id in sides[at] and two.right.id in sides[other]
        for at in range(len(sides))
        for other in range(len(sides))
        if at != other
    )


def _shared(desk: Desk, claim: Claim, two: Pair) -> Shared:
    mine = [desk.statement[s] for s in claim.statements if s in desk.statement]
    told = side_by_side(desk, [s for s in mine if s.document in {two.left.id, two.right.id}])
    return Shared(
        anchor=anchor("c", claim.id),
        text=words.shortened(claim.text, 300),
        standing=desk.standing(claim),
        left=tuple(t for t in told if t.account.id == two.left.id)[:WORDINGS],
        right=tuple(t for t in told if t.account.id == two.right.id)[:WORDINGS],
    )


def _alone(desk: Desk, claim: Claim, one: Account, why: str) -> Alone:
    mine = tuple(s for s in claim.statements if s in desk.statement and desk.statement[s].document == one.id)
    line = single(desk, msgspec.structs.replace(claim, statements=mine))
    return Alone(
        anchor=anchor("c", claim.id),
        text=words.shortened(claim.text, 300),
        refs=desk.refs(mine),
        others=desk.accounts_of(set(claim.documents) - {one.id}),
        who=line.who,
        stance=line.stance,
        why=why,
    )
