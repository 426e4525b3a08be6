"""What stands beside a name and says who that is: "Bruna's defence minister X", "X, head of the Y delegation,"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from rashomon.annotate.grammar import (
    ADVERBS,
    DASHES,
    INNER,
    POSSESSIVE,
    PREPOSITIONS,
    RELATIVES,
    joined_hyphen,
    main_noun,
    possessed,
    preposition_in,
    role_noun,
)  # fmt: skip
from rashomon.annotate.grammar import STOPS as _STOPS
from rashomon.language.parser import Doc, Token
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media

# Tokens on either side of a name that may belong to its role; longer ones in news are whole clauses.
REACH = 22

_LEADS = frozenset({"lead", "head", "chair", "run", "command", "represent", "coach", "captain", "edit", "found"})
_BE = frozenset({"be", "become", "remain", "serve"})
_NAMED = frozenset({"appoint", "name", "elect", "nominate", "re-elect"})
_DETERMINED = frozenset({"the", "a", "an", "our", "their", "its", "his", "her", "one"})
_CLOSES = frozenset({",", ".", ":", ")", "-", "–", "—", "”", '"', ";"})


class People:
    """The people's names of a passage: token ranges in order, and what is looked up of them at one name after another.

    `ends` and `starts` give the other end of a name that begins or ends at a token; `named` are the tokens of all.
    """

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self.ranges = tuple(ranges)
        self.ends = dict(self.ranges)
        self.starts = {end: first for first, end in self.ranges}
        self.named = {at for first, end in self.ranges for at in range(first, end)}


class Beside(msgspec.Struct, frozen=True):
    """A role: tokens `first` to `end` of the passage; `head` is the token of its main noun."""

    first: int
    end: int
    head: int
    where: Literal["before", "after", "is", "leads", "of", "from"]
    """On which side it stands; `is` for "X is the ...", `leads` for "X led the ...", `of` for "Bruna's X", `from`
    for the body in "X of the Y Bank" and "according to X from Y"."""


def beside(doc: Doc, first: int, end: int, people: People, roster: bool) -> Iterator[Beside]:
    """Yield the roles that stand beside the name at tokens `first` to `end`, the surest first.

    In a roster ("A B, head of X C D, deputy minister E F, director of Y") what follows a name is its role and what
    goes before belongs to the one before.
    """
    before = None if roster else _before(doc, first, people)
    after = _after(doc, end, people, roster)
    predicate = _predicate(doc, end, people)
    yield from (role for role in (before, after, predicate) if role is not None)


def is_roster(doc: Doc, people: People) -> bool:
    """Whether a passage lists people each with a role after the name and nothing between role and next name."""
    if len(people.ranges) < 3 or any(not t.is_punct and not t.is_space for t in doc[: people.ranges[0][0]]):
        return False
    roles: list[Beside | None] = []
    reached = 0
    for first, end in people.ranges:
        if first >= reached:
            roles.append(_after(doc, end, people, roster=True))
            reached = roles[-1].end if roles[-1] is not None else end
    run_on = sum(role is not None and role.end in people.ends for role in roles)
    closing = [role for role in roles[-2:] if role is not None and role.where == "after"]
    return run_on >= 1 and sum(role is not None for role in roles) * 2 >= len(roles) and bool(closing)


def _before(doc: Doc, first: int, people: People) -> Beside | None:
    """Find a role that ends where the name starts, or one comma before it."""
    comma = first >= 2 and doc[first - 1].text == ","
    last = first - 2 if comma else first - 1
    while last > 0 and not role_noun(doc[last]) and _address(doc, last):
        last -= 1
    if last < 0:
        return None
    family = _family_at(doc, last, comma)
    if family is not None:
        return Beside(family, family + 1, family, "before")
    named = people.named
    if not comma and doc[last].text in POSSESSIVE and last > 0:
        return _of(doc, last, named)
    if last in named or doc[last].pos_ in {"ADP", "DET", "VERB", "AUX", "CCONJ"} or doc[last].lower_ in PREPOSITIONS:
        return None
    start = _walk_left(doc, last, named)
    head = main_noun(doc, start, last + 1)
    if head is None:
        return None
    start = max(
        [start, *(at + 1 for at in range(start, head) if doc[at].lower_ in PREPOSITIONS or _credit_ends(doc, at))]
    )
    if comma and not _aside_before(doc, start, first, people):
        return None
    runs = head == last or doc[head + 1].lower_ in PREPOSITIONS | {"and"} or joined_hyphen(doc, head + 1)
    return Beside(start, last + 1, head, "before") if runs or doc[last].lower_ in {"elect", "general"} else None


def _credit_ends(doc: Doc, at: int) -> bool:
    """Whether a caption's agency ends at a token: "Orlan News The Brun president", "Orlan News Brun leader"."""
    text, following = doc[at].text, doc[at + 1]
    agency = text in media() or (at > 0 and f"{doc[at - 1].text} {text}" in media())
    place = known(following.text)
    state = place is not None and place.what in {"adjective", "country", "city"}
    return text == "/" or (agency and (following.lower_ in _DETERMINED or state))


