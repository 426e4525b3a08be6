"""`rashomon watch` from a terminal: one round, a wrong story, and stopping by a signal."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes import install

from rashomon.cli import cli

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The ferry deal was reached on Monday, outlet a reports.\n")
    (tmp_path / "story.toml").write_text('[[source]]\nglob = "*.txt"\n')
    return tmp_path


def run(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["watch", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_one_round_builds_and_the_next_tells_what_changed(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--once` ends after a round; with `--json` a change set is a line on standard output."""
    install(monkeypatch)
    status, out, _ = run(story, "--once", "--no-report")
    assert (status, "1 account, " in out) == (0, True)
    (story / "b.txt").write_text("There was no ferry deal on Monday, outlet b reports.\n")
    status, out, _ = run(story, "--once", "--no-report", "--json")

    (line,) = out.splitlines()
    assert json.loads(line) == json.loads((story / "changes.jsonl").read_text())
    assert [account["account"] for account in json.loads(line)["changes"]["accounts"]] == ["b.txt"]


def test_a_page_that_may_not_be_fetched_is_told(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A private address is refused with its reason, and the rest of the story is built."""
    install(monkeypatch)
    (story / "story.toml").write_text('[[source]]\nglob = "*.txt"\n[[source]]\nurl = "http://127.0.0.1/live"\n')
    status, out, err = run(story, "--once", "--no-report")

    assert (status, "1 account, " in out) == (0, True)
    assert "address-refused" in err
    problems = json.loads((story / "record.json").read_text())["problems"]
    assert "not-fetched" in {problem["code"] for problem in problems}


def test_one_round_that_finds_nothing_to_read_fails(story: Path) -> None:
    """A timer learns of it: exit code 3, with the reason of each page."""
    (story / "story.toml").write_text('[[source]]\nurl = "http://127.0.0.1/live"\n')
    status, out, err = run(story, "--once", "--no-report")

    assert (status, "stopped" in out) == (3, False)
    assert "--allow-host 127.0.0.1" in err
    assert "asked again" not in err
    assert "not fetched yet" in err


def test_a_story_that_cannot_be_followed_is_an_error(story: Path) -> None:
    """No story file, and a mistake in one: exit code 2 and one line."""
    (story / "story.toml").write_text("[[source]]\nfeed = 'ftp://x'\n")
    status, _, err = run(story)
    assert (status, "line 2" in err and "http" in err) == (2, True)
    empty = story / "empty"
    empty.mkdir()

    status, _, err = run(empty)
    assert (status, "no file to follow" in " ".join(err.split())) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly(story: Path, number: int) -> None:
    """Ctrl-C and SIGTERM end the watcher with exit code 0 after the work at hand; the story is free again."""
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "watch",
        ".",
        "--no-report",
        "--engine",
        "rules",
    ]
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, cwd=story, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("watching")
        time.sleep(0.2)
        process.send_signal(number)
        out, _ = process.communicate(timeout=120)
    finally:
        process.kill()

    assert process.returncode == 0
    assert out.splitlines()[-1].startswith("stopped")
    assert (story / ".rashomon.watch.lock").read_text() == ""
