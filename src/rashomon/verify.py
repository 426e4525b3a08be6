"""Check a record against itself and against its sources: offsets, words, ids, partition, times and hashes.

Nothing here trusts the code that wrote the record: the words are cut from the text again, the files are read again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from rashomon.errors import OptionError
from rashomon.model.analysis import Statement
from rashomon.model.record import SCHEMA, Record, Source
from rashomon.model.span import Place, Span, joined

NO_TIME = timedelta(0)
MOST_BYTES = 20_000_001
"""One more than `rashomon build` reads of a source."""
_ESCAPED = re.compile(r"\\u(dc[89a-f][0-9a-f])")
"""A byte of a file's name that is not UTF-8, as the record writes it."""
T = TypeVar("T")


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that does not agree. `where` is a path into the record, `code` a short name for the rule broken."""

    code: str
    where: str
    message: str


def verify(record: Record, sources: Path | None = Path()) -> list[Failure]:
    """Everything in `record` that fails a check, in the order of the record; an empty list means that all agree.

    `sources` is the folder that the documents' paths are relative to (default: where the program runs), or, when a
    path is not found there, a folder that holds files of the same names. None leaves the raw files out.
    Raises OptionError when the folder does not exist.
    """
    if sources is not None and not sources.is_dir():
        raise OptionError(f"{sources}: no such folder; give the folder of the sources, or --no-sources")
    texts = {document.id: document.text for document in record.documents}
    failures: list[Failure] = []
    for check in (_head, _ids, _references, _posts, _times):
        failures.extend(check(record))
    failures.extend(_partition(record, texts))
    failures.extend(_places(record, texts))
    failures.extend(_contents(record))
    failures.extend(_words(record, texts))
    if sources is not None:
        for number, document in enumerate(record.documents):
            failures.extend(_raw(f"documents[{number}]", document, sources))
    return failures


def first_break(record: Record) -> Failure | None:
    """The first failure after which a record's parts no longer find each other, so that it cannot be shown at all."""
    texts = {document.id: document.text for document in record.documents}
    every = (_ids(record), _references(record), _places(record, texts), _contents(record))
    return next(chain.from_iterable(every), None)


def _head(record: Record) -> Iterator[Failure]:
    if record.schema != SCHEMA:
        yield Failure(code="schema", where="schema", message=f"is {record.schema!r}, not {SCHEMA!r}")


def _ids(record: Record) -> Iterator[Failure]:
    """Ids are unique in their list."""
    lists: dict[str, Sequence[str]] = {
        "documents": [item.id for item in record.documents],
        "passages": [item.id for item in record.passages],
        "posts": [item.id for item in record.posts],
        "entities": [item.id for item in record.entities],
        "statements": [item.id for item in record.statements],
        "claims": [item.id for item in record.claims],
        "divergences": [item.id for item in record.divergences],
    }
    for name, ids in lists.items():
        for twice, count in Counter(ids).items():
            if count > 1 or not twice:
                yield Failure(code="id-not-unique", where=name, message=f"id {twice!r} stands {count} times")


def _references(record: Record) -> Iterator[Failure]:
    """Whatever is named by id is there, and what must rest on something does."""
    known: dict[str, set[str]] = {
        "document": {item.id for item in record.documents},
        "post": {item.id for item in record.posts},
        "entity": {item.id for item in record.entities},
        "statement": {item.id for item in record.statements},
        "claim": {item.id for item in record.claims},
    }
    for where, kind, ids in _named_ids(record):
        for missing in dict.fromkeys(i for i in ids if i not in known[kind]):
            yield Failure(
                code="id-unknown", where=where, message=f"names {kind} {missing!r}, which is not in the record"
            )
    for where, statements in _rests_on(record):
        if not statements:
            yield Failure(code="no-statement", where=where, message="rests on no statement")


