"""The story's database: the cache, the current and previous record, search, and files from other times."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import little
import msgspec
import pytest
from hypothesis import assume, given
from hypothesis.strategies import text

from rashomon.errors import OptionError, SchemaTooNew, StoreError
from rashomon.model.codec import encode_record
from rashomon.model.document import Problem
from rashomon.model.record import Record
from rashomon.store import VERSION_DIGITS, Entry, Store, open_store
from rashomon.store.database import _OPERATORS, KEPT_BUILDS
from rashomon.store.migrations import MIGRATIONS, m001_initial, migrate, pack


@pytest.fixture
def store(tmp_path: Path):
    """An empty database on disk."""
    with open_store(tmp_path / "rashomon.db") as held:
        yield held


def save(store: Store, record) -> None:
    with store.saving(record):
        pass


def test_an_analysis_comes_back_as_it_was_kept(store: Store) -> None:
    """The cache gives back an equal value, and nothing under another key."""
    analysis = little.analysis("north.txt")
    store.keep_analysis("key", "1", analysis)

    assert store.analysis("key") == analysis
    assert store.analysis("other") is None


def test_an_unreadable_cached_analysis_counts_as_absent(store: Store) -> None:
    """A body written by other types is analysed again rather than an error."""
    store.keep_analysis("key", "1", little.analysis("north.txt"))
    store._db.execute("UPDATE analyses SET body = x'00'")

    assert store.analysis("key") is None


def test_analyses_of_other_versions_are_forgotten(store: Store) -> None:
    """Only the running version's analyses stay."""
    store.keep_analysis("a", "1", little.analysis("north.txt"))
    store.keep_analysis("b", "2", little.analysis("north.txt"))

    assert store.forget_analyses("2", ["b"]) == 1
    assert store.analysis("a") is None
    assert store.analysis("b") is not None


def test_analyses_that_no_build_uses_are_forgotten_after_a_while(store: Store) -> None:
    """A followed page leaves no endless tail of its past versions; one that is used stays for good."""
    store.keep_analysis("used", "1", little.analysis("north.txt"))
    store.keep_analysis("past", "1", little.analysis("north.txt"))
    gone = [store.forget_analyses("1", ["used"]) for _ in range(KEPT_BUILDS + 1)]

    assert gone == [0] * KEPT_BUILDS + [1]
    assert store.analysis("past") is None
    assert store.analysis("used") is not None


def test_the_replaced_record_becomes_the_previous_one(store: Store) -> None:
    """A new record moves the old one to `previous`; saving the same one again changes nothing."""
    first = little.record()
    second = msgspec.structs.replace(first, ledger=())
    for record in (first, second, second):
        save(store, record)

    assert store.record() == second
    assert store.record("previous") == first


def test_a_save_whose_block_fails_leaves_the_last_record(store: Store) -> None:
    """What is done inside the block and the database succeed or fail together."""
    save(store, little.record())
    with pytest.raises(RuntimeError), store.saving(msgspec.structs.replace(little.record(), ledger=())):
        raise RuntimeError

    assert store.record() == little.record()
    assert len(store.search("ferries")) == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", {"s-1", "s-2"}),  # the stem, not the letters
        ("sailing monday", {"s-1"}),
        ('"would sail"', {"s-1"}),
        ("fer*", {"s-1", "s-2"}),
        ("ferries NOT thirty", {"s-1"}),
        ("dorvik", {"s-1", "s-2"}),
        ("DÓRVIK", {"s-1", "s-2"}),
        ("walrus", set()),
        ("don't - [ferry", set()),
    ],
)
def test_search_finds_statements_by_words(store: Store, words: str, found: set[str]) -> None:
    """Plain words are stemmed and all needed; FTS5's own signs work; apostrophes and brackets are no syntax errors."""
    save(store, little.record())

    assert {hit.statement for hit in store.search(words)} == found


def test_a_record_in_the_place_of_another_is_found_like_one_that_came_first(tmp_path: Path, store: Store) -> None:
    """Rows that stay are not written again, and tables and search end as those of a database that never had the old."""
    old = little.record()
    new = little.changed(old, "statements", 0, text="Walruses blocked the ferries", stance="denied")
    new = msgspec.structs.replace(new, statements=new.statements[:-1])
    save(store, old)
    save(store, new)
    with open_store(tmp_path / "fresh.db") as fresh:
        save(fresh, new)
        for table in ("documents", "statements"):
            rows = [set(held._db.execute(f"SELECT * FROM {table}")) for held in (store, fresh)]  # noqa: S608
            assert rows[0] == rows[1]
        for words in ("ferry", "walruses", "monday", "thirty", "dorvik"):
            assert store.search(words) == fresh.search(words)
    assert {hit.statement for hit in store.search("walruses")} == {new.statements[0].id}


@pytest.mark.parametrize("words", ['"open', "AND", "NEAR(", "( ferry", "", " - ", "nosuchcolumn : ferry"])
def test_a_query_that_cannot_be_understood_is_a_clear_error(store: Store, words: str) -> None:
    """The message names the query and says what would work."""
    save(store, little.record())
    with pytest.raises(OptionError, match="search: "):
        store.search(words)


