"""`rashomon build`, `analyse` and `demo` as a person and a program see them; pipeline and report are fakes."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fakes import Fake, install

from rashomon.cli import cli
from rashomon.cli import progress as module
from rashomon.cli.progress import shown


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fake:
    """Small parts, and two accounts in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("accounts").mkdir()
    Path("accounts/a.txt").write_text("The ferry deal was reached on Monday, outlet a reports.\n")
    Path("accounts/b.txt").write_text("There was no ferry deal on Monday, outlet b reports.\n")
    return install(monkeypatch)


def run(*words: object, **more: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False, **more)


def test_a_build_tells_what_it_read_and_where_the_results_are() -> None:
    """The summary is on standard output, the progress on standard error, one line a step where there is no terminal."""
    done = run("build", "accounts", "--out", "out")

    assert done.exit_code == 0
    for part in (
        "2 accounts",
        "a.txt",
        "statements",
        "claims",
        "problems",
        "out/report.html",
        "2 documents analysed in",
    ):
        assert part in " ".join(done.stdout.split())
    assert "analysing 2/2: " in done.stderr
    assert "2 unchanged" in " ".join(run("build", "accounts", "--out", "out").stdout.split())


def test_what_gave_no_account_is_told_with_what_to_do() -> None:
    """A build with one account that cannot be read goes on, and says which it was and why."""
    Path("accounts/c.pdf").write_bytes(b"%PDF-1.4")
    told = " ".join(run("build", "accounts/a.txt", "accounts/c.pdf", "--out", "out").stdout.split())

    assert "1 source that gave no account" in told
    assert "accounts/c.pdf: a PDF file: extract its text first" in told


def test_json_is_all_that_a_program_reads() -> None:
    """`--json` prints one object and no progress."""
    done = run("build", "accounts", "--out", "out", "--json")
    told = json.loads(done.stdout)

    assert done.stderr == ""
    assert (told["analysed"], told["reused"], len(told["documents"])) == (2, 0, 2)
    assert all(Path(file).is_file() for file in told["files"])


def test_quiet_prints_nothing() -> None:
    """Only errors are told."""
    assert run("build", "accounts", "--out", "out", "--quiet").output == ""


def test_standard_input_is_a_source() -> None:
    """`-` reads one account from a pipe."""
    done = run("build", "-", "accounts", "--out", "out", "--json", input="The ferry deal failed, outlet c reports.\n")

    assert len(json.loads(done.stdout)["documents"]) == 3


def test_ctrl_c_is_a_line_and_a_code(monkeypatch: pytest.MonkeyPatch, fake: Fake) -> None:
    """130, as shells have it, and what was there stays."""
    run("build", "accounts", "--out", "out")
    before = Path("out/record.json").read_bytes()
    Path("accounts/a.txt").write_text("Another text about the ferry deal of Monday.\n")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fake, "analyse", stop)
    done = run("build", "accounts", "--out", "out")

    assert done.exit_code == 130
    assert "stopped" in done.stderr
    assert Path("out/record.json").read_bytes() == before


def test_a_story_file_is_enough() -> None:
    """Without SOURCES, `--story` says what to read."""
    Path("story.toml").write_text('[[source]]\npath = "accounts/a.txt"\noutlet = "Harbour News"\n')
    done = run("build", "--story", "story.toml", "--out", "out", "--json")

    assert [d["label"] for d in json.loads(done.stdout)["documents"]] == ["Harbour News"]


def test_analyse_prints_a_line_a_document() -> None:
    """JSON lines on standard output, what could not be read on standard error."""
    Path("accounts/empty.txt").touch()
    done = run("analyse", "accounts")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [line["document"]["path"] for line in lines] == ["accounts/a.txt", "accounts/b.txt"]
    assert "empty.txt" in done.stderr

    assert run("analyse", "accounts", "--out", "new/lines.jsonl", "--facts").exit_code == 0
    assert all("facts" in json.loads(line) for line in Path("new/lines.jsonl").read_text().splitlines())


def test_analyse_writes_attributions_as_scorers_read_them(fake: Fake) -> None:
    """A line a document, named by its file; what is absent is null; one failing document does not cost the others."""
    Path("more").mkdir()
    Path("more/a.txt").write_text("The ferry sank on Tuesday, outlet c reports.\n")
    fake.fails["b.txt"] = ValueError("odd")
    done = run("analyse", "accounts", "more", "--as", "attributions")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [line["doc"] for line in lines] == ["a", "b", "a-2"]
    assert lines[0]["attributions"] == [{"content": [[0, 3]], "cue": [[4, 5]], "source": None}]
    assert lines[1]["attributions"] == []
    assert "b.txt" in done.stderr
    assert "analysis-failed" in done.stderr
    assert run("analyse", "accounts", "--as", "attributions", "--facts").exit_code == 2


def test_the_demo_copies_its_sources_and_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sources lie beside the results, so that they can be changed; `--open` opens the report."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("rashomon.workers.MOST_JOBS", 1)
    done = run("demo", "--out", "story", "--open")

    assert done.exit_code == 0
    assert "5 accounts" in done.stdout
    assert len(list(Path("story/sources").iterdir())) >= 6
    assert opened == [Path("story/report.html").resolve().as_uri()]


def test_in_a_terminal_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """What sources are called cannot be markup or control characters in it."""
    from rashomon.build import Step

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with shown(quiet=False) as update:
        update(Step("analyse", 1, 2, "[bold]\x1b[31mx[/]"))

    assert update is not module._plain


def test_a_file_name_of_two_lines_stays_on_one() -> None:
    """A table of accounts keeps its rows, whatever the files are called."""
    Path("accounts/two\nlines.txt").write_text("The ferry sails on Friday, outlet d reports.\n")
    done = run("build", "accounts", "--out", "out")

    assert "two lines.txt" in done.stdout


def test_pieces_of_one_outlet_are_told_apart_by_their_titles() -> None:
    """Nine lines that all say the outlet's name tell nobody which is which."""
    for number in (1, 2):
        article = {"title": f"Ferry news {number}", "text": f"The ferry has sailed {number} times, it says.",
                   "publisher": "The Quay", "url": f"https://quay.example/{number}"}  # fmt: skip
        Path(f"accounts/q{number}.json").write_text(json.dumps(article))
    told = run("build", "accounts", "--out", "out").stdout

    assert "“Ferry news 1”" in told
    assert "“Ferry news 2”" in told
