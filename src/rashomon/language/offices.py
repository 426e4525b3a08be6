"""Offices in words: what "Bruna's defence minister" and "the Brun defense secretary, X" have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known, plain
from rashomon.lexicon.naming import naming

_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*\.?|['’]s\b|,|[-–—]")
_HYPHENED = re.compile(r"\b(then|ex)-", re.IGNORECASE)
_OF = frozenset({"of", "for", "to", "at", "in", "on"})
_FORMER = frozenset({"former", "then", "onetime", "ex", "late", "outgoing", "previous", "ousted", "retired"})
_SPELT = {
    "defense": "defence", "pm": "prime minister", "premier": "prime minister", "fm": "foreign minister", "mp": "member",
    "spokesperson": "spokesman", "spokeswoman": "spokesman", "chairwoman": "chairman", "chairperson": "chairman",
    "chair": "chairman", "advisor": "adviser", "organizer": "organiser", "sen": "senator", "rep": "representative",
    "congressman": "representative", "congresswoman": "representative",
    "gov": "governor", "boss": "head", "chief": "head", "president-elect": "president-elect", "veep": "vice-president",
}  # fmt: skip
# Words for whoever stands at the top of a state.
_TOP = frozenset(
    {
        "president",
        "prime minister",
        "chancellor",
        "king",
        "queen",
        "leader",
        "emir",
        "supreme leader",
        "emperor",
        "dictator",
        "ruler",
        "strongman",
    }
)
# Words for whoever runs a body.
_HEADS = frozenset({"head", "director"})
_LEADER = frozenset({"leader", "head of state", "ruler", "strongman"})


class Office(msgspec.Struct, frozen=True):
    """An office without the name of its holder."""

    title: str
    """Its noun with what stands before it, in one spelling: "defence minister", "top negotiator" as "negotiator"."""
    of: str
    """The main noun of what it belongs to ("delegation"), or empty."""
    party: str | None
    former: bool


@lru_cache(maxsize=1 << 14)
def office(text: str) -> Office | None:
    """Return the first office that `text` names; None when it holds no office, calling or tie."""
    rules = naming()
    party, words = _without_country(_WORD.findall(_HYPHENED.sub(r"\1 ", text)))
    head = _head(words)
    if head is None:
        return None
    before = [word.lower().rstrip(".") for word in words[:head]]
    former = any(word in _FORMER for word in before)
    cut = max(
        (at + 1 for at, word in enumerate(before) if word in {",", "'s", "’s", "and", "-", "–", "—"} | _OF), default=0
    )
    title = [
        word
        for word in before[cut:]
        if word not in lexicon("naming", "weak") | _FORMER and not _owner_word(words[before.index(word)])
    ]
    noun = words[head].lower().rstrip(".")
    full = " ".join(_SPELT.get(word, word) for word in [*title, noun])
    if noun in {"leader", "head"} and title in (["party"], ["delegation"]):
        return Office(noun, title[0], party, former)
    after = words[head + 1 :]
    belongs = ""
    if after and after[0].lower() in _OF:
        tail = [w.lower() for w in _until(after[1:])]
        belongs = next(
            (w for w in reversed(tail) if w in rules.groups | rules.organs | rules.body_nouns), tail[-1] if tail else ""
        )
    return Office(full, belongs, party, former)


def fits(asked: Office, held: Office) -> bool:
    """Whether a description may mean the holder of an office: same noun, no other state, nothing more than is known."""
    if asked.party and plain(asked.party) != plain(held.party or ""):
        return False
    if held.former and not asked.former:
        return False
    if asked.party and asked.title in _HEADS and held.title in _HEADS and held.of in {"", asked.of}:
        return True
    if asked.title in _LEADER and not asked.of:
        return held.title in _TOP and bool(asked.party) and held.party == asked.party
    if asked.of and asked.of != held.of:
        return False
    if asked.title == held.title:
        return not (
            held.of
            and not asked.of
            and not asked.party
            and held.title in {"head", "member", "leader", "adviser", "aide"}
        )
    return held.title.endswith(" " + asked.title) and not held.title.startswith(("deputy", "vice", "first deputy"))


def _without_country(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the first state or family that is named, and the words without it."""
    rules = naming()
    party: str | None = None
    kept: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(4, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            place = known(phrase) if phrase[:1].isupper() else None
            body = rules.bodies.get(plain(phrase)) if phrase.isupper() or " " in phrase else None
            if phrase in rules.families or body or (place is not None and place.country and place.what != "city"):
                party = party or rules.families.get(phrase) or (place.country if place else body)
                at += size
                if at < len(words) and words[at] in {"'s", "’s"}:
                    at += 1
                break
        else:
            kept.append(words[at])
            at += 1
    return party, kept


def _head(words: list[str]) -> int | None:
    rules = naming()
    found = None
    for at, word in enumerate(words):
        bare = word.lower().rstrip(".")
        if bare in rules.roles or bare.removeprefix("ex-") in rules.offices:
            if not (at + 1 < len(words) and words[at + 1] in {"'s", "’s"}):
                found = at
        elif found is not None and (bare in _OF or word == ","):
            break
    return found


def _owner_word(word: str) -> bool:
    """Whether a word before the noun is somebody's name rather than a part of the title ("FBI director")."""
    return (
        word[:1].isupper() and word.lower().rstrip(".") not in naming().roles and not word.istitle() and len(word) > 1
    )


def _until(words: Iterable[str]) -> list[str]:
    kept = []
    for word in words:
        if word in {",", "-", "–", "—"} or word.lower() in {"and", "who", "in", "at", "which", "that"}:
            break
        if word.lower() not in {"the", "a", "an", "'s", "’s"}:
            kept.append(word)
    return kept
