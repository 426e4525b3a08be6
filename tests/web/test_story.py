"""A watched folder: records come, change, break and come back; readers lose nothing by it."""

import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from folders import earlier, write

from rashomon.arrivals import ARRIVALS_NAME, Arrival, Arrivals, announce
from rashomon.build import save
from rashomon.changes import Changes
from rashomon.changeset import ChangedPost, ChangeSet, entry
from rashomon.model.record import Record
from rashomon.store import open_store
from rashomon.web import Guard, Story
from rashomon.web.app import _stream
from rashomon.web.edition import read_edition
from rashomon.web.site import Site
from rashomon.web.story import KEPT, STALE, now


def moved(record: Record, prefix: str) -> Record:
    """The same story under other statement and claim ids, as when a page has grown."""
    text = msgspec.json.encode(record).decode()
    for item in (*record.statements, *record.claims):
        text = text.replace(f'"{item.id}"', f'"{prefix}{item.id}"')
    return msgspec.json.decode(text, type=Record)


def test_a_replaced_record_is_noticed_once(folder, record) -> None:
    """Looking again without a change says nothing; a replaced file is read."""
    story = Story(folder)
    first = story.edition
    assert not story.look()
    write(folder, earlier(record))

    assert story.look()
    assert not story.look()
    assert story.edition.version != first.version
    assert first.record == record, "a page that is being made from the older one still has all of it"


def test_what_has_come_is_told_until_its_record_is_there(folder, record) -> None:
    """Noticed once, told with the news of every version, gone with the new record or when it has grown old."""
    write(folder, earlier(record))
    story = Story(folder)
    site = Site(story, Guard())
    version = story.edition.version
    came = (
        Arrival(account="The Quay", how="new", title="Ferries stay in port"),
        Arrival(account="The Quay", how="new"),
    )
    announce(folder, Arrivals(after=version, count=2, words="2 new posts from The Quay", told=came))

    assert story.look()
    assert not story.look()
    assert site.news(version).arriving == "2 new posts from The Quay"
    assert site.news(version).titles == ("The Quay: Ferries stay in port",)
    old = time.time() - STALE - 1
    os.utime(folder / ARRIVALS_NAME, (old, old))
    assert story.look()
    assert site.news(version).arriving == ""
    os.utime(folder / ARRIVALS_NAME)
    assert story.look()
    write(folder, record)
    assert story.look()
    assert site.news(version).arriving == ""
    assert site.news(version).version != version


def test_an_announcement_seen_before_its_record_waits_for_it(folder, record) -> None:
    """While a large record is read, the watcher may have saved it and read the next post."""
    later = Story(folder).edition.version
    write(folder, earlier(record))
    story = Story(folder)
    announce(folder, Arrivals(after=later, count=1, words="1 new post from The Quay"))
    story.look()
    assert story.arriving is None
    write(folder, record)

    assert story.look()
    assert story.arriving is not None


def test_what_changed_is_told_from_any_edition_that_was_seen(folder, record) -> None:
    """One and two steps back; an edition that never was is not known."""
    write(folder, Record())
    story = Story(folder)
    empty = story.edition.version
    write(folder, earlier(record))
    story.look()
    middle = story.edition.version
    write(folder, record)
    story.look()

    assert len(story.since(empty).changes.claims) == len(record.claims)
    assert story.since(middle).known
    assert story.since(story.edition.version).changes.count == 0
    assert not story.since("0" * 12).known


def test_old_addresses_lead_on_over_several_editions(serve, folder, record) -> None:
    """A link of this morning opens what the claim has become, and says so."""
    client = serve(folder)
    story = client.app.state.site.story
    old = record.claims[0].id
    for prefix in ("x", "y"):
        write(folder, moved(record, prefix))
        story.look()

    answer = client.get(f"/claims/{old}")

    assert answer.headers["location"] == f"/claims/y{old}?was=1"
    assert "earlier record" in client.get(answer.headers["location"]).text
    assert client.get(f"/claims/{old}.json").headers["location"] == f"/claims/y{old}.json?was=1"


def build(folder, record) -> None:
    """What a build does with a finished record."""
    with open_store(folder / "rashomon.db") as store:
        save(record, folder, store, report=False)


