"""The editions that a story's database holds: what a server that starts anew can still compare with."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from rashomon.changes import unpacked
from rashomon.changeset import ChangedPost
from rashomon.errors import RashomonError
from rashomon.model.record import Record
from rashomon.revisions import History, Revised, Revisions
from rashomon.store import DATABASE_NAME, Store, open_store

T = TypeVar("T")
MOST_SETS = 500
"""Change sets that are looked through for edited posts, from the newest."""
MOST_POSTS = 200
MOST_SEARCHED = 50
"""Editions in which an old id is looked for: some hours of a story that moves."""


class _Posts(msgspec.Struct, frozen=True, kw_only=True):
    """Of a change set only its posts, so that the rest need not be read."""

    at: datetime
    posts: tuple[ChangedPost, ...] = ()


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What change sets tell of a record's posts. `number` is that of the newest, and names this state of the past."""

    number: int = 0
    listed: tuple[Revised, ...] = ()
    """Posts that were edited or withdrawn, the last changed first."""
    history: History | None = None
    """The one post that is asked for."""

    @property
    def edits(self) -> dict[str, int]:
        """How often each post of the record was edited, by its id."""
        return {one.post: one.edits for one in self.listed if not one.withdrawn}


class Earlier:
    """Reads the database of one folder; one that is absent, damaged or in use holds nothing for now."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DATABASE_NAME
        self._ids: dict[str, frozenset[str]] = {}
        self._past: tuple[str, Past] = ("", Past())

    def listed(self) -> Mapping[str, datetime]:
        """Version and time of each edition, newest first."""
        return self._asked(lambda store: dict(store.editions())) or {}

    def record(self, version: str) -> Record | None:
        """What was kept of that edition, or None."""
        body = self._asked(lambda store: store.edition(version))
        return unpacked(body) if body is not None else None

    def posts(self, since: datetime) -> tuple[ChangedPost, ...]:
        """Posts that came, were edited or went in change sets later than `since`, newest set first."""
        bodies = self._asked(lambda store: [body for _, body in store.log.since(most=MOST_SETS)]) or ()
        try:
            sets = [msgspec.json.decode(body, type=_Posts) for body in bodies]
        except msgspec.MsgspecError:
            return ()
        return tuple(post for found in reversed(sets) if found.at > since for post in found.posts)[:MOST_POSTS]

    def past(self, version: str, record: Record, post: str = "") -> Past:
        """What the posts of the record said before; the wordings of the one with the id `post`."""

        def ask(store: Store) -> Past:
            known, found = self._past
            revisions, number = Revisions(store.log, record), store.log.last()
            if known != version or found.number != number:
                found = Past(number=number, listed=revisions.listed())
                self._past = version, found
            return msgspec.structs.replace(found, history=revisions.of(post)) if post else found

        if (found := self._asked(ask)) is not None:
            return found
        with open_store() as nothing:
            return Past(history=Revisions(nothing.log, record).of(post))

    def holding(self, key: str) -> str | None:
        """The newest edition that has an account, statement, claim or divergence of that id, or None."""
        for version in list(self.listed())[:MOST_SEARCHED]:
            if version not in self._ids:
                record = self.record(version) or Record()
                things = (record.documents, record.statements, record.claims, record.divergences)
                self._ids[version] = frozenset(thing.id for some in things for thing in some)
            if key in self._ids[version]:
                return version
        return None

    def _asked(self, ask: Callable[[Store], T]) -> T | None:
        """What the database answers; None where it cannot be asked."""
        if not self._path.is_file():
            return None
        try:
            with open_store(self._path) as store:
                return ask(store)
        except RashomonError:
            return None
