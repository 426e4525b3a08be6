"""The loop of a watcher: fetch what is due, look at the files, analyse what is new, weave, save, say what changed."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from rashomon import corrections
from rashomon.arrivals import announce, arrivals, withdraw
from rashomon.build import REPORT_NAME, analysed_with, finished, save_changed, uncollected, woven
from rashomon.changeset import ChangeSet, sentence
from rashomon.errors import InputError, NoSources, OptionError, RashomonError
from rashomon.fetch import Fetched, Fetcher
from rashomon.model.analysis import Analysis
from rashomon.model.document import Document, Problem
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.read import Raw, gather, read, read_all
from rashomon.read.gather import located
from rashomon.read.manifest import STORY_NAME, Story
from rashomon.store import DATABASE_NAME, VERSION_DIGITS, Store, claim_folder, open_store, replace_files
from rashomon.watch.files import Look, told_by
from rashomon.watch.keep import Keep
from rashomon.watch.laid_by import laid_by
from rashomon.watch.lock import only_watcher
from rashomon.watch.visits import Visits, Wanted
from rashomon.watch.wanted import wanted_by

LEAST_EVERY = 10.0
"""Seconds between two visits to one page, at least: no live page is so quick that less would show more."""
LOOK_EVERY = 0.05
"""Seconds between two looks at the files' times and sizes; a look at 30 takes less than a millisecond."""
LONGEST_JOIN = 2.0
"""Seconds to wait for a visit that is under way when the watcher is stopped; the next start makes it again."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the user may want to see: a page that could not be fetched, a record that was built."""

    kind: Literal["started", "fetched", "failed", "arrived", "built", "problem", "stopped"]
    words: str
    changes: ChangeSet | None = None


class WatchJob(msgspec.Struct, frozen=True, kw_only=True):
    """What to follow, and where its record goes. `story` is a folder with a story.toml, or such a file."""

    story: Path
    out: Path | None = None
    every: float = 60.0
    """Seconds between two visits to one page or feed."""
    once: bool = False
    options: Options = Options()
    report: bool = True
    jobs: int | None = 1


def watch(
    job: WatchJob,
    tell: Callable[[Event], None],
    stop: threading.Event | None = None,
    fetcher: Fetcher | None = None,
) -> None:
    """Follow a story until `stop` is set, or through one round with `job.once`.

    Raises OptionError for a story that cannot be followed, StoreError when another process watches it, OutputError when
    a folder cannot be written. What goes wrong with one page or one build is told and does not end the watch.
    """
    path = story_file(job.story)
    stop = stop or threading.Event()
    with only_watcher(path.parent):
        from rashomon.language import memo  # noqa: PLC0415  (loads with the models)

        memo.remember()
        try:
            _Watcher(job, path, tell, fetcher or Fetcher(sleep=stop.wait)).run(stop)
        finally:
            memo.remember(0)
    tell(Event(kind="stopped", words="stopped; everything that was read and fetched is kept"))


def story_file(story: Path) -> Path:
    """The story file in a folder, or the file itself; in a folder of files it need not be there yet.

    Raises OptionError when there is none, and nothing else to follow.
    """
    path = story / STORY_NAME if story.is_dir() else story
    if not path.is_file() and not (story.is_dir() and located([str(story)])):
        raise OptionError(
            f"{story}: there is no {STORY_NAME}, and no file to follow; write one that names files, pages and feeds, "
            "or put accounts there"
        )
    return path


