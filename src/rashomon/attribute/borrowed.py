"""What a clause without a subject, a noun or a helper of its own borrows from the clause around it."""

from rashomon.attribute.content import FINITE, finite, head_of, noun_phrase
from rashomon.attribute.joints import parallel
from rashomon.attribute.raw import Token

MAX_SUBJECT = 9
"""Tokens of a subject that is repeated for a clause without its own; a longer one would drown the clause."""
RELATIVE = frozenset({"nsubj", "nsubjpass", "dobj"})
VERBAL = ("VERB", "AUX")
HARMING = frozenset("kill wound injure hurt leave claim displace destroy damage arrest detain".split())
"""What a participle behind a deed tells of those that it befell."""


def shared(verb: Token, chosen: dict[int, Token]) -> list[Token]:
    """The helpers that a joined verb has in common with the first: "has" in "has signed the deal and left the port".

    Of a verb that is denied, or that is no more than wished for ("to sign and leave"), nothing is lent: the two are
    one claim. Nor where "or" joins them.
    """
    first = verb.head
    if verb.dep_ != "conj" or has_subject(verb) or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return []
    one = any(c.dep_ == "nsubj" and c.tag_ in ("NN", "NNP") for c in first.children)
    bare = verb.tag_ == "VBP" and first.tag_ == "VB" and one and verb.pos_ == "VERB"  # "it could stop and sink"
    if not bare and (verb.tag_ != first.tag_ or finite(verb)):
        return []
    if any(c.dep_ == "neg" or c.lower_ == "or" or c.lower_ in ("to", "either") for c in first.children):
        return []
    helpers = [c for c in first.children if c.dep_ in ("aux", "auxpass") and c.i in chosen and c.i < first.i]
    named = any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in ("WDT", "WP") for c in first.children)
    plain = any(c.tag_ in FINITE for c in helpers) and named and first.dep_ != "relcl"
    return helpers if plain else []


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject beside it."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def counting(verb: Token) -> bool:
    """Whether a participle tells how many were killed, hurt or the like: "killing two and wounding 120"."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ == "VBG":
        first = first.head
    if verb.tag_ != "VBG" or first.dep_ not in ("advcl", "acl") or verb.lemma_.lower() not in HARMING:
        return False
    return any(t.like_num for c in verb.children if c.dep_ == "dobj" for t in c.subtree)


def gapped(verb: Token) -> bool:
    """As "120 hurt" in "six were killed and 120 hurt": a participle with a number of its own and the first's helper."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or any(c.dep_ == "auxpass" for c in verb.children):
        return False
    passive = any(c.dep_ == "auxpass" for c in first.children) and not any(c.dep_ == "neg" for c in first.children)
    whose = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    harmed = passive and whose is not None and {first.lemma_.lower(), verb.lemma_.lower()} <= HARMING
    return harmed and whose is not None and any(t.like_num for t in whose.subtree)


def _harmed_by(verb: Token) -> Token | None:
    """The verb whose subject kills or hurts by `verb`, a participle that counts; None for any other."""
    if not counting(verb):
        return None
    step = verb
    while step.dep_ in ("conj", "advcl", "acl", "pobj", "prep", "dobj", "amod", "compound") and step.head.i != step.i:
        step = step.head
        if step.pos_ in VERBAL and any(c.dep_ in ("nsubj", "nsubjpass") for c in step.children):
            return step
    return None


def lent(head: Token, members: set[int], chosen: dict[int, Token]) -> list[Token]:
    """The subject or antecedent that a clause without its own borrows from the clause around it."""
    if head.dep_ == "appos" or (has_subject(head) and head.dep_ != "relcl"):
        return []
    harm = _harmed_by(head)
    if head.dep_ in ("relcl", "acl") and harm is None:
        noun = head.head
        phrase = [t for t in noun.subtree if t.i < min(members) and not _loose(t)] or [noun]
    else:
        verb = harm if harm is not None else parallel(head)
        while verb.dep_ == "conj" and not has_subject(verb) and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and head.tag_ == "VBG" and not has_subject(verb):
            verb = verb.head
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return []
        below = set(subject.subtree)
        phrase = [t for t in subject.subtree if not (t.dep_ == "relcl" or any(a.dep_ == "relcl" for a in t.ancestors
                  if a in below))]  # fmt: skip
    lead = short([t for t in phrase if t.i in chosen and t.i not in members])
    return [*lead, *shared(head, chosen)] if lead else []


def _loose(token: Token) -> bool:
    """Whether a mark stands between words, not inside one ("vice-president")."""
    return bool(token.is_punct) and (token.text != "-" or bool(token.whitespace_))


def antecedent(clause: list[Token]) -> list[Token]:
    """What a clause cut out of a relative one is about: "conditions" in "conditions that Brella says are too hard"."""
    inside = {t.i for t in clause}
    verb = next((t for t in clause if t.pos_ in VERBAL and (t.head.i not in inside or t.head.i == t.i)), None)
    relative = (
        next((c for c in verb.children if c.tag_ in ("WDT", "WP") and c.dep_ in RELATIVE), None) if verb else None
    )
    if verb is not None and relative is None and verb.dep_ == "acl" and not has_subject(verb):
        relative = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if verb is None or relative is None:
        return []
    step = verb
    while step.dep_ not in ("relcl", "acl") and step.head.i != step.i:
        step = step.head
    if step.dep_ not in ("relcl", "acl") or step.head.i in inside:
        return []
    phrase = [t for t in noun_phrase(step.head) if t.i < relative.i and not _loose(t)]
    return short(phrase)


def short(phrase: list[Token]) -> list[Token]:
    """A subject to be repeated; of a long one what stands up to its head, nothing where that is still too long."""
    if sum(bool(t.whitespace_) for t in phrase) < MAX_SUBJECT:
        return phrase
    head = head_of(phrase) or phrase[0]
    phrase = [t for t in phrase if t.i <= head.i]
    return phrase if sum(bool(t.whitespace_) for t in phrase) < MAX_SUBJECT else []
