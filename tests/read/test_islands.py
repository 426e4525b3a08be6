# ruff: noqa: E501  (data stands on one line)
"""Posts that a page holds only as the data of its script: a list, a cache by type, the first of them shown as elements."""

import json

import pytest

from rashomon.model.document import Document
from rashomon.read import raw_of, read
from rashomon.read.raw import Given

WORDS = "The wind at Marl has gone up again, the weather office says, and the bridge will stay closed."
LIVE = "https://www.radiofenn.example/live/storm"


def item(number: int, **more: object) -> dict[str, object]:
    return {"id": f"b{number:03}", "title": f"Storm report number {number}", "publishedAt": f"2034-06-20T1{number}:00:00Z",
            "body": f"<p>{number}: {WORDS}</p>", "author": {"name": "Ada Brook"}} | more  # fmt: skip


def document(script: str, body: str = "", url: str = LIVE) -> Document:
    """A page whose own words are few, as before a script has filled it."""
    words = "<p>The storm has reached the coast of Marl, and the north is cut off, the office says.</p>" * 3
    page = (
        f"<html><head><title>Storm</title>{script}</head><body><main><h1>Storm</h1>{words}{body}</main></body></html>"
    )
    (found,) = read(raw_of("a.html", page.encode(), Given(url=url)))
    return found


def next_data(**props: object) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": props}})}</script>'


def cache(**objects: object) -> str:
    return f"<script>window.__APOLLO_STATE__ = {json.dumps(objects)};window.more = 1</script>"


PAGES = {
    "a list": next_data(article={"livePosts": [item(3), item(2), item(1)]}),
    "a list of typed things": next_data(feed=[item(n, __typename="LiveBlogItem") for n in (3, 2, 1)]),
    "a cache by type": cache(ROOT_QUERY={"x": 1}, **{f"LiveBlogItem:{n}": item(n) for n in (3, 2, 1)}),
    "epochs": next_data(
        entries=[item(n, publishedAt=None, timestamp=2034410400000 + n * 3_600_000) for n in (3, 2, 1)]
    ),
}


@pytest.mark.parametrize("script", PAGES.values(), ids=PAGES)
def test_posts_in_the_pages_data_are_read(script: str) -> None:
    """With title, time, author and words; a mark of the data's own is their id."""
    found = document(script)

    assert found.kind == "live"
    assert [post.title.of(found.text) for post in found.posts if post.title] == [
        f"Storm report number {n}" for n in (3, 2, 1)
    ]
    assert all(post.published and post.precision == "second" for post in found.posts)
    assert {post.author for post in found.posts} == {"Ada Brook"}
    assert [post.key for post in found.posts] == ["b003", "b002", "b001"]
    assert "<p>" not in found.text


def test_what_is_shown_and_what_waits_for_a_script_are_one_row_of_posts() -> None:
    """Three posts are elements, two more stand in the data alone: five, each once."""
    shown = "".join(
        f'<div class="live-post" id="b{n:03}"><time datetime="2034-06-20T1{n}:00:00Z"></time>'
        f"<h3>Storm report number {n}</h3><p>{n}: {WORDS}</p></div>" for n in (5, 4, 3)
    )  # fmt: skip
    found = document(next_data(posts=[item(n) for n in (5, 4, 3, 2, 1)]), shown)

    assert [post.key for post in found.posts] == [f"b{n:03}" for n in (5, 4, 3, 2, 1)]
    assert not {problem.code for problem in found.problems if problem.code.startswith("linked-data")}


@pytest.mark.parametrize(
    ("script", "url"),
    [
        (next_data(comments=[item(n) for n in (3, 2, 1)]), LIVE),
        (next_data(posts=[item(n, __typename="CommentPost") for n in (3, 2, 1)]), LIVE),
        (next_data(relatedPosts=[item(n) for n in (3, 2, 1)]), LIVE),
        (next_data(posts=[item(n, body="A teaser.") for n in (3, 2, 1)]), LIVE),
        (next_data(posts=[item(n, publishedAt="soon") for n in (3, 2, 1)]), LIVE),
        (next_data(people=[item(n) for n in (3, 2, 1)]), LIVE),
        (next_data(posts=[item(n) for n in (3, 2, 1)]), "https://www.radiofenn.example/news/storm"),
        (next_data(posts=[item(1)]), LIVE),
        ('<script type="application/json">{"posts": [' + " " * 300 + "</script>", LIVE),
        (f'<script type="application/json">{"[" * 100_000}</script>', LIVE),
    ],
    ids=[
        "comments",
        "typed comments",
        "related",
        "teasers",
        "no times",
        "people",
        "no live page",
        "one",
        "cut",
        "deep",
    ],
)
def test_other_data_is_no_post(script: str, url: str) -> None:
    """Comments, other stories, teasers, broken data, and any data of a page that nothing calls live."""
    assert document(script, url=url).posts == ()
