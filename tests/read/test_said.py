"""A live page that says how many posts it has is held to it; posts that only a script loads are told as missing."""

import pytest

from rashomon.model.document import Document
from rashomon.read import Reading, raw_of, read_all

URL = "https://tarn.example/live/talks"


def post(number: int, more: str = "") -> str:
    return (
        f'<article class="live-post" id="post-{number:04}"><time datetime="2033-05-16T06:{number:02}:00Z"></time>'
        f"<h2>Post {number}</h2><p>{number + 3} ships lay in the port, harbour master Ilma Dorvik said.</p>{more}"
        "</article>"
    )


def page(
    numbers: tuple[int, ...], above: str = "", below: str = "", room: str = "", more: str = "", inside: str = ""
) -> bytes:
    posts = "".join(post(number, more) for number in numbers)
    body = f"<h1>Talks - live</h1>{above}<div {room}>{posts}{inside}</div>{below}"
    head = f'<meta charset="utf-8"><title>Talks - live</title><link rel="canonical" href="{URL}">'
    return f"<html><head>{head}</head><body><main>{body}</main></body></html>".encode()


def document(body: bytes) -> Document:
    (found,) = reading(body).documents
    return found


def reading(*bodies: bytes) -> Reading:
    return read_all([raw_of(f"{number}.html", body) for number, body in enumerate(bodies)])


def told(found: Document) -> list[str]:
    codes = {"posts-not-loaded", "posts-behind-script"}
    return [problem.message.split(": ")[-1] for problem in found.problems if problem.code in codes]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"above": "<span>18 Posts</span>"}, 18),
        ({"below": "<p>Showing 1-3 of 1,028 updates</p>"}, 1028),
        ({"below": "<p>3 out of 40 entries</p>"}, 40),
        ({"room": 'data-total-posts="57"'}, 57),
        ({"room": 'data-feed-item-count="26" data-total-width="900"'}, 26),
    ],
)
def test_a_page_that_says_it_has_more_posts_is_partial(more: dict[str, str], said: int) -> None:
    """However it says so; the problem has both numbers."""
    found = document(page((3, 2, 1), **more))

    assert told(found) == [f"the page says that it has {said:,} posts; 3 could be read"]
    assert found.partial


@pytest.mark.parametrize(
    "more",
    [
        {"above": "<span>3 posts</span>"},
        {
            "above": "<span>4 posts</span>",
            "inside": '<article class="live-post"><time datetime="2033-05-16T06:00:00Z"></time><img></article>',
        },
        {"above": "<span>5 new updates</span>"},
        {"above": "<nav><span>90 posts</span></nav>"},
        {"more": "<p>90 posts</p>"},
        {"below": "<p>212 comments</p><button>Load more comments</button>"},
        {"below": '<a href="?page=2">Older posts</a>'},
        {"more": "<button>Show more</button>"},
        {"above": "<aside><button>Load more</button></aside>"},
    ],
)
def test_other_numbers_and_buttons_say_nothing(more: dict[str, str]) -> None:
    """What is new since the page was opened, comments, words of a post, and links that can be followed."""
    found = document(page((3, 2, 1), **more))

    assert told(found) == []
    assert not found.partial


@pytest.mark.parametrize("button", ["<button>Load more</button>", '<a href="#">Show older posts »</a>'])
def test_a_button_that_loads_posts_is_told(button: str) -> None:
    """Without a number it is known that posts are missing, not how many."""
    found = document(page((3, 2, 1), below=button))

    assert [words[:34] for words in told(found)] == ["a button of the page loads further"]
    assert found.partial


def test_further_captures_count_towards_what_the_page_says() -> None:
    """A page of five posts of which two captures hold all: nothing is missing."""
    (found,) = reading(page((5, 4, 3), "<span>5 posts</span>"), page((3, 2, 1), "<span>3 posts</span>")).documents

    assert len(found.posts) == 5
    assert told(found) == []
