"""What stands beside a name and says who that is: "Bruna's defence minister X", "X, head of the Y delegation,"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rashomon.language.parser import Doc, Token
from rashomon.lexicon.gazetteer import known
from rashomon.lexicon.naming import naming

# Tokens on either side of a name that may belong to its role; longer ones in news are whole clauses.
REACH = 16

_INNER = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "X", "SYM"})
_PREPOSITIONS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LEADS = frozenset({"lead", "head", "chair", "run", "command", "represent", "coach", "captain", "edit", "found", "own"})
_BE = frozenset({"be", "become", "remain", "serve"})
_NAMED = frozenset({"appoint", "name", "elect", "nominate", "re-elect", "make"})
_DASHES = frozenset({"-", "–", "—"})
_FORMER = frozenset({"former", "ex", "late", "outgoing", "acting", "then", "incoming", "interim", "longtime", "embattled", "deputy", "vice"})


class Beside(msgspec.Struct, frozen=True):
    """A role: tokens `first` to `end` of the passage; `head` is the token of its main noun."""

    first: int
    end: int
    head: int
    where: str
    """`before`, `after`, `is` ("X is the ..."), `leads` ("X led the ...") or `of` ("Bruna's X")."""


def beside(doc: Doc, first: int, end: int, people: Sequence[tuple[int, int]], roster: bool) -> Iterator[Beside]:
    """Yield the roles that stand beside the name at tokens `first` to `end`; `people` are the passage's person names.

    In a roster ("A B, head of X C D, deputy minister E F, director of Y") what follows a name is its role and what
    goes before belongs to the one before.
    """
    after = _after(doc, end, people)
    if not roster:
        before = _before(doc, first, people)
        if before is not None:
            yield before
    if after is not None:
        yield after
    predicate = _predicate(doc, end, people)
    if predicate is not None:
        yield predicate


def is_roster(doc: Doc, people: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage lists people each with a role after the name and nothing between role and next name."""
    if len(people) < 3 or people[0][0] > 2:
        return False
    followed = run_on = 0
    for number, (_, end) in enumerate(people):
        after = _after(doc, end, people)
        if after is None:
            continue
        followed += 1
        if number + 1 < len(people) and after.end == people[number + 1][0]:
            run_on += 1
    return followed >= 2 and run_on >= 1 and followed * 2 >= len(people)


def _role_noun(token: Token) -> bool:
    rules = naming()
    word = token.lower_.rstrip(".")
    return word in rules.roles and token.pos_ != "VERB" or word.removeprefix("ex-") in rules.offices


def _before(doc: Doc, first: int, people: Sequence[tuple[int, int]]) -> Beside | None:
    """Find a role that ends where the name starts, or one comma before it."""
    last = first - 1
    comma = last >= 1 and doc[last].text == ","
    if comma:
        last -= 1
    if last < 0:
        return None
    named = {at for start, stop in people for at in range(start, stop)}
    if not comma and doc[last].text in _POSSESSIVE and last > 0:
        return _of(doc, last, named)
    start = _walk_left(doc, last, named, comma)
    head = _main_noun(doc, start, last + 1)
    if head is None or start > last:
        return None
    if comma and not _aside_before(doc, start, head, first, people):
        return None
    if not comma and head != last and not _phrase_runs_to(doc, head, last):
        return None
    return Beside(start, last + 1, head, "before")


def _of(doc: Doc, last: int, named: set[int]) -> Beside | None:
    """"Bruna's X", "the BBC's X": the possessor says whose he is."""
    start = last - 1
    if start in named or doc[start].pos_ != "PROPN":
        return None
    while start > 0 and doc[start - 1].pos_ == "PROPN" and start - 1 not in named and last - start < 6:
        start -= 1
    return Beside(start, last + 1, last - 1, "of")


