"""Names in the passages of a document: what the tagger found, put right by word lists and by the document itself.

The small model loses surnames, calls some capitals persons and glues names together; each rule below mends one of
these. Positions are token numbers within a passage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rashomon.language.parser import Doc, Token
from rashomon.lexicon.gazetteer import Known, known, plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
# Capitalised words that the tagger takes for names in the furniture of a news page and in dates.
_NEVER = frozenset(
    "image images photo photos picture pictures video source caption copyright read more live updated analysis breaking "
    "published news image-source monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december today tonight yesterday tomorrow gmt bst est edt utc cest "
    "cet mr mrs ms i it he she they we you the a an".split()  # noqa: SIM905 (one word a line would fill a screen)
)
_ACRONYMS = frozenset({"POW", "PoW", "POWs", "PoWs", "AI", "TV", "CEO", "PM", "MP", "MPs", "FM", "Q&A", "OK", "DNA", "Covid", "COVID", "GDP", "VPN"})
# Names of outlets that are also common words, places or surnames.
_WORDS_TOO = frozenset(
    "Age Atlantic Australian Dawn Economist Express Fortune Guardian Herald Hill Hindu Independent Insider Metro Mint "
    "Mirror Nation National Punch Standard Stuff Sun Telegraph Time Times Vanguard Verge Wired Forbes Bloomberg Post".split()
)
_OCCASIONS = frozenset({"day", "eve", "week", "attack", "massacre", "war", "festival", "season", "night", "weekend"})
_TERRAIN = frozenset({"cape", "mount", "lake", "port", "fort", "camp", "mt", "river", "hotel", "casa", "villa"})
_MONTHS = frozenset({"may", "march", "april", "june", "august"})
_SPLITTER = re.compile(r"^(?:-|–|—|/|\||•|·|:|;|,|\n.*|and|&|[\[\]()])$", re.DOTALL)
_GLUED = frozenset({"-", "–", "—", "/", "|", "[", "]"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s’", "s'"})
_PARTICLES = frozenset(
    ["al", "bin", "bint", "ibn", "ben", "van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "el", "del", "dos", "ter", "abu"]
)  # fmt: skip
LONGEST = 6
"""No name of a place or a person has more tokens."""


class Name(msgspec.Struct, frozen=True, order=True):
    """Tokens `first` to `end` (half open) of passage `chunk`, and what they name."""

    chunk: int
    first: int
    end: int
    kind: EntityKind
    text: str
    known: Known | None = None


def find_names(docs: Sequence[Doc], headline: Sequence[bool]) -> list[Name]:
    """Return the names of all passages in order, none overlapping; `headline` marks passages in title case.

    Two passes: the first reads each passage on its own, the second lets the whole document vote on what a word is.
    """
    found = [name for chunk, doc in enumerate(docs) for name in _of_passage(chunk, doc)]
    surnames = _surnames(found, headline)
    kinds = _votes(found, surnames, headline) | _located(found, docs, surnames)
    surnames.update(text.split()[-1] for text, kind in kinds.items() if kind == "person" and " " in text)
    common = {token.text for doc in docs for token in doc if token.is_lower and len(token) > 2}
    cut = (_cut(name, docs[name.chunk], kinds, common) for name in found)
    mended = [_mended(name, docs[name.chunk], surnames, kinds) for name in cut]
    kept = [
        name
        for name in mended
        if name is not None and _credible(name, docs, headline, surnames) and not _common(name, common, surnames)
    ]
    kept = _apart(kept + list(_lost(docs, kept, surnames, kinds)))
    return sorted(_apart(_widened(name, docs[name.chunk], kept) for name in kept))


def words_of(text: str) -> list[str]:
    """Return the words of a name in plain form, forms of address and suffixes left out."""
    rules = naming()
    words = [plain(word) for word in text.split()]
    while len(words) > 1 and words[0].rstrip(".") in rules.address:
        words = words[1:]
    while len(words) > 1 and words[-1] in rules.suffixes:
        words = words[:-1]
    return [word for word in words if word]


def _of_passage(chunk: int, doc: Doc) -> Iterator[Name]:
    """Yield the tagger's names, trimmed and split, with listed places where the tagger saw none or something else."""
    listed = list(_listed(chunk, doc))
    taken: set[int] = set()
    for ent in doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None:
            continue
        for first, end in _split(doc, ent.start, ent.end, kind):
            name = _trimmed(chunk, doc, first, end, kind)
            if name is not None and not _contradicted(name, listed):
                taken.update(range(name.first, name.end))
                yield name
    for name in listed:
        if taken.isdisjoint(range(name.first, name.end)):
            yield name


