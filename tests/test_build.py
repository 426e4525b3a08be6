"""The build: cache, order, failure of one document, and what then stands on disk. Pipeline and report are fakes."""

from pathlib import Path

import little
import msgspec
import pytest
from fakes import Fake, install

from rashomon import build as module
from rashomon.build import Built, Job, Step, build, cache_key, code_hash
from rashomon.errors import ModelError, NoSources, OutputError, StoreError, UnreadableInput
from rashomon.model.codec import load_record
from rashomon.model.document import Problem
from rashomon.options import Options
from rashomon.store import claim_folder, open_store
from rashomon.verify import verify
from rashomon.workers import analyses_of


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """The pipeline and the report replaced by small ones."""
    return install(monkeypatch)


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three plain-text accounts, in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("accounts")
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"The ferry deal was reached on Monday, outlet {name} reports.\n")
    return folder


def run(accounts: Path, **more: object) -> Built:
    return build(Job(**{"sources": (str(accounts),), "out": Path("out"), "jobs": 1} | more))


def test_a_build_writes_record_report_and_database(accounts: Path) -> None:
    """The record agrees with its sources and is what the database holds."""
    built = run(accounts)

    assert [file.name for file in built.files] == ["record.json", "report.html", "rashomon.db"]
    assert load_record(Path("out")) == built.record
    assert verify(built.record) == []
    with open_store(Path("out/rashomon.db")) as store:
        assert store.record() == built.record
    assert not list(Path("out").glob(".*.part"))


def test_only_what_changed_is_analysed_again(accounts: Path, fake: Fake) -> None:
    """A rebuild with one account changed analyses only that one; an unchanged rebuild analyses none."""
    assert (run(accounts).analysed, run(accounts).analysed) == (3, 0)

    (accounts / "b.txt").write_text("The ferry deal was not reached after all, outlet b reports.\n")
    fake.seen.clear()
    built = run(accounts)

    assert (fake.seen, built.analysed, built.reused) == (["b.txt"], 1, 2)