def _walk_left(doc: Doc, last: int, named: set[int], comma: bool) -> int:
    """Return where the noun phrase that ends at token `last` may start."""
    rules = naming()
    at, start = last, last + 1
    while at >= 0 and last - at < REACH:
        token = doc[at]
        text = token.lower_
        if token.is_space or token.ent_type_ in {"DATE", "TIME"} or token.pos_ in {"PRON", "VERB", "AUX", "SCONJ"}:
            if not (token.tag_ in {"VBN", "VBG", "PRP$"} and text not in {"said", "told"} and at != last):
                break
        if text in _PREPOSITIONS:
            if at == 0 or not (_role_noun(doc[at - 1]) or (text == "of" and doc[at - 1].pos_ in {"NOUN", "PROPN"})):
                break
        elif text in {"and", "&"}:
            if at == 0 or not (_role_noun(doc[at - 1]) and at + 1 <= last) and doc[at - 1].pos_ != "PROPN":
                break
            if at - 1 in named:
                break
        elif text in _DASHES | {"/"}:
            if token.whitespace_ or (at and doc[at - 1].whitespace_):
                break
        elif token.pos_ not in _INNER and text not in _POSSESSIVE and text not in _FORMER and token.tag_ not in {"VBN", "VBG", "PRP$"}:
            if not (_role_noun(token) or text in rules.address):
                break
        if at in named and not (at + 1 < len(doc) and _possessed(doc, at, last, named)):
            break
        if text == "one" and doc[at + 1].pos_ != "NOUN":
            break
        start = at
        at -= 1
    while start <= last and (doc[start].lower_ in _PREPOSITIONS | {"and", "'s", "’s", "-", "as"} or doc[start].is_punct):
        start += 1
    return start


def _possessed(doc: Doc, at: int, last: int, named: set[int]) -> bool:
    """Whether a person inside a role owns it ("X's aide") or names a body ("the X campaign")."""
    while at + 1 <= last and at + 1 in named:
        at += 1
    following = doc[at + 1] if at + 1 <= last else None
    return following is not None and (following.text in _POSSESSIVE or following.pos_ in {"NOUN", "PROPN"})


def _main_noun(doc: Doc, start: int, end: int) -> int | None:
    """Return the last role noun of the first run of nouns, before any preposition; None when there is none."""
    found = None
    for at in range(start, end):
        if _role_noun(doc[at]) and not (at + 1 < end and doc[at + 1].text in _POSSESSIVE):
            found = at
        elif found is not None and (doc[at].lower_ in _PREPOSITIONS or doc[at].text == ","):
            break
    return found


def _phrase_runs_to(doc: Doc, head: int, last: int) -> bool:
    """Whether between the role's noun and the name stands only what hangs on that noun ("head of the Y delegation")."""
    after = doc[head + 1].lower_
    return after in _PREPOSITIONS | {"and"} or (last == head + 1 and doc[last].lower_ in {"elect", "-elect", "general"}) or after == "-"


def _aside_before(doc: Doc, start: int, head: int, first: int, people: Sequence[tuple[int, int]]) -> bool:
    """Whether "the head of Y, X, ..." is meant rather than a list in which X comes next."""
    determined = doc[start].lower_ in {"the", "one", "his", "her", "its", "their", "another"} or doc[start].pos_ == "PROPN" or (
        known(doc[start].text) is not None or start == 0 or _role_noun(doc[start])
    )
    end = next((stop for begin, stop in people if begin == first), first + 1)
    following = doc[end] if end < len(doc) else None
    if following is None:
        return determined
    closes = following.text in {",", ".", ":", ")", "-", "–", "—", "”", '"', ";"} or following.pos_ in {"VERB", "AUX"} or following.text in _POSSESSIVE
    listed = start > 0 and doc[start - 1].text == "," and head - start < 2
    return determined and closes and not listed


