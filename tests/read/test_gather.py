"""Finding sources, and what story files and lists of metadata say of them."""

import gzip
import io
import json
import os
import time
from pathlib import Path

import pytest

from rashomon.errors import NoSources, OptionError, UnreadableInput
from rashomon.read import gather, read_all
from rashomon.read.raw import LIMIT_BYTES, raw_of, unpacked

WORDS = "The council of Kesby chose Hanne Dorn as acting mayor on Tuesday, by nine votes to six.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b.txt").write_text("B. " + WORDS)
    (tmp_path / "a.md").write_text("A. " + WORDS)
    (tmp_path / "sub" / "c.txt").write_text("C. " + WORDS)
    (tmp_path / ".hidden.txt").write_text("hidden " + WORDS)
    (tmp_path / ".git" / "d.txt").write_text("git " + WORDS)
    (tmp_path / "README.md").write_text("About this folder. " + WORDS)
    (tmp_path / "record.json").write_text('{"schema":"rashomon/record/1"}')
    (tmp_path / "report.html").write_text("<html><body>our report</body></html>")
    return tmp_path


def names(folder: Path, *sources: str) -> list[str]:
    return [str(Path(raw.path).relative_to(folder)) for raw in gather(sources or [str(folder)])]


def test_a_folder_is_read_through_without_hidden_files_and_our_own_outputs(folder: Path) -> None:
    """Files below the folder are found, in sorted order; hidden ones, README and what we wrote are passed over."""
    assert names(folder) == ["a.md", "b.txt", "sub/c.txt"]


def test_files_folders_and_globs_name_each_file_once_in_one_order(folder: Path) -> None:
    """However a file is named, it comes once; the order of the sources makes no difference."""
    some = [str(folder / "b.txt"), str(folder / "*.txt"), str(folder)]
    assert names(folder, *some) == names(folder, *reversed(some)) == ["a.md", "b.txt", "sub/c.txt"]


def test_paths_are_joined_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative folder gives relative paths, and no path of this machine gets into a record."""
    monkeypatch.chdir(folder.parent)
    assert next(raw.path for raw in gather([folder.name])) == f"{folder.name}/a.md"


def test_our_own_output_is_named_when_it_is_given_directly(folder: Path) -> None:
    """A record given as a source is refused with a reason, not read as an account."""
    (problem,) = read_all(gather([str(folder / "record.json")])).problems
    assert problem.code == "own-output"


def test_a_hidden_file_given_directly_is_read(folder: Path) -> None:
    """Naming a file is asking for it."""
    assert names(folder, str(folder / ".hidden.txt")) == [".hidden.txt"]


def test_nothing_to_read_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    """An empty folder and a glob without a match name themselves and the kinds of file."""
    for source in (str(tmp_path), str(tmp_path / "*.html")):
        with pytest.raises(NoSources, match="looked for text, HTML, JSON"):
            gather([source])
    with pytest.raises(NoSources):
        gather([])


def test_a_missing_file_is_a_problem_and_the_rest_is_read(folder: Path) -> None:
    """A file that is not there (any more) does not stop the others."""
    reading = read_all(gather([str(folder / "gone.txt"), str(folder / "b.txt")]))
    assert [problem.code for problem in reading.problems] == ["vanished"]
    assert len(reading.documents) == 1


def test_empty_binary_wordless_and_too_large_files_are_problems(tmp_path: Path) -> None:
    """Each kind of bad file has its own code and names its file; the good one is read."""
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "zeros.txt").write_bytes(b"text\0text")
    (tmp_path / "digits.txt").write_text("12 34 --- 56")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "other.json").write_text('{"type": "FeatureCollection", "features": []}')
    (tmp_path / "broken.json").write_text('{"title": "x", "text"')
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(LIMIT_BYTES + 1)
    (tmp_path / "good.txt").write_text(WORDS)
    reading = read_all(gather([str(tmp_path)]))
    assert {problem.message.split(":")[0].rsplit("/", 1)[-1]: problem.code for problem in reading.problems} == {
        "empty.txt": "empty", "picture.txt": "unknown-format", "zeros.txt": "unknown-format", "digits.txt": "no-words",
        "paper.pdf": "unknown-format", "other.json": "unknown-json", "broken.json": "broken-json",
        "big.txt": "too-large",
    }  # fmt: skip
    assert "`features`" in next(problem.message for problem in reading.problems if problem.code == "unknown-json")
    assert len(reading.documents) == 1


def test_two_copies_are_one_document_and_a_problem(tmp_path: Path) -> None:
    """The same bytes under two names stand once, under the first name in order."""
    (tmp_path / "b.txt").write_text(WORDS)
    (tmp_path / "a.txt").write_text(WORDS)
    reading = read_all(gather([str(tmp_path)]))
    assert [Path(document.path or "").name for document in reading.documents] == ["a.txt"]
    assert [(problem.code, problem.document) for problem in reading.problems] == [
        ("duplicate-source", reading.documents[0].id)
    ]


def test_the_same_words_in_two_outlets_are_two_documents(tmp_path: Path) -> None:
    """A wire report that two outlets carry word for word is two accounts, when the story file says so."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(WORDS)
    (tmp_path / "story.toml").write_text(
        '[[source]]\npath = "a.txt"\noutlet = "Orlan Ledger"\n[[source]]\npath = "b.txt"\noutlet = "Radio Fenn"\n'
    )
    reading = read_all(gather([str(tmp_path)]))
    assert {document.outlet for document in reading.documents} == {"Orlan Ledger", "Radio Fenn"}
    assert len({document.id for document in reading.documents}) == 2
    assert not reading.problems


