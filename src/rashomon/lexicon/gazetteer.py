"""Countries, cities and seats of power: what a name stands for, and for which state.

Data: `countries.toml` (ours, to be edited) and `places.tsv` (written by training/gazetteer/make.py from GeoNames,
CC BY 4.0, and Unicode CLDR). Names are compared in `plain` form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import msgspec
from anyascii import anyascii

from rashomon.lexicon import load

What = Literal["country", "region", "continent", "adjective", "people", "city", "seat"]

_DROPPED = re.compile(r"['’`.,]")
_ACRONYM = 5
"""Letters of the longest acronyms that are met in news."""
_BLANK = re.compile(r"[^a-z0-9&]+")


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """`name` in ASCII lower case, points and apostrophes dropped, other marks as single blanks; may be empty."""
    return _BLANK.sub(" ", _DROPPED.sub("", anyascii(name)).lower()).strip()


class Known(msgspec.Struct, frozen=True):
    """What a name stands for: its usual form and the usual name of its state (empty for a wider region)."""

    name: str
    country: str
    what: What
    people: int = 0
    """Inhabitants of a city, else 0."""
    common: bool = False
    """Whether the word is mostly something else in English (a surname, a common noun)."""


@cache
def gazetteer() -> Mapping[str, Known]:
    """Every name that is known, by its `plain` form; of two of one form the first listed: states before cities."""
    stop = frozenset(plain(word) for word in load("countries")["stop"]["words"])
    found: dict[str, Known] = {}
    for spelling, known in [*_states(), *_seats(), *_cities()]:
        key = plain(spelling)
        if key and key not in found:
            found[key] = msgspec.structs.replace(known, common=key in stop)
    return MappingProxyType(found)


def _states() -> Iterator[tuple[str, Known]]:
    """Yield the names of states, their parts, adjectives and peoples."""
    table, names = load("countries"), _state_names()
    for kind, code, name, others, _ in rows():
        if kind == "country":
            for spelling in (name, *others, *table["aliases"].get(code, ())):
                yield spelling, Known(name, name, "country")
    for code, regions in table["regions"].items():
        yield from ((region, Known(region, names[code], "region")) for region in regions)
    for code, adjectives in table["adjectives"].items():
        yield from ((word, Known(names[code], names[code], "adjective")) for word in adjectives)
        yield from ((word, Known(names[code], names[code], "people")) for word in _plurals(adjectives))


def _seats() -> Iterator[tuple[str, Known]]:
    """Yield the names of wider regions and of seats of power."""
    table, names = load("countries"), _state_names()
    for continent, words in table["continents"].items():
        yield from ((word, Known(continent, "", "continent")) for word in (continent, *words))
    for code, seats in table["seats"].items():
        yield from ((seat, Known(seat, names[code], "seat")) for seat in seats)


def _cities() -> Iterator[tuple[str, Known]]:
    """Yield the names of cities."""
    older_names, names = load("countries")["historical"], _state_names()
    for kind, code, name, others, people in rows():
        if kind == "city":
            older = older_names.get(name, ())
            city = Known(_usual(name, older), names.get(code, code), "city", int(people or 0))
            yield from ((spelling, city) for spelling in (name, *others, *older))


@cache
def _state_names() -> Mapping[str, str]:
    return {row[1]: row[2] for row in rows() if row[0] == "country"}


@lru_cache(maxsize=1 << 16)
def known(name: str) -> Known | None:
    """What `name` stands for, a leading "the" left aside; None when it is not listed."""
    key = plain(name)
    found = gazetteer().get(key) or gazetteer().get(key.removeprefix("the "))
    return None if found is not None and _letters(name, key, found) else found


def _letters(name: str, key: str, found: Known) -> bool:
    """Whether a word in capitals is letters that stand for other words ("DAKA") and no rare spelling of a city."""
    if found.what != "city" or not name.isalpha() or not name.isupper() or len(name) > _ACRONYM:
        return False
    return key not in {plain(s) for s in (found.name, *load("countries")["historical"].get(found.name, ()))}


@cache
def adjective_of(country: str) -> str:
    """The adjective of a state by its usual name ("Belgian"), or that name where there is none."""
    return _adjectives().get(country, country)


@cache
def _adjectives() -> Mapping[str, str]:
    names = _state_names()
    return {names[code]: words[0] for code, words in load("countries")["adjectives"].items()}


@cache
def capitals() -> Mapping[str, str]:
    """State by the plain name of its capital: a capital may stand for its government."""
    return MappingProxyType({plain(row[4]): row[2] for row in rows() if row[0] == "country" and row[4]})


@lru_cache(maxsize=1 << 14)
def is_capital(name: str) -> bool:
    """Whether a name, in any of its spellings, is that of a capital."""
    found = known(name)
    return found is not None and found.what == "city" and capitals().get(plain(found.name)) == found.country


def _usual(name: str, older: Iterable[str]) -> str:
    """The shorter name where the atlas's is longer than the one in use ("New York City")."""
    return next((other for other in older if name.startswith(other + " ")), name)


def _plurals(adjectives: Iterable[str]) -> list[str]:
    """Nouns for a people: "Belgians", "Swedes", "Frenchmen"; forms in -sh, -ch and -ese have none of their own."""
    plural = [word + "s" for word in adjectives if not re.search(r"(?:sh|ch|s|se|man|woman)$", word)]
    return plural + [re.sub("man$", "men", word) for word in adjectives if word.endswith("man")]


@cache
def rows() -> tuple[tuple[str, str, str, tuple[str, ...], str], ...]:
    """Return the rows of places.tsv: kind, code of the state, usual name, other names, and capital or inhabitants."""
    lines = files("rashomon.lexicon").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((r[0], r[1], r[2], tuple(n for n in r[3].split("|") if n), r[4]) for r in cells)
