"""Articles as JSON of several makers, and JSON that is no article."""

import json

import pytest

from rashomon.errors import UnreadableInput
from rashomon.read import raw_of, read, read_all

WORDS = "The council of Kesby chose Hanne Dorn as acting mayor on Tuesday, by nine votes to six."


def one(value: object) -> str:
    (document,) = read(raw_of("a.json", json.dumps(value).encode()))
    return document.text


def test_a_title_that_the_text_begins_with_is_not_doubled() -> None:
    """Some dumps repeat the headline as their first line."""
    assert one({"title": "Kesby picks a mayor", "text": f"KESBY PICKS A MAYOR\n{WORDS}"}).lower().count("picks") == 1


def test_a_title_at_the_head_of_a_flattened_text_is_cut_off_as_the_headline() -> None:
    """`Title Updated: ...` on one line: the title is marked, what follows is left to the layout."""
    value = {"title": "Kesby picks a mayor", "text": f"Kesby picks a mayor Updated: 2034-01-10 {WORDS}"}
    (document,) = read(raw_of("a.json", json.dumps(value).encode()))
    assert document.text == f"Kesby picks a mayor\n\nUpdated: 2034-01-10 {WORDS}"
    assert one({"title": "Kesby picks", "text": f"Kesby picks a mayor at last. {WORDS}"}).count("Kesby picks") == 2


def test_a_text_dump_stays_unmarked_and_its_lines_stay() -> None:
    """Furniture is still in such texts: only the headline is sure, the rest is the layout's to tell apart."""
    (document,) = read(
        raw_of("a.json", json.dumps({"title": "T of it", "text": f"{WORDS}\nCaption\n{WORDS}"}).encode())
    )
    assert [mark.role for mark in document.marks] == ["headline"]
    assert document.text == f"T of it\n\n{WORDS}\nCaption\n{WORDS}"


def test_html_in_a_field_is_read_as_words() -> None:
    """Tags and entities do not survive, whatever the field promises."""
    assert one({"title": "A &amp; B", "text": f"<p>{WORDS}</p><p>2 &lt; 3</p>"}) == f"A & B\n\n{WORDS}\n2 < 3"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"type": "FeatureCollection", "features": []}, "unknown-json"),
        ([1, 2, 3], "unknown-json"),
        ("text", "unknown-json"),
        ({"text": WORDS}, "unknown-json"),
        ({"title": "Kesby", "text": "", "url": "https://a.example/x"}, "no-words"),
        ({"@type": "LiveBlogPosting", "liveBlogUpdate": []}, "unknown-json"),
        ({"response": {"status": "error"}}, "unknown-json"),
    ],
)
def test_what_is_no_article_is_told_by_its_keys(value: object, code: str) -> None:
    """JSON of another kind, and articles without words, are problems with a message."""
    assert [problem.code for problem in read_all([raw_of("a.json", json.dumps(value).encode())]).problems] == [code]


def test_a_cut_file_of_lines_is_refused() -> None:
    """A download that ends in the middle of a line must not pass for a whole one; the line is named."""
    line = json.dumps({"title": "Kesby", "text": WORDS})
    with pytest.raises(UnreadableInput, match="line 3"):
        read(raw_of("a.jsonl", f"{line}\n{line}\n{line[:40]}".encode()))


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"text":' * 50_000, b"{", b"null", b"NaN", b"[]", b"{}"])
def test_deep_and_broken_json_is_refused(data: bytes) -> None:
    """Depth, truncation and emptiness give an error of the tree, not a crash."""
    with pytest.raises(UnreadableInput):
        read(raw_of("a.json", data))


def test_lone_surrogates_become_replacement_marks() -> None:
    """JSON can write half a character; no file could hold it."""
    (document,) = read(raw_of("a.json", b'{"title": "Kesby", "text": "one \\ud800 two three"}'))
    assert "\ufffd" in document.text
    document.text.encode("utf-8")


def test_a_text_file_that_only_begins_like_json_is_text() -> None:
    """A dump may begin with a bracket."""
    (document,) = read(raw_of("a.txt", f"[Editor's note] {WORDS}".encode()))
    assert document.format == "plain"


@pytest.mark.parametrize("key", ["publish_date", "publication_date", "publishedAt", "pub_date"])
def test_dates_are_found_under_the_names_that_other_programs_give_them(key: str) -> None:
    """A date that cannot be read is told, for its key is known."""
    article = {"title": "Bridge shut", "text": "The bridge at Lonn is shut, the county said."}
    (good,) = read(raw_of("a.json", json.dumps(article | {key: "2031-04-05T06:07:00Z"}).encode()))
    (bad,) = read(raw_of("a.json", json.dumps(article | {key: "2031-13-45"}).encode()))

    assert good.published is not None
    assert [problem.code for problem in bad.problems] == ["date-unreadable"]