def test_a_server_that_starts_anew_knows_what_changed_since_a_reader_last_looked(serve, folder, record) -> None:
    """Two builds, the second while no server ran: the version that a browser remembers is still compared with, an old
    address leads on, and the server has written nothing.
    """
    build(folder, moved(earlier(record), "x"))
    first = Story(folder)
    seen = first.edition.version
    old = first.edition.record.claims[0].id
    build(folder, record)
    there = {file: file.stat().st_mtime_ns for file in folder.iterdir()}

    client = serve(folder)
    story = client.app.state.site.story
    again = story.since(seen)
    assert again.known
    assert again.changes.count
    assert story.earliest() == seen
    assert [kept.version for kept in story.editions()] == [story.edition.version, seen]
    assert "no longer kept" not in client.get(f"/changes?since={seen}").text
    assert client.get(f"/claims/{old}").headers["location"] == f"/claims/{old.removeprefix('x')}?was=1"
    assert client.get("/claims/nothing").status_code == 404
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == there


@pytest.mark.parametrize("harm", [lambda db: db.write_bytes(b"no database" * 99), lambda db: db.unlink()])
def test_without_a_sound_database_only_the_running_servers_records_are_known(folder, record, harm) -> None:
    """It says so rather than fail."""
    build(folder, earlier(record))
    seen = Story(folder).edition.version
    build(folder, record)
    harm(folder / "rashomon.db")
    story = Story(folder)

    assert not story.since(seen).known
    assert story.earliest() == story.edition.version
    assert story.successor("x") is None


def test_edited_and_withdrawn_posts_are_shown_with_their_words_before(serve, folder, record) -> None:
    """What a watcher found since the record that the reader last saw; older change sets and new posts are not listed,
    and the words are only words.
    """
    build(folder, earlier(record))
    seen = Story(folder).edition.version
    edited, gone = record.posts[0], record.posts[1]

    def told(post, how: str, before: str) -> ChangedPost:
        own = {"post": post.id, "title": post.title, "published": post.published}
        return ChangedPost(account="The Tarn", how=how, before=before, **own)

    long_ago = (told(edited, "edited", "Long ago."),)
    old = ChangeSet(number=1, at=now() - timedelta(days=1), changes=Changes(), posts=long_ago)
    fresh = ChangeSet(
        number=2, at=now() + timedelta(seconds=5), changes=Changes(),
        posts=(told(edited, "edited", "<b>Four</b> boxes."), told(gone, "gone", "Nobody came."), told(gone, "new", "")),
    )  # fmt: skip
    with open_store(folder / "rashomon.db") as store:
        for found in (old, fresh):
            with store.saving(record, None, entry(found)):
                write(folder, record)

    client = serve(folder)
    page = client.get(f"/changes?since={seen}").text
    assert "Posts that were edited" in page
    assert "&lt;b&gt;Four&lt;/b&gt; boxes.</del>" in page
    assert "Nobody came." in page
    assert "Long ago." not in page
    assert f'href="/posts/{edited.id}"' in page
    posts = client.get(f"/changes.json?since={seen}").json()["posts"]
    assert [post["how"] for post in posts] == ["edited", "gone", "new"]


