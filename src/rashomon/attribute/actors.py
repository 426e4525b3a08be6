"""Which nouns stand for somebody who can plan or speak, and which for a thing that does neither."""

from rashomon.attribute.kinds import CITED
from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming

SEVERAL = frozenset(
    "side team group family crowd community nation country state city town village county district region world public "
    "firm business industry network app store chain brand camp coalition alliance bloc movement majority minority half "
    "rest number couple pair trio duo percent dozen hundred thousand million household crew gang mob militia rebel ally "
    "enemy opposition side youth child kid adult parent guy baby mother father brother sister son daughter one man "
    "woman people person human immigrant migrant refugee student mp lawmaker cop troop marine civilian campaign "
    "school airline carrier party firm carmaker startup start-up brigade battalion unit squad fleet panel market".split()
)
"""Nouns for many who act as one, and for people, that no other list holds."""
PAPERS = frozenset(
    "photo photograph picture video footage image map sign slogan banner placard song ad advert advertisement label "
    "headline caption law bill act rule treaty agreement deal accord pact constitution charter contract policy code "
    "proposal motion clause text script speech sermon prayer evidence forecast projection simulation model theory "
    "protest demonstration rally march petition boycott story feed post screenshot page result test number".split()
)
"""Things in which something is said or shown, and gatherings that demand."""
PEOPLE = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "folk", "eer", "crat", "ant")
"""Endings of nouns for people. Some things end so too, and are not taken for things."""
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def is_thing(noun: Token) -> bool:
    """Whether a noun is nothing that acts or speaks: "the speed", "a scandal"; false where it is not known."""
    if noun.pos_ != "NOUN" or noun.text[:1].isupper() or noun.ent_type_ in NAMED:
        return False
    lemma, words = noun.lemma_.lower(), naming()
    known = lemma in CITED or lemma in SEVERAL or lemma in PAPERS or lemma in words.roles
    body = {lemma, noun.lower_} & (words.organs | words.groups | words.body_nouns)
    return not known and not body and not lemma.endswith(PEOPLE)
