"""Claims that stand inside a clause as a noun: "the board's decision to close the port", "donors who gave over $5,000".

Whoever writes so takes the deed as done. Such inner claims are told beside the clause that holds them, because another
account tells the same deed in a clause of its own.
"""

from collections.abc import Iterable
from functools import cache

from rashomon.attribute.content import marked
from rashomon.attribute.raw import Token
from rashomon.lexicon import load

SUFFIXES = ("ing", "ation", "ition", "ution", "ment")
ARGUMENTS = frozenset({"of", "by", "into", "on", "against", "with", "from", "to", "over", "in", "between", "at", "as"})
MIN_WORDS = 5
"""Words that an inner claim needs: owner, deed and what it was done to; shorter ones only name an event."""
MOST = 3
"""Inner claims told of one clause, outermost first; more would say the same over again."""
REASONS = {"blame": ("for", "on"), "credit": ("for", "with"), "thank": ("for",), "praise": ("for",)}
"""Verbs that tie one deed to another, with the words that lead to the second, wherever the parser hangs those."""
FACTS = frozenset("announcement news revelation confirmation disclosure fact admission discovery realisation".split())
"""Nouns of which a "that" clause is told as so: "the announcement that the port was being closed"."""
DATES = frozenset({"DATE", "TIME"})
GIVEN = frozenset({"amid", "amidst", "following", "despite", "because"})
"""Words before a deed that is taken as done, or a worry that is taken as felt."""
LEADING = {"to": ("response", "reaction", "due", "owing"), "for": ("retaliation", "revenge", "reprisal", "retribution"),
           "of": ("because", "wake", "aftermath", "back", "result", "light"), "over": ("outrage", "anger", "protest"),
           "against": ("protest", "retaliation"), "at": ("protest", "anger", "outrage")}  # fmt: skip
"""The same of two words: "in response to", "in retaliation for", "because of"."""
WORRIES = frozenset("concern fear worry claim allegation suspicion speculation outrage anger tension outcry scrutiny "
                    "pressure doubt uncertainty".split())  # fmt: skip
BEFALLING = frozenset({"on", "at", "in", "against", "near"})
"""Words behind a deed that lead to where it was done, or to whom."""
NAMED = frozenset({"GPE", "LOC", "FAC", "NORP", "ORG"})
CHANCE = frozenset("would could may might should will 'll ’ll 'd ’d to if unless whether".split())
WISHING = frozenset("ask call consider demand fear need plan propose seek think threaten urge want".split())
"""Verbs below which a deed told for the first time may only be wished for, planned or thought of."""
LEAST_GIVEN = 4
"""Words of a deed behind such a word, and of its own words at least two beside it."""


@cache
def _events() -> tuple[frozenset[str], frozenset[str]]:
    table = load("events")
    return frozenset(table["nouns"]), frozenset(table["not"])


def inner_claims(tokens: Iterable[Token], lemma: str | None = None) -> list[list[Token]]:
    """The inner claims of a clause, outermost first, without those that are all of it. `lemma` is the cue's."""
    chosen = {t.i: t for t in tokens if not t.is_space}
    words = sum(not t.is_punct for t in chosen.values())
    found: list[list[Token]] = []
    for part in _at_reason(chosen, lemma):
        for token in part.values():
            given = _given(token, part)
            piece = _deed(token, part) or given or _counted(token, part)
            size = sum(not t.is_punct for t in piece)
            if (LEAST_GIVEN if given else MIN_WORDS) <= size < 0.85 * words:
                found.append(piece)
    found.sort(key=lambda piece: (-len(piece), piece[0].i))
    return found[:MOST]


def _at_reason(chosen: dict[int, Token], lemma: str | None) -> list[dict[int, Token]]:
    """As in "blamed the board's decision to shut the port | for her defeat": the words before and after the joint."""
    joints = REASONS.get((lemma or "").partition("_")[0], ())
    preps = [
        t
        for t in chosen.values()
        if t.dep_ == "prep" and (t.lower_ != "on" or t.head.i not in chosen or t.head.pos_ != "VERB")
    ]
    at = [next((t.i for t in preps if t.lower_ == joint), None) for joint in joints]
    cut = next((i for i in at if i is not None), None)
    if cut is None:
        return [chosen]
    return [{i: t for i, t in chosen.items() if i < cut}, {i: t for i, t in chosen.items() if i > cut}]


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
    rest += (_next_argument(token, chosen) if not rest else []) + _day(token, chosen)
    agent = [c for c in rest if c.lower_ in ("by", "of", "between", "into") and c.dep_ == "prep" and not _dates(c)]
    told = token.lemma_.lower() in FACTS and any(_is_so(c) for c in rest if c.dep_ == "acl")
    if not rest or not (owner or agent or told or _introduced(token, rest)):
        return []
    members = sorted({t for head in (token, *rest) for t in head.subtree if t.i in chosen}, key=lambda t: t.i)
    dated = bool(agent) and any(t.dep_ in ("pobj", "npadvmod") and t.ent_type_ in DATES for t in members)
    whose = any(c.lower_ != "of" and any(t.tag_ == "PRP$" for t in c.subtree) for c in rest if c.dep_ == "prep")
    if not (owner or told or dated or whose or any(_names(t) for t in members) or _befell(token, rest)):
        return []
    return _trimmed([*members, *_while(members, chosen)])


