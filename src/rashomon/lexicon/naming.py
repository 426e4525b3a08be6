"""Words that tell people, bodies and places apart, from `people.toml` and `organisations.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from rashomon.lexicon import load
from rashomon.lexicon.gazetteer import plain, rows

Gender = Literal["male", "female"]


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """The lists in the form in which they are asked; all words in lower case without a final point."""

    address: Mapping[str, Gender | None]
    """Forms of address and titles that stand before a name, with the gender that they give."""
    suffixes: frozenset[str]
    offices: frozenset[str]
    callings: frozenset[str]
    ties: frozenset[str]
    abroad: frozenset[str]
    roles: frozenset[str]
    """Offices, callings and ties together."""
    gendered: Mapping[str, Gender]
    given: Mapping[str, Gender]
    same: Mapping[str, int]
    """Number of the group of equal given names; a name in two groups has the first."""
    short: Mapping[str, int]
    """The same of short forms ("Bob")."""
    bodies: Mapping[str, str]
    """Usual name of a world body by the plain form of any of its names."""
    states: Mapping[str, str]
    families: Mapping[str, str]
    """Usual name of a political family by its members' words, spelt as listed ("Democratic" is not "democratic")."""
    organs: frozenset[str]
    groups: frozenset[str]
    body_nouns: frozenset[str]
    place_nouns: frozenset[str]


@cache
def naming() -> Naming:
    """The lists, read once."""
    people, bodies = load("people"), load("organisations")
    address: dict[str, Gender | None] = dict.fromkeys(people["address"]["either"])
    address |= dict.fromkeys(people["address"]["male"], "male") | dict.fromkeys(people["address"]["female"], "female")
    both: set[str] = set(people["given"]["male"]) & set(people["given"]["female"])
    countries = {row[1]: row[2] for row in rows() if row[0] == "country"}
    nouns = bodies["nouns"]
    roles = people["roles"]
    return Naming(
        address=address,
        suffixes=frozenset(people["address"]["suffix"]),
        offices=frozenset(roles["office"]),
        callings=frozenset(roles["calling"]),
        ties=frozenset(roles["tie"]),
        abroad=frozenset(roles["abroad"]),
        roles=frozenset(roles["office"]) | frozenset(roles["calling"]) | frozenset(roles["tie"]),
        gendered=_gendered(people["gender"]),
        given={n: g for n, g in _gendered(people["given"]).items() if n not in both},
        same=_numbered(people["same"]["names"]),
        short=_numbered(people["short"]["names"]),
        bodies={plain(other): name for name, others in bodies["bodies"].items() for other in [name, *others]},
        states={name: countries[code] for code, names in bodies["states"].items() for name in names},
        families={word: name for name, words in bodies["families"].items() for word in words},
        organs=frozenset(nouns["organ"]),
        groups=frozenset(nouns["group"]),
        body_nouns=frozenset(nouns["body"]),
        place_nouns=frozenset(nouns["place"]),
    )


def _gendered(lists: Mapping[str, list[str]]) -> dict[str, Gender]:
    found: dict[str, Gender] = dict.fromkeys(lists["male"], "male")
    return found | dict.fromkeys(lists["female"], "female")


def _numbered(groups: list[list[str]]) -> dict[str, int]:
    """Return the number of its group for each name; a name in two groups has the first."""
    found: dict[str, int] = {}
    for number, group in enumerate(groups):
        for name in group:
            found.setdefault(name, number)
    return found
