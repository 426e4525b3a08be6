"""Live pages: several voices on each post, and none trusted alone."""

import json
from typing import Any

import pytest

from rashomon.model.document import Document
from rashomon.read import raw_of, read
from rashomon.read.posts import dom_post
from rashomon.read.raw import Given
from rashomon.read.stamps import visible_stamp

URL = "https://www.radiofenn.example/live/storm"


def update(number: int, **more: Any) -> dict[str, Any]:
    body = f"Report number {number}: the wind at Marl has gone up again, the weather office says."
    return {"@type": "BlogPosting", "@id": f"{URL}#e{number}", "headline": f"Storm report number {number}",
            "datePublished": f"2034-06-20T1{number}:00:00Z", "articleBody": body} | more  # fmt: skip


def live(updates: list[dict[str, Any]], body: str = "", given: Given | None = None, **page: Any) -> Document:
    linked = {"@type": "LiveBlogPosting", "headline": "Storm Ottilie", "datePublished": "2034-06-20T09:00:00Z",
              "url": URL, "liveBlogUpdate": updates} | page  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if updates or page else ""
    return whole(f"{script}<title>Storm live</title>", f"<main><h1>Storm Ottilie</h1>{body}</main>", given)


def whole(head: str, body: str, given: Given | None = None) -> Document:
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    (document,) = read(raw_of("a.html", text.encode(), given))
    return document


def post(number: int, words: str) -> str:
    return f'<div id="e{number}"><h3>Title {number}</h3><p>{words}</p></div>'


def test_posts_that_only_linked_data_has_are_read() -> None:
    """A page whose posts a script would fill still gives them, with the times of the linked data."""
    document = live([update(3), update(2)])
    assert document.kind == "live"
    assert [post.title.of(document.text) for post in document.posts if post.title] == [
        "Storm report number 3", "Storm report number 2",
    ]  # fmt: skip
    assert {post.basis for post in document.posts} == {"json-ld"}
    assert document.posts[0].permalink == f"{URL}#e3"


@pytest.mark.parametrize(
    "written",
    ["{};", '{}\n{{"@type": "Organization"}}', "//<![CDATA[\n{}\n//]]>", "<!--{}-->", '[[{}], {{"@type": "WebSite"}}]',
     '{{"@graph": [{}]}}'],
)  # fmt: skip
def test_linked_data_is_found_however_it_is_wrapped(written: str) -> None:
    """With a semicolon behind it, beside another object, in comments, in lists and in a graph."""
    told = json.dumps({"@type": ["NewsArticle", "LiveBlogPosting"], "liveBlogUpdate": [update(2), update(1)]})
    script = f'<script type="application/ld+json">{written.format(told)}</script><title>Storm live</title>'
    document = whole(script, "<h1>Storm</h1>")

    assert len(document.posts) == 2
    assert "json-ld-broken" not in {problem.code for problem in document.problems}


def test_times_that_are_all_the_same_are_the_pages_and_not_the_posts() -> None:
    """Constant times in the linked data are unknown times, and the problem says how many posts have none."""
    document = live([update(n, datePublished="2034-06-20T09:00:00Z") for n in (3, 2, 1)])
    assert [post.published for post in document.posts] == [None] * 3
    assert {"post-without-time", "no-post-times", "linked-data-constant"} <= {p.code for p in document.problems}


def test_headlines_that_are_the_pages_and_openings_of_bodies_are_no_titles() -> None:
    """A title that repeats the page's, or the first words of the body, is not the post's title."""
    document = live([update(2, headline="Storm Ottilie"), update(1, headline="Report number 1: the wind at Marl…")])
    assert [post.title for post in document.posts] == [None, None]


