"""How a content is put forward, and in what form: from the cue's class, the verb's mood and the hedges around it."""

from rashomon.attribute.doubts import DOUBTING, SUPPOSED, aside, follows_doubt, hedges, unsure
from rashomon.attribute.futures import in_being_said, to_come, willing
from rashomon.attribute.offers import gives_words, only_words, withheld
from rashomon.attribute.raw import QUOTES, Token, within_marks
from rashomon.attribute.silence import keeps_silent, kept_from
from rashomon.attribute.syntax import lemma_of
from rashomon.attribute.within import is_deed
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Form, Stance
from rashomon.model.span import Span

BY_CUE: dict[str, Stance] = {"demand": "demanded", "offer": "offered", "ask": "asked"}
"""Stance of what stands behind a cue of that class."""
MODALS = frozenset({"may", "might", "could"})
ACTS: dict[str, Stance] = {"plan": "planned", "demand": "demanded", "offer": "offered", "deny": "denied"}
"""Stance of a content whose own verb is of that class: "Northia demands a pause", told by anybody."""
BEFORE = frozenset({"had", "'d", "’d"})
"""Auxiliaries that put a plan behind the telling."""
SINGLE = frozenset("'‘’`")
PLANS = frozenset({"decision", "intention", "intent", "plan"})
BESEECHING = frozenset({"insist", "ask", "request", "recommend", "require", "stipulate"})
"""Verbs that demand when what follows is in the subjunctive: "insisted that the board resign"."""
TOLD = frozenset("claim allegation report accusation suggestion charge rumour rumor idea notion story".split())
FALSE = frozenset(
    "false untrue absurd baseless groundless unfounded fabricated nonsense ridiculous fake lie lies bogus ludicrous "
    "preposterous".split()
)
"""What is said of a claim by those who deny it."""
TRUE = frozenset({"true", "accurate", "correct", "so"})
CHARGES = frozenset({"it", "this", "that", "these", "those", "none", "which"})
"""What a denial calls untrue, when it names no claim."""
NAMING = frozenset({"call", "describe", "brand", "label", "dub"})
BIDDING = frozenset({"tell", "ask", "advise", "want", "warn", "instruct", "beg"})
"""Cues that demand when somebody is told to do something: "told residents to stay indoors"."""
WHETHER = frozenset("check see ask know wonder determine tell learn decide question doubt imagine out".split())
"""Words right behind which "if" asks and limits nothing."""
LIMITS = frozenset({"if", "unless", "provided"})
TELLING = frozenset({"tell", "ask", "advise", "warn", "remind"})
"""Verbs with which "to" tells what somebody is to do: "were advised to stay indoors"."""


def stance_of(content: list[Token], cue: list[Token], lemma: str | None, *, own: bool = False) -> Stance:
    """The stance of a statement whose cue (may be empty) has `lemma`.

    The cue's class decides first (denied, demanded, offered, asked); then what the content's own verbs show. `own`
    says that the words are the speaker's own, in which "offered" is past, and no "offer" told a step back.
    """
    told = lemma is not None or bool(cue)
    lemma = lemma or _lemma(cue)
    kind = cues().verbs.get(lemma or "")
    negated = any(t.dep_ == "neg" for t in cue)
    if lemma in BIDDING and not negated and bids(content):
        return "demanded"
    if lemma in TELLING and content and content[0].text == "to":
        return "demanded"
    if lemma in SUPPOSED and is_passive(cue) and content and content[0].lower_ == "to":
        return "hedged"
    if lemma in NAMING and _belies(content):
        return "denied"
    if lemma == "expect" and content and content[0].lower_ == "to" and not negated:
        return "planned"
    if lemma == "seek" and (sought := _of_sought(content, cue)) is not None:
        return sought
    roots = _roots(content)
    by_both = _of_cue_and_root(lemma, [*roots, *(t.head for t in roots if t.dep_ == "acl")], negated=negated)
    if by_both is not None:
        return by_both
    if kind == "deny":
        return "asserted" if negated else "denied"
    if kind in BY_CUE:
        return _of_kind(kind, cue)
    if negated or any(_doubts(t) for t in cue):
        return "hedged"
    if kind == "plan":
        return "planned"
    stance = _of_words(content, reported=bool(cue), own=own or any(t.lower_ == "according" for t in cue))
    return "denied" if told and stance == "asserted" and any(_untrue(t) for t in _roots(content)) else stance


