"""The product on one screen: `analyse` reads one document, `weave` brings the documents together.

`analyse` depends on nothing but its document and the options, so it may run anywhere and be cached;
`weave` needs analyses only, and their order does not matter.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from rashomon import align, annotate, compose
from rashomon.attribute import Sentence, attribute, marked
from rashomon.corrections import replayed
from rashomon.language import encoder, parser, tagger
from rashomon.language.judge import Verdict
from rashomon.layout import dates, lay_out
from rashomon.model.analysis import Analysis, Attribution, Facts, Passage, Statement
from rashomon.model.correction import Correction
from rashomon.model.document import EVIDENCE_ROLES, Document, Problem
from rashomon.model.record import Record, Source
from rashomon.options import Options

READ_LANGUAGES = frozenset({"en", "und"})
"""Languages that are analysed; a document in another is kept, shown and flagged, but not aligned."""


def analyse(document: Document, options: Options) -> Analysis:
    """What one document says. Pure: the same document and options give the same analysis."""
    layout = lay_out(document, timezone=options.timezone, near=document.near)
    told = replace(document, kind=layout.kind, title=layout.title, outlet=layout.outlet,
                   outlet_basis=layout.outlet_basis, day=layout.day)  # fmt: skip
    problems = (*document.problems, *layout.problems)
    if document.language not in READ_LANGUAGES:
        return Analysis(document=told, passages=layout.passages, posts=layout.posts, problems=problems)
    docs = parser.parse([p.span.of(told.text) for p in layout.passages])
    mentions = annotate.find_mentions(told, layout.passages, docs)
    lines = _lines(layout.passages, docs)
    tag = tagger.tag if options.engine == "full" else None
    finder = annotate.resolver(mentions, told.text)
    said = attribute(told, layout.passages, layout.posts, lines, mentions, finder, tag=tag)
    return Analysis(document=told, passages=layout.passages, posts=layout.posts, mentions=mentions,
                    statements=said.statements, facts=embedded(said.statements, said.facts),
                    problems=(*problems, *said.problems, *(() if said.statements else (_silent(told),))))  # fmt: skip


def attributions(document: Document, options: Options) -> tuple[Attribution, ...]:
    """The attributions of one document as corpora mark them: whole, unresolved, wishes and deeds among them."""
    if document.language not in READ_LANGUAGES:
        return ()
    passages = tuple(p for p in lay_out(document, timezone=options.timezone, near=document.near).passages
                     if p.role in EVIDENCE_ROLES)  # fmt: skip
    docs = parser.parse([p.span.of(document.text) for p in passages])
    return marked(passages, _lines(passages, docs), document.text, tagger.tag if options.engine == "full" else None)


def weave(
    analyses: Iterable[Analysis],
    options: Options,
    problems: tuple[Problem, ...] = (),
    memory: dict[str, Verdict] | None = None,
    corrections: Sequence[Correction] = (),
) -> Record:
    """What the documents say together. The order in which they come does not matter.

    `memory` holds verdicts on pairs of statements that were read together before; new ones are added. It saves time
    and changes nothing: the same pair always gets the same verdict. `corrections` are what people said, in any order.
    """
    mended = replayed(in_order(analyses), corrections)
    told = mended.analyses
    people = align.entities(told)
    said = align.statements(told, people)
    copies = align.copies(told)
    ties = align.ties(said, memory, mended.forced)
    claimed = align.claims(told, said, people, copies, ties)
    parts = align.divergences(told, said, people, claimed.claims, ties)
    claims = align.standing(claimed.claims, parts.disputed)
    events = align.events(told, said, claims, people.entities)
    missing = align.omissions(told, claims, said, events)
    troubles = (*mended.problems, *claimed.problems, *parts.problems)
    problems = (*problems, *troubles, *align.several_events(told, events))
    return Record(
        documents=tuple(Source.from_document(a.document) for a in told),
        passages=tuple(p for a in told for p in a.passages),
        posts=tuple(p for a in told for p in a.posts),
        mentions=tuple(m for a in told for m in a.mentions),
        entities=people.entities,
        statements=said.statements,
        claims=claims,
        divergences=parts.kept,
        omissions=missing,
        timeline=compose.timeline(told, said, claims, entities=people.entities),
        ledger=compose.ledger(told, said, compose.People(people.entities, people.by_who), claims),
        summary=compose.summary(told, said, claims, parts.kept, entities=people.entities, lines=options.summary_lines),
        corrections=mended.corrections,
        problems=tuple(sorted({*problems, *(p for a in told for p in a.problems)}, key=_problem_key)),
    )


def in_order(analyses: Iterable[Analysis]) -> tuple[Analysis, ...]:
    """One of each document, sorted by path, address and id, so that no order of inputs shows in the record."""
    ordered = sorted(analyses, key=lambda a: (a.document.path or "", a.document.url or "", a.document.id))
    once: dict[str, Analysis] = {}
    for analysis in ordered:
        once.setdefault(analysis.document.id, analysis)
    return tuple(once.values())


def dated(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents; those that state no day are told one near their own, from which a page learns its year.

    The others stay as they are, so that a change of one account does not change what is asked of all.
    """
    own = [dates.page_day(dates.Context(d, d.timezone, None))[0] for d in documents]
    days = sorted(day for day in own if day)
    if not days:
        return tuple(documents)
    middle = days[len(days) // 2]
    return tuple(d if day or d.near else replace(d, near=middle) for d, day in zip(documents, own, strict=True))


def embedded(statements: Sequence[Statement], facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Facts with the statements' vectors, each coordinate rounded to a 127th so that it takes one byte."""
    vectors = encoder.encode([f.reading or s.text for s, f in zip(statements, facts, strict=True)])
    packed = np.clip(np.rint(vectors * 127), -127, 127).astype(np.int8)
    return tuple(replace(f, vector=row.tobytes()) for f, row in zip(facts, packed, strict=True))


def _lines(passages: Sequence[Passage], docs: Sequence[Any]) -> tuple[Sentence, ...]:
    """The sentences of the passages that are evidence; `docs` are the parses of all, in their order."""
    return tuple(
        Sentence(passage, sentence, passage.start)
        for passage, doc in zip(passages, docs, strict=True) if passage.role in EVIDENCE_ROLES
        for sentence in parser.sentences(doc)
    )  # fmt: skip


def _silent(document: Document) -> Problem:
    words = f"{Source.from_document(document).label}: no statement was found in it; it is kept and carries no claim"
    return Problem(stage="analyse", code="nothing-said", message=words, document=document.id)


def _problem_key(problem: Problem) -> tuple[str, str, int, str, str]:
    return (problem.stage, problem.document or "", problem.start or 0, problem.code, problem.message)
