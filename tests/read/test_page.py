"""Article pages: what is taken, what is left, and what hostile pages can do (nothing)."""

import time
from contextlib import suppress

import pytest

from rashomon.errors import UnreadableInput
from rashomon.model.document import Document
from rashomon.read import raw_of, read
from rashomon.read.finish import web_url
from rashomon.read.raw import Given, Refused

STORY = (
    "<p>The council of Kesby chose Hanne Dorn as acting mayor on Tuesday, by nine votes to six, after a debate.</p>"
    "<p>“I will serve until the vote in May,” Dorn said after the session, which had lasted more than five hours.</p>"
)


def page(head: str = "", body: str = STORY, given: Given | None = None) -> Document:
    body = f"<article><h1>Kesby picks a mayor</h1>{body}</article>"
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    (document,) = read(raw_of("a.html", text.encode(), given))
    return document


def test_markup_never_survives() -> None:
    """Scripts, handlers, styles and encoded markup give text or nothing."""
    document = page(
        head='<meta property="og:site_name" content="&lt;img src=x onerror=alert(1)&gt;Radio Fenn">',
        body=STORY + '<p onclick="x()">A third <script>steal()</script><style>p{}</style>of the story ends here.</p>'
        "<p>They wrote 2 &lt; 3 on the board, and &lt;b&gt; stayed as it was typed, a clerk of the council said.</p>",
    )  # fmt: skip
    assert "steal" not in document.text
    assert "onclick" not in document.text
    assert "2 < 3" in document.text
    assert document.outlet == "Radio Fenn"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "https://a b", "file:///etc/passwd"]
)
def test_only_web_addresses_are_taken(url: str) -> None:
    """An address that a browser would run, or a file of this machine, is not passed on."""
    assert page(head=f'<link rel="canonical" href="{url}">').url is None


def test_invisible_and_control_characters_do_not_get_into_the_text() -> None:
    """Soft hyphens and zero-width blanks would split words; lone surrogates could not be saved."""
    document = page(
        body=STORY.replace("council", "coun&shy;cil").replace("Tuesday", "Tues&#8203;day") + "<p>&#xD800;&#0;</p>"
    )
    assert "council of Kesby" in document.text
    assert "Tuesday" in document.text
    document.text.encode("utf-8")


def test_a_naive_time_is_no_time_until_a_zone_is_given() -> None:
    """The page's own date without a zone gives the day; the story file's zone makes it a time."""
    head = '<meta property="article:published_time" content="2031-07-01T12:00:00">'
    assert (page(head).published, str(page(head).day)) == (None, "2031-07-01")
    zoned = page(head, given=Given(timezone="Europe/Oslo")).published
    assert zoned is not None
    assert zoned.isoformat() == "2031-07-01T10:00:00+00:00"


def test_two_dates_that_disagree_are_a_problem() -> None:
    """Linked data and meta element more than a day apart: the first is used, and both are told."""
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-07-01T12:00:00Z"}</script>'
        '<meta property="article:published_time" content="2031-07-09T12:00:00Z">'
    )
    assert "date-disagrees" in {problem.code for problem in page(head).problems}


def test_broken_linked_data_is_a_problem_and_the_page_is_read() -> None:
    """What cannot be parsed is left out, and said."""
    document = page('<script type="application/ld+json">{"@type": NewsArticle</script>')
    assert "json-ld-broken" in {problem.code for problem in document.problems}
    assert "Hanne Dorn" in document.text


def test_a_truncated_page_is_read_and_told() -> None:
    """A page that ends in the middle gives its words and a problem."""
    (document,) = read(raw_of("a.html", f"<html><body><article><h1>Kesby picks</h1>{STORY}<p>And th".encode()))
    assert "page-cut-short" in {problem.code for problem in document.problems}
    assert "nine votes to six" in document.text


def test_a_declared_encoding_is_believed() -> None:
    """An old page in its declared encoding needs no guess and gives no problem."""
    text = f'<html><head><meta charset="windows-1252"></head><body><h1>Kesby</h1>{STORY}</body></html>'
    (document,) = read(raw_of("a.html", text.encode("cp1252")))
    assert "“I will serve" in document.text
    assert not document.problems