def _of_kind(kind: str, cue: list[Token]) -> Stance:
    """The stance that a cue's class gives: "offered", unless it was not offered, or in no more than words."""
    if kind == "offer" and withheld(cue):
        return "denied"
    if kind == "offer" and gives_words(cue):
        return "asserted"
    return "hedged" if any(t.dep_ == "aux" and t.lower_ in MODALS for t in cue) else BY_CUE[kind]


def is_passive(cue: list[Token]) -> bool:
    """Whether a cue's words hold the helper of a passive: "is expected"."""
    return any(t.dep_ == "auxpass" for t in cue)


def _of_sought(content: list[Token], cue: list[Token]) -> Stance | None:
    """The stance of what is sought to be done; None of a thing that is sought ("sought a pause")."""
    done = [t for t in (*cue, *content[:2]) if t.dep_ == "xcomp" and t.pos_ == "VERB"]
    if any(cues().verbs.get(lemma_of(t)) == "assert" for t in done):
        return _of_words(content, reported=True)  # "sought to portray him as a coward": that is what was said
    if any(t.lower_ == "to" for t in (*content[:1], *cue[-1:])):
        return "planned"
    before = [t.nbor(-1) for t in content[:1] if t.i and t.pos_ == "VERB"]  # "sought to | paint him as a coward"
    return "planned" if any(t.lower_ == "to" and t.head.i in {c.i for c in content} for t in before) else None


def _doubts(word: Token) -> bool:
    """Whether a cue's word holds back what is said; who suggests something says it, as far as his own words go."""
    lemma = lemma_of(word)
    return lemma != "suggest" and (lemma in cues().hedges or lemma in DOUBTING)


def _of_cue_and_root(lemma: str | None, roots: list[Token], *, negated: bool) -> Stance | None:
    """What a cue and the main words behind it, or the nouns they hang on, show together; None for nothing."""
    if lemma in BESEECHING and not negated and any(_to_be_done(t) for t in roots):
        return "demanded"
    if lemma == "offer" and not negated and any(only_words(t) for t in roots):
        return "asserted"
    return "planned" if lemma == "announce" and any(_is_a_plan(t) for t in roots) else None


def _of_words(content: list[Token], *, reported: bool, own: bool = False) -> Stance:
    if _is_question(content):
        return "asked"
    inside = {t.i for t in content}
    roots = _roots(content)
    for root in roots:
        clauses = [a for a in root.children if a.dep_ == "advcl" and a.i in inside]
        if any(_limits(c) for a in clauses for c in a.children) or any(_inverted(a) for a in clauses):
            return "conditional"
        if any(_binds(c) for c in root.children if c.i in inside):
            return "conditional"
    if any(not aside(t, inside) for t in hedges(content)) or any(unsure(t) or follows_doubt(t) for t in roots):
        return "hedged"
    if any(_disowns(t) for t in roots) or (_belies(content) and any(t.lemma_ == "be" for t in roots)):
        return "denied"
    if any(willing(t) for t in roots):
        return "offered"
    if any(to_come(t, reported=reported) for t in roots):
        return "planned"
    return _of_act(roots[0], own=own) if roots else "asserted"


def _limits(word: Token) -> bool:
    """Whether a word opens a condition; "if anything" and "if I may" open none."""
    after = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
    before = word.doc[word.i - 1] if word.i else None
    if before is not None and (before.lower_ == "as" or before.lemma_.lower() in WHETHER):
        return False  # "as if nothing had happened", "who want to check if they were hit"
    return word.lower_ in LIMITS and after[:1] != ["anything"] and after not in (["i", "may"], ["you", "like"])


def _binds(word: Token) -> bool:
    """As in "as long as it rains", "provided that she resigns"; "lasted as long as he had hoped" tells how long."""
    if word.lower_ == "provided":
        return word.dep_ == "prep" and any(c.dep_ == "ccomp" for c in word.children)
    if word.lower_ != "long" or word.dep_ != "advmod" or word.head.tag_ == "VBD":
        return False
    first = any(c.lower_ in ("as", "so") and c.dep_ == "advmod" for c in word.children)
    return first and any(c.dep_ == "advcl" for c in word.children)