def _listed(chunk: int, doc: Doc) -> Iterator[Name]:
    """Yield the countries, peoples, cities, seats and bodies of the word lists, longest first at each place."""
    rules = naming()
    at = 0
    while at < len(doc):
        if not doc[at].text[:1].isupper():
            at += 1
            continue
        if doc[at].lower_ == "the" or doc[at + 1 : at + 2].text in {"Summer", "Standard", "Daylight"}:
            at += 1
            continue
        for end in range(min(len(doc), at + LONGEST), at, -1):
            text = doc[at:end].text
            if end - at > 1 and not doc[end - 1].text[-1:].isalnum() and doc[end - 1].text != "U.S.":
                continue
            if text in rules.families and (text not in {"Democratic", "Green"} or _before_role(doc, end)):
                yield Name(chunk, at, end, "group", text)
                at = end - 1
                break
            if (plain(text) in rules.bodies and _spelt(text)) or _medium(doc, at, end):
                yield Name(chunk, at, end, "organisation", text)
                at = end - 1
                break
            place = known(text) if _spelt(text) else None
            if place is not None and not (place.common or place.what == "city" and end - at == 1 and _in_name(doc, at)):
                yield Name(chunk, at, end, _kind_of(place), text, place)
                at = end - 1
                break
        at += 1


def _medium(doc: Doc, at: int, end: int) -> bool:
    """Whether the words are an outlet's or agency's name; those that are also words need "the" and no noun after them."""
    text = doc[at:end].text
    if text not in media():
        return False
    if end - at > 1 or sum(c.isupper() for c in text) > 1:
        return True
    if text in _WORDS_TOO:
        plain_noun = end < len(doc) and doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}
        return at > 0 and doc[at - 1].lower_ == "the" and doc[at].pos_ == "PROPN" and not plain_noun
    return bool(doc[at].pos_ == "PROPN") and not (at and doc[at - 1].pos_ == "PROPN" and doc[at - 1].ent_type_ == "PERSON")


def _spelt(text: str) -> bool:
    """Whether a listed name is written as a name: "US", "WHO" and "IS" in capitals, the others in title case."""
    if plain(text) in {"us", "who", "is", "sec", "fed", "icc", "farc", "rada", "un"}:
        return text.replace(".", "").isupper() or text in {"Fed", "Farc", "Rada"}
    return text[0].isupper()


def _before_role(doc: Doc, end: int) -> bool:
    """Whether a word such as "candidate" or "Party" follows soon, so that an adjective names a political family."""
    rules = naming()
    return any(token.lower_ in rules.roles or token.lower_ in rules.organs | rules.groups for token in doc[end : end + 3])


def _in_name(doc: Doc, at: int) -> bool:
    """Whether a listed word stands inside a longer name of a person ("Florence Orlan") or of a body."""
    ent = next((e for e in doc.ents if e.start <= at < e.end), None)
    return ent is not None and len(ent) > 1 and ent.label_ in {"PERSON", "ORG"}


def _kind_of(place: Known) -> EntityKind:
    if place.what == "people":
        return "group"
    return "organisation" if place.what == "seat" else "place"


def _split(doc: Doc, first: int, end: int, kind: EntityKind) -> Iterator[tuple[int, int]]:
    """Yield the parts of a name that holds two: "Orlan - Vey", "Orlan and Vey", names on two lines."""
    start = first
    for at in range(first, end):
        text = doc[at].text
        if text in _POSSESSIVE and kind == "person":
            if at > start:
                yield start, at
            start = at + 1
            continue
        joins = text == "-" and not doc[at].whitespace_ and at > first and not doc[at - 1].whitespace_
        if joins and kind != "person" and not known(doc[at - 1].text):
            continue
        if "\n" in text or text in _GLUED or (_SPLITTER.match(text) and kind in {"person", "place", "group"}):
            if text == "-" and joins and kind == "person" and _hyphenated(doc, at):
                continue
            if at > start:
                yield start, at
            start = at + 1
    if end > start:
        yield start, end


def _hyphenated(doc: Doc, at: int) -> bool:
    """Whether the hyphen lies within one name ("Jean-Luc", "Kim Jong-un") rather than between two."""
    before, after = doc[at - 1], doc[min(at + 1, len(doc) - 1)]
    return len(before.text) <= 4 or after.text[:1].islower() or before.lower_ in naming().given


