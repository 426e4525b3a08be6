"""Moves told twice become one, those of "both sides" are given to the two, and an answer changes a status."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.compose.sides import BOTH, one_party
from rashomon.compose.verbs import first_forms
from rashomon.model.record import Act, Move

STATUS: dict[Act, str] = {
    "demand": "open", "offer": "open", "agree": "agreed", "request": "open", "reject": "refused", "concede": "agreed",
    "threaten": "open", "accuse": "open", "consult": "held", "plan": "planned",
}  # fmt: skip
ALIKE = 0.6
"""Share of the smaller content's words that two moves must share to be one move told twice."""
LOOSELY = 0.25
"""The same for what two contents tell beside names and verbs, where both name one meeting, bid or call."""
DEEDS = {
    "deal": r"(?:struck|strike[sd]?|striking|reach\w*|clinch\w*|seal\w*|cut|sign\w*) (?:[\w’'-]+ ){0,5}?"
            r"(?:deals?|agreements?|accords?|pacts?|truces?)",
    "talks": r"met|meets?|meetings?|spoke|talks|summits?|negotiations|discussions",
    "bid": r"bids?|offers?", "suit": r"lawsuits?|complaints?", "reaction": r"reaction", "sanctions": r"sanctions",
}  # fmt: skip
"""Things that one move is about, in any of their names."""
DEED = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in DEEDS.items()}
DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:if|unless|until|after|following|before|ahead of|during|in response)\b", re.IGNORECASE)
"""Words behind which something else is told: "urged a reaction if no deal is reached"."""
NO_MATTER = frozenset(
    "president minister said says side that this with from have been they their which would will were into after also "
    "between".split()
)
FEW, STEM, RUN = 2, 5, 8
"""Words of the smaller content beyond which such shares count; letters by which words are compared; words of a run."""
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
    accounts: int = 1
    """Accounts that carry the claim: of two that tell one move the more carried gives the words."""


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
            and (party := _one_side(old.move, item.move)) is not None
            and (_holds(old.move.content, item.move.content) or (not _other_figures(old.move, item.move) and (
                 _shared(old.words, item.words) >= ALIKE or _one_deed(old.move, item.move))))
        )  # fmt: skip
        host = next(hosts, None)
        if host is None:
            out.append(item)
            continue
        at, party = host
        old = out[at]
        statements = tuple(dict.fromkeys((*old.move.statements, *item.move.statements)))
        toward = old.move.toward or item.move.toward
        toward = None if toward is None or toward in party else toward
        condition = old.move.condition or item.move.condition
        told = replace(old.move, party=party, statements=statements, toward=toward, condition=condition)
        out[at] = old._replace(move=told, first=min(old.first, item.first))
    return _named(out)


def _one_side(one: Move, two: Move) -> str | None:
    """The party that makes both moves; of those who agree or meet, one may be told alone, or toward the other."""
    party = one_party(one.party, two.party)
    if party is not None or one.act != two.act or one.act not in ("agree", "consult"):
        return party
    sides = [frozenset(filter(None, (*m.party.split(" and "), m.toward))) for m in (one, two)]
    if sides[0] == sides[1] or (BOTH.match(one.party) and len(sides[1]) == 2):
        return max(one.party, two.party, key=lambda p: (p.count(" and "), p))
    if BOTH.match(two.party) and len(sides[0]) == 2:
        return one.party
    for alone, joint in ((one, two), (two, one)):
        members = joint.party.split(" and ")
        if len(members) > 1 and alone.toward is None and any(one_party(alone.party, m) is not None for m in members):
            return joint.party
    return None


def _named(found: Sequence[Told]) -> list[Told]:
    """As "both sides" stand the two whom the story names together, where it names no others so."""
    pairs = {t.move.party for t in found if t.move.act in ("agree", "consult") and t.move.party.count(" and ") == 1}
    if len(pairs) != 1:
        return list(found)
    pair = next(iter(pairs))
    return [t._replace(move=replace(t.move, party=pair)) if BOTH.match(t.move.party) else t for t in found]


def _other_figures(one: Move, two: Move) -> bool:
    """Whether both contents have figures, and none in common: 3 percent was offered before 5."""
    figures = [set(re.findall(r"\d[\d,.]*\d|\d", m.content)) for m in (one, two)]
    return all(figures) and not figures[0] & figures[1]


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
    if _runs(one.content) & _runs(two.content):
        return True
    names = _long_words(f"{one.party} {one.toward} {two.party} {two.toward}")
    matter = [_matter(m.content) - names for m in (one, two)]
    shared = _shared(matter[0], matter[1])
    if min(map(len, matter)) > FEW and shared >= ALIKE:
        return True
    things = [{kind for kind, words in DEED.items() if words.search(BESIDE.split(m.content)[0])} for m in (one, two)]
    both = things[0] & things[1]
    if one.act == "agree" and " and " in one.party + two.party and "deal" in both:
        return True  # two strike one deal in one story; news tells it once for its end and once for its terms
    bare = one.act in ASKS and "talks" in both and min(map(len, matter)) <= FEW
    return bool(both) and (bare or shared >= LOOSELY)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of some words of a content: two contents that share one are cut out of one sentence."""
    told = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(told[k : k + RUN]) for k in range(len(told) - RUN + 1)}


def _long_words(text: str) -> frozenset[str]:
    """Words of four letters and more by their first letters, so that "met" words in other forms are alike."""
    return frozenset(w[:STEM] for w in re.findall(r"[a-z]{4,}|\d+", text.lower()) if w not in NO_MATTER)


def _matter(text: str) -> frozenset[str]:
    """What a content tells beside the verbs that make moves and the kind of thing that they are about."""
    bare = text.lower()
    for words in DEED.values():
        bare = words.sub(" ", bare)
    return _long_words(" ".join(w for w in re.findall(r"[a-z]{4,}|\d+", bare) if w not in first_forms()))


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
