"""Names that word lists know: countries, peoples, cities, seats of power, bodies, outlets, political families."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import Known, known, plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

LONGEST = 6
"""No listed name has more tokens."""
_CLOCKS = (["Summer"], ["Standard"], ["Daylight"])
"""Words after the name of a zone's clock: "British Summer Time"."""


class Name(msgspec.Struct, frozen=True, order=True):
    """Tokens `first` to `end` (half open) of passage `chunk`, and what they name."""

    chunk: int
    first: int
    end: int
    kind: EntityKind
    text: str
    known: Known | None = None


def listed(chunk: int, doc: Doc) -> Iterator[Name]:
    """Yield the countries, peoples, cities, seats and bodies of the word lists, longest first at each place."""
    rules, whole = naming(), doc.text
    words, starts = [token.text for token in doc], [token.idx for token in doc]
    at = 0
    while at < len(words):
        if not words[at][:1].isupper():
            at += 1
            continue
        if words[at].lower() == "the" or words[at + 1 : at + 2] in _CLOCKS:
            at += 1
            continue
        for end in range(min(len(words), at + LONGEST), at, -1):
            last = words[end - 1]
            if end - at > 1 and not last[-1:].isalnum() and last != "U.S.":
                continue
            text = whole[starts[at] : starts[end - 1] + len(last)]
            if text in rules.families and (text not in {"Democratic", "Green"} or _before_role(doc, end)):
                yield Name(chunk, at, end, "group", text)
                at = end - 1
                break
            if (plain(text) in rules.bodies and spelt(text)) or medium(doc, at, end, text):
                yield Name(chunk, at, end, "organisation", text)
                at = end - 1
                break
            place = known(text) if spelt(text) else None
            if place is not None and not (
                place.common or (place.what == "city" and end - at == 1 and _in_name(doc, at))
            ):
                yield Name(chunk, at, end, kind_of(place), text, place)
                at = end - 1
                break
        at += 1


def medium(doc: Doc, at: int, end: int, text: str) -> bool:
    """Whether the words are an outlet's or agency's name; those that are words too need "the" and no noun after.

    `text` is what stands from token `at` up to token `end`.
    """
    if text not in media():
        return False
    if end - at > 1 or sum(c.isupper() for c in text) > 1:
        return True
    if text in lexicon("naming", "words_too"):
        plain_noun = end < len(doc) and doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}
        return at > 0 and doc[at - 1].lower_ == "the" and doc[at].pos_ == "PROPN" and not plain_noun
    return bool(doc[at].pos_ == "PROPN") and not (
        at and doc[at - 1].pos_ == "PROPN" and doc[at - 1].ent_type_ == "PERSON"
    )


def spelt(text: str) -> bool:
    """Whether a listed name is written as a name: "US", "WHO" and "IS" in capitals, the others in title case."""
    if plain(text) in {"us", "who", "is", "sec", "fed", "icc", "farc", "rada", "un"}:
        return text.replace(".", "").isupper() or text in {"Fed", "Farc", "Rada"}
    return text[0].isupper()


def _before_role(doc: Doc, end: int) -> bool:
    """Whether a word such as "candidate" or "Party" follows soon, so that an adjective names a political family."""
    rules = naming()
    return any(
        token.lower_ in rules.roles or token.lower_ in rules.organs | rules.groups for token in doc[end : end + 3]
    )


def _in_name(doc: Doc, at: int) -> bool:
    """Whether a listed word stands inside a longer name of a person ("Florence Orlan") or of a body."""
    ent = next((e for e in doc.ents if e.start <= at < e.end), None)
    return ent is not None and len(ent) > 1 and ent.label_ in {"PERSON", "ORG"}


def kind_of(place: Known) -> EntityKind:
    """Return the kind of entity that a listed name is."""
    if place.what == "people":
        return "group"
    return "organisation" if place.what == "seat" else "place"
