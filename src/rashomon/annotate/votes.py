"""What the whole document says a word is: its majority, its people's surnames, its lower-case words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.annotate.listed import Name, kind_of, spelt
from rashomon.annotate.tagged import bare_person, bodylike, words_of
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import Known, known, plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

_SAYING = frozenset({"say", "tell", "add", "tweet", "write", "ask", "argue", "call", "reply"})
_UTTERED = frozenset({"statement", "tweet", "interview"})
_INSIDE = frozenset({"in", "near", "outside"})
SMALL = 4
"""Times that a word stands in lower case before it is no surname behind an unknown word; "hill" may stand once."""


def surnames_of(found: Sequence[Name], headline: Sequence[bool]) -> Counter[str]:
    """Count the last words of the names of two words or more that are people's, outside headlines."""
    rules = naming()
    counted: Counter[str] = Counter()
    for name in found:
        words = words_of(name.text)
        if name.kind == "person" and len(words) > 1 and not headline[name.chunk] and words[-1] not in rules.body_nouns:
            counted[words[-1]] += 1
    return counted


def votes(found: Sequence[Name], surnames: Counter[str], headline: Sequence[bool]) -> dict[str, EntityKind]:
    """Decide for each spelling what it is: the document's majority, people's surnames and word lists first."""
    ballots: dict[str, Counter[EntityKind]] = {}
    for name in found:
        weight = 1 if headline[name.chunk] else 3
        ballots.setdefault(plain(name.text), Counter())[name.kind] += weight
    alone = Counter(
        {text: 1 for text, ballot in ballots.items() if " " not in text and ballot["person"] > ballot["place"]}
    )
    decided: dict[str, EntityKind] = {}
    for text, ballot in ballots.items():
        place = known(text)
        if place is not None and not place.common and text not in surnames:
            decided[text] = kind_of(place)
        elif surnames[text] or _ends_in_surname(text, surnames) or _ends_in_surname(text, alone):
            decided[text] = "person"
        else:
            decided[text] = max(sorted(ballot), key=lambda kind: ballot[kind])
    return decided


def addressed(found: Sequence[Name], docs: Sequence[Doc]) -> dict[str, EntityKind]:
    """Return as people the single unlisted words that somewhere follow a form of address: "President Vane"."""
    rules, out = naming(), dict[str, EntityKind]()
    for name in found:
        key = plain(name.text)
        alone = name.end - name.first == 1 and name.text.istitle() and known(name.text) is None
        if not alone or name.text in media() or key in rules.bodies or key in rules.body_nouns or not name.first:
            continue
        if docs[name.chunk][name.first - 1].lower_.rstrip(".") in rules.address:
            out[key] = "person"
    return out


def speaking(found: Sequence[Name], docs: Sequence[Doc], surnames: Counter[str]) -> dict[str, EntityKind]:
    """Return as people the single words taken for unlisted places that yet say something: "Vane, a ..., said"."""
    out: dict[str, EntityKind] = {}
    for name in found:
        key = plain(name.text)
        if name.kind != "place" or " " in key or name.known is not None or key in surnames or not name.text.istitle():
            continue
        token = docs[name.chunk][name.first]
        verb = token.head if token.dep_ == "nsubj" else None
        if verb is not None and (verb.lemma_ in _SAYING or any(c.lemma_ in _UTTERED for c in verb.children)):
            out[key] = "person"
    return out


def located(found: Sequence[Name], docs: Sequence[Doc], surnames: Counter[str]) -> dict[str, EntityKind]:
    """Return as places the single words that stand after "in" or "near" every time, or twice and half the time."""
    times: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for name in found:
        key = plain(name.text)
        if name.kind in {"person", "organisation"} and " " not in key and key not in surnames and name.text.istitle():
            before = docs[name.chunk][name.first - 1].lower_ if name.first else ""
            after = docs[name.chunk][name.end : name.end + 1].text
            times[key] += 1
            inside[key] += before in _INSIDE and after not in {"'s", "’s", "'", "’"}
    known_bodies = set(naming().bodies) | {plain(word) for word in media()}
    return {
        key: "place"
        for key, number in inside.items()
        if key not in known_bodies and (number == times[key] or (number >= 2 and 2 * number >= times[key]))
    }


def states_of(found: Sequence[Name], docs: Sequence[Doc], surnames: Counter[str]) -> dict[str, Known]:
    """Return the unlisted states and regions that the document names together with an adjective of theirs.

    "Norland" beside "Norlandic" proves nothing, but "Sorvia" beside "Sorvian" is a place, and "Sorvians" its people.
    Keys are the words as they are spelt, adjectives and peoples included.
    """
    seen = {token.text for doc in docs for token in doc if token.is_title}
    proved: dict[str, Known] = {}
    for text in sorted(
        {name.text for name in found if name.known is None and " " not in name.text and len(name.text) > 3}
    ):
        if plain(text) in surnames or text not in seen or known(text) is not None:
            continue
        stem = text[:-1] if text[-1] in "aeiy" else text
        adjectives = sorted({text + "n", stem + "an", stem + "ian", stem + "ese"} & seen)
        if adjectives:
            proved[text] = Known(text, text, "country")
            for adjective in adjectives:
                proved[adjective] = Known(text, text, "adjective")
                proved[adjective + "s"] = Known(text, text, "people")
    return proved


