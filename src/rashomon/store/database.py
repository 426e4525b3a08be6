"""The story's database: cached analyses, the current and the previous record, and search over what was said."""

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import msgspec

from rashomon.errors import OptionError, StoreError
from rashomon.model.analysis import Analysis
from rashomon.model.codec import decode_record, encode_record
from rashomon.model.record import Record
from rashomon.store.log import Entry, Log
from rashomon.store.memory import Memory
from rashomon.store.migrations import migrate, pack

DATABASE_NAME = "rashomon.db"
WAIT_SECONDS = 5.0
"""How long a reader waits for a build's commit, which takes milliseconds."""
SEARCH_LIMIT = 50
KEPT_BUILDS = 10
"""Builds after which an analysis that none of them used is dropped: enough to take a source out and put it back."""
KEPT_VERDICTS = 50_000
"""Pairs of statements remembered; about 4 MB, and more than 50 articles of one event ask for."""
KEPT_EDITIONS = 200
"""Earlier records that can be compared with: a rebuild every two minutes for a working day."""
KEPT_EDITION_BYTES = 32_000_000
"""What they may take together."""
VERSION_DIGITS = 12
"""Hex digits of the SHA-256 of a record's bytes by which an edition is named."""
_OPERATORS = re.compile(r'["*():^]|\b(?:AND|OR|NOT|NEAR)\b')


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that search found. `marked` is its text with the found words between `[` and `]`."""

    statement: str
    document: str
    outlet: str
    source: str
    text: str
    marked: str


class _Vector(msgspec.Struct, frozen=True, kw_only=True):
    statement: str
    vector: bytes = b""


class _Vectors(msgspec.Struct, frozen=True, kw_only=True):
    """Of an analysis only its statements' vectors, so that the rest need not be read."""

    facts: tuple[_Vector, ...] = ()


Row = tuple[str | None, ...]
"""A row of the database, its key first."""
_LAST: dict[str, tuple[str, Record]] = {}
"""The record that this process saved last, with its hash: a watcher asks for it with every new post."""


