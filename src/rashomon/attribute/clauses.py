"""From a sentence or a content to the single claims in it: one span set a clause, each still reading as a claim.

A clause of its own is: a coordinated clause or verb phrase, a clause after a semicolon or dash, a relative clause with
the noun that it describes, a participle or "after/while/as" clause with its subject. Conditions ("if", "unless") and
purposes ("to ...") stay with the clause that they limit: apart from it they would claim what nobody said.
"""

from collections.abc import Iterable

from rashomon.attribute.borrowed import HARMING, VERBAL, counting, gapped, has_subject, lent, shared
from rashomon.attribute.content import finite, points
from rashomon.attribute.joints import parted
from rashomon.attribute.lost import bare_office, lost_subject
from rashomon.attribute.raw import Token
from rashomon.attribute.shares import shares
from rashomon.lexicon.cues import cues

MIN_TOKENS = 4
"""Words a clause needs to stand on its own; shorter ones stay with their neighbour ("as planned", "who agreed")."""
MIN_DEED = 3
"""The same for a joined verb with an object of its own, whose subject is repeated: "overturned nearby cars"."""
MIN_COUNT = 2
"""The same for a participle that counts, whose subject is repeated: "killing two"."""
MIN_ADVERBIAL = 6
"""The same for "after ..." and "as ..." clauses, of which most only date the main clause."""
ELLIPSES = frozenset({"...", "…", "....", ". . ."})
LIMITS = frozenset(
    {
        "if",
        "unless",
        "whether",
        "provided",
        "until",
        "because",
        "so",
        "than",
        "lest",
        "without",
        "since",
        "before",
        "once",
    }
)
DATING = frozenset({"after", "as", "when", "while"})
"""Words that tie a clause that is so to the time of another."""
TYING = DATING | {"with"}
"""The same, and the word that ties what came with it."""
LEANING = frozenset("after although as because before if once since though time unless until when while".split())
"""Words before a verb whose clause leans on another: "when the gate fell, ...", "the last time it fell, ..."."""
SPLITTING = frozenset({"appos", "conj", "relcl", "advcl", "acl", "parataxis", "ccomp"})
"""Ties below which a clause of its own may hang."""
JOINING = frozenset({"and", "but", "or", "while", "although"})
DASHES = frozenset({"-", "–", "—", "--", ";"})


def clauses(tokens: Iterable[Token]) -> list[list[Token]]:
    """The clauses of a run of tokens in order of their first word; together they hold every word of the run."""
    cut = [clause for part in _between_cuts(tokens) for clause in _of_part({t.i: t for t in part})]
    return [share for clause in cut for share in shares(clause)]


def _between_cuts(tokens: Iterable[Token]) -> list[list[Token]]:
    """The run taken apart where two sentences may meet: at an ellipsis for words cut out of a quotation, and a dash."""
    words = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    parts: list[list[Token]] = [[]]
    for token in words:
        if token.text in ELLIPSES and len(parts[-1]) >= MIN_TOKENS:
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts[-1]) < MIN_TOKENS and len(parts) > 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return [piece for part in parts if part for piece in parted(part)]


def _of_part(chosen: dict[int, Token]) -> list[list[Token]]:
    heads = [t for t in chosen.values() if _splits(t, chosen)]
    own = {h.i: {t.i for t in h.subtree if t.i in chosen} for h in heads}
    pieces: list[tuple[Token | None, set[int]]] = []
    rest = set(chosen)
    for head in heads:
        inner: set[int] = set()
        for other in heads:
            if other.i != head.i and own[other.i] < own[head.i]:
                inner |= own[other.i]
        pieces.append((head, own[head.i] - inner))
        rest -= own[head.i]
    pieces.append((None, rest))
    return _finish(pieces, chosen)


def _finish(pieces: list[tuple[Token | None, set[int]]], chosen: dict[int, Token]) -> list[list[Token]]:
    whole, out = [], []
    for head, members in pieces:
        words = [i for i in members if not chosen[i].is_punct]
        if head is not None and (len(words) < _least(head) or _torn(head, members, chosen)):
            whole.append(members)
            continue
        if words:
            out.append((head, set(members)))
    for members in whole:  # too short to stand alone: back to the clause just before it
        before = [piece for piece in out if min(piece[1]) <= min(members)] or out
        if before:
            max(before, key=lambda piece: max(i for i in piece[1] if i <= max(members)) if any(
                i <= max(members) for i in piece[1]) else -1)[1].update(members)  # fmt: skip
    result = []
    for head, members in out:
        lead = lent(head, members, chosen) if head is not None else []
        kept = _tidy(sorted(members), chosen)
        if kept:
            result.append(sorted({*(t.i for t in lead), *_undated(head, kept, chosen)}))
    result.sort()
    return [[chosen[i] for i in piece] for piece in result]


