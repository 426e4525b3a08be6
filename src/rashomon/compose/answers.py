"""Moves told twice become one, those of "both sides" are given to the two, and an answer changes a status."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.compose.parties import one_party
from rashomon.model.record import Act, Move

STATUS: dict[Act, str] = {
    "demand": "open", "offer": "open", "agree": "agreed", "request": "open", "reject": "refused", "concede": "agreed",
    "threaten": "open", "accuse": "open", "consult": "held", "plan": "planned",
}  # fmt: skip
ALIKE = 0.6
"""Share of the smaller content's words that two moves must share to be one move told twice."""
ANSWERS = 0.5
"""The same for an answer to a demand or offer."""
OPEN: frozenset[Act] = frozenset({"demand", "offer", "request"})
"""Acts that wait for an answer."""


class Told(NamedTuple):
    """A move with its words and the time at which it was first told."""

    move: Move
    words: frozenset[str]
    first: float


def joined(groups: dict[tuple[str, Act], list[str]], order: Sequence[str]) -> dict[tuple[str, Act], list[str]]:
    """Within one claim "both sides" are the two that another account names."""
    out: dict[tuple[str, Act], list[str]] = {}
    for (party, act), keys in sorted(groups.items()):
        named = {n for other, deed in groups if deed == act and (n := one_party(party, other)) is not None} - {party}
        out.setdefault((named.pop() if len(named) == 1 else party, act), []).extend(keys)
    return {key: sorted(keys, key=order.index) for key, keys in out.items()}


def once(found: Sequence[Told]) -> list[Told]:
    """Moves of one party and act in much the same words become one."""
    out: list[Told] = []
    for item in found:
        hosts = (
            (k, party) for k, old in enumerate(out)
            if old.move.act == item.move.act and (party := one_party(old.move.party, item.move.party)) is not None
            and (_shared(old.words, item.words) >= ALIKE or _holds(old.move.content, item.move.content))
        )  # fmt: skip
        host = next(hosts, None)
        if host is None:
            out.append(item)
            continue
        at, party = host
        old = out[at]
        statements = tuple(dict.fromkeys((*old.move.statements, *item.move.statements)))
        told = replace(old.move, party=party, statements=statements)
        out[at] = old._replace(move=told, first=min(old.first, item.first))
    return out


def _holds(one: str, two: str) -> bool:
    """Whether one content is the other with more behind it."""
    return one.startswith(two) or two.startswith(one)


def answered(found: Sequence[Told]) -> list[Move]:
    """Open moves that a later move of the same content answers say so: agreed, refused or withdrawn, and by whom."""
    out = []
    for item in found:
        answer = None
        if item.move.act in OPEN:
            later = [
                t for t in found
                if t.first > item.first > 0 and t.move.act in ("agree", "reject", "concede")
                and _shared(t.words, item.words) >= ANSWERS
            ]  # fmt: skip
            answer = min(later, key=lambda t: (t.first, t.move.content), default=None)
        out.append(replace(item.move, status=_status(item.move, answer.move)) if answer is not None else item.move)
    return out


def _status(move: Move, answer: Move) -> str:
    if answer.party == move.party:
        return "withdrawn" if answer.act == "concede" else STATUS[answer.act]
    return f"{STATUS[answer.act]} by {answer.party}"


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    small = min(len(one), len(two))
    return len(one & two) / small if small > 1 else 0.0
