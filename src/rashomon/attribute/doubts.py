"""What holds a content back: "may", "reportedly", "it is unclear why", "I can't say with certainty"."""

from rashomon.attribute.raw import Token
from rashomon.attribute.syntax import lemma_of
from rashomon.lexicon.cues import cues

UNSURE = frozenset({"unclear", "uncertain", "unsure", "unknown"})
SURE = frozenset({"clear", "certain", "sure", "known"})
"""The same when it is not so."""
POSSIBLE = frozenset({"possible", "conceivable", "plausible", "doubtful"})
"""As in "it is possible that the wall leaked"; "it is possible to see it" leaves nothing open."""
CERTAINTY = frozenset({"certainty", "certain", "sure", "whether", "if"})
"""As in "I can't say with certainty", "could not tell whether it leaks"."""
ALLEGED = frozenset("suspect allege rumour rumor presume assume fear".split())
"""As in "is suspected of theft": told in the passive they need no "to" to leave it open."""
ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})
"""Clauses inside a content whose hedges are their own."""
SUPPOSED = frozenset("believe think say report understand suspect assume fear rumour allege".split())
"""As in "it is believed that", "was said to be"."""
DOUBTING = frozenset({"hope", "fear", "worry", "suspect", "concern", "suspicion", "rumour", "rumor", "speculation"})
"""Cues, verbs and nouns, that put a content forward as no more than possible."""


def unsure(verb: Token) -> bool:
    """As in "he did not know who paid", "it is unclear why", "it looks as if", "it is believed that"."""
    lemma = lemma_of(verb)
    negated = any(c.dep_ == "neg" for c in verb.children)
    if lemma == "know" or (lemma in ("say", "tell") and _cannot(verb)):
        return negated
    if lemma == "worry" and (negated or any(c.dep_ == "dobj" for c in verb.children)):
        return False  # "it did not worry him"
    if lemma in DOUBTING or (lemma in ("look", "seem") and any(c.lower_ in ("like", "as") for c in verb.subtree)):
        return True
    if lemma in SUPPOSED | ALLEGED and any(c.dep_ == "auxpass" for c in verb.children):
        to_be = any(c.dep_ == "xcomp" for c in verb.children)
        return to_be or lemma in ALLEGED or any(c.lower_ == "it" for c in verb.children)
    able = any(c.lower_ == "able" for c in verb.children)
    if able and any(c.dep_ == "aux" and c.lower_ == "should" for c in verb.children):
        return True
    said = [c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    if any(word in POSSIBLE for word in said) and any(c.lower_ == "it" for c in verb.children):
        return any(c.dep_ == "ccomp" for word in verb.children for c in (word, *word.children))
    return any(word in UNSURE or (negated and word in SURE) for word in said)


def follows_doubt(verb: Token) -> bool:
    """As in "may have been lost, bringing the count to ninety": what comes of a deed that is no more than possible."""
    main = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or main.i >= verb.i or any(c.dep_ == "nsubj" for c in verb.children):
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("may", "might", "could") and not _unable(c) for c in main.children)


def _cannot(verb: Token) -> bool:
    """As in "can't say with certainty", "could not tell whether it leaks"."""
    can = any(c.lower_ in ("ca", "can", "could") for c in verb.children)
    return can and any(t.lower_ in CERTAINTY for t in verb.subtree)


def aside(token: Token, inside: set[int]) -> bool:
    """Whether a word stands in a clause that only describes something in the content."""
    step, described = token, False
    while step.head.i in inside and step.head.i != step.i:
        described = described or step.dep_ in ASIDE
        step = step.head
    if step.pos_ not in ("VERB", "AUX"):
        return False  # of a bare noun the clause is what is said
    return described or any(t.dep_ == "prep" and t.lower_ == "despite" and t.i in inside for t in token.ancestors)


def _unable(modal: Token) -> bool:
    """As in "could not find it": what nobody was able to do, and no doubt."""
    if modal.lower_ != "could":
        return False
    longer = [t.lower_ for t in modal.doc[modal.i + 1 : modal.i + 3]] == ["no", "longer"]
    return longer or any(c.dep_ == "neg" and c.i == modal.i + 1 for c in modal.head.children)


def _counts(adverb: Token) -> bool:
    """As in "roughly ten million": it makes a figure round, and nothing less sure."""
    after = adverb.doc[adverb.i + 1 : adverb.i + 3]
    return adverb.lower_ == "roughly" and any(t.like_num or t.lower_ in ("one", "half", "a") for t in after)


def hedges(content: list[Token]) -> list[Token]:
    """The words of a content that hold it back: "may", "reportedly", "appears to"."""
    words = cues().hedges
    return [
        t
        for t in content
        if (t.lower_ in words and t.pos_ in ("ADV", "AUX", "ADJ", "VERB") and not _unable(t) and not _counts(t))
        or (t.pos_ == "VERB" and t.lemma_.lower() in ("appear", "seem") and any(c.dep_ == "xcomp" for c in t.children))
    ]  # fmt: skip
