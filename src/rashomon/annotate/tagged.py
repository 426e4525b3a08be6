"""The names of one passage: what the tagger found there, trimmed and split, with what the word lists know."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from rashomon.annotate.listed import Name, listed
from rashomon.language.parser import Doc, Token
from rashomon.language.wordpiece import wordpiece
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known, plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_SPLITTER = re.compile(r"^(?:-|–|—|/|\||•|·|:|;|,|\n.*|and|&|[\[\]()])$", re.DOTALL)
_GLUED = frozenset({"-", "–", "—", "/", "|", "[", "]", "(", ")"})
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
_QUALIFIERS = frozenset({"-", "elect", "former", "deputy", "vice", "us", "uk", "then"})
_GRADES = frozenset({"deputy", "chief", "assistant"})
_STEM = 3
"""Letters of a verb without its "-ing", at least."""
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s’", "s'"})


def words_of(text: str) -> list[str]:
    """Return the words of a name in plain form, forms of address and suffixes left out."""
    rules = naming()
    words = [plain(word) for word in text.split()]
    while len(words) > 1 and words[0].rstrip(".") in rules.address:
        words = words[1:]
    while len(words) > 1 and words[-1] in rules.suffixes:
        words = words[:-1]
    return [word for word in words if word]


def of_passage(chunk: int, doc: Doc) -> Iterator[Name]:
    """Yield the tagger's names, trimmed and split, with listed places where the tagger saw none or something else."""
    lists = list(listed(chunk, doc))
    starts, ends = [name.first for name in lists], [name.end for name in lists]  # apart, and in the order of the text
    taken: set[int] = set()
    for ent in doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None:
            continue
        for first, end in _split(doc, ent.start, ent.end, kind):
            name = _trimmed(chunk, doc, first, end, kind)
            if name is None:
                continue
            near = lists[bisect_right(ends, name.first) : bisect_left(starts, name.end)]
            if not _contradicted(name, near):
                taken.update(range(name.first, name.end))
                yield name
    for name in lists:
        if taken.isdisjoint(range(name.first, name.end)):
            taken.update(range(name.first, name.end))
            yield name
    for at in _addressed(doc, taken):
        taken.add(at)
        yield Name(chunk, at, at + 1, "person", doc[at].text)
    for first, end in _runs(doc, taken):
        if _personlike(doc, first, end):
            yield Name(chunk, first, end, "person", doc[first:end].text)


def _addressed(doc: Doc, taken: set[int]) -> Iterator[int]:
    """Yield the capitalised words after "Mr" and the like that no name has taken."""
    tokens = list(doc)
    for at in range(1, len(tokens)):
        if at in taken or not (tokens[at].is_title and tokens[at].is_alpha):
            continue
        before = tokens[at - 2] if tokens[at - 1].text == "." and at > 1 else tokens[at - 1]
        if before.is_title and before.lower_.rstrip(".") in _ADDRESSES:
            yield at


def _runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of two or three capitalised proper nouns, ranks before them aside, that no name has taken."""
    at = 0
    while at < len(doc):
        end = at
        while (
            end < len(doc) and end not in taken and doc[end].pos_ == "PROPN" and doc[end].is_title and doc[end].is_alpha
        ):
            end += 1
        first = at
        while end - first > 2 and doc[first].lower_ in naming().address.keys() | _GRADES:
            first += 1
        if 2 <= end - first <= 3 and not (first > at and any(titled(token) for token in doc[first:end])):
            yield first, end
        at = max(end, at + 1)


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


def _past_leading(doc: Doc, first: int, end: int) -> int:
    """Return where a name begins behind "Read", "Team" and the like, or behind what is done: "Considering Orlan"."""
    while first < end - 1 and (doc[first].lower_ in lexicon("naming", "leading") or _is_deed(doc, first)):
        first += 1
    return first


def _is_deed(doc: Doc, at: int) -> bool:
    """Whether the first word of a sentence is a verb in "-ing" and no given name ("Sterling")."""
    word = doc[at].lower_
    stem, known_words = word.removesuffix("ing"), wordpiece().ids
    verb = len(stem) >= _STEM and stem != word and (stem in known_words or f"{stem}e" in known_words)
    return verb and bool(doc[at].is_sent_start) and word not in naming().given


def _trimmed(chunk: int, doc: Doc, first: int, end: int, kind: EntityKind) -> Name | None:
    """Drop what is no part of a name from its ends: articles, marks, possessives, forms of address, offices."""
    rules = naming()
    while first < end and (doc[first].lower_ in {"the", "a", "an"} or not doc[first].text[:1].isalnum()):
        first += 1
    while end > first and (doc[end - 1].text in _POSSESSIVE or not re.search(r"[^\W_]", doc[end - 1].text)):
        end -= 1
    bare = first
    while bare < end - 1 and titled(doc[bare]):
        bare += 1
    if kind == "person" or (kind == "organisation" and bare > first and not bodylike(doc, bare, end)):
        person = (
            kind == "person"
            or doc[bare - 1].lower_ in rules.offices
            or doc[bare - 1].lower_.rstrip(".") in rules.address
        )
        if person:
            first, kind = bare, "person"
    if kind == "organisation" and _beside_body(doc, first, end):
        first, kind = end - 2, "person"
    if kind != "person" and _personlike(doc, first, end):
        kind = "person"
    if kind == "person":
        first, end = bare_person(doc, _past_leading(doc, first, end), end)
        end = next((k for k in range(first + 2, end) if doc[k].text == doc[first].text), end)  # a name that is repeated
        end = _with_tail(doc, first, end)
    while end - first > 1 and kind != "person" and doc[end - 1].text[:1].islower():
        end -= 1
    if kind == "group" and end - first == 1 and _paper(doc, first):
        kind = "organisation"
    text = doc[first:end].text
    if not text or end - first > 12 or not any(c.isalpha() for c in text) or plain(text) in lexicon("naming", "never"):
        return None
    place = known(text) if kind != "person" or end - first == 1 else None
    place = None if kind == "organisation" and place is not None and place.what == "adjective" else place
    return Name(chunk, first, end, kind, text, place)


def _with_tail(doc: Doc, first: int, end: int) -> int:
    """Return the end of a name with the hyphened syllable that the tagger cut off ("Han Jae-" + "in")."""
    while end + 1 < len(doc) and end - first > 1 and doc[end].text == "-" and not doc[end - 1].whitespace_:
        tail = doc[end + 1]
        if doc[end].whitespace_ or not tail.is_lower or not 1 < len(tail) <= 5:
            break
        end += 2
    return end


def bare_person(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Cut what caption and headline glue to a person's name: a photo agency, a city, a verb, a plural, a month."""
    rules = naming()
    while end - first > 1:
        last, opening = doc[end - 1], doc[first]
        place = known(opening.text)
        if (
            last.lower_.rstrip(".") in lexicon("naming", "never") | rules.suffixes
            and not (last.lower_ in lexicon("naming", "months") and end - first == 2)
        ) or last.tag_ in {"VBD", "VBZ", "VBN", "VBG", "VBP", "NNS", "RB"}:
            end -= 1
        elif (
            (end - first > 2 and place is not None and place.what == "city")
            or opening.text in media()
            or plain(opening.text) in rules.bodies
            or opening.pos_ == "ADJ"
            or opening.lower_ == "images"
        ):
            first += 1
        else:
            break
    return first, end


