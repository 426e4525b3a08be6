"""`rashomon serve` says where it serves, answers there, and ends when it is told to."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import averly
import pytest
from click.testing import CliRunner
from folders import write

from rashomon.cli import cli
from rashomon.web.guard import Guard
from rashomon.web.server import address

TOKEN = "t" * 43
SOURCE = Path(__file__).parents[2] / "src"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")
def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """The printed address answers; Ctrl-C ends it without a complaint, open pages or not; nothing was written."""
    write(tmp_path, averly.record())
    words = [sys.executable, "-m", "rashomon", "serve", str(tmp_path), "--port", "0", "--no-open"]
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as server:
        first = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", first)
        assert found, first + server.stderr.read() if server.poll() is not None else first
        with urllib.request.urlopen(found[0] + "story.json") as answer:  # noqa: S310  (our own address)
            assert b"Averly" in answer.read()
        with urllib.request.urlopen(found[0] + "events") as stream:  # noqa: S310
            assert stream.readline() == b"retry: 2000\n"
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=20)

    assert (server.returncode, err) == (0, "")
    assert out.endswith("Stopped.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_a_program_gets_the_address_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, before the first request can come; with a token where one is needed."""
    write(tmp_path, averly.record())
    monkeypatch.setattr("rashomon.web.server._Server.run", lambda *_, **__: None)
    words = ["serve", str(tmp_path), "--port", "0", "--host", "0.0.0.0", "--json", "--no-open"]  # noqa: S104
    done = CliRunner().invoke(cli, words)

    told = json.loads(done.output)
    assert told["story"] == str(tmp_path)
    assert re.fullmatch(r"http://[^/]+:\d+/\?token=\S{43}", told["address"])


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """Exit code 4, and what to give instead."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(cli, ["serve", str(tmp_path), "--port", str(taken.getsockname()[1]), "--no-open"])

    assert done.exit_code == 4
    assert "--port 0" in done.output


@pytest.mark.parametrize("story", ["nowhere", "record.json"])
def test_only_a_folder_can_be_served(tmp_path: Path, story: str) -> None:
    """A usage error for what is not there and for a file."""
    write(tmp_path, averly.record())

    assert CliRunner().invoke(cli, ["serve", str(tmp_path / story), "--no-open"]).exit_code == 2


def test_the_address_holds_the_token_only_where_one_is_needed() -> None:
    """On this machine alone there is none; an address of the sixth version stands in brackets."""
    assert address(Guard()) == "http://127.0.0.1:8765/"
    assert address(Guard(host="::1")) == "http://[::1]:8765/"
    assert address(Guard(host="10.1.2.3", token=TOKEN)) == f"http://10.1.2.3:8765/?token={TOKEN}"
    assert address(Guard(host="::", token=TOKEN)).endswith(f":8765/?token={TOKEN}")
