# ruff: noqa: E501  (an element of a page stands on one line)
"""Live pages as the makers of different platforms build them: for each kind a page of our own, and what is read of it.

Every page has the platform's elements, attributes and habits, and an event that never was.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from rashomon.layout import lay_out
from rashomon.model.document import Document
from rashomon.read import raw_of, read
from rashomon.read.raw import Given

DAY = "2034-06-20"
WORDS = "The wind at Marl has gone up again, the weather office says, and the bridge will stay closed until it drops."


class Seen(NamedTuple):
    """A post as it must be read; the time is the hour and minute in UTC on the day of the page."""

    title: str | None
    time: str | None
    author: str | None = None
    label: str | None = None


def page(body: str, head: str = "", title: str = "Storm Ottilie: the north cut off - live") -> str:
    top = f'<meta charset="utf-8"><title>{title}</title>{head}'
    return f'<!doctype html><html lang="en"><head>{top}</head><body><main><h1>{title}</h1>{body}</main></body></html>'


def linked(**more: object) -> str:
    told = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Storm Ottilie"} | more
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


PUBLISHED = f'<meta property="article:published_time" content="{DAY}T07:00:00Z">'


def old_blocks() -> str:
    """An elder platform of blocks: hour, zone and edit as words, key events by class."""

    def block(number: int, clock: str, title: str, more: str = "", edit: str = "") -> str:
        at = f"{DAY}T{clock}:12.156+01:00"
        shown = clock.removeprefix("0").replace(":", ".") + "pm"
        return (
            f'<div id="block-51f8b0e4e4b0b6d11f2c00{number:02}" class="block {more}" itemprop="liveBlogUpdate" itemscope>'
            f'<p class="block-time published-time"><time itemprop="datePublished" datetime="{at}">{shown} '
            f'<span class="timezone">BST</span></time></p><h2 class="block-title" itemprop="headline">{title}</h2>'
            f'<div class="block-elements" itemprop="articleBody"><p>{WORDS}</p></div>{edit}</div>'
        )

    edit = (f'<p class="block-time updated-time">Updated <time itemprop="dateModified" datetime="{DAY}T17:02:00+01:00">'
            'at 5.02pm <span class="timezone">BST</span></time></p>')  # fmt: skip
    return page(block(2, "16:40", "Bridge closed", "is-key-event") + block(1, "15:27", "Trains stop", edit=edit))


def stream_items() -> str:
    """A list of stream posts with a relative hour for the eye, the exact one in a hidden element, names below."""

    def item(number: int, clock: str, title: str, who: str) -> str:
        return (
            f'<li class="lx-stream__post-container"><article class="lx-stream-post" id="post_5f{number}ab">'
            f'<header><time class="lx-stream-post__meta-time" datetime="{DAY}T{clock}:00.000Z">'
            f'<span class="gs-u-vh">Posted at </span>{clock}</time><h3 class="lx-stream-post__header-title">{title}</h3>'
            f'</header><p class="lx-stream-post__contributor-name byline">{who}</p><div class="lx-stream-post-body">'
            f"<p>{WORDS}</p></div></article></li>"
        )

    return page(
        f"<ol>{item(2, '11:02', 'Ferries tied up', 'Hal Quint')}{item(1, '10:31', 'Trains stop', 'Ada Brook')}</ol>"
    )


def typed_lines() -> str:
    """One element of paragraphs, each with the hour in digits and a colon before it, under a line on the zone."""
    rows = [("1207", "Ferries are tied up at Marl, the harbour board says."), ("1131", "TWEET: trains will stop at noon."),
            ("1045", "The first trees are down in Kesby, the police say, and two roads are closed.")]  # fmt: skip
    lines = "".join(f"<p><strong>{clock}:</strong> {text}</p>" for clock, text in rows)
    return page(f"<p>Key points. All times in GMT.</p><div>{lines}</div>", PUBLISHED)


def story_posts() -> str:
    """Articles with the time of their last change in an attribute, a name in a row of its own, an Eastern hour."""

    def post(clock: str, shown: str, title: str, who: str) -> str:
        return (
            f'<article class="sc-live live-story-post" data-type="post" data-last-updated="{DAY}T{clock}:34.006Z">'
            f'<header class="live-post-header"><div class="time">{shown} a.m. ET, June 20, 2034</div><h2>{title}</h2>'
            f'<p class="byline">From Radio Fenn’s {who}</p></header><div><p>{WORDS}</p></div></article>'
        )

    covering = "<section class='spotlight'><h2>What we're covering</h2><ul><li>The north is cut off by the storm</li></ul></section>"
    return page(covering + "<span>2 Posts</span>" + post("09:41", "5:41", "Bridge closed", "Ada Brook")
                + post("08:12", "4:12", "Trains stop", "Hal Quint"))  # fmt: skip


def separate_objects() -> str:
    """Posts that are objects of their own; their dates are written without a zone, which is the page's own offset."""

    def post(number: int, clock: str, title: str) -> str:
        return (
            f'<div class="wysiwyg liveblog-update" id="liveblog-update-{number}" data-liveblog-update-id="{number}">'
            f'<div class="liveblog-update__date"><time datetime="{DAY}T{clock}:05+00:00">20 Jun 2034 - {clock} '
            f'({clock} GMT)</time></div><h2 class="liveblog-update__heading">{title}</h2><p>{WORDS}</p></div>'
        )

    return page(post(4191, "13:05", "Bridge closed") + post(4188, "12:40", "Trains stop"))


