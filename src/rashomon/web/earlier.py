"""The editions that a story's database holds: what a server that starts anew can still compare with."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from rashomon.changes import unpacked
from rashomon.changeset import ChangedPost
from rashomon.errors import RashomonError
from rashomon.model.record import Record
from rashomon.store import Store, open_store

DATABASE_NAME = "rashomon.db"
MOST_SETS = 500
"""Change sets that are looked through for edited posts, from the newest."""
MOST_POSTS = 200
MOST_SEARCHED = 50
"""Editions in which an old id is looked for: some hours of a story that moves."""


class _Posts(msgspec.Struct, frozen=True, kw_only=True):
    """Of a change set only its posts, so that the rest need not be read."""

    at: datetime
    posts: tuple[ChangedPost, ...] = ()


class Earlier:
    """Reads the database of one folder; one that is absent, damaged or in use holds nothing for now."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DATABASE_NAME
        self._ids: dict[str, frozenset[str]] = {}

    def listed(self) -> Mapping[str, datetime]:
        """Version and time of each edition, newest first."""
        if not self._path.is_file():
            return {}
        try:
            with open_store(self._path) as store:
                return dict(store.editions())
        except RashomonError:
            return {}

    def record(self, version: str) -> Record | None:
        """What was kept of that edition, or None."""
        if not self._path.is_file():
            return None
        try:
            with open_store(self._path) as store:
                return _record(store, version)
        except RashomonError:
            return None

    def posts(self, since: datetime) -> tuple[ChangedPost, ...]:
        """Posts that came, were edited or went in change sets later than `since`, newest set first."""
        if not self._path.is_file():
            return ()
        try:
            with open_store(self._path) as store:
                sets = [msgspec.json.decode(body, type=_Posts) for _, body in store.changes()[-MOST_SETS:]]
        except (RashomonError, msgspec.MsgspecError):
            return ()
        return tuple(post for found in reversed(sets) if found.at > since for post in found.posts)[:MOST_POSTS]

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


def _record(store: Store, version: str) -> Record | None:
    body = store.edition(version)
    return unpacked(body) if body is not None else None
