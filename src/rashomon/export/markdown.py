"""A brief in Markdown: the summary, where accounts part, every claim with its standing, and what could not be read."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.export.common import Index, iso, one_line, save_text
from rashomon.model.record import Claim, Divergence, Record

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])")
_VERDICTS = ("contradiction", "possible", "update", "compatible")


def write_markdown(record: Record, folder: Path) -> Path:
    """Write `brief.md`. Nothing that a source wrote can become markup in it."""
    index = Index(record)
    parts = [_accounts(index), _summary(index), _divergences(index), _claims(index), _timeline(index)]
    parts += [_ledger(index), _omissions(index), _problems(index)]
    blocks = ["\n".join(lines) for part in parts if len(lines := list(part)) > 2]
    return save_text(folder / "brief.md", "\n\n".join(["# One event, its accounts", *blocks]) + "\n")


def plain(words: str) -> str:
    """`words` on one line with every sign that Markdown or HTML reads escaped."""
    escaped = _MARKS.sub(r"\\\1", one_line(words))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _accounts(index: Index) -> Iterator[str]:
    yield from ("## Accounts", "")
    for d in index.record.documents:
        time = iso(d.published) or (d.day.isoformat() if d.day else "")
        when = f", {time}" if time else ""
        title = f": {plain(d.title)}" if d.title else ""
        link = f" ({plain(d.url)})" if d.url else ""
        yield f"- {plain(d.label)} ({d.kind}{when}){title}{link}"


def _summary(index: Index) -> Iterator[str]:
    yield from ("## Summary", "")
    for line in index.record.summary:
        outlets = ", ".join(plain(label) for label in index.outlets(line.statements))
        yield f"- {plain(line.text)} ({plain(line.standing)}; {outlets}){_hand(line.statements, index)}"


def _divergences(index: Index) -> Iterator[str]:
    yield from ("## Where the accounts part", "")
    for item in sorted(index.record.divergences, key=lambda d: (_VERDICTS.index(d.verdict), d.id)):
        yield f"- **{item.verdict}, {item.kind}**: {plain(item.why)}"
        yield from _sides(item, index)


def _hand(statements: Iterable[str], index: Index) -> str:
    """A mark for what rests on words of which a person changed something."""
    words = index.changed(statements)
    return f" \\[changed by a person: {plain(words)}\\]" if words else ""


def _sides(item: Divergence, index: Index) -> Iterator[str]:
    for side in item.sides:
        for place in side.spans:
            document = index.documents[place.document]
            words = plain(document.text[place.start : place.end])
            yield f"  - {plain(side.label)}, {plain(document.label)}: “{words}”"


def _claims(index: Index) -> Iterator[str]:
    yield from ("## Claims", "")
    for claim in index.record.claims:
        yield f"- {plain(claim.text)} ({_standing(claim, index)}){_hand(claim.statements, index)}"


def _standing(claim: Claim, index: Index) -> str:
    low, high = claim.origin_bounds
    origins = f"{low}" if low == high else f"{low} to {high}"
    return f"{claim.standing}, origins: {origins}; " + ", ".join(plain(name) for name in index.houses(claim.documents))


def _timeline(index: Index) -> Iterator[str]:
    yield from ("## Timeline (UTC)", "")
    for moment in index.record.timeline:
        when = iso(moment.start) if moment.precision in {"second", "minute"} else moment.start.date().isoformat()
        yield f"- {when}: {plain(moment.text)}{_hand(moment.statements, index)}"


def _ledger(index: Index) -> Iterator[str]:
    yield from ("## Ledger", "")
    for move in index.record.ledger:
        toward = f", toward {plain(move.toward)}" if move.toward else ""
        condition = f", if {plain(move.condition)}" if move.condition else ""
        told = f"{plain(move.party)}, {move.act}{toward}: {plain(move.content)}{condition} ({plain(move.status)})"
        yield f"- {told}{_hand(move.statements, index)}"


def _omissions(index: Index) -> Iterator[str]:
    yield from ("## What accounts leave out", "")
    texts = {claim.id: claim.text for claim in index.record.claims}
    for item in index.record.omissions:
        label = plain(index.documents[item.document].label)
        yield f"- {label}: {plain(texts[item.claim])} ({item.reason})"


def _problems(index: Index) -> Iterator[str]:
    yield from ("## Problems", "")
    for problem in index.record.problems:
        yield f"- {problem.code}: {plain(problem.message)}"