def own_pages() -> str:
    """Every post with an address of its own below the page's, an author with a role, and no id on the element."""

    def post(slug: str, clock: str, title: str) -> str:
        return (
            f'<div class="live-blog-post css-8b"><div><a href="/live/2034/06/20/storm/{slug}"><h2>{title}</h2></a></div>'
            f'<div class="css-bl"><p class="byline">By Ada Brook</p><time datetime="{DAY}T{clock}:00.123Z">{clock}</time>'
            f"</div><p>{WORDS}</p></div>"
        )

    return page(post("bridge-closed", "15:05", "Bridge closed") + post("trains-stop", "14:15", "Trains stop"))


def event_entries() -> str:
    """Entries with epochs in milliseconds, attributes in any order, a mark that is a name or a sign; a constant author
    in the linked data, and a modification in an attribute.
    """

    def entry(number: int, epoch: int, clock: str, title: str, mark: str) -> str:
        return (
            f'<div data-last-modified-time="{epoch + 61_000}" data-type="default" class="live-event-entry" '
            f'data-post-time="{epoch}" id="{number}"><div class="live-event-lead-entry"><time>{clock}</time>'
            f"<mark>{mark}</mark></div><div><h3>{title}</h3><p>{WORDS}</p></div></div>"
        )

    first = 2034402300000  # 2034-06-20 07:45 UTC
    updates = [{"@type": "BlogPosting", "@id": f"https://fenn.example/live#{n}", "headline": t, "articleBody": WORDS,
                "author": [{"@type": "Person", "name": "Page Editor"}]}
               for n, t in ((90002, "Bridge closed"), (90001, "Trains stop"))]  # fmt: skip
    head = linked(url="https://fenn.example/live", author=updates[0]["author"], liveBlogUpdate=updates)
    return page(entry(90002, first + 3_600_000, "09:45", "Bridge closed", "KEY EVENT")
                + entry(90001, first, "08:45", "Trains stop", "Antje Moll"), head)  # fmt: skip


def sorted_seconds() -> str:
    """Epochs in seconds to sort by, a local hour without a zone in the element for time, and "21 mins ago"."""

    def post(epoch: int, local: str, ago: str, title: str) -> str:
        return (
            f'<div class="live-event" data-sort-time="{epoch}" data-update-time="{epoch + 40}"><div class="time-ago">'
            f'<time data-time="{DAY}T{local}">{ago}</time><span>{local}</span></div><h4>{title}</h4><p>{WORDS}</p></div>'
        )

    return page(
        post(2034405900, "09:45", "21 mins ago", "Bridge closed")
        + post(2034402300, "08:45", "1 hour ago", "Trains stop")
    )


