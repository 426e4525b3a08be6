"""What holds for any text whatever: nothing lost, nothing twice, the same again, in time that grows with the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laid import laid, plain

from rashomon.layout import lay_out
from rashomon.model.document import Mark, PostMark
from rashomon.model.span import Span

PIECES = st.sampled_from(
    [
        "Harbour opens",
        "18:07 GMT",
        "Key events",
        "The harbour opened on Monday, the mayor said.",
        "\n",
        "\n\n",
        "  ",
        "• a point",
        "Image source, Northwire",
        "Image caption,",
        "published at 09:15 British Summer Time 3 May",
        "3 May 2024",
        "Ann Marlow",
        "Live reporter",
        "Read more",
        "News Feed",
        "Media caption",
        "(Photo: Carl Voss)",
        '"',
        "“",
        "Updated at 9:15",
        "Mr Voss said",
        " The ",
        ".",
        "1. ",
        "Breaking",
        "Summary",
        "8 show all 1/8",
        "Play slideshow",
        "\u2028",
        "é",
        "\x00",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=60).map("\n".join)
)


def check(text, layout):
    """Every non-blank character in exactly one passage; passages in order, trimmed; posts in order."""
    covered = [0] * len(text)
    for passage in layout.passages:
        assert not text[passage.start].isspace()
        assert not text[passage.end - 1].isspace()
        for at in range(passage.start, passage.end):
            covered[at] += 1
    assert all(count <= 1 for count in covered)
    assert all(count == 1 for count, char in zip(covered, text, strict=True) if not char.isspace())
    assert len({passage.id for passage in layout.passages}) == len(layout.passages)
    ids = {post.id for post in layout.posts}
    assert len(ids) == len(layout.posts)
    assert all(post.same_as is None or post.same_as in ids - {post.id} for post in layout.posts)
    assert all(passage.post is None or passage.post in ids for passage in layout.passages)
    assert all(0 <= post.start < post.end <= len(text) for post in layout.posts)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_passages_part_the_text(text):
    """Any text is parted into passages, and a second run gives the same ids."""
    layout = laid(text)
    check(text, layout)
    assert laid(text) == layout


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_marks_part_the_text(data):
    """Whatever marks and posts a reader hands over, the passages part the text."""
    text = data.draw(st.lists(PIECES, min_size=1, max_size=30).map("\n".join))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    roles = st.sampled_from(["headline", "body", "caption", "list-item", "boilerplate", "heading"])
    marks = data.draw(st.lists(st.tuples(spans, roles), max_size=8))
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    posts = [PostMark(start=a, end=b, title=Span(a, min(b, a + 5))) for a, b in pairwise(cuts) if text[a:b].strip()]
    document = plain(text)
    document = type(document)(
        id="d1",
        sha256="0",
        text=text,
        format="html",
        posts=tuple(posts),
        marks=tuple(Mark(a, b, role) for (a, b), role in marks),
    )
    layout = lay_out(document)
    check(text, layout)
    if posts:
        assert len(layout.posts) == len(posts)


SENTENCE = "The harbour master said on Monday that the port of Velmar had reopened after talks with the union. "


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    [
        SENTENCE,
        SENTENCE + "\n",
        "A",
        "Aa ",
        "( ",
        '"A ',
        "1 of 2 ",
        "18:07 GMT\nWords here.\n",
        "Name Surname\n",
        "Photo: ",
        "— ",
        "8 show all 1/8 ",
        "Image caption X Image copyright Y ",
        "Getty Images 22 ",
        "told The ",
        "1. ",
        "By Ann ",
        "' ",
        "By ",
    ],
)
def test_time_grows_with_the_text(unit):
    """Four times the text takes no more than ten times as long, on one line or on many."""
    small, large = (unit * (size // len(unit)) for size in (20_000, 80_000))
    laid(small)
    spent = []
    for text in (small, large):
        begun = time.process_time()
        laid(text)
        spent.append(time.process_time() - begun)
    assert spent[1] < 10 * max(spent[0], 0.02)