def _after(doc: Doc, end: int, people: Sequence[tuple[int, int]]) -> Beside | None:
    """Find a role after the name: ", head of the Y delegation", "(the Y minister)", " - who led Y -"."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "(", "-", "–", "—"}:
        return None
    start = end + 1
    if doc[start].is_digit and start + 2 < len(doc) and doc[start + 1].text == ",":
        start += 2
    if doc[start].lower_ in {"who", "which"}:
        return _predicate(doc, start + 1, people)
    if doc[start].lower_ == "himself":
        return None
    starts = {begin for begin, _ in people}
    stop, head = start, None
    named = {at for begin, close in people for at in range(begin, close)}
    while stop < len(doc) and stop - start < REACH + 6:
        token = doc[stop]
        if stop in starts and not _possessed(doc, stop, len(doc) - 1, named) and not _hangs(doc, stop):
            break
        if stop in named and doc[stop - 1].lower_ in {"and", "&"} and stop in starts:
            break
        if not _in_role(token, head is not None, doc, stop):
            break
        if head is None and token.lower_ in _PREPOSITIONS:
            break
        if _role_noun(token) and (head is None or not any(t.lower_ in _PREPOSITIONS for t in doc[head:stop])):
            if not (stop + 1 < len(doc) and doc[stop + 1].text in _POSSESSIVE):
                head = stop
        stop += 1
    while stop > start and doc[stop - 1].lower_ in _PREPOSITIONS | {"and", "the", "a", "&"}:
        stop -= 1
    if head is None or head >= stop:
        return None
    return Beside(start, stop, head, "after")


def _hangs(doc: Doc, at: int) -> bool:
    """Whether a person's name hangs on a preposition inside the role ("aide to X", "wife of X") or on an office in it."""
    return at > 0 and doc[at - 1].lower_ in {"of", "to", "for", "with"}


def _in_role(token: Token, headed: bool, doc: Doc, at: int) -> bool:
    text = token.lower_
    if token.is_space or token.text in {",", ";", ":", ".", "(", ")", "“", "”", '"', "?", "!"}:
        return False
    if text in _DASHES:
        return not token.whitespace_ and not doc[at - 1].whitespace_
    if text in _PREPOSITIONS | {"and", "&"} or text in _POSSESSIVE or text in _FORMER:
        return True
    if token.pos_ in _INNER or token.tag_ in {"PRP$"} or _role_noun(token):
        return True
    if token.tag_ in {"VBN", "VBG", "JJ", "RB", "RBS", "RBR"}:
        return not headed or doc[at + 1 : at + 2].text[:1].islower()
    return False


def _predicate(doc: Doc, at: int, people: Sequence[tuple[int, int]]) -> Beside | None:
    """Find "X is the Y minister", "X was named head of Y", "X led the Y delegation" from the token after the name."""
    if at < len(doc) and doc[at].text in _DASHES | {","} and at + 1 < len(doc) and doc[at + 1].lower_ in {"who", "he", "she"}:
        at += 2
    verb = None
    for number in range(at, min(at + 5, len(doc))):
        token = doc[number]
        if token.pos_ in {"VERB", "AUX"} and (token.lemma_ in _LEADS | _BE | _NAMED):
            verb = number
            if token.lemma_ in _LEADS | _NAMED:
                break
        elif token.pos_ not in {"AUX", "ADV", "ADP"} and token.lower_ not in {"who", "has", "had", "up"}:
            break
    if verb is None:
        return None
    start = verb + 1
    while start < len(doc) and doc[start].lower_ in {"up", "as", "also", "still", "now", "currently"}:
        start += 1
    stop = start
    while stop < len(doc) and stop - start < REACH and _in_role(doc[stop], True, doc, stop):
        if any(begin == stop for begin, _ in people) and not _hangs(doc, stop) and doc[stop - 1].text not in _POSSESSIVE:
            if stop + 1 < len(doc) and doc[stop + 1].text not in _POSSESSIVE:
                break
        stop += 1
    while stop > start and doc[stop - 1].lower_ in _PREPOSITIONS | {"and", "the", "a"}:
        stop -= 1
    if stop <= start:
        return None
    if doc[verb].lemma_ in _LEADS:
        rules = naming()
        led = any(token.lower_ in rules.groups | rules.organs | rules.body_nouns for token in doc[start:stop])
        return Beside(verb, stop, verb, "leads") if led else None
    head = _main_noun(doc, start, stop)
    if head is None or doc[start].lower_ not in {"the", "a", "an", "also", "our", "their", "its"} and not _role_noun(doc[start]) and not known(doc[start].text):
        return None
    return Beside(start, stop, head, "is")