def test_a_page_without_an_article_is_refused() -> None:
    """A consent wall or an empty frame is no account, and the message says so."""
    with pytest.raises(UnreadableInput, match="no article"):
        read(raw_of("a.html", b"<html><body><nav>Home</nav></body></html>"))


@pytest.mark.timed
@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 20_000 + STORY,
        "<b>" * 20_000 + "x",
        "<p>" + "&" * 200_000,
        "<" * 200_000,
        '<div class="' + "a-b " * 50_000 + '">' + STORY,
        "<p>" + "\u00a0\n" * 100_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + STORY,
        '<script type="application/ld+json">{"a":1' + ", " * 100_000 + "</script>" + STORY,
    ],
    ids=["deep", "deep-inline", "entities", "brackets", "classes", "blanks", "deep-json", "commas"],
)
def test_hostile_pages_take_seconds_not_hours(bomb: str) -> None:
    """Depth, length and repetition are bounded; the page is read or refused."""
    start = time.process_time()
    with suppress(UnreadableInput):
        read(raw_of("a.html", f"<html><body>{bomb}".encode()))
    assert time.process_time() - start < 10


def test_a_gzip_bomb_is_counted_while_it_unpacks() -> None:
    """300 MB of one letter in 300 kB are refused before they take memory."""
    import gzip

    with pytest.raises(UnreadableInput, match="unpacks to more"):
        read(raw_of("a.txt.gz", gzip.compress(b"a" * 30_000_000)))


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", " ", "<", "\x07"])
def test_an_address_with_unseen_signs_is_none(sign: str) -> None:
    """It could show another place than the one it leads to."""
    assert web_url(f"http://a.example/{sign}gnp") is None
    assert web_url("http://a.example/é?x=1") == "http://a.example/é?x=1"


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("<!-- a note that nobody closed <p>The ferry burned in the harbour of Ostrel for two days.</p>", True),
        ("<!-- a note --><p>The end.</p>", False),
        ("<script>if (a <!-- b) { }</script><p>The end.</p>", False),
        ("<script><!-- old \n x() </script><!-- open", True),
    ],
)
def test_what_an_open_comment_hides_is_told(tail: str, told: bool) -> None:
    """A problem counts it; comments that close, and marks inside scripts, are none."""
    words = "The mayor of Ostrel said on Monday that the harbour would stay closed until the ferry was towed away. " * 4
    page = f"<html><head><title>Ostrel</title></head><body><article><h1>Ostrel</h1><p>{words}</p>{tail}".encode()
    (document,) = read(raw_of("page.html", page, Given()))

    assert ("comment-unclosed" in {p.code for p in document.problems}) is told


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le"])
def test_a_page_of_two_bytes_a_letter_is_read_as_a_page(code: str) -> None:
    """Its tags are no words of the account."""
    words = "<p>The bridge at Lonn is shut, the county said on Monday.</p>" * 3
    page = f"<!doctype html><html><head><title>Bridge shut</title></head><body><article>{words}</article></body></html>"
    (document,) = read(raw_of("a.html", page.encode(code)))

    assert document.title == "Bridge shut"
    assert "<" not in document.text


def test_a_page_nested_too_deeply_for_any_word_says_so() -> None:
    """That no article was found would send its owner looking for a consent page."""
    page = "<html><body>" + "<div>" * 3_000 + "<p>The bridge is shut, the county said.</p>" + "</div>" * 3_000
    with pytest.raises(Refused, match="255 elements deep"):
        read(raw_of("a.html", page.encode()))


def test_of_a_page_that_was_cut_nothing_is_held_to_be_left_out() -> None:
    """What is missing may have stood in the part that is not there."""
    words = "<p>The bridge at Lonn is shut, the county said on Monday.</p>" * 5
    page = f"<html><head><title>Bridge shut</title></head><body><article>{words}"
    (document,) = read(raw_of("a.html", page.encode()))

    assert document.partial
