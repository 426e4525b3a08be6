"""What the documents say together: the fields that `record.json` promises, and nothing else.

Every list is sorted, so that the same documents in any order give the same bytes.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Literal

import msgspec

from rashomon.model.analysis import EntityKind, Mention, Passage, Post, Statement
from rashomon.model.correction import Corrected, CorrectionKind
from rashomon.model.document import Document, Kind, Precision, Problem
from rashomon.model.span import Place

SCHEMA = "rashomon/record/1"

Standing = Literal["one outlet", "several outlets, one origin", "several origins", "disputed"]
DivergenceKind = Literal[
    "number", "date", "place", "denial", "attribution", "role", "wording", "specificity", "tense", "name"
]
Verdict = Literal["contradiction", "update", "compatible", "possible"]
Act = Literal["demand", "offer", "agree", "request", "reject", "concede", "threaten", "accuse", "consult", "plan"]
OmissionReason = Literal["absent", "too early", "partial text"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the record keeps it."""

    id: str
    path: str | None
    url: str | None
    outlet: str | None
    outlet_basis: str | None
    title: str | None
    author: str | None
    kind: Kind
    published: datetime | None
    published_as_given: str | None
    day: date | None = None
    """Calendar day of publication, stated only where `published` is not: its hour or zone is unknown."""
    modified: datetime | None
    language: str
    timezone: str | None
    partial: bool
    sha256: str
    format: str
    text: str

    @property
    def label(self) -> str:
        """What to call this account: its outlet, or else the name of its file."""
        return self.outlet or (self.path or self.url or self.id).rstrip("/").rsplit("/", 1)[-1]

    @property
    def house(self) -> str:
        """Whose account it is: two pieces of one outlet have one house; without a known outlet each is its own."""
        return self.outlet.casefold() if self.outlet else self.id

    @classmethod
    def from_document(cls, document: Document) -> "Source":
        """The record's view of a document."""
        values = {name: getattr(document, name) for name in cls.__struct_fields__}
        return cls(**{**values, "day": None if document.published else document.day})


class Variant(msgspec.Struct, frozen=True):
    """A spelling or a role, and how often each document uses it (for roles: which documents give it)."""

    text: str
    documents: dict[str, int]


class Role(msgspec.Struct, frozen=True):
    """What somebody is called, and by which documents."""

    text: str
    documents: tuple[str, ...]


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, body, place or group under all its spellings."""

    id: str
    kind: EntityKind
    name: str
    variants: tuple[Variant, ...]
    roles: tuple[Role, ...]
    party: str | None
    mentions: tuple[Place, ...]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """An end node of the sourcing chains behind a claim. `why` says why outlets were counted as one (or alone)."""

    label: str
    named: bool
    statements: tuple[str, ...]
    why: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of one content across documents. `links` explains each tie that holds the claim together."""

    id: str
    text: str
    statements: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[Origin, ...]
    origin_bounds: tuple[int, int]
    standing: Standing
    links: tuple["Tie", ...] = ()


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Why two statements were taken for the same claim: a probability and the agreeing parts in words."""

    a: str
    b: str
    probability: float
    why: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a divergence: what is said, where, and by which statements."""

    label: str
    spans: tuple[Place, ...]
    statements: tuple[str, ...]


UNSURE = "they may not count the same thing."
"""How the why of two figures ends of which it is not known whether they differ at all."""


class Divergence(msgspec.Struct, frozen=True, kw_only=True):
    """A point where accounts part, with each side's words and one sentence of why."""

    id: str
    kind: DivergenceKind
    verdict: Verdict
    sides: tuple[Side, ...]
    claims: tuple[str, ...]
    why: str


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that others carry and this document does not."""

    claim: str
    document: str
    reason: OmissionReason
    why: str


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened or was said, when."""

    start: datetime
    end: datetime
    precision: Precision
    text: str
    statements: tuple[str, ...]
    kind: Literal["said", "happened", "reported"]


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A move in a negotiation. `plover` is the PLOVER event type (see docs)."""

    party: str
    act: Act
    content: str
    toward: str | None
    status: str
    statements: tuple[str, ...]
    plover: str
    condition: str | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the summary; it cannot be made without a statement behind it."""

    text: str
    statements: tuple[str, ...]
    section: Literal["agreed", "disputed", "single"]
    standing: str

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError("a summary line needs at least one statement behind it")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One event as told by all its accounts."""

    schema: str = SCHEMA
    documents: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    posts: tuple[Post, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    omissions: tuple[Omission, ...] = ()
    timeline: tuple[Moment, ...] = ()
    ledger: tuple[Move, ...] = ()
    summary: tuple[Line, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    """What people changed, by time; empty where nobody did."""
    problems: tuple[Problem, ...] = ()


HANDS: dict[CorrectionKind, str] = {
    "same": "joined", "not-same": "kept apart", "speaker": "speaker", "chain": "relays", "time": "time", "note": "note",
}  # fmt: skip
"""What a person's correction left on a statement, in a word."""


def hands(record: Record) -> dict[str, tuple[str, ...]]:
    """What people changed, by statement, in words ("speaker by Ada"); a corrected time marks its whole post."""
    together: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for statement in record.statements:
        together[statement.document, statement.post].append(statement.id)
    place = {s.id: (s.document, s.post) for s in record.statements}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in record.corrections:
        if line.why_not is not None or line.kind not in HANDS:
            continue
        for key in line.statements:
            touched = together[place[key]] if line.kind == "time" and key in place else [key]
            for one in touched:
                found[one][f"{HANDS[line.kind]} by {line.author}"] = None
    return {key: tuple(words) for key, words in found.items()}