def dashed_lines() -> str:
    """Paragraphs that open with an hour, GMT and a dash, under a line with the date."""
    rows = [
        ("1800", "Bridge at Marl closed"),
        ("1725", "Trains stopped in the whole north"),
        ("1640", "First trees down"),
    ]
    lines = "".join(f"<p><b>{clock} GMT — {title}</b></p><p>{WORDS}</p>" for clock, title in rows)
    return page(f"<h3>June 20, 2034</h3><div>{lines}</div>")


def components() -> str:
    """Custom elements, the time in an attribute named timestamp."""

    def post(number: int, epoch: int, title: str) -> str:
        return (
            f'<bsp-liveblog-post class="LiveBlogPost" data-post-id="0000018f-{number:04}"><div class="LiveBlogPost-head">'
            f'<bsp-timestamp timestamp="{epoch}"><span>{number}m ago</span></bsp-timestamp></div>'
            f'<h2 class="LiveBlogPost-headline">{title}</h2><div class="LiveBlogPost-body"><p>{WORDS}</p></div>'
            "</bsp-liveblog-post>"
        )

    return page(post(12, 2034405900000, "Bridge closed") + post(72, 2034402300000, "Trains stop"))


def widget() -> str:
    """A blog engine's widget: entries with their epoch, avatars, names and a share row; no titles at all."""

    def entry(number: int, epoch: int, who: str) -> str:
        return (
            f'<article id="id_{number}" class="liveblog-entry" data-timestamp="{epoch}"><aside class="liveblog-entry-aside">'
            f'<a class="liveblog-entry-time" href="#id_{number}"><span>10:45 am</span></a></aside>'
            f'<div class="liveblog-entry-main"><header class="liveblog-meta-authors"><span class="liveblog-meta-author">'
            f'<span class="liveblog-meta-author-name byline">{who}</span></span></header>'
            f'<div class="liveblog-entry-content"><p>{WORDS}</p></div></div></article>'
        )

    return page(
        f'<div id="liveblog-entries">{entry(72, 2034405900, "Ada Brook")}{entry(71, 2034402300, "Hal Quint")}</div>'
    )


def signed_quotes() -> str:
    """Blocks with a quotation whose speaker stands below it behind a dash."""

    def post(clock: str, title: str) -> str:
        return (
            f'<section class="live-update"><time datetime="{DAY}T{clock}:00+01:00">Tue 20 Jun, {clock}</time><h2>{title}'
            f"</h2><blockquote><p>Nobody should cross the bridge on foot.</p><p>– Dana Orlo, minister of works</p>"
            f"</blockquote><p>{WORDS}</p></section>"
        )

    return page(post("11:05", "Minister warns walkers") + post("10:15", "Trains stop"))


BOTH = (Seen("Bridge closed", "08:45"), Seen("Trains stop", "07:45"))
FAMILIES = {
    old_blocks: (Seen("Bridge closed", "15:40", label="key-event"), Seen("Trains stop", "14:27")),
    stream_items: (Seen("Ferries tied up", "11:02", "Hal Quint"), Seen("Trains stop", "10:31", "Ada Brook")),
    typed_lines: (Seen(None, "12:07"), Seen(None, "11:31"), Seen(None, "10:45")),
    story_posts: (Seen("Bridge closed", "09:41", "Ada Brook"), Seen("Trains stop", "08:12", "Hal Quint")),
    separate_objects: (Seen("Bridge closed", "13:05"), Seen("Trains stop", "12:40")),
    own_pages: (Seen("Bridge closed", "15:05", "Ada Brook"), Seen("Trains stop", "14:15", "Ada Brook")),
    event_entries: (Seen("Bridge closed", "08:45", label="key-event"), Seen("Trains stop", "07:45", "Antje Moll")),
    sorted_seconds: BOTH,
    dashed_lines: (Seen("Bridge at Marl closed", "18:00"), Seen("Trains stopped in the whole north", "17:25"),
                   Seen("First trees down", "16:40")),
    components: BOTH,
    widget: (Seen(None, "08:45", "Ada Brook"), Seen(None, "07:45", "Hal Quint")),
    signed_quotes: (Seen("Minister warns walkers", "10:05"), Seen("Trains stop", "09:15")),
}  # fmt: skip


