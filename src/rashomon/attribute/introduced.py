"""People whom a story first describes and then names: "a police union boss" above "the comments by Ida Vane"."""

import re
from collections.abc import Sequence

from rashomon.attribute.content import head_of
from rashomon.attribute.heard import TOGETHER
from rashomon.attribute.kinds import ANONYMOUS, PERSONS
from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Mention

BELOW = 700
"""Code points below a description within which its bearer is named: the next two or three paragraphs."""
REMARKS = re.compile(
    r"(?<=[.!?”\"\n])\s*(?:The|His|Her|These|Those) (?:[a-z]+ )?(?:comments?|remarks?|statements?|words|criticism|"
    r"warnings?|accusations?|announcement|tweets?|posts?|letter|appeal) (?:by|from|of|made by|came from) (?:the )?"
)
"""Whose the words just told were, in a sentence of its own."""
ENDINGS = ("er", "or", "ist", "ian")
BOSSES = frozenset({"boss", "chief", "rabbi", "imam"})
"""Callings that no list of offices holds."""
SHORTEST = 4
"""Letters of a stem that two nouns must have in common: "banker" and "bank"."""
BEFORE = re.compile(r"(?:^|[.!?”\"\n]\s*)(?P<name>[A-Z][\w’'-]+ [A-Z][\w’'-]+), $")
"""A name of two words at the head of a sentence, right before what its bearer is called."""
LINKS = 900
"""Code points of links to other pieces that stand in the middle of a sentence, at most."""
TWICE = re.compile(r"\b(?P<first>[A-Z][\w.’'-]+) [A-Z][\w’'-]+ (?P=first) ")
"""The name before such links, which they repeat."""
LONGEST = 60
"""Code points of such a name with the mark before it."""


def named_below(words: str, at: int, tokens: Sequence[Token], mentions: Sequence[Mention], text: str) -> str | None:
    """Whom one described without a name at `at` turns out to be; None when the text below does not tell.

    Either the next sentence says whose the words were, or one person alone of the whole text has the same calling
    and is named for the first time just below. `mentions` are the document's, in order.
    """
    head = head_of(tokens)
    if head is None or head.pos_ not in ("NOUN", "PROPN") or head.tag_ in ("NNS", "NNPS"):
        return None
    if not _is_someone(head.lemma_.lower()):
        return None
    end = text.find("\n", at)
    found = REMARKS.search(text, at, at + BELOW)
    if found is not None and end >= 0 and text.count("\n\n", at, found.end()) <= 1:
        return next((m.who for m in mentions if m.start >= found.end() and _is_person(m) and m.start - found.end() <
                     (len(m.role or "") + 2)), None)  # fmt: skip
    lemma = head.lemma_.lower()
    if lemma in ANONYMOUS or not words.lower().startswith(("a ", "an ")):
        return None
    stem = next((lemma[: -len(e)] for e in ENDINGS if lemma.endswith(e) and len(lemma) - len(e) >= SHORTEST), lemma)
    bearers = {m.who for m in mentions if _is_person(m) and _is_called(m.role or "", stem)}
    if len(bearers) != 1:
        return None
    who = bearers.pop()
    first = next(m.start for m in mentions if m.who == who)
    return who if at < first <= at + BELOW else None


def _is_someone(noun: str) -> bool:
    """Whether a noun is one person's calling: "a rabbi", "a banker", and no "panel"."""
    known = noun in PERSONS | ANONYMOUS or noun in naming().roles or noun in BOSSES
    return (known or noun.endswith(ENDINGS)) and noun not in TOGETHER


def _is_person(mention: Mention) -> bool:
    return mention.kind == "person"


def _is_called(role: str, stem: str) -> bool:
    return any(word == stem or (len(stem) >= SHORTEST and word.startswith(stem)) for word in role.lower().split())


def before_links(start: int, mentions: Sequence[Mention], text: str) -> Mention | None:
    """As in "Ida Vane Ida Mae Vane | Council meets | Dam holds MORE said": whose name links to other pieces cut off.

    Pages of some outlets have them between a name, which they repeat, and its verb. None where no name is repeated.
    """
    found = TWICE.search(text, max(0, start - LINKS), start)
    if found is None or "\n\n" in text[found.start() : start]:
        return None
    return next((m for m in mentions if m.start == found.start() and _is_person(m)), None)


def name_before(start: int, text: str) -> str | None:
    """As in "Selma Rightly, | a visitor who saw it": the name that the parser took for other words; None for none."""
    found = BEFORE.search(text, max(0, start - LONGEST), start)
    if found is None:
        return None
    words = [w.lower() for w in found["name"].split()]
    rules = naming()
    other = any(w in rules.roles or w in rules.body_nouns or w in rules.place_nouns for w in words)
    return None if other else found["name"]