def _torn(head: Token, members: set[int], chosen: dict[int, Token]) -> bool:
    """Whether a clause would stand without its subject once cut out, mostly since the parser lost it: it stays inside.

    As in "while another speaking to the Wire accused the board", "while secretary of state before the vote had left".
    """
    if head.dep_ in ("appos", "relcl", "acl"):
        return False
    own = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if own is not None:
        return bare_office(own)
    if has_subject(head):
        return False
    if lost_subject(head) is not None:
        return True
    speaks = head.lemma_.lower() in cues().verbs  # what it says is told apart, and it with that
    return not speaks and not lent(head, members, chosen)


def _undated(head: Token | None, members: list[int], chosen: dict[int, Token]) -> list[int]:
    """Without the "after", "as", "when", "with" that ties it to another clause: what is left is told as having been."""
    first = chosen[members[0]]
    tied = head is not None and head.dep_ == "advcl" and first.head.i == head.i and first.lower_ in TYING
    return members[1:] if tied and len(members) > MIN_TOKENS else members


def _splits(token: Token, chosen: dict[int, Token]) -> bool:
    if token.dep_ not in SPLITTING or (token.pos_ not in VERBAL and token.dep_ != "appos"):
        return False
    if token.head.i == token.i or token.head.i not in chosen:
        return False
    size = sum(1 for t in token.subtree if t.i in chosen and not t.is_punct)
    if size < _least(token) or _hung_far(token):
        return False
    if counting(token) or gapped(token):
        return not _conditional(token)
    if token.dep_ == "appos":  # without a verb it says nothing alone: "fell to six - the lowest level since March"
        first = min(t.i for t in token.subtree)
        tells = any(t.pos_ in VERBAL for t in token.subtree if t.i in chosen)
        return tells and first - 1 in chosen and chosen[first - 1].text in DASHES
    if token.dep_ == "conj":
        told = finite(token) or bool(shared(token, chosen)) or _going_on(token)
        joined = told and not _unfinished(token.head, token)
        return token.head.pos_ in VERBAL and joined and not _conditional(token.head) and not _limited(token, token.head)
    if token.dep_ == "relcl":
        return _comma_before(token, chosen) and finite(token)
    if token.dep_ == "advcl":
        return (
            size >= MIN_ADVERBIAL
            and token.head.pos_ in VERBAL
            and not _conditional(token)
            and not _purpose(token)
            and not _general(token, chosen)
            and (has_subject(token) or _comma_before(token, chosen))
        )
    if token.dep_ == "acl":
        return _comma_before(token, chosen) and token.tag_ in ("VBG", "VBN")
    if _in_a_row(token, chosen):
        return True
    if token.dep_ in ("parataxis", "ccomp"):
        first = min(t.i for t in token.subtree)
        last = max(t.i for t in token.subtree)
        edge = [i for i in (first - 1, last + 1) if i in chosen]
        return any(chosen[i].text in DASHES for i in edge) and has_subject(token)
    return False


def _in_a_row(verb: Token, chosen: dict[int, Token]) -> bool:
    """As in "the north lost two, the south lost three, the rest held": clauses with commas, tied by nothing else.

    The parser hangs the first on the next as what is said there, which only a verb of saying can take.
    """
    after, row = verb.head, [t for t in verb.subtree if t.i in chosen]
    if verb.dep_ != "ccomp" or verb.i > after.i or not row or not finite(verb):
        return False
    last, own = row[-1].i, next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    comma = last + 1 in chosen and chosen[last + 1].text == ","
    says = after.lemma_.lower() in cues().verbs or row[-1].lemma_.lower() in cues().verbs
    if own is None or not comma or says or any(t.lower_ in LEANING or t.dep_ == "mark" for t in row if t.i < verb.i):
        return False
    if any(t.dep_ == "npadvmod" and t.i < own.i for t in row) or any(t.lower_ == "so" and t.i > row[0].i for t in row):
        return False
    beside = (after, *(c for c in after.children if c.dep_ == "ccomp" and verb.i < c.i < after.i))
    subjects = (c for t in beside for c in t.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > last)
    return any(next(c.subtree).i == last + 2 for c in subjects)


def _least(verb: Token) -> int:
    """Words that a clause needs to stand on its own."""
    if counting(verb) or gapped(verb):
        return MIN_COUNT
    joined = verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBN", "VBG") and verb.head.pos_ in VERBAL
    return MIN_DEED if joined and _has_object(verb) else MIN_TOKENS


def _has_object(verb: Token) -> bool:
    return any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)


