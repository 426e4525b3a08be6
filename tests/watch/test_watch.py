"""A followed story: what is fetched is kept, what changed is told, and nothing is lost or done twice."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from servers import Answer, Server, serving

from rashomon.arrivals import ARRIVALS_NAME, Arrivals, announced
from rashomon.errors import OptionError, StoreError
from rashomon.fetch import Fetched, Fetcher, Known, Limits
from rashomon.language import parser
from rashomon.model.codec import load_record
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.read import gather, read_all
from rashomon.read.raw import Given
from rashomon.store import VERSION_DIGITS, append_lines
from rashomon.verify import verify
from rashomon.watch import Event, WatchJob, watch
from rashomon.watch.keep import Keep
from rashomon.watch.lock import LOCK_NAME, only_watcher

ROOT = Path(__file__).parents[2]
URL = "https://tarn.example/live/talks"
QUICK = Options(engine="rules")


def post(number: int, words: str) -> str:
    at = f"2033-05-16T{6 + number // 60:02}:{number % 60:02}:00+00:00"
    return (
        f'<article class="live-post" id="post-{number:04}"><time datetime="{at}"></time><h2>Post {number}</h2>'
        f"<p>{words}, harbour master Ilma Dorvik said on Monday. The council of the valley was silent.</p></article>"
    )


def page(*posts: str) -> bytes:
    head = '<meta charset="utf-8"><meta property="og:site_name" content="The Tarn Courier"><title>Talks - live</title>'
    body = f"<main><h1>Talks - live</h1>{''.join(posts)}</main>"
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


ARTICLE = (
    b'<html lang="en"><head><meta charset="utf-8"><title>Talks end</title></head><body><article><h1>Talks end</h1>'
    + b"<p>The talks on the ferry timetable ended on Monday, harbour master Ilma Dorvik said.</p>"
    + b"<p>The crews will have one more day off, and the council of the valley will pay for it, she told reporters.</p>"
    b"<p>Nobody in the valley had been told of the plan before, the mayor said, and some were angry.</p>"
    b"</article></body></html>"
)


def fetched(body: bytes, minute: int = 0, url: str = URL) -> Fetched:
    at = datetime(2034, 1, 1, 12, minute, tzinfo=UTC)
    known = Known(f'"{minute}"', None)
    return Fetched(url=url, final=url, at=at, data=body, unchanged=False, content_type="text/html", known=known)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.toml").write_text(f'[[source]]\nurl = "{URL}"\noutlet = "The Tarn Courier"\n', "utf-8")
    return tmp_path


def keys(story: Path) -> list[list[str | None]]:
    """The keys of the posts of each document that the story gives now."""
    reading = read_all(gather([], story=story / "story.toml"))
    return [[found.key for found in document.posts] for document in reading.documents]


def test_posts_that_fall_off_a_page_stay_in_the_account(story: Path) -> None:
    """A page shows its three newest posts; after six fetches the account holds all eight, each once."""
    keep = Keep(story)
    for newest in range(2, 8):
        shown = [post(number, f"{number + 3} ships lay in the port") for number in range(newest, newest - 3, -1)]
        assert keep.add(fetched(page(*shown), newest), Given())

    (found,) = keys(story)
    assert sorted(found) == [f"post-{number:04}" for number in range(8)]
    assert Keep(story).known(URL) == Known('"7"', None)


def test_a_withdrawn_post_is_gone_and_an_edited_one_has_its_newest_words(story: Path) -> None:
    """A post that is missing between others was taken down; an edited post has the words of its last version."""
    keep = Keep(story)
    a, b, c, d = (post(number, f"{number + 3} ships lay in the port") for number in (10, 11, 12, 13))
    edited = post(11, "Nine ships lay in the port, not four")
    keep.add(fetched(page(c, b, a), 1), Given())
    keep.add(fetched(page(d, c, edited, a), 2), Given())
    keep.add(fetched(page(post(14, "It rained"), d, edited), 3), Given())

    (found,) = read_all(gather([], story=story / "story.toml")).documents
    assert [one.key for one in found.posts] == ["post-0014", "post-0013", "post-0011", "post-0010"]
    assert "not four" in found.text
    assert "Post 12" not in found.text
    assert "posts-from-older-captures" in {problem.code for problem in found.problems}


def test_a_live_page_that_becomes_an_article_keeps_its_posts(story: Path) -> None:
    """Both are accounts: the posts as they last stood, and the article; a problem says so."""
    keep = Keep(story)
    keep.add(fetched(page(*(post(n, f"{n + 3} ships lay in the port") for n in (3, 2, 1))), 1), Given())
    keep.add(fetched(ARTICLE, 2), Given())

    live, article = read_all(gather([], story=story / "story.toml")).documents
    assert [len(live.posts), len(article.posts)] == [3, 0]
    assert "live-page-ended" in {problem.code for problem in article.problems}


def test_what_a_killed_watcher_left_unfinished_is_finished(story: Path) -> None:
    """Without the file that is read, and with half a line in the journal, all is there again at the next start."""
    keep = Keep(story)
    shown = [post(number, f"{number + 3} ships lay in the port") for number in (3, 2, 1)]
    keep.add(fetched(page(*shown), 1), Given())
    current = next(story.glob("fetched/*.html"))
    current.unlink()
    with (story / "fetched" / ".kept" / "journal.jsonl").open("ab") as file:
        file.write(b'{"url":"https://tarn.example/li')

    again = Keep(story)
    assert current.read_bytes() == page(*shown)
    assert not again.add(fetched(page(*shown), 2), Given())
    assert again.add(fetched(page(post(4, "It rained"), *shown), 3), Given())
    assert len(keys(story)[0]) == 4


def test_the_encoding_is_the_servers_where_the_page_states_none(story: Path) -> None:
    """A page in an old encoding without a word of it: the header of the answer counts, also at a later build."""
    keep = Keep(story)
    for newest in (3, 4):  # the second is kept as an archive of both
        told = page(*(post(n, f"{n + 3} łodzie stały w porcie") for n in range(newest, newest - 3, -1))).decode()
        answer = fetched(told.replace('<meta charset="utf-8">', "").encode("iso8859-2"), newest)
        fields = {f: getattr(answer, f) for f in answer.__struct_fields__}
        keep.add(Fetched(**fields | {"content_type": "text/html; charset=ISO-8859-2"}), Given())
        (document,) = read_all(gather([], story=story / "story.toml")).documents

        assert "4 łodzie stały w porcie" in document.text
        assert len(document.posts) == newest


def test_a_clock_in_the_future_is_a_problem(story: Path) -> None:
    """Posts dated later than the fetch are kept, and a problem says that a clock or a zone is wrong."""
    answer = fetched(page(*(post(n, f"{n + 3} ships lay in the port") for n in (3, 2, 1))), 1)
    early = datetime(2033, 5, 16, 1, 0, tzinfo=UTC)
    Keep(story).add(Fetched(**{f: getattr(answer, f) for f in answer.__struct_fields__} | {"at": early}), Given())

    (document,) = read_all(gather([], story=story / "story.toml")).documents
    assert len(document.posts) == 3
    assert "clock-ahead" in {problem.code for problem in document.problems}


def test_a_story_is_watched_once(tmp_path: Path) -> None:
    """A second watcher is refused with the number of the first; the file of a dead one holds nobody up."""
    with only_watcher(tmp_path), pytest.raises(StoreError, match=f"process {os.getpid()}"), only_watcher(tmp_path):
        pass
    (tmp_path / LOCK_NAME).write_text("999999\n")
    with only_watcher(tmp_path):
        assert (tmp_path / LOCK_NAME).read_text() == f"{os.getpid()}\n"


def test_a_log_gets_each_line_once_and_never_half_of_one(tmp_path: Path) -> None:
    """Lines that are there are not written again; one that was cut is written whole."""
    log = tmp_path / "changes.jsonl"
    lines = {number: json.dumps({"number": number, "x": "y" * 20}).encode() for number in (1, 2, 3)}
    append_lines(log, {1: lines[1]})
    with log.open("ab") as file:
        file.write(lines[2][:9])
    append_lines(log, lines)
    append_lines(log, lines)

    assert log.read_bytes().splitlines() == [lines[1], lines[2], lines[3]]


def test_a_folder_without_a_story_is_told(tmp_path: Path) -> None:
    """There is nothing to follow in an empty folder without a story.toml."""
    with pytest.raises(OptionError, match=r"story\.toml"):
        watch(WatchJob(story=tmp_path), lambda _event: None)


def test_a_folder_of_files_is_followed_without_a_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are the story; a new one is an account, and a story.toml may be written while the watcher runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Talks resume\n\nSeven ships lay in the port, Ilma Dorvik said on Monday.\n")
    watcher = Watcher(tmp_path)
    watcher.thread.start()
    try:
        watcher.until(lambda event: event.kind == "built")
        (tmp_path / "two.txt").write_text("Talks go on\n\nEight ships lay in the port, Ilma Dorvik said on Monday.\n")
        watcher.until(lambda event: event.changes is not None and len(event.changes.changes.accounts) == 1)
        (tmp_path / "story.toml").write_text('[[source]]\nglob = "*.txt"\noutlet = "The Tarn Courier"\n', "utf-8")
        watcher.until(lambda _: {d.outlet for d in record_of(tmp_path).documents} == {"The Tarn Courier"})
    finally:
        watcher.stop.set()
        watcher.thread.join(30)
    assert f"watching {tmp_path};" in watcher.events[0].words


class Watcher:
    """A watcher in a thread, with what it told."""

    def __init__(self, story: Path) -> None:
        self.events: list[Event] = []
        self.stop = threading.Event()
        fetcher = Fetcher(allow=frozenset({"127.0.0.1"}), limits=Limits(delay=0.0), sleep=self.stop.wait)
        job = WatchJob(story=story, every=0.05, options=QUICK, report=False)
        self.thread = threading.Thread(target=watch, args=(job, self.events.append, self.stop, fetcher), daemon=True)

    def until(self, holds: Callable[[Event], bool], seconds: float = 60.0) -> Event:
        """The first event for which it holds; fails when none comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := next((event for event in self.events if holds(event)), None):
                return found
            time.sleep(0.02)
        raise AssertionError([event.words for event in self.events])


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Server, Watcher]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("rashomon.watch.loop.LEAST_EVERY", 0.05)
    shown = [post(number, f"{number + 3} ships lay in the port") for number in (3, 2, 1)]
    with serving({"/live": Answer(200, {"Content-Type": "text/html"}, page(*shown))}) as server:
        rows = f'[[source]]\nurl = "{server.url("/live")}"\noutlet = "The Tarn Courier"\n[[source]]\nglob = "*.txt"\n'
        (tmp_path / "story.toml").write_text(rows, "utf-8")
        watcher = Watcher(tmp_path)
        watcher.thread.start()
        try:
            yield tmp_path, server, watcher
        finally:
            watcher.stop.set()
            watcher.thread.join(30)