def test_the_first_schema_migrates_to_the_newest(tmp_path: Path) -> None:
    """A database of the first released schema, with rows, ends at the newest version with its rows."""
    db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    m001_initial(db)
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO documents VALUES ('d', 'h', NULL, NULL, NULL, 'words')")
    db.execute("INSERT INTO analyses VALUES ('key', 'd', '1', x'00')")
    db.execute("INSERT INTO records VALUES ('current', 'h', ?)", (encode_record(little.record()),))
    db.close()
    with open_store(tmp_path / "old.db") as store:
        assert store._db.execute("SELECT text FROM documents").fetchall() == [("words",)]
        assert store._db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert store.record() == little.record()
        store._db.execute("UPDATE records SET body = x'00'")
        with pytest.raises(StoreError, match="is damaged"):
            store.record()
        store.keep_analysis("new", "1", little.analysis("north.txt"))
        assert store.forget_analyses("1", ["new"]) == 0


def test_a_step_that_fails_undoes_the_whole_migration() -> None:
    """Schema and version change together or not at all."""

    def broken(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        raise RuntimeError

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        with pytest.raises(RuntimeError):
            migrate(db, (m001_initial, broken))

        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert db.execute("PRAGMA user_version").fetchone() == (0,)


def test_without_fts5_the_message_says_so() -> None:
    """A Python whose SQLite lacks full-text search is named as the cause."""

    def no_fts5(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db, pytest.raises(StoreError, match="FTS5"):
        migrate(db, (no_fts5,))


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    """It is not touched, and the message says to update."""
    path = tmp_path / "rashomon.db"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(SchemaTooNew, match="update rashomon"):
        open_store(path)


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    """A file that is no database gives an error with its path and a way out."""
    path = tmp_path / "rashomon.db"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match=r"rashomon\.db.*delete it"):
        open_store(path)


@given(text())
def test_no_plain_words_are_a_syntax_error(words: str) -> None:
    """Whatever a person types without FTS5's signs, and with a letter or digit in it, is searched for."""
    assume(any(map(str.isalnum, words)) and not _OPERATORS.search(words))
    with open_store() as store:
        save(store, little.record())

        assert store.search(words) is not None


def test_a_full_disk_is_told_with_what_to_do(store: Store) -> None:
    """SQLite's own words say neither where nor what next."""
    store._db.execute(f"PRAGMA max_page_count = {store._db.execute('PRAGMA page_count').fetchone()[0]}")

    with pytest.raises(StoreError, match=r"the disk is full\); free some room"):
        store.keep_verdicts({str(n): (0.1, 0.2, 0.7) for n in range(5_000)})


def test_a_change_set_is_kept_with_the_record_it_leads_to(store: Store) -> None:
    """Change sets are numbered from 1 in their order; one whose record is not saved is not kept either."""
    with store.saving(Record(), change=Entry(at="2033-05-16T06:00:00+00:00", body=b"one")):
        pass
    lost = Entry(at="2033-05-16T06:01:00+00:00", body=b"lost")
    with pytest.raises(ZeroDivisionError), store.saving(Record(), change=lost):
        _ = 1 / 0
    with store.saving(Record(), change=Entry(at="2033-05-16T06:02:00+00:00", body=b"two")):
        pass

    assert store.log.since() == ((1, b"one"), (2, b"two"))
    assert store.log.since(after=1) == ((2, b"two"),)


def test_the_record_saved_last_is_not_read_again_unless_another_took_its_place(tmp_path: Path) -> None:
    """Within a process the same value comes back; what another program saved in between is read."""
    one, two = Record(), Record(problems=(Problem(stage="read", code="x", message="y"),))
    with open_store(tmp_path / "a.db") as store:
        with store.saving(one):
            pass
        assert store.record() is one
    with open_store(tmp_path / "a.db") as store:
        assert store.record() is one
        store._db.execute(
            "UPDATE records SET sha256 = 'other', body = ? WHERE slot = 'current'", (pack(encode_record(two)),)
        )
        assert store.record() == two
    with open_store(tmp_path / "b.db") as store:
        assert store.record() is None


def test_so_many_editions_are_kept_and_each_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest leads; a record that comes again moves to the front; the oldest give way, by number and by size."""
    monkeypatch.setattr("rashomon.store.database.KEPT_EDITIONS", 3)
    at = datetime(2034, 1, 1, tzinfo=UTC)
    records = [Record(problems=(Problem(stage="read", code="x", message=str(n)),)) for n in range(5)]
    for minute, number in enumerate([0, 1, 2, 2, 1, 3, 4]):
        save(store, records[number])
        store.keep_edition(at + timedelta(minutes=minute), f"body {number}".encode())
    versions = [sha256(encode_record(record)).hexdigest()[:VERSION_DIGITS] for record in records]

    assert store.editions() == tuple((versions[n], at + timedelta(minutes=m)) for n, m in ((4, 6), (3, 5), (1, 4)))
    assert store.edition(versions[1]) == b"body 1"
    assert store.edition(versions[0]) is None
    monkeypatch.setattr("rashomon.store.database.KEPT_EDITION_BYTES", 10)
    save(store, records[0])
    store.keep_edition(at, b"longer than that")
    assert [version for version, _ in store.editions()] == [versions[0]]
