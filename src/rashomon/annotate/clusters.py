"""Which names of one document name the same person, body or place: the document's own key `who` for each name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from rapidfuzz.distance import JaroWinkler

from rashomon.annotate.names import Name, words_of
from rashomon.lexicon.gazetteer import plain
from rashomon.lexicon.naming import Gender, naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

# Two surnames this alike, of the same first initial, are one name misspelt (PARTS.md section 0: spellings of one
# surname in five accounts lie at .96 to .98).
MISSPELT = 0.94


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """One who is named in a document: key, kind, fullest name, gender where an address or given name tells it."""

    who: str
    kind: EntityKind
    name: str
    words: tuple[str, ...]
    """The fullest name in plain words (people only)."""
    gender: Gender | None = None
    country: str | None = None


def cluster_names(
    names: Sequence[Name], addresses: Sequence[str], acronyms: Mapping[str, str]
) -> tuple[list[str], dict[str, Cluster]]:
    """Return the key `who` of each name, and the clusters by key.

    `addresses` holds the word before each name ("Mrs", "president", or empty), `acronyms` the full names of bodies by
    the plain short form that the document binds to them.
    """
    full, gender = _people(names, addresses)
    keys: list[str] = []
    clusters: dict[str, Cluster] = {}
    spellings: dict[str, Counter[str]] = {}
    seen: list[tuple[str, ...]] = []
    bodies = {plain(n.text): " ".join(n.text.split()) for n in names if n.kind == "organisation"}
    for name, address in zip(names, addresses, strict=True):
        words: tuple[str, ...] = ()
        if name.kind == "person":
            words = _person(tuple(words_of(name.text)), full, seen, _gender_of(address), gender)
            if words in full and words not in seen:
                seen.append(words)
            key = "person:" + " ".join(words)
            shown, country = name.text, None
        elif name.known is not None and name.kind != "organisation":
            shown = _people_name(name) if name.kind == "group" else name.known.name
            key, country = f"{name.kind}:{plain(shown)}", name.known.country or None
        else:
            shown = _body(name, acronyms, bodies)
            key, country = f"{name.kind}:{plain(shown)}", _country_of(name, shown)
        keys.append(key)
        spellings.setdefault(key, Counter())[shown] += 1
        clusters.setdefault(
            key, Cluster(who=key, kind=name.kind, name=shown, words=words, country=country, gender=gender.get(words))
        )
    for key, cluster in clusters.items():
        best = _fullest(spellings[key]) if cluster.kind in {"person", "organisation"} else cluster.name
        clusters[key] = msgspec.structs.replace(cluster, name=best)
    return keys, clusters


def same_given(a: str, b: str) -> bool:
    """Whether two plain given names may be one: equal, an initial, a listed variant, or misspelt."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    rules = naming()
    if a in rules.short and rules.short[a] == rules.short.get(b):
        return True
    if a in rules.same and b in rules.same:
        return rules.same[a] == rules.same[b]
    return a[0] == b[0] and min(len(a), len(b)) >= 4 and JaroWinkler.similarity(a, b) >= 0.9


def same_surname(a: str, b: str) -> bool:
    """Whether two plain surnames may be one: equal or misspelt, same first letter."""
    return a == b or (a[:1] == b[:1] and min(len(a), len(b)) >= 5 and JaroWinkler.similarity(a, b) >= MISSPELT)


def _people(
    names: Sequence[Name], addresses: Sequence[str]
) -> tuple[Counter[tuple[str, ...]], dict[tuple[str, ...], Gender]]:
    """Return the full names (plain words) with their numbers, spellings of one person under one, and their genders."""
    counted: Counter[tuple[str, ...]] = Counter()
    for name in names:
        words = tuple(words_of(name.text))
        if name.kind == "person" and len(words) > 1:
            counted[words] += 1
    full: Counter[tuple[str, ...]] = Counter()
    for words, number in sorted(counted.items(), key=lambda item: (-len(item[0]), -item[1], item[0])):
        match = [other for other in full if _same_full(words, other)]
        full[match[0] if len(match) == 1 else words] += number
    gender: dict[tuple[str, ...], Gender] = {}
    for words in full:
        told = naming().given.get(words[0])
        if told:
            gender[words] = told
    for name, address in zip(names, addresses, strict=True):
        told = _gender_of(address)
        words = tuple(words_of(name.text))
        if told and name.kind == "person" and len(words) > 1:
            gender[next((o for o in full if o == words or _same_full(words, o)), words)] = told
    return full, gender