@pytest.mark.parametrize("headline", ["12:01 Report number 1: the wind", "Report number 1: the wind at Marl…"])
def test_a_headline_made_of_the_posts_own_words_is_told_and_is_no_title(headline: str) -> None:
    """With the time before it or not; where the page shows those words as a heading, they are the title."""
    document = live([update(2), update(1, headline=headline)])
    assert [post.title is None for post in document.posts] == [False, True]
    (told,) = (p.message for p in document.problems if p.code == "headline-from-text")
    assert told.endswith(
        "1 post(s) have the first words of their text for a headline in the linked data; it is no title"
    )

    body = "".join(
        f'<div id="e{n}"><h3>Report number {n}</h3><p>The wind has gone up again at Marl.</p></div>' for n in (2, 1)
    )
    document = live([update(n, headline=f"Report number {n}") for n in (2, 1)], body)
    assert [post.title and post.title.of(document.text) for post in document.posts] == [
        "Report number 2",
        "Report number 1",
    ]
    assert "headline-from-text" not in {p.code for p in document.problems}


def test_empty_and_cut_bodies_are_filled_from_the_page() -> None:
    """An empty body, and one cut at 1,000 letters, come from the element with the update's id."""
    long = "The river rises by a hand every hour. " * 40
    body = post(2, long) + post(1, "Only the page has these words here.")
    document = live([update(2, articleBody=long[:1000]), update(1, articleBody="")], body)
    texts = [document.text[post.start : post.end] for post in document.posts]
    assert texts[0].count("The river rises") == 40
    assert "Only the page has these words" in texts[1]
    (told,) = (p.message for p in document.problems if p.code == "linked-data-cut")
    assert told.endswith("1 post(s) are cut off in the linked data; the page's own words are read")
    (told,) = (p.message for p in live([update(2, articleBody=long[:1000]), update(1)]).problems)
    assert told.endswith("; 1 of them stand nowhere else and end there")


def test_what_the_linked_data_leaves_out_is_told() -> None:
    """A page of three posts whose linked data lists one; a pinned copy of a listed one is no missing post."""
    words = "The river at Marl rises by a hand every hour, the weather office says in its report."
    body = "".join(
        f'<div id="e{n}" class="live-post"><time datetime="2034-06-20T1{n}:00:00Z"></time><h3>Storm report number {n}'
        f"</h3><p>{n}: {words}</p></div>" for n in (3, 2, 1)
    )  # fmt: skip
    pinned = body[: body.index("</div>") + 6].replace('id="e3" ', "")
    for shown in (body, pinned + body):
        (told,) = (p.message for p in live([update(3)], shown).problems if p.code == "linked-data-incomplete")
        assert told.endswith("2 of the page's posts are missing from the linked data, which lists 1")
    codes = {p.code for p in live([update(n) for n in (3, 2, 1)], body).problems}
    assert not {code for code in codes if code.startswith("linked-data")}


def test_a_fuller_body_in_the_linked_data_is_taken() -> None:
    """Where the element shows a part that folds out, the linked data's whole words are read, without markup."""
    body = post(2, "A beginning that folds out …") + post(1, "Some short words.")
    full = "<p>A beginning that folds out.</p>" + "<p>More &quot;words&quot; of the post come after it.</p>" * 6
    document = live([update(2, articleBody=full), update(1)], body)
    first = document.text[document.posts[0].start : document.posts[0].end]
    assert first.count('More "words" of the post') == 6
    assert "<p>" not in first


def test_the_shown_time_outranks_the_linked_one_and_the_disagreement_is_told() -> None:
    """The element's epoch is used where both differ, and a problem counts the posts."""
    body = "".join(
        f'<div id="e{n}" class="live-entry" data-post-time="203433120{n}000"><h3>Storm report number {n}</h3>'
        f"<p>Report number {n}: the wind at Marl has gone up again.</p></div>" for n in (2, 1)
    )  # fmt: skip
    document = live([update(2), update(1)], body)
    assert {post.basis for post in document.posts} == {"attribute"}
    assert "post-times-disagree" in {problem.code for problem in document.problems}


