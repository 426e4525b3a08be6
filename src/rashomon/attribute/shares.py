"""Several numbers under one verb, each a claim of its own: "six guards and two drivers were killed".

Accounts tell such tolls apart or together, in any order, and one of two numbers may differ where the other does not.
"""

from collections.abc import Iterator, Sequence

from rashomon.attribute.raw import Token

BEFALLEN = frozenset(
    "kill wound injure hurt murder arrest detain rescue evacuate free displace hospitalise hospitalize kidnap abduct "
    "stab".split()
)
"""What befalls each of several people by themselves; their meeting or marrying would be told of all together."""
MOVED = frozenset({"bring", "take", "rush", "fly", "shoot", "release"})
"""The same in the passive, "were taken to hospital"; what somebody takes or shoots may be anything."""
DYING = frozenset({"die", "perish", "drown", "survive"})
"""The same of those who are its subject."""
LOTS = frozenset({"dozen", "hundred", "score", "thousand"})
AMONG = frozenset({"including", "among"})
SUBJECTS = ("nsubj", "nsubjpass")
EDGES = frozenset(",;-–—()")


def shares(clause: list[Token]) -> list[list[Token]]:
    """A clause taken apart by the people counted in it, each with the whole of what befell them."""
    inside = {t.i for t in clause}
    for noun in clause:
        row = _counted_row(noun, inside) if _is_top(noun.head, inside) and _befallen(noun) else []
        if len(row) > 1:
            own = _apart(row, inside)
            every = set().union(*own) | _joints(row)
            return [[t for t in clause if t.i in mine or t.i not in every] for mine in own]
    return [clause]


def included(clause: Sequence[Token]) -> Iterator[list[Token]]:
    """As in "killed twelve people, including ten pupils": that ten pupils were among them, told as "killed ten pupils".

    Of a denial nothing is told, since what holds for none of all may hold for some.
    """
    inside = {t.i for t in clause}
    for tie in clause:
        part = _part(tie) if tie.lower_ in AMONG else None
        whole = _host(tie, part) if part is not None else None
        if part is None or whole is None or not inside.issuperset({whole.i, part.i}):
            continue
        first = _first(whole)
        befell = first.head.i in inside and _is_top(first.head, inside) and _befallen(first)
        if not befell or part.pos_ not in ("NOUN", "PROPN") or not (counted(whole) or counted(part)):
            continue
        tied = {t.i for t in tie.subtree} if part.is_ancestor(tie) else set()  # "among them" hangs on who is
        kept = {t.i for t in part.subtree} - tied
        end = max(t.i for t in whole.subtree if t.i < tie.i)
        between = [t for t in clause if end < t.i < tie.i]
        if kept and all(t.is_punct for t in between):
            left = {t.i for t in (*first.subtree, *tie.subtree, *part.subtree, *between)} - kept
            edges = {t.i for t in clause if t.i in (min(kept) - 1, max(kept) + 1) and t.text in EDGES}
            yield [t for t in clause if t.i not in left | edges]


def counted(noun: Token) -> bool:
    """Whether a noun comes with a number, or is one."""
    if noun.like_num or noun.lemma_.lower() in LOTS:
        return True
    return any(c.dep_ == "nummod" and c.like_num for c in noun.children)


def _befallen(noun: Token) -> bool:
    """Whether something befalls a noun that its head tells."""
    verb, lemma = noun.head, noun.head.lemma_.lower()
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    many = any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("were", "are", "have") for c in verb.children)
    if many and noun.dep_ == "nsubjpass" and any(n.tag_ in ("NN", "NNP") for n in _row(noun)):
        return False  # "a guard ... were killed" reads as nothing
    if noun.dep_ == "nsubjpass":
        return lemma in BEFALLEN | MOVED
    if noun.dep_ == "dobj":
        return lemma in BEFALLEN
    return noun.dep_ == "nsubj" and lemma in DYING


