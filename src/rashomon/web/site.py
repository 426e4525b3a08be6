"""The story, its finished pages and its readers: what all requests share."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256

import anyio.to_thread
import msgspec
from msgspec.structs import replace

from rashomon.changes import Changes
from rashomon.errors import RashomonError
from rashomon.report import words
from rashomon.web.ask import Ask
from rashomon.web.correcting import correctable
from rashomon.web.earlier import Past
from rashomon.web.edition import Edition
from rashomon.web.facets import Facets
from rashomon.web.guard import Guard
from rashomon.web.render import Shelf, Shown, rendered
from rashomon.web.routes import CHANGES, ROUTES, SEARCH, Route
from rashomon.web.search import Found, Searcher
from rashomon.web.story import Story

POLL_SECONDS = 0.05
"""How often the folder is looked at: one `stat`, some microseconds."""
CALM_SECONDS = 3.0
"""After a new record, until its pages are made unasked: beside it, a watcher took half as long again for the next."""
BEAT_SECONDS = 15
"""An open page hears from the server at least so often, so that both notice when the other is gone."""
MOST_READERS = 500
"""Pages that may listen at once."""


MOST_TITLES = 8
"""Titles told of what has come: as many lines as a hint beside the bar may have."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What an open page is told: the current version, how many things are new since its own, and that in words."""

    version: str
    count: int
    words: str
    trouble: str
    arriving: str = ""
    """What has come beyond that version and is being woven, in words; empty where nothing has."""
    titles: tuple[str, ...] = ()
    """Of the first of what has come, whose it is and its title, where it has one."""


class Site:
    """One story being served."""

    def __init__(self, story: Story, guard: Guard) -> None:
        """Nothing runs yet; `follow` does."""
        self.story = story
        self.guard = guard
        self.shelf = Shelf()
        self.readers = 0
        self.closing = False
        self.bell = asyncio.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._searcher: tuple[str, Searcher] | None = None

    async def follow(self) -> None:
        """Look at the folder until cancelled; ring when there is news."""
        while True:
            with suppress(OSError):
                before = self.story.edition
                if await anyio.to_thread.run_sync(self.story.look):
                    self.ring()
                    if self.story.edition is not before:
                        warming = asyncio.create_task(self.warm(CALM_SECONDS))
                        warming.add_done_callback(_forget)
            await asyncio.sleep(POLL_SECONDS)

    async def warm(self, wait: float = 0.0) -> None:
        """Make the pages that everybody opens, so that the first reader of a new record need not wait for them.

        After so many seconds, and no longer than the record is the newest: whoever weaves the next one needs the
        processor more, and a page that is asked for sooner is made then and there.
        """
        edition = self.story.edition
        if edition is None:
            return
        await asyncio.sleep(wait)
        for route in ROUTES:
            if "{key}" in route.path or route.path in {SEARCH, CHANGES}:
                continue
            if self.story.edition is not edition:
                return
            past = await anyio.to_thread.run_sync(self.story.past, edition) if route.past else Past()
            ask = Ask(edition=edition, facets=Facets(), past=past)
            with suppress(RashomonError):
                await self.answer(route, ask, self.frame(route.path), "", as_json=False)

    def frame(self, path: str, moved: str = "") -> Shown:
        """What the frame of a page needs; whoever asks, a page of one address is the same."""
        edition = self.story.edition
        return Shown(
            path=path,
            story=str(self.story.folder),
            version=edition.version if edition else "",
            trouble=self.story.trouble,
            moved=moved,
            correctable=correctable(self.story.folder),
        )

    def ring(self) -> None:
        """Wake everybody who waits for news."""
        bell, self.bell = self.bell, asyncio.Event()
        bell.set()

    def end_streams(self) -> None:
        """Let every stream of news come to its end."""
        self.closing = True
        self.ring()

    def close(self) -> None:
        """End the streams and the search."""
        self.end_streams()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def news(self, since: str) -> News:
        """What a page of the version `since` is told now."""
        edition, came = self.story.edition, self.story.arriving
        news = News(
            version=edition.version if edition else "",
            count=0,
            words="",
            trouble=self.story.trouble,
            arriving=came.words if came else "",
            titles=tuple(f"{a.account}: {a.title}" for a in came.told if a.title)[:MOST_TITLES] if came else (),
        )
        if edition is None or since in {"", edition.version}:
            return news
        found = self.story.since(since)
        count = found.changes.count if found.known else 0
        return msgspec.structs.replace(news, count=count, words=told(found.changes))

    async def answer(self, route: Route, ask: Ask, shown: Shown, query: str, *, as_json: bool) -> bytes:
        """The body for one request, from the shelf or made now."""
        key = (ask.edition.version, route.path, ask.key, query, str(as_json), shown.trouble, shown.moved,
               str(shown.correctable), str(ask.past.number))  # fmt: skip
        if (found := self.shelf.get(key)) is not None:
            return found
        if route.path == SEARCH and ask.q:
            ask = replace(ask, found=await self._search(ask))

        def make() -> bytes:
            if as_json:
                return msgspec.json.encode(route.tell(ask))
            return rendered(route.show(ask), ask, shown)

        if route.path == CHANGES:  # hangs on what is kept, not on the address alone
            return await anyio.to_thread.run_sync(make)
        return await anyio.to_thread.run_sync(self.shelf.make, key, make)

    async def _search(self, ask: Ask) -> tuple[Found, ...]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._searched, ask)

    def _searched(self, ask: Ask) -> tuple[Found, ...]:
        """In the one thread of the search."""
        if self._searcher is None or self._searcher[0] != ask.edition.version:
            if self._searcher is not None:
                self._searcher[1].close()
            self._searcher = (ask.edition.version, Searcher(ask.edition, self.story.folder))
        return self._searcher[1].search(ask.q, ask.how)


def _forget(task: "asyncio.Task[None]") -> None:
    """Take the outcome of a task that nobody waits for: a page that cannot be made is told of when it is asked for."""
    if not task.cancelled():
        task.exception()


def told(changes: Changes) -> str:
    """What is new, in words: `two claims, one contradiction`."""
    counts = (
        (len(changes.accounts), "account", "accounts"),
        (len(changes.contradictions), "contradiction", "contradictions"),
        (len(changes.origins), "claim with a further origin", "claims with a further origin"),
        (len(changes.claims), "claim", "claims"),
        (len(changes.gone), "statement gone", "statements gone"),
    )
    return ", ".join(words.counted(count, one, many) for count, one, many in counts if count)


def tag(edition: Edition | None, *parts: str) -> str:
    """An entity tag: the record's version and what was asked of it."""
    rest = sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f'"{edition.version if edition else "none"}-{rest}"'
