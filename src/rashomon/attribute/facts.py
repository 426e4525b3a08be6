"""What weaving needs of a statement's words: lemmas, predicate, figures, times, hedges, and who is named."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeVar

from msgspec.structs import replace

from rashomon.attribute.doubts import hedges
from rashomon.attribute.futures import FUTURE
from rashomon.attribute.raw import Sentence, Token
from rashomon.attribute.stance import MODALS
from rashomon.language.figures import find_figures
from rashomon.language.times import find_times
from rashomon.model.analysis import Facts, Figure, When
from rashomon.model.span import Span

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "pobj", "xcomp", "oprd", "ccomp"})
HELPING = frozenset({"aux", "auxpass"})
"""Helpers that a joined verb borrows from the first one ("has met X and left") are never what is told."""
NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "none", "nobody", "nothing", "neither", "nor"})
"""Words that turn a clause. "Without" is none of them: "left households without water" says that it happened."""
NEVER = frozenset({"point", "time", "stage", "moment", "way", "means", "circumstance", "case"})
"""Nouns with which "no" turns the clause from before its verb: "at no point did they", "in no way", "by no means"."""

Timed = TypeVar("Timed", Figure, When)
Who = Callable[[Span], tuple[str, ...]]


def facts_of(
    statement: str,
    content: tuple[Span, ...],
    sentence: Sentence,
    *,
    text: str,
    who: Who,
    anchor: datetime | date | None,
) -> Facts:
    """The facts of one statement. `who` gives the keys of those named inside a span; `anchor` dates the words."""
    tokens = sentence.inside(content)
    root = _root(tokens)
    figures: list[Figure] = []
    times: list[When] = []
    for span in content:
        words = span.of(text)
        found = find_times(words, anchor=anchor)
        figures += [_moved(f, span.start) for f in find_figures(words, times=found)]
        times += [_moved(w, span.start) for w in found]
    return Facts(
        statement=statement,
        lemmas=tuple(
            _lemma(t) for t in tokens if (t.is_alpha and not t.is_stop and t.pos_ in CONTENT_POS) or t.like_num
        ),
        predicate=root.lemma_.lower() if root is not None else None,
        negated=any(t.lower_ in NEGATIVE or t.dep_ == "neg" or _never(t) for t in _near(root, tokens)),
        subject=_words(root, SUBJECTS, tokens),
        objects=_words(root, OBJECTS, tokens),
        tense=_tense(root),
        who=tuple(dict.fromkeys(key for span in content for key in who(span))),
        figures=tuple(figures),
        times=tuple(times),
        hedges=tuple(span for span in sentence.place(hedges(tokens))),
    )


def _moved(value: Timed, by: int) -> Timed:
    return replace(value, start=value.start + by, end=value.end + by)


def _lemma(token: Token) -> str:
    lemma: str = token.lemma_.lower()
    return lemma if lemma.isalnum() else re.sub(r"[^\w]", "", lemma) or token.lower_


def _root(tokens: list[Token]) -> Token | None:
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if (head := t.head.i) not in inside or head == t.i]
    verbs = [t for t in tops if t.pos_ in ("VERB", "AUX") and t.dep_ not in HELPING]
    root = verbs[0] if verbs else (tops[0] if tops else None)
    if root is not None and root.lemma_.lower() in ("be", "have", "do") and root.pos_ == "AUX":
        deeper = next((c for c in root.children if c.i in inside and c.dep_ in ("attr", "acomp", "xcomp")), None)
        return deeper if deeper is not None and deeper.pos_ in ("ADJ", "VERB") else root
    return root


def _near(root: Token | None, tokens: list[Token]) -> list[Token]:
    """The root with its direct children: where a negation turns the whole clause."""
    if root is None:
        return []
    inside = {t.i for t in tokens}
    near = [c for c in root.children if c.i in inside]
    head = root.head
    if head.i in inside and head.lemma_.lower() == "be":
        near += [c for c in head.children if c.i in inside]
    near += [g for c in near if c.dep_ in ("dobj", "attr", "nsubj") for g in c.children if g.dep_ in ("det", "neg")]
    return near


def _never(token: Token) -> bool:
    """Whether it is a preposition that leads a phrase such as "at no point"."""
    return token.dep_ == "prep" and any(
        c.lemma_.lower() in NEVER and any(g.lower_ == "no" for g in c.children) for c in token.children
    )


def _words(root: Token | None, deps: frozenset[str], tokens: list[Token]) -> tuple[str, ...]:
    if root is None:
        return ()
    inside = {t.i for t in tokens}
    out = []
    for child in root.children:
        if child.i in inside and (child.dep_ in deps or (child.dep_ == "prep" and "pobj" in deps)):
            out += [_lemma(t) for t in child.subtree if t.i in inside and t.pos_ in CONTENT_POS and not t.is_stop]
    return tuple(out)


def _tense(root: Token | None) -> Literal["past", "present", "future", "none"]:
    if root is None:
        return "none"
    around = [root, *(c for c in root.children if c.dep_ in HELPING)]
    if root.dep_ == "conj" and len(around) == 1 and root.tag_ == root.head.tag_:
        around += [c for c in root.head.children if c.dep_ in HELPING]
    if root.head.i != root.i and root.dep_ in ("acomp", "attr", "xcomp"):
        around += [root.head, *(c for c in root.head.children if c.dep_ in ("aux", "auxpass"))]
    if any(t.lower_ in FUTURE or (t.lower_ in MODALS | {"would"}) for t in around):
        return "future"
    tags = {t.tag_ for t in around}
    if tags & {"VBD", "VBN"}:
        return "past"
    return "present" if tags & {"VBZ", "VBP", "VBG"} else "none"
