"""The database's schema, as the list of steps that lead to it. A step that was released is never changed."""

import sqlite3
import zlib
from collections.abc import Callable

from rashomon.errors import SchemaTooNew, StoreError

Migration = Callable[[sqlite3.Connection], None]


def m001_initial(db: sqlite3.Connection) -> None:
    """Documents, cached analyses, the current and the previous record, and full-text search over statements."""
    for statement in (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE documents (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, path TEXT, url TEXT, outlet TEXT,"
        " text TEXT NOT NULL)",
        "CREATE TABLE analyses (key TEXT PRIMARY KEY, document TEXT NOT NULL, version TEXT NOT NULL,"
        " body BLOB NOT NULL)",
        "CREATE TABLE records (slot TEXT PRIMARY KEY CHECK (slot IN ('current', 'previous')), sha256 TEXT NOT NULL,"
        " body BLOB NOT NULL)",
        "CREATE TABLE statements (id TEXT PRIMARY KEY, document TEXT NOT NULL, outlet TEXT NOT NULL,"
        " source TEXT NOT NULL, text TEXT NOT NULL, form TEXT NOT NULL, stance TEXT NOT NULL, published TEXT)",
        "CREATE VIRTUAL TABLE search USING fts5(text, source, outlet, id UNINDEXED,"
        " tokenize = 'porter unicode61 remove_diacritics 2')",
    ):
        db.execute(statement)


def m002_builds(db: sqlite3.Connection) -> None:
    """Each analysis remembers the last build that used it."""
    db.execute("ALTER TABLE analyses ADD COLUMN build INTEGER NOT NULL DEFAULT 1")


def m003_changes(db: sqlite3.Connection) -> None:
    """What each build of a followed story changed, in order; written with the record that it leads to."""
    db.execute("CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, body BLOB NOT NULL)")


def m004_verdicts(db: sqlite3.Connection) -> None:
    """What was found when two statements were read together, so that a rebuild need not read them again."""
    db.execute(
        "CREATE TABLE verdicts (key TEXT PRIMARY KEY, same REAL NOT NULL, part REAL NOT NULL,"
        " divergent REAL NOT NULL, build INTEGER NOT NULL) WITHOUT ROWID"
    )


def m005_memory(db: sqlite3.Connection) -> None:
    """What the models made of single texts, so that a watcher that starts again reads only what is new."""
    db.execute(
        "CREATE TABLE memory (key BLOB PRIMARY KEY, build INTEGER NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL)"
    )


def m006_editions(db: sqlite3.Connection) -> None:
    """What comparing with an earlier record needs of it, so that a reader who comes back learns what changed."""
    db.execute(
        "CREATE TABLE editions (seq INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL UNIQUE, at TEXT NOT NULL,"
        " body BLOB NOT NULL)"
    )


def m007_packed(db: sqlite3.Connection) -> None:
    """Records are kept compressed: a twentieth of the bytes, and writing them took longer than all else in a save."""
    for slot, body in db.execute("SELECT slot, body FROM records").fetchall():
        db.execute("UPDATE records SET body = ? WHERE slot = ?", (pack(body), slot))


def pack(body: bytes) -> bytes:
    """A record's bytes as the database keeps them; zlib's quickest level."""
    return zlib.compress(body, 1)


def m008_post_changes(db: sqlite3.Connection) -> None:
    """Which change sets tell of which post, so that a post's earlier wordings are found without reading them all."""
    db.execute(
        "CREATE TABLE post_changes (seq INTEGER NOT NULL, post TEXT NOT NULL, page TEXT NOT NULL, key TEXT NOT NULL,"
        " was TEXT NOT NULL, now TEXT NOT NULL, how TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX post_changes_by_key ON post_changes (page, key, seq)")
    db.execute("CREATE INDEX post_changes_by_post ON post_changes (post)")
    db.execute("CREATE INDEX post_changes_by_was ON post_changes (page, was) WHERE was <> ''")


MIGRATIONS: tuple[Migration, ...] = (
    m001_initial, m002_builds, m003_changes, m004_verdicts, m005_memory, m006_editions, m007_packed,
    m008_post_changes,
)  # fmt: skip


def migrate(db: sqlite3.Connection, steps: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Bring a database to the newest schema in one transaction and return its version.

    Raises SchemaTooNew when a later version of Rashomon wrote it, StoreError when this Python's SQLite has no FTS5.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise SchemaTooNew(f"the database has schema {version}, this version knows {len(steps)}; update rashomon")
    if version == len(steps):
        return version
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[version:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(steps)}")
    except sqlite3.OperationalError as error:
        db.execute("ROLLBACK")
        if "fts5" in str(error):
            raise StoreError("this Python's SQLite lacks full-text search (FTS5); use a Python that has it") from error
        raise
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
    return len(steps)
