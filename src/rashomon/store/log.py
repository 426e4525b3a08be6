"""The change sets of a followed story, and which of them tell of which post. Lines are added, never altered."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import msgspec


class PostChange(msgspec.Struct, frozen=True, kw_only=True):
    """That a post came, was edited or went; the change set of number `number` tells the rest."""

    number: int = 0
    at: datetime | None = None
    """When it was noticed; None before it is kept."""
    post: str
    page: str
    key: str
    was: str = ""
    now: str = ""
    how: str


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was edited or went at some time: the last such change, and how many edits are known by its key."""

    last: PostChange
    edits: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A change set to keep: when, its body as it was given, the posts that it tells of."""

    at: str
    body: bytes
    posts: tuple[PostChange, ...] = ()


_FIELDS = "p.seq, c.at, p.post, p.page, p.key, p.was, p.now, p.how"
_TABLES = "FROM post_changes p JOIN changes c ON c.seq = p.seq"
_ROWS = f"SELECT {_FIELDS} {_TABLES}"
_TOUCHED = " ".join(
    (
        "SELECT max(p.seq), c.at, p.post, p.page, p.key, p.was, p.now, p.how, sum(p.how = 'edited')",
        _TABLES,
        "WHERE p.how <> 'new' AND NOT EXISTS (SELECT 1 FROM post_changes n WHERE n.page = p.page AND n.was = p.key",
        "AND n.was <> '' AND n.seq > p.seq) GROUP BY p.page, p.key ORDER BY max(p.seq) DESC, p.page, p.key LIMIT ?",
    )
)


class Log:
    """The change sets in one database. `explained` turns SQLite's errors into ours."""

    def __init__(self, db: sqlite3.Connection, explained: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._explained = db, explained

    def last(self) -> int:
        """The number of the newest change set; 0 where there is none."""
        with self._explained():
            return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])

    def since(self, after: int = 0, most: int = -1) -> tuple[tuple[int, bytes], ...]:
        """The change sets since number `after` with their bodies, oldest first; at most the `most` newest."""
        sql = "SELECT seq, body FROM changes WHERE seq > ? ORDER BY seq DESC LIMIT ?"
        with self._explained():
            rows = self._db.execute(sql, (after, most)).fetchall()
        return tuple((int(seq), bytes(body)) for seq, body in reversed(rows))

    def body(self, number: int) -> bytes | None:
        """One change set."""
        with self._explained():
            row = self._db.execute("SELECT body FROM changes WHERE seq = ?", (number,)).fetchone()
        return bytes(row[0]) if row else None

    def put(self, entry: Entry, number: int | None = None) -> None:
        """Keep one more, within the caller's transaction; under `number` where it had one before."""
        found = self._db.execute("INSERT INTO changes (seq, at, body) VALUES (?, ?, ?)", (number, entry.at, entry.body))
        self._db.executemany(
            "INSERT INTO post_changes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(found.lastrowid, p.post, p.page, p.key, p.was, p.now, p.how) for p in entry.posts],
        )

    def adopt(self, entries: Iterable[tuple[int, Entry]]) -> None:
        """Take over change sets that stand in a file alone: the database was deleted. Numbers rise."""
        last = self.last()
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for number, entry in entries:
                    if number > last:
                        self.put(entry, number)
                        last = number
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def of_key(self, page: str, key: str, below: int, most: int) -> tuple[PostChange, ...]:
        """What happened to posts of that key before change set `below`, newest first."""
        sql = f"{_ROWS} WHERE p.page = ? AND p.key = ? AND p.seq < ? ORDER BY p.seq DESC LIMIT ?"
        return tuple(self._rows(sql, (page, key, below, most)))

    def of_post(self, post: str) -> PostChange | None:
        """The last thing that happened to the post which had that id."""
        sql = f"{_ROWS} WHERE p.post = ? ORDER BY p.seq DESC LIMIT 1"
        return next(self._rows(sql, (post,)), None)

    def first_edit(self, page: str, key: str) -> PostChange | None:
        """The first edit that is known of a post of that key."""
        sql = f"{_ROWS} WHERE p.page = ? AND p.key = ? AND p.how = 'edited' ORDER BY p.seq LIMIT 1"
        return next(self._rows(sql, (page, key)), None)

    def edits(self, page: str, key: str) -> int:
        """How many edits are known of posts of that key."""
        sql = "SELECT count(*) FROM post_changes WHERE page = ? AND key = ? AND how = 'edited'"
        with self._explained():
            return int(self._db.execute(sql, (page, key)).fetchone()[0])

    def touched(self, most: int) -> tuple[Touched, ...]:
        """Posts that were edited or went, the last change first. One whose key is another now stands under that."""
        with self._explained():
            rows: Sequence[tuple[int, str, str, str, str, str, str, str, int]] = self._db.execute(
                _TOUCHED, (most,)
            ).fetchall()
        return tuple(Touched(last=_change(row[:8]), edits=int(row[8])) for row in rows)

    def _rows(self, sql: str, values: Sequence[str | int]) -> Iterator[PostChange]:
        with self._explained():
            rows = self._db.execute(sql, values).fetchall()
        return map(_change, rows)


def _change(row: tuple[int, str, str, str, str, str, str, str]) -> PostChange:
    number, at, post, page, key, was, now, how = row
    return PostChange(
        number=int(number), at=datetime.fromisoformat(at), post=post, page=page, key=key, was=was, now=now, how=how
    )