@pytest.mark.parametrize("zone", [None, "Europe/Oslo"])
def test_a_clock_without_a_zone_needs_the_story_file(zone: str | None) -> None:
    """`21:00` alone is no time; with the source's zone it is, and it rolls over at midnight down the page."""
    body = "".join(
        f'<div class="live-post"><span class="time">{clock}</span><h3>Title {n} of it</h3><p>Some sixty letters of '
        f"words in post number {n} of the page here.</p></div>" for n, clock in enumerate(["00:10", "23:50", "23:05"])
    )  # fmt: skip
    head = '<meta property="article:published_time" content="2034-06-21T04:00:00Z">'
    text = (
        f"<html><head><title>Storm live</title>{head}</head><body><main><h1>Storm live</h1>{body}</main></body></html>"
    )
    (document,) = read(raw_of("a.html", text.encode(), Given(timezone=zone)))
    times = [post.published.isoformat()[:16] if post.published else None for post in document.posts]
    assert times == (["2034-06-20T22:10", "2034-06-20T21:50", "2034-06-20T21:05"] if zone else [None] * 3)


def test_an_epoch_written_as_words_is_a_time_and_no_text() -> None:
    """Some makers leave the epoch for a script to turn into a clock; in a saved page it stands bare."""
    body = "".join(
        f'<div class="x{n}"><span>170941{n}618</span><h2>Title {n} of it</h2><p>Some sixty letters of words in post '
        f"number {n} of the page here.</p></div>" for n in (9, 6, 2)
    )  # fmt: skip
    document = whole("<title>Storm live</title>", f"<h1>Storm live</h1>{body}")
    assert [post.published.isoformat()[:19] if post.published else None for post in document.posts] == [
        "2024-03-02T22:46:58", "2024-03-02T21:56:58", "2024-03-02T20:50:18",
    ]  # fmt: skip
    assert "618" not in document.text


@pytest.mark.parametrize("headed", [True, False])
def test_posts_that_share_one_element_are_told_apart_by_their_stamps(headed: bool) -> None:
    """Headings, stamps and paragraphs in one row: each stamp, or the heading before it, begins a post."""
    body = "".join(
        (f"<h3>Title {n} of it</h3>" if headed else "") + f'<p class="time">1{n}.30 GMT</p>'
        f"<p>Some sixty letters of words in post number {n} of the page here.</p><p>And more of post {n}.</p>"
        for n in (9, 6, 2)
    )
    head = '<title>Storm live</title><meta property="article:published_time" content="2034-06-21T04:00:00Z">'
    document = whole(
        head, f"<main><h1>Storm live</h1><p>The storm has reached the coast of Marl today.</p>{body}</main>"
    )
    assert [post.published.hour if post.published else None for post in document.posts] == [19, 16, 12]
    titles = [post.title.of(document.text) if post.title else None for post in document.posts]
    assert titles == [f"Title {n} of it" if headed else None for n in (9, 6, 2)]
    assert "And more of post 9" in document.text[document.posts[0].start : document.posts[0].end]
    assert "The storm has reached" in document.text[: document.posts[0].start]


def test_a_list_of_other_stories_with_times_is_no_live_page() -> None:
    """An article beside a dated list of links stays an article."""
    links = "".join(
        f'<li><time datetime="2034-06-20T1{n}:00:00Z">1{n}:00</time> <a href="/{n}">Another story of the day</a></li>'
        for n in range(6)
    )
    words = (
        "<p>The council of Kesby chose Hanne Dorn as acting mayor on Tuesday, by nine votes to six, it said.</p>" * 3
    )
    body = f"<article><h1>Where people live</h1>{words}</article><ul>{links}</ul>"
    assert whole("<title>Where people live</title>", body).kind == "article"


@pytest.mark.parametrize(
    "shown",
    ["19.30 GMT", "published at 22:46 British Summer Time 20 June", "21 mins ago 11:48", "9:43PM",
     "Updated at 3.16am GMT", "12:09 a.m. ET, October 30, 2033", "21:06 (IST)", "16 May 2035 - 17:05 (14:05 GMT)"],
)  # fmt: skip
def test_visible_stamps_are_known(shown: str) -> None:
    """The forms that live pages show are read whole."""
    found = visible_stamp(shown)
    assert found is not None
    assert found.hour is not None


