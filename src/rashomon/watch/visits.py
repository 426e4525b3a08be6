"""Visits to pages and feeds, beside the work on what is there: a slow host must not hold up a new file."""

import queue
import threading
import time
from collections.abc import Callable, Sequence

import msgspec

from rashomon.errors import FetchError
from rashomon.fetch import Fetched, Fetcher, Known
from rashomon.read.raw import Given

MOST_WAIT = 3_600.0
"""A page that fails again and again is asked once an hour."""

PAUSE = 0.1
"""Seconds between two looks at what is due."""

SLOWER = 10.0
"""How many times as long a page that another led to is left alone between two visits: it changes seldom."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An address to visit: one of the story, a further page of the live page `part_of`, or one `behind` a feed."""

    url: str
    given: Given
    part_of: str | None = None
    behind: str | None = None
    slower: float = 1.0


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """How a visit ended: with an answer, or with an error and the seconds until the next."""

    wanted: Wanted
    answer: Fetched | None = None
    error: str = ""
    code: str = ""
    wait: float = 0.0


class Visits:
    """Asks each address when it is due. `results` fills while the thread runs, or by `round` without one."""

    def __init__(
        self,
        fetcher: Fetcher,
        every: float,
        wanted: Callable[[], Sequence[Wanted]],
        known: Callable[[str, str | None], Known],
    ) -> None:
        self.results: queue.Queue[Visit] = queue.Queue()
        self.fault: BaseException | None = None
        self._fetcher, self._every, self._wanted, self._known = fetcher, every, wanted, known
        self._due: dict[str, float] = {}
        self._fails: dict[str, int] = {}

    def round(self, stop: threading.Event) -> None:
        """Visit every address that is due."""
        for wanted in self._wanted():
            if not stop.is_set() and self._due.get(wanted.url, 0.0) <= time.monotonic():
                visit = self._visit(wanted)
                self._due[wanted.url] = time.monotonic() + visit.wait
                self.results.put(visit)

    def _visit(self, wanted: Wanted) -> Visit:
        url, every = wanted.url, self._every * wanted.slower
        try:
            answer = self._fetcher.get(url, self._known(url, wanted.part_of))
        except FetchError as error:
            fails = self._fails[url] = self._fails.get(url, 0) + 1
            longer: float = min(every * 2.0 ** min(fails - 1, 10), MOST_WAIT)
            wait = max(longer, error.wait or 0.0)
            return Visit(wanted=wanted, error=str(error), code=error.code, wait=wait)
        self._fails.pop(url, None)
        return Visit(wanted=wanted, answer=answer, wait=every)

    def run(self, stop: threading.Event) -> threading.Thread:
        """Start a thread that visits until `stop` is set."""

        def visiting() -> None:
            try:
                while not stop.is_set():
                    self.round(stop)
                    stop.wait(PAUSE)
            except BaseException as error:
                self.fault = error  # a fault of ours: the watcher must not go on as if it were fetching

        thread = threading.Thread(target=visiting, name="visits", daemon=True)
        thread.start()
        return thread