BROKEN = {
    "half a file": lambda data: data[: len(data) // 2],
    "no JSON": lambda _: b"<html>",
    "JSON of something else": lambda _: b"{}",
    "a newer schema": lambda data: data.replace(b"rashomon/record/1", b"rashomon/record/9"),
    "an id that leads nowhere": lambda data: data.replace(b'"statements": [\n', b'"statements": [\n "s0",', 1),
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_leaves_the_last_good_one(serve, folder, record, broken) -> None:
    """The pages go on with the last good record and say why; when a good one is back, they say nothing more."""
    client = serve(folder)
    site = client.app.state.site
    data = (folder / "record.json").read_bytes()
    (folder / "record.json").write_bytes(broken(data))
    site.story.look()

    page = client.get("/claims")
    assert page.status_code == 200
    assert "is not shown" in page.text
    assert site.news("").trouble

    write(folder, record)
    site.story.look()
    assert "is not shown" not in client.get("/claims").text


@pytest.mark.parametrize("broken", [None, *BROKEN.values()], ids=["no record", *BROKEN])
def test_a_folder_without_a_good_record_says_what_to_do(serve, folder, record, broken) -> None:
    """503 with a sentence, as a page and as JSON; the record is shown as soon as it is there."""
    data = (folder / "record.json").read_bytes()
    (folder / "record.json").unlink()
    if broken is not None:
        (folder / "record.json").write_bytes(broken(data))
    client = serve(folder)

    assert client.get("/").status_code == 503
    assert len(client.get("/claims.json").json()["error"]) > 20
    write(folder, record)
    client.app.state.site.story.look()
    assert client.get("/").status_code == 200


def test_the_watch_survives_whatever_a_record_does(folder, record, monkeypatch) -> None:
    """An error that nobody foresaw is a trouble that is told; the next record is read."""
    story = Story(folder)
    monkeypatch.setattr("rashomon.web.edition.make_desk", lambda _: 1 / 0)
    write(folder, earlier(record))
    assert story.look()
    assert "ZeroDivisionError" in story.trouble
    monkeypatch.undo()
    write(folder, record)
    story.look()
    assert story.trouble == ""


def test_two_servers_over_one_folder_say_the_same(serve, folder, record) -> None:
    """Neither writes into the folder, so neither minds the other."""
    before = sorted(folder.iterdir())
    one, two = serve(folder), serve(folder)
    write(folder, earlier(record))
    for client in (one, two):
        client.app.state.site.story.look()

    assert one.get("/claims").content == two.get("/claims").content or "Record of" in one.get("/claims").text
    assert one.get("/claims.json").content == two.get("/claims.json").content
    assert sorted(folder.iterdir()) == before


def test_replacing_while_reading_gives_one_record_or_the_other(serve, folder, record) -> None:
    """Requests during replacements: each answer is whole and of one version."""
    client = serve(folder)
    site = client.app.state.site
    other = earlier(record)
    counts = {}
    for one in (record, other):
        write(folder, one)
        version = read_edition(folder / "record.json", now()).version  # the server looks too, in its own time
        counts[version] = sum(len(c.documents) > 1 for c in one.claims)
    done = threading.Event()

    def replacing() -> None:
        for turn in range(20):
            write(folder, (record, other)[turn % 2])
            site.story.look()
        done.set()

    thread = threading.Thread(target=replacing)
    thread.start()
    while not done.is_set():
        told = client.get("/claims.json").json()
        assert told["total"] == counts[told["version"]] == len(told["items"])
    thread.join()


def test_no_more_editions_are_kept_than_said(folder, record, monkeypatch) -> None:
    """The oldest go first."""
    monkeypatch.setattr("rashomon.web.story.KEPT", 3)
    story = Story(folder)
    for turn in range(6):
        write(folder, msgspec.structs.replace(record, summary=record.summary[: turn % 6]))
        story.look()

    assert KEPT > 3
    assert len(story.editions()) == 3
    assert story.editions()[0].version == story.edition.version


def test_a_stream_tells_what_is_new_and_then_waits(folder, record) -> None:
    """The first event says where the page stands, the next comes with the next record, and counts what is new."""
    from rashomon.web.app import _stream

    async def heard() -> list[dict]:
        write(folder, earlier(record))
        site = Site(Story(folder), Guard())
        stream = _stream(site, site.story.edition.version)
        events = []

        async def next_event() -> None:
            async for chunk in stream:
                if chunk.startswith(b"event: news"):
                    events.append(msgspec.json.decode(chunk.partition(b"data: ")[2]))
                    return

        await next_event()
        write(folder, record)
        following = asyncio.create_task(site.follow())
        await asyncio.wait_for(next_event(), 20)
        following.cancel()
        await stream.aclose()
        assert site.readers == 0
        site.close()
        return events

    with ThreadPoolExecutor(1) as pool:  # a thread of its own, since a browser's loop may run in this one
        first, second = pool.submit(lambda: asyncio.run(heard())).result()
    assert first["count"] == 0
    assert second["version"] != first["version"]
    assert second["count"] >= 1
    assert "claim" in second["words"]


def test_no_more_pages_listen_than_there_is_room_for(folder, monkeypatch) -> None:
    """Pages that ask at the same moment are counted one after the other; the one too many is told to come later."""
    monkeypatch.setattr("rashomon.web.app.MOST_READERS", 2)
    site = Site(Story(folder), Guard())

    async def ask() -> list[bytes]:
        streams = [_stream(site, "") for _ in range(3)]
        first = [await anext(stream) for stream in streams]
        for stream in streams:
            await stream.aclose()
        return first

    assert asyncio.run(ask()) == [b"retry: 2000\n\n", b"retry: 2000\n\n", b"retry: 30000\n\n"]
    assert site.readers == 0