def _named_ids(record: Record) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Every reference of the record: where it stands, the kind of thing named, and the ids."""
    yield from _named_within(record)
    yield from _named_across(record)
    for n, problem in enumerate(record.problems):
        yield f"problems[{n}].document", "document", _some(problem.document)


def _named_within(record: Record) -> Iterator[tuple[str, str, Iterable[str]]]:
    """References made by what one document says."""
    for n, passage in enumerate(record.passages):
        yield f"passages[{n}].post", "post", _some(passage.post)
    for n, post in enumerate(record.posts):
        yield f"posts[{n}].same_as", "post", _some(post.same_as)
    for n, entity in enumerate(record.entities):
        yield f"entities[{n}].variants", "document", [d for variant in entity.variants for d in variant.documents]
        yield f"entities[{n}].roles", "document", [d for role in entity.roles for d in role.documents]
    for n, statement in enumerate(record.statements):
        yield f"statements[{n}].post", "post", _some(statement.post)
        if statement.source:
            yield f"statements[{n}].source.entity", "entity", _some(statement.source.entity)
        yield f"statements[{n}].chain", "entity", [link.entity for link in statement.chain if link.entity is not None]


def _named_across(record: Record) -> Iterator[tuple[str, str, Iterable[str]]]:
    """References made by what the documents say together."""
    for n, claim in enumerate(record.claims):
        yield f"claims[{n}].statements", "statement", claim.statements
        yield f"claims[{n}].documents", "document", claim.documents
        yield f"claims[{n}].origins", "statement", [s for origin in claim.origins for s in origin.statements]
        yield f"claims[{n}].links", "statement", [s for tie in claim.links for s in (tie.a, tie.b)]
    for n, divergence in enumerate(record.divergences):
        yield f"divergences[{n}].claims", "claim", divergence.claims
        yield f"divergences[{n}].sides", "statement", [s for side in divergence.sides for s in side.statements]
    for n, omission in enumerate(record.omissions):
        yield f"omissions[{n}].claim", "claim", [omission.claim]
        yield f"omissions[{n}].document", "document", [omission.document]
    for n, moment in enumerate(record.timeline):
        yield f"timeline[{n}].statements", "statement", moment.statements
    for n, move in enumerate(record.ledger):
        yield f"ledger[{n}].statements", "statement", move.statements
    for n, line in enumerate(record.summary):
        yield f"summary[{n}].statements", "statement", line.statements


def _rests_on(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may not stand without a statement behind it."""
    yield from ((f"claims[{n}]", claim.statements) for n, claim in enumerate(record.claims))
    yield from ((f"timeline[{n}]", moment.statements) for n, moment in enumerate(record.timeline))
    yield from ((f"ledger[{n}]", move.statements) for n, move in enumerate(record.ledger))
    yield from ((f"summary[{n}]", line.statements) for n, line in enumerate(record.summary))


def _posts(record: Record) -> Iterator[Failure]:
    """What belongs to a post lies in the post's document and inside the post."""
    posts = {post.id: post for post in record.posts}
    for n, passage in enumerate(record.passages):
        post = posts.get(passage.post or "")
        if post and (post.document != passage.document or not post.span.holds(passage.span)):
            yield Failure(code="outside-post", where=f"passages[{n}]", message=f"does not lie in its post {post.id}")
    for n, statement in enumerate(record.statements):
        post = posts.get(statement.post or "")
        if post and (post.document != statement.document or not all(map(post.span.holds, statement.content))):
            yield Failure(code="outside-post", where=f"statements[{n}]", message=f"does not lie in its post {post.id}")
    for n, claim in enumerate(record.claims):
        low, high = claim.origin_bounds
        if not 0 <= low <= high:
            yield Failure(code="origin-bounds", where=f"claims[{n}]", message=f"[{low}, {high}] is no range")


def _times(record: Record) -> Iterator[Failure]:
    """Times have a zone, and it is UTC."""
    for where, at in _all_times(record):
        if at is not None and at.utcoffset() != NO_TIME:
            yield Failure(code="not-utc", where=where, message=f"{at.isoformat()} is not UTC (it must end in Z)")
    for n, moment in enumerate(record.timeline):
        if moment.start.tzinfo and moment.end.tzinfo and moment.end < moment.start:
            yield Failure(code="ends-before-start", where=f"timeline[{n}]", message="ends before it starts")


def _all_times(record: Record) -> Iterator[tuple[str, datetime | None]]:
    for n, document in enumerate(record.documents):
        yield f"documents[{n}].published", document.published
        yield f"documents[{n}].modified", document.modified
    for n, post in enumerate(record.posts):
        yield f"posts[{n}].published", post.published
        yield f"posts[{n}].modified", post.modified
    for n, statement in enumerate(record.statements):
        yield f"statements[{n}].published", statement.published
    for n, moment in enumerate(record.timeline):
        yield f"timeline[{n}].start", moment.start
        yield f"timeline[{n}].end", moment.end


def _partition(record: Record, texts: dict[str, str]) -> Iterator[Failure]:
    """Every non-blank character of a text lies in exactly one passage."""
    spans: dict[str, list[Span]] = {document: [] for document in texts}
    for passage in record.passages:
        spans.setdefault(passage.document, []).append(passage.span)
    for number, document in enumerate(record.documents):
        at, where = 0, f"documents[{number}] {document.label}"
        for span in sorted(spans[document.id]):
            if span.start < at:
                shared = f"characters {span.start} to {min(at, span.end)} lie in two passages"
                yield Failure(code="passages-overlap", where=where, message=shared)
            elif lost := document.text[at : span.start].strip():
                yield _outside(where, lost, document.text.find(lost, at))
            at = max(at, span.end)
        if lost := document.text[at:].strip():
            yield _outside(where, lost, document.text.find(lost, at))


def _outside(where: str, lost: str, at: int) -> Failure:
    return Failure(code="not-in-a-passage", where=where, message=f"at {at}, in no passage: {short(lost)}")


