"""All statements of an event with their facts at hand, and the names in them turned into the event's entities."""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from rashomon.align.entities import Entities
from rashomon.model.analysis import Analysis, Facts, Link, Source, Statement


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of all documents in the record's order; `facts`, `who` and `vectors` run parallel to them.

    `who` holds the entity ids named in each content. `vectors` is a float32 array [statements, 384] of unit rows.
    """

    statements: tuple[Statement, ...]
    facts: tuple[Facts, ...]
    who: tuple[tuple[str, ...], ...]
    vectors: Any
    index: dict[str, int]

    def __len__(self) -> int:
        return len(self.statements)


def statements(analyses: Sequence[Analysis], people: Entities) -> Said:
    """The statements of all analyses with sources, relays and named ones as entities of the event."""
    told: list[Statement] = []
    facts: list[Facts] = []
    who: list[tuple[str, ...]] = []
    for analysis in analyses:
        document = analysis.document.id
        for statement, fact in zip(analysis.statements, analysis.facts, strict=True):
            told.append(_known(statement, people, document))
            facts.append(fact)
            who.append(tuple(dict.fromkeys(
                e for key in fact.who if (e := people.of(document, key)) is not None)))  # fmt: skip
    rows = [np.frombuffer(f.vector, dtype=np.int8).astype(np.float32) for f in facts if f.vector]
    vectors = np.stack(rows) if rows and len(rows) == len(facts) else np.zeros((len(facts), 1), dtype=np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return Said(statements=tuple(told), facts=tuple(facts), who=tuple(who),
                vectors=vectors / np.where(norms == 0, 1, norms),
                index={s.id: i for i, s in enumerate(told)})  # fmt: skip


def _known(statement: Statement, people: Entities, document: str) -> Statement:

    def find(key: str | None) -> str | None:
        return people.of(document, key) if key is not None else None

    source, chain = statement.source, statement.chain
    if source is not None:
        meant = people.holder(source.description) if source.entity is None and source.description else None
        source = Source(spans=source.spans, entity=find(source.entity) or meant, description=source.description,
                        named=source.named)  # fmt: skip
    return replace(statement, source=source,
                   chain=tuple(Link(name=x.name, entity=find(x.entity), spans=x.spans) for x in chain))  # fmt: skip