def _address(doc: Doc, at: int) -> bool:
    """Whether a token is a form of address before a name, or the point after one."""
    if doc[at].text == ".":
        return at > 0 and doc[at - 1].lower_ in naming().address
    return doc[at].lower_.rstrip(".") in naming().address


def _family_at(doc: Doc, last: int, comma: bool) -> int | None:
    """Return the token of a political family in "Democrat X", "Democrats such as X", "Democrats, including X"."""
    families = naming().families
    if comma:
        return None
    if doc[last].text in families:
        longer = last > 0 and doc[last - 1].pos_ == "PROPN" and not doc[last - 1].is_sent_start
        whole = longer and doc[last - 1 : last + 1].text in families
        return last if whole or not longer or known(doc[last - 1].text) is not None else None
    if doc[last].lower_ in {"including", "like"} or (
        doc[last].lower_ == "as" and last and doc[last - 1].lower_ == "such"
    ):
        at = last - (2 if doc[last].lower_ == "as" else 1)
        at -= at > 0 and doc[at].text == ","
        return at if at >= 0 and doc[at].text in families else None
    return None


def _of(doc: Doc, last: int, named: set[int]) -> Beside | None:
    """Find whose somebody is in "Bruna's X", "the BBC's X"."""
    start = last - 1
    if start in named or doc[start].pos_ != "PROPN" or doc[start].ent_type_ in {"DATE", "TIME"}:
        return None
    while start > 0 and doc[start - 1].pos_ == "PROPN" and start - 1 not in named and last - start < 6:
        start -= 1
    return Beside(start, last + 1, last - 1, "of")


def _walk_left(doc: Doc, last: int, named: set[int]) -> int:
    """Return where the noun phrase that ends at token `last` may start."""
    start = at = last
    while at >= 0 and last - at < REACH and _goes_on_left(doc, at, last, named):
        start = at
        at -= 1
    while start < last and not _opens_role(doc[start]):
        start += 1
    return start


def _opens_role(token: Token) -> bool:
    """Whether a role may begin with a token: no preposition, mark, or participle that belongs to what goes before."""
    if token.lower_ in PREPOSITIONS | {"and", "as", "&"} or token.is_punct or token.text in POSSESSIVE:
        return False
    participle = token.tag_ in {"VBG", "VBD", "VBN"} and token.lower_ not in lexicon("naming", "participles")
    return not participle or role_noun(token)


def _goes_on_left(doc: Doc, at: int, last: int, named: set[int]) -> bool:
    """Whether the phrase that ends at `last` may hold token `at`, everything to its right being in it."""
    token = doc[at]
    before = doc[at - 1] if at else None
    if (
        token.is_space
        or token.ent_type_ in {"DATE", "TIME"}
        or (at in named and not possessed(doc, at, last + 1, named))
    ):
        return False
    if token.lower_ in PREPOSITIONS:
        if before is None or role_noun(doc[last]) or at - 1 in named:
            return False
        if token.lower_ == "for" and token.ent_type_ == "ORG" == before.ent_type_:
            return True
        return role_noun(before) or (token.lower_ == "of" and before.pos_ in {"NOUN", "PROPN"})
    if token.lower_ in {"and", "&"}:
        return before is not None and (bool(token.ent_type_) or (role_noun(before) and at - 1 not in named))
    if token.text in DASHES:
        return joined_hyphen(doc, at)
    if token.text in POSSESSIVE or token.tag_ == "PRP$" or token.lower_ in ADVERBS or role_noun(token):
        return True
    if token.tag_ in {"VBN", "VBG"}:
        return before is not None and (before.pos_ in {"DET", "ADV"} or before.tag_ == "PRP$" or before.text in DASHES)
    return token.pos_ in INNER


def _aside_before(doc: Doc, start: int, first: int, people: People) -> bool:
    """Whether "the head of Y, X, ..." is meant rather than a list in which X comes next."""
    if start > 0 and doc[start - 1].text in {",", "and"} and doc[start].lower_ not in _DETERMINED:
        return False
    determined = start == 0 or doc[start].lower_ in _DETERMINED | {"another"} or doc[start].text[:1].isupper()
    end = people.ends.get(first, first + 1)
    while end < len(doc) and doc[end].lower_.rstrip(".") in naming().suffixes:
        end += 1
    following = doc[end] if end < len(doc) else None
    if following is None:
        return determined
    closes = following.text in _CLOSES or following.pos_ in {"VERB", "AUX"} or following.text in POSSESSIVE
    return determined and closes