def titled(token: Token) -> bool:
    """Whether a token before a name is an address, an office or a nationality, and so no part of the name."""
    rules = naming()
    word = token.lower_.rstrip(".")
    place = known(token.text)
    nationality = place is not None and place.what in {"adjective", "country"} and place.country != "Jordan"
    lower = token.text[:1].islower() and word not in lexicon("naming", "particles")
    office = word in rules.address or word in rules.roles or word in lexicon("naming", "departments")
    return nationality or lower or office or token.text in rules.families or word in _QUALIFIERS


def _personlike(doc: Doc, first: int, end: int) -> bool:
    """Whether two or three capitalised words that the tagger took for a body or a place read as a person's name."""
    rules = naming()
    words = [token.lower_ for token in doc[first:end]]
    if not 2 <= len(words) <= 3 or not all(
        token.text[:1].isupper() and token.text.isalpha() for token in doc[first:end]
    ):
        return False
    if (
        known(doc[first:end].text)
        or doc[first:end].text.isupper()
        or set(words) & (rules.body_nouns | rules.place_nouns | lexicon("naming", "never"))
    ):
        return False
    if any(known(token.text) or plain(token.text) in rules.bodies for token in doc[first:end]):
        return False
    before = doc[first - 1].lower_.rstrip(".") if first else ""
    after = [token.lower_ for token in doc[end : end + 8]]
    called = before in rules.roles | set(rules.address) and before != "judge"
    called = called or (first > 0 and doc[first - 1].text in rules.families)
    aside = after[:1] == [","] and any(word in rules.offices | rules.callings for word in after[1:6])
    named = (
        before == "," and after[:1] == [","] and any(t.lower_ in rules.offices for t in doc[max(0, first - 9) : first])
    )
    return words[0] in rules.given or called or aside or named


def _paper(doc: Doc, at: int) -> bool:
    """Whether a capital "The" inside a sentence makes one of a people a paper: "according to The Tamberian"."""
    if at < 2 or doc[at - 1].text != "The" or doc[at].text.endswith("s"):
        return False
    return not doc[at - 1].is_sent_start and doc[at - 2].text not in {".", "!", "?", ":", "“", '"'}


def _beside_body(doc: Doc, first: int, end: int) -> bool:
    """Whether a body's name holds a person's behind nothing but the body's nouns: "Speaker of the House Ida Vane"."""
    rules, last = naming(), doc[end - 1]
    nouns = rules.body_nouns | rules.place_nouns | lexicon("naming", "departments")
    return (
        end - first > 2
        and all(token.lower_ in nouns for token in doc[first : end - 2])
        and doc[end - 2].lower_ in rules.given
        and last.is_title and last.is_alpha and last.lower_ not in nouns
    )  # fmt: skip


def bodylike(doc: Doc, first: int, end: int) -> bool:
    """Whether the words hold a noun or preposition of a body's name."""
    rules = naming()
    return any(token.lower_ in rules.body_nouns or token.lower_ in {"of", "for", "and"} for token in doc[first:end])


def _contradicted(name: Name, lists: Iterable[Name]) -> bool:
    """Whether a word list knows the very words of a name as something else than the tagger does."""
    for other in lists:
        if (other.first, other.end) == (name.first, name.end):
            return True
        if name.kind != "organisation" and other.first <= name.first and name.end <= other.end:
            return True
        if name.kind in {"place", "group"} and name.first <= other.first and other.end <= name.end:
            return name.end - name.first == other.end - other.first + 1 and name.known is None and name.kind == "group"
    return False
