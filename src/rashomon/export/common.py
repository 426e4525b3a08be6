"""What several formats need: a record's parts by id, the words for a source, files with the same bytes everywhere."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Record, Source, hands

_MOVING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and the embeddings, overrides and isolates of Unicode's bidirectional algorithm."""


class Index:
    """A record with its parts to hand by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.documents = {document.id: document for document in record.documents}
        self.statements = {statement.id: statement for statement in record.statements}
        self.entities = {entity.id: entity for entity in record.entities}
        self.hands = hands(record)

    def who(self, statement: Statement) -> str | None:
        """The source of a statement in words; None when the outlet says it itself."""
        if statement.source is None:
            return None
        entity = self.entities.get(statement.source.entity or "")
        return entity.name if entity else statement.source.description or "unnamed source"

    def outlets(self, statements: tuple[str, ...]) -> list[str]:
        """The outlets whose accounts hold these statements, each once, in the record's order."""
        return self.houses({self.statements[id_].document for id_ in statements})

    def houses(self, documents: Collection[str]) -> list[str]:
        """The outlets of some documents, each once, in the record's order; with how many pieces where several."""
        held = [document for document in self.record.documents if document.id in documents]
        pieces = Counter(document.house for document in held)
        first = {document.house: document.label for document in reversed(held)}
        named = {house: first[house] for house in dict.fromkeys(document.house for document in held)}
        return [f"{label} ({pieces[house]} pieces)" if pieces[house] > 1 else label for house, label in named.items()]

    def changed(self, statements: Iterable[str]) -> str:
        """What people changed about some statements, in words: "speaker by Ada; time by Bo"; empty for most."""
        return "; ".join(dict.fromkeys(words for key in statements for words in self.hands.get(key, ())))

    def agency(self, document: Source) -> str | None:
        """The relay that stands behind more than half of what an account says: its wire agency, or None."""
        said = [item for item in self.record.statements if item.document == document.id]
        relays = Counter(item.chain[0].name for item in said if item.chain)
        name, count = min(relays.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
        return name if 2 * count > len(said) else None


def iso(time: datetime | None) -> str:
    """ISO 8601 in UTC ending in Z; empty when unknown."""
    return time.isoformat().replace("+00:00", "Z") if time else ""


def local_day(document: Source) -> tuple[int, int, int] | None:
    """Year, month and day of publication in the outlet's zone, or in UTC when that is unknown; None without a day."""
    if document.published is None:
        return (document.day.year, document.day.month, document.day.day) if document.day else None
    try:
        there = document.published.astimezone(ZoneInfo(document.timezone or "UTC"))
    except (KeyError, ValueError, OSError):  # a zone that this system does not know
        there = document.published
    return there.year, there.month, there.day


def one_line(words: str) -> str:
    """`words` with blanks folded to one space, without what would move a cursor or reorder the line they stand in."""
    return " ".join(_MOVING.sub("", " ".join(words.split())).split())


def save_text(path: Path, text: str) -> Path:
    """Write UTF-8 with line ends as they are in `text`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def save_json(path: Path, value: object) -> Path:
    """Write `value` as indented JSON with a newline at the end. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2) + b"\n")
    return path
