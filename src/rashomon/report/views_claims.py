"""Claims: the wordings of each claim side by side, then what only one account tells."""

from collections import Counter

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Claim
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.limits import ALL_WORDINGS, CLAIMS, DIVERGENCES, SINGLES, WORDINGS
from rashomon.report.told import Told, language, side_by_side
from rashomon.report.views_divergences import gravest_first
from rashomon.report.views_matrix import ranked


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One account's wordings of a claim, in reading order."""

    account: Account
    wordings: tuple[Told, ...]


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of several accounts."""

    anchor: str
    text: str
    standing: str
    letters: str
    speakers: str
    columns: tuple[Column, ...]
    left_out: int
    quotes_differ: bool
    ties: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Kinds of the divergences that concern it, each with their anchors."""


class Single(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of one account; `text` is empty where only its number fits."""

    anchor: str
    text: str
    who: str
    stance: str
    """How it is put where that is not plainly asserted: `denied`, `planned`."""
    speaker: str
    refs: tuple[Ref, ...]


class Alone(msgspec.Struct, frozen=True, kw_only=True):
    """What one account tells and no other."""

    account: Account
    lang: str
    claims: tuple[Single, ...]
    rest: tuple[Single, ...]
    loose: tuple[Ref, ...]
    """Statements that belong to no claim."""


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """All claims."""

    several: tuple[ClaimView, ...]
    brief: tuple[Single, ...]
    """Claims of several accounts beyond the limit: text and pointers only."""
    alone: tuple[Alone, ...]
    silent: tuple[Account, ...]
    """Accounts that tell nothing which others do not tell too."""


def claims(desk: Desk) -> Claims:
    """Claims of several accounts with their wordings; the others by account."""
    several = ranked(desk)
    parts = partings_of(desk, DIVERGENCES)
    budget = SINGLES // max(len(desk.accounts), 1)
    shown, room = [], ALL_WORDINGS
    for claim in several[:CLAIMS]:
        if room <= 0:
            break
        room -= min(len(claim.statements), WORDINGS)
        shown.append(claim_view(desk, claim, parts.get(claim.id, {})))
    alone = [alone_view(desk, account, budget) for account in desk.accounts]
    return Claims(
        several=tuple(shown),
        brief=tuple(single(desk, claim) for claim in several[len(shown) :]),
        alone=tuple(one for one in alone if one.claims or one.loose),
        silent=tuple(one.account for one in alone if not (one.claims or one.loose)),
    )


def partings_of(desk: Desk, shown: int | None = None) -> dict[str, dict[str, list[str]]]:
    """For each claim, the anchors of the divergences that concern it, by kind in words.

    A page that shows only the `shown` gravest divergences has no place for links to the others.
    """
    parts: dict[str, dict[str, list[str]]] = {}
    there = {divergence.id for divergence in gravest_first(desk)[:shown]}
    for divergence in desk.record.divergences:
        if divergence.id not in there:
            continue
        for key in divergence.claims:
            kind = words.KIND.get(divergence.kind, divergence.kind).lower()
            parts.setdefault(key, {}).setdefault(kind, []).append(anchor("v", divergence.id))
    return parts


def _outermost(desk: Desk, statements: list[Statement]) -> dict[str, tuple[str, ...]]:
    """The statements that are no part of another of the same voice, each with those that are a part of it.

    What holds a claim and what is held in it often both tell it ("that the board noted the request for talks", "the
    request for talks"); beside the first the second says nothing new.
    """
    held: dict[str, list[str]] = {}
    outer: list[Statement] = []
    for statement in sorted(statements, key=lambda s: -sum(len(span) for span in s.content)):
        host = next((o for o in outer if _part_of(desk, statement, o)), None)
        if host is None:
            outer.append(statement)
        held.setdefault((host or statement).id, []).extend([statement.id] if host else [])
    return {key: tuple(inner) for key, inner in held.items()}


def _part_of(desk: Desk, one: Statement, other: Statement) -> bool:
    return (
        one.document == other.document
        and one.stance in {other.stance, "asserted"}
        and all(any(o.start <= span.start and span.end <= o.end for o in other.content) for span in one.content)
        and desk.voice(one).key == desk.voice(other).key
    )


def _fairly(statements: list[Statement], most: int) -> list[Statement]:
    """At most `most` of them in their order: the first of each account before the second of any, so none is missing."""
    seen: Counter[str] = Counter()
    turns = []
    for at, statement in enumerate(statements):
        turns.append((seen[statement.document], at))
        seen[statement.document] += 1
    return [statements[at] for at in sorted(at for _, at in sorted(turns)[:most])]


def claim_view(desk: Desk, claim: Claim, parts: dict[str, list[str]], limit: int = WORDINGS) -> ClaimView:
    """One claim with at most `limit` of its wordings; `parts` are the divergences that concern it."""
    place = {account.id: at for at, account in enumerate(desk.accounts)}
    statements = sorted(
        (desk.statement[s] for s in claim.statements if s in desk.statement),
        key=lambda s: (place[s.document], desk.ref[s.id].number),
    )
    whole = _outermost(desk, statements)
    kept = _fairly([s for s in statements if s.id in whole], limit)
    shown = tuple(
        msgspec.structs.replace(one, within=desk.refs(whole[statement.id]))
        for statement, one in zip(kept, side_by_side(desk, kept), strict=True)
    )
    quotes = {words.folded(desk.words(s)).strip("“”‘’\"'. ,").casefold() for s in statements if s.form == "direct"}
    speakers = dict.fromkeys(desk.voice(s).key for s in statements if s.source)
    labels = {s.id: desk.ref[s.id].label for s in statements}
    return ClaimView(
        anchor=anchor("c", claim.id),
        text=words.shortened(claim.text, 400),
        standing=desk.standing(claim),
        letters=" ".join(account.letter for account in desk.accounts_of(claim.documents)),
        speakers=" ".join(speakers),
        columns=tuple(
            Column(account=account, wordings=tuple(t for t in shown if t.account.id == account.id))
            for account in desk.accounts_of({t.account.id for t in shown})
        ),
        left_out=len(statements) - sum(1 + len(one.within) for one in shown),
        quotes_differ=len(quotes) > 1 and len(speakers) == 1,
        ties=tuple(
            f"{labels[tie.a]} with {labels[tie.b]}: {desk.renamed(tie.why)}"
            for tie in claim.links
            if tie.a in labels and tie.b in labels
        )[:limit],
        parts=tuple((kind, tuple(anchors)) for kind, anchors in sorted(parts.items())),
    )


def alone_view(desk: Desk, account: Account, budget: int) -> Alone:
    """What only this account tells, `budget` claims with their words and the others by number."""
    mine = [claim for claim in desk.record.claims if tuple(dict.fromkeys(claim.documents)) == (account.id,)]
    singles = sorted((single(desk, claim) for claim in mine), key=lambda s: s.refs[0].number if s.refs else 0)
    loose = tuple(s.id for s in desk.record.statements if s.document == account.id and s.id not in desk.claim_of)
    return Alone(
        account=account,
        lang=language(account),
        claims=tuple(singles[:budget]),
        rest=tuple(singles[budget:]),
        loose=desk.refs(loose),
    )


def single(desk: Desk, claim: Claim) -> Single:
    """A claim on one line, by its first statement."""
    statement = next((desk.statement[s] for s in claim.statements if s in desk.statement), None)
    voice = desk.voice(statement) if statement and statement.source else None
    return Single(
        anchor=anchor("c", claim.id),
        text=words.shortened(claim.text, 320),
        who=voice.name if voice else "own voice",
        stance=words.STANCE.get(statement.stance, statement.stance) if statement else "",
        speaker=voice.key if voice else "own",
        refs=desk.refs(claim.statements),
    )
