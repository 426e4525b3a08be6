"""Tables for spreadsheets: one CSV file a list of the record, ids in every row so that they can be joined."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from rashomon.export.common import Index, iso
from rashomon.model.record import Record
from rashomon.model.span import joined

Cell = str | int | None
Row = tuple[Cell, ...]

FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet calculate (OWASP, "CSV Injection", with the full-width forms)."""


def write_csv(record: Record, folder: Path) -> Path:
    """Write every table into `folder` (UTF-8 with a byte-order mark, which Excel needs) and return the folder.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = Index(record)
    for name, header, rows in _tables(index):
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
        (folder / f"{name}.csv").write_bytes(buffer.getvalue().encode("utf-8-sig"))
    return folder


def guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs; NUL, which no CSV reader takes, is shown as U+FFFD."""
    if not isinstance(cell, str):
        return cell
    clean = cell.replace("\x00", "\ufffd")
    return f"'{clean}" if clean.lstrip(" ")[:1] in FORMULA_SIGNS and clean.strip(" ") else clean


def cell(value: object) -> Cell:
    """A field of the record as a cell: times in UTC, several ids apart by a blank, yes or no as true or false."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return value if isinstance(value, int) or value is None else str(value)


FIELDS: dict[str, str] = {
    "documents": "id label outlet title kind published day modified language path url sha256",
    "posts": "id document start end published precision basis label title author same_as permalink",
    "divergences": "id kind verdict claims why",
    "omissions": "claim document reason why",
    "timeline": "start end precision kind text statements",
    "ledger": "party act content toward status condition plover statements",
    "summary": "section standing text statements",
    "problems": "stage code document start end message",
}
"""Tables that hold the record's own fields, and which."""


def _tables(index: Index) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
    record = index.record
    for name, words in FIELDS.items():
        fields = tuple(words.split())
        yield name, fields, [tuple(cell(getattr(item, f)) for f in fields) for item in getattr(record, name)]
    yield "statements", _STATEMENT, _statements(index)
    yield (
        "claims",
        ("id", "standing", "origins_at_least", "origins_at_most", "documents", "statements", "corrected", "text"),
        (
            (
                c.id,
                c.standing,
                *c.origin_bounds,
                len(c.documents),
                len(c.statements),
                index.changed(c.statements),
                c.text,
            )
            for c in record.claims
        ),
    )
    yield (
        "claim_statements",
        ("claim", "statement", "document"),
        ((c.id, s, index.statements[s].document) for c in record.claims for s in c.statements),
    )
    yield (
        "origins",
        ("claim", "label", "named", "statements", "why"),
        ((c.id, o.label, cell(o.named), cell(o.statements), o.why) for c in record.claims for o in c.origins),
    )
    yield "entities", ("id", "kind", "name", "party", "variants", "roles", "mentions"), _entities(index)
    yield "sides", ("divergence", "side", "label", "document", "start", "end", "words"), _sides(index)


def _entities(index: Index) -> Iterator[Row]:
    for e in index.record.entities:
        variants, roles = "; ".join(v.text for v in e.variants), "; ".join(r.text for r in e.roles)
        yield e.id, e.kind, e.name, e.party, variants, roles, len(e.mentions)


_STATEMENT = (
    "id", "document", "outlet", "post", "published", "form", "stance", "source", "named", "relays", "cue", "corrected",
    "text", "start", "end",
)  # fmt: skip


def _statements(index: Index) -> Iterator[Row]:
    for item in index.record.statements:
        document = index.documents[item.document]
        named = cell(item.source.named) if item.source else None
        relays = " > ".join(link.name for link in item.chain)
        cue = joined(item.cue, document.text) if item.cue else None
        start, end = item.content[0].start, item.content[-1].end
        yield (
            item.id, item.document, document.label, item.post, iso(item.published), item.form, item.stance,
            index.who(item), named, relays, cue, index.changed((item.id,)), item.text, start, end,
        )  # fmt: skip


def _sides(index: Index) -> Iterator[Row]:
    for divergence in index.record.divergences:
        for number, side in enumerate(divergence.sides, 1):
            for place in side.spans:
                words = index.documents[place.document].text[place.start : place.end]
                yield divergence.id, number, side.label, place.document, place.start, place.end, words
