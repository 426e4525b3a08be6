"""What a followed page leads to is fetched too: older pages, where it goes on, the pages of a feed's items."""

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from servers import Answer, Server, serving

from rashomon.errors import OptionError
from rashomon.fetch import Fetched, Fetcher, Known, Limits
from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.read import gather, load_story, raw_of, read, read_all
from rashomon.read.onward import MOST_EARLIER, MOST_ITEMS, MOST_PAGES, leads_of
from rashomon.read.raw import Given
from rashomon.watch import Event, WatchJob, watch
from rashomon.watch.keep import Keep

URL = "https://tarn.example/live/talks"


def post(number: int, words: str = "ships lay in the port") -> str:
    at = f"2033-05-{16 + number // 60:02}T06:{number % 60:02}:00+00:00"
    return (
        f'<article class="live-post" id="post-{number:04}"><time datetime="{at}"></time><h2>Post {number}</h2>'
        f"<p>{number + 3} {words}, harbour master Ilma Dorvik said. The council of the valley was silent.</p></article>"
    )


def page(*posts: str, foot: str = "") -> bytes:
    head = '<meta charset="utf-8"><meta property="og:site_name" content="The Tarn Courier"><title>Talks - live</title>'
    body = f"<main><h1>Talks - live</h1>{''.join(posts)}{foot}</main>"
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def article(number: int) -> bytes:
    words = (
        f"<p>The crews of pier {number} will have one more day off, harbour master Ilma Dorvik told reporters.</p>" * 2
    )
    head = f'<meta charset="utf-8"><title>Pier {number} agrees</title>'
    body = f"<article><h1>Pier {number} agrees</h1>{words}<p>Nobody in the valley had been told of it.</p></article>"
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def shown(body: bytes, kind: str = "text/html; charset=utf-8") -> Answer:
    return Answer(200, {"Content-Type": kind}, body)


def once(story: Path) -> list[Event]:
    """One round of a watcher."""
    events: list[Event] = []
    fetcher = Fetcher(allow=frozenset({"127.0.0.1"}), limits=Limits(delay=0.0))
    job = WatchJob(story=story, once=True, options=Options(engine="rules"), report=False)
    watch(job, events.append, fetcher=fetcher)
    return events


def documents(story: Path) -> tuple[Document, ...]:
    return read_all(gather([], story=story / "story.toml")).documents


def tell(story: Path, server: Server, key: str = "url", path: str = "/live/talks", more: str = "") -> None:
    rows = f'[[source]]\n{key} = "{server.url(path)}"\noutlet = "The Tarn Courier"\n{more}'
    (story / "story.toml").write_text(rows, "utf-8")


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_older_pages_are_fetched_and_make_one_account(story: Path) -> None:
    """Page 1 leads to 2 and 2 to 3, by `rel` or by words: one account of nine posts, each once; each asked once."""
    with serving({
        "/live/talks": shown(page(post(9), post(8), post(7), foot='<a rel="next" href="?page=2">2</a>')),
        "/live/talks?page=2": shown(page(post(6), post(5), post(4), foot='<a href="?page=3">Older posts »</a>')),
        "/live/talks?page=3": shown(page(post(3), post(2), post(1), foot='<a href="/live/talks?page=1">1</a>')),
    }) as server:  # fmt: skip
        tell(story, server)
        once(story)
        assert server.paths() == ["/robots.txt", "/live/talks", "/live/talks?page=2", "/live/talks?page=3"]

    (found,) = documents(story)
    assert [one.key for one in found.posts] == [f"post-{n:04}" for n in range(9, 0, -1)]
    assert found.url == server.url("/live/talks")
    before = {file: file.read_bytes() for file in (story / "fetched").glob("[!.]*")}
    Keep(story)
    assert {file: file.read_bytes() for file in (story / "fetched").glob("[!.]*")} == before


