"""Subjects that the parser lost or made up: a clause cut out at one would tell what nobody said."""

from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming

SETTING_APART = frozenset({"while", "whereas", "although", "though"})
"""Words that open a clause beside another, with a subject of its own."""
TYING = frozenset({"after", "before", "until", "since"})
NOMINAL = ("DET", "PRON", "PROPN", "NOUN")


def lost_subject(verb: Token) -> Token | None:
    """As "another" in "while another speaking to the Wire accused ...": a subject that the parser gave to no verb."""
    first = next(iter(verb.subtree))
    if first.lower_ not in SETTING_APART or first.i + 1 >= verb.i:
        return None
    word: Token = first.nbor()
    while word.head.pos_ in NOMINAL and word.i < word.head.i < verb.i:
        word = word.head
    return word if word.pos_ in NOMINAL else None


def bare_office(subject: Token) -> bool:
    """As "secretary" in "while secretary of state": an office without an article is held, it does nothing."""
    alone = not any(c.dep_ in ("det", "poss", "nummod", "amod", "compound") for c in subject.children)
    return subject.tag_ in ("NN", "NNP") and alone and subject.text in naming().roles


def after_subject(verb: Token) -> Token | None:
    """As in "came after the Wire, quoting donors, reported that ...": what the parser gave to "after" as its noun."""
    first = verb.head
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ == "cc" and c.i < verb.i for c in first.children):
        return None
    if first.tag_ == "VBG" and first.dep_ == "advcl":  # "since the Wire, citing donors, reported": joined to "citing"
        first = first.head
    elif verb.tag_ == "VBN":
        return None
    preps = [c for c in first.children if c.dep_ == "prep" and c.lower_ in TYING and first.i < c.i < verb.i]
    return next((c for c in preps[-1].children if c.dep_ == "pobj"), None) if preps else None


def saying_before(verb: Token) -> Token | None:
    """As in "saying that Vane lied and suggesting that ...": the participle that a later one is joined to in truth."""
    if verb.tag_ != "VBG" or verb.head.tag_ == "VBG" or any(c.dep_ == "aux" for c in verb.children):
        return None
    return next((t for t in verb.ancestors if t.tag_ == "VBG" and t.pos_ == "VERB"), None)
