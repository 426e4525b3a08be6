"""The side, state or body that a role names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rashomon.annotate.bodies import plain_body
from rashomon.annotate.grammar import ARTICLES, POSSESSIVE, PREPOSITIONS, role_noun
from rashomon.annotate.roles import Beside
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import is_capital, known
from rashomon.lexicon.naming import naming

_CAMPS = frozenset({"campaign", "administration", "team", "camp", "foundation", "government", "organization"})
_SCHOLARS = frozenset({"professor", "expert", "scholar", "student", "specialist", "historian", "lecturer", "analyst"})
_POSTED = frozenset({"ambassador", "envoy", "representative", "consul", "emissary", "correspondent"})
# Whoever holds these holds them in a city; and those who speak or decide for the body named right before them.
_CITIES = frozenset({"mayor", "councillor", "councilman", "councilwoman", "alderman"})
_FRONTS = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chairman",
        "chairwoman",
        "chair",
        "ceo",
        "president",
        "director",
        "founder",
    }
)
# Ties through which one is on the other's side; a wife or a neighbour stands for nobody.
_PARTISAN = frozenset({"ally", "supporter"})


def party_of(doc: Doc, role: Beside, named: Mapping[int, str], sides: Mapping[str, str]) -> str | None:
    """Return what a role stands for: a usual name, or the `who` of a person or body; None when it names nothing.

    `named` gives the `who` of the name at a token, `sides` the state of a `who` where it is known already. What is
    named first counts, so "Bruna's envoy to Tavia" stands for Bruna; a political family counts before a state.
    """
    rules = naming()
    noun = doc[role.head].lower_
    family = next((found for at in range(role.first, role.end) if (found := _family(doc, at, role.end))), None)
    if family or role.where == "from":
        is_body = named.get(role.first, "").startswith("organisation:")
        return family or (_body(doc, role.first, role, named) if is_body else None)
    near = plain_body(doc, role, named)
    first = role.first
    if noun in rules.abroad and role.where != "is":
        if role.head == role.first or noun not in {"counterpart", "rival", "opponent"}:
            return None
        first = role.head - 1
    tie = noun in rules.ties and noun not in _PARTISAN and noun not in rules.abroad
    for at in _belonging(doc, role, first):
        if near is not None and at >= near.first:
            return None if tie else near.text
        who = named.get(at, "")
        if who.startswith("person:"):
            return None if tie else _owner(doc, at, role, named, sides)
        if who.startswith("organisation:"):
            body = _body(doc, at, role, named) if named.get(at - 1) != who else None
            if body is not None:
                return None if tie else body
            continue
        state = _state(doc, at, role.end, city=_citys_own(doc, at, role)) or sides.get(who)
        if state:
            return state
    if near is not None:
        return None if tie else near.text
    return None if tie else _gathering(doc, role) or _capitals_before(doc, role, named)


def _family(doc: Doc, at: int, end: int) -> str | None:
    """Return the political family that begins at a token, as a whole name: "Free Democrats" are no Democrats."""
    families = naming().families
    for size in range(min(3, end - at), 0, -1):
        family = families.get(doc[at : at + size].text)
        if family:
            return None if _longer(doc, at) else family
    return None


def _longer(doc: Doc, at: int) -> bool:
    """Whether a capitalised word before a family's makes it another's name; one that says whose it is does not."""
    before = doc[at - 1] if at else None
    if before is None or not before.text[:1].isupper() or before.pos_ not in {"PROPN", "ADJ"}:
        return False
    return known(before.text) is None and not before.is_sent_start and not role_noun(before)


def _citys_own(doc: Doc, at: int, role: Beside) -> bool:
    """Whether what a capital has is the city's and not the state's: its mayor, "Velmar's street festival"."""
    if doc[role.head].lower_ in _CITIES:
        return True
    if at + 2 >= role.end or doc[at + 1].text not in POSSESSIVE:
        return False
    end = at + 2
    while end < role.end and doc[end].lower_ not in PREPOSITIONS and doc[end].text not in {",", "and"}:
        end += 1
    last = doc[end - 1]
    return not role_noun(last) and last.lower_ not in naming().organs | naming().groups


def _capitals_before(doc: Doc, role: Beside, named: Mapping[int, str]) -> str | None:
    """Return the capitalised words right before an office that no list knows: "Marlowtours spokeswoman X"."""
    if role.where != "before" or doc[role.head].lower_ not in _FRONTS:
        return None
    first = role.head
    while first > role.first and _own_name(doc, first - 1, named):
        first -= 1
    return str(doc[first : role.head].text) if first < role.head else None


def _own_name(doc: Doc, at: int, named: Mapping[int, str]) -> bool:
    token = doc[at]
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or at in named or role_noun(token):
        return False
    rules, word = naming(), token.lower_.rstrip(".")
    if word in rules.address or word in rules.organs | rules.body_nouns | rules.groups:
        return False
    return all(word not in lexicon("naming", key) for key in ("departments", "weak", "ranks", "local", "private"))


def _belonging(doc: Doc, role: Beside, first: int) -> Iterator[int]:
    """Yield the tokens of a role that may say whose it is: not a field of study, not where one is posted or lives."""
    rules = naming()
    noun = doc[role.head].lower_
    silent = False
    for at in range(first, role.end):
        word = doc[at].lower_
        if at > role.head and word in PREPOSITIONS:
            field = word == "of" and noun in _SCHOLARS
            post = word == "to" and noun in _POSTED
            private = word in {"in", "from"} and noun not in rules.offices
            silent = word in {"on", "about"} or field or post or private
        if not silent and (at != role.head or role.where == "of"):
            yield at


def _state(doc: Doc, at: int, end: int, *, city: bool = False) -> str | None:
    """Return the state of a listed country, adjective, seat or capital at a token, the longest first.

    `city`: what a capital has is its own, and no state's.
    """
    if not doc[at].text[:1].isupper():
        return None
    for size in range(min(4, end - at), 0, -1):
        text = doc[at : at + size].text
        place = known(text)
        if place is None or not place.country or (place.common and size == 1 and place.what == "city"):
            continue
        if place.what in {"country", "adjective", "people", "seat"} or (is_capital(text) and not city):
            return place.country
    return None


def _owner(doc: Doc, at: int, role: Beside, named: Mapping[int, str], sides: Mapping[str, str]) -> str:
    """Return the side of X in "X's aide", else X; "the X campaign" is a body of its own."""
    who = named[at]
    end = at
    while end + 1 < role.end and named.get(end + 1) == who:
        end += 1
    if end + 1 < role.end and doc[end + 1].lower_ in _CAMPS:
        return str(doc[at : end + 2].text)
    return sides.get(who) or who


def _body(doc: Doc, at: int, role: Beside, named: Mapping[int, str]) -> str | None:
    """Return the state of a public body, the key of any other; None for the bare words of an office ("Defense")."""
    rules = naming()
    who = named[at]
    end = at
    while end < role.end and named.get(end) == who:
        end += 1
    tokens = doc[at:end]
    if all(token.lower_ in lexicon("naming", "departments") | rules.organs | rules.roles for token in tokens):
        return None
    state = (
        rules.states.get(tokens.text) if end < role.end and doc[end].lower_ in {"spokesman", "spokeswoman"} else None
    )
    public = any(token.lower_ in rules.organs for token in tokens)
    return state or (_state(doc, at, end) if public else None) or _seat(str(tokens.text)) or who


def _seat(text: str) -> str | None:
    place = known(text)
    return place.country if place is not None and place.what == "seat" else None


def _gathering(doc: Doc, role: Beside) -> str | None:
    """Return the body or gathering after "of" or "for" if it holds a capital: "organiser of the Bruna march"."""
    start = role.head + 1
    while start < role.end and doc[start].lower_ not in {"of", "for", "at", "with"}:
        start += 1
    start += 1
    while start < role.end and (doc[start].lower_ in ARTICLES or doc[start].tag_ == "PRP$"):
        start += 1
    stop = start
    while stop < role.end and not (
        doc[stop].lower_ in PREPOSITIONS - {"of"} or doc[stop].text in POSSESSIVE or doc[stop].lower_ == "and"
    ):
        stop += 1
    if stop < role.end and doc[stop].text in POSSESSIVE:
        return None
    if not any(
        t.text[:1].isupper() and not role_noun(t) and t.lower_ not in lexicon("naming", "departments")
        for t in doc[start:stop]
    ):
        return None
    return str(doc[start:stop].text)
