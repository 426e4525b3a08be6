"""Every format of the table: the same bytes twice, nothing lost, nothing that a source wrote can act."""

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET  # our own files

import little
import msgspec
import pytest

from rashomon.errors import UnreadableInput
from rashomon.export import EXPORTERS, read_jsonl
from rashomon.export.events import QUADS
from rashomon.export.graphs import legal
from rashomon.export.markdown import plain
from rashomon.export.tables import guarded
from rashomon.model.codec import load_record
from rashomon.model.record import Record

RECORD = little.record()


def written(path: Path) -> dict[str, bytes]:
    """The bytes of a file or of all files in a folder, by name."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def count_csv(path: Path) -> dict[str, int]:
    names = (
        "documents", "posts", "entities", "statements", "claims", "divergences", "omissions", "timeline", "ledger",
        "summary", "problems",
    )  # fmt: skip
    return {name: len(rows(path, name)) for name in names}


def count_jsonl(path: Path) -> dict[str, int]:
    return {name: len(getattr(read_jsonl(path), name)) for name in Record.__struct_fields__ if name != "schema"}


def count_markdown(path: Path) -> dict[str, int]:
    sections = dict(re.findall(r"^## (.+)\n\n((?:.+\n)*)", path.read_text("utf-8"), flags=re.MULTILINE))
    names = {
        "Accounts": "documents", "Summary": "summary", "Where the accounts part": "divergences", "Claims": "claims",
        "Timeline (UTC)": "timeline", "Ledger": "ledger", "What accounts leave out": "omissions",
        "Problems": "problems",
    }  # fmt: skip
    return {names[title]: len(re.findall("^- ", body, flags=re.MULTILINE)) for title, body in sections.items()}


def count_gexf(path: Path) -> dict[str, int]:
    kinds = [v.get("value") for v in ET.parse(path).iter("{http://gexf.net/1.3}attvalue") if v.get("for") == "kind"]
    return _graph(kinds)


def count_graphml(path: Path) -> dict[str, int]:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    return _graph([d.text for d in ET.parse(path).iter(f"{space}data") if d.get("key") == "node-kind"])


def _graph(kinds: list[str | None]) -> dict[str, int]:
    documents, claims = kinds.count("outlet"), kinds.count("claim")
    return {"documents": documents, "claims": claims, "entities": len(kinds) - documents - claims}


COUNTS = {
    "bibtex": lambda path: {"documents": path.read_text("utf-8").count("@misc{")},
    "cite-news": lambda path: {"documents": path.read_text("utf-8").count("{{cite news ")},
    "csl-json": lambda path: {"documents": len(json.loads(path.read_bytes()))},
    "csv": count_csv,
    "gexf": count_gexf,
    "graphml": count_graphml,
    "jsonl": count_jsonl,
    "markdown": count_markdown,
    "plover": lambda path: {"ledger": len(path.read_bytes().splitlines())},
    "timelinejs": lambda path: {"timeline": len(json.loads(path.read_bytes())["events"])},
    "web-annotation": lambda path: {"statements": len(json.loads(path.read_bytes())["items"])},
    "web-annotation-positions": lambda path: {"statements": len(json.loads(path.read_bytes())["items"])},
}
"""Format -> how many items of which lists of the record it holds."""


def test_every_format_is_counted() -> None:
    """A new row in the table needs a row here."""
    assert COUNTS.keys() == EXPORTERS.keys()


@pytest.mark.parametrize("form", EXPORTERS)
def test_nothing_is_lost(form: str, tmp_path: Path) -> None:
    """Each list that the format is for has as many items as in the record."""
    counts = COUNTS[form](EXPORTERS[form].write(RECORD, tmp_path / "out"))

    assert counts
    assert counts == {name: len(getattr(RECORD, name)) for name in counts}


@pytest.mark.parametrize("form", EXPORTERS)
def test_nothing_of_the_demo_is_lost(form: str, demo: Path, tmp_path: Path) -> None:
    """The same for a record as people have them."""
    record = load_record(demo)
    counts = COUNTS[form](EXPORTERS[form].write(record, tmp_path / "out"))

    assert counts == {name: len(getattr(record, name)) for name in counts}


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_record_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    """Twice, and also for a record read back from its own bytes."""
    first = written(EXPORTERS[form].write(RECORD, tmp_path / "a"))
    again = written(EXPORTERS[form].write(little.record(), tmp_path / "b"))

    assert first == again
    assert all(first.values())


@pytest.mark.parametrize("form", EXPORTERS)
def test_an_empty_record_can_be_written(form: str, tmp_path: Path) -> None:
    """No format needs anything to be there."""
    assert EXPORTERS[form].write(Record(), tmp_path / "out").exists()


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_folder_that_cannot_be_written_is_an_os_error(form: str, tmp_path: Path) -> None:
    """Writers raise OSError, which the command line explains."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError):  # noqa: PT011  (which one depends on the system)
        EXPORTERS[form].write(RECORD, tmp_path / "file" / "out")


def test_jsonl_comes_back_equal(tmp_path: Path) -> None:
    """The whole record is in the lines."""
    assert read_jsonl(EXPORTERS["jsonl"].write(RECORD, tmp_path)) == RECORD
    (tmp_path / "bad.jsonl").write_text('{"list": "schema", "item": "rashomon/record/1"}\nnonsense\n')
    with pytest.raises(UnreadableInput, match="line 2"):
        read_jsonl(tmp_path / "bad.jsonl")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """What a spreadsheet would calculate gets an apostrophe in front."""
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "Dorvik", "3 = 4", 7, None, "“—”"])
def test_harmless_cells_are_untouched(cell: str | int | None) -> None:
    """Words, numbers and blanks stay as they are."""
    assert guarded(cell) == cell