class Store:
    """An open database. Use `open_store`; as a context manager it closes itself."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        """`connection` is in autocommit mode and migrated; `where` is what messages call it."""
        self._db = connection
        self._where = where

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; a transaction that was not committed is undone."""
        self._db.close()

    def analysis(self, key: str) -> Analysis | None:
        """The cached analysis under `key`, or None when there is none (or it can no longer be read)."""
        with self._explained():
            row = self._db.execute("SELECT body FROM analyses WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(row[0], type=Analysis)
        except (msgspec.MsgspecError, ValueError):
            return None  # written by other types: analysing again is always right

    def keep_analysis(self, key: str, version: str, analysis: Analysis) -> None:
        """Cache one analysis at once, so that a build that dies later need not repeat it."""
        row = (key, analysis.document.id, version, msgspec.msgpack.encode(analysis), self._build())
        with self._explained():
            self._db.execute("INSERT OR REPLACE INTO analyses VALUES (?, ?, ?, ?, ?)", row)

    def forget_analyses(self, version: str, used: Iterable[str]) -> int:
        """Drop the analyses of other versions of the code, and those that KEPT_BUILDS builds have not used.

        `used` are the keys of this build. Returns how many went: a page that is followed for a day leaves a version of
        itself with every visit, and none of them comes back.
        """
        with self._explained():
            build = self._build()
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("UPDATE analyses SET build = ? WHERE key = ?", [(build, key) for key in used])
            found = self._db.execute(
                "DELETE FROM analyses WHERE version <> ? OR build <= ?", (version, build - KEPT_BUILDS)
            )
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('build', ?)", (str(build + 1),))
            self._db.execute("COMMIT")
            return found.rowcount

    def last_analyses(self, version: str) -> tuple[Analysis, ...]:
        """The analyses that the last build used, if this version of the code made them; else none."""
        with self._explained():
            rows = self._db.execute(
                "SELECT body FROM analyses WHERE version = ? AND build = ? ORDER BY key", (version, self._build() - 1)
            ).fetchall()
        try:
            return tuple(msgspec.msgpack.decode(row[0], type=Analysis) for row in rows)
        except (msgspec.MsgspecError, ValueError):
            return ()

    def verdicts(self) -> dict[str, tuple[float, float, float]]:
        """What is remembered of pairs of statements, by their key: the chances of same, part and divergent."""
        with self._explained():
            rows = self._db.execute("SELECT key, same, part, divergent FROM verdicts").fetchall()
        return {str(key): (float(same), float(part), float(divergent)) for key, same, part, divergent in rows}

    def keep_verdicts(self, fresh: Mapping[str, tuple[float, float, float]]) -> None:
        """Remember more; the oldest go where there are more than KEPT_VERDICTS."""
        build = self._build()
        rows = [(key, *chances, build) for key, chances in sorted(fresh.items())]
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute(
                "DELETE FROM verdicts WHERE key IN (SELECT key FROM verdicts ORDER BY build DESC, key"
                " LIMIT -1 OFFSET ?)", (KEPT_VERDICTS,)
            )  # fmt: skip
            self._db.execute("COMMIT")

    def memory(self, version: str) -> Memory:
        """What the models made of single texts, as the code and models of `version` do."""
        return Memory(self._db, self._explained, version)

    def record(self, slot: str = "current") -> Record | None:
        """The record in a slot, `current` or `previous`, or None."""
        if slot == "current" and (known := _LAST.get(self._where)) is not None and known[0] == self.record_hash():
            return known[1]
        with self._explained():
            row = self._db.execute("SELECT body FROM records WHERE slot = ?", (slot,)).fetchone()
        try:
            return decode_record(zlib.decompress(row[0]), self._where) if row else None
        except zlib.error as error:
            raise StoreError(f"{self._where}: is damaged ({error}); delete it, the next build makes it anew") from error

    def record_hash(self) -> str | None:
        """SHA-256 of the current record's file, or None."""
        with self._explained():
            row = self._db.execute("SELECT sha256 FROM records WHERE slot = 'current'").fetchone()
        return str(row[0]) if row else None

    @contextmanager
    def saving(self, record: Record, body: bytes | None = None, change: Entry | None = None) -> Iterator[None]:
        """Make `record` the current one; it counts only when the block ends without an error (one transaction).

        `body` is its encoded form when the caller has it. The record it replaces becomes the previous one. `change` is
        the change set that leads to it, kept in the same transaction.
        """
        data = encode_record(record) if body is None else body
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            with self._explained():
                self._put(record, data)
                if change is not None:
                    self.log.put(change)
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        with self._explained():
            self._db.execute("COMMIT")
        _LAST.clear()
        _LAST[self._where] = sha256(data).hexdigest(), record

    @property
    def log(self) -> Log:
        """What each build of a followed story changed."""
        return Log(self._db, self._explained)

    def keep_edition(self, at: datetime, body: bytes) -> None:
        """Keep what comparing with the current record will need, made at `at`; the oldest editions give way."""
        with self._explained():
            version = (self.record_hash() or "")[:VERSION_DIGITS]
            newest = self._db.execute("SELECT version FROM editions ORDER BY seq DESC LIMIT 1").fetchone()
            if not version or (newest and newest[0] == version):
                return
            sql = "INSERT OR REPLACE INTO editions (version, at, body) VALUES (?, ?, ?)"
            self._db.execute(sql, (version, at.isoformat(), body))
            room = 0
            for number, (seq, size) in enumerate(
                self._db.execute("SELECT seq, length(body) FROM editions ORDER BY seq DESC").fetchall()
            ):
                room += size
                if number >= KEPT_EDITIONS or (number and room > KEPT_EDITION_BYTES):
                    self._db.execute("DELETE FROM editions WHERE seq <= ?", (seq,))
                    return

    def editions(self) -> tuple[tuple[str, datetime], ...]:
        """Version and time of the records that can be compared with, newest first."""
        with self._explained():
            rows = self._db.execute("SELECT version, at FROM editions ORDER BY seq DESC").fetchall()
        return tuple((version, datetime.fromisoformat(at)) for version, at in rows)

    def edition(self, version: str) -> bytes | None:
        """What was kept of a record, or None."""
        with self._explained():
            row = self._db.execute("SELECT body FROM editions WHERE version = ?", (version,)).fetchone()
        return bytes(row[0]) if row else None

    def search(self, words: str, limit: int = SEARCH_LIMIT) -> tuple[Hit, ...]:
        """Statements that hold all the words, best first. Quotes, AND, OR, NOT, NEAR and `word*` work as in FTS5.

        Raises OptionError when such a query cannot be understood.
        """
        query = match_query(words)
        sql = (
            "SELECT s.id, s.document, s.outlet, s.source, s.text, highlight(search, 0, '[', ']')"
            " FROM search JOIN statements s ON s.id = search.id WHERE search MATCH ? ORDER BY rank, s.id LIMIT ?"
        )
        try:
            rows = self._db.execute(sql, (query, limit)).fetchall()
        except sqlite3.OperationalError as error:
            hint = "use plain words, or quotes, AND, OR, NOT and word* as in SQLite FTS5"
            raise OptionError(f"search: {words!r} cannot be understood ({error}); {hint}") from error
        names = ("statement", "document", "outlet", "source", "text", "marked")
        return tuple(Hit(**dict(zip(names, row, strict=True))) for row in rows)

    def vectors(self, documents: Iterable[str]) -> dict[str, bytes]:
        """The vectors of the statements of `documents`, by statement: 384 signed bytes each, a 127th of a unit.

        Only what the cache of analyses holds; a statement that it lacks is absent.
        """
        found: dict[str, bytes] = {}
        for document in documents:
            with self._explained():
                row = self._db.execute(
                    "SELECT body FROM analyses WHERE document = ? ORDER BY build DESC LIMIT 1", (document,)
                ).fetchone()
            try:
                facts = msgspec.msgpack.decode(row[0], type=_Vectors).facts if row else ()
            except (msgspec.MsgspecError, ValueError):
                continue  # written by other types
            found |= {fact.statement: fact.vector for fact in facts if fact.vector}
        return found

    def _build(self) -> int:
        """The number of this build, counted from 1."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'build'").fetchone()
        return int(row[0]) if row else 1

    def _put(self, record: Record, data: bytes) -> None:
        db = self._db
        digest = sha256(data).hexdigest()
        if self.record_hash() not in (None, digest):
            db.execute(
                "INSERT OR REPLACE INTO records SELECT 'previous', sha256, body FROM records WHERE slot = 'current'"
            )
        db.execute("INSERT OR REPLACE INTO records VALUES ('current', ?, ?)", (digest, pack(data)))
        documents = [(d.id, d.sha256, d.path, d.url, d.outlet, d.text) for d in record.documents]
        self._replace("documents", documents)
        fresh, gone = self._replace("statements", list(_statement_rows(record)))
        if gone:  # the search knows no ids: all of it is looked through once
            db.execute(
                "DELETE FROM search WHERE rowid IN"
                " (SELECT rowid FROM search WHERE id IN (SELECT value FROM json_each(?)))",
                (msgspec.json.encode(sorted(gone)).decode(),),
            )
        db.executemany(
            "INSERT INTO search (text, source, outlet, id) VALUES (?, ?, ?, ?)",
            [(r[4], r[3], r[2], r[0]) for r in fresh],
        )

    def _replace(self, table: str, rows: Sequence[Row]) -> tuple[list[Row], set[str]]:
        """Make a table hold these rows, known by their first value; returns those that are new, and the ids that went.

        With a new post some thirty statements of a page come and go, and the hundreds of other pages stay.
        """
        db = self._db
        held = {row[0]: row for row in db.execute(f"SELECT * FROM {table}")}  # noqa: S608  (one of two names of ours)
        wanted = {row[0]: row for row in rows}
        fresh = [row for key, row in wanted.items() if held.get(key) != row]
        gone = {key for key, row in held.items() if wanted.get(key) != row}
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(key,) for key in gone])  # noqa: S608
        if fresh:
            marks = ", ".join("?" * len(fresh[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", fresh)  # noqa: S608
        return fresh, gone

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, with the file's name and what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self._where}: {_trouble(str(error))}") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{self._where}: is damaged ({error}); delete it, the next build makes it anew") from error


def _trouble(told: str) -> str:
    """What SQLite could not do, and what a person can."""
    if "locked" in told:
        return "is in use by another build; wait for it"
    if "full" in told:
        return "cannot be written (the disk is full); free some room or give another folder with --out"
    if "readonly" in told:
        return "cannot be written (it is read-only); give another folder with --out"
    return f"cannot be used ({told}); check its folder and its permissions"


def open_store(path: Path | None = None) -> Store:
    """Open (or make) the database at `path`; without one, a database in memory. Raises StoreError or SchemaTooNew."""
    where = str(path) if path else "the database in memory"
    try:
        connection = sqlite3.connect(path or ":memory:", timeout=WAIT_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"{where}: cannot be opened ({error}); give another folder") from error
    store = Store(connection, where)
    try:
        with store._explained():
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return store


def match_query(words: str) -> str:
    """An FTS5 query: as given when it uses FTS5's own signs, else each word quoted, so that `don't` is no syntax error.

    Raises OptionError when there is no word in it.
    """
    if not any(character.isalnum() for character in words):
        raise OptionError("search: there is no word to look for; give one or more words")
    clean = words.replace("\x00", " ")
    if _OPERATORS.search(clean):
        return clean
    return " ".join(f'"{word}"' for word in clean.split())


def _statement_rows(record: Record) -> Iterator[tuple[str, str, str, str, str, str, str, str | None]]:
    labels = {document.id: document.label for document in record.documents}
    names = {entity.id: entity.name for entity in record.entities}
    for item in record.statements:
        who = ""
        if item.source:
            who = names.get(item.source.entity or "", "") or item.source.description or ""
        when = item.published.isoformat() if item.published else None
        yield item.id, item.document, labels.get(item.document, ""), who, item.text, item.form, item.stance, when
