"""Sources without a name that a reader could call all the same: an office or a body of which there is one.

"the foreign ministry", "the mayor" and "police" are; "a senior official" and "a spokesman" are not.
"""

import re

from rashomon.attribute.content import head_of
from rashomon.attribute.kinds import ANONYMOUS, PERSONS, UTTERED
from rashomon.attribute.raw import Token
from rashomon.attribute.within import is_deed
from rashomon.lexicon import load
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Mention

SOME = frozenset("a an another some any several many few other others both each every certain various".split())
"""Determiners and adjectives after which an office or body is one of many."""
LOOSE = frozenset("authorities intelligence service office party campaign".split())
"""Organs that name nobody in particular without a name beside them."""
LAWS = frozenset({"bill", "act"})
"""What is called by a name in full or not at all: "the bill seeks" names nobody."""
NEVER = frozenset(
    "spokeswoman spokesperson senator congressman congresswoman legislator parliamentarian mp mep msp councillor judge "
    "general colonel captain major lieutenant sergeant inspector constable priest pastor regulator prosecutor "
    "executive contender nominee attorney counsel".split()
)
"""Offices that many hold at a time."""
PAPERS = frozenset(
    "statement report poll survey study finding figure document resolution letter memo sanction data datum statistic "
    "estimate analysis tally count".split()
)
"""Papers that are as good as a name when they say whose they are."""
SPOKEN_FOR = frozenset(
    "report study survey poll complaint lawsuit filing announcement data datum figure statistic estimate "
    "analysis".split()
)
"""Papers in which those who made them speak."""
MADE = frozenset("release compile publish issue conduct produce write prepare collect gather sign file make".split())
"""What is done with a paper by those whose it is: "data released by the labour office"; who obtains it is another."""
WAYS = frozenset("email e-mail phone telephone text post fax letter message".split())
"""How words came: "a statement by email" is nobody's that is called email."""
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|co\.[a-z]{2})|(?=\w*\d)(?=\w*[a-z])\w*[A-Z]\w*")
"""An outlet that is called by its address, or by letters and figures in one word."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Where reports come from: "media reports from Northia" are not Northia's word."""
PRESS = frozenset({"news", "press", "media"})
"""What a release is called for those to whom it goes."""
LEAST_NAME = 2
MOST_NAME = 4
"""Words of a name; longer runs of capitals are titles of bodies or headlines."""


def can_be_called(tokens: list[Token]) -> bool:
    """Whether a source phrase without a known name tells which office, body or paper it is."""
    head = head_of(tokens)
    if head is None or head.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = head.lemma_.lower()
    own = [c for c in head.children if c in tokens]
    if any(c.lower_ in SOME or c.dep_ == "nummod" for c in own if c.i < head.i):
        return False
    named = any(t.pos_ == "PROPN" and t.i != head.i for t in tokens)
    if _is_proper(head, lemma):
        return True
    if lemma == "police":
        return True
    if lemma in ("site", "website", "blog") and any(SITE.fullmatch(t.text) for t in tokens):
        return True
    definite = any(c.lower_ in ("the", "this") or c.dep_ == "poss" for c in own) or named
    if not definite:
        return False
    if lemma in PAPERS:
        return any(_makes(t, head) for t in tokens if t.pos_ == "PROPN")
    plural = head.tag_ in ("NNS", "NNPS") and head.lower_ != lemma
    if plural and lemma in naming().offices and not any(c.lower_ == "of" and c.dep_ == "prep" for c in own):
        return False  # "Vane's attorneys": some of them; "the leaders of Northia and Vessara" can be called
    return (named or not plural) and _is_one(head, lemma, named=named)


def _makes(name: Token, paper: Token) -> bool:
    """Whether a name says whose paper it is: "a Kelm poll", "reports by Kelm"; not "reports from Kelm"."""
    step = name
    while step.dep_ == "compound" and step.head.i != paper.i and step.head.pos_ == "PROPN":
        step = step.head
    if step.head.i == paper.i:
        return True
    by = ("by", "of", "from") if name.ent_type_ in ("PERSON", "ORG") else ("by", "of")
    return step.dep_ == "pobj" and step.head.lower_ in by and step.head.head.i == paper.i


def _is_proper(head: Token, lemma: str) -> bool:
    """As in "the Seawatch System", "the Kelm Gulls": a body's own name that no list knows; "House Whigs" is none."""
    words = naming()
    if SITE.fullmatch(head.text):
        return True
    called = lemma in ANONYMOUS | PERSONS | NEVER | LOOSE or lemma in words.roles or lemma in load("naming")["faceless"]
    if called or not head.text[:1].isupper() or head.pos_ != "PROPN" or head.text in words.families:
        return False
    return bool(head.tag_ == "NNP" or head.ent_type_ in ("ORG", "PERSON"))


def names_a_deed(tokens: list[Token]) -> bool:
    """As in "the resignation of the secretary": what happened to the holder of an office, not the holder."""
    head = head_of(tokens)
    return head is not None and is_deed(head) and head.lemma_.lower() not in naming().roles


