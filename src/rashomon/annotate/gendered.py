"""Single words that "he" or "she" stands for in their own sentence: people, whatever the tagger took them for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rashomon.annotate.listed import Name
from rashomon.language.parser import Doc
from rashomon.lexicon.gazetteer import plain
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import names as media
from rashomon.model.analysis import EntityKind

_HE = frozenset({"he", "she", "his", "her", "him"})
_TWICE = 2
"""Sentences that prove it; one may be a slip of the parser."""


def gendered(found: Sequence[Name], docs: Sequence[Doc]) -> dict[str, EntityKind]:
    """Return as people the words that do something in two sentences with "he" or "she" behind them and nobody else."""
    others = {(name.chunk, at) for name in found if name.kind == "person" for at in range(name.first, name.end)}
    proofs: Counter[str] = Counter()
    for name in found:
        alone = name.kind in {"organisation", "place"} and name.end - name.first == 1 and name.text.istitle()
        if not alone or name.known is not None or name.text in media() or plain(name.text) in naming().bodies:
            continue
        proofs[plain(name.text)] += _proves(name, docs[name.chunk], others)
    return {key: "person" for key, number in proofs.items() if number >= _TWICE}


def _proves(name: Name, doc: Doc, others: set[tuple[int, int]]) -> bool:
    token = doc[name.first]
    if token.dep_ != "nsubj" or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    after = [t for t in token.head.subtree if t.i > token.i]
    pronoun = next((t for t in after if t.lower_ in _HE), None)
    return pronoun is not None and not any(
        (name.chunk, t.i) in others or t.ent_type_ == "PERSON" or (t.pos_ == "NOUN" and t.lower_ in naming().roles)
        for t in after if t.i < pronoun.i
    )  # fmt: skip