def record_of(story: Path) -> Record:
    return load_record(story / "record.json")


def test_a_new_post_an_edit_and_a_new_file_are_each_a_change_set(live: tuple[Path, Server, Watcher]) -> None:
    """The record follows page and files; each change is a line of changes.jsonl; the record agrees with its sources."""
    story, server, watcher = live
    watcher.until(lambda event: event.kind == "built")
    assert len(record_of(story).posts) == 3

    shown = [post(number, f"{number + 3} ships lay in the port") for number in (4, 3, 2)]
    edited = post(1, "Seven ships lay in the port, not four")
    server.answers["/live"] = Answer(200, {"Content-Type": "text/html"}, page(*shown, edited))
    event = watcher.until(lambda event: event.changes is not None)
    assert event.changes is not None
    assert sorted((p.how, p.title) for p in event.changes.posts) == [("edited", "Post 1"), ("new", "Post 4")]

    (story / "other.txt").write_text("Talks resume\n\nSeven ships lay in the port, Ilma Dorvik said on Monday.\n")
    event = watcher.until(lambda event: event.changes is not None and bool(event.changes.changes.accounts))
    lines = [json.loads(line) for line in (story / "changes.jsonl").read_text("utf-8").splitlines()]

    assert [line["number"] for line in lines] == [1, 2]
    assert verify(record_of(story), story) == []
    assert len(record_of(story).posts) == 4
    assert [1 for sent in server.paths() if sent == "/robots.txt"] == [1]


