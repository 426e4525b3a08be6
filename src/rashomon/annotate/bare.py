"""Offices named without their state, where the text tells it: "BRUNA - ... a foreign ministry spokesman, X"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.annotate.grammar import role_noun
from rashomon.annotate.listed import Name
from rashomon.annotate.roles import Beside
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import is_capital, known

Role = tuple[Beside | None, str | None]

_DATELINE = re.compile(
    r"^([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, ([A-Z][\w.]+(?: [A-Z][\w.]+)?))?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s(?:\([A-Z][\w /.-]{1,30}\)\s?)?(?:--|[-–—])\s",
    re.MULTILINE,
)
_TOP = 2000
"""A dateline stands at the head of a story: it is looked for in so many code points."""
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "official"})
_SOURCES = frozenset({"source", "sources", "officials", "diplomats", "ministry", "government"})
_AT_HOME = re.compile(r"\b(?:ballots?|voters?|count(?:y|ies)|polling|state capitol)\b", re.IGNORECASE)
"""Words of news in which a secretary of state is one of the US states'."""


def with_states(text: str, names: Sequence[Name], docs: Sequence[Doc], roles: Sequence[Role]) -> list[Role]:
    """Return the roles, with the state of an office that names none where the document tells whose it is.

    A ministry's spokesman is of the state from which the story is filed; a minister or spokesman is of the one in whose
    capital the same sentence has a source; a bare secretary of state is the US one in a story that names the US and is
    none of an election in one of its states.
    """
    filed = _filed_from(text)
    american = _american(text, names)
    return [
        (role, party or (_state(docs[name.chunk], role, filed, american=american) if role is not None else None))
        for name, (role, party) in zip(names, roles, strict=True)
    ]


def _american(text: str, names: Sequence[Name]) -> bool:
    """Whether a story names the US and is none of an election or a county in one of its states."""
    named = any(name.known is not None and name.known.country == "United States" for name in names)
    return named and _AT_HOME.search(text) is None


def _state(doc: Doc, role: Beside, filed: str | None, *, american: bool) -> str | None:
    """Return the state of a role that names no side; `filed` is the one from which the story is filed."""
    if doc[role.first : role.end].text.lower().removeprefix("the ") == "secretary of state":
        return "United States" if american else None
    if not _states_own(doc, role):
        return None
    return _source_in_capital(doc, role) or (filed if doc[role.head].lower_ in _SPEAKERS else None)


def _states_own(doc: Doc, role: Beside) -> bool:
    """Whether a role is of a state's ministry: "foreign minister", "defence ministry spokesman"."""
    words = [token.lower_ for token in doc[role.first : role.end]]
    noun = doc[role.head].lower_
    department = not lexicon("naming", "departments").isdisjoint(words[:-1])
    return department and (noun == "minister" or (noun in _SPEAKERS and "ministry" in words))


def _source_in_capital(doc: Doc, role: Beside) -> str | None:
    """Return the state in whose capital the sentence of a role has a source: "an official in Bruna said Minister X"."""
    sent = doc[role.head].sent
    for at in range(sent.start + 1, sent.end - 1):
        if doc[at].lower_ != "in" or not (doc[at - 1].lower_ in _SOURCES or role_noun(doc[at - 1])):
            continue
        if is_capital(doc[at + 1].text):
            place = known(doc[at + 1].text)
            return place.country if place is not None else None
    return None


def _filed_from(text: str) -> str | None:
    """Return the state of the dateline's place; the first in the list counts; else None."""
    for found in _DATELINE.finditer(text, 0, _TOP):
        for part in (found[2], found[1]):
            place = known(part if part != part.upper() else part.title()) if part else None
            if place is not None and place.country:
                return str(place.country)
    return None