def test_other_options_and_other_code_are_analysed_again(accounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache's key holds all that an analysis depends on."""
    run(accounts)
    assert run(accounts, options=Options(timezone="Europe/Vilnius")).analysed == 3

    monkeypatch.setattr(module, "code_hash", lambda: "edited")
    assert run(accounts).analysed == 3


def test_the_bytes_do_not_depend_on_the_order_of_the_sources(accounts: Path) -> None:
    """Sources in any order, cold or warm, give the same record."""
    names = [str(accounts / f"{name}.txt") for name in "abc"]
    build(Job(sources=tuple(names), out=Path("x"), jobs=1))
    build(Job(sources=tuple(reversed(names)), out=Path("y"), jobs=1))
    build(Job(sources=tuple(names), out=Path("y"), jobs=1))

    assert Path("x/record.json").read_bytes() == Path("y/record.json").read_bytes()


def test_one_document_that_fails_does_not_cost_the_others(accounts: Path, fake: Fake) -> None:
    """It stays in the record as unread text with a problem, is valid, and is tried again next time."""
    fake.fails["b.txt"] = RecursionError("too deep")
    built = run(accounts)

    assert [problem.code for problem in built.record.problems] == ["analysis-failed"]
    assert "b.txt" in built.record.problems[0].message
    assert verify(built.record) == []
    fake.fails.clear()
    assert run(accounts).analysed == 1


def test_a_missing_model_is_an_error_of_the_whole_build(accounts: Path, fake: Fake) -> None:
    """Every document would fail in the same way: the last good files stay."""
    run(accounts)
    before = Path("out/record.json").read_bytes()
    (accounts / "a.txt").write_text("Another text about the ferry deal of Monday.\n")
    fake.fails["a.txt"] = ModelError("weights: missing")
    with pytest.raises(ModelError):
        run(accounts)

    assert Path("out/record.json").read_bytes() == before


def test_debugging_shows_the_error_itself(accounts: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """RASHOMON_DEBUG=1 raises what an analysis raised."""
    monkeypatch.setenv("RASHOMON_DEBUG", "1")
    fake.fails["a.txt"] = KeyError("x")
    with pytest.raises(KeyError):
        run(accounts)


def test_ctrl_c_keeps_the_finished_analyses(accounts: Path) -> None:
    """Stopped in the middle, a build leaves no files of its own but need not repeat what it did."""

    def stop(step: Step) -> None:
        if step.stage == "analyse" and step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(Job(sources=(str(accounts),), out=Path("out"), jobs=1), stop)

    assert not Path("out/record.json").exists()
    assert run(accounts).analysed == 1


def test_what_cannot_be_read_is_a_problem(accounts: Path) -> None:
    """An empty file and a binary are told in the record; the rest is built."""
    (accounts / "empty.txt").write_bytes(b"")
    (accounts / "image.txt").write_bytes(bytes(range(256)) * 40)
    built = run(accounts)

    assert len(built.record.documents) == 3
    assert len([p for p in built.record.problems if "empty.txt" in p.message or "image.txt" in p.message]) == 2


def test_nothing_readable_is_an_error_with_the_reasons(tmp_path: Path) -> None:
    """No record is written when there is no account at all."""
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(UnreadableInput, match=r"(?s)none of the sources.*empty\.txt"):
        build(Job(sources=(str(tmp_path / "empty.txt"),), out=tmp_path / "out"))
    assert not (tmp_path / "out").exists(), "a mistyped source leaves no folder behind"
    (tmp_path / "bare").mkdir()
    with pytest.raises(NoSources):
        build(Job(sources=(str(tmp_path / "bare"),), out=tmp_path / "out"))


def test_a_folder_in_use_or_in_the_way_is_an_error(accounts: Path) -> None:
    """Two builds at once do not mix; a file where the folder should be is named."""
    with claim_folder(Path("out")), pytest.raises(StoreError, match="another build"):
        run(accounts)
    Path("file").write_text("x")
    with pytest.raises(OutputError, match="file"):
        run(accounts, out=Path("file"))


def test_broken_characters_are_replaced_one_for_one(fake: Fake) -> None:
    """A lone surrogate cannot be written to any file: it becomes U+FFFD, offsets stay, and a problem says so."""
    document = msgspec.structs.replace(little.document("north.txt"), text="a\ud800b")

    assert module._encodable(document).text == "a\ufffdb"
    assert [problem.code for problem in module._encodable(document).problems] == ["broken-characters"]
    assert module._encodable(little.document("north.txt")) is not None
    titled = msgspec.structs.replace(
        document, text="ab", title="a\ud800", problems=(Problem(stage="read", code="x", message="\udfff"),)
    )
    assert module._encodable(titled).title == "a\ufffd"
    assert module._encodable(titled).problems[0].message == "\ufffd"
    assert not fake.seen


def test_progress_tells_every_stage_and_document(accounts: Path) -> None:
    """Steps come in order, and the analysis ends at its total."""
    steps: list[Step] = []
    build(Job(sources=(str(accounts),), out=Path("out"), jobs=1), steps.append)

    assert list(dict.fromkeys(step.stage for step in steps)) == ["read", "analyse", "weave", "save"]
    assert [(s.done, s.total) for s in steps if s.stage == "analyse"] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_cache_key_depends_on_everything_and_only_on_that() -> None:
    """Equal inputs give equal keys; a changed document, option or code version gives another."""
    document, options = little.document("north.txt"), Options()
    key = cache_key(document, options, "1")

    assert key == cache_key(little.document("north.txt"), Options(), "1")
    assert len({
        key,
        cache_key(msgspec.structs.replace(document, outlet="X"), options, "1"),
        cache_key(document, Options(engine="rules"), "1"),
        cache_key(document, options, "2"),
    }) == 4  # fmt: skip
    assert len(code_hash()) == 16


def test_no_report_is_written_when_none_is_wanted(accounts: Path) -> None:
    """--no-report leaves the report out and an old one untouched."""
    run(accounts, report=False)

    assert not Path("out/report.html").exists()


def test_several_documents_come_back_in_their_order() -> None:
    """In this process, one after the other."""
    documents = [msgspec.structs.replace(little.document("north.txt"), id=str(n)) for n in range(5)]

    assert [analysis.document.id for analysis, _ in analyses_of(documents, Options(), 1)] == list("01234")
