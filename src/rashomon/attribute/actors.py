"""Which nouns stand for somebody who can plan or speak, and which for a thing that does neither."""

from rashomon.attribute.kinds import CITED
from rashomon.attribute.offices import PAPERS
from rashomon.attribute.raw import Token
from rashomon.attribute.within import is_deed
from rashomon.lexicon.naming import naming

SEVERAL = frozenset(
    "side team group family crowd community nation country state city town village county district region world "
    "public firm business industry network app store chain brand camp coalition alliance bloc movement majority "
    "minority half rest number couple pair trio duo percent dozen hundred thousand million household crew gang mob "
    "militia rebel ally enemy opposition youth child kid adult parent guy baby mother father brother sister son "
    "daughter one man woman people person human immigrant migrant refugee student mp lawmaker cop troop marine "
    "civilian campaign school airline carrier party carmaker startup start-up brigade battalion unit squad fleet "
    "panel market guild league lodge branch arm wing division desk mosque temple diocese parish hotel restaurant shop "
    "theatre theater museum library farm zoo orchestra band studio charity nonprofit fund trust institute tank "
    "watchdog lobby cartel junta regime monarchy palace crown presidency mission embassy consulate office staff "
    "leadership management faction caucus electorate audience congregation jury bench tribunal chamber house hospital "
    "university college newspaper tabloid daily maker giant circle elite intelligentsia diaspora clan tribe sect cult "
    "church union".split()
)
"""Nouns for many who act as one, and for people, that no other list holds."""
EXPRESSING = frozenset(
    "photo photograph picture video footage image map sign slogan banner placard song ad advert advertisement label "
    "headline caption law bill act rule treaty agreement deal accord pact constitution charter contract policy code "
    "proposal motion clause text script speech sermon prayer evidence forecast projection simulation model theory "
    "protest demonstration rally march petition boycott story feed post screenshot page result test number".split()
)
"""Things in which something is said or shown, and gatherings that demand."""
PEOPLE = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "folk", "eer", "crat", "ant")
"""Endings of nouns for people. Some things end so too, and are not taken for things."""
MUTE = frozenset(
    "speed scandal work drama jeer cheer offense offence fact result move lack pace size shape weather storm wind rain "
    "snow price cost rate rise fall trend pattern timing history past future eye face hand voice success failure mood "
    "feeling sense silence absence presence gap row feud race fight war battle game match news".split()
)
"""Things of which it is said that they suggest or promise something."""
ABSTRACT = ("ness", "ity", "ance", "ence", "tion", "sion", "ment", "ship", "ism", "ure")
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def is_thing(noun: Token) -> bool:
    """Whether a noun is nothing that acts or speaks: "the speed", "a scandal"; false where it is not known."""
    if noun.pos_ != "NOUN" or noun.text[:1].isupper() or noun.ent_type_ in NAMED:
        return False
    lemma, words = noun.lemma_.lower(), naming()
    known = lemma in CITED | PAPERS or lemma in SEVERAL or lemma in EXPRESSING or lemma in words.roles
    body = {lemma, noun.lower_} & (words.organs | words.groups | words.body_nouns)
    return not known and not body and not lemma.endswith(PEOPLE)


def is_mute(noun: Token) -> bool:
    """Whether a noun is a deed or a thing that surely says nothing: what it suggests is told by who tells of it."""
    lemma = noun.lemma_.lower()
    return is_thing(noun) and (lemma in MUTE or is_deed(noun) or lemma.endswith(ABSTRACT))
