"""How a content is put forward, and in what form: from the cue's class, the verb's mood and the hedges around it."""

from rashomon.attribute.raw import Token, speech_marks
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Form, Stance
from rashomon.model.span import Span

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
MODALS = frozenset({"may", "might", "could"})
ACTS: dict[str, Stance] = {"plan": "planned", "demand": "demanded", "offer": "offered", "deny": "denied"}
"""Stance of a content whose own verb is of that class: "Northia demands a pause", told by anybody."""
BEFORE = frozenset({"had", "'d", "’d"})
"""Auxiliaries that put a plan behind the telling."""
LIMITS = frozenset({"if", "unless", "provided"})


def stance_of(content: list[Token], cue: list[Token], lemma: str | None) -> Stance:
    """The stance of a statement whose cue (may be empty) has `lemma`.

    The cue's class decides first (denied, demanded, offered, asked); then what the content's own verbs show.
    """
    kind = cues().verbs.get(lemma or "")
    negated = any(t.dep_ == "neg" for t in cue)
    by_cue: dict[str, Stance] = {"deny": "denied", "demand": "demanded", "offer": "offered", "ask": "asked"}
    if kind == "deny":
        return "asserted" if negated else "denied"
    if kind in by_cue:
        return by_cue[kind]
    if negated or any(t.lemma_.lower() in cues().hedges for t in cue):
        return "hedged"
    if kind == "plan":
        return "planned"
    return _of_words(content, reported=bool(cue))


def _of_words(content: list[Token], *, reported: bool) -> Stance:
    if content and content[-1].text == "?":
        return "asked"
    inside = {t.i for t in content}
    roots = [t for t in content if t.head.i not in inside or t.head.i == t.i]
    for root in roots:
        if any(c.lower_ in LIMITS for a in root.children if a.dep_ == "advcl" for c in a.children if a.i in inside):
            return "conditional"
    if hedges(content):
        return "hedged"
    if any(
        c.lower_ in FUTURE
        or (reported and c.lower_ == "would")  # "said it would": the "will" of the one who said it
        or (c.lower_ == "going" and t.dep_ == "xcomp")
        for t in roots
        for c in t.children
        if c.dep_ in ("aux", "xcomp")
    ):
        return "planned"
    verb = roots[0] if roots else None
    if verb is None or verb.pos_ != "VERB":
        return "asserted"
    act = ACTS.get(cues().verbs.get(verb.lemma_.lower(), "assert"), "asserted")
    if act == "planned" and any(c.dep_ == "aux" and c.lower_ in BEFORE for c in verb.children):
        return "asserted"  # "had threatened to leave": that it was threatened is told, not that it will be
    return act


def hedges(content: list[Token]) -> list[Token]:
    """The words of a content that hold it back: "may", "reportedly", "appears to"."""
    words = cues().hedges
    return [
        t
        for t in content
        if (t.lower_ in words and t.pos_ in ("ADV", "AUX", "ADJ", "VERB"))
        or (t.pos_ == "VERB" and t.lemma_.lower() in ("appear", "seem") and any(c.dep_ == "xcomp" for c in t.children))
    ]  # fmt: skip


def form_of(content: tuple[Span, ...], text: str, start: int, end: int) -> Form:
    """`direct` when 9 in 10 letters of the content stand inside double quotation marks, `indirect` when none does.

    The cut is that of Newell et al. (2018) as `score_attribution.py` states it; `text[start:end]` is the passage.
    """
    marks = [q.inner.shift(start) for q in speech_marks(text[start:end])]
    letters = inside = 0
    for span in content:
        near = [q for q in marks if q.overlap(span)]
        for at in range(span.start, span.end):
            if text[at].isalnum():
                letters += 1
                inside += any(q.start <= at < q.end for q in near)
    if not letters or not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * letters else "mixed"