def _going_on(verb: Token) -> bool:
    """Whether a joined verb without a tense goes on from the first: "left a crater and overturned cars".

    Or from a participle ("smashing windows and leaving holes"); the parser takes the past of many verbs for one.
    """
    first = verb.head
    past = verb.tag_ == "VBN" and first.tag_ == "VBD" and not any(c.dep_ == "auxpass" for c in first.children)
    beside = verb.tag_ == "VBG" and first.tag_ == "VBG" and first.dep_ == "advcl"
    return (past or beside) and _has_object(verb) and _has_object(first)


def _hung_far(verb: Token) -> bool:
    """Whether it is not sure who kills or hurts: another verb stands between a participle and what it hangs on.

    As in "They ask what made the boat sink, killing two": nobody there killed.
    """
    first = verb.head if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG" else None
    if first is None or first.pos_ not in VERBAL or has_subject(verb) or verb.lemma_.lower() not in HARMING:
        return False
    between = [t for t in verb.doc[first.i + 1 : verb.i] if t.pos_ == "VERB" and t.dep_ not in ("relcl", "acl", "amod")]
    return any(first.is_ancestor(t) and not verb.is_ancestor(t) for t in between)


def _unfinished(first: Token, second: Token) -> bool:
    """As in "health is and will be the first concern": the first verb says nothing until the second is over."""
    return first.lemma_ == "be" and first.i < second.i and not any(
        c.i > first.i and c.dep_ not in ("cc", "conj", "punct", "advmod", "neg") and c.i < second.i
        for c in first.children
    ) and not any(c.dep_ in ("attr", "acomp", "prep") for c in first.children)  # fmt: skip


def _conditional(verb: Token) -> bool:
    """Whether a condition holds for a verb and what is joined to it; one in a phrase behind it is its own alone.

    As in "sailed without a crew, but could not land": it could not land, crew or no crew.
    """
    return any(
        c.lower_ in LIMITS and (c.dep_ in ("mark", "advmod") or (c.dep_ == "prep" and c.i < verb.i))
        for c in verb.children
    )


def _limited(second: Token, first: Token) -> bool:
    """As in "if the deal is done, the firm would grow and move", "has not met us or signed it": both are under one."""
    if any(c.dep_ == "advcl" and c.i < first.i and next(c.subtree).lower_ in ("if", "unless") for c in first.children):
        return True
    denied = any(c.dep_ == "neg" or c.lower_ in ("neither", "never") for c in first.children)
    return denied and not has_subject(second) and any(c.lower_ in ("or", "nor") for c in first.children)


def _general(verb: Token, chosen: dict[int, Token]) -> bool:
    """As in "when funds are returned", "in the same way as it had before": no happening of its own."""
    mark = next((c for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ in DATING), None)
    if mark is None:
        return False
    if mark.lower_ == "as" and mark.i - 1 in chosen:
        return any(chosen[i].lower_ in ("same", "such", "as", "so") for i in range(mark.i - 4, mark.i) if i in chosen)
    past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))
    return mark.lower_ == "when" and not past


def _purpose(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _comma_before(token: Token, chosen: dict[int, Token]) -> bool:
    first = min(t.i for t in token.subtree)
    before = [i for i in (first - 1, first) if i in chosen]
    return any(chosen[i].text in (",", *DASHES) for i in before)


def _ties(mark: Token, members: list[int]) -> bool:
    """Whether "although" or "while" ties two clauses that are both in the run: without it they would stand unjoined."""
    return mark.dep_ == "mark" and mark.head.i != mark.head.head.i and mark.head.head.i in members


def _tidy(members: list[int], chosen: dict[int, Token]) -> list[int]:
    """Without joining words and marks at the edges."""
    while len(members) > 1 and chosen[members[-1]].is_punct and members[-1] != members[-2] + 1:
        members = members[:-1]
    start, end = 0, len(members)
    while end > 1 and chosen[members[end - 1]].is_punct and chosen[members[end - 2]].is_punct:
        last = next((i for i in range(end - 1, -1, -1) if not chosen[members[i]].is_punct), 0)
        if chosen[members[last]].lower_ not in JOINING or members[last] + 1 == members[last + 1]:
            break
        end = last + 1  # marks that closed another clause, behind a joining word
    while start < end and (
        (
            chosen[members[start]].dep_ == "mark"
            and chosen[members[start]].lower_ == "that"
            and not points([chosen[i] for i in members[start : start + 2]])
        )
        or chosen[members[start]].dep_ == "cc"
        or (chosen[members[start]].lower_ in JOINING and not _ties(chosen[members[start]], members))
        or chosen[members[start]].text in {",", ";", ":", *DASHES, "."}
    ):
        start += 1
    while end > start and (
        chosen[members[end - 1]].lower_ in JOINING or chosen[members[end - 1]].text in {",", ";", *DASHES}
    ):
        end -= 1
    return members[start:end]
