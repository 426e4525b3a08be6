"""Omissions: what each account leaves out of what it could have told, with the number it is out of."""

import msgspec

from rashomon.model.record import Omission
from rashomon.report import words
from rashomon.report.apart import apart
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.limits import ALL_OMISSIONS, OMISSIONS, OMISSIONS_OPEN


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that an account does not carry."""

    href: str
    text: str
    why: str
    carried: tuple[Account, ...]
    refs: tuple[Ref, ...]


class Gaps(msgspec.Struct, frozen=True, kw_only=True):
    """What one account leaves out."""

    account: Account
    sentence: str
    first: tuple[Missing, ...]
    rest: tuple[Missing, ...]
    left_out: int
    excused: str


class Omissions(msgspec.Struct, frozen=True, kw_only=True):
    """One entry for each account."""

    accounts: tuple[Gaps, ...]
    apart: str
    """That some accounts share no claim, so that a claim left out may belong to another event; else empty."""


def omissions(desk: Desk) -> Omissions:
    """Only what the account could have had counts as left out; the rest is excused, with its reason."""
    by_document: dict[str, list[Omission]] = {account.id: [] for account in desk.accounts}
    for omission in desk.record.omissions:
        if omission.document in by_document and omission.claim in desk.claim:
            by_document[omission.document].append(omission)
    room = min(OMISSIONS, ALL_OMISSIONS // max(len(desk.accounts), 1))
    return Omissions(
        accounts=tuple(_gaps(desk, account, by_document[account.id], room) for account in desk.accounts),
        apart=apart(desk),
    )


def _gaps(desk: Desk, account: Account, mine: list[Omission], room: int) -> Gaps:
    absent = [omission for omission in mine if omission.reason == "absent"]
    early = sum(omission.reason == "too early" for omission in mine)
    partial = sum(omission.reason == "partial text" for omission in mine)
    carried = sum(account.id in claim.documents and len(claim.documents) > 1 for claim in desk.claim.values())
    could = carried + len(absent)
    absent.sort(key=lambda o: (-len(desk.claim[o.claim].documents), o.claim))
    shown = [_missing(desk, omission) for omission in absent[:room]]
    reasons = [f"{words.counted(early, 'claim')} came out after its last words"] if early else []
    reasons += [f"{words.counted(partial, 'claim')} may stand in the part that we were not given"] if partial else []
    return Gaps(
        account=account,
        sentence=_sentence(carried, could, len(absent)),
        first=tuple(shown[:OMISSIONS_OPEN]),
        rest=tuple(shown[OMISSIONS_OPEN:]),
        left_out=len(absent) - len(shown),
        excused=f"Not counted: {words.listed(reasons)}." if reasons else "",
    )


def _sentence(carried: int, could: int, absent: int) -> str:
    if not could:
        return "Shares no claim with another account, so nothing can be said about what it leaves out."
    of = words.counted(could, "claim")
    out = f"Of {of} that other accounts tell and that were out in time, it carries {words.number(carried)}"
    return f"{out} and leaves out {words.number(absent)}." if absent else f"{out}: it leaves out none."


_ONLY_THAT = " does not."
"""How a reason ends that tells nothing but who carries the claim, which stands beside it."""


def _missing(desk: Desk, omission: Omission) -> Missing:
    claim = desk.claim[omission.claim]
    return Missing(
        href=anchor("c", claim.id),
        text=words.shortened(claim.text, 220),
        why="" if omission.why.endswith(_ONLY_THAT) else desk.renamed(omission.why),
        carried=desk.accounts_of(claim.documents),
        refs=desk.refs(claim.statements)[:6],
    )