def test_what_has_come_is_told_before_it_is_woven(
    live: tuple[Path, Server, Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new post is announced beside the record while the next one is made, and no longer; a failure ends it too."""
    story, server, watcher = live
    watcher.until(lambda event: event.kind == "built")
    version = sha256((story / "record.json").read_bytes()).hexdigest()[:VERSION_DIGITS]
    held: list[Arrivals | None] = []

    def weaving(*_given: object, **_named: object) -> Record:
        held.append(announced(story, version))
        raise StoreError("no room")

    with monkeypatch.context() as patched:
        patched.setattr("rashomon.watch.loop.woven", weaving)
        shown = [post(number, f"{number + 3} ships lay in the port") for number in (4, 3, 2, 1)]
        server.answers["/live"] = Answer(200, {"Content-Type": "text/html"}, page(*shown))
        assert watcher.until(lambda event: event.kind == "arrived").words == "1 new post from The Tarn Courier"
        watcher.until(lambda event: event.kind == "problem")
    watcher.until(lambda event: event.changes is not None)

    assert held[0] is not None
    assert [(item.how, item.title) for item in held[0].told] == [("new", "Post 4")]
    assert not (story / ARRIVALS_NAME).exists()


def test_a_page_that_cannot_be_had_ends_nothing(live: tuple[Path, Server, Watcher]) -> None:
    """The page goes away: the last record stays, the failure is told, and the watcher goes on."""
    story, server, watcher = live
    watcher.until(lambda event: event.kind == "built")
    server.answers["/live"] = Answer(500)
    assert "fetch-status" in watcher.until(lambda event: event.kind == "failed").words

    assert len(record_of(story).posts) == 3
    assert watcher.thread.is_alive()


@pytest.mark.parametrize("engine", ["rules", "full"])
def test_a_restart_reads_only_what_is_new_and_the_record_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """One post comes while no watcher runs: the next parses that post alone, and its record is, byte for byte, that of
    a watcher which remembers nothing. An unchanged story is not parsed at all.
    """
    parsed: list[str] = []
    made = parser._parsed
    monkeypatch.setattr(parser, "_parsed", lambda some: [parsed.extend(some), made(some)][1])
    shown = [
        page(*(post(n, f"{n + 3} ships lay in the port") for n in numbers)) for numbers in ((3, 2, 1), (4, 3, 2, 1))
    ]
    options = Options(engine=engine)
    texts = []
    for name in ("going-on", "fresh"):
        folder = tmp_path / name
        (folder / "pages").mkdir(parents=True)
        (folder / "story.toml").write_text('[[source]]\nglob = "pages/*.html"\n', "utf-8")
        monkeypatch.chdir(folder)
        for body in shown if name == "going-on" else shown[1:]:
            parsed.clear()
            (folder / "pages" / "a.html").write_bytes(body)
            watch(WatchJob(story=Path(), once=True, options=options, report=False), lambda _event: None)
            texts.append(list(parsed))
    first, second, whole = texts

    assert len(first) > 4
    assert [text for text in second if "7 ships" not in text and text != "Post 4"] == []
    assert len(whole) > len(second) > 0
    assert (tmp_path / "going-on" / "record.json").read_bytes() == (tmp_path / "fresh" / "record.json").read_bytes()
    parsed.clear()
    watch(WatchJob(story=Path(), once=True, options=options, report=False), lambda _event: None)
    assert parsed == []


@pytest.mark.slow
def test_ten_kills_lose_and_double_nothing() -> None:
    """Posts in order of time to a watcher that is killed at random: the record is that of a build in one go."""
    command = [sys.executable, "bench/replay.py", "--pages", "2", "--posts", "6", "--pause", "0.02", "--longest", "0.4"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 kills" in done.stdout


def test_the_first_record_of_one_account_is_counted_in_the_singular(tmp_path: Path) -> None:
    """`1 account`, as everywhere else."""
    words = "Talks end\n\nThe talks ended on Monday, harbour master Ilma Dorvik said.\n"
    (tmp_path / "one.txt").write_text(words, "utf-8")
    told: list[Event] = []
    watch(WatchJob(story=tmp_path, once=True, options=QUICK, report=False), told.append)

    assert any(event.words.startswith("1 account, ") for event in told if event.kind == "built")
