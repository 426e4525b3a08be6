"""Deeds to come: whether a verb tells of something that somebody will do, or of what will follow by itself."""

from rashomon.attribute.actors import is_thing
from rashomon.attribute.raw import Token
from rashomon.attribute.within import is_deed

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
SHORT = frozenset({"'d", "’d"})
"""What "would" and "had" are both shortened to; before a bare verb it is the first."""
STATES = frozenset(
    "be become remain seem have mean like love take cost rise fall grow increase decrease decline drop happen last "
    "improve result prevail suffer collapse worsen depend matter exist emerge arise hinder overwhelm deserve "
    "need win lose beat die fail succeed".split()
)
"""Verbs whose future is foreseen rather than planned: "it would be faster", "the river will rise"."""
FELT = frozenset(
    "miss remember forget regret enjoy hate cherish treasure mourn hurt affect damage harm benefit recognise recognize "
    "believe think feel know expect hope wish".split()
)
"""What is felt, or comes over somebody; nobody sets out to do it: "we'll miss her", "she will be missed"."""
SET_DOWN = frozenset(
    "start begin take resume continue proceed open reopen close end go come arrive run expire last".split()
)
"""What a thing does at a time that somebody has set: "the hearing will begin on Monday"."""
POINTING = frozenset({"this", "that", "these", "those", "which"})
DUMMIES = frozenset({"it", "there"})
PURPOSES = frozenset("mission purpose point aim function role way reason job duty task".split())
"""What something is for: "the purpose of the letter is to warn you"."""
COURTESY = frozenset("say thank congratulate apologise apologize add stress emphasise emphasize".split())
"""What is done in being said: "I want to thank the crews", "I would say it failed"."""
DATES = frozenset({"DATE", "TIME"})
READY = frozenset({"prepared", "set", "due", "ready", "poised", "scheduled", "slated"})
"""As in "is due to meet"."""
FREE = frozenset({"willing", "ready", "prepared", "happy", "glad"})
HELPING = frozenset(
    "help assist aid support talk negotiate discuss cooperate mediate host provide share meet work consider compromise "
    "listen send".split()
)
"""What one does for another or with him, when one is ready to: "we are ready to talk"."""


def to_come(verb: Token, *, reported: bool) -> bool:
    """Whether a main verb tells of a deed to come: "will meet", "said it would sue", "is to snub", "is due to end"."""
    after = _infinitives(verb)
    if verb.lemma_.lower() == "be":
        ready = [c for c in verb.children if c.dep_ == "acomp" and c.lower_ in READY]
        if (after and _is_to(verb) and not _points(verb)) or any(_infinitives(c) for c in ready):
            return True
    if verb.lower_ == "going" and verb.tag_ == "VBG" and after:  # "I am not going to pay": the parser's main verb
        doer = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return doer is not None and doer.lower_ not in DUMMIES and not is_thing(doer) and any(map(_done, after))
    if verb.lower_ in READY and any(c.dep_ == "auxpass" for c in verb.children) and after:
        return not any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)  # what came of it is past
    denied = any(c.dep_ == "neg" for c in verb.children)
    expected = verb.lower_ == "expected" and any(c.dep_ == "auxpass" for c in verb.children)
    if expected and not denied and any(map(_done, after)):
        doer = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return doer is not None and doer.lower_ not in POINTING | DUMMIES and not is_thing(doer)
    if verb.lemma_.lower() == "expect" and any(map(_done, after)):
        return not denied and not expected
    never = any(c.lower_ == "never" for c in verb.children)
    if any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children):
        return False  # "would have been tied to the wall": it never came to it
    if _of_a_thing(verb) or verb.lemma_.lower() in FELT or in_being_said(verb):
        return False
    if verb.lemma_.lower() in STATES and not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    return not never and any(
        c.lower_ in FUTURE
        or (reported and _would(c, verb))  # "said it would": the "will" of the one who said it
        or (c.lower_ == "going" and verb.dep_ == "xcomp")
        for c in verb.children
        if c.dep_ in ("aux", "xcomp")
    )


def _would(word: Token, verb: Token) -> bool:
    return word.lower_ == "would" or (word.lower_ in SHORT and verb.tag_ == "VB")


def _done(verb: Token) -> bool:
    """Whether a verb tells of a deed, and not of what is felt or comes about."""
    return verb.lemma_.lower() not in STATES | FELT | COURTESY


def _points(verb: Token) -> bool:
    """As in "this is to save the dam", "the purpose is to warn you": what something is for, and nobody's plan."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
    return subject is not None and (subject.lower_ in POINTING | DUMMIES or subject.lemma_.lower() in PURPOSES)


def _of_a_thing(verb: Token) -> bool:
    """As in "that will end the row", "closing it would cost lives": what follows from something, planned by nobody."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
    if subject is None or subject.lower_ in POINTING:
        return subject is not None
    by_nobody = any(c.dep_ == "auxpass" for c in verb.children)
    if subject.lower_ == "it" and by_nobody and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return True  # "it would be misread to conclude that ..."
    own = any(c.dep_ == "poss" for c in subject.children)  # "their planes would keep flying": they will fly them
    if verb.lemma_.lower() not in SET_DOWN and (is_thing(subject) or subject.ent_type_ in DATES) and not own:
        return True
    acts = subject.dep_ == "csubj" or (subject.tag_ == "VBG" and subject.pos_ == "VERB")
    return verb.lemma_.lower() not in SET_DOWN and (acts or (subject.tag_ == "NN" and is_deed(subject)))


def in_being_said(verb: Token) -> bool:
    """As in "I want to thank the crews", "we would say it failed": the one who speaks does it by speaking."""
    own = any(c.dep_ == "nsubj" and c.lower_ in ("i", "we") for c in verb.children)
    if verb.lemma_.lower() in ("want", "like"):
        return own and any(c.lemma_.lower() in COURTESY for c in verb.children if c.dep_ == "xcomp")
    return own and verb.lemma_.lower() in COURTESY and any(c.lower_ == "would" for c in verb.children)


def _is_to(verb: Token) -> bool:
    """As in "is to snub", "are not to meet"; "is the time to act" and "is unusual to ground a plane" plan nothing."""
    if any(c.lower_ in ("nowhere", "nothing", "there") for c in verb.children):
        return False  # "there is nowhere to hide"
    behind = (t for t in verb.doc[verb.i + 1 : verb.sent.end] if t.pos_ != "ADV" and t.dep_ != "neg")
    first = next(behind, None)
    return first is not None and first.lower_ == "to"


def _infinitives(word: Token) -> list[Token]:
    """Deeds that follow with "to"; to become or to remain something is none."""
    return [c for c in word.children if c.dep_ == "xcomp" and c.lemma_.lower() not in STATES
            and any(g.lower_ == "to" for g in c.children)]  # fmt: skip


def willing(verb: Token) -> bool:
    """As in "stands ready to help", "is willing to meet": what one would do for another."""
    unwilling = any(c.dep_ == "neg" for c in verb.children)
    free = [c for c in verb.children if c.dep_ == "acomp" and c.lower_ in FREE
            and not any(g.lower_ in ("too", "less", "more") for g in c.children)]  # fmt: skip
    if free and verb.lemma_.lower() == "be" and not unwilling:
        return any(c.lower_ == "willing" or done.lemma_.lower() in HELPING for c in free for done in _infinitives(c))
    said = [c.lower_ for c in verb.children if c.dep_ in ("acomp", "oprd", "advmod", "xcomp")]
    return verb.lemma_.lower() == "stand" and "ready" in said and not any(c.dep_ == "neg" for c in verb.children)