def test_a_running_watcher_follows_what_comes_later(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that leads nowhere at first: when it has a second page, that is fetched without a new start."""
    monkeypatch.setattr("rashomon.watch.loop.LEAST_EVERY", 0.05)
    with serving({"/live/talks": shown(page(post(3), post(2), post(1)))}) as server:
        tell(story, server)
        stop, events = threading.Event(), list[Event]()
        fetcher = Fetcher(allow=frozenset({"127.0.0.1"}), limits=Limits(delay=0.0), sleep=stop.wait)
        job = WatchJob(story=story, every=0.05, options=Options(engine="rules"), report=False)
        thread = threading.Thread(target=watch, args=(job, events.append, stop, fetcher), daemon=True)
        thread.start()
        try:
            until(lambda: any(event.kind == "built" for event in events))
            server.answers["/live/talks?page=2"] = shown(page(post(2), post(1)))
            server.answers["/live/talks"] = shown(page(post(5), post(4), post(3), foot='<a href="?page=2">2</a>'))
            until(lambda: "/live/talks?page=2" in server.paths())
            until(lambda: (story / "record.json").read_bytes().count(b'"Post ') >= 5)
        finally:
            stop.set()
            thread.join(30)
    (found,) = documents(story)
    assert [one.key for one in found.posts] == [f"post-{n:04}" for n in (5, 4, 3, 2, 1)]


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until it holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_story_may_ask_for_the_named_page_alone(story: Path) -> None:
    """`follow = false` on a page: what it leads to is left alone."""
    with serving({"/live/talks": shown(page(post(3), post(2), foot='<a rel="next" href="?page=2">2</a>'))}) as server:
        tell(story, server, more="follow = false\n")
        once(story)
        assert server.paths() == ["/robots.txt", "/live/talks"]


def fetched(url: str, body: bytes, minute: int) -> Fetched:
    at = datetime(2034, 1, 1, 12, tzinfo=UTC) + timedelta(minutes=minute)
    return Fetched(
        url=url, final=url, at=at, data=body, unchanged=False, content_type="text/html", known=Known(str(minute))
    )


def test_what_an_older_page_no_longer_shows_is_gone_and_posts_between_two_pages_stay(story: Path) -> None:
    """A post withdrawn from page 2 is gone, also where page 1 showed it before; one that waits between two visits, or
    has the very minute of the page's end, stays; an edit on page 2 counts.
    """
    (story / "story.toml").write_text(f'[[source]]\nurl = "{URL}"\noutlet = "The Tarn Courier"\n', "utf-8")
    keep, two = Keep(story), f"{URL}?page=2"
    keep.add(fetched(URL, page(post(6), post(5), post(4)), 1), Given())
    keep.add(fetched(two, page(post(3), post(2), post(1)), 2), Given(), part_of=URL)
    keep.add(fetched(URL, page(post(8), post(7), post(6)), 3), Given())  # 5 and 4 are on no page's newest capture
    assert sorted(one.key or "" for one in documents(story)[0].posts) == [f"post-{n:04}" for n in range(1, 9)]

    keep.add(fetched(two, page(post(5), post(3, "ships left, not lay"), post(2), post(1)), 4), Given(), part_of=URL)
    same_minute = post(4).replace("0004", "0044").replace("06:04", "06:08")
    keep.add(fetched(URL, page(post(9), post(8)), 5), Given())
    keep.add(fetched(two, page(same_minute, post(7), post(6), post(5)), 6), Given(), part_of=URL)
    keep.add(fetched(URL, page(post(10), post(9), post(8)), 7), Given())

    (found,) = documents(story)
    assert sorted(str(one.key) for one in found.posts) == [
        *(f"post-{n:04}" for n in (1, 2, 3, 5, 6, 7, 8, 9, 10)), "post-0044",
    ]  # fmt: skip
    assert "left, not lay" in found.text
    assert found.posts[0].key == "post-0010"


@pytest.mark.parametrize("seed", range(3))
def test_pages_in_parts_that_are_visited_at_random_times_and_killed_lose_and_double_no_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Posts come, are edited and withdrawn; pages are asked in any order, and the watcher is killed between what it
    writes. At the end every post that stands is there once, with its newest words, and a build in another process's
    place reads the same.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.toml").write_text(f'[[source]]\nurl = "{URL}"\noutlet = "The Tarn Courier"\n', "utf-8")
    chance, size = random.Random(seed), 3 + seed % 3
    told = dict.fromkeys(range(3), "ships lay in the port")
    keep, minute = Keep(tmp_path), 0

    def visit(part: int) -> None:
        nonlocal minute
        minute += 1
        numbers = sorted(told, reverse=True)[(part - 1) * size : part * size]
        url, given = (
            (f"{URL}?page={part}", Given(url=f"{URL}?page={part}", kind="live")) if part > 1 else (URL, Given())
        )
        if numbers:
            body = page(*(post(n, told[n]) for n in numbers))
            keep.add(fetched(url, body, minute), given, part_of=URL if part > 1 else None)

    def visit_all() -> None:
        for part in range(1, len(told) // size + 2):
            visit(part)

    visit_all()
    for number in range(3, 20):
        told[number] = "ships lay in the port"
        act = chance.choice(["visit", "visit", "edit", "withdraw", "kill"])
        if act == "edit":
            told[chance.choice(list(told))] = f"ships left the port at {number}"
        elif act == "withdraw":
            visit_all()
            del told[chance.choice(sorted(told)[1:-1])]
            visit_all()
        elif act == "kill":
            for file in (tmp_path / "fetched").glob("[!.]*"):
                file.unlink()
            with (tmp_path / "fetched" / ".kept" / "journal.jsonl").open("ab") as journal:
                journal.write(b'{"url":"https://tarn.exam')
            keep = Keep(tmp_path)
        visit(1)
        visit(chance.randint(1, 4))
    visit_all()
    visit_all()

    (found,) = documents(tmp_path)
    words = {str(one.key): found.text[one.start : one.end] for one in found.posts}
    stands = {f"post-{n:04}": f"{n + 3} {told[n]}, harbour master" for n in told}
    assert len(words) == len(found.posts)
    assert set(words) == set(stands)
    assert all(stands[key] in text for key, text in words.items())
    Keep(tmp_path)
    assert documents(tmp_path) == (found,)


def test_a_live_page_that_goes_on_elsewhere_stays_one_account(story: Path) -> None:
    """The page says where its coverage goes on: both make one account, and the new one's older pages are asked."""
    ending = (
        '<p>Our live coverage has ended for today. It continues on <a href="/live/talks-friday">our new page</a>.</p>'
    )
    aside = '<aside><p>Storm: live coverage continues <a href="/live/storm">here</a></p></aside>'
    with serving({
        "/live/talks": shown(page(post(3), post(2), post(1), foot=ending + aside)),
        "/live/talks-friday": shown(page(post(65), post(64), foot='<a href="?page=2">2</a>')),
        "/live/talks-friday?page=2": shown(page(post(63), post(62))),
    }) as server:  # fmt: skip
        tell(story, server)
        once(story)
        assert "/live/storm" not in server.paths()

    (found,) = documents(story)
    assert sorted(one.key or "" for one in found.posts) == [f"post-{n:04}" for n in (1, 2, 3, 62, 63, 64, 65)]


BACK = '<p>Yesterday was calmer. <a href="/live/{}">{}</a>.</p>'


def test_earlier_days_that_a_page_looks_back_to_make_one_account_with_it(story: Path) -> None:
    """Link by link back, with the older pages of each day, so many days and no more; posts of days that overlap all
    stay.
    """
    words = ["Catch up on Monday's live coverage", "Our live blog from Sunday", "Yesterday’s live page", "earlier blog"]
    days = {
        f"/live/day-{n}": shown(
            page(post(60 * n + 3), post(60 * n + 1), foot=BACK.format(f"day-{n - 1}", words[n % 4]))
        )
        for n in range(1, 11)
    }
    days["/live/day-9"] = shown(
        page(post(544), post(542), foot=BACK.format("day-8", words[0]) + '<a href="?page=2">Older posts</a>')
    )
    with serving({
        **days,
        "/live/day-9?page=2": shown(page(post(541), post(540))),
        "/live/talks": shown(page(post(601), post(543), post(539), foot=BACK.format("day-9", words[1]))),
    }) as server:  # fmt: skip
        tell(story, server)
        once(story)
        asked = server.paths()
    assert asked.count("/live/day-9?page=2") == 1
    assert [path for path in asked if "day" in path and "page" not in path] == [
        f"/live/day-{n}" for n in range(9, 9 - MOST_EARLIER, -1)
    ]

    (found,) = documents(story)
    keys = {one.key for one in found.posts}
    assert {f"post-{n:04}" for n in (601, 544, 543, 542, 541, 540, 539, 483, 481)} <= keys
    assert found.url == server.url("/live/talks")


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("Yesterday's live coverage", "/live/storm"),
        ("our live page from Monday", "/live/storm"),
        ("The storm as it happened", None),
        ("Yesterday's live coverage", "/news/storm"),
        ("Yesterday's live coverage", "https://other.example/live/storm"),
    ],
)
def test_only_words_that_look_back_lead_back(words: str, url: str | None) -> None:
    """A link to another live page is none to an earlier day of this one unless its words say so; nor is one to an
    article or to another host.
    """
    raw = raw_of("a.html", page(post(3), post(2), foot=f'<p><a href="{url or "/live/storm"}">{words}</a></p>'))
    (found,) = read(msgspec.structs.replace(raw, given=Given(url=URL, kind="live")))

    assert found.continues == ((f"https://tarn.example{url}",) if url == "/live/storm" else ())


