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


def print_summary(record: Record) -> None:
    """Print the counts, the first contradictions with both sides' words, and the first lines of the summary."""
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
            ("divergences", _total(summary.divergences)),
            ("omissions", _total(summary.omissions)),
            ("timeline", plural(summary.timeline, "moment")),
            ("ledger", plural(summary.ledger, "move")),
            ("problems", _total(summary.problems)),
        ]
    )
    _unread(record)
    _contradictions(record)
    for number, told in enumerate(record.summary[:FIRST_SUMMARY_LINES]):
        if not number:
            title("Summary, first lines")
        line(f"{told.text} ({told.standing})", indent=2)


def words_of(side: Side, record: Record, most: int = 160) -> str:
    """The first words that a side rests on, with its outlet."""
    documents = {document.id: document for document in record.documents}
    said = [(documents[p.document].label, documents[p.document].text[p.start : p.end]) for p in side.spans[:1]]
    return "; ".join(f"{label}: {quoted(clip(text, most))}" for label, text in said) or side.label


def print_files(files: tuple[Path, ...]) -> None:
    """Say where the results are."""
    pairs((_PURPOSE.get(file.name, "file"), str(file)) for file in files)


_PURPOSE = {"report.html": "report", "record.json": "record", "rashomon.db": "database"}


def _unread(record: Record) -> None:
    """What gave no account at all, with what to do: the first thing that a person who gave it wants to know."""
    found = [problem for problem in record.problems if problem.stage == "read" and problem.document is None]
    if found:
        title(f"{plural(len(found), 'source')} that gave no account")
    for problem in found[:FIRST_UNREAD]:
        line(problem.message, indent=2, hang=2)
    if len(found) > FIRST_UNREAD:
        line(f"and {len(found) - FIRST_UNREAD:,} more in the report", indent=2)


def _contradictions(record: Record) -> None:
    found = [divergence for divergence in record.divergences if divergence.verdict == "contradiction"]
    if found:
        title(plural(len(found), "contradiction"))
    for divergence in found[:FIRST_CONTRADICTIONS]:
        _one(divergence, record)
    if len(found) > FIRST_CONTRADICTIONS:
        line(f"and {len(found) - FIRST_CONTRADICTIONS} more in the report", indent=2)


def _one(divergence: Divergence, record: Record) -> None:
    line(f"{divergence.kind}: {divergence.why}", indent=2, hang=2)
    for side in divergence.sides:
        line(words_of(side, record), indent=6, hang=2)


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
