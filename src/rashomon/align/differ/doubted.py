"""A deed that one account holds back and another tells flatly, where the sentences have other verbs at their heads.

"The blast happened when the guards reportedly called in a boat" and "the guards called in a boat" share no main verb,
but the words on both sides of "reportedly" stand side by side in the other account.
"Appeared to sink" and "sank" are such a pair too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.softened import told_flatly
from rashomon.model.record import Divergence
from rashomon.model.span import Span

SAME = 0.5
"""Probability of one claim from which two statements of it are compared."""
ADVERBS = frozenset("reportedly allegedly apparently supposedly purportedly probably possibly presumably".split())
RAISED = re.compile(
    r"\b(?P<hedge>(?:appear(?:s|ed)?|seem(?:s|ed)?|(?:is|are|was|were) (?:believed|thought|said|understood|alleged|"
    r"reported)) to)(?: have)? (?P<verb>[a-z]{3,})\b",
    re.IGNORECASE,
)
"""A verb under one that holds it back."""
PASSED_OVER = frozenset(
    "a an the has have had been be was were is are did also then now just later already not who which that".split()
)
"""Words between a doer and a deed that another account may have or not."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.,;:()“”\"]")
MOST = 100
"""Hedged statements of a claim that are looked at; a claim of fifty statements has few, a broken feed thousands."""


class _Hedge(NamedTuple):
    """A hedge and its place, with the word before it (empty for a verb under another) and the one behind it."""

    span: Span
    before: str
    behind: str


def doubted(ground: Ground) -> Iterator[Divergence]:
    """One item for each claim and hedge that another account of it leaves out."""
    for _, group in ground.groups():
        held = {i: rows for i in group if (rows := _hedges(ground, i))}
        for i, rows in islice(held.items(), MOST):
            others = [j for j in group if j not in held and _likely(ground, i, j)]
            for hedge in rows:
                flat = {j: at for j in others if (at := _flat(ground, i, j, hedge)) is not None}
                if flat:
                    word = ground.words(i, hedge.span).lower()
                    yield told_flatly(ground, (i, hedge.span), word, flat, ("holds back with", "tell"))
                    break


def _likely(ground: Ground, i: int, j: int) -> bool:
    two = ground.said.statements[j]
    apart = ground.label(i) != ground.label(j) and not deeds.rivals(ground, i, j)
    return apart and ground.same_chance(i, j) >= SAME and deeds.firm(ground, j) and two.stance == "asserted"


def _hedges(ground: Ground, i: int) -> list[_Hedge]:
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    out: list[_Hedge] = []
    for span in statement.content:
        part = span.of(text)
        words = _words(part)
        for k, (word, at) in enumerate(words):
            if word in ADVERBS and 0 < k < len(words) - 1 and words[k - 1][0].isalnum() and words[k + 1][0].isalnum():
                out.append(_Hedge(at.shift(span.start), words[k - 1][0], words[k + 1][0]))
        out += [_Hedge(Span(*m.span("hedge")).shift(span.start), "", m["verb"].lower()) for m in RAISED.finditer(part)]
    return out


def _flat(ground: Ground, i: int, j: int, hedge: _Hedge) -> Span | None:
    """Where another statement has the deed without the hedge."""
    statement = ground.said.statements[j]
    text = ground.texts[statement.document]
    if not hedge.before:
        verb = ground.said.facts[j].predicate or ""
        if verb != hedge.behind or verb in deeds.PLAIN or not deeds.same_doer(ground, i, j):
            return None
        alike = ground.said.facts[i].negated == ground.said.facts[j].negated
        return deeds.places(ground, j, verb)[0][1] if alike else None
    for span in statement.content:
        words = _words(span.of(text))
        for (one, start), (two, end) in pairwise(words):
            if one == hedge.before and two == hedge.behind and len(two) > 2:
                return Span(start.start, end.end).shift(span.start)
    return None


@lru_cache(8192)
def _words(text: str) -> tuple[tuple[str, Span], ...]:
    """The words of a text in lower case with their places, without those that stand between a doer and a deed."""
    found = ((m.group().lower(), Span(*m.span())) for m in WORD.finditer(text))
    return tuple((word, at) for word, at in found if word not in PASSED_OVER)
