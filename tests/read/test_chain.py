"""Several captures or pages of one live page are one account: each post once, with its newest words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read import raw_of, read_all
from rashomon.read.chain import Sign, needed, standing

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)


WORDS = "lay in the port of the valley for the whole of the night"


def page(url: str, *numbers: int, words: str = WORDS, counted: bool = False) -> bytes:
    def post(number: int) -> str:
        at = (START + timedelta(minutes=number)).isoformat()
        body = f"<p>{number + 3} ships {words}, harbour master Ilma Dorvik said on Monday.</p>"
        key = f"post-{numbers.index(number) if counted else number:04}"
        return (
            f'<article class="live-post" id="{key}"><time datetime="{at}"></time><h2>Post {number}</h2>{body}</article>'
        )

    site = f'<meta property="og:site_name" content="The Tarn Courier"><link rel="canonical" href="{url}">'
    body = f"<h1>Talks - live</h1>{''.join(map(post, numbers))}"
    return f"<!doctype html><html><head><title>Talks - live</title>{site}</head><body>{body}</body></html>".encode()


def test_the_pages_of_one_live_page_are_one_account() -> None:
    """Page 1 and 2 of a live page, saved as files, give one document with all the posts, and a problem says so."""
    one, two = "https://tarn.example/live/talks", "https://tarn.example/live/talks?page=2"
    reading = read_all([raw_of("b.html", page(two, 3, 2, 1)), raw_of("a.html", page(one, 6, 5, 4))])

    (document,) = reading.documents
    assert [post.key for post in document.posts] == [f"post-{n:04}" for n in (6, 5, 4, 3, 2, 1)]
    assert document.path == "a.html"
    assert {"pages-of-one", "posts-from-older-captures"} <= {problem.code for problem in document.problems}
    for post in document.posts:
        assert post.title is not None
        assert post.title.of(document.text) == f"Post {int(str(post.key)[5:])}"


def test_the_same_page_saved_twice_is_one_account_with_the_newest_words() -> None:
    """An edit replaces the older words; what was withdrawn in between is gone; the order of inputs does not matter."""
    url = "https://tarn.example/live/talks"
    raws = [
        raw_of("old.html", page(url, 4, 3, 2, 1)),
        raw_of("new.html", page(url, 5, 4, 2, words="left the port, not the valley, in the morning of that day")),
    ]
    (document,) = read_all(raws).documents

    assert [post.key for post in document.posts] == ["post-0005", "post-0004", "post-0002", "post-0001"]
    assert document.text.count("left the port") == 3
    assert read_all(raws[::-1]).documents == (document,)


def test_pages_that_count_their_posts_anew_lose_none() -> None:
    """Where the newest post is always number one, a post is known by its time too."""
    url = "https://tarn.example/live/talks"
    raws = [raw_of(f"{n}.html", page(url, n + 2, n + 1, n, counted=True)) for n in (1, 2, 3, 4)]
    (document,) = read_all(raws).documents

    assert [document.text[post.start : post.start + 6] for post in document.posts] == [
        f"Post {n}" for n in range(6, 0, -1)
    ]
    assert len({post.key for post in document.posts}) == 6


def test_pages_of_other_addresses_stay_apart() -> None:
    """Another live page of the same outlet is another account."""
    raws = [raw_of(f"{n}.html", page(f"https://tarn.example/live/{n}", 3, 2, 1)) for n in (1, 2)]

    assert len(read_all(raws).documents) == 2


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ("d9 c8 b7 a7", "d9 c8 a7", "b"),  # a, further down, is still shown: b did not fall off the end
        ("d9 c8 b7 a7", "e9 d9 c8 a7", "b"),
        ("d9 c8 b7 a7", "e9 d9 c8 b7", ""),  # a may have fallen off
        ("d9 c8 b7 a7", "d9 c8 b7", "a"),  # nothing new pushed it off
        ("d9 c8 b7 a6", "d9 c8 b7", ""),  # older than all shown
        ("d9 a7 b7 c8", "d9 b7 c8", "a"),
        ("x5 a7 b7 c8 d9", "x5 b7 c8 d9 e9", ""),  # oldest first: a fell off the top
    ],
)
def test_a_post_of_the_oldest_shown_minute_is_gone_only_where_it_did_not_fall_off(
    before: str, after: str, gone: str
) -> None:
    """Names are keys, digits minutes. What stood above a post that is still shown was withdrawn; the last may have
    been pushed off by what is new.
    """

    def capture(shown: str) -> tuple[Sign, ...]:
        return tuple((one[0], one, f"2033-05-16T06:0{one[1]}:00+00:00") for one in shown.split())

    stand = standing([capture(before), capture(after)])
    assert {one[0] for one in before.split()} - set(stand) == set(gone)


WINDOWS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(0, 3)), min_size=1, max_size=8)


@given(WINDOWS)
def test_every_standing_post_is_in_a_needed_capture(windows: list[tuple[int, int, int]]) -> None:
    """Whatever a page showed over time, the captures that are kept for reading hold each standing post as it stands."""
    captures: list[tuple[Sign, ...]] = [
        tuple((f"k{n}", f"words {n % (edit + 1)}", (START + timedelta(minutes=n)).isoformat())
              for n in range(first + size, first, -1))
        for first, size, edit in windows
    ]  # fmt: skip
    stand = standing(captures)
    kept = {(key, words) for number in needed(captures) for key, words, _ in captures[number]}

    assert set(stand.items()) <= kept
    assert {key for key, _, _ in captures[-1]} <= stand.keys()