def is_name(tokens: list[Token]) -> bool:
    """Whether the words are a person's name as it stands, which the names step did not know: "Ines Calder"."""
    words = [t for t in tokens if not t.is_punct]
    gaps = (k for k, t in enumerate(words) if t.pos_ == "ADP" or (k and words[k - 1].i + 1 != t.i))
    after = next(gaps, len(words))
    words = words[:after] if after >= LEAST_NAME else words  # "Ines Calder of the board", "Ines Calder, a pilot"
    calling = next((k for k in range(len(words) - 1, -1, -1) if words[k].pos_ == "NOUN"), None)
    if calling is not None and not words[calling].text[:1].isupper():
        words = words[calling + 1 :]  # "Kelm fan Ines Calder"
    return LEAST_NAME <= len(words) <= MOST_NAME and all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in words)


def gives(mention: Mention, head: Token, base: int) -> bool:
    """Whether a mention owns or gives what `head` names: "the ministry's statement", "a letter from Vane"."""
    givers = [c for c in head.children if c.dep_ == "poss"]
    givers += [g for c in head.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from", "of")
               for g in c.children if g.dep_ == "pobj"]  # fmt: skip
    return any(mention.start <= base + g.idx < mention.end for g in givers)


def giver_of(tokens: list[Token]) -> list[Token]:
    """Whose a statement, report or poll is, where it is told: "the ministry" of "a statement by the ministry"."""
    head = head_of(tokens)
    if head is None or head.lemma_.lower() not in UTTERED | SPOKEN_FOR:
        return []
    inside = {t.i for t in tokens}
    givers = [c for c in head.children if c.dep_ == "poss"]
    givers += [g for c in head.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from")
               for g in c.children if g.dep_ == "pobj" and g.lemma_.lower() not in WAYS
               and not (c.lower_ == "from" and _come_from(head, g))]  # fmt: skip
    beside = [c for c in head.children if c.dep_ == "compound" and c.lower_ not in PRESS]
    givers += [c for c in beside if _speaks(c) and head.text[:1].islower()]
    givers += [g for c in head.children if c.dep_ == "acl" and c.lemma_.lower() in MADE for a in c.children
               if a.dep_ == "agent" for g in a.children if g.dep_ == "pobj"]  # fmt: skip
    first = next((g for g in givers if g.i in inside), None)
    return [t for t in first.subtree if t.i in inside and t.tag_ != "POS"] if first is not None else []


def _come_from(paper: Token, place: Token) -> bool:
    """As in "media reports from Northia", "reports from Ansel": where they come from, and not whose word they are."""
    press = any(c.dep_ == "compound" and c.lower_ in PRESS for c in paper.children)
    return paper.lemma_.lower() == "report" and (press or place.ent_type_ in PLACES)


def _speaks(noun: Token) -> bool:
    """As in "a company statement", "a police report": the body whose words they are."""
    names = naming()
    if noun.pos_ == "PROPN":
        return noun.ent_type_ in ("ORG", "PERSON")
    return noun.lower_ == "police" or noun.lemma_.lower() in names.body_nouns | names.organs


def is_uttered(tokens: list[Token]) -> bool:
    """Whether a source phrase names something said or written: "the ministry's statement"."""
    head = head_of(tokens)
    return head is not None and head.lemma_.lower() in UTTERED


def only_members(tokens: list[Token]) -> bool:
    """As in "House Whigs": some of a party's people, who are not named, rather than the party."""
    head = head_of(tokens)
    if head is None or head.tag_ not in ("NNS", "NNPS"):
        return False
    party = naming().families.get(head.text)
    return party is not None and party not in " ".join(t.text for t in tokens)


def several_of_a_people(tokens: list[Token]) -> bool:
    """As in "many Northians": some of a country's people; "the Northians" may be the side at a table."""
    head = head_of(tokens)
    return head is not None and head.tag_ in ("NNS", "NNPS") and head.ent_type_ == "NORP" and tokens[0].lower_ != "the"


def _is_one(head: Token, lemma: str, *, named: bool) -> bool:
    words = naming()
    if head.i > head.sent.start and (head.nbor(-1).lower_, lemma) in OF_STATE:
        return True
    if lemma in words.offices:
        return lemma not in NEVER and (lemma not in load("naming")["faceless"] or (named and lemma in HEADS))
    if lemma in LAWS:
        return named
    if lemma in words.organs or lemma in words.body_nouns:
        return named or lemma not in LOOSE
    return False


OF_STATE = frozenset({("attorney", "general"), ("solicitor", "general"), ("surgeon", "general"),
                      ("district", "attorney"), ("city", "attorney"), ("state", "attorney"), ("county", "attorney"),
                      ("special", "counsel")})  # fmt: skip
"""Offices of two words of which there is one, though their nouns alone are what many are."""
HEADS = frozenset({"head", "leader", "commander"})
"""Callings of one person when it is said of what: "the leader of Northia"."""