def test_numbered_parts_are_pages_of_one_account() -> None:
    """`-part-2` of an address is what `?page=2` is; from a later part the first is another page."""
    assert leads('<a href="/live/talks-part-2">Part 2</a>') == (f"{URL}-part-2",)
    assert leads('<a href="/live/talks-part-1">1</a>', f"{URL}-part-2") == (f"{URL}-part-1",)
    raws = [
        raw_of(f"{n}.html", page(post(2 * n), post(2 * n - 1)), Given(url=f"{URL}-part-{n}", kind="live"))
        for n in (1, 2, 3)
    ]
    (found,) = read_all(raws).documents
    assert len(found.posts) == 6


def test_saved_pages_of_several_days_that_lead_to_each_other_make_one_account() -> None:
    """Without a network: one page says where it goes on, another looks back, a third is about something else."""
    ends = '<p>Our live coverage has ended. It continues on <a href="/live/talks-2">our new page</a>.</p>'
    back = '<p>Here is <a href="/live/talks-2">yesterday\'s live blog</a>.</p>'
    told = {
        "talks": page(post(3), post(1), foot=ends), "talks-2": page(post(65), post(2)),
        "talks-3": page(post(125), post(124), foot=back), "storm": page(post(6), post(5)),
    }  # fmt: skip
    raws = [
        raw_of(f"{name}.html", body, Given(url=f"https://tarn.example/live/{name}", kind="live"))
        for name, body in told.items()
    ]
    found = read_all(raws).documents

    assert sorted(len(document.posts) for document in found) == [2, 6]
    assert read_all(raws[::-1]).documents == found