def _is_question(content: list[Token]) -> bool:
    """Whether words end in a question mark that is theirs, not that of a quotation within them."""
    if content and content[-1].text in QUOTES:
        content = content[1:-1] if content[0].text in QUOTES else content[:-1]
        if any(t.text in QUOTES and t.text not in SINGLE for t in content):
            return False
    return bool(content) and content[-1].text == "?"


def _of_act(verb: Token, *, own: bool) -> Stance:
    """What a main word does of itself: plans, demands, denies; nothing where it says nothing."""
    if verb.lemma_.lower() == "plan" and verb.pos_ == "NOUN":
        return "planned" if any(c.dep_ == "acl" for c in verb.children) else "asserted"
    if verb.pos_ != "VERB" or keeps_silent(verb) or in_being_said(verb) or kept_from(verb):
        return "asserted"
    if own and _is_past(verb):
        return "asserted"  # "They promised to stop in May": that it was promised
    if verb.lemma_.lower() == "want":
        clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
        if clause is None or _of_others(verb, own=own) or any(c.dep_ == "neg" for c in verb.children):
            return "asserted"
        return "demanded" if any(c.dep_ == "nsubj" for c in clause.children) else "planned"
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    if verb.lemma_.lower() in BESEECHING and any(_to_be_done(c) for c in clauses):
        return "demanded"
    if lemma_of(verb) == "appeal_to" and not any(c.dep_ == "xcomp" for c in verb.children):
        return "asserted"  # "appealed to the worst in people"
    act = ACTS.get(cues().verbs.get(lemma_of(verb), "assert"), "asserted")
    if any(c.dep_ == "neg" for c in verb.children):
        return "asserted"  # "did not offer a job"
    if _takes_things(verb):
        return "asserted"
    if act == "planned" and any(c.dep_ == "aux" and c.lower_ in BEFORE for c in verb.children):
        return "asserted"  # "had threatened to leave": that it was threatened is told, not that it will be
    return act


def _is_past(verb: Token) -> bool:
    """As in "he offered to quit"; what the speakers asked, offered or refused themselves is told for its own sake."""
    return verb.tag_ == "VBD" and not any(c.dep_ == "nsubj" and c.lower_ in ("i", "we") for c in verb.children)


def _of_others(wants: Token, *, own: bool) -> bool:
    """As in "they want to pin it on us", said by one of "us": a charge against others and no plan of the speaker's."""
    doer = next((c for c in wants.children if c.dep_ == "nsubj"), None)
    several = doer is not None and doer.tag_ in ("NNS", "NNPS")
    return (doer is not None and doer.lower_ in ("they", "you", "people")) or (own and several)


def _takes_things(verb: Token) -> bool:
    """As in "ordered two crates of fish", "can offer more evidence": a thing is bought or given, and nobody bid."""
    lemma, objects = verb.lemma_.lower(), [c for c in verb.children if c.dep_ == "dobj"]
    if any(c.dep_ in ("xcomp", "ccomp", "dative") for c in verb.children) or not objects:
        return False
    if lemma == "offer":
        return any(only_words(c) for c in objects)
    if lemma == "seek":
        asked = any(c.dep_ == "prep" and c.lower_ == "from" for t in (verb, *objects) for c in t.children)
        return not asked and not any(is_deed(c) for c in objects)  # "was seeking guidance"
    return lemma == "order" and not any(is_deed(c) or c.ent_type_ in ("PERSON", "ORG", "GPE") for c in objects)


def _lemma(cue: list[Token]) -> str | None:
    """The lemma of a cue that only the tagger knows: its first verb that is one of the list."""
    lemmas = [lemma_of(t) for t in cue if t.pos_ in ("VERB", "AUX")]
    return next((lemma for lemma in lemmas if lemma in cues().verbs), None)