def test_authors_and_labels_are_told_apart() -> None:
    """Where a mark holds either the author or the words KEY EVENT, each goes to its own field."""
    from lxml import html

    posts = [
        dom_post(html.fragment_fromstring(f"<div><i><time>21:00</time><mark>{words}</mark></i><h3>A title</h3>x</div>"))
        for words in ("Ilse Arnt", "KEY EVENT", "Breaking")
    ]  # fmt: skip
    assert [(post.author, post.label) for post in posts] == [
        ("Ilse Arnt", None),
        (None, "key-event"),
        (None, "breaking"),
    ]


def test_a_post_of_one_word_is_a_post() -> None:
    """What its maker calls a live post is one however short; among containers of no such name it is left out."""

    def count(name: str) -> int:
        long = " The bridge at Marl is closed, and nobody knows for how long, the weather office says." * 2
        words = ("The wind has gone up.", "The wind has not gone up.", "The wind is what it was.")
        texts = [*(text + long for text in words), "#Marl"]
        body = "".join(
            f'<div class="{name}"><time datetime="2034-06-20T10:0{number}:00Z"></time><p>{text}</p></div>'
            for number, text in enumerate(texts)
        )
        return len(whole("<title>Storm live</title>", f"<main><h1>Storm</h1>{body}</main>", Given(url=URL)).posts)

    assert count("live-post") == 4
    assert count("row") == 3


@pytest.mark.parametrize(
    ("kind", "name", "count"), [("live", "live-post", 1), (None, "live-post", 0), ("live", "row", 0)]
)
def test_a_single_post_needs_the_word_of_the_user_and_of_the_page(kind: Any, name: str, count: int) -> None:
    """Coverage that has begun, or the last of several pages: one element that is called a post, on a page that the
    story file calls live.
    """
    words = "The wind at Marl has gone up again, the weather office says in its report of Tuesday. " * 3
    body = f'<div class="{name}"><time datetime="2034-06-20T10:00:00Z"></time><h2>Wind</h2><p>{words}</p></div>'
    document = whole("<title>Storm</title>", f"<main><h1>Storm</h1>{body}</main>", Given(kind=kind))
    assert len(document.posts) == count


HEAD = '<article class="live-post" id="p250">'
BROKEN = [
    f'{HEAD}<time datetime="yesterday">soon</time><h3>Post 250<p>Words that <b>go on <i>and on <ul><li>she said',
    f'{HEAD[:-1]} <time datetime="2034-06-20T99:99:99Z"><h3>&#xFFFFFFFF;&#0;</h3></p></div></span>',
    f"{HEAD}</article>",
]


@pytest.mark.parametrize("broken", BROKEN, ids=["nothing closed", "broken tags", "empty"])
def test_one_malformed_post_of_five_hundred_costs_few_others(broken: str) -> None:
    """Whatever the post in the middle is, every post before it and those after its neighbour are read with time and
    title, each once.
    """

    def sound(number: int) -> str:
        at = f"2034-06-20T{number // 60:02}:{number % 60:02}:00Z"
        return (
            f'<article class="live-post" id="p{number:03}"><time datetime="{at}"></time><h3>Title {number:03}</h3>'
            f"<p>The wind at Marl has gone up to {number}, the weather office says.</p></article>"
        )

    posts = [broken if number == 250 else sound(number) for number in range(500)]
    document = whole("<title>Storm live</title>", f"<main><h1>Storm</h1>{''.join(posts)}</main>", Given(url=URL))
    read_well = [
        post.key for post in document.posts
        if post.published and post.title and post.title.of(document.text) == f"Title {str(post.key)[1:]}"
    ]  # fmt: skip

    assert len(read_well) == len(set(read_well))
    assert {f"p{number:03}" for number in range(500) if number not in (249, 250, 251)} <= set(read_well)