def test_standard_input_is_a_source() -> None:
    """`-` reads the stream that is handed in."""
    (document,) = read_all(gather(["-"], stdin=io.BytesIO(WORDS.encode()))).documents
    assert (document.path, document.text) == ("-", WORDS)


def test_a_story_file_gives_outlet_address_time_zone_and_kind(tmp_path: Path) -> None:
    """A time without a zone is read in the source's zone, or else in the story's; summer time is minded."""
    (tmp_path / "a.txt").write_text("A. " + WORDS)
    (tmp_path / "b.txt").write_text("B. " + WORDS)
    (tmp_path / "story.toml").write_text(
        '[story]\ntitle = "The mayor"\ntimezone = "Europe/Oslo"\n'
        '[[source]]\npath = "a.txt"\noutlet = "Orlan Ledger"\nurl = "https://orlanledger.example/m"\n'
        'published = "2031-07-01 12:00"\nkind = "live"\npartial = true\n'
        '[[source]]\nglob = "b.*"\npublished = 2031-01-15T12:00:00\ntimezone = "America/Halifax"\n'
    )
    a, b = read_all(gather([str(tmp_path)])).documents
    assert (a.outlet, a.outlet_basis, a.url, a.kind, a.partial) == (
        "Orlan Ledger", "given in the story file", "https://orlanledger.example/m", "live", True,
    )  # fmt: skip
    assert a.published is not None
    assert a.published.isoformat() == "2031-07-01T10:00:00+00:00"
    assert b.published is not None
    assert b.published.isoformat() == "2031-01-15T16:00:00+00:00"
    assert (a.timezone, b.timezone) == ("Europe/Oslo", "America/Halifax")


def test_a_story_file_elsewhere_names_the_sources(folder: Path) -> None:
    """With `story` and no sources the file's own list is read."""
    story = folder / "story.toml"
    story.write_text('[[source]]\npath = "b.txt"\noutlet = "Radio Fenn"\n[[source]]\nglob = "sub/*.txt"\n')
    raws = gather([], story=story)
    assert [(Path(raw.path).name, raw.given.outlet) for raw in raws] == [("b.txt", "Radio Fenn"), ("c.txt", None)]


def test_a_source_of_the_story_file_that_is_missing_is_a_problem(folder: Path) -> None:
    """A misspelt path in a story file is told, not passed over."""
    (folder / "story.toml").write_text('[[source]]\npath = "bb.txt"\n')
    assert [problem.code for problem in read_all(gather([str(folder)])).problems] == ["vanished"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[source]]\npath = "a"\n[[source]]\npath = "b"\noutlets = "X"\n', r"line 5: .*number 2 `outlets`: unknown"),
        ('[[source]]\noutlet = "X"\n', r"line 1: .*needs one of `path`, `glob`"),
        ('[[source]]\npath = "a"\ntimezone = "Mars/Base"\n', r"line 3: .*no IANA time zone"),
        ('[[source]]\npath = "a"\nurl = "javascript:alert(1)"\n', r"line 3: .*no http\(s\) address"),
        ('[[source]]\npath = "a"\npublished = "yesterday"\n', r"line 3: .*must be a date"),
        ('[[source]]\npath = "a"\nkind = "blog"\n', r"line 3: .*none of article, live"),
        ('[[source]]\npath = "a"\npartial = "yes"\n', r"line 3: .*true or false"),
        ('[story]\nname = "x"\n', r"line 2: \[story\] `name`: unknown"),
        ('[[source]]\nglob = "."\n', r"line 2: .*matches no file"),
        ('[[source]]\npath = "a\\u0000"\n', r"line 2: .*zero character"),
        ("[story\n", r"not valid TOML.*line 1"),
        ('source = "a.txt"\n', r"one table a source"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_story_file_is_named_with_key_and_line(tmp_path: Path, text: str, told: str) -> None:
    """The message says which key of which source is wrong, and on which line it stands."""
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "story.toml").write_text(text)
    with pytest.raises(OptionError, match=told):
        gather([str(tmp_path)])