def _to_be_done(verb: Token) -> bool:
    """As in "(insisted that) the board resign", "that it be closed": a bare verb behind somebody single."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    single = subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it"))
    helped = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ != "be"]
    base = verb.tag_ in ("VB", "VBP") and verb.lower_ not in ("are", "am")  # "that the team are ready" asks for nothing
    base = base or (verb.tag_ == "NN" and verb.dep_ == "ccomp")  # "that Brella retreat": taken for a noun
    base = base or any(c.dep_ == "auxpass" and c.lower_ == "be" for c in verb.children)
    several = subject is not None and any(c.dep_ == "conj" for c in subject.children)
    bare = subject is not None and verb.lower_ == "be" and verb.tag_ == "VB"  # "that $5 million be part of it"
    return not helped and (bare or (single and base and not several))


def _is_a_plan(noun: Token) -> bool:
    """As in "(announced) her decision to leave"; told by somebody else such a decision is a thing done."""
    return noun.lemma_.lower() in PLANS and any(c.dep_ == "acl" and c.tag_ == "VB" for c in noun.children)


def _untrue(verb: Token) -> bool:
    """As in "the claims are not true", "it never happened": a charge that is denied in so many words."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    charge = subject is not None and (subject.lower_ in CHARGES or subject.lemma_.lower() in TOLD)
    if verb.lemma_.lower() in ("happen", "occur"):
        return charge and any(c.lower_ == "never" for c in verb.children)
    said = any(c.dep_ == "acomp" and c.lower_ in TRUE for c in verb.children)
    return charge and verb.lemma_ == "be" and said and any(c.dep_ == "neg" for c in verb.children)


def _disowns(verb: Token) -> bool:
    """As in "had nothing to do with it", "there is no truth in it"."""
    if verb.lemma_.lower() in ("have", "want"):
        nothing = [c for c in verb.children if c.lower_ == "nothing"]
        return any(t.lower_ == "do" for c in nothing for t in c.subtree)
    if verb.lemma_.lower() == "do":  # "had done nothing wrong"
        negated = any(c.dep_ == "neg" for c in verb.children)
        words = {t.lower_ for c in verb.children if c.dep_ == "dobj" for t in c.subtree}
        return "wrong" in words and ("nothing" in words or ("anything" in words and negated))
    return any(
        c.lower_ in ("truth", "basis", "substance") and any(g.lower_ == "no" for g in c.children)
        for c in verb.children
        if c.dep_ in ("attr", "nsubj")
    )


def _belies(content: list[Token]) -> bool:
    """As in "(called) the report false", "the claim was a lie"."""
    words = [t.lemma_.lower() for t in content]
    first = next((k for k, w in enumerate(words) if w in TOLD), None)
    return first is not None and any(t.lower_ in FALSE for t in content[first:])


def _inverted(clause: Token) -> bool:
    """As in "should the rains fail": a condition without "if"."""
    return str(next(iter(clause.subtree)).lower_) == "should"


def _roots(content: list[Token]) -> list[Token]:
    inside = {t.i for t in content}
    return [t for t in content if ((head := t.head.i) not in inside or head == t.i) and not t.is_punct]


def bids(content: list[Token]) -> bool:
    """As in "(told) residents to stay indoors": somebody, then "to" with a verb as the content's main verb."""
    inside = {t.i for t in content}
    for root in _roots(content):
        if root.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ == "aux" and c.lower_ != "to" for c in root.children):
            continue  # a clause of its own: "it would be nice to have them"
        below = next((c for c in root.children if c.dep_ in ("xcomp", "ccomp", "acl")), root)
        verb = root if root.pos_ == "VERB" else below
        own = [c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to" and c.i in inside]
        if own and own[0].i > next((t.i for t in content if not t.is_punct), own[0].i):
            return True
    return False


def form_of(content: tuple[Span, ...], text: str, start: int, end: int) -> Form:
    """`direct` when 9 in 10 letters of the content stand inside double quotation marks, `indirect` when none does.

    The cut is that of Newell et al. (2018) as `score_attribution.py` states it; `text[start:end]` is the passage.
    """
    marks = within_marks(text[start:end])
    letters = inside = 0
    for span in content:
        letters += _letters(text, span)
        inside += sum(_letters(text, part.shift(start)) for part in marks.parts(span.shift(-start)))
    if not letters or not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * letters else "mixed"


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, span.of(text)))
