"""What the models made of single texts, laid by in the story's database from one start of a watcher to the next.

It saves time and changes nothing: losing a row costs making it again. What other code or models made is dropped at
once; what has long not been asked for, and the oldest of too much, at the end of each build.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b

KEPT_BYTES = 40_000_000
"""Of packed results: a text of news takes some 20 bytes a character, so that these are thirty long live pages."""
KEPT_AGE = 1_000
"""Builds after which a text that none of them asked for is dropped: most of a day at one a minute."""
_AT_ONCE = 500
"""Keys in one query; SQLite takes at least 999."""

Explained = Callable[[], AbstractContextManager[None]]
"""What turns SQLite's errors into ours."""


class Memory:
    """The shelf of `rashomon.language.memo` in a database. Use `Store.memory`."""

    def __init__(self, db: sqlite3.Connection, explained: Explained, version: str) -> None:
        """`version` names the code and models whose results these are; those of others are dropped."""
        self._db, self._explained, self._version = db, explained, version
        self._asked: set[bytes] = set()
        with explained():
            self._build = self._number()
            told = db.execute("SELECT value FROM meta WHERE key = 'memory'").fetchone()
            if told is None or told[0] != version:
                db.execute("BEGIN IMMEDIATE")
                db.execute("DELETE FROM memory")
                db.execute("INSERT OR REPLACE INTO meta VALUES ('memory', ?)", (version,))
                db.execute("COMMIT")

    def find(self, kind: str, texts: Sequence[str]) -> dict[str, bytes]:
        """What is kept of these texts."""
        keys = {_key(kind, text): text for text in texts}
        found: dict[str, bytes] = {}
        with self._explained():
            for some in _parts(tuple(keys)):
                marks = ", ".join("?" * len(some))
                rows = self._db.execute(f"SELECT key, body FROM memory WHERE key IN ({marks})", some)  # noqa: S608
                found |= {keys[key]: body for key, body in rows}
        self._asked |= {_key(kind, text) for text in found}
        return found

    def keep(self, kind: str, packed: Mapping[str, bytes]) -> None:
        """Keep more, at once, so that a build that dies later need not repeat it."""
        rows = [(_key(kind, text), self._build, len(body), body) for text, body in packed.items()]
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")

    def used(self, kind: str, texts: Iterable[str]) -> None:
        """These were asked for; `settle` notes it."""
        self._asked |= {_key(kind, text) for text in texts}

    def settle(self) -> int:
        """Note what was asked for, and forget what is old or too much; how many texts went."""
        with self._explained():
            build = self._number()
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("UPDATE memory SET build = ? WHERE key = ?", [(build, key) for key in self._asked])
            found = self._db.execute(
                "DELETE FROM memory WHERE build <= ? OR key IN (SELECT key FROM (SELECT key,"
                " sum(size) OVER (ORDER BY build DESC, key) AS total FROM memory) WHERE total > ?)",
                (build - KEPT_AGE, KEPT_BYTES),
            )
            self._db.execute("COMMIT")
        self._asked.clear()
        return found.rowcount

    def _number(self) -> int:
        row = self._db.execute("SELECT value FROM meta WHERE key = 'build'").fetchone()
        return int(row[0]) if row else 1


def _key(kind: str, text: str) -> bytes:
    return blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _parts(keys: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
