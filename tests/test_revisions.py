"""A post's earlier wordings, from the change sets that a followed story wrote."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from rashomon.build import carry_over, save_changed
from rashomon.changes import Changes
from rashomon.changeset import ChangeSet, change_set, changed_posts, entry
from rashomon.model.analysis import Post
from rashomon.model.document import Document
from rashomon.model.record import Record, Source
from rashomon.revisions import MOST_VERSIONS, History, Revisions
from rashomon.store import DATABASE_NAME, Store, open_store

START = datetime(2033, 5, 16, 6, 0, tzinfo=UTC)
Told = tuple[int, str, str]
"""A post of a page: its minute, its title, its words."""
MANY = int(os.environ.get("RASHOMON_EDITS", "1200"))
"""Edits of one post; try 10000."""


def record(*posts: Told, links: bool = False) -> Record:
    """A live page as a build finds it; with `links` each post has an address of its own."""
    text, made = "", []
    for minute, title, words in posts:
        whole = f"{title}\n{words}"
        made.append(
            Post(id=f"p{len(text)}-{len(posts)}", document="d", start=len(text), end=len(text) + len(whole),
                 title=title, published=START + timedelta(minutes=minute),
                 permalink=f"https://tarn.example/live#{minute}" if links else None)
        )  # fmt: skip
        text += whole + "\n\n"
    page = Document(id="d", sha256="0" * 64, text=text, format="html", path="a.html",
                    url="https://tarn.example/live", kind="live", title="Talks", outlet="The Tarn Courier")  # fmt: skip
    return Record(documents=(Source.from_document(page),), posts=tuple(made))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / DATABASE_NAME) as opened:
        yield opened


def follow(store: Store, *records: Record) -> Revisions:
    """Save the records one after another, a minute apart, as a watcher does."""
    old = store.record()
    for new in records:
        number = store.log.last() + 1
        found = change_set(old, new, number, START + timedelta(hours=2, minutes=number)) if old else None
        with store.saving(new, change=entry(found) if found and found.count else None):
            pass
        old = new
    assert old is not None
    return Revisions(store.log, old)


def texts(found: History | None) -> list[str]:
    assert found is not None
    return [version.text for version in found.versions]


BELOW = (1, "Below", "It rained.")


def test_each_earlier_wording_stands_with_the_time_it_was_seen(store: Store) -> None:
    """Two edits, with another post coming between: three wordings, each until the next was noticed."""
    found = follow(
        store,
        record((2, "Ships", "Two ships left."), BELOW),
        record((2, "Ships", "Three ships left."), BELOW),
        record((3, "News", "Nothing."), (2, "Ships", "Three ships left."), BELOW),
        record((3, "News", "Nothing."), (2, "Ships", "Three boats left."), BELOW),
    )
    (one,) = found.listed()
    history = found.of(one.post)

    assert (one.account, one.title, one.edits, one.withdrawn) == ("The Tarn Courier", "Ships", 2, False)
    assert texts(history) == ["Ships Three boats left.", "Ships Three ships left.", "Ships Two ships left."]
    assert [v.since.minute if v.since else None for v in history.versions] == [3, 1, None]
    assert [v.until.minute if v.until else None for v in history.versions] == [None, 3, 1]
    assert found.counts() == {one.post: 2}


def test_an_old_id_of_a_post_leads_to_it(store: Store) -> None:
    """Ids change when a page grows; the address of this morning still shows the post."""
    first, second = record((2, "Ships", "Two ships."), BELOW), record((2, "Ships", "Three ships."), BELOW)
    third = record((4, "Late", "Snow."), (2, "Ships", "Three ships."), BELOW)
    found = follow(store, first, second, third)

    assert texts(found.of(second.posts[0].id)) == ["Ships Three ships.", "Ships Two ships."]
    assert found.of("p-none") is None


def test_a_title_that_was_edited_is_an_edit(store: Store) -> None:
    """A post without an address of its own goes on under its new title, with its wordings before; in a row twice."""
    words = "Two ships left the harbour of Selk at dawn."
    found = follow(
        store, record((2, "Ships", words), BELOW), record((2, "Boats", words), BELOW),
        record((2, "Ferries", words), BELOW),
    )  # fmt: skip
    (one,) = found.listed()

    assert one.edits == 2
    assert [text.split()[0] for text in texts(found.of(one.post))] == ["Ferries", "Boats", "Ships"]


def test_another_post_of_the_same_minute_is_no_edit(store: Store) -> None:
    """One was withdrawn and one of other words came in that minute; and two of one minute and title are held apart."""
    found = follow(
        store,
        record((2, "Ships", "Two ships left."), BELOW),
        record((2, "Weather", "Snow fell on the passes all night."), BELOW),
    )
    assert [(one.title, one.withdrawn) for one in found.listed()] == [("Ships", True)]

    again = record((2, "A", "Red."), (2, "A", "Blue."), BELOW), record((2, "A", "Red."), (2, "A", "Green."), BELOW)
    found = follow(store, *again)
    by_words = {one.versions[0].text: one for post in again[1].posts if (one := found.of(post.id))}
    assert texts(by_words["A Green."]) == ["A Green.", "A Blue."]
    assert texts(by_words["A Red."]) == ["A Red."]


def test_a_withdrawn_post_keeps_its_wordings_and_may_come_back(store: Store) -> None:
    """It has the words that it last had, and those before; when it returns edited, that is one more wording."""
    last = record((2, "Ships", "Three ships."), BELOW)
    found = follow(store, record((2, "Ships", "Two ships."), BELOW), last, record(BELOW))
    (one,) = found.listed()

    assert (one.withdrawn, one.post, one.edits) == (True, last.posts[0].id, 1)
    assert texts(found.of(one.post)) == ["Ships Three ships.", "Ships Two ships."]
    found = follow(store, record((2, "Ships", "Four ships."), BELOW))
    (one,) = found.listed()
    assert not one.withdrawn
    assert texts(found.of(one.post)) == ["Ships Four ships.", "Ships Three ships.", "Ships Two ships."]


def test_an_account_that_left_the_story_has_no_withdrawn_posts(store: Store) -> None:
    """Its posts were edited, and nobody took them down: the user took the account out."""
    edited = record((2, "Ships", "Three ships."), BELOW)
    found = follow(store, record((2, "Ships", "Two ships."), BELOW), edited, Record())

    assert found.listed() == ()
    assert found.of(edited.posts[0].id) is None


@pytest.mark.parametrize("links", [True, False], ids=["own address", "time and title"])
def test_a_post_that_is_edited_without_end_is_read_in_bounds(store: Store, links: bool) -> None:
    """Of very many edits the newest wordings are given and the first, and how many lie between."""
    edits = MANY
    steps = [record((2, "Ships", f"{number} ships."), links=links) for number in range(edits + 1)]
    with store.saving(steps[-1]):  # one transaction: so many would each wait for the disk
        for number, (old, new) in enumerate(pairwise(steps), 1):
            posts = changed_posts(old, new)
            store.log.put(entry(ChangeSet(number=number, at=START, changes=Changes(), posts=posts)))
    current = store.record()
    found = Revisions(store.log, current)
    (one,) = found.listed()
    history = found.of(one.post)

    assert one.edits == edits
    assert len(history.versions) == MOST_VERSIONS + 1
    assert texts(history)[0] == f"Ships {MANY} ships."
    assert texts(history)[-1] == "Ships 0 ships."
    assert history.between == edits + 1 - len(history.versions)


def test_a_deleted_database_takes_its_change_sets_back_from_the_log(tmp_path: Path) -> None:
    """Damaged and deleted, it is made anew from changes.jsonl and record.json: wordings stay, and numbers go on."""
    steps = [record((2, "Ships", f"{n} ships."), BELOW) for n in ("Two", "Three", "Four")]
    with open_store(tmp_path / DATABASE_NAME) as store:
        for step in steps[:2]:
            save_changed(step, tmp_path, store, report=False)
    (tmp_path / DATABASE_NAME).unlink()
    with (tmp_path / "changes.jsonl").open("ab") as file:
        file.write(b'{"number": 99, "cut')
    with open_store(tmp_path / DATABASE_NAME) as store:
        save_changed(steps[2], tmp_path, store, report=False)
        found = Revisions(store.log, steps[2])

        assert texts(found.of(steps[2].posts[0].id)) == ["Ships Four ships.", "Ships Three ships.", "Ships Two ships."]
        lines = (tmp_path / "changes.jsonl").read_bytes().splitlines()
        assert [msgspec.json.decode(line)["number"] for line in lines] == [1, 2]
        carry_over(store, tmp_path)
        assert (tmp_path / "changes.jsonl").read_bytes().splitlines() == lines