def party_of(doc: Doc, role: Beside, people: Mapping[int, str], sides: Mapping[str, str]) -> str | None:
    """Return the state, family or body that a role names, as one usual name; None when it names none.

    `people` gives the `who` of the person named at a token, `sides` the party of a `who` where it is known already.
    The first one that is named counts, so "Bruna's envoy to Tavia" stands for Bruna.
    """
    rules = naming()
    if doc[role.head].lower_ in rules.abroad and role.where != "is":
        return _family(doc, role)
    family = _family(doc, role)
    if family:
        return family
    for at in range(role.first, role.end):
        if at in people:
            return _owner(doc, at, role, people, sides)
        size, place = _place(doc, at, role.end)
        if place is None:
            continue
        if place[0] and not _inside_body(doc, at, size, role):
            return place[0]
        break
    return _body_of(doc, role)


def _family(doc: Doc, role: Beside) -> str | None:
    rules = naming()
    for at in range(role.first, role.end):
        family = rules.families.get(doc[at].text)
        if family:
            return family
    return None


def _place(doc: Doc, at: int, end: int) -> tuple[int, tuple[str, str] | None]:
    """Return the state of a listed country or adjective at a token (sizes in tokens), longest first."""
    for size in range(min(4, end - at), 0, -1):
        place = known(doc[at : at + size].text)
        if place is not None and place.what in {"country", "adjective", "people", "seat"} and doc[at].text[:1].isupper():
            return size, (place.country, place.what)
    from rashomon.lexicon.gazetteer import is_capital

    text = doc[at].text
    if text[:1].isupper() and is_capital(text):
        place = known(text)
        return 1, (place.country if place else "", "city")
    return 1, None


def _inside_body(doc: Doc, at: int, size: int, role: Beside) -> bool:
    """Whether a country's name is part of a private body's ("the Brun Chamber of Commerce", "Bruna University")."""
    rules = naming()
    run = at + size
    private = {"chamber", "association", "institute", "university", "union", "club", "times", "post", "foundation", "college", "bank"}
    while run < role.end and doc[run].pos_ in {"PROPN", "ADJ", "NOUN"}:
        if doc[run].lower_ in private and doc[run].text[:1].isupper():
            return True
        if doc[run].lower_ in rules.roles:
            return False
        run += 1
    return False


def _owner(doc: Doc, at: int, role: Beside, people: Mapping[int, str], sides: Mapping[str, str]) -> str | None:
    """The side of "X's aide" is that of X where X stands for a state, else X; "the X campaign" is a body of its own."""
    who = people[at]
    end = at
    while end + 1 < role.end and people.get(end + 1) == who:
        end += 1
    following = doc[end + 1] if end + 1 < role.end else None
    if following is not None and following.lower_ in {"campaign", "administration", "team", "camp", "foundation", "government", "organization"}:
        return doc[at : end + 2].text
    return sides.get(who) or who


def _body_of(doc: Doc, role: Beside) -> str | None:
    """The body or gathering that a role belongs to: "head of the Y institute", "the Z's X", "FBI director"."""
    rules = naming()
    if role.where == "of":
        return doc[role.first : role.end - 1].text.removeprefix("the ").removeprefix("The ")
    for at in range(role.first, role.head):
        if doc[at].pos_ == "PROPN" and doc[at].lower_ not in rules.address and not _role_noun(doc[at]) and doc[at].ent_type_ in {"ORG", "NORP"}:
            stop = at
            while stop < role.head and doc[stop].ent_type_ and doc[stop].text not in _POSSESSIVE:
                stop += 1
            return doc[at:stop].text
    start = role.head + 1
    while start < role.end and doc[start].lower_ not in {"of", "for", "at", "with"}:
        start += 1
    start += 1
    while start < role.end and doc[start].lower_ in {"the", "a", "an", "its", "their"}:
        start += 1
    if start >= role.end or doc[role.head].lower_ in rules.ties:
        return None
    stop = start
    while stop < role.end and doc[stop].lower_ not in _PREPOSITIONS - {"of"} and doc[stop].text not in _POSSESSIVE and doc[stop].lower_ != "and":
        stop += 1
    text = doc[start:stop].text
    return text if any(token.text[:1].isupper() for token in doc[start:stop]) else None
