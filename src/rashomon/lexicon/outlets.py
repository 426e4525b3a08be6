"""News agencies and outlets by name, alias and domain (`outlets.toml`)."""

from functools import cache

import msgspec

from rashomon.lexicon import load


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """A news agency; `credits` are the forms in which a text credits it."""

    name: str
    domain: str
    aliases: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A news outlet; `zone` is the IANA zone of its newsroom where one desk sets it."""

    name: str
    domain: str
    aliases: tuple[str, ...] = ()
    zone: str | None = None


@cache
def agencies() -> tuple[Agency, ...]:
    """Every agency of the list."""
    return tuple(msgspec.convert(row, Agency) for row in load("outlets")["agencies"])


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the list."""
    return tuple(msgspec.convert(row, Outlet) for row in load("outlets")["outlets"])


def _rows() -> tuple[Agency | Outlet, ...]:
    return (*agencies(), *outlets())


@cache
def names() -> dict[str, str]:
    """Every name and alias of agencies and outlets, without a leading article, to the usual name."""
    out: dict[str, str] = {}
    for row in _rows():
        for name in (row.name, *row.aliases):
            out.setdefault(name.removeprefix("The "), row.name)
    return out


def by_domain(domain: str) -> Outlet | Agency | None:
    """The outlet or agency whose site `domain` is (or is a part of), or None."""
    parts = domain.lower().split(".")
    for cut in range(len(parts) - 1):
        found = _domains().get(".".join(parts[cut:]))
        if found:
            return found
    return None


@cache
def _domains() -> dict[str, Outlet | Agency]:
    return {row.domain: row for row in _rows()}


def is_medium(words: str) -> bool:
    """Whether words name an agency or outlet: one of the list, or a phrase ("Northia's state news agency")."""
    bare = words.strip().removeprefix("The ").removeprefix("the ")
    if bare in names() or bare in {"AP", "AFP", "PA"}:
        return True
    tail = bare.lower().replace("’s", "'s").removesuffix("'s").split()
    if len(tail) < 2 or not bare[:1].isupper():
        return False
    if tail[-2] in ("broadcasting", "news", "television", "tv", "radio") and tail[-1] in BROADCASTERS:
        return True
    named = tail[-1] in TITLES and bare.split()[-1][:1].isupper()
    return named or tail[-1] in MEDIA_TAILS or tail[-2:] == ["news", "agency"]


MEDIA_TAILS = frozenset(
    {"news", "newspaper", "radio", "tv", "television", "herald", "gazette", "tribune", "broadcaster", "magazine"}
)
BROADCASTERS = frozenset({"network", "corporation", "company", "service", "channel", "station"})
"""Last words of broadcasters' names, behind what they send ("the Kelm Broadcasting Network")."""
TITLES = frozenset(
    "times post post-dispatch journal chronicle dispatch courier examiner inquirer telegraph daily weekly "
    "wire media".split()
)
"""Last words of papers' names; common words, so they count with a capital only ("the Northern Post")."""