def _trimmed(chunk: int, doc: Doc, first: int, end: int, kind: EntityKind) -> Name | None:
    """Drop what is no part of a name from its ends: articles, marks, possessives, forms of address, offices."""
    rules = naming()
    while first < end and (doc[first].lower_ in {"the", "a", "an"} or not doc[first].text[:1].isalnum()):
        first += 1
    while end > first and (doc[end - 1].text in _POSSESSIVE or not re.search(r"[^\W_]", doc[end - 1].text)):
        end -= 1
    bare = first
    while bare < end - 1 and _titled(doc[bare]):
        bare += 1
    if kind == "person" or (kind == "organisation" and bare > first and not _bodylike(doc, bare, end)):
        person = kind == "person" or doc[bare - 1].lower_ in rules.offices or doc[bare - 1].lower_.rstrip(".") in rules.address
        if person:
            first, kind = bare, "person"
    if kind != "person" and _personlike(doc, first, end):
        kind = "person"
    if kind == "person":
        first, end = _bare_person(doc, first, end)
        while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and not doc[end - 1].whitespace_ and (
            doc[end + 1].is_lower and 1 < len(doc[end + 1]) <= 5 and end - first > 1
        ):  # fmt: skip
            end += 2
    while end - first > 1 and kind != "person" and doc[end - 1].text[:1].islower():
        end -= 1
    text = doc[first:end].text
    if not text or end - first > 12 or not any(c.isalpha() for c in text) or plain(text) in _NEVER:
        return None
    place = known(text) if kind != "person" or end - first == 1 else None
    return Name(chunk, first, end, kind, text, place)