def leads(foot: str, base: str = URL) -> tuple[str, ...]:
    raw = raw_of("a.html", page(post(3), post(2), post(1), foot=foot))
    return leads_of(raw, read(raw), base)


@pytest.mark.parametrize(
    "foot",
    [
        '<a href="?page=with:block-5f2a#block-5f2a">06:03</a>',
        '<a href="?page=2#comments">2</a>',
        '<a rel="next" href="https://other.example/live/talks?page=2">Next</a>',
        '<a rel="next" href="/news/ferry-sold">Next story</a>',
        '<a href="?page=1">1</a>',
        '<a href="?sort=oldest">Oldest</a>',
        '<p>More: <a href="/live/storm">Storm live</a></p>',
        '<a rel="next" href="javascript:next()">Next</a>',
        f'<p>{"word " * 120} live coverage continues <a href="/live/storm">here</a></p>',
    ],
)
def test_other_links_are_left_alone(foot: str) -> None:
    """Addresses of single posts, comments, other stories, other hosts and the page itself are no further pages."""
    assert leads(foot) == ()


def test_further_pages_are_bounded() -> None:
    """However many pages a page names, so many are asked."""
    foot = "".join(f'<a href="?page={n}">{n}</a>' for n in range(2, 200))
    assert len(leads(foot)) == MOST_PAGES
    assert leads('<a href="/live/talks/page/2/">Older Entries</a>') == (f"{URL}/page/2/",)
    assert leads('<a href="/live/talks?page=with:block-1a">Older posts</a>') == (f"{URL}?page=with:block-1a",)


