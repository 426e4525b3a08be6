"""What is offered: something that can be taken or left, or no more than words; and what is not offered."""

from rashomon.attribute.raw import Token
from rashomon.attribute.syntax import lemma_of

TOKENS = frozenset(
    "apology condolence sympathy thank congratulation praise prayer thought prediction view opinion assessment "
    "explanation account comment detail indication evidence criticism critique hint warning insight excuse response "
    "reaction description reason answer argument example clue doubt proof testimony remark joke story summary glimpse "
    "scan analysis claim rebuttal pushback recollection recap perspective vision theory rhetoric list look "
    "overview statement contrast rationale justification commentary observation reflection".split()
)
"""What is offered in being said: "offered an apology" offers nothing that could be taken or left."""


def withheld(cue: list[Token]) -> bool:
    """As in "did not offer a job", "left without offering help": what was not offered was refused."""
    verbs = [t for t in cue if t.pos_ == "VERB"]
    return any(c.dep_ == "neg" for t in verbs for c in t.children) or any(
        t.dep_ == "pcomp" and t.head.lower_ == "without" for t in verbs)  # fmt: skip


def gives_words(cue: list[Token]) -> bool:
    """As in "offered his doubts about the plan": the object stands between the verb and what it is about."""
    return any(only_words(c) for t in cue if lemma_of(t) == "offer" for c in t.children if c.dep_ == "dobj")


def only_words(noun: Token) -> bool:
    """As in "(offered) a tentative prediction", "(offered) her condolences": given in being said, and no offer."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in TOKENS
