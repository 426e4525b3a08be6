"""The lines replayed over the analyses in the order of their times: what changes, which pairs are forced."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from rashomon.corrections.anchors import find
from rashomon.corrections.lines import in_order, moment_of, relays_of
from rashomon.model.analysis import Analysis, Link, Mention, Source, Statement
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


class _Mended(NamedTuple):
    """What people know better: speakers and relays by statement, times by the document and the post in it."""

    speakers: dict[str, str]
    chains: dict[str, tuple[str, ...]]
    times: dict[tuple[str, str | None], datetime]


def replayed(analyses: Sequence[Analysis], lines: Sequence[Correction]) -> Replayed:
    """Apply every line that still finds its words; a later one wins over an earlier one about the same."""
    ordered = in_order(lines)
    undone = _undone(ordered)
    told = [(s, _label(a), a.document.text) for a in analyses for s in a.statements]
    place_of = {s.id: (s.document, s.post) for s, _, _ in told}
    hidden: set[str] = set()
    mended = _Mended({}, {}, {})
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
            mended.speakers[ids[0]] = line.value
        elif line.kind == "chain":
            mended.chains[ids[0]] = relays_of(line.value)
        elif line.kind == "time":
            mended.times[place_of[ids[0]]] = moment_of(line.value)
        elif line.kind in ("same", "not-same"):
            forced[min(ids), max(ids)] = line.kind == "same"
    forced = {pair: joined for pair, joined in forced.items() if not hidden & {*pair}}
    return Replayed(
        analyses=tuple(_changed(a, hidden, mended) for a in analyses),
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


def _changed(analysis: Analysis, hidden: set[str], mended: _Mended) -> Analysis:
    """One analysis without the hidden statements, with the speakers, relays and times that people gave."""
    pairs = zip(analysis.statements, analysis.facts, strict=True)
    kept = [(_as_told(s, analysis.mentions, mended), f) for s, f in pairs if s.id not in hidden]
    changed = _at_its_time(analysis, mended)
    if len(kept) == len(analysis.statements) and all(
        s is t for (s, _), t in zip(kept, analysis.statements, strict=True)
    ):
        return changed
    return replace(changed, statements=tuple(s for s, _ in kept), facts=tuple(f for _, f in kept))


def _at_its_time(analysis: Analysis, mended: _Mended) -> Analysis:
    """The analysis with the times of its posts, or its own, as people gave them."""
    own = mended.times.get((analysis.document.id, None))
    posts = tuple(
        replace(post, published=at, precision="second" if at.second else "minute")
        if (at := mended.times.get((post.document, post.id))) is not None
        else post
        for post in analysis.posts
    )
    if own is None and posts == analysis.posts:
        return analysis
    document = analysis.document if own is None else replace(analysis.document, published=own)
    return replace(analysis, document=document, posts=posts)


def _as_told(statement: Statement, mentions: Sequence[Mention], mended: _Mended) -> Statement:
    """The statement as people left it; the very same one where nobody changed it."""
    at = mended.times.get((statement.document, statement.post))
    if at is not None:
        statement = replace(statement, published=at)
    if statement.id in mended.chains:
        named = {m.name.casefold(): m.who for m in reversed(mentions)}
        statement = replace(statement, chain=tuple(
            Link(name=name, entity=named.get(name.casefold()), spans=()) for name in mended.chains[statement.id]
        ))  # fmt: skip
    if statement.id in mended.speakers:
        statement = _spoken(statement, mended.speakers[statement.id], mentions)
    return statement


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
