"""Which names of one document name the same person, body or place: the document's own key `who` for each name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

import msgspec

from rashomon.annotate.listed import Name
from rashomon.annotate.people import People, Words
from rashomon.annotate.tagged import words_of
from rashomon.lexicon.gazetteer import known, plain
from rashomon.lexicon.naming import Gender, naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """One who is named in a document: key, kind, fullest name, gender where an address or given name tells it."""

    who: str
    kind: EntityKind
    name: str
    gender: Gender | None = None
    country: str | None = None


def cluster_names(
    names: Sequence[Name],
    addresses: Sequence[str],
    acronyms: Mapping[str, str],
    juniors: Sequence[bool] = (),
    alone: Set[str] = frozenset(),
) -> tuple[list[str], dict[str, Cluster]]:
    """Return the key `who` of each name, and the clusters by key.

    `addresses` holds the word before each name ("Mrs", "president", or empty), `acronyms` the full names of bodies by
    the plain short form that the document binds to them. `juniors` marks names that are a son's beside his father's,
    `alone` holds the surnames whose bearer the document never names in full.
    """
    people = People(
        (tuple(words_of(name.text)), _gender_of(address))
        for name, address in zip(names, addresses, strict=True)
        if name.kind == "person"
    )
    keys: list[str] = []
    clusters: dict[str, Cluster] = {}
    spellings: dict[str, Counter[str]] = {}
    longer = _longer(names)
    place = -1
    for name, address, junior in zip(names, addresses, juniors or [False] * len(names), strict=True):
        words: Words = ()
        if name.kind == "person":
            plain_words = tuple(words_of(name.text))
            place += bool(plain_words)
            own = len(plain_words) == 1 and plain_words[0] in alone
            words = plain_words if own else people.full(plain_words, _gender_of(address), place)
            shown, country = name.text, None
            key = "person:" + " ".join((*words, "jr") if junior else words)
            shown = f"{shown} Jr." if junior else shown
        elif name.known is not None and name.kind != "organisation":
            shown = _people_name(name) if name.kind == "group" else name.known.name
            key, country = f"{name.kind}:{plain(shown)}", name.known.country or None
        else:
            shown = _body(name, acronyms, longer)
            key, country = f"{name.kind}:{plain(shown)}", _country_of(name, shown)
        keys.append(key)
        spellings.setdefault(key, Counter())[shown] += 1
        clusters.setdefault(
            key, Cluster(who=key, kind=name.kind, name=shown, country=country, gender=people.gender.get(words))
        )
    for key, cluster in clusters.items():
        best = cluster.name
        if cluster.kind in {"person", "organisation"}:
            best = _fullest(spellings[key], person=cluster.kind == "person")
        clusters[key] = msgspec.structs.replace(cluster, name=best)
    return keys, clusters


def _gender_of(address: str) -> Gender | None:
    rules = naming()
    return rules.address.get(address) or rules.gendered.get(address)


def _people_name(name: Name) -> str:
    """One name for a people: "the Bruns", "Bruns" and "Brun" as a noun."""
    text = re.sub(r"^[Tt]he\s+", "", name.text)
    return text if text.endswith(("s", "h", "e", "men")) else text + "s"


def _body(name: Name, acronyms: Mapping[str, str], longer: Mapping[str, str]) -> str:
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
    if name.kind == "organisation" and " " in key and name.known is None and longer.get(key):
        return longer[key]
    return name.known.name if name.known is not None else text


def _longer(names: Sequence[Name]) -> dict[str, str]:
    """Return the one longer name of a body for each tail of two words or more; empty where there are several."""
    bodies = {plain(name.text): " ".join(name.text.split()) for name in names if name.kind == "organisation"}
    found: dict[str, str] = {}
    for key in sorted(bodies):
        parts = key.split()
        for cut in range(1, min(len(parts) - 1, 6)):
            tail = " ".join(parts[cut:])
            found[tail] = "" if tail in found else bodies[key]
    return found


def _country_of(name: Name, shown: str) -> str | None:
    if name.known is not None:
        return name.known.country or None
    rules = naming()
    words = shown.split()
    public = any(word.lower() in rules.organs | rules.groups for word in words)
    for size in (2, 1) if public and len(words) > 1 else ():
        place = known(" ".join(words[:size]))
        if place is not None and place.country and place.what in {"country", "adjective"}:
            return place.country
    return rules.states.get(shown)


def _fullest(spellings: Counter[str], *, person: bool) -> str:
    """The fullest of the spellings of one name, the most frequent among equally full ones, a person's without address.

    In the name of a body the same word is a part of it: "General Foundry", "St Orla's Hospital".
    """
    rules = naming()

    def bare(text: str) -> str:
        words = text.split()
        while person and len(words) > 1 and plain(words[0]) in rules.address:
            words = words[1:]
        return " ".join(words)

    counted: Counter[str] = Counter()
    for text, number in spellings.items():
        counted[bare(text)] += number
    return min(counted, key=lambda text: (-len(text.split()), text.isupper(), -counted[text], text))
