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
    gendered = dict.fromkeys(people["gender"]["male"], "male") | dict.fromkeys(people["gender"]["female"], "female")
    both = set(people["given"]["male"]) & set(people["given"]["female"])
    given = dict.fromkeys(people["given"]["male"], "male") | dict.fromkeys(people["given"]["female"], "female")
    same: dict[str, int] = {}
    for number, group in enumerate(people["same"]["names"]):
        for name in group:
            same.setdefault(name, number)
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
        gendered=gendered,
        given={name: gender for name, gender in given.items() if name not in both},
        same=same,
        bodies={plain(other): name for name, others in bodies["bodies"].items() for other in [name, *others]},
        states={name: countries[code] for code, names in bodies["states"].items() for name in names},
        families={word: name for name, words in bodies["families"].items() for word in words},
        organs=frozenset(nouns["organ"]),
        groups=frozenset(nouns["group"]),
        body_nouns=frozenset(nouns["body"]),
        place_nouns=frozenset(nouns["place"]),
    )