def feed(server: Server, *numbers: int) -> Answer:
    items = "".join(
        f"<item><title>Pier {n} agrees</title><link>{server.url(f'/news/{n}')}</link><guid>{n}</guid>"
        f"<pubDate>Mon, 16 May 2033 06:{n:02}:00 GMT</pubDate>"
        f"<description>The crews of pier {n} will have a day off, Ilma Dorvik said.</description></item>"
        for n in numbers
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tarn</title>{items}</channel></rss>'
    )
    return shown(body.encode(), "application/rss+xml")


def test_the_pages_behind_a_feed_are_fetched_where_the_story_asks_for_them(story: Path) -> None:
    """The page takes the place of its item; an item whose page cannot be had stays; a page whose item has left the
    feed stays an account and is not asked again.
    """
    with serving({f"/news/{n}": shown(article(n)) for n in (2, 3)}) as server:
        server.answers["/feed"] = feed(server, 2, 1)
        tell(story, server, "feed", "/feed", "follow = true\n")
        once(story)
        found = {document.url: document for document in documents(story)}
        assert {url: one.format for url, one in found.items()} == {
            server.url("/news/1"): "feed", server.url("/news/2"): "html",
        }  # fmt: skip
        assert found[server.url("/news/2")].outlet == "The Tarn Courier"
        assert "item-of-page" in {problem.code for problem in found[server.url("/news/2")].problems}

        server.answers["/feed"] = feed(server, 3)
        server.asked.clear()
        once(story)
        assert server.paths() == ["/robots.txt", "/feed", "/news/2", "/news/1", "/news/3"]
        server.asked.clear()
        once(story)
        assert server.paths() == ["/robots.txt", "/feed", "/news/3"]
        assert {one.url: one.format for one in documents(story)} == {
            server.url("/news/1"): "feed", server.url("/news/2"): "html", server.url("/news/3"): "html",
        }  # fmt: skip

        tell(story, server, "feed", "/feed")
        server.asked.clear()
        once(story)
        assert server.paths() == ["/robots.txt", "/feed"]
        assert {one.format for one in documents(story)} == {"feed"}


def test_the_pages_behind_a_feed_are_bounded(story: Path) -> None:
    """Of a feed of forty items the newest are followed."""
    with serving({}) as server:
        server.answers["/feed"] = feed(server, *range(40, 0, -1))
        tell(story, server, "feed", "/feed", "follow = true\n")
        once(story)
        assert [path for path in server.paths() if path.startswith("/news")] == [
            f"/news/{n}" for n in range(40, 40 - MOST_ITEMS, -1)
        ]


@pytest.mark.parametrize(
    ("line", "words"), [('path = "a.html"\nfollow = true', "leads nowhere"), ('follow = "yes"\nfeed = "{}"', "true or")]
)
def test_follow_is_of_pages_and_feeds(story: Path, line: str, words: str) -> None:
    """A mistake in the story file is told with its line."""
    (story / "story.toml").write_text(f"[[source]]\n{line.replace('{}', URL)}\n", "utf-8")
    with pytest.raises(OptionError, match=f"line [23].*{words}"):
        load_story(story / "story.toml")
