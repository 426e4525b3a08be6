"""Subjects that the parser lost or made up: a clause cut out at one would tell what nobody said."""

from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming

SETTING_APART = frozenset({"while", "whereas", "although", "though"})
"""Words that open a clause beside another, with a subject of its own."""
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