class _Watcher:
    """What a running watcher remembers between rounds; nothing of it is needed to start again."""

    def __init__(self, job: WatchJob, path: Path, tell: Callable[[Event], None], fetcher: Fetcher) -> None:
        self._job, self._path, self._tell, self._fetcher = job, path, tell, fetcher
        self._every = max(job.every, LEAST_EVERY)
        self._out = job.out or path.parent
        self._keep = Keep(path.parent)
        self._story: Story | None = None
        self._look: tuple[Look, bytes] | None = None
        self._read: dict[tuple[str, str, bytes], tuple[Document, ...]] = {}
        self._woven: bytes | None = None
        self._wanted: tuple[Wanted, ...] = ()

    def run(self, stop: threading.Event) -> None:
        """Rounds until `stop` is set. A mistake in the story file ends the start; a later one is told."""
        self._story = told_by(self._path)
        self._wanted = tuple(wanted_by(self._story, self._keep))
        _tidied(self._out)
        self._tell(Event(kind="started", words=f"watching {self._what()}; its record goes to {self._out}"))
        visits = Visits(self._fetcher, self._every, lambda: self._wanted, self._keep.known)
        if self._job.once:
            asked: set[str] = set()
            while not stop.is_set() and (fresh := {wanted.url for wanted in self._wanted} - asked):
                visits.round(stop)  # again while what came leads further
                self._take(visits, 0.0)
                asked |= fresh
            self._build()  # what goes wrong ends the one round that was asked for
            return
        thread = visits.run(stop)
        try:
            while not stop.is_set():
                look = Look.at(self._path), _corrected(self._out)
                if look != self._look:
                    self._look = look
                    self._round()
                self._take(visits, LOOK_EVERY)
                if visits.fault is not None:
                    raise visits.fault
        finally:
            stop.set()
            thread.join(timeout=LONGEST_JOIN)
            self._take(visits, 0.0)

    def _what(self) -> Path:
        return self._path if self._path.is_file() else self._path.parent

    def _take(self, visits: Visits, wait: float) -> None:
        """Keep what the visits brought, waiting so many seconds for the first. New bytes are seen by the next look."""
        with suppress(queue.Empty):
            visit = visits.results.get(timeout=wait) if wait else visits.results.get_nowait()
            while True:
                if visit.answer is None:
                    again = "" if self._job.once else f"; asked again in {visit.wait:.0f} s"
                    self._tell(Event(kind="failed", words=f"{visit.error} [{visit.code}]{again}"))
                else:
                    self._add(visit.wanted, visit.answer)
                visit = visits.results.get_nowait()

    def _add(self, wanted: Wanted, answer: Fetched) -> None:
        if self._keep.add(answer, wanted.given, wanted.part_of, wanted.behind):
            self._tell(Event(kind="fetched", words=f"{wanted.url}: {len(answer.data):,} bytes, new"))
            if self._story:
                self._wanted = tuple(wanted_by(self._story, self._keep))

    def _load(self) -> Story | None:
        """The story as its file says now, or as it last could be read."""
        try:
            self._story = told_by(self._path)
            self._wanted = tuple(wanted_by(self._story, self._keep))
        except OptionError as error:
            self._say_once(str(error))
        return self._story

    def _round(self) -> None:
        """One build of what lies there now. Whatever goes wrong in it is told; the next change tries again."""
        try:
            self._build()
        except NoSources as error:
            self._say_once(f"nothing to read yet: {error}")
        except InputError as error:
            self._say_once(str(error))
        except RashomonError as error:
            self._look = None  # try again, it may be a folder that another program holds
            self._say_once(str(error))

    _said = ""

    def _say_once(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._tell(Event(kind="problem", words=words))

    @uncollected()
    def _build(self) -> None:
        story = self._load()
        raws = gather([], story=self._path) if story and story.entries else gather([str(self._path.parent)])
        state = _state(raws, self._job.options) + _corrected(self._out)
        if state == self._woven:
            return
        documents, problems = self._documents(raws)
        if not documents:
            raise NoSources("; ".join(problem.message for problem in problems[:5]) or "no source gave an account")
        with claim_folder(self._out) as folder, open_store(folder / DATABASE_NAME) as store, laid_by(store):
            analyses, analysed = analysed_with(store, documents, self._job.options, self._job.jobs)
            with self._announced(store, analyses, folder):
                record = woven(store, analyses, self._job.options, problems, folder=folder)
                found = save_changed(record, folder, store, report=False)
            if self._job.report:
                _write_report(record, folder)
        self._woven, self._said = state, ""
        what = sentence(found) if found else _held(record)
        self._tell(Event(kind="built", words=f"{what} ({analysed} analysed)", changes=found))

    @contextmanager
    def _announced(self, store: Store, analyses: Sequence[Analysis], folder: Path) -> Iterator[None]:
        """Tell what has come, to whoever follows and to open pages, until the record holds it."""
        old = store.record()
        came = arrivals(old, analyses, (store.record_hash() or "")[:VERSION_DIGITS]) if old is not None else None
        try:
            if came is not None:
                announce(folder, came)
                self._tell(Event(kind="arrived", words=came.words))
            yield
        finally:
            withdraw(folder)

    def _documents(self, raws: Sequence[Raw]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """What the sources hold; one whose bytes and whose place in the story are the same is not read again."""
        known, self._read = self._read, {}

        def remembered(raw: Raw) -> tuple[Document, ...]:
            key = (raw.path, raw.sha256, msgspec.msgpack.encode((raw.given, raw.seen, raw.charset)))
            found = known[key] if key in known else read(raw)
            self._read[key] = found
            return found

        reading = read_all(raws, remembered)
        return finished(reading.documents, reading.problems)


def _tidied(folder: Path) -> None:
    """Take away what a watcher that was killed announced; what another one that is writing there announced stands."""
    with suppress(RashomonError), claim_folder(folder):
        withdraw(folder)


def _corrected(folder: Path) -> bytes:
    """What tells that somebody corrected the story: the size and time of the file of corrections."""
    try:
        held = (folder / corrections.FILE_NAME).stat()
    except OSError:
        return b""
    return f"{held.st_size}-{held.st_mtime_ns}".encode()


def _state(raws: Sequence[Raw], options: Options) -> bytes:
    """All that a record depends on, to see whether anything changed."""
    told = [(raw.path, raw.sha256, raw.given, raw.fault) for raw in raws]
    return msgspec.msgpack.encode((told, options))


def _held(record: Record) -> str:
    """What a first record holds: `1 account, 71 claims`."""
    counts = ((len(record.documents), "account"), (len(record.claims), "claim"))
    return ", ".join(f"{count} {thing if count == 1 else thing + 's'}" for count, thing in counts)


def _write_report(record: Record, folder: Path) -> None:
    from rashomon.report import render  # noqa: PLC0415  (templates load where they are used)

    replace_files(folder, {REPORT_NAME: render(record).encode("utf-8")})
