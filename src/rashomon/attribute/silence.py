"""Verbs of saying that say nothing: "declined to say whether ...", "no official said that ...", "said nothing new"."""

from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming

CALLED = frozenset({"in", "off", "up", "back"})
"""Particles with which "call" says nothing."""
ANSWERING = frozenset({"respond", "reply", "comment", "return"})
"""What is not done when nothing is said: "did not respond to a request"."""
ASKING = frozenset({"ask", "press", "wonder", "question"})
WITHHOLDING = frozenset({"did", "do", "does", "would", "has", "have", "had"})
"""Helpers with which "not say whether" withholds an answer; "could not say" has none."""


def keeps_silent(verb: Token) -> bool:
    """As in "declined to say whether ...", "no official said that ...", "called in sick": nothing is said."""
    lemma = verb.lemma_.lower()
    if any(c.dep_ == "nsubj" and _is_nobody(c) for c in verb.children):
        return True
    if lemma in ANSWERING and any(c.dep_ == "neg" for c in verb.children):
        return True
    if lemma == "call" and any(c.dep_ == "prt" and c.lower_ in CALLED for c in verb.children):
        return True
    if lemma == "dismiss" and _sacked(verb):
        return True
    if _asked_about(verb) or _withheld(verb, lemma) or _short_of(verb):
        return True
    return bool(verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ("decline", "refuse"))


def kept_from(verb: Token) -> bool:
    """As in "have been denied the chance", "were refused admission": it was not given them; nobody denies a claim."""
    parts = {c.dep_ for c in verb.children}
    return verb.lemma_.lower() in ("deny", "refuse") and "dobj" in parts and bool(parts & {"auxpass", "dative"})


def adds_a_thing(verb: Token) -> bool:
    """As in "the news added drama to the race": something is put to it, and nothing is said."""
    things = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"]
    return verb.lemma_.lower() == "add" and bool(things) and not any(c.dep_ == "ccomp" for c in verb.children)


def _short_of(verb: Token) -> bool:
    """As in "stopped short of saying that the gate had fallen": it was not said."""
    of = verb.head
    return bool(
        verb.dep_ == "pcomp" and of.lower_ == "of" and of.i == verb.i - 1 and of.i > 0
        and of.nbor(-1).lower_ in ("short", "shy")
    )  # fmt: skip


def _asked_about(verb: Token) -> bool:
    """As in "asked whether she believed ...": what somebody is asked to say is not said."""
    asked = verb.dep_ in ("ccomp", "advcl") and verb.head.lemma_.lower() in ASKING
    return asked and any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in verb.children)


def _withheld(verb: Token, lemma: str) -> bool:
    """As in "did not say whether ...", "would not say who paid", "said nothing new", "offered no clue"."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "say" and any(c.lower_ == "nothing" for c in objects):
        return True
    if lemma == "offer" and any(g.lower_ == "no" and g.dep_ == "det" for c in objects for g in c.children):
        return True
    helped = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    negated = any(c.dep_ == "neg" for c in verb.children)
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None) if lemma in ("say", "specify") else None
    if clause is None or not negated or not helped & WITHHOLDING:
        return False
    first = next(iter(clause.subtree))
    return first.lower_ in ("whether", "if") or first.tag_ in ("WP", "WRB", "WDT")


def _is_nobody(subject: Token) -> bool:
    """As in "nobody at the club", "no official", "none of the nurses"."""
    if any(c.lower_ == "not" and c.i < subject.i for c in subject.children):
        return True  # "not a single nurse"
    no = any(c.dep_ == "det" and c.lower_ in ("no", "neither") and c.i < subject.i for c in subject.children)
    return no or subject.lower_ in ("nobody", "none", "neither")


def _sacked(verb: Token) -> bool:
    """Whether somebody is dismissed, and not a claim; "dismissed Vane as a liar" says something."""
    whom = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    said = any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)
    if whom is None or said:
        return False
    return whom.ent_type_ == "PERSON" or (whom.pos_ == "NOUN" and whom.lemma_.lower() in naming().roles)
