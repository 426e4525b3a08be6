"""Moves told twice become one, those of "both sides" are given to the two, and an answer changes a status."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.compose.sides import one_party
from rashomon.model.record import Act, Move

STATUS: dict[Act, str] = {
    "demand": "open", "offer": "open", "agree": "agreed", "request": "open", "reject": "refused", "concede": "agreed",
    "threaten": "open", "accuse": "open", "consult": "held", "plan": "planned",
}  # fmt: skip
ALIKE = 0.6
"""Share of the smaller content's words that two moves must share to be one move told twice."""
LOOSELY = 0.3
"""The same for the words of two contents, less the parties' names, that name one deal, meeting or bid."""
DEED = re.compile(
    r"\b(?:(?:struck|strike[sd]?|striking|reach\w*|clinch\w*|seal\w*|cut) (?:\w+[ -]){0,5}?"
    r"(deal|agreement|accord|pact|truce)"
    r"|(met|meets?|spoke)|(bid|offer|lawsuits?|complaints?|talks|meeting|reaction|sanctions))\b",
    re.IGNORECASE,
)
DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
NO_MATTER = frozenset("that this with from have been they their which would will were into after also".split())
ASKS: dict[Act, tuple[Act, ...]] = {"demand": ("request",), "request": ("demand",)}
"""Acts that two accounts may tell of one deed."""
ANSWERS = 0.5
"""The same for an answer to a demand or offer."""
OPEN: frozenset[Act] = frozenset({"demand", "offer", "request", "plan"})
"""Acts that wait for an answer; a plan waits for what becomes of it."""


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
            if old.move.act in (item.move.act, *ASKS.get(item.move.act, ()))
            and (party := one_party(old.move.party, item.move.party)) is not None
            and (_shared(old.words, item.words) >= ALIKE or _holds(old.move.content, item.move.content)
                 or _one_deed(old.move, item.move))
        )  # fmt: skip
        host = next(hosts, None)
        if host is None:
            out.append(item)
            continue
        at, party = host
        old = out[at]
        statements = tuple(dict.fromkeys((*old.move.statements, *item.move.statements)))
        toward = old.move.toward or item.move.toward
        condition = old.move.condition or item.move.condition
        told = replace(old.move, party=party, statements=statements, toward=toward, condition=condition)
        out[at] = old._replace(move=told, first=min(old.first, item.first))
    return out


def _holds(one: str, two: str) -> bool:
    """Whether one content is the other with more behind it."""
    first, second = one.lower(), two.lower()
    return first in second or second in first


def _one_deed(one: Move, two: Move) -> bool:
    """Whether two moves of one party tell one deal, meeting, bid or call: the same thing, and no other day."""
    if one.toward is not None and two.toward is not None and one.toward != two.toward:
        return False
    days = [{d.lower() for d in DAY.findall(m.content)} for m in (one, two)]
    if all(days) and not days[0] & days[1]:
        return False
    things = [{t.lower() for found in DEED.findall(m.content) for t in found if t} for m in (one, two)]
    names = NO_MATTER.union(*(_long_words(f"{m.party} {m.toward}") for m in (one, two)))
    words = [_long_words(m.content) - names for m in (one, two)]
    return bool(things[0] & things[1]) and _shared(words[0], words[1]) >= LOOSELY


def _long_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))


def answered(found: Sequence[Told]) -> list[Move]:
    """Open moves that a later move of the same content answers say so: agreed, refused or withdrawn, and by whom."""
    out = []
    for item in found:
        answer = None
        if item.move.act in OPEN:
            later = [t for t in found if _answers(t, item) and _shared(t.words, item.words) >= ANSWERS]
            answer = min(later, key=lambda t: (t.first, t.move.content), default=None)
        out.append(replace(item.move, status=_status(item.move, answer.move)) if answer is not None else item.move)
    return out


def _answers(answer: Told, item: Told) -> bool:
    """Whether a move may answer another: told later, or told with it and toward the one who made it."""
    if answer.move.act not in (("consult", "reject") if item.move.act == "plan" else ("agree", "reject", "concede")):
        return False
    if answer.first > item.first > 0:
        return answer.move.act != "consult" or answer.move.status == STATUS["consult"]
    return answer.first == item.first and answer.move.party != item.move.party == answer.move.toward


def _status(move: Move, answer: Move) -> str:
    if move.act == "plan":
        return STATUS["consult"] if answer.act == "consult" else f"cancelled by {answer.party}"
    if answer.party == move.party:
        return "withdrawn" if answer.act == "concede" else STATUS[answer.act]
    return f"{STATUS[answer.act]} by {answer.party}"


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    small = min(len(one), len(two))
    return len(one & two) / small if small > 1 else 0.0
