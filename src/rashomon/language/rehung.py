"""A joined verb that the parser hung on the wrong one: "She demanded that Brella open the pass, and offered to pay".

What is demanded stands in the bare form, with which a form in "-ed" or "-s" is never joined: it goes on from the verb
of demanding, and is done by its subject.
"""

from typing import Any

Token = Any
"""`spacy.tokens.Token`."""

ASKING = frozenset("demand insist ask urge request propose suggest recommend order require".split())
"""Verbs behind which somebody else's deed stands in the bare form."""
BARE = frozenset({"VB", "VBP"})
TOLD = frozenset({"VBD", "VBZ"})


def rehang(doc: Any) -> Any:
    """Hang such verbs, with the "and" and comma before them, on the verb of asking; writes into `doc`, returns it."""
    for verb in doc:
        asking = _asking(verb)
        if asking is None:
            continue
        wanted = verb.head
        between = [c for c in wanted.children if c.dep_ in ("cc", "punct") and wanted.i < c.i < verb.i]
        verb.head = asking
        for mark in between:
            if all(c.i < mark.i for c in wanted.children if c not in between):
                mark.head = asking
    return doc


def _asking(verb: Token) -> Token | None:
    """The verb of asking from which a joined verb goes on; None where it hangs rightly."""
    wanted = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in TOLD or wanted.dep_ != "ccomp" or wanted.tag_ not in BARE:
        return None
    asking = wanted.head
    if asking.lemma_.lower() not in ASKING or asking.tag_ != verb.tag_ or asking.i > wanted.i:
        return None
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "aux", "auxpass") for c in verb.children)
    helped = any(c.dep_ in ("aux", "auxpass") for c in wanted.children)
    return None if own or helped else asking
