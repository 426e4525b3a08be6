"""Names and common nouns as sides: who acts for himself, what is nobody's side, which two names are one side."""

import re
from collections.abc import Sequence

from rashomon.lexicon import words
from rashomon.lexicon.gazetteer import is_capital, known
from rashomon.model.analysis import Mention
from rashomon.model.record import Entity

SEVERAL = "several parties"
MANY = 3
"""Sides of a joint party that are compared one by one."""
COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}
STATE = ("country", "adjective", "people")
OFFICES = words("moves", "parties.organs") | frozenset("foreign interior finance commerce trade affairs of the".split())
"""Words of the name of an office that says nothing of its state."""
BOTH = re.compile(
    r"^(?:both|the two|the)(?: (?:warring|rival|negotiating))? (?:sides|parties|delegations|countries|nations|teams)$",
    re.IGNORECASE,
)
"""A joint party without names."""
BESIDE = re.compile(
    r"\b(?:in|at|to|near|over|about|against|on|from|inside|outside|across|towards?|under|amid)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+ern|central|upper|lower|mainland)\s+)?$",
    re.IGNORECASE,
)
"""Before somebody in a subject who is not the one that acts: "tensions over Brella", "the head of a club in Brella"."""
SEAT = re.compile(
    r"\b(?:government|authorities|officials|leadership|leaders|parliament|ministers|rulers|regime|administration)"
    r"\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before the place for which a body acts: "the government in Dravyn"."""
WATER = re.compile(r"\b(?:Gulf|Sea|Ocean|Straits?|Peninsula|River|Lake|Bay|Channel|Canal)$")
"""Names of waters and lands that are nobody's side."""
THING = re.compile(
    r"(?:State|Defen[cs]e|Interior|Justice)$"
    r"|(?!(?:World|United Nations|UN)\b).*\b(?:Program(?:me)?|Plan|Scheme|Act|Bill|Law|Treaty|Agreement|Accord)$"
)
"""A name that is nobody's side, though it may "offer loans"; the United Nations' programmes are bodies."""
FIRM = re.compile(r",? (?:Inc|Ltd|Corp|Co|LLC|PLC|plc|NV|N\.V|AG|SA|GmbH)\.?$")
"""What the law adds to a company's name."""


def beside(before: str) -> bool:
    """Whether somebody named behind these words is not the one that acts."""
    return BESIDE.search(before) is not None and SEAT.search(before) is None


def of_a_person(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a name only tells whose somebody is: "Green hopeful Dana Vane", "Brellan boat maker Gorran"."""
    if mention.kind == "person":
        return False
    kinds = ("person", "organisation") if adjective(mention.span.of(text)) else ("person",)
    behind = (text[mention.end : o.start] for o in others if o.kind in kinds and o.start >= mention.end)
    return any(re.fullmatch(r"\s+(?:[a-z-]+\s+){0,3}(?:[A-Z][a-z]{1,4}\.\s+)?", b) and " and " not in b for b in behind)


def adjective(word: str) -> bool:
    """Whether a word is that of a country's adjective: "Brellan"."""
    place = known(word)
    return place is not None and place.what == "adjective"


def for_itself(who: Entity) -> bool:
    """Whether somebody does not act for the state that he is known with: a senator, a judge, a company."""
    party = (who.party or "").lower()
    if not party:
        return False
    if who.kind == "organisation":
        told = set(re.findall(r"[a-z]+", who.name.lower()))
        return is_state(party) and not told & words("moves", "parties.organs") and not known(who.name)
    if who.kind != "person":
        return False
    if {party, party.split(" ", 1)[0]} & words("moves", "parties.chambers"):
        return True
    told = {w for role in who.roles for w in re.findall(r"[a-z]+", role.text.lower())}
    return is_state(party) and bool(told & words("moves", "parties.own"))


def is_state(party: str) -> bool:
    """Whether a party is a listed country."""
    place = known(party) or known(party.title())
    return place is not None and place.what == "country"


def pair(name: str) -> bool:
    """Whether a name joins two states, as that of a border does: "Brella-Norland"."""
    halves = [known(half) for half in name.split("-")]
    return len(halves) > 1 and all(h is not None and h.what in STATE for h in halves)


def land(name: str) -> bool:
    """Whether a name is that of a continent, a region or a city that stands for no government."""
    place = known(name)
    if WATER.search(name):
        return True
    return place is not None and (
        place.what in ("continent", "region") or (place.what == "city" and not is_capital(name))
    )


def common(text: str, subject: set[str] | None = None) -> str | None:
    """A side named by a common noun at the head of some words ("The dockers' union" wants ...)."""
    for count in range(5):
        found = re.match(rf"[\W_]*((?:[\w'’-]+\s+){{{count}}}([\w-]+))\b", text)
        if found is None:
            return None
        noun = found.group(2).lower()
        if noun in words("moves", "parties.nouns"):
            fits = subject is None or {noun, noun.rstrip("s")} & subject
            return found.group(1)[:1].upper() + found.group(1)[1:] if fits else None
    return None


def state_of(name: str) -> str:
    """The state for which a capital or a named office stands ("US National Security"), else the name itself."""
    short = re.match(r"([NSEW])(?:\. ?| )([A-Z].*)", name)
    if short is not None:  # "N. Brella" in a headline
        whole = known(f"{COMPASS[short[1]]} {short[2]}")
        part = known(short[2])
        return next((k.country for k in (whole, part) if k is not None and k.what in STATE), name)
    place = known(name)
    if place is not None:
        return place.country if place.what == "city" and is_capital(name) else name
    first, _, rest = name.partition(" ")
    place = known(first)
    if place is None or place.what not in ("country", "adjective"):
        return name
    return place.country if set(re.findall(r"[a-z]+", rest.lower())) & words("moves", "parties.offices") else name


def bare_organ(name: str) -> bool:
    """Whether a name is that of an office which every state has: "Foreign Ministry"."""
    told = re.findall(r"[a-z]+", name.lower())
    return bool(told) and told[-1] in words("moves", "parties.organs") and set(told) <= OFFICES


def initials(long: str, short: str) -> bool:
    """Whether a short name is made of the first letters of a long one: "GF" of "Gorran Fisheries"."""
    letters = "".join(w[0] for w in long.split() if w[:1].isupper())
    return 1 < len(short) == len(letters) and short.isupper() and letters == short


def one_party(one: str, two: str) -> str | None:
    """The better name where two are one side: alike, or one of them without a name of its own; else None.

    "Both sides" and two that are named, "the union" and a union, a name and its first letters; also each of two.
    """
    if one == two:
        return one
    for bare, named in ((one, two), (two, one)):
        if BOTH.match(bare) and (" and " in named or named == SEVERAL or BOTH.match(named)):
            return named if not BOTH.match(named) else min(one, two)
        if initials(named, bare) or _called(bare, named):
            return named
    first, second = one.split(" and "), two.split(" and ")
    if not 1 < len(first) == len(second) <= MANY:
        return None
    found = []
    for each in first:
        same = next(((other, name) for other in second if (name := one_party(each, other)) is not None), None)
        if same is None:
            return None
        second.remove(same[0])
        found.append(same[1])
    return " and ".join(sorted(found))


def _called(bare: str, named: str) -> bool:
    """Whether a side without a name may be a named one: "The union" a union, "The company" a body that is no state."""
    head = bare.lower().rsplit(" ", 1)[-1]
    if not re.match(r"(?:[Tt]he|[Ii]ts) |[a-z]+$|[Mm]anagement\b", bare) or re.search(r" [A-Z]|['’]", bare):
        return False
    if " and " in named or re.match(r"(?:The|Its|Several|Both) [a-z]|[a-z]", named) or is_state(named):
        return False
    labour = bool(set(re.findall(r"[a-z]+", named.lower())) & words("moves", "parties.labour"))
    return head in words("moves", "parties.labour" if labour else "parties.business")
