"""What a record holds, counted: for a person at a terminal and, as one JSON object, for a program."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from rashomon.cli.text import clip, counts, line, pairs, plural, quoted, title
from rashomon.model.record import Divergence, Record, Side, Source

FIRST_CONTRADICTIONS = 5
FIRST_SUMMARY_LINES = 3
FIRST_UNREAD = 5


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One document in the summary. `words` counts its text's words, boilerplate included."""

    id: str
    label: str
    kind: str
    words: int
    posts: int
    statements: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a record. Keys of the inner objects are the record's own words."""

    documents: tuple[Account, ...]
    posts: int
    statements: dict[str, int]
    claims: dict[str, int]
    divergences: dict[str, int]
    omissions: dict[str, int]
    problems: dict[str, int]
    people: int
    timeline: int
    ledger: int


def summary_of(record: Record) -> Summary:
    """Count what `record` holds."""
    posts = Counter(post.document for post in record.posts)
    statements = Counter(statement.document for statement in record.statements)
    return Summary(
        documents=tuple(
            Account(
                id=document.id,
                label=document.label,
                kind=document.kind,
                words=len(document.text.split()),
                posts=posts[document.id],
                statements=statements[document.id],
            )
            for document in record.documents
        ),
        posts=sum(post.same_as is None for post in record.posts),
        statements=_counted(statement.form for statement in record.statements),
        claims=_counted(claim.standing for claim in record.claims),
        divergences=_counted(divergence.verdict for divergence in record.divergences),
        omissions=_counted(omission.reason for omission in record.omissions),
        problems=_counted(problem.code for problem in record.problems),
        people=sum(entity.kind == "person" for entity in record.entities),
        timeline=len(record.timeline),
        ledger=len(record.ledger),
    )


def print_summary(record: Record, story: str) -> None:
    """Print the counts, the first contradictions with both sides' words, and the first lines of the summary.

    `story` is the record's folder as a person would type it: where something is left out, a command shows all of it.
    """
    summary = summary_of(record)
    title(plural(len(summary.documents), "account"))
    named = Counter(account.label for account in summary.documents)
    pairs(
        (
            (account.label, _account(account) + (_which(document) if named[account.label] > 1 else ""))
            for account, document in zip(summary.documents, record.documents, strict=True)
        ),
        indent=2,
    )
    pairs(
        [
            ("posts", f"{summary.posts:,}"),
            ("people", f"{summary.people:,}"),
            ("statements", _total(summary.statements)),
            ("claims", _total(summary.claims)),
            *_origins(record),
            ("divergences", _total(summary.divergences)),
            ("omissions", _total(summary.omissions)),
            ("timeline", plural(summary.timeline, "moment")),
            ("ledger", plural(summary.ledger, "move")),
            ("problems", _total(summary.problems)),
        ]
    )
    _unread(record, story)
    _contradictions(record, story)
    for number, told in enumerate(record.summary[:FIRST_SUMMARY_LINES]):
        if not number:
            title("Summary, first lines")
        line(f"{told.text} ({told.standing})", indent=2)


def words_of(side: Side, record: Record, others: Iterable[str] = (), most: int = 160) -> str:
    """Words that a side rests on, with their outlet: the first of a document that is not among `others`, or the first.

    An account that stands on both sides shows no difference between accounts.
    """
    documents = {document.id: document for document in record.documents}
    elsewhere = set(others)
    spans = sorted(side.spans, key=lambda place: place.document in elsewhere)[:1]
    said = [(documents[p.document].label, documents[p.document].text[p.start : p.end]) for p in spans]
    return "; ".join(f"{label}: {quoted(clip(text, most))}" for label, text in said) or side.label


def print_files(files: tuple[Path, ...]) -> None:
    """Say where the results are."""
    pairs((_PURPOSE.get(file.name, "file"), str(file)) for file in files)


_PURPOSE = {"report.html": "report", "record.json": "record", "rashomon.db": "database"}


def _unread(record: Record, story: str) -> None:
    """What gave no account at all, with what to do: the first thing that a person who gave it wants to know."""
    found = [problem for problem in record.problems if problem.stage == "read" and problem.document is None]
    if found:
        title(f"{plural(len(found), 'source')} that gave no account")
    for problem in found[:FIRST_UNREAD]:
        line(problem.message, indent=2, hang=2)
    if len(found) > FIRST_UNREAD:
        line(f"and {len(found) - FIRST_UNREAD:,} more: rashomon show {story} problem", indent=2)


def _contradictions(record: Record, story: str) -> None:
    found = [divergence for divergence in record.divergences if divergence.verdict == "contradiction"]
    if found:
        title(plural(len(found), "contradiction"))
    for divergence in found[:FIRST_CONTRADICTIONS]:
        _one(divergence, record)
    if len(found) > FIRST_CONTRADICTIONS:
        more = len(found) - FIRST_CONTRADICTIONS
        line(f"and {more:,} more: rashomon show {story} divergence contradiction", indent=2)


def _one(divergence: Divergence, record: Record) -> None:
    line(f"{divergence.kind}: {divergence.why}", indent=2, hang=2)
    for side in divergence.sides:
        others = {place.document for other in divergence.sides if other is not side for place in other.spans}
        line(words_of(side, record, others), indent=6, hang=2)


def _origins(record: Record) -> list[tuple[str, str]]:
    """On how many origins the claims of several outlets rest: the standing "several origins" may still be one."""
    bounds = [claim.origin_bounds for claim in record.claims if len(claim.documents) > 1]
    if not bounds:
        return []
    sure, single = sum(low > 1 for low, _ in bounds), sum(high < 2 for _, high in bounds)
    told = [(sure, "two or more"), (single, "one"), (len(bounds) - sure - single, "at least one")]
    return [("origins", "several outlets' claims: " + ", ".join(f"{n:,} with {what}" for n, what in told if n))]


def _account(account: Account) -> str:
    posts = f", {plural(account.posts, 'post')}" if account.posts else ""
    kind = "live page" if account.kind == "live" else account.kind
    return f"{kind}, {plural(account.words, 'word')}{posts}, {plural(account.statements, 'statement')}"


def _which(document: Source) -> str:
    """What tells one piece of an outlet from its others."""
    name = quoted(clip(document.title, 60)) if document.title else document.path or document.url
    return f": {name}" if name else ""


def _total(numbers: dict[str, int]) -> str:
    return f"{sum(numbers.values()):,} ({counts(numbers)})" if numbers else "0"


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