def _places(record: Record, texts: dict[str, str]) -> Iterator[Failure]:
    """Every span lies in the text of its document and holds something."""
    for where, place in _all_places(record):
        text = texts.get(place.document)
        if text is None:
            message = f"document {place.document!r} is not in the record"
            yield Failure(code="document-unknown", where=where, message=message)
        elif not 0 <= place.start < place.end <= len(text):
            message = f"[{place.start}, {place.end}) does not lie in a text of {len(text)} characters"
            yield Failure(code="offset-outside", where=where, message=message)


def _all_places(record: Record) -> Iterator[tuple[str, Place]]:
    for n, passage in enumerate(record.passages):
        yield f"passages[{n}]", Place(passage.document, passage.start, passage.end)
    for n, post in enumerate(record.posts):
        yield f"posts[{n}]", Place(post.document, post.start, post.end)
    for n, mention in enumerate(record.mentions):
        yield f"mentions[{n}]", Place(mention.document, mention.start, mention.end)
        for span in _some(mention.role_span):
            yield f"mentions[{n}].role_span", Place(mention.document, span.start, span.end)
    for n, entity in enumerate(record.entities):
        yield from ((f"entities[{n}].mentions[{m}]", place) for m, place in enumerate(entity.mentions))
    for n, statement in enumerate(record.statements):
        for name, spans in _statement_spans(statement):
            at = f"statements[{n}].{name}"
            yield from ((at, Place(statement.document, span.start, span.end)) for span in spans)
    for n, divergence in enumerate(record.divergences):
        yield from ((f"divergences[{n}].sides[{m}]", p) for m, side in enumerate(divergence.sides) for p in side.spans)
    for n, problem in enumerate(record.problems):
        if problem.document and problem.start is not None and problem.end and problem.end > problem.start:
            yield f"problems[{n}]", Place(problem.document, problem.start, problem.end)


def _statement_spans(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "content", statement.content
    yield "cue", statement.cue or ()
    yield "source", statement.source.spans if statement.source else ()
    yield "chain", tuple(span for link in statement.chain for span in link.spans)
    yield "sentence", _some(statement.sentence)


def _contents(record: Record) -> Iterator[Failure]:
    """A statement has content."""
    for n, statement in enumerate(record.statements):
        if not statement.content:
            yield Failure(code="no-content", where=f"statements[{n}]", message="has no words in the source")


def _words(record: Record, texts: dict[str, str]) -> Iterator[Failure]:
    """A statement's pieces are in order, and `text` is the words at them."""
    for n, statement in enumerate(record.statements):
        where = f"statements[{n}]"
        if any(b.start < a.end for a, b in zip(statement.content, statement.content[1:], strict=False)):
            yield Failure(code="content-order", where=where, message="its pieces overlap or are not in order")
        words = joined(statement.content, texts.get(statement.document, ""))
        if statement.text != words:
            message = f"says {short(statement.text)}, but the source at its offsets says {short(words)}"
            yield Failure(code="words-differ", where=where, message=message)


def _raw(where: str, document: Source, folder: Path) -> Iterator[Failure]:
    """The raw file is there, has the hash, and for plain text its characters are the document's text."""
    if document.path is None:
        return
    if document.path == "-":
        yield Failure(code="source-missing", where=where, message="was read from standard input and cannot be re-read")
        return
    data = _bytes(document.path, folder)
    if data is None:
        message = f"{document.path}: cannot be read from {folder.resolve().name or '/'}; give its folder with --sources"
        yield Failure(code="source-missing", where=where, message=message)
    elif sha256(data).hexdigest() != document.sha256:
        yield Failure(code="source-changed", where=where, message=f"{document.path}: the file has another SHA-256 now")
    elif document.format == "plain" and _decoded(data) not in (None, document.text):
        message = f"{document.path}: the file decoded as UTF-8 is not the document's text"
        yield Failure(code="text-differs", where=where, message=message)


def _decoded(data: bytes) -> str | None:
    """The words of a plain-text file, or None when it is not UTF-8 and no offset can be an offset into the file."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _bytes(path: str, folder: Path) -> bytes | None:
    """The file at `path` under `folder`, or else a file of its name in `folder`.

    Devices and pipes are not read, and of a file no more than any source may have: a record can name whatever it likes.
    """
    named = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), path)
    for name in dict.fromkeys((path, named)):
        for candidate in (folder / name, folder / Path(name).name):
            try:
                if candidate.is_file():
                    with candidate.open("rb") as file:
                        return file.read(MOST_BYTES)
            except (OSError, ValueError):
                continue
    return None


def _some(one: T | None) -> tuple[T, ...]:
    return () if one is None else (one,)


def short(words: str, most: int = 60) -> str:
    """`words` quoted on one line, cut where they run long."""
    flat = " ".join(words.split())
    return repr(flat if len(flat) <= most else flat[: most - 1] + "…")
