"""Matrix: which account carries which claim, and on whose word."""

from collections.abc import Mapping

import msgspec

from rashomon.model.record import Claim
from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.limits import MATRIX_CELLS, MATRIX_OPEN

MARKS = (
    ("●", "named", "on the word of a named source"),
    ("○", "unnamed", "on the word of an unnamed source"),
    ("■", "own voice", "in the outlet’s own voice"),
    ("≠", "one side", "carries one side of a dispute"),
    ("·", "absent", "does not carry it, though it could have"),
    ("‹", "too early", "was published before the claim was out"),
    ("¼", "partial", "only part of this account was given to us"),
)
"""Sign, word and meaning. The sign is never alone: the word stands beside it or is read out."""
_SIGN = {word: (sign, meaning) for sign, word, meaning in MARKS}
_VOICE = {"named source": "named", "unnamed source": "unnamed", "own voice": "own voice"}
_REASON = {"absent": "absent", "too early": "too early", "partial text": "partial"}


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How one account stands to one claim; `href` is empty where it says nothing."""

    sign: str
    word: str
    href: str
    kind: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim."""

    text: str
    href: str
    standing: str
    letters: str
    speakers: str
    cells: tuple[Cell, ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Rows shown at once, rows behind "show all", and how many are left out."""

    accounts: tuple[Account, ...]
    first: tuple[Row, ...]
    rest: tuple[Row, ...]
    left_out: int
    singles: int
    wide: bool
    """More accounts than words fit in the cells: signs only, with the words for screen readers."""


def ranked(desk: Desk) -> list[Claim]:
    """Claims of several accounts, the most carried first, in the record's order among equals."""
    order = {claim.id: at for at, claim in enumerate(desk.record.claims)}
    several = [claim for claim in desk.record.claims if len(claim.documents) > 1]
    return sorted(several, key=lambda claim: (-len(claim.documents), claim.standing != "disputed", order[claim.id]))


def matrix(desk: Desk, shown: int = MATRIX_OPEN) -> Matrix:
    """Claims of several accounts by accounts, `shown` of them before "show all"."""
    claims = ranked(desk)
    room = max(MATRIX_CELLS // max(len(desk.accounts), 1), MATRIX_OPEN)
    reasons = {(omission.claim, omission.document): omission.reason for omission in desk.record.omissions}
    sides = _sides(desk)
    rows = [_row(desk, claim, reasons, sides) for claim in claims[:room]]
    return Matrix(
        accounts=desk.accounts,
        first=tuple(rows[:shown]),
        rest=tuple(rows[shown:]),
        left_out=max(len(claims) - room, 0),
        singles=len(desk.record.claims) - len(claims),
        wide=len(desk.accounts) > 7,
    )


def _sides(desk: Desk) -> frozenset[str]:
    """Statements that stand on a side of a divergence whose sides cannot both hold or deny each other."""
    return frozenset(
        statement
        for divergence in desk.record.divergences
        if divergence.verdict == "contradiction" or divergence.kind == "denial"
        for side in divergence.sides
        for statement in side.statements
    )


def _row(desk: Desk, claim: Claim, reasons: Mapping[tuple[str, str], str], sides: frozenset[str]) -> Row:
    statements = [desk.statement[s] for s in claim.statements if s in desk.statement]
    cells = []
    for account in desk.accounts:
        mine = [s for s in statements if s.document == account.id]
        if not mine:
            cells.append(_empty(reasons.get((claim.id, account.id))))
            continue
        best = min(mine, key=lambda s: (_rank(desk.voice(s).sourcing), s.headline, s.id))
        word = _VOICE[desk.voice(best).sourcing]
        disputed = any(s.id in sides for s in mine)
        sign = _SIGN[word][0] + ("≠" if disputed else "")
        cells.append(
            Cell(
                sign=sign,
                word=f"{word}, one side" if disputed else word,
                href=desk.ref[best.id].anchor,
                kind="says",
            )
        )
    return Row(
        text=words.shortened(claim.text, 220),
        href=anchor("c", claim.id),
        standing=desk.standing(claim),
        letters=" ".join(account.letter for account in desk.accounts_of(claim.documents)),
        speakers=" ".join(dict.fromkeys(desk.voice(s).key for s in statements if s.source)),
        cells=tuple(cells),
    )


def _rank(sourcing: str) -> int:
    return ("named source", "unnamed source", "own voice").index(sourcing)


def _empty(reason: str | None) -> Cell:
    if reason is None:
        return Cell(sign="", word="", href="", kind="none")
    word = _REASON.get(reason, reason)
    return Cell(sign=_SIGN[word][0], word=word, href="", kind="gap")
