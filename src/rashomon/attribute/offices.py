"""Sources without a name that a reader could call all the same: an office or a body of which there is one.

"the foreign ministry", "the mayor" and "police" are; "a senior official" and "a spokesman" are not.
"""

from rashomon.attribute.raw import Token
from rashomon.attribute.within import is_deed
from rashomon.lexicon import load
from rashomon.lexicon.naming import naming

SOME = frozenset("a an another some any several many few other others both each every certain various".split())
"""Determiners and adjectives after which an office or body is one of many."""
LOOSE = frozenset("authorities intelligence service office party campaign".split())
"""Organs that name nobody in particular without a name beside them."""
NEVER = frozenset(
    "spokeswoman spokesperson senator congressman congresswoman legislator parliamentarian mp mep msp councillor judge "
    "general colonel captain major lieutenant sergeant inspector constable priest pastor regulator prosecutor "
    "executive contender nominee".split()
)
"""Offices that many hold at a time."""
PAPERS = frozenset("statement report poll survey study finding figure document resolution letter memo sanction".split())
"""Papers that are as good as a name when they say whose they are."""


def can_be_called(tokens: list[Token]) -> bool:
    """Whether a source phrase without a known name tells which office, body or paper it is."""
    chosen = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in chosen or t.head.i == t.i), None)
    if head is None or head.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = head.lemma_.lower()
    own = [c for c in head.children if c.i in chosen]
    if any(c.lower_ in SOME or c.dep_ == "nummod" for c in own if c.i < head.i):
        return False
    named = any(t.pos_ == "PROPN" and t.i != head.i for t in tokens)
    if lemma == "police":
        return True
    definite = any(c.lower_ in ("the", "this") or c.dep_ == "poss" for c in own) or named
    if not definite:
        return False
    if lemma in PAPERS:
        return named
    plural = head.tag_ in ("NNS", "NNPS") and head.lower_ != lemma
    return (named or not plural) and _is_one(lemma, named=named)


def names_a_deed(tokens: list[Token]) -> bool:
    """As in "the resignation of the secretary": what happened to the holder of an office, not the holder."""
    chosen = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in chosen or t.head.i == t.i), None)
    return head is not None and is_deed(head) and head.lemma_.lower() not in naming().roles


def only_members(tokens: list[Token]) -> bool:
    """As in "House Whigs": some of a party's people, who are not named, rather than the party."""
    chosen = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in chosen or t.head.i == t.i), None)
    if head is None or head.tag_ not in ("NNS", "NNPS"):
        return False
    party = naming().families.get(head.text)
    return party is not None and party not in " ".join(t.text for t in tokens)


def _is_one(lemma: str, *, named: bool) -> bool:
    words = naming()
    if lemma in words.offices:
        return lemma not in NEVER and (lemma not in load("naming")["faceless"] or (named and lemma in HEADS))
    if lemma in words.organs or lemma in words.body_nouns:
        return named or lemma not in LOOSE
    return False


HEADS = frozenset({"head", "leader", "commander"})
"""Callings of one person when it is said of what: "the leader of Northia"."""
