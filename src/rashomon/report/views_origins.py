"""Origins: from the accounts back through relays to the ends of the sourcing chains, claim by claim."""

import msgspec

from rashomon.model.record import Claim, Origin
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.limits import ALL_ROOTS, ROOTS, TREES, TREES_OPEN
from rashomon.report.views_matrix import ranked


class End(msgspec.Struct, frozen=True, kw_only=True):
    """An account at the end of a way, with its pointers."""

    account: Account
    refs: tuple[Ref, ...]


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """One way from an origin: the relays, nearest the origin first, and the accounts that it reaches."""

    relays: tuple[str, ...]
    ends: tuple[End, ...]


class OriginView(msgspec.Struct, frozen=True, kw_only=True):
    """One origin with all that is told on its word."""

    label: str
    naming: str
    why: str
    paths: tuple[Path, ...]


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The origins of one claim."""

    href: str
    text: str
    standing: str
    origins: tuple[OriginView, ...]
    left_out: int
    letters: str
    speakers: str


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """Trees shown at once, those behind "show all", and how many are left out."""

    first: tuple[Tree, ...]
    rest: tuple[Tree, ...]
    left_out: int


def fewest_first(desk: Desk) -> list[Claim]:
    """Claims of several accounts, those with fewest origins for their accounts first: they are the news here."""
    claims = [claim for claim in ranked(desk) if claim.origins]
    return sorted(claims, key=lambda claim: len(claim.origins) - len(claim.documents))


def origins(desk: Desk, shown: int = TREES_OPEN) -> Origins:
    """The trees of the claims, `shown` of them before "show all"."""
    claims = fewest_first(desk)
    trees, room = [], ALL_ROOTS
    for claim in claims[:TREES]:
        if room <= 0:
            break
        room -= min(len(claim.origins), ROOTS)
        trees.append(tree(desk, claim))
    return Origins(first=tuple(trees[:shown]), rest=tuple(trees[shown:]), left_out=len(claims) - len(trees))


def tree(desk: Desk, claim: Claim, roots: int = ROOTS) -> Tree:
    """The origins of one claim."""
    statements = [desk.statement[s] for s in claim.statements if s in desk.statement]
    return Tree(
        href=anchor("c", claim.id),
        text=words.shortened(claim.text, 240),
        standing=desk.standing(claim),
        origins=tuple(_origin(desk, origin) for origin in claim.origins[:roots]),
        left_out=max(len(claim.origins) - roots, 0),
        letters=" ".join(account.letter for account in desk.accounts_of(claim.documents)),
        speakers=" ".join(dict.fromkeys(desk.voice(s).key for s in statements if s.source)),
    )


def _origin(desk: Desk, origin: Origin) -> OriginView:
    ways: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for key in origin.statements:
        if (statement := desk.statement.get(key)) is not None:
            # The chain runs from the outlet to the source; the tree grows from the source.
            relays = tuple(link.name for link in reversed(statement.chain) if link.name)
            ways.setdefault(relays, {}).setdefault(statement.document, []).append(key)
    sourced = any(desk.statement[key].source for key in origin.statements if key in desk.statement)
    return OriginView(
        label=desk.renamed(origin.label),
        naming=("named" if origin.named else "not named") if sourced else "the outlet itself",
        why=desk.renamed(origin.why),
        paths=tuple(
            Path(
                relays=relays,
                ends=tuple(
                    End(account=account, refs=desk.refs(tuple(reached[account.id])))
                    for account in desk.accounts
                    if account.id in reached
                ),
            )
            for relays, reached in sorted(ways.items())
        ),
    )
