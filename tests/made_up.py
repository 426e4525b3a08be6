"""Statements made by hand for the tests of alignment: no parser and no model is needed."""

from collections.abc import Sequence

import numpy as np

from rashomon.align.said import Said
from rashomon.model.analysis import Facts, Figure, Statement
from rashomon.model.span import Span

SMALL = frozenset("the a an of in on at to and was were is are has have that it by for with from not after".split())


def made(rows: Sequence[tuple[str, str]], *, width: int = 64) -> Said:
    """An event of (document, text) rows; vectors are sums of a fixed vector for each content word."""
    statements, facts, vectors = [], [], []
    for k, (document, text) in enumerate(rows):
        words = [w.strip(".,").lower() for w in text.split()]
        content = tuple(w for w in words if w not in SMALL)
        statements.append(Statement(id=f"s{k}", document=document, content=(Span(1000 * k, 1000 * k + len(text)),),
                                    form="narrated", stance="asserted", text=text))  # fmt: skip
        figures = tuple(
            Figure(start=0, end=1, low=float(w), high=float(w), bound="exact", unit=None, of=words[i + 1])
            for i, w in enumerate(words[:-1]) if w.isdigit()
        )  # fmt: skip
        facts.append(Facts(statement=f"s{k}", lemmas=content, predicate=content[1] if len(content) > 1 else None,
                           negated="not" in words, subject=content[:1], objects=content[2:], tense="past", who=(),
                           figures=figures, times=(), hedges=()))  # fmt: skip
        total = sum((word_vector(w, width) for w in content), np.zeros(width))
        vectors.append(total / (np.linalg.norm(total) or 1.0))
    return Said(statements=tuple(statements), facts=tuple(facts), who=tuple(() for _ in rows),
                vectors=np.array(vectors, dtype=np.float32).reshape(len(rows), width),
                index={s.id: i for i, s in enumerate(statements)})  # fmt: skip


def word_vector(word: str, width: int) -> np.ndarray:
    """A word's own direction: the same on every machine."""
    return np.random.default_rng(list(word.encode())).normal(size=width)


def story(documents: int = 5, sentences: int = 12) -> Said:
    """Documents that tell the same sentences in other words and order, each with some of its own."""
    people = ["Tolvan", "Hallen", "Valdek", "Brisk", "Orrel", "Marrick"]
    deeds = ["opened", "closed", "signed", "refused", "visited", "repaired", "flooded", "sold", "counted", "blocked"]
    things = ["dam", "bridge", "treaty", "market", "valley", "archive", "harbour", "tunnel", "orchard", "ferry"]
    rows = []
    for d in range(documents):
        for s in range(sentences):
            k = s if (s + d) % 3 else s + 7 * d + 20
            who, deed, thing = people[k % 6], deeds[(k * 3) % 10], things[(k * 7 + k // 10) % 10]
            tail = ["on Monday", "after long talks", "in the rain", "with help from neighbours"][(k + d) % 4]
            rows.append((f"d{d}", f"{who} {deed} the {thing} {tail}"))
    return made(rows)
