"""What a reader marked is honoured; what it left open is read line by line."""

from datetime import UTC, datetime

from laid import plain, role_of

from rashomon.layout import lay_out
from rashomon.model.document import Document, Mark, PostMark
from rashomon.model.span import Span

TEXT = """Port reopens
Gates open
The gates are open, she said.
Image source, Northwire
What we know so far
The port has been shut for nine days.
Gates open
The gates are open, she said.
"""


def span(words, start=0):
    """The place of the words."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


def layout():
    """Three marked posts, the last a copy of the first by its key."""
    second = TEXT.index("What we know")
    third = TEXT.index("Gates open", second)
    first = TEXT.index("Gates open")
    at = datetime(2024, 5, 3, 12, tzinfo=UTC)
    posts = (
        PostMark(
            start=first,
            end=second - 1,
            title=span("Gates open"),
            key="k1",
            published=at,
            precision="minute",
            basis="json-ld",
        ),
        PostMark(start=second, end=third - 1, title=span("What we know so far"), published=at, basis="json-ld"),
        PostMark(start=third, end=len(TEXT), title=span("Gates open", third), key="k1", published=at, basis="json-ld"),
    )
    body = span("The gates are open, she said.\nImage source, Northwire")
    head = span("Port reopens")
    marks = (Mark(head.start, head.end, "headline"), Mark(body.start, body.end, "body"))
    fields = {name: getattr(plain(TEXT), name) for name in ("id", "sha256", "text")}
    return lay_out(Document(**fields, format="html", marks=marks, posts=posts))


def test_marks_are_honoured():
    """Titles are headings, the headline is the headline, and a credit inside a body mark still is a credit."""
    found = layout()
    assert role_of(TEXT, found, "Port reopens") == "headline"
    assert role_of(TEXT, found, "Gates open") == "heading"
    assert role_of(TEXT, found, "The gates are open") == "body"
    assert role_of(TEXT, found, "Image source") == "credit"
    assert found.title == "Port reopens"


def test_posts_keep_what_the_format_states():
    """Times and bases come from the marks; one key twice is one post; a recap is labelled by its title."""
    first, second, third = layout().posts
    assert (first.precision, first.basis) == ("minute", "json-ld")
    assert second.label == "recap"
    assert third.same_as == first.id
    assert role_of(TEXT, layout(), "The port has been shut") == "recap"
