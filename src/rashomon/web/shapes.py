"""The shapes of the JSON answers. Inside them stand the record's own values, which `docs/model.md` documents.

Every answer names the `version` of the record that it was taken from.
"""

from datetime import datetime
from typing import Generic, Literal, TypeVar

import msgspec

from rashomon.changes import Changes
from rashomon.changeset import ChangedPost
from rashomon.model.analysis import Passage, Post, Statement
from rashomon.model.document import Kind
from rashomon.model.record import Claim, Divergence, Entity, Line, Omission, Source
from rashomon.revisions import Revised, Version

T = TypeVar("T")


class Listing(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A page of a list: `total` items in all, on `pages` pages."""

    version: str
    total: int
    page: int
    pages: int
    items: tuple[T, ...]


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """An account without its text. `letter` is how the pages call it."""

    id: str
    letter: str
    name: str
    outlet: str | None
    title: str | None
    kind: Kind
    path: str | None
    url: str | None
    published: datetime | None
    language: str
    timezone: str | None
    partial: bool
    statements: int


class StoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The story at a glance. `noticed` is when the server first saw this record."""

    version: str
    title: str
    noticed: datetime
    accounts: tuple[AccountLine, ...]
    claims: int
    statements: int
    divergences: int
    summary: tuple[Line, ...]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How one account carries one claim: its statements, or why there are none (null where nothing is known)."""

    document: str
    statements: tuple[str, ...]
    absent: Literal["absent", "too early", "partial text"] | None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of the matrix."""

    claim: str
    text: str
    standing: str
    cells: tuple[Cell, ...]


class ClaimAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with what rests on it."""

    version: str
    claim: Claim
    statements: tuple[Statement, ...]
    divergences: tuple[Divergence, ...]
    omissions: tuple[Omission, ...]


class StatementAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with the passages in which it stands (`words` are theirs, in order) and the claim it belongs to."""

    version: str
    label: str
    account: str
    speaker: str
    statement: Statement
    claim: str | None
    passages: tuple[Passage, ...]
    words: tuple[str, ...]


class DivergenceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A divergence with the statements on its sides."""

    version: str
    divergence: Divergence
    statements: tuple[Statement, ...]


class PersonAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person, body, place or group with the statements on its word."""

    version: str
    entity: Entity
    statements: tuple[Statement, ...]


class SourceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An account with its text and all that was found in it."""

    version: str
    document: Source
    passages: tuple[Passage, ...]
    posts: tuple[Post, ...]
    statements: tuple[Statement, ...]


class PostAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A post of a live page with its wordings, newest first: how it reads now (or last read), then those before.

    `between` are wordings left out before the last of them, which is the first that was seen.
    """

    version: str
    post: Revised
    versions: tuple[Version, ...]
    between: int


class VoiceLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements of one account rest on a named source, on an unnamed one, on its own voice."""

    document: str
    named: int
    unnamed: int
    own: int
    speakers: dict[str, int]


class CompareAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Two accounts: the claims of both, and those that only one of the two carries."""

    version: str
    left: str
    right: str
    both: tuple[Claim, ...]
    only_left: tuple[Claim, ...]
    only_right: tuple[Claim, ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A found statement; `close` is the cosine with the query where meaning was searched."""

    statement: Statement
    account: str
    claim: str | None
    close: float | None


class ChangesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from `since` to `version`; `known` is false when that record is no longer kept."""

    version: str
    since: str
    known: bool
    count: int
    changes: Changes
    posts: tuple[ChangedPost, ...]
    """Posts of live pages that came, were edited or are gone, with their words before; newest first."""
