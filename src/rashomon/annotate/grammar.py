"""Words and small questions that the finders of roles and descriptions share."""

from __future__ import annotations

from collections.abc import Container

from rashomon.language.parser import Doc, Token
from rashomon.lexicon.naming import naming

PREPOSITIONS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DASHES = frozenset({"-", "–", "—"})
ARTICLES = frozenset({"the", "a", "an"})
ADVERBS = frozenset({"then", "newly", "recently", "previously", "longtime", "now", "first"})
STOPS = frozenset({",", ";", ":", ".", "(", ")", "[", "]", "“", "”", '"', "?", "!", "…", "..."})
RELATIVES = frozenset(
    {"whose", "which", "that", "who", "whom", "where", "when", "while", "after", "before", "according"}
)
INNER = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "X", "SYM"})
"""Parts of speech that a noun phrase holds before its noun."""


def role_noun(token: Token) -> bool:
    """Whether a token is a noun that says what somebody is."""
    rules = naming()
    word = token.lower_.rstrip(".")
    return (word in rules.roles and token.pos_ != "VERB") or word.removeprefix("ex-") in rules.offices


def joined_hyphen(doc: Doc, at: int) -> bool:
    """Whether the token is a dash without blanks around it."""
    return doc[at].text in DASHES and not doc[at].whitespace_ and at > 0 and not doc[at - 1].whitespace_


def possessed(doc: Doc, at: int, end: int, named: Container[int]) -> bool:
    """Whether the name at a token owns something ("X's aide") or stands before a noun ("the X campaign")."""
    while at + 1 < end and at + 1 in named:
        at += 1
    following = doc[at + 1] if at + 1 < end else None
    return following is not None and (following.text in POSSESSIVE or following.pos_ in {"NOUN", "PROPN"})


def main_noun(doc: Doc, start: int, end: int) -> int | None:
    """Return the last role noun before any preposition that follows one; None when there is none."""
    found = None
    for at in range(start, end):
        if role_noun(doc[at]) and not (at + 1 < end and doc[at + 1].text in POSSESSIVE):
            found = at
        elif found is not None and (doc[at].lower_ in PREPOSITIONS or doc[at].text == ","):
            break
    return found


def preposition_in(doc: Doc, start: int, end: int) -> bool:
    """Whether a preposition stands in a range of tokens."""
    return any(token.lower_ in PREPOSITIONS for token in doc[start:end])