def cut(name: Name, doc: Doc, kinds: dict[str, EntityKind], common: set[str]) -> Name:
    """Cut from a person's name what the document shows to be none of it: "Bruna Bank Ada Orlan", "Orlan Briefed"."""
    if name.kind != "person" and kinds.get(plain(name.text)) != "person":
        return name
    first, end = bare_person(doc, name.first, name.end)
    while end - first > 2 and kinds.get(plain(doc[first].text)) in {"organisation", "place"}:
        first += 1
    if end - first == 3 and {kinds.get(plain(doc[first : end - 1].text)), kinds.get(plain(doc[end - 2].text))} == {
        "person"
    }:
        end -= 1
    while end - first > 1 and doc[end - 1].lower_ in common and _glued(doc, first, end, kinds):
        end -= 1
    return (
        name if (first, end) == (name.first, name.end) else Name(name.chunk, first, end, "person", doc[first:end].text)
    )


def _glued(doc: Doc, first: int, end: int, kinds: dict[str, EntityKind]) -> bool:
    """Whether the last word of a name is a verb, an adverb or a plural, or follows one who is named without it too."""
    alone = plain(doc[first : end - 1].text)
    named = kinds.get(alone) == "person" and alone not in naming().given
    return named or doc[end - 1].tag_ in {"VBD", "VBZ", "VBN", "VBG", "VBP", "NNS", "RB"}


def _ends_in_surname(text: str, surnames: Counter[str]) -> bool:
    """Whether a name of a few words ends like a person's, and holds no noun for a body or a place."""
    rules, parts = naming(), text.split()
    nouns = rules.body_nouns | rules.place_nouns
    return (
        1 < len(parts) < 4
        and bool(surnames[parts[-1]])
        and not nouns & set(parts)
        and parts[0] not in lexicon("naming", "terrain")
    )


def mended(name: Name, doc: Doc, surnames: Counter[str], kinds: dict[str, EntityKind]) -> Name | None:
    """Give a name the kind that the document voted for; a title before it makes it a person's. None for no name."""
    rules = naming()
    key = plain(name.text)
    if (name.text in media() and name.text not in lexicon("naming", "words_too")) or (
        key in rules.bodies and spelt(name.text)
    ):
        return msgspec.structs.replace(name, kind="organisation", known=None)
    before = doc[name.first - 1].lower_.rstrip(".") if name.first else ""
    addressed = before in {"mr", "mrs", "ms", "miss", "sir", "sen", "rep", "gov"} or (
        before in rules.address and name.kind in {"person", "organisation"} and not name.text.isupper()
    )
    kind = kinds.get(key, name.kind)
    if (addressed and not bodylike(doc, name.first, name.end)) or (
        kind == "organisation" and name.end - name.first == 1 and key in surnames
    ):
        kind = "person"
    elif kind == "person":
        told = _not_person(key.split(), key in surnames)
        if told is None:
            return None
        kind = told
    place = None if kind == "person" else name.known or known(name.text)
    if place is not None and kind != "organisation":
        kind = kind_of(place)
    elif kind == "place" and name.text.isupper() and name.text.isalpha():
        kind = "organisation"  # letters that stand for other words, of a body or a programme
    return msgspec.structs.replace(name, kind=kind, known=place)


def _not_person(parts: list[str], surname: bool) -> EntityKind | None:
    """Return what a name of these plain words is that was taken for a person's; None for an occasion or title."""
    rules = naming()
    if parts and parts[-1] in lexicon("naming", "occasions") and parts[0] not in rules.given:
        return None
    if len(parts) == 1 and parts[0] in rules.address and not surname:
        return None
    if len(parts) > 1 and parts[0] in lexicon("naming", "terrain"):
        return "place"
    return "organisation" if parts and parts[-1] in rules.body_nouns else "person"


def credible(name: Name, doc: Doc, headline: bool, surnames: Counter[str], seen: set[str]) -> bool:
    """Whether a name is more than a capitalised word.

    In a headline in title case the running text, whose words are `seen`, or a list must know it.
    """
    never = lexicon("naming", "never")
    parts = words_of(name.text)
    if (
        name.text[:5].lower() == "anti-"
        or name.text[:4].lower() == "pro-"
        or name.text in lexicon("naming", "acronyms")
    ):
        return False
    if not parts or parts[-1] in never or (len(parts) == 1 and len(parts[0]) < 2):
        return False
    tokens = doc[name.first : name.end]
    if name.kind == "person" and not _spelt_as_person(doc, name.first, name.end):
        return False
    if name.known is not None or plain(name.text) in naming().bodies:
        return True
    if not headline:
        return any(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens)
    full = name.kind == "person" and len(parts) == 2 and parts[0] in naming().given
    return full or bool(surnames[parts[-1]]) or all(token.text in seen for token in tokens)


def _spelt_as_person(doc: Doc, first: int, end: int) -> bool:
    """Whether tokens are capitalised words without figures; particles and what a hyphen joins may be in lower case."""
    particles = lexicon("naming", "particles")
    if not doc[first].text[:1].isupper() or any(t.like_num or t.text[:1].isdigit() for t in doc[first:end]):
        return False
    return not any(
        t.text[:1].islower() and t.lower_ not in particles and doc[t.i - 1].text != "-" for t in doc[first + 1 : end]
    )


def is_thing(name: Name, written: Mapping[str, int]) -> bool:
    """Whether a person's name ends in a word that the document mostly writes small: "Hide Copper", "Copper Copper".

    Labels of a page glue such words together. `written` counts the document's words in lower case; a known given name
    in front ("Ines King") keeps any surname.
    """
    parts = words_of(name.text)
    if name.kind != "person" or len(parts) < 2 or parts[0] in naming().given:
        return False
    return written.get(parts[-1], 0) >= (SMALL if parts[0] != parts[-1] else 1)


def is_common(name: Name, common: set[str], surnames: Counter[str]) -> bool:
    """Whether a name of one word is a common word of the document that a capital made a name ("Police", "Videos")."""
    if " " in name.text or name.known is not None or name.text.isupper() or plain(name.text) in naming().bodies:
        return False
    return name.text.lower() in common and name.text not in media() and plain(name.text) not in surnames