def _same_full(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of two words or more are one person's: surname and first name agree, the rest may be missing."""
    if not same_surname(words[-1], other[-1]):
        return len(words) > 1 and len(other) > len(words) and other[: len(words)] == words
    if len(words) < len(other) and other[-len(words) :] == words:
        return True
    if same_given(words[0], other[0]):
        inner, outer = sorted((words[1:-1], other[1:-1]), key=len)
        return all(any(same_given(a, b) for b in outer) for a in inner)
    return words[0] in other[1:-1] or other[0] in words[1:-1]


def _person(
    words: tuple[str, ...],
    full: Mapping[tuple[str, ...], int],
    seen: Sequence[tuple[str, ...]],
    told: Gender | None,
    gender: Mapping[tuple[str, ...], Gender],
) -> tuple[str, ...]:
    """Return the full name that `words` stand for in this document, or `words` when there is none.

    Of several people with one surname it is the one named twice as often as any other, else the one named first
    (news calls a relative who comes in later by the first name).
    """
    if words in full:
        return words
    if len(words) > 1:
        match = [other for other in full if _same_full(words, other)]
        return match[0] if match else words
    word = words[0] if words else ""
    match = [other for other in full if other[-1] == word]
    match = match or [other for other in full if same_surname(word, other[-1])]
    match = match or [other for other in full if word in other[1:-1]]
    if not match:
        match = [other for other in full if other[0] == word or " ".join(other).startswith(word + " ")]
        return match[0] if len(match) == 1 else words
    if told:
        match = [other for other in match if gender.get(other, told) == told] or match
    if len(match) > 1:
        ranked = sorted(match, key=lambda other: (-full[other], other))
        if full[ranked[0]] < 2 * full[ranked[1]]:
            return next((other for other in seen if other in match), ranked[0])
        return ranked[0]
    return match[0]


def _gender_of(address: str) -> Gender | None:
    rules = naming()
    return rules.address.get(address) or rules.gendered.get(address)


def _people_name(name: Name) -> str:
    """One name for a people: "the Bruns", "Bruns" and "Brun" as a noun."""
    text = re.sub(r"^[Tt]he\s+", "", name.text)
    return text if text.endswith(("s", "h", "e", "men")) else text + "s"


def _body(name: Name, acronyms: Mapping[str, str], bodies: Mapping[str, str]) -> str:
    """The usual name of a body or group: the listed one, the one behind an acronym, or a longer one that ends in it."""
    rules = naming()
    text = " ".join(name.text.split())
    key = plain(text)
    if text in rules.families:
        return rules.families[text]
    if key in rules.bodies:
        return rules.bodies[key]
    if text in media():
        return media()[text]
    if key in acronyms:
        return acronyms[key]
    if name.kind == "organisation" and " " in key and name.known is None:
        longer = [other for other in bodies if other.endswith(" " + key)]
        if len(longer) == 1:
            return bodies[longer[0]]
    return name.known.name if name.known is not None else text


def _country_of(name: Name, shown: str) -> str | None:
    if name.known is not None:
        return name.known.country or None
    return naming().states.get(shown)


def _fullest(spellings: Counter[str]) -> str:
    """The fullest of the spellings of one name, the most frequent among equally full ones, without address."""
    rules = naming()

    def bare(text: str) -> str:
        words = text.split()
        while len(words) > 1 and plain(words[0]) in rules.address:
            words = words[1:]
        return " ".join(words)

    counted: Counter[str] = Counter()
    for text, number in spellings.items():
        counted[bare(text)] += number
    return min(counted, key=lambda text: (-len(text.split()), text.isupper(), -counted[text], text))
