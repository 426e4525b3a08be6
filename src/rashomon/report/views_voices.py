"""Voices: whom each account quotes, on named or unnamed word, and with which verbs of saying."""

from collections import Counter
from functools import cache

import msgspec

from rashomon.lexicon import load
from rashomon.model.analysis import Statement
from rashomon.model.span import joined
from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.verbs import lemma_among

_TOP = 8
"""Sources and verbs listed for one account."""
_BAR = 240
"""Width of a bar in its own units."""


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Part of a bar."""

    key: str
    x: int
    width: int


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """Something with how often it occurs; `href` may be empty."""

    text: str
    count: str
    href: str = ""


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """The verbs of one rung of the ladder in one account."""

    key: str
    name: str
    total: str
    verbs: tuple[Count, ...]


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """How one account tells the story."""

    account: Account
    statements: str
    shares: tuple[Count, ...]
    bar: tuple[Segment, ...]
    sources: tuple[Count, ...]
    more_sources: int
    rungs: tuple[Rung, ...]
    without_verb: int
    """Quoted statements whose verb of saying is on no rung or absent."""


class Voices(msgspec.Struct, frozen=True, kw_only=True):
    """Profiles, and the ladder with its meanings."""

    rungs: tuple[tuple[str, str, str], ...]
    profiles: tuple[Profile, ...]


@cache
def ladder() -> tuple[tuple[str, str, str, frozenset[str]], ...]:
    """Key, name, meaning and verbs of each rung of `lexicon/ladder.toml`."""
    return tuple((r["key"], r["name"], r["meaning"], frozenset(r["verbs"])) for r in load("ladder")["rung"])


@cache
def _all_verbs() -> frozenset[str]:
    return frozenset().union(*(verbs for *_, verbs in ladder()))


def voices(desk: Desk) -> Voices:
    """A profile for each account that says anything."""
    mine: dict[str, list[Statement]] = {account.id: [] for account in desk.accounts}
    for statement in desk.statement.values():
        mine[statement.document].append(statement)
    return Voices(
        rungs=tuple((key, name, meaning) for key, name, meaning, _ in ladder()),
        profiles=tuple(_profile(desk, account, mine[account.id]) for account in desk.accounts),
    )


def _profile(desk: Desk, account: Account, statements: list[Statement]) -> Profile:
    sourcing = Counter(desk.voice(s).sourcing for s in statements)
    quoted = [s for s in statements if s.source is not None]
    sources = Counter((desk.voice(s).name, desk.voice(s).key) for s in quoted)
    listed = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    known = {anchor("e", e) for e in desk.entity}
    verbs = Counter(_verb(account, s) for s in quoted)
    placed = sum(count for verb, count in verbs.items() if verb)
    return Profile(
        account=account,
        statements=words.counted(len(statements), "statement"),
        shares=tuple(
            Count(text=text, count=words.share(sourcing[key], len(statements)))
            for key, text in (("named source", "named"), ("unnamed source", "unnamed"), ("own voice", "own voice"))
        ),
        bar=_bar([sourcing["named source"], sourcing["unnamed source"], sourcing["own voice"]]),
        sources=tuple(
            Count(text=words.shortened(name, 90), count=f"{count:,}", href=key if key in known else "")
            for (name, key), count in listed[:_TOP]
        ),
        more_sources=max(len(listed) - _TOP, 0),
        rungs=tuple(_rung(key, name, members, verbs) for key, name, _, members in ladder()),
        without_verb=len(quoted) - placed,
    )


def _verb(account: Account, statement: Statement) -> str:
    """The verb of saying in a statement's cue, or empty."""
    cue = joined(statement.cue, account.source.text) if statement.cue else ""
    return lemma_among(cue, _all_verbs())


def _rung(key: str, name: str, members: frozenset[str], verbs: Counter[str]) -> Rung:
    mine = sorted(((v, n) for v, n in verbs.items() if v in members), key=lambda item: (-item[1], item[0]))
    total = sum(n for _, n in mine)
    return Rung(
        key=key,
        name=name,
        total=f"{total:,}" if total else "",
        verbs=tuple(Count(text=verb, count=f"{n:,}") for verb, n in mine[:_TOP]),
    )


def _bar(parts: list[int]) -> tuple[Segment, ...]:
    whole = sum(parts)
    found, x = [], 0
    for key, part in zip(("named", "unnamed", "own"), parts, strict=True):
        width = round(_BAR * part / whole) if whole else 0
        found.append(Segment(key=key, x=x, width=min(width, _BAR - x)))
        x += width
    return tuple(found)