def _bare_person(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Cut what caption and headline glue to a person's name: a photo agency, a city, a verb, a plural, a month."""
    rules = naming()
    while end - first > 1:
        last, opening = doc[end - 1], doc[first]
        place = known(opening.text)
        if last.lower_.rstrip(".") in _NEVER | rules.suffixes and not (last.lower_ in _MONTHS and end - first == 2):
            end -= 1
        elif last.tag_ in {"VBD", "VBZ", "VBN", "VBG", "VBP", "NNS", "RB"}:
            end -= 1
        elif end - first > 2 and place is not None and place.what == "city":
            first += 1
        elif opening.text in media() or plain(opening.text) in rules.bodies or opening.pos_ == "ADJ" or opening.lower_ == "images":
            first += 1
        else:
            break
    return first, end


def _titled(token: Token) -> bool:
    """Whether a token before a name is an address, an office or a nationality, and so no part of the name."""
    rules = naming()
    word = token.lower_.rstrip(".")
    place = known(token.text)
    return (
        word in rules.address or word in rules.roles or token.text in rules.families or token.text in {"-", "elect", "Foreign"}
        or token.text[:1].islower() and word not in _PARTICLES
        or (place is not None and place.what in {"adjective", "country"} and place.country != "Jordan")
        or word in {"prime", "foreign", "defence", "defense", "former", "deputy", "vice", "secretary", "us", "uk", "then"}
    )  # fmt: skip


def _personlike(doc: Doc, first: int, end: int) -> bool:
    """Whether two or three capitalised words that the tagger took for a body or a place read as a person's name."""
    rules = naming()
    words = [token.lower_ for token in doc[first:end]]
    if not 2 <= len(words) <= 3 or not all(token.text[:1].isupper() and token.text.isalpha() for token in doc[first:end]):
        return False
    if known(doc[first:end].text) or doc[first:end].text.isupper() or set(words) & (rules.body_nouns | rules.place_nouns | _NEVER):
        return False
    if any(known(token.text) or plain(token.text) in rules.bodies for token in doc[first:end]):
        return False
    before = doc[first - 1].lower_.rstrip(".") if first else ""
    after = [token.lower_ for token in doc[end : end + 8]]
    called = before in rules.roles | set(rules.address) and before != "judge"
    aside = after[:1] == [","] and any(word in rules.offices | rules.callings for word in after[1:6])
    return words[0] in rules.given or called or aside


def _bodylike(doc: Doc, first: int, end: int) -> bool:
    rules = naming()
    return any(token.lower_ in rules.body_nouns or token.lower_ in {"of", "for", "and"} for token in doc[first:end])


def _contradicted(name: Name, listed: Iterable[Name]) -> bool:
    """Whether a word list knows the very words of a name as something else than the tagger does."""
    for other in listed:
        if (other.first, other.end) == (name.first, name.end):
            return True
        if name.kind != "organisation" and other.first <= name.first and name.end <= other.end:
            return True
        if name.kind in {"place", "group"} and name.first <= other.first and other.end <= name.end:
            return name.end - name.first == other.end - other.first + 1 and name.known is None and name.kind == "group"
    return False


def _surnames(found: Sequence[Name], headline: Sequence[bool]) -> Counter[str]:
    """Count the last words of the names of two words or more that are people's, outside headlines."""
    rules = naming()
    counted: Counter[str] = Counter()
    for name in found:
        words = words_of(name.text)
        if name.kind == "person" and len(words) > 1 and not headline[name.chunk] and words[-1] not in rules.body_nouns:
            counted[words[-1]] += 1
    return counted


def _votes(found: Sequence[Name], surnames: Counter[str], headline: Sequence[bool]) -> dict[str, EntityKind]:
    """Decide for each spelling what it is: the document's majority, people's surnames and word lists first."""
    ballots: dict[str, Counter[EntityKind]] = {}
    for name in found:
        weight = 1 if headline[name.chunk] else 3
        ballots.setdefault(plain(name.text), Counter())[name.kind] += weight
    alone = Counter({text: 1 for text, ballot in ballots.items() if " " not in text and ballot["person"] > ballot["place"]})
    decided: dict[str, EntityKind] = {}
    for text, ballot in ballots.items():
        place = known(text)
        if place is not None and not place.common and text not in surnames:
            decided[text] = _kind_of(place)
        elif surnames[text] or _ends_in_surname(text, surnames) or _ends_in_surname(text, alone):
            decided[text] = "person"
        else:
            decided[text] = max(sorted(ballot), key=lambda kind: ballot[kind])
    return decided


def _located(found: Sequence[Name], docs: Sequence[Doc], surnames: Counter[str]) -> dict[str, EntityKind]:
    """Return as places the single words that stand after "in" or "near" at least twice and half of their times."""
    times: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for name in found:
        key = plain(name.text)
        if name.kind == "person" and " " not in key and key not in surnames:
            times[key] += 1
            inside[key] += name.first > 0 and docs[name.chunk][name.first - 1].lower_ in {"in", "near", "from", "at", "outside"}
    return {key: "place" for key, number in inside.items() if number >= 2 and 2 * number >= times[key]}


def _cut(name: Name, doc: Doc, kinds: dict[str, EntityKind], common: set[str]) -> Name:
    """Cut from a person's name what the document shows to be none of it: "Bruna Bank Ada Orlan", "Orlan Briefed"."""
    if name.kind != "person" and kinds.get(plain(name.text)) != "person":
        return name
    first, end = _bare_person(doc, name.first, name.end)
    while end - first > 2 and kinds.get(plain(doc[first].text)) in {"organisation", "place"}:
        first += 1
    alone = plain(doc[first].text)
    if end - first == 2 and kinds.get(alone) == "person" and doc[end - 1].lower_ in common and alone not in naming().given:
        end -= 1
    return name if (first, end) == (name.first, name.end) else Name(name.chunk, first, end, "person", doc[first:end].text)


def _ends_in_surname(text: str, surnames: Counter[str]) -> bool:
    """Whether a name of a few words ends like a person's, and holds no noun for a body or a place."""
    rules, words = naming(), text.split()
    nouns = rules.body_nouns | rules.place_nouns
    return 1 < len(words) < 4 and bool(surnames[words[-1]]) and not nouns & set(words) and not words[0] in {"lake", "mount", "new", "port"}


def _mended(name: Name, doc: Doc, surnames: Counter[str], kinds: dict[str, EntityKind]) -> Name | None:
    """Give a name the kind that the document voted for; a title before it makes it a person's."""
    key = plain(name.text)
    if (name.text in media() and name.text not in _WORDS_TOO) or (key in naming().bodies and _spelt(name.text)):
        return msgspec.structs.replace(name, kind="organisation", known=None)
    kind = kinds.get(key, name.kind)
    before = doc[name.first - 1].lower_.rstrip(".") if name.first else ""
    rules = naming()
    addressed = before in {"mr", "mrs", "ms", "miss", "sir", "sen", "rep", "gov"} or (
        before in rules.address and name.kind in {"person", "organisation"} and not name.text.isupper()
    )
    if addressed and not _bodylike(doc, name.first, name.end):
        kind = "person"
    if kind == "organisation" and name.end - name.first == 1 and key in surnames:
        kind = "person"
    if kind == "person" and key.split()[-1:] and key.split()[-1] in rules.body_nouns and not addressed:
        kind = "organisation"
    words = key.split()
    if kind == "person" and words and words[-1] in _OCCASIONS and words[0] not in rules.given and not addressed:
        return None
    if kind == "person" and len(words) == 1 and words[0] in rules.address and key not in surnames:
        return None
    if kind == "person" and len(words) > 1 and words[0] in _TERRAIN and not addressed:
        kind = "place"
    place = None if kind == "person" else name.known or known(name.text)
    if place is not None and kind != "organisation":
        kind = _kind_of(place)
    return msgspec.structs.replace(name, kind=kind, known=place)


def _credible(
    name: Name, docs: Sequence[Doc], headline: Sequence[bool], surnames: Counter[str]
) -> bool:
    """Whether a name is more than a capitalised word: in headlines the rest of the document or a list must know it."""
    doc = docs[name.chunk]
    tokens = doc[name.first : name.end]
    words = words_of(name.text)
    if name.text[:5].lower() == "anti-" or name.text[:4].lower() == "pro-" or name.text in _ACRONYMS:
        return False
    if not words or words[-1] in _NEVER or (len(words) == 1 and len(words[0]) < 2):
        return False
    if name.kind == "person":
        if any(token.like_num or token.text[:1].isdigit() for token in tokens) or not tokens[0].text[:1].isupper():
            return False
        if any(t.text[:1].islower() and t.lower_ not in _PARTICLES and doc[t.i - 1].text != "-" for t in tokens[1:]):
            return False
    if name.known is not None or plain(name.text) in naming().bodies:
        return True
    if not headline[name.chunk]:
        return any(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens)
    if name.kind == "person" and len(words) == 2 and all(t.pos_ == "PROPN" for t in tokens) and words[0] in naming().given:
        return True
    return bool(surnames[words[-1]]) or _elsewhere(name, docs, headline)


def _common(name: Name, common: set[str], surnames: Counter[str]) -> bool:
    """Whether a name of one word is a common word of the document that a capital made a name ("Police", "Videos")."""
    if " " in name.text or name.known is not None or name.text.isupper() or plain(name.text) in naming().bodies:
        return False
    return name.text.lower() in common and name.text not in media() and plain(name.text) not in surnames


def _elsewhere(name: Name, docs: Sequence[Doc], headline: Sequence[bool]) -> bool:
    """Whether the words of a name in a headline stand in the running text too."""
    return any(name.text in doc.text for chunk, doc in enumerate(docs) if not headline[chunk])


def _lost(
    docs: Sequence[Doc], kept: Sequence[Name], surnames: Counter[str], kinds: dict[str, EntityKind]
) -> Iterator[Name]:
    """Yield what the tagger passed over: capitalised words that the rest of the document knows as a name."""
    taken = {(name.chunk, at) for name in kept for at in range(name.first, name.end)}
    people = {word for word, kind in kinds.items() if kind == "person"} | set(surnames)
    bodies = {word for word, kind in kinds.items() if kind == "organisation" and len(word) > 2 and word not in _NEVER}
    for chunk, doc in enumerate(docs):
        for at, token in enumerate(doc):
            if (chunk, at) in taken or not token.text[:1].isupper():
                continue
            key = plain(token.text)
            if len(key) < 3 or key in _NEVER or key in naming().address or token.pos_ not in {"PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ", "ADV"}:
                continue
            if key in surnames or (key in people and token.pos_ == "PROPN"):
                yield Name(chunk, at, at + 1, "person", token.text)
            elif key in bodies and token.pos_ == "PROPN":
                yield Name(chunk, at, at + 1, "organisation", token.text)


def _widened(name: Name, doc: Doc, kept: Sequence[Name]) -> Name:
    """Take in the given name that the tagger left out, where the document gives both elsewhere or it is a listed one."""
    at = name.first - 1
    if name.kind != "person" or name.end - name.first > 1 or at < 0 or not doc[at].text[:1].isupper():
        return name
    text = doc[at : name.end].text
    full = any(other.text == text for other in kept)
    free = not any(other.chunk == name.chunk and other.first <= at < other.end for other in kept)
    if free and (full or (doc[at].lower_ in naming().given and doc[at].pos_ == "PROPN")):
        return msgspec.structs.replace(name, first=at, text=text)
    return name


def _apart(names: Iterable[Name]) -> list[Name]:
    """Keep the longest of names that overlap; the earlier one of equals."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for name in sorted(names, key=lambda n: (n.first - n.end, n)):
        places = {(name.chunk, at) for at in range(name.first, name.end)}
        if taken.isdisjoint(places):
            taken |= places
            kept.append(name)
    return kept