def _after(doc: Doc, end: int, people: People, roster: bool) -> Beside | None:
    """Find a role after the name: ", head of the Y delegation", "(the Y minister)", " - who led Y -"."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "(", "-", "–", "—"} or joined_hyphen(doc, end):
        return None
    start = end + 1
    if doc[start].is_digit and start + 2 < len(doc) and doc[start + 1].text == ",":
        start += 2
    if doc[start].lower_ == "who":
        return _predicate(doc, start + 1, people)
    if doc[start].lower_ in PREPOSITIONS | {"and"}:
        return None
    stop, head = _phrase(doc, start, people, roster)
    if head is None or head >= stop:
        return None
    runs_on = stop in people.ends or _new_subject(doc, start, stop, people, end)
    return Beside(start, stop, head, "after") if roster or not runs_on else None


def _new_subject(doc: Doc, start: int, stop: int, people: People, end: int) -> bool:
    """Whether what follows a name is the subject of a clause of its own: "met Orlan, the Brun leader announced"."""
    if stop >= len(doc) or doc[stop].pos_ not in {"VERB", "AUX"} or doc[start].lower_ != "the":
        return False
    if preposition_in(doc, start, stop):
        return False
    first = people.starts.get(end, end)
    return not doc[first].is_sent_start


def _phrase(doc: Doc, start: int, people: People, roster: bool) -> tuple[int, int | None]:
    """Return the end of the noun phrase that starts at a token, and its role noun.

    A name inside ends it, unless it hangs on it: "husband of Y", "wife of party leader Y" (not in a roster).
    """
    starts, named = people.ends, people.named
    stop, head = start, None
    while stop < len(doc) and stop - start < REACH and _in_role(doc, stop, head is not None):
        hangs = doc[stop - 1].lower_ in PREPOSITIONS
        if stop in starts and stop > start and not hangs and not possessed(doc, stop, len(doc), named):
            if head is not None and not roster and preposition_in(doc, head, stop) and role_noun(doc[stop - 1]):
                return starts[stop], head
            break
        owner = stop + 1 < len(doc) and doc[stop + 1].text in POSSESSIVE
        if role_noun(doc[stop]) and not owner and (head is None or not preposition_in(doc, head, stop)):
            head = stop
        stop += 1
    while stop > start and (
        doc[stop - 1].lower_ in PREPOSITIONS | {"and", "the", "a", "&"} or doc[stop - 1].text in DASHES
    ):
        stop -= 1
    return stop, head


def _in_role(doc: Doc, at: int, headed: bool) -> bool:
    """Whether a noun phrase that reads to the right may go on with token `at`."""
    token: Token = doc[at]
    text = token.lower_
    if token.is_space or token.text in _STOPS or text in RELATIVES:
        return False
    if text == "and" and at + 1 < len(doc) and doc[at + 1].tag_ == "PRP$":
        return False
    if text in DASHES:
        return joined_hyphen(doc, at)
    if text in PREPOSITIONS or text in POSSESSIVE | {"and", "&"} | ADVERBS or role_noun(token) or token.tag_ == "PRP$":
        return True
    if token.tag_ in {"VBN", "VBG", "RB", "RBS", "RBR"}:
        return not headed or doc[at - 1].text in DASHES
    return token.pos_ in INNER


def _predicate(doc: Doc, at: int, people: People) -> Beside | None:
    """Find "X is the Y minister", "X was named head of Y", "X led the Y delegation" from the token after the name."""
    if at + 1 < len(doc) and doc[at].text in DASHES | {","} and doc[at + 1].lower_ in {"who", "he", "she"}:
        at += 2
    verb = _verb(doc, at)
    if verb is None:
        return None
    start = verb + 1
    while start < len(doc) and doc[start].lower_ in {"up", "as", "also", "still", "now", "currently"}:
        start += 1
    stop, _ = _phrase(doc, start, people, roster=False)
    if stop <= start:
        return None
    if doc[verb].lemma_ in _LEADS:
        rules = naming()
        led = any(token.lower_ in rules.groups | rules.organs | rules.body_nouns for token in doc[start:stop])
        return Beside(verb, stop, verb, "leads") if led else None
    head = main_noun(doc, start, stop)
    opens = doc[start].lower_ in _DETERMINED or role_noun(doc[start]) or known(doc[start].text) is not None
    return Beside(start, stop, head, "is") if head is not None and opens else None


def _verb(doc: Doc, at: int) -> int | None:
    """Return the verb after a name when it is one of being, naming or leading."""
    found = None
    for number in range(at, min(at + 5, len(doc))):
        token = doc[number]
        if token.pos_ in {"VERB", "AUX"} and token.lemma_ in _LEADS | _BE | _NAMED:
            found = number
            if token.lemma_ in _LEADS | _NAMED:
                break
        elif token.pos_ not in {"AUX", "ADV", "ADP"} and token.lower_ not in {"who", "has", "had", "up"}:
            break
    return found
