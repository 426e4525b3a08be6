"""Cues in the passive: the one of whom something is said is not the one who says it."""

from collections.abc import Sequence

from rashomon.attribute.raw import Token

TAKEN_UP = frozenset({"cite", "quote", "report", "hear", "record", "see"})
"""As in "Vane was quoted as saying": the subject speaks."""


def voiceless(cue: Sequence[Token]) -> bool:
    """As in "Vane was faulted for ...", "Doria is said to ...", "were told that ...", with nobody named who says so."""
    verbs = [t for t in cue if t.pos_ == "VERB"]
    if not verbs or any(t.lemma_.lower() in TAKEN_UP for t in verbs):
        return False
    last = verbs[-1]
    return passive(last) and not any(c.dep_ == "agent" for c in last.children)


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive: by its helper, or by that of the verb which it is joined to.

    As in "are regular workers and expected to work", where the parser takes the participle for a past tense.
    """
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.lemma_.lower() in BLAMING and not any(c.dep_ in ("dobj", "dative") for c in verb.children):
        return any(c.dep_ == "prep" and c.lower_ in ("of", "with") for c in verb.children)
    first = verb.head
    own = any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    return verb.dep_ == "conj" and verb.lower_.endswith("ed") and not own and verb.lemma_.lower() in EXPECTED and (
        first.lemma_ == "be" and first.i < verb.i
    )  # fmt: skip


BLAMING = frozenset({"accuse", "suspect", "charge"})
"""Verbs that need somebody: without one their subject is he, "Vane accused of fraud"."""
EXPECTED = frozenset({"expect", "believe", "understand", "think", "suspect", "report", "presume"})
"""Participles that stand beside an adjective after "is": "is safe and believed to be in Kelm"."""
