"""Nouns by which somebody named before is called again: "the singer", "the model and actress", "the carmaker"."""

from rashomon.attribute.content import head_of
from rashomon.attribute.kinds import EPITHETS
from rashomon.attribute.raw import Token
from rashomon.lexicon import words

LONGEST = 8
"""Words of such a description; a longer one introduces somebody new."""
FIRMS = words("nouns", "firms")
"""Nouns for a company; which one it is, is told before or not at all."""


def is_epithet(tokens: list[Token]) -> bool:
    """As in "the singer", "the model and TV personality": one known person, by what he is known for."""
    head = _definite(tokens)
    if head is None:
        return False
    joined = [c for c in head.children if c.dep_ == "conj" and c in tokens]
    plain = {"det", "amod", "compound", "nummod", "cc", "conj", "punct", "nmod"}
    bare = all(c.dep_ in plain for c in head.children if c in tokens)
    return bare and any(t.lemma_.lower() in EPITHETS for t in (head, *joined)) and head.tag_ in ("NN", "NNP")


def is_firm(tokens: list[Token]) -> bool:
    """As in "the company", "the Northian carmaker"."""
    head = _definite(tokens)
    if head is None or head.tag_ != "NN":
        return False
    bare = all(c.dep_ in ("det", "amod", "compound") for c in head.children if c in tokens)
    return bare and head.lower_ in FIRMS


def _definite(tokens: list[Token]) -> Token | None:
    """The noun of a short phrase with "the"."""
    head = head_of(tokens)
    if head is None or len(tokens) > LONGEST or tokens[0].lower_ != "the" or head.pos_ not in ("NOUN", "PROPN"):
        return None
    return head
