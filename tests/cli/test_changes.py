"""`rashomon changes`: what changed, and what a post said before, for a person and for a program."""

import json
from pathlib import Path

import averly
import pytest
from click.testing import CliRunner, Result
from folders import followed, reworded, without, write

from rashomon.cli import cli

RECORD = averly.record()
COUNTED = RECORD.posts[5]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A figure was edited, then another post was withdrawn."""
    before = reworded(RECORD, ("Around 400 containers may be released", "Around 100 containers may be released"))
    followed(tmp_path, [before, RECORD, without(RECORD, RECORD.posts[1].id)])
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["changes", *map(str, words)])


def test_change_sets_and_posts_are_listed(folder: Path) -> None:
    """A line for each record that said something new, and each post that was edited or withdrawn."""
    told = " ".join(run(folder).output.split())

    assert "1 edited post" in told
    assert "1 post gone" in told
    assert "(edited once; noticed 2031-03-04 14:10Z)" in told
    assert "(withdrawn; noticed 2031-03-04 14:20Z)" in told
    found = json.loads(run(folder, "--json").output)
    assert [one["number"] for one in found["changes"]] == [1, 2]
    assert [one["withdrawn"] for one in found["posts"]] == [True, False]


@pytest.mark.parametrize("words", [COUNTED.id, COUNTED.id[:6], "nord containers released"])
def test_a_post_is_shown_with_its_wordings(folder: Path, words: str) -> None:
    """By its id, the beginning of one, or words; with what went and what came."""
    told = run(folder, *words.split()).output

    assert "Around [-100-] {+400+} containers may be released" in " ".join(told.split())
    (found,) = json.loads(run(folder, *words.split(), "--json").output)
    assert [v["text"].split()[2] for v in found["versions"]] == ["400", "100"]


def test_what_lies_in_the_log_alone_is_shown_too(folder: Path) -> None:
    """The database is deleted, or was never copied along: changes.jsonl is enough."""
    from rashomon.store import open_store

    with open_store(folder / "rashomon.db") as store:
        lines = [body for _, body in store.log.since()]
    (folder / "rashomon.db").unlink()
    (folder / "changes.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))

    assert "[-100-] {+400+}" in " ".join(run(folder, COUNTED.id).output.split())


def test_nothing_known_is_told_with_what_to_do(tmp_path: Path, folder: Path) -> None:
    """A folder that nobody watched, a post that is not there, a folder without a record."""
    other = tmp_path / "other"
    other.mkdir()
    assert run(other).exit_code == 3
    write(other, RECORD)
    assert "rashomon watch" in run(other).output
    assert run(other).exit_code == 2
    assert "no edited or withdrawn post 'walrus'" in run(folder, "walrus").output