def test_titles_in_tables_are_guarded(tmp_path: Path) -> None:
    """The guard is on every cell of every table."""
    EXPORTERS["csv"].write(RECORD, tmp_path)

    assert rows(tmp_path, "documents")[0]["title"] == "'=Ferry deal* | [reached]"


def test_annotations_point_at_the_words(tmp_path: Path) -> None:
    """Position and quote select the same words; `positions` holds no word of any text."""
    texts = {document.url or f"urn:rashomon:{document.id}": document.text for document in RECORD.documents}
    page = json.loads(EXPORTERS["web-annotation"].write(RECORD, tmp_path).read_bytes())
    for target in (target for item in page["items"] for target in item["target"]):
        position, quote = target["selector"]
        text = texts[target["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text

    bare = EXPORTERS["web-annotation-positions"].write(RECORD, tmp_path).read_text("utf-8")
    assert "TextQuoteSelector" not in bare
    assert not any(statement.text in bare for statement in RECORD.statements)


def test_citations_cannot_be_broken_out_of(tmp_path: Path) -> None:
    """Signs of BibTeX and of wikis in titles, outlets and addresses are escaped; the day is the outlet's own."""
    wiki = EXPORTERS["cite-news"].write(RECORD, tmp_path).read_text("utf-8").splitlines()[0]
    bib = EXPORTERS["bibtex"].write(RECORD, tmp_path).read_text("utf-8")

    assert "|title==Ferry deal* {{!}} &#91;reached&#93; |url=https://harbour.example/a%7Cb?x=%7B1%7D&y=é |" in wiki
    assert "|work=Harbour & Co &lt;News&gt; |date=3 June 2031" in wiki
    assert r"howpublished = {Harbour \& Co <News>}" in bib
    assert bib.count("{") - bib.count(r"\{") == bib.count("}") - bib.count(r"\}")


def test_csl_items_have_only_known_keys(tmp_path: Path) -> None:
    """csl-data.json allows no other keys, and wants `id` and `type`."""
    known = {"id", "type", "title", "author", "container-title", "issued", "URL", "language", "note"}
    items = json.loads(EXPORTERS["csl-json"].write(RECORD, tmp_path).read_bytes())

    assert all({"id", "type"} <= item.keys() <= known for item in items)


def test_a_relay_behind_most_of_an_account_is_its_agency(tmp_path: Path) -> None:
    """`agency=` is given when more than half of the statements came through one relay, not when fewer did."""
    from rashomon.model.analysis import Link

    link = (Link(name="Northwire", entity=None, spans=()),)
    record = little.changed(RECORD, "statements", 0, chain=link)
    record = little.changed(record, "statements", 1, chain=link)
    harbour, north = EXPORTERS["cite-news"].write(record, tmp_path).read_text("utf-8").splitlines()

    assert "|agency=Northwire" in north
    assert "agency" not in harbour


def test_timeline_events_are_escaped_and_say_utc(tmp_path: Path) -> None:
    """TimelineJS shows its text as HTML and knows no zones."""
    first, second = json.loads(EXPORTERS["timelinejs"].write(RECORD, tmp_path).read_bytes())["events"]

    assert first["text"]["headline"] == "A &lt;deal&gt;"
    assert first["start_date"] == {"year": 2031, "month": 6, "day": 3, "hour": 12, "minute": 0}
    assert first["display_date"] == "2031-06-03 12:00 UTC"
    assert "hour" not in second["start_date"]


def test_plover_events_have_the_required_fields(tmp_path: Path) -> None:
    """`id`, `date`, `actor`, `event`; the type is one of PLOVER's."""
    event = json.loads(EXPORTERS["plover"].write(RECORD, tmp_path).read_bytes())

    assert event["date"] == "2031-06-03"
    assert event["event"][0]["code"] in QUADS
    assert event["quad_code"] == 3


def test_graphs_hold_no_character_that_xml_forbids() -> None:
    """Control characters and halves of pairs become U+FFFD; everything else is kept."""
    assert legal("a\x00b\x1bc\ud800d\ufffe") == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert legal("é <&> 漢 🙂") == "é <&> 漢 🙂"


@pytest.mark.parametrize("words", ["# a", "1. a", "- a", "+ a", "<b>", "[x](y)", "*a*", "`a`", "|", "=== "])
def test_markdown_is_inert(words: str) -> None:
    """No words of a source become a heading, list, link, emphasis, code or HTML."""
    bare = re.sub(r"\\.", "x", plain(words))

    assert not re.search(r"[*_`\[\]<>#|]|^\d+[.)]|^[-+=]", bare)


def test_a_place_is_only_needed_where_it_is_used(tmp_path: Path) -> None:
    """A claim's text with a line break stays one line in the brief."""
    record = little.changed(RECORD, "claims", 0, text="two\nlines")
    text = EXPORTERS["markdown"].write(msgspec.structs.replace(record, posts=()), tmp_path).read_text("utf-8")

    assert "- two lines (" in text


def test_a_wiki_reads_no_markup_in_a_title(tmp_path: Path) -> None:
    """Neither bold type nor a signature, which a wiki would put in when the page is saved."""
    record = little.changed(RECORD, "documents", 0, title="''Deal'' ~~~~ it's")
    wiki = EXPORTERS["cite-news"].write(record, tmp_path).read_text("utf-8").splitlines()[0]
    assert "|title=&#39;&#39;Deal&#39;&#39; &#126;&#126;&#126;~ it's |" in wiki


def test_what_a_person_pastes_holds_nothing_that_moves_or_reorders_it() -> None:
    """A title with an override that is never closed would turn the line around in which it is quoted."""
    assert plain("Ferry \u202eevil\u202c sinks\x1b\x07") == "Ferry evil sinks"
    assert plain("\u2067 \x00 ") == ""
