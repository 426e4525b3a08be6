"""The demo story, built by the real parts: it agrees with its sources, in any order, and survives bad neighbours."""

import json
import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.build import Job, build
from rashomon.cli import cli
from rashomon.model.codec import encode_record, load_record
from rashomon.verify import verify

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "unknown-format"),
    "other.json": (b'{"a": [1, 2], "b": {"c": "d"}}', "unknown-json"),
    "broken.json": (b'{"a": [1, 2', "broken-json"),
    "deep.json": (b"[" * 100_000, "broken-json"),
    "large.txt": (b"The ferry deal was reached, he said. " * 600_000, "too-large"),
    "cut.html": (b"<html><title>Ferry deal</title><body><article><h1>Ferry deal</h1><p>Ilma Dorvik said 40 ferries"
                 b" would sail on Monday, after a long night of talks.</p><p>The union sa", "page-cut-short"),
    "latin.txt": ("“The ferry deal was reached,” José Núñez said on Monday.\n".encode("cp1252"), "encoding-guessed"),
    "german.txt": ("Die Fähren fahren wieder, sagte die Ministerin Ilma Dorvik am Sonntag in Port Ansel. Die"
                   " Gewerkschaft lehnte das Angebot ab und kündigte Streiks an.\n".encode(), "language-not-read"),
}  # fmt: skip
"""File -> its bytes and the problem that it must give."""


def test_the_demo_record_agrees_with_its_sources(demo: Path) -> None:
    """Every offset, id and hash holds, seen from the folder in which the demo was built."""
    with chdir(demo.parent):
        assert verify(load_record(demo)) == []
    assert verify(load_record(demo), demo / "sources") == []


def test_the_order_of_the_sources_changes_no_byte(demo: Path, tmp_path: Path) -> None:
    """The same files named one by one, backwards, give the same record."""
    with chdir(demo.parent):
        story = Path("demo/sources/story.toml")
        files = [str(path) for path in sorted(story.parent.iterdir(), reverse=True) if path != story]
        build(Job(sources=tuple(files), out=tmp_path, story=story, report=False))

    assert (tmp_path / "record.json").read_bytes() == (demo / "record.json").read_bytes()


def test_record_and_database_hold_the_same(demo: Path) -> None:
    """record.json is the record's one encoding, and search finds words of the story through the database."""
    record = load_record(demo)
    word = max(record.statements[0].text.split(), key=len)
    done = CliRunner().invoke(cli, ["show", str(demo), "search", f'"{word}"', "--json"])

    assert encode_record(record) == (demo / "record.json").read_bytes()
    assert record.statements[0].id in {hit["statement"] for hit in json.loads(done.stdout)}


@pytest.fixture(scope="module")
def among_bad(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder built from one account of the demo, a copy of it, and everything that is wrong with files."""
    root = tmp_path_factory.mktemp("bad")
    sources = root / "in"
    sources.mkdir()
    account = next(path for path in sorted((demo / "sources").glob("*.txt")))
    shutil.copy(account, sources / "account.txt")
    shutil.copy(account, sources / "copy.txt")
    for name, (data, _) in BAD.items():
        (sources / name).write_bytes(data)
    (sources / "gone.txt").symlink_to("nowhere.txt")
    (sources / "ring").symlink_to(".")
    os.mkfifo(sources / "pipe.txt")
    with chdir(root):
        build(Job(sources=("in",), out=Path("out")))
    return root


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_is_a_problem(among_bad: Path, name: str) -> None:
    """It is told by its name (or its document) and its code; nothing is lost silently."""
    record = load_record(among_bad / "out")
    own = {document.id for document in record.documents if document.path == f"in/{name}"}
    codes = {p.code for p in record.problems if f"in/{name}" in p.message or p.document in own}

    assert BAD[name][1] in codes


def test_what_can_be_read_is_built_and_valid(among_bad: Path) -> None:
    """The account is there once, its statements too, and the record passes every check."""
    record = load_record(among_bad / "out")
    account = [d for d in record.documents if d.path in {"in/account.txt", "in/copy.txt"}]

    assert len(account) == 1
    assert any(statement.document == account[0].id for statement in record.statements)
    assert {"duplicate-source", "vanished"} <= {problem.code for problem in record.problems}
    with chdir(among_bad):
        assert verify(record) == []
