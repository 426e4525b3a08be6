"""Which nouns stand for somebody who can plan or speak, and which for a thing that does neither."""

from rashomon.attribute.kinds import CITED, UTTERED
from rashomon.attribute.offices import PAPERS
from rashomon.attribute.raw import Token
from rashomon.attribute.within import is_deed
from rashomon.lexicon import phrases, words
from rashomon.lexicon.naming import naming

SEVERAL = words("nouns", "several")
EXPRESSING = words("nouns", "expressing")
MUTE = words("nouns", "mute")
PEOPLE = phrases("nouns", "endings.people")
ABSTRACT = phrases("nouns", "endings.abstract")
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def is_thing(noun: Token) -> bool:
    """Whether a noun is nothing that acts or speaks: "the speed", "a scandal"; false where it is not known."""
    if noun.pos_ != "NOUN" or noun.text[:1].isupper() or noun.ent_type_ in NAMED:
        return False
    lemma, names = noun.lemma_.lower(), naming()
    known = lemma in CITED | UTTERED | PAPERS or lemma in SEVERAL or lemma in EXPRESSING or lemma in names.roles
    body = {lemma, noun.lower_} & (names.organs | names.groups | names.body_nouns)
    return not known and not body and not lemma.endswith(PEOPLE)


def is_mute(noun: Token) -> bool:
    """Whether a noun is a deed or a thing that surely says nothing: what it suggests is told by who tells of it."""
    lemma = noun.lemma_.lower()
    return is_thing(noun) and (lemma in MUTE or is_deed(noun) or lemma.endswith(ABSTRACT))