def test_a_list_of_metadata_describes_the_files_beside_it(tmp_path: Path) -> None:
    """Its lines give address, title and date; a date without a zone gives the day, and the outlet is the site's."""
    (tmp_path / "a.txt").write_text(WORDS)
    line = {
        "file": "a.txt",
        "url": "http://www.orlanledger.example/m",
        "published": "2031-11-13 01:52:01",
        "title": "A mayor",
    }
    (tmp_path / "meta.jsonl").write_text("no json\n" + json.dumps(line) + '\n{"file": 3}\n')
    gone = {"file": "gone.txt", "url": "https://radiofenn.example/x"}
    (tmp_path / "metadata.jsonl").write_text(json.dumps(gone))
    reading = read_all(gather([str(tmp_path)]))
    assert [problem.code for problem in reading.problems] == ["vanished"]
    (document,) = reading.documents
    assert (document.outlet, document.outlet_basis) == ("orlanledger.example", "domain of the address")
    assert (document.title, document.published, document.published_as_given) == ("A mayor", None, "2031-11-13 01:52:01")
    assert str(document.day) == "2031-11-13"
    assert document.text == WORDS
    assert [problem.code for problem in document.problems] == ["date-without-zone"]


def test_articles_in_a_file_that_is_only_called_metadata_are_read(tmp_path: Path) -> None:
    """The name alone does not make a list of metadata; without `file` keys its lines are sources."""
    line = {"title": "Kesby picks a mayor", "text": WORDS, "url": "https://radiofenn.example/x"}
    (tmp_path / "metadata.jsonl").write_text(json.dumps(line))
    assert len(read_all(gather([str(tmp_path)])).documents) == 1


def test_rings_of_links_and_deep_folders_end(folder: Path) -> None:
    """Links to folders are not followed, in folders and in globs with `**`; depth does not count."""
    (folder / "x").symlink_to(folder)
    (folder / "y").symlink_to(folder)
    expected = ["b.txt", "sub/c.txt"]
    assert names(folder, str(folder / "**" / "*.txt")) == names(folder, str(folder / "**/**/*.txt")) == expected
    (folder / "z.txt").symlink_to("z.txt")
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(1_200):
        os.mkdir("d")
        os.chdir("d")
    Path("deep.txt").write_text("Deep. " + WORDS)
    try:
        assert len(names(folder)) == 5
    finally:
        Path("deep.txt").unlink()
        for _ in range(1_200):  # the system's own way of removing a tree may go no deeper than Python's stack
            os.chdir("..")
            os.rmdir("d")
        os.chdir(here)


def test_a_folder_that_cannot_be_listed_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is passed over in silence."""
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (problem,) = read_all(gather([str(folder)])).problems
    assert (problem.code, "sub" in problem.message) == ("unreadable", True)


def test_names_that_are_not_utf8_can_be_written(tmp_path: Path) -> None:
    """Such a byte is escaped, so that the name can stand in a record."""
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(WORDS)
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    (raw,) = gather([str(tmp_path)])
    assert raw.path == str(tmp_path / "caf\\udce9.txt")


def test_names_too_long_for_the_system_are_problems(folder: Path) -> None:
    """They are reported, not raised."""
    assert read_all(gather([str(folder), "x" * 5_000])).problems[-1].code in {"unreadable", "vanished"}


def test_a_story_file_of_thousands_of_sources_is_matched_in_linear_time(tmp_path: Path) -> None:
    """Each path is looked up, not compared with all."""
    for number in range(1_500):
        (tmp_path / f"{number}.txt").write_text(f"{number} " + WORDS)
    entries = "".join(f'[[source]]\npath = "{number}.txt"\noutlet = "O{number}"\n' for number in range(1_500))
    (tmp_path / "story.toml").write_text(entries)
    began = time.process_time()
    assert all(raw.given.outlet == f"O{Path(raw.path).stem}" for raw in gather([str(tmp_path)]))
    assert time.process_time() - began < 20


def test_several_gzip_files_in_one_are_all_read() -> None:
    """gzip allows them behind each other; what is no gzip behind them is an error, and zeros are padding."""
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert unpacked(raw_of("a", two)) == unpacked(raw_of("a", two + b"\0\0")) == b"one two"
    for broken in (two + b"tail", two[:-3]):
        with pytest.raises(UnreadableInput):
            unpacked(raw_of("a", broken))
    with pytest.raises(UnreadableInput, match="more than"):
        unpacked(raw_of("a", two), limit=6)


def test_exports_among_the_sources_are_no_accounts(folder: Path) -> None:
    """A brief that we wrote would be one more origin; a file of somebody else's that is called so is read."""
    (folder / "brief.md").write_text("# One event, its accounts\n\n" + WORDS)
    (folder / "sub" / "brief.md").write_text("D. " + WORDS)
    assert names(folder) == ["a.md", "b.txt", "sub/brief.md", "sub/c.txt"]


def test_a_link_that_leads_nowhere_says_where_it_leads(folder: Path) -> None:
    """The file was not moved; what the link names is not there."""
    (folder / "link.txt").symlink_to("gone/away.txt")
    (folder / "ring.txt").symlink_to("ring.txt")
    told = [problem.message for problem in read_all(gather([str(folder)])).problems]

    assert any("a link to gone/away.txt" in message for message in told)
    assert any("a link to ring.txt" in message for message in told)
