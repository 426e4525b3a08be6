"""What a change set says of posts, and how it reads in one line."""

from datetime import UTC, datetime, timedelta

import msgspec

from rashomon.changes import Changes, NewClaim
from rashomon.changeset import ChangeSet, change_set, changed_posts, sentence
from rashomon.model.analysis import Post
from rashomon.model.document import Document
from rashomon.model.record import Record, Source

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)


def record(*posts: tuple[int, str], url: str = "https://tarn.example/live", again: bool = False) -> Record:
    """A record of one live page whose posts have a minute and words; with `again`, the first is shown twice."""
    text, made = "", []
    for number, (minute, words) in enumerate([*posts, *(posts[:1] if again else ())]):
        start, copy = len(text), "p0" if number == len(posts) else None
        made.append(
            Post(id=f"p{start}", document="d", start=start, end=start + len(words), title=f"T{minute}",
                 published=START + timedelta(minutes=minute), same_as=copy)
        )  # fmt: skip
        text += words + "\n\n"
    page = Document(
        id="d", sha256="0" * 64, text=text, format="html", path="a.html", url=url, kind="live", title="Talks"
    )
    return Record(documents=(Source.from_document(page),), posts=tuple(made))


def kinds(old: Record, new: Record) -> list[tuple[str, str | None, str | None]]:
    return [(post.how, post.title, post.before) for post in changed_posts(old, new)]


def test_posts_that_came_were_edited_or_are_gone_are_told_with_their_words_before() -> None:
    """One of each, though every post has moved in the text."""
    old = record((3, "Three ships."), (2, "Two ships."), (1, "One ship."))
    new = record((4, "Four ships."), (3, "Three ships."), (2, "Two boats."))

    assert kinds(old, new) == [("new", "T4", None), ("edited", "T2", "Two ships."), ("gone", "T1", "One ship.")]
    assert kinds(new, new) == []


def test_a_post_shown_twice_is_one_and_a_new_page_is_no_heap_of_posts() -> None:
    """A pinned copy is no change; a page that was not there before is told as an account."""
    posts = (3, "Three ships."), (2, "Two ships.")
    plain, pinned = record(*posts), record(*posts, again=True)

    assert kinds(plain, pinned) == []
    assert kinds(plain, record((3, "Three ships."), url="https://other.example/live")) == []


def test_a_change_set_reads_in_one_line_and_survives_its_file() -> None:
    """Counts with their nouns; the JSON line gives the same value back."""
    found = change_set(record((1, "One ship.")), record((2, "Two ships."), (1, "One ship.")), 7, START)
    assert found.count == 1
    assert sentence(found) == "1 new post"
    claims = tuple(NewClaim(claim=f"c{n}", text="x", documents=("d",)) for n in (1, 2))

    assert sentence(msgspec.structs.replace(found, changes=Changes(claims=claims))) == "1 new post, 2 new claims"
    assert msgspec.json.decode(msgspec.json.encode(found), type=ChangeSet) == found
