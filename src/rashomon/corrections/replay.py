"""The lines replayed over the analyses in the order of their times: what changes, which pairs are forced."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from rashomon.corrections.anchors import find
from rashomon.corrections.lines import in_order
from rashomon.model.analysis import Analysis, Mention, Source, Statement
from rashomon.model.correction import Corrected, Correction
from rashomon.model.document import Problem
from rashomon.model.record import Source as Account

UNDONE = "undone"


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """The analyses as people left them. `forced` holds pairs of statement ids: True for one claim, False for two."""

    analyses: tuple[Analysis, ...]
    forced: dict[tuple[str, str], bool]
    corrections: tuple[Corrected, ...]
    problems: tuple[Problem, ...]


def replayed(analyses: Sequence[Analysis], lines: Sequence[Correction]) -> Replayed:
    """Apply every line that still finds its words; a later one wins over an earlier one about the same."""
    ordered = in_order(lines)
    undone = _undone(ordered)
    told = [(s, _label(a), a.document.text) for a in analyses for s in a.statements]
    hidden: set[str] = set()
    speakers: dict[str, str] = {}
    forced: dict[tuple[str, str], bool] = {}
    out: list[Corrected] = []
    for line in ordered:
        found = [find(anchor, told) for anchor in line.anchors]
        ids = tuple(key for key, _ in found if key is not None)
        why = UNDONE if line.id in undone else next((why for _, why in found if why), None)
        if line.kind == "undo" and line.value not in {other.id for other in ordered}:
            why = f"there is no correction {line.value}"
        if why is None and len(set(ids)) < len(line.anchors):
            why = "both are one statement"
        out.append(Corrected(id=line.id, kind=line.kind, author=line.author, time=line.time, reason=line.reason,
                             value=line.value, statements=ids, why_not=why))  # fmt: skip
        if why is not None:
            continue
        if line.kind == "hide":
            hidden.add(ids[0])
        elif line.kind == "speaker":
            speakers[ids[0]] = line.value
        elif line.kind in ("same", "not-same"):
            forced[min(ids), max(ids)] = line.kind == "same"
    forced = {pair: joined for pair, joined in forced.items() if not hidden & {*pair}}
    return Replayed(
        analyses=tuple(_changed(a, hidden, speakers) for a in analyses),
        forced=forced,
        corrections=tuple(out),
        problems=tuple(_lost(line) for line in out if line.why_not not in (None, UNDONE)),
    )


def _undone(ordered: Sequence[Correction]) -> frozenset[str]:
    """The ids of lines that a later `undo` takes back; an `undo` that is itself undone takes nothing back."""
    gone: set[str] = set()
    for line in reversed(ordered):
        if line.kind == "undo" and line.id not in gone:
            gone.add(line.value)
    return frozenset(gone)


def _changed(analysis: Analysis, hidden: set[str], speakers: dict[str, str]) -> Analysis:
    """One analysis without the hidden statements and with the speakers that people named."""
    kept = [
        (_spoken(s, speakers[s.id], analysis.mentions) if s.id in speakers else s, f)
        for s, f in zip(analysis.statements, analysis.facts, strict=True)
        if s.id not in hidden
    ]
    if len(kept) == len(analysis.statements) and not speakers.keys() & {s.id for s, _ in kept}:
        return analysis
    statements, facts = tuple(s for s, _ in kept), tuple(f for _, f in kept)
    return replace(analysis, statements=statements, facts=facts)


def _spoken(statement: Statement, name: str, mentions: Sequence[Mention]) -> Statement:
    """The statement on the word of `name`: somebody the account names so, or else the name alone."""
    wanted = name.casefold()
    known = next((m for m in mentions if wanted == m.name.casefold()), None)
    spans = statement.source.spans if statement.source else ()
    source = Source(spans=spans, entity=known.who if known else None, description=name, named=True)
    form = "indirect" if statement.form == "narrated" else statement.form
    return replace(statement, source=source, form=form)


def _label(analysis: Analysis) -> str:
    return Account.from_document(analysis.document).label


def _lost(line: Corrected) -> Problem:
    words = f"the correction {line.id} ({line.kind}, by {line.author}) no longer applies: {line.why_not}"
    return Problem(stage="weave", code="correction-lost", message=words)
