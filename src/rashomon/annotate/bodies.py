"""Bodies that a role names by a common noun: "the Velmar police chief", "head of the harbour union"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rashomon.annotate.grammar import ARTICLES, INNER, POSSESSIVE, PREPOSITIONS, role_noun
from rashomon.annotate.roles import Beside
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known
from rashomon.lexicon.naming import naming

# A phrase with more words is a description, not a body.
LONGEST = 8


class Body(NamedTuple):
    """A body in the words of a role: where its words begin, and their text."""

    first: int
    text: str


def plain_body(doc: Doc, role: Beside, named: Mapping[int, str]) -> Body | None:
    """Return the first body that a role names by a common noun; None where a name or a state's own organ says whose.

    It stands before the noun ("deputy police chief", "Velmar Police Chief") or behind a preposition ("head of the PLG
    union", "doctor at the Velmar district hospital").
    """
    if role.where in {"of", "from"}:
        return None
    if role.where == "leads":
        return _phrase(doc, role.head + 1, role.end, named)
    before = _before(doc, role, named)
    if before is not None:
        return before
    at = role.head + 1
    while at < role.end and doc[at].lower_ not in PREPOSITIONS:
        at += 1
    if at >= role.end or doc[at].lower_ in {"on", "from", "to"}:
        return None
    return _phrase(doc, at + 1, role.end, named)


def _before(doc: Doc, role: Beside, named: Mapping[int, str]) -> Body | None:
    """Find the body in "deputy police chief" and "Velmar Police Chief"; "of Velmar province" says which it is."""
    at = role.head - 1
    if at < role.first or doc[at].lower_ not in lexicon("naming", "local") or str(named.get(at, "")).startswith("org"):
        return None
    first = at
    while first > role.first and doc[first - 1].text[:1].isupper() and doc[first - 1].pos_ == "PROPN":
        first -= 1
    if any(_state_at(doc, n) for n in range(role.first, at)) or any(
        doc[n].lower_ in naming().roles for n in range(first, at)
    ):
        return None
    place = "" if first < at else _place_of(doc, role)
    return Body(role.first, " ".join(filter(None, (place, doc[first : at + 1].text))))


def _place_of(doc: Doc, role: Beside) -> str:
    """The place in "police chief of Velmar province"; empty where there is none or it is a state."""
    start = role.head + 2
    if start >= role.end or doc[role.head + 1].lower_ not in {"of", "in"}:
        return ""
    start += doc[start].lower_ in ARTICLES
    stop = start
    while stop < role.end and doc[stop].pos_ == "PROPN" and doc[stop].lower_ not in naming().place_nouns:
        stop += 1
    return "" if stop == start or _state_at(doc, start) else str(doc[start:stop].text)


def _phrase(doc: Doc, start: int, end: int, named: Mapping[int, str]) -> Body | None:
    """Read a noun phrase that starts at a token; its last noun must be a body's."""
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].tag_ == "PRP$"):
        start += 1
    stop = start
    while stop < end and stop - start < LONGEST and _inside(doc, stop):
        stop += 1
    if stop == start or doc[stop - 1].text in POSSESSIVE:
        return None
    noun = doc[stop - 1].lower_
    people = noun in lexicon("naming", "organisers")
    who = str(named.get(stop - 1, ""))
    if who.startswith(("org", "person")) or not (
        people or noun in lexicon("naming", "local") | lexicon("naming", "private")
    ):
        return None
    state = any(_state_at(doc, n) for n in range(start, stop))
    if state and noun not in lexicon("naming", "private"):
        return None
    if people and stop + 1 < end and doc[stop].lower_ == "of":
        stop += 1
        while stop < end and (doc[stop].lower_ in ARTICLES or _inside(doc, stop)):
            stop += 1
    first = start
    if not people and not state:
        first = next((n for n in range(start, stop) if doc[n].text[:1].isupper()), start)
    if stop - first < 2 and noun not in lexicon("naming", "local"):
        return None
    return Body(start, str(doc[first:stop].text))


def whole_name(party: str, bodies: Mapping[str, int]) -> str | None:
    """Return a side, where it is a bare noun ("zoo") the body that the text names most with that last word.

    `bodies` counts the names of a text's bodies. None where no body is named twice as often as any other: the bare word
    says too little, unless it is listed as telling ("police").
    """
    word = party.lower()
    if word in lexicon("naming", "telling") or word not in lexicon("naming", "local") | lexicon("naming", "private"):
        return party
    called = sorted(((n, b) for b, n in bodies.items() if b.lower().endswith(" " + word)), reverse=True)
    sure = called and (len(called) == 1 or called[0][0] >= 2 * called[1][0])
    return called[0][1] if sure else None


def _inside(doc: Doc, at: int) -> bool:
    token = doc[at]
    return (
        (token.pos_ in INNER and token.lower_ not in PREPOSITIONS)
        or token.text in POSSESSIVE
        or token.tag_ in {"VBG", "VBN", "HYPH", "RB"}
    )


def _state_at(doc: Doc, at: int) -> bool:
    place = known(doc[at].text) if doc[at].text[:1].isupper() else None
    return place is not None and place.what in {"country", "adjective", "people"} and not role_noun(doc[at])