def _given(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """As in "shut the port in response to the strikes near Tarn": a deed that is taken as done, without its owner."""
    if token.dep_ != "pobj" or not (is_deed(token) or token.lemma_.lower() in WORRIES) or token.head.i not in chosen:
        return []
    tie = token.head
    led = LEADING.get(tie.lower_, ())
    if tie.lower_ not in GIVEN and not (led and tie.i > 0 and tie.nbor(-1).lower_ in led):
        return []
    if _open(token):
        return []
    words = [t for t in token.subtree if t.i in chosen]
    own = sum(t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM") for t in words)
    return _trimmed(words) if len(words) >= LEAST_GIVEN and own > 2 else []


def _open(token: Token) -> bool:
    """Whether a word stands below a "would", a denial, a wish or a plan: then the deed may never be done."""
    above = [t for t in token.ancestors if t.pos_ in ("VERB", "AUX")]
    helped = any(c.lower_ in CHANCE or c.dep_ == "neg" for t in above for c in t.children if c.i < token.i)
    return helped or any(t.lemma_.lower() in WISHING for t in above)


def _befell(token: Token, rest: list[Token]) -> bool:
    """As in "killed in a raid on the port of Tarn", "raid on port of Tarn kills two": a deed told with its place."""
    first = any(c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in token.children)
    headline = token.tag_ == "NN" and token.lemma_.lower() in _events()[0] and (
        not any(c.dep_ in ("det", "poss") for c in token.children) and any(c.i < token.i for c in token.children)
    )  # fmt: skip
    where = any(c.lower_ in BEFALLING and any(_names(t) or t.ent_type_ in NAMED for t in c.subtree) for c in rest)
    return where and (first or headline) and not _open(token)


def _next_argument(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """As in "related to its probe into the sale", "blamed her defeat by Vane": "into" and "by" on another word."""
    after = chosen.get(token.i + 1)
    joins = after is not None and after.dep_ in ("prep", "agent") and after.lower_ in ("into", "against", "by")
    return [after] if joins else []


def _day(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """As in "said in a call with donors on Saturday": the day of an occasion, which the parser hangs on the verb."""
    after = chosen.get(max(t.i for t in token.subtree) + 1)
    occasion = token.head.dep_ == "prep" and token.head.lower_ in ("in", "on", "at", "during")
    on = occasion and after is not None and after.dep_ == "prep" and after.lower_ == "on" and _dates(after)
    return [after] if on else []


def _introduced(token: Token, rest: list[Token]) -> bool:
    """As in "a farewell call with donors on Friday": an event told for the first time, with its day or its parties."""
    first = any(c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in token.children)
    told = [t for c in rest if c.dep_ == "prep" for t in c.subtree]
    day = any(c.lower_ == "on" and _dates(c) for c in rest)
    if _befell(token, rest):
        return True
    return first and (
        day or (any(t.ent_type_ in DATES for t in told) and any(_names(t) or t.tag_ == "PRP$" for t in told))
    )


def _is_so(clause: Token) -> bool:
    """Whether a clause with "that" stands under no "if" and no "could"."""
    return marked(clause) and not any(t.lower_ in ("if", "could", "may", "might") for t in clause.subtree)


def _dates(prep: Token) -> bool:
    return any(c.ent_type_ in DATES for c in prep.children)


def _names(token: Token) -> bool:
    """Whether a word says of whom or what in particular: a name that is no date."""
    return token.pos_ == "PROPN" and token.ent_type_ not in DATES


def _while(members: list[Token], chosen: dict[int, Token]) -> list[Token]:
    """As in "her use of the boat while head of the port": what limits the deed, though it hangs on another verb."""
    after = chosen.get(max(t.i for t in members) + 1)
    if after is None or after.lower_ != "while":
        return []
    head = after.head if after.dep_ == "mark" else after
    words = [t for t in head.subtree if t.i in chosen]
    plain = words[0].i == after.i and not any(t.pos_ in ("VERB", "AUX") for t in words)
    return words if plain else []


def _is_argument(token: Token) -> bool:
    if token.dep_ == "prep":
        return token.lower_ in ARGUMENTS
    return token.dep_ == "appos" or (token.dep_ in ("acl", "relcl") and token.tag_.startswith("VB"))


def _counted(token: Token, chosen: dict[int, Token]) -> list[Token]:
    """A noun with a defining clause that holds a figure: "donors who gave more than $5,000"."""
    if token.pos_ != "NOUN":
        return []
    clause = next((c for c in token.children if c.dep_ == "relcl" and c.i in chosen), None)
    if clause is None:
        return []
    words = [t for t in clause.subtree if t.i in chosen]
    below = set(token.subtree)
    if not any(t.like_num for t in words) or all(t in below or t.is_punct for t in chosen.values()):
        return []
    return _trimmed([token, *words])


def _trimmed(members: list[Token]) -> list[Token]:
    ordered = sorted(members, key=lambda t: t.i)
    while ordered and (ordered[0].is_punct or ordered[0].dep_ == "cc"):
        ordered = ordered[1:]
    while ordered and ordered[-1].is_punct:
        ordered = ordered[:-1]
    return ordered
