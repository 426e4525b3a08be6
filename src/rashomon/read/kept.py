"""Where the bytes of followed pages and feeds lie under a story's folder, and what is remembered of each fetch.

    fetched/NAME.html           what is read: the newest page or feed, or a web archive where older ones hold more
    fetched/.kept/journal.jsonl a line for every fetch that gave something new
    fetched/.kept/SHA256.gz     the bytes of each such fetch, as they came

The watcher writes these; a build reads them, so that it needs no network.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

FOLDER, INNER, JOURNAL = "fetched", ".kept", "journal.jsonl"
ENDINGS = (".html", ".xml", ".json", ".warc")
"""What a kept file may be called; its content decides how it is read."""
_LIMIT_JOURNAL = 50_000_000
_LONGEST_SLUG = 60
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


class Fetch(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal: that an address gave these bytes at that time."""

    url: str
    at: datetime
    sha256: str
    final: str | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    posts: tuple[tuple[str, str, str | None], ...] = ()
    """Key, hash of the words, and time of each post or item in it."""
    part_of: str | None = None
    """The address of the live page of which this is a further page or a later part."""
    behind: str | None = None
    """The address of the feed of which this is the page of an item."""
    leads: tuple[str, ...] = ()
    """Where it leads on: further pages of a live page, pages of a feed's items."""
    earlier: tuple[str, ...] = ()
    """The earlier days' live pages to which it looks back."""


def stem_of(url: str) -> str:
    """The name under which an address is kept: readable, and different for different addresses."""
    parts = urlsplit(url)
    words = re.sub(r"[^a-z0-9]+", "-", f"{parts.hostname or ''}{parts.path}".lower()).strip("-")
    return f"{words[:_LONGEST_SLUG].strip('-') or 'page'}-{sha256(url.encode()).hexdigest()[:8]}"


def candidates(folder: Path, url: str) -> list[Path]:
    """The files that may hold what is kept of an address, under a story's folder."""
    return [folder / FOLDER / f"{stem_of(url)}{ending}" for ending in ENDINGS]


def kept_file(folder: Path, url: str) -> Path:
    """The file that holds what is kept of an address; where there is none, the one in which it would be."""
    files = candidates(folder, url)
    return next((file for file in files if file.is_file()), files[0])


def journal(folder: Path) -> Iterator[Fetch]:
    """The fetches of a story, oldest first. A line that was cut when the machine stopped is passed over."""
    path = folder / FOLDER / INNER / JOURNAL
    try:
        lines = path.read_bytes()[-_LIMIT_JOURNAL:].splitlines()
    except OSError:
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Fetch)
        except (msgspec.MsgspecError, ValueError):
            continue


def newest(folder: Path) -> Mapping[str, Fetch]:
    """The last fetch of each address that gave something new."""
    return {fetch.url: fetch for fetch in journal(folder)}


MOST_BEHIND = 200
"""Pages of feeds' items that stay accounts of a story; the oldest give way."""


def behind(folder: Path) -> tuple[tuple[str, str], ...]:
    """The pages of items that were fetched, each with its feed, oldest first; read anew when the journal has grown."""
    path = folder / FOLDER / INNER / JOURNAL
    try:
        found = path.stat()
    except OSError:
        return ()
    return _behind(folder, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=8)
def _behind(folder: Path, _size: int, _time: int) -> tuple[tuple[str, str], ...]:
    pages = {fetch.url: fetch.behind for fetch in journal(folder) if fetch.behind}
    return tuple(pages.items())[-MOST_BEHIND:]


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a server stated with the bytes."""
    found = _CHARSET.search((content_type or "")[:300])
    return found[1] if found else None
