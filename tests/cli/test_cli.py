"""The command line: help, exit codes, messages, and what a person and a program read."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import click
import little
import msgspec
import pytest
from click.testing import CliRunner, Result

from rashomon.cli import COMMANDS, ONE_THREAD, cli, main
from rashomon.cli.summary import words_of
from rashomon.cli.text import visible
from rashomon.export import EXPORTERS
from rashomon.model.codec import encode_record
from rashomon.model.document import Problem
from rashomon.model.record import Side
from rashomon.model.span import Place


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built folder with its sources in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name, text in little.TEXTS.items():
        (tmp_path / name).write_bytes(text.encode())
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "record.json").write_bytes(encode_record(little.record()))
    return folder


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    """The first line of its help is the line of the table, and examples follow."""
    done = run(name, "--help")

    assert done.exit_code == 0
    assert COMMANDS[name] in " ".join(done.output.split())
    assert "Examples:" in done.output
    assert f"rashomon {name}" in done.output


def test_the_table_and_the_modules_agree() -> None:
    """Every row has a command of its own name in a module of that name."""
    context = click.Context(cli)

    assert all(isinstance(cli.get_command(context, name), click.Command) for name in COMMANDS)
    assert cli.get_command(context, "nonsense") is None


def _help() -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from rashomon.cli import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'trafilatura', 'lxml', 'rich', 'jinja2', 'sqlite3', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_paths())


def test_help_loads_nothing_heavy() -> None:
    """`rashomon --help` imports no model, parser or template library."""
    assert _help().stderr.strip() == "[]"


def test_products_take_one_thread_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command tells numpy's libraries before they load; what a user has set stays."""
    first, *others = ONE_THREAD
    monkeypatch.setenv(first, "4")
    for variable in others:
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    monkeypatch.setattr(sys, "argv", ["rashomon", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert [os.environ[v] for v in ONE_THREAD] == ["4", *("1" for _ in others)]


@pytest.mark.timed
def test_help_is_quick() -> None:
    """`rashomon --help` takes no more than 0.3 s; the fastest of five counts."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        _help()
        times.append(time.perf_counter() - start)

    assert min(times) < 0.3


def _paths() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nonsense"], 2, "No such command"),
        (["shwo", "story"], 2, "Did you mean show?"),
        (["build", "--out", "x"], 2, "nothing to read"),
        (["build", "a.txt"], 2, "Name the folder to write into: --out story"),
        (["build", "a.txt", "--out", "x", "--timezone", "Europe/Lodnon"], 2, "did you mean Europe/London"),
        (["build", "a.txt", "--out", "x", "--timezone", "../etc"], 2, "no IANA time zone"),
        (["build", "a.txt", "--out", "x", "--timezone", "BST"], 2, "give one such as Europe/London"),
        (["build", "nowhere.txt", "--out", "x"], 3, "nowhere.txt"),
        (["build", "https://quay.example/live", "--out", "x"], 3, "save the page"),
        (["build", "https://quay.example/live", "--out", "x"], 3, "rashomon watch"),
        (["build", "north.txt", "--out", "north.txt/x"], 4, "north.txt/x"),
        (["build", "north.txt", "--out", "x", "--story", "nowhere.toml"], 2, "nowhere.toml"),
        (["verify", "nowhere"], 2, "does not exist"),
        (["verify", "north.txt"], 3, "not a record"),
        (["verify", "story", "--sources", "nowhere"], 2, "no such folder"),
        (["show", "story", "clam"], 2, "Did you mean claim?"),
        (["show", "story", "claim", "c-9"], 2, "did you mean c-"),
        (["show", "story", "person", "nobody"], 2, "lists all 1"),
        (["show", "story", "search", '"'], 2, "search:"),
        (["export", "story", "--as", "csv", "--out", "north.txt/x"], 4, "north.txt/x"),
        (["analyse", "nowhere.txt"], 3, "nowhere.txt"),
    ],
)
@pytest.mark.usefixtures("story")
def test_what_goes_wrong_has_a_code_and_a_message(words: list[str], code: int, message: str) -> None:
    """Exit codes are as documented; the message names the thing; no traceback."""
    done = run(*words)

    assert done.exit_code == code
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.output


def test_debugging_shows_the_traceback(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """RASHOMON_DEBUG=1 lets our own errors through as they are."""
    from rashomon.errors import UnreadableInput

    monkeypatch.setenv("RASHOMON_DEBUG", "1")
    with pytest.raises(UnreadableInput):
        run("verify", story.parent / "north.txt")


def test_verify_passes_and_fails_with_its_code(story: Path) -> None:
    """0 when all agrees; 5 with the first failures listed when something does not."""
    done = run("verify", story)
    assert (done.exit_code, done.output) == (
        0,
        "the record agrees with itself and with its sources: 2 documents, 3 statements, 2 claims\n",
    )

    Path("north.txt").write_text("changed")
    done = run("verify", story)
    assert done.exit_code == 5
    assert "source-changed" in done.stdout
    assert "1 check failed" in done.stderr
    assert run("verify", story, "--no-sources").exit_code == 0


def test_verify_speaks_json(story: Path) -> None:
    """`--json` gives one object on standard output, whatever the outcome."""
    assert json.loads(run("verify", story, "--json").stdout) == {"ok": True, "failures": []}
    Path("north.txt").unlink()
    assert [f["code"] for f in json.loads(run("verify", story, "--json").stdout)["failures"]] == ["source-missing"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["2 accounts", "statements", "1 contradiction", "40 ferries", "Ferries will sail."]),
        (["claim"], ["40 ferries would sail on Monday", "The union refused", "disputed"]),
        (["claim", "c-1"], ["Ilma Dorvik", "one speaker", "“Thirty ferries will sail”", "v-1 contradiction"]),
        (["claim", "c-2"], ["not in north.txt: absent", "1 to 2"]),
        (["person", "dórvik"], ["Ilma Dorvik", "Sorvia", "harbour minister", "Thirty ferries"]),
        (["divergence", "v"], ["contradiction: number", "40 ferries against thirty", "“Thirty ferries”"]),
        (["outlet", "harbour"], ["Harbour & Co <News>", "quotes most", "1 that no other account carries"]),
        (["search", "union"], ["The [union] refused", "in its own words"]),
        (["search", "walrus"], ["nothing found"]),
        (["problem"], ["date-without-zone", "a <b> & c"]),
        (["problem", "zone"], ["date-without-zone"]),
    ],
)
def test_show_tells_a_person(story: Path, words: list[str], found: list[str]) -> None:
    """Each kind of thing is found by id, name or words, and shown with its outlets and words."""
    done = run("show", story, *words)

    assert done.exit_code == 0
    for part in found:
        assert part in " ".join(done.output.split())


@pytest.mark.parametrize("words", [[], ["claim", "c-1"], ["person"], ["search", "ferries"], ["outlet"], ["divergence"]])
def test_show_tells_a_program(story: Path, words: list[str]) -> None:
    """`--json` is JSON and nothing else."""
    assert json.loads(run("show", story, *words, "--json").stdout)


@pytest.mark.parametrize("form", EXPORTERS)
def test_export_writes_each_format_and_says_where(story: Path, form: str) -> None:
    """The path printed is what was written."""
    done = run("export", story, "--as", form, "--out", "out")

    assert done.exit_code == 0
    assert Path(done.output.strip()).exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(shell: str) -> None:
    """Each shell gets a script that asks this program."""
    done = run("completion", shell)

    assert done.exit_code == 0
    assert "_RASHOMON_COMPLETE" in done.output


@pytest.mark.parametrize(
    "character", ["\x1b", "\x00", "\x07", "\r", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\U000e0041"]
)
def test_no_source_can_steer_the_terminal(story: Path, character: str) -> None:
    """Control, bidirectional and unseen characters reach it as their code point only."""
    assert visible(f"a{character}b") == f"a<U+{ord(character):04X}>b"

    record = little.changed(little.record(), "entities", 0, name=f"A{character}[31mB")
    (story / "record.json").write_bytes(encode_record(record))
    for words in (["person"], ["claim", "c-1"], ["outlet", "north"], ["search", "ferries"]):
        assert character not in run("show", story, *words).output


def test_ordinary_words_are_not_changed() -> None:
    """Letters of any script, dashes, quotes and emoji are shown as they are."""
    words = "Zażółć “gęślą” — 漢字 עברית 🙂"
    assert visible(words) == words


@pytest.mark.parametrize("part", ["statements", "documents", "claims", "entities"])
@pytest.mark.parametrize("words", [["show", "out", "claim"], ["export", "out", "--as", "csv", "--out", "x"]])
def test_a_record_whose_references_lead_nowhere_is_refused(story: Path, words: list[str], part: str) -> None:
    """A record that somebody else sends may name what it does not hold: that is an error in words, no traceback."""
    record = json.loads((story / "record.json").read_bytes())
    record[part] = []
    (story / "record.json").write_text(json.dumps(record))
    result = run(*[story if word == "out" else word for word in words])
    assert (result.exit_code, result.exception.__class__) == (5, SystemExit)
    assert "a damaged record" in result.output


def test_a_kind_of_which_there_is_nothing_is_an_empty_list(tmp_path: Path) -> None:
    """Only words that name nothing are a mistake."""
    (tmp_path / "record.json").write_bytes(encode_record(msgspec.structs.replace(little.record(), divergences=())))

    assert run("show", tmp_path, "divergence").exit_code == 0
    assert json.loads(run("show", tmp_path, "divergence", "--json").stdout) == []
    assert run("show", tmp_path, "divergence", "walrus").exit_code == 2


def test_what_the_summary_leaves_out_comes_with_the_command_that_shows_it(story: Path) -> None:
    """A report need not be there; the record is."""
    record = little.record()
    again = tuple(msgspec.structs.replace(record.divergences[0], id=f"v-{n}") for n in range(8))
    unread = tuple(Problem(stage="read", code="unreadable", message=f"page {n}: empty") for n in range(9))
    more = msgspec.structs.replace(record, divergences=again, problems=unread)
    (story / "record.json").write_bytes(encode_record(more))
    told = " ".join(run("show", "story").output.split())

    assert "and 3 more: rashomon show story divergence contradiction" in told
    assert "and 4 more: rashomon show story problem" in told
    assert "in the report" not in told


def test_a_side_is_shown_in_the_words_of_an_account_that_stands_on_no_other() -> None:
    """An account on both sides shows no difference between accounts."""
    record = little.record()
    first, second = record.documents[:2]
    both = Side(label="x", spans=(Place(first.id, 0, 5), Place(second.id, 0, 5)), statements=())

    assert words_of(both, record, {first.id}).startswith(second.label)
    assert words_of(both, record).startswith(first.label)
