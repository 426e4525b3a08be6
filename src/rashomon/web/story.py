"""A story folder that is watched: the current record, the earlier ones to compare with, and where old ids went.

Records that came while the server ran are kept in memory; for older ones the story's database is asked.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rashomon.arrivals import ARRIVALS_NAME, Arrivals, announced
from rashomon.build import uncollected
from rashomon.changes import Changes, changes, packed, unpacked
from rashomon.changeset import ChangedPost
from rashomon.errors import RashomonError
from rashomon.report import words
from rashomon.web.earlier import Earlier, Past
from rashomon.web.edition import Edition, read_edition

RECORD_NAME = "record.json"
KEPT = 200
"""Earlier editions that are kept: a rebuild every two minutes for a working day."""
KEPT_BYTES = 64_000_000
"""What they may take together, compressed."""
STALE = 600.0
"""Seconds after which an announcement is taken for that of a watcher that was killed: no story takes as long."""
TRAIL = 400_000
"""Old ids whose successors are remembered."""

Stamp = tuple[int, int, int]
"""Modification time in ns, size and inode: a replaced file differs in one of them."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier edition; `packed` is empty where only the database has it."""

    version: str
    noticed: datetime
    packed: bytes = b""


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from `version` to the current one; `known` is false when that edition is not kept."""

    version: str
    noticed: datetime | None
    known: bool
    changes: Changes
    posts: tuple[ChangedPost, ...] = ()
    """Posts that came, were edited or went, where the story was watched."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Story:
    """One folder. Whoever looks waits for who is looking; everything else may be read by many."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = now) -> None:
        """Reads the record when there is one; a folder without one is waited for, see `trouble`."""
        self.folder = folder
        self.edition: Edition | None = None
        self.trouble = ""
        """Why the record that lies in the folder now is not shown; empty when it is."""
        self.arriving: Arrivals | None = None
        """What has come beyond the current record and is being woven."""
        self._told: tuple[Stamp | None, str] = (None, "")
        """The announcement read last and the version beside which it was."""
        self._clock = clock
        self._stamp: Stamp | None = None
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._trail: dict[str, str] = {}
        self._found: OrderedDict[tuple[str, str], Changes] = OrderedDict()
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._earlier = Earlier(folder)
        self.look()

    def look(self) -> bool:
        """Read what was replaced. True when there is something to tell: a new record, what has come for it, or trouble.

        One looks at a time: of two, the slower would put an older record in the place of the newer.
        """
        with self._looking, uncollected():
            new = self._look()
            return self._hear() or new

    def _hear(self) -> bool:
        """Read what is announced; whether that is another thing than before."""
        stamp, before = _stamp(self.folder / ARRIVALS_NAME), self.arriving
        version = self.edition.version if self.edition else ""
        if (stamp, version) != self._told or before is not None:
            self._told = (stamp, version)
            fresh = stamp is not None and abs(time.time() - stamp[0] / 1e9) < STALE
            self.arriving = announced(self.folder, version) if fresh and version else None
        return self.arriving != before

    def _look(self) -> bool:
        stamp = _stamp(self.folder / RECORD_NAME)
        if stamp == self._stamp and (stamp is not None or self.trouble):
            return False
        before, told = self.edition, self.trouble
        try:
            edition = read_edition(self.folder / RECORD_NAME, self._clock())
        except RashomonError as error:
            self._stamp, self.trouble = stamp, str(error)
            return self.trouble != told
        except Exception as error:  # whatever a hostile record does, the watch goes on
            why = f"{type(error).__name__}: {words.shortened(str(error), 200)}"
            self._stamp, self.trouble = stamp, f"{RECORD_NAME}: cannot be laid out ({why}); build it again"
            return self.trouble != told
        self._stamp = stamp
        if before is not None and edition.version == before.version:
            self.trouble = ""
            return bool(told)
        self._keep(edition)
        self._follow(before, edition)
        self.edition, self.trouble = edition, ""
        return True

    def since(self, version: str) -> Since:
        """What a reader of `version` has missed."""
        edition = self.edition
        if edition is None:
            return Since(version=version, noticed=None, known=False, changes=Changes())
        with self._lock:
            kept = self._kept.get(version)
            found = self._found.get((version, edition.version))
        noticed = kept.noticed if kept else self._earlier.listed().get(version)
        if noticed is None:
            return Since(version=version, noticed=None, known=False, changes=Changes())
        if found is None:
            old = unpacked(kept.packed) if kept else self._earlier.record(version)
            if old is None:
                return Since(version=version, noticed=None, known=False, changes=Changes())
            found = Changes() if version == edition.version else changes(old, edition.record)
            with self._lock:
                self._found[version, edition.version] = found
                while len(self._found) > KEPT:
                    self._found.popitem(last=False)
        return Since(version=version, noticed=noticed, known=True, changes=found)

    def posts(self, since: Since) -> Since:
        """The same with the posts that changed, which the database's change sets tell."""
        if not since.known or since.noticed is None or (self.edition and since.version == self.edition.version):
            return since
        return msgspec.structs.replace(since, posts=self._earlier.posts(since.noticed))

    def past(self, edition: Edition, post: str = "") -> Past:
        """What posts said before, as the database's change sets tell; of one post, by its id, all wordings."""
        return self._earlier.past(edition.version, edition.record, post)

    def editions(self) -> tuple[Kept, ...]:
        """Those that can be compared with, newest first; the current one leads."""
        with self._lock:
            own = tuple(reversed(self._kept.values()))
        seen = {kept.version for kept in own}
        stored = self._earlier.listed().items()
        return (*own, *(Kept(version=name, noticed=at) for name, at in stored if name not in seen))[
            : max(KEPT, len(own))
        ]

    def earliest(self) -> str:
        """What to compare with for a reader of whom nothing is known: the first record that this server has seen.

        Where it has seen but one, that which the last build replaced.
        """
        with self._lock:
            first, count = next(iter(self._kept), ""), len(self._kept)
        return first if count > 1 else next((name for name in self._earlier.listed() if name != first), first)

    def successor(self, key: str) -> str | None:
        """The id under which the thing with the old id `key` goes on now, or None."""
        with self._lock:
            later = self._trail.get(key)
        if later is None and (version := self._earlier.holding(key)) is not None:
            later = dict(self.since(version).changes.moved).get(key)
        return later if later != key else None

    def _keep(self, edition: Edition) -> None:
        kept = Kept(version=edition.version, noticed=edition.noticed, packed=packed(edition.record))
        with self._lock:
            self._kept.pop(edition.version, None)
            self._kept[edition.version] = kept
            while len(self._kept) > KEPT or (
                len(self._kept) > 1 and sum(len(k.packed) for k in self._kept.values()) > KEPT_BYTES
            ):
                self._kept.popitem(last=False)

    def _follow(self, before: Edition | None, edition: Edition) -> None:
        """Old ids lead to what they are now: one step from the last edition, more from the ones before."""
        if before is None:
            return
        found = changes(before.record, edition.record)
        moved = dict(found.moved)
        trail = {old: moved.get(later, later) for old, later in self._trail.items()} | moved
        if len(trail) > TRAIL:
            trail = dict(list(trail.items())[-TRAIL:])
        with self._lock:
            self._trail = trail
            self._found[before.version, edition.version] = found


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