def _counted_row(noun: Token, inside: set[int]) -> list[Token]:
    """The nouns joined to one by "and", all of them; empty unless each is counted, the second by a number."""
    row = [n for n in _row(noun) if n.i in inside]
    ties = {c.lower_ for n in row for c in n.children if c.dep_ == "cc"}
    each = all(counted(n) or any(c.lower_ in ("a", "an") for c in n.children if c.dep_ == "det") for n in row)
    plain = all(n.pos_ in ("NOUN", "PROPN", "NUM", "VERB", "ADJ") for n in row)
    return row if each and plain and ties <= {"and", "as"} and sum(counted(n) for n in row) else []


def _row(noun: Token) -> list[Token]:
    """A noun with those joined to it one behind the other."""
    row = [noun]
    while len(after := [c for c in row[-1].children if c.dep_ == "conj"]) == 1:
        row.append(after[0])
    return row


def _is_top(verb: Token, inside: set[int]) -> bool:
    """Whether a verb is what its clause tells, and not told inside it ("asked what sank the boat, killing two")."""
    return verb.head.i == verb.i or verb.head.i not in inside


def _apart(row: Sequence[Token], inside: set[int]) -> list[set[int]]:
    """The words of each noun of a row; a place behind the last is that of all, who are among them only the last's."""
    own = [_own(n, inside) for n in row]
    place = {t.i for c in row[-1].children if _where(c) and c.i > row[-1].i for t in c.subtree}
    among = {t.i for c in row[0].head.children if c.lower_ in AMONG and c.i > row[-1].i for t in c.subtree}
    return [*(mine | place for mine in own[:-1]), own[-1] | (among & inside)]


def _where(tie: Token) -> bool:
    """As in "two men and a woman in Tarn": where something befell them, which the parser hangs on the last."""
    named = any(t.pos_ == "PROPN" for c in tie.children if c.dep_ == "pobj" for t in (c,))
    return tie.dep_ == "prep" and tie.lower_ in ("in", "at", "near", "on") and named


def _own(noun: Token, inside: set[int]) -> set[int]:
    """The words of one noun of a row, without those of the next."""
    after = {t.i for c in noun.children if c.dep_ in ("conj", "cc") for t in c.subtree}
    return {t.i for t in noun.subtree if t.i in inside and t.i not in after}


def _joints(row: Sequence[Token]) -> set[int]:
    """Words and marks between the nouns of a row."""
    ties = {t.i for n in row[:-1] for c in n.children if c.dep_ == "cc" for t in c.subtree}
    before = {next(n.subtree).i - 1 for n in row[1:]}
    return ties | {i for i in before if row[0].doc[i].is_punct}


def _part(tie: Token) -> Token | None:
    """Who is among them: "ten pupils" of "including ten pupils", "among them ten pupils"."""
    if tie.lower_ == "including":
        return next((c for c in tie.children if c.dep_ in ("pobj", "dobj")), None)
    them = next((c for c in tie.children if c.dep_ == "pobj" and c.lower_ in ("them", "whom")), None)
    at = tie.head
    return at if them is not None and at.i > tie.i and at.pos_ in ("NOUN", "PROPN") else None


def _host(tie: Token, part: Token | None) -> Token | None:
    """Of whom they are some: the noun before it, as subject or object of what befell them."""
    noun: Token = tie.head if tie.lower_ == "including" else (part.head if part is not None else tie.head)
    if noun.pos_ in ("VERB", "AUX"):
        objects = [c for c in noun.children if c.dep_ in ("dobj", *SUBJECTS) and c.i < tie.i]
        if not objects:
            return None
        noun = objects[-1]
        while after := next((c for c in noun.children if c.dep_ == "conj" and c.i < tie.i), None):
            noun = after
    first = _first(noun)
    told = first.dep_ in ("dobj", *SUBJECTS) and first.head.pos_ == "VERB"
    return noun if told and noun.i < tie.i else None


def _first(noun: Token) -> Token:
    """The first of the nouns to which one is joined."""
    while noun.dep_ == "conj" and noun.head.i != noun.i:
        noun = noun.head
    return noun
