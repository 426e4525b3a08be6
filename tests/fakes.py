"""A pipeline and a report without models, for tests of what happens around them."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from rashomon import workers
from rashomon.language.judge import Verdict
from rashomon.model.analysis import Analysis, Attribution
from rashomon.model.correction import Correction
from rashomon.model.document import Document, Problem
from rashomon.model.record import Record, Source
from rashomon.model.span import Span
from rashomon.options import Options


class Fake(ModuleType):
    """A pipeline that counts what it analyses and fails where it is told to."""

    def __init__(self) -> None:
        super().__init__("rashomon.pipeline")
        self.seen: list[str] = []
        self.fails: dict[str, Exception] = {}

    def analyse(self, document: Document, options: Options) -> Analysis:
        name = Path(document.path or "").name
        self.seen.append(name)
        if name in self.fails:
            raise self.fails[name]
        analysis, _ = workers._unread(document, ValueError()), options
        return msgspec.structs.replace(analysis, problems=document.problems)

    def attributions(self, document: Document, options: Options) -> tuple[Attribution, ...]:
        self.analyse(document, options)
        return (Attribution(content=(Span(0, 3),), cue=(Span(4, 5),)),)

    def dated(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        return tuple(documents)

    def weave(
        self,
        analyses: Iterable[Analysis],
        options: Options,
        problems: tuple[Problem, ...] = (),
        memory: dict[str, Verdict] | None = None,
        corrections: Sequence[Correction] = (),
    ) -> Record:
        told = sorted(analyses, key=lambda analysis: analysis.document.id)
        own = [problem for analysis in told for problem in analysis.problems]
        assert options
        assert memory is not None
        assert corrections == ()
        return Record(
            documents=tuple(Source.from_document(analysis.document) for analysis in told),
            passages=tuple(passage for analysis in told for passage in analysis.passages),
            problems=tuple(sorted([*own, *problems], key=repr)),
        )


def install(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put both in the place of the real ones."""
    pipeline, report = Fake(), ModuleType("rashomon.report")
    report.render = lambda record: f"<p>{len(record.documents)}</p>"
    monkeypatch.setitem(sys.modules, "rashomon.pipeline", pipeline)
    monkeypatch.setattr("rashomon.pipeline", pipeline, raising=False)
    monkeypatch.setitem(sys.modules, "rashomon.report", report)
    return pipeline
