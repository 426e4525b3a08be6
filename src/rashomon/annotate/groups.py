"""Bodies and groups named by whose they are: "the Brun delegation", "Tavia's foreign ministry", "the X campaign"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rashomon.annotate.grammar import ARTICLES, POSSESSIVE
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import adjective_of, is_capital, known
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import EntityKind

# A phrase with more words before its noun is a description, not a name.
REACH = 6
_PERSONAL = frozenset({"campaign", "administration", "camp", "team"})


class Group(msgspec.Struct, frozen=True):
    """Tokens `first` to `end` of a passage, what they name, and for whom that stands."""

    first: int
    end: int
    kind: EntityKind
    name: str
    party: str


def find_groups(doc: Doc, named: Mapping[int, tuple[str, str]]) -> Iterator[Group]:
    """Yield the groups of a passage; `named` gives the kind and usual name of what is named at a token."""
    rules = naming()
    words = [token.lower_ for token in doc]
    nouns = [word in rules.groups or word in rules.organs for word in words]
    for at in range(1, len(words)):
        if not nouns[at] or doc[at].pos_ not in {"NOUN", "PROPN"}:
            continue
        if named.get(at, ("", ""))[0] in {"organisation", "person"} or (at + 1 < len(words) and nouns[at + 1]):
            continue
        group = _group(doc, at, named)
        if group is not None:
            yield group


def _group(doc: Doc, at: int, named: Mapping[int, tuple[str, str]]) -> Group | None:
    rules = naming()
    first = at
    while first > 0 and at - first < REACH and (
        doc[first - 1].pos_ in {"NOUN", "PROPN", "ADJ"} or doc[first - 1].text in POSSESSIVE
    ):  # fmt: skip
        first -= 1
    while first < at:
        owner, end, party = _owner(doc, first, at, named)
        if owner:
            break
        first += 1
    else:
        return None
    middle = [token.text for token in doc[end:at] if token.text not in POSSESSIVE and token.lower_ not in ARTICLES]
    word = doc[at].lower_
    if word in lexicon("naming", "vague") and not middle:
        return None
    personal = named.get(first, ("", ""))[0] == "person"
    if personal and word not in _PERSONAL:
        return None
    kind: EntityKind = "organisation" if word in rules.organs else "group"
    return Group(first, at + 1, kind, " ".join([owner, *middle, word]), party)


def _owner(doc: Doc, first: int, at: int, named: Mapping[int, tuple[str, str]]) -> tuple[str, int, str]:
    """Return whose it is in the form before a noun, the token after, and the side; empty when nothing is named."""
    kind, name = named.get(first, ("", ""))
    if kind == "person":
        end = first
        while end < at and named.get(end) == (kind, name):
            end += 1
        return name.split()[-1], end, name
    if kind == "state":  # one that only the document proves
        return name, first + 1, name
    for size in range(min(4, at - first), 0, -1):
        text = doc[first : first + size].text
        place = known(text) if text[:1].isupper() else None
        if (
            place is not None
            and place.country
            and (place.what in {"country", "adjective", "people"} or is_capital(text))
        ):
            return adjective_of(place.country), first + size, place.country
    return "", first, ""
