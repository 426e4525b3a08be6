"""`rashomon correct`: a line is written, applied at once, listed and taken back; what is unclear is an error."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon import corrections
from rashomon.cli import cli
from rashomon.store import claim_folder


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of two invented accounts."""
    folder = tmp_path_factory.mktemp("correct")
    for name, text in {
        "a.txt": "The harbour of Bruna was closed on Sunday. The mayor welcomed the guests.",
        "b.txt": "Bruna's harbour was closed on Sunday. A ferry sank near Marrick on Friday.",
    }.items():
        (folder / name).write_text(text)
    assert run("build", str(folder), "--out", str(folder / "out")).exit_code == 0
    return folder / "out"


def run(*words: str):
    return CliRunner().invoke(cli, list(words))


def texts(story: Path) -> list[str]:
    return [s["text"] for s in json.loads((story / "record.json").read_text())["statements"]]


def test_a_correction_is_applied_listed_and_taken_back(story: Path) -> None:
    """Without the sources: the last build's analyses are woven again."""
    before = texts(story)
    done = run("correct", str(story), "hide", "ferry sank", "--reason", "another day", "--author", "Ada", "--json")
    line = json.loads(done.output)

    assert done.exit_code == 0
    assert (line["applied"], line["why_not"]) == (True, None)
    assert not any("ferry" in text for text in texts(story))
    assert "another day" in run("correct", str(story), "list").output
    assert run("verify", str(story), "--no-sources").exit_code == 0

    assert run("correct", str(story), "undo", line["id"][:6], "--reason", "hasty").exit_code == 0
    assert texts(story) == before


def test_a_build_applies_what_was_written_later(story: Path) -> None:
    """`--later` only writes; the report shows the line in its own words, escaped."""
    done = run("correct", str(story), "note", "Bruna's harbour", "<script>x</script>", "--reason", "look", "--later")

    assert done.exit_code == 0
    assert "<script>x" not in (story / "report.html").read_text()
    assert run("build", str(story.parent / "a.txt"), str(story.parent / "b.txt"), "--out", str(story)).exit_code == 0
    assert "&lt;script&gt;x" in (story / "report.html").read_text()


def test_a_line_that_cannot_be_applied_now_is_written_once(story: Path) -> None:
    """Another build holds the folder: exit code 4, and the line waits for the next build."""
    before = len(corrections.read(story)[0])
    with claim_folder(story):
        done = run("correct", str(story), "note", "Bruna's harbour", "later", "--reason", "look")

    assert done.exit_code == 4
    assert "do not give it again" in done.output
    assert "another build is writing there" in done.output
    assert len(corrections.read(story)[0]) == before + 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("hide", "harbour"), "fits 2 statements"),
        (("hide", "no such words"), "no statement"),
        (("same", "ferry"), "needs 2 statements"),
        (("undo", "nothing"), "no correction begins"),
        (("hide", "ferry"), "--reason"),
        (("list", "more"), "takes nothing more"),
    ],
)
def test_what_is_unclear_is_an_error_that_says_what_to_do(story: Path, words: tuple[str, ...], told: str) -> None:
    """Nothing is written then."""
    before = (story / "corrections.jsonl").read_bytes() if (story / "corrections.jsonl").exists() else b""
    reason = [] if told == "--reason" else ["--reason", "why"]
    done = run("correct", str(story), *words, *reason)

    assert done.exit_code == 2
    assert told in done.output
    assert before == ((story / "corrections.jsonl").read_bytes() if before else b"")
