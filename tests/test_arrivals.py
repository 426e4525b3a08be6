"""What has come and is not woven yet: what is told of it, and until when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from rashomon.arrivals import ARRIVALS_NAME, LARGEST, MOST, Arrivals, announce, announced, arrivals, withdraw
from rashomon.model.analysis import Analysis, Post
from rashomon.model.document import Document
from rashomon.model.record import Record, Source

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)


def analysis(*words: str, outlet: str = "The Tarn Courier") -> Analysis:
    """A live page with a post for each of the words."""
    posts, text = [], ""
    for number, body in enumerate(words):
        start = len(text)
        posts.append(Post(id=f"p{start}", document=f"{outlet} {len(words)}", start=start, end=start + len(body),
                          title=f"T{number}", published=START + timedelta(minutes=number)))  # fmt: skip
        text += body + "\n\n"
    page = Document(id=f"{outlet} {len(words)}", sha256="0" * 64, text=text, format="html", path=f"{outlet}.html",
                    outlet=outlet, kind="live")  # fmt: skip
    return Analysis(document=page, posts=tuple(posts))


def record(*analyses: Analysis) -> Record:
    """A record of these pages."""
    return Record(
        documents=tuple(Source.from_document(a.document) for a in analyses),
        posts=tuple(p for a in analyses for p in a.posts),
    )


def test_new_posts_and_accounts_are_told_and_unchanged_ones_are_not() -> None:
    """One post more here, a whole account there; the third page is as it was."""
    same = analysis("Ships lay there.", outlet="The Quay")
    old = record(analysis("One ship."), same)
    found = arrivals(old, (analysis("One ship.", "Two ships."), same, analysis("Fog.", outlet="Radio Fenn")), "abc")

    assert found is not None
    assert found.after == "abc"
    assert [(a.account, a.how, a.title) for a in found.told] == [
        ("Radio Fenn", "account", None), ("The Tarn Courier", "new", "T1"),
    ]  # fmt: skip
    assert found.words == "1 new account, 1 new post from 2 accounts"
    assert arrivals(old, (analysis("One ship."), same), "abc") is None


def test_many_posts_are_told_by_their_number() -> None:
    """The list is bounded, the count is not."""
    found = arrivals(record(analysis("A")), (analysis(*["A", *(f"Words {n}" for n in range(MOST + 30))]),), "abc")

    assert found is not None
    assert (found.count, len(found.told)) == (MOST + 30, MOST)
    assert found.words == f"{MOST + 30} new posts from The Tarn Courier"


def test_an_announcement_holds_for_one_version_until_it_is_withdrawn(tmp_path: Path) -> None:
    """Beside another record it says nothing; nor does a file that is damaged, too long, or gone."""
    found = Arrivals(after="abc", count=1, words="1 new post from The Quay")
    announce(tmp_path, found)

    assert announced(tmp_path, "abc") == found
    assert announced(tmp_path, "abd") is None
    withdraw(tmp_path)
    withdraw(tmp_path)
    assert announced(tmp_path, "abc") is None
    for damaged in (b"{", b"[]", b'{"after": "abc"}', b"\xff", b" " * (LARGEST + 1)):
        (tmp_path / ARRIVALS_NAME).write_bytes(damaged)
        assert announced(tmp_path, "abc") is None
    announce(tmp_path / "nowhere", found)
