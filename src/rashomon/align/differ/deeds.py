"""Whether two statements tell of one deed: the same verb, the same doer, the same object.

Everything that calls a denial, a date or a figure divergent asks here first, because two deeds of one matter are no
contradiction however alike their words are.
"""

import re
from collections.abc import Set
from functools import cache

from rashomon.align.differ.ground import Ground
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known
from rashomon.model.span import Span

PLAIN = frozenset(
    "be have do say tell get make take go come see use need want set put let give think know believe like look seem "
    "feel happen try start begin keep show find call include".split()
)
"""Verbs so common that sharing one says little."""
FAMILY = 4
"""Letters by which words of one family are known ("present", "presentation"); fewer than four join strangers."""


def clause(ground: Ground, i: int) -> bool:
    """Whether a content says something: it has a finite verb rather than a noun on its own."""
    facts = ground.said.facts[i]
    return facts.predicate is not None and facts.tense != "none"


def same_verb(ground: Ground, a: int, b: int) -> bool:
    """Whether both have one verb that says more than "be" or "have"."""
    one, two = ground.said.facts[a].predicate, ground.said.facts[b].predicate
    return one is not None and one == two and one not in PLAIN and len(one) > 2


def doers(ground: Ground, i: int) -> frozenset[str]:
    """Words for the one who does it: the subject, and for "we" or "it" the speaker with their side."""
    found = ground.doers.get(i)
    if found is None:
        found = ground.doers[i] = _doers(ground, i)
    return found


def _doers(ground: Ground, i: int) -> frozenset[str]:
    subject = frozenset([w for w in ground.said.facts[i].subject if not w.isdigit()])
    source = ground.said.statements[i].source
    if subject or source is None:
        return subject
    names = [ground.names.get(source.entity or ""), ground.parties.get(source.entity or ""), source.description]
    return frozenset([w for name in names if name for w in re.findall(r"[^\W\d_]{3,}", name.lower())])


def same_doer(ground: Ground, a: int, b: int) -> bool:
    """Whether the doers share a word or its stem ("Brella", "Brellan"); "court" alone is not enough for two courts.

    Ships of one state are not those of another.
    """
    one, two = doers(ground, a), doers(ground, b)
    if rivals(ground, a, b):
        return False
    if one & two <= _bodies() and one - two and two - one:
        one, two = one - _bodies(), two - _bodies()
    return _kin(one, two)


def rivals(ground: Ground, a: int, b: int) -> bool:
    """Whether both doers are of a state and not of one ("Brellan ships", "Selk ships")."""
    one, two = ({k.country for w in ground.said.facts[i].subject if (k := known(w)) and k.country} for i in (a, b))
    return bool(one and two) and not one & two


@cache
def _bodies() -> frozenset[str]:
    """Nouns that many bodies have in common: "court", "ministry", "delegation"."""
    return lexicon("organisations", "nouns.body") | lexicon("organisations", "nouns.group")


def same_object(ground: Ground, a: int, b: int, share: float = 0.5) -> bool:
    """Whether the objects share at least `share` of the smaller set, measures and doers left out."""
    one, two = _objects(ground, a), _objects(ground, b)
    small = min(len(one), len(two))
    return small > 0 and len(one & two) >= max(1, share * small)


def shared_objects(ground: Ground, a: int, b: int) -> int:
    """How many of the objects' words both have, measures and doers left out."""
    return len(_objects(ground, a) & _objects(ground, b))


def _objects(ground: Ground, i: int) -> frozenset[str]:
    found = ground.objects.get(i)
    if found is None:
        words = frozenset([w for w in ground.said.facts[i].objects if not any(c.isdigit() for c in w)])
        found = ground.objects[i] = words - doers(ground, i)
    return found


def same_parts(ground: Ground, a: int, b: int) -> bool:
    """Whether doers and objects together share two words ("she sent the letter", "her letter was sent")."""
    one, two = ({*ground.said.facts[i].subject, *ground.said.facts[i].objects} for i in (a, b))
    return sum(not any(c.isdigit() for c in w) for w in one & two) >= 2


def shared(ground: Ground, a: int, b: int, *, least: int = 3) -> float:
    """Share of the shorter statement's words that stand in the longer one, 0 to 1; 0 where one has under `least`."""
    one, two = ground.lemmas[a], ground.lemmas[b]
    small = min(len(one), len(two))
    return len(one & two) / small if small >= least else 0.0


def firm(ground: Ground, i: int) -> bool:
    """Whether nothing holds the statement back: no hedge, no condition, no question."""
    open_ = {"hedged", "conditional", "asked"}
    return not ground.said.facts[i].hedges and ground.said.statements[i].stance not in open_


def places(ground: Ground, i: int, lemma: str) -> list[tuple[str, Span]]:
    """Where a word stands in a statement, by its stem; the whole statement where its form hides the stem ("swept")."""
    statement = ground.said.statements[i]
    stem = re.escape(lemma[:-1] if lemma.endswith(("e", "y")) and len(lemma) > FAMILY else lemma)
    text = ground.texts[statement.document]
    for span in statement.content:
        found = re.search(rf"\b{stem}\w*", span.of(text), re.IGNORECASE)
        if found:
            return [(statement.document, Span(found.start(), found.end()).shift(span.start))]
    return ground.whole([i])


def _kin(one: Set[str], two: Set[str]) -> bool:
    if one & two:
        return True
    stems = {w[:FAMILY] for w in one if len(w) > FAMILY}
    return bool(stems & {w[:FAMILY] for w in two if len(w) > FAMILY})