def document_of(text: str, given: Given | None = None) -> Document:
    (document,) = read(raw_of("a.html", text.encode(), given or Given(url="https://www.radiofenn.example/live/storm")))
    return document


def posts(document: Document) -> Sequence[Seen]:
    layout = lay_out(document)
    assert layout.kind == "live", document.text
    return tuple(
        Seen(p.title.strip() if p.title else None, f"{p.published:%H:%M}" if p.published else None, p.author, p.label)
        for p in layout.posts if p.same_as is None
    )  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_each_kind_of_page_is_read(family) -> None:
    """Every post with title, minute, author and label, as far as the page shows them; all on the day of the page."""
    document = document_of(family())

    assert posts(document) == FAMILIES[family]
    assert {f"{post.published:%Y-%m-%d}" for post in lay_out(document).posts if post.published} <= {DAY}


STAMPS = {
    "an epoch in any attribute": '<time data-ts="x" data-utc-timestamp="{ms}" class="x"></time>',
    "in the title alone": '<span class="timestamp" title="{day}T{clock}:00Z">12 minutes ago</span>',
    "in words in a title": '<span class="time" title="20 June 2034 {clock} GMT">12m</span>',
    "for screen readers alone": '<a class="age" aria-label="20 June 2034, {clock} GMT"><span aria-hidden="true">12m</span></a>',
    "hidden beside a relative one": '<time>12m ago</time><span class="gs-u-vh time">{clock} GMT 20 June 2034</span>',
    "change before publication": '<p class="meta">Updated <time datetime="{day}T23:05:00Z">23.05</time></p>'
                                 '<p class="meta">Published <time datetime="{day}T{clock}:00Z">{clock}</time></p>',
    "change and publication in one line": '<p class="date">Updated 23:05 GMT Published {clock} GMT</p>',
    "publication and change in one line": '<p class="date">Published {clock} GMT | Updated 23:05 GMT</p>',
}  # fmt: skip


@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_a_time_is_found_wherever_a_page_keeps_it(stamp: str) -> None:
    """Attributes in any order, epochs, titles and labels that no eye sees; a change is no publication."""
    body = ""
    for clock, epoch, title in (("08:45", 2034405900000, "Bridge closed"), ("07:45", 2034402300000, "Trains stop")):
        shown = stamp.format(day=DAY, clock=clock, ms=epoch)
        body += f'<section class="live-entry">{shown}<h3>{title}</h3><p>{WORDS}</p></section>'
    document = document_of(page(body, PUBLISHED))

    assert posts(document) == BOTH
    assert document.posts[0].modified is None or f"{document.posts[0].modified:%H:%M}" == "23:05"


@pytest.mark.parametrize("shown", ["12m ago", "8:45 AM", "8.45am", "08:45"])
def test_a_time_that_nobody_can_place_stays_unknown(shown: str) -> None:
    """An age without the page's own hour, a clock without a zone: the order is kept, no time is made up."""
    body = "".join(
        f'<section class="live-entry"><time>{shown}</time><h3>{title}</h3><p>{title}: {WORDS}</p></section>'
        for title in ("Bridge closed", "Trains stop", "Trees down")
    )
    document = document_of(page(body, PUBLISHED))

    assert [post.title for post in posts(document)] == ["Bridge closed", "Trains stop", "Trees down"]
    assert {post.published for post in document.posts} == {None}
    assert "no-post-times" in {problem.code for problem in document.problems}
