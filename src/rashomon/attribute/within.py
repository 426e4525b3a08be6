"""Claims that stand inside a clause as a noun: "the board's decision to close the port", "donors who gave over $5,000".

Whoever writes so takes the deed as done. Such inner claims are told beside the clause that holds them, because another
account tells the same deed in a clause of its own.
"""

from collections.abc import Iterable
from functools import cache

from rashomon.attribute.raw import Token
from rashomon.lexicon import load

SUFFIXES = ("ing", "ation", "ition", "ution", "ment")
ARGUMENTS = frozenset({"of", "by", "into", "on", "against", "with", "from", "to", "over", "in", "between", "at", "as"})
MIN_WORDS = 5
"""Words that an inner claim needs: owner, deed and what it was done to; shorter ones only name an event."""
MOST = 3
"""Inner claims told of one clause, outermost first; more would say the same over again."""


@cache
def _events() -> tuple[frozenset[str], frozenset[str]]:
    table = load("events")
    return frozenset(table["nouns"]), frozenset(table["not"])


def inner_claims(tokens: Iterable[Token]) -> list[list[Token]]:
    """The inner claims of a clause, outermost first, without those that are all of it."""
    chosen = {t.i: t for t in tokens if not t.is_space}
    words = sum(not t.is_punct for t in chosen.values())
    found: list[list[Token]] = []
    for token in chosen.values():
        piece = _deed(token, chosen) or _counted(token, chosen)
        size = sum(not t.is_punct for t in piece)
        if MIN_WORDS <= size < 0.85 * words:
            found.append(piece)
    found.sort(key=lambda piece: (-len(piece), piece[0].i))
    return found[:MOST]


def is_deed(token: Token) -> bool:
    """Whether a noun names a deed or happening: of the list, or by its ending."""
    if token.pos_ != "NOUN":
        return False
    lemma = token.lemma_.lower()
    nouns, others = _events()
    return lemma in nouns or (lemma.endswith(SUFFIXES) and len(lemma) > 6 and lemma not in others)


def _deed(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """The noun phrase of a deed with its owner and at least one thing that it was done to, when or with."""
    if not is_deed(token):
        return []
    owner = [c for c in token.children if c.dep_ == "poss" and c.i in chosen]
    rest = [c for c in token.children if c.i in chosen and c.i > token.i and _is_argument(c)]
    agent = [c for c in rest if c.dep_ == "prep" and c.lower_ in ("by", "of", "between")]
    if not rest or not (owner or agent):
        return []
    members = [t for t in token.subtree if t.i in chosen]
    if not any(t.pos_ == "PROPN" for t in members) and not owner:
        return []
    return _trimmed(members)


def _is_argument(token: Token) -> bool:
    if token.dep_ == "prep":
        return token.lower_ in ARGUMENTS
    return token.dep_ == "appos" or (token.dep_ in ("acl", "relcl") and token.tag_.startswith("VB"))


def _counted(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """A noun with a defining clause that holds a figure: "donors who gave more than $5,000"."""
    clause = next((c for c in token.children if c.dep_ == "relcl" and c.i in chosen), None)
    if clause is None or token.pos_ != "NOUN":
        return []
    words = [t for t in clause.subtree if t.i in chosen]
    if not any(t.like_num for t in words):
        return []
    return _trimmed([token, *words])


def _trimmed(members: list[Token]) -> list[Token]:
    ordered = sorted(members, key=lambda t: t.i)
    while ordered and (ordered[0].is_punct or ordered[0].dep_ == "cc"):
        ordered = ordered[1:]
    while ordered and ordered[-1].is_punct:
        ordered = ordered[:-1]
    return ordered
