"""Corrections: what people changed, apart from what the program found, and which lines no longer apply."""

from collections.abc import Iterable

import msgspec

from rashomon.model.correction import Corrected
from rashomon.report import words
from rashomon.report.desk import Desk, Ref

KIND = {
    "same": "One claim", "not-same": "Two claims", "speaker": "Said by", "chain": "Through", "time": "Published",
    "hide": "No evidence", "note": "Note", "undo": "Takes back",
}  # fmt: skip


class CorrectionView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `corrections.jsonl`; `refs` lead to the statements that are still shown."""

    id: str
    kind: str
    value: str
    author: str
    when: str
    iso: str
    reason: str
    refs: tuple[Ref, ...]
    why_not: str


def corrections(desk: Desk) -> tuple[CorrectionView, ...]:
    """All corrections of the record, by time."""
    return corrections_of(desk, desk.record.corrections)


def corrections_of(desk: Desk, lines: Iterable[Corrected]) -> tuple[CorrectionView, ...]:
    """Some corrections, in the order given."""
    return tuple(_view(desk, line) for line in lines)


def _view(desk: Desk, line: Corrected) -> CorrectionView:
    return CorrectionView(
        id=line.id,
        kind=KIND[line.kind],
        value=words.shortened(line.value, 400),
        author=words.shortened(line.author, 80),
        when=f"{line.time.day} {line.time:%B %Y %H:%M} UTC",
        iso=line.time.isoformat(),
        reason=words.shortened(line.reason, 400),
        refs=desk.refs(line.statements),
        why_not=words.shortened(line.why_not or "", 200),
    )
