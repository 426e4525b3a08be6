"""What was fetched, on disk before anything is made of it: raw bytes, a journal, and the file that is read.

Each step is whole or not there (temporary file, sync, rename), and the last can be made anew from those before it, so
that a watcher killed at any moment loses nothing: `restored` puts right what it left unfinished.
"""

import gzip
import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from rashomon.errors import InputError, OutputError
from rashomon.fetch import Fetched, Known
from rashomon.model.document import Document
from rashomon.read import raw_of, read
from rashomon.read.archive import LIST_TYPE, PART_HEADER
from rashomon.read.chain import needed, signs_of, standing
from rashomon.read.kept import FOLDER, INNER, JOURNAL, Fetch, candidates, charset_of, journal, stem_of
from rashomon.read.onward import MOST_EARLIER, MOST_ITEMS, MOST_PAGES, earlier_of, leads_of
from rashomon.read.raw import Given, Raw
from rashomon.store import replace_files


class Keep:
    """The fetched pages and feeds of one story."""

    def __init__(self, folder: Path) -> None:
        """Finish what a killed watcher left unfinished; the folders are made with the first fetch."""
        self._story = folder
        self._top = folder / FOLDER
        self._inner = self._top / INNER
        self._fetches: dict[str, list[Fetch]] = {}
        self._captures: dict[str, list[Fetch]] = {}
        """Of each account all fetches in order of time: those of its own address, and of its further pages."""
        for fetch in journal(folder):
            if self._stored(fetch.sha256).is_file():
                self._noted(fetch)
        self._mend_journal()
        for url in self._captures:
            self._write_current(url)

    def known(self, url: str, part_of: str | None = None) -> Known:
        """By what the server may tell that nothing has changed since the last fetch for the same account."""
        fetches = self._fetches.get(url)
        if not fetches or fetches[-1].part_of != part_of:
            return Known()
        return Known(fetches[-1].etag, fetches[-1].last_modified)

    def onward(self, url: str) -> tuple[str, ...]:
        """The addresses to which the newest answer of `url` leads, and those to which these lead in turn.

        Earlier days come last, and are fewer: a long story's coverage may go back for months.
        """
        found = self._reached(url, [url], frozenset(), lambda fetch: fetch.leads, max(MOST_PAGES, MOST_ITEMS))
        days = self._reached(url, [url, *found], frozenset(found), lambda fetch: fetch.earlier, MOST_EARLIER)
        older = self._reached(url, list(days), frozenset((*found, *days)), lambda fetch: fetch.leads, MOST_PAGES)
        return (*found, *(lead for lead in (*days, *older) if lead not in found))[: max(MOST_PAGES, MOST_ITEMS)]

    def _reached(
        self, top: str, start: list[str], known: frozenset[str], leads: Callable[[Fetch], tuple[str, ...]], most: int
    ) -> tuple[str, ...]:
        """What the pages in `start` lead to, step by step, without what is known; at most so many."""
        found: dict[str, None] = {}
        waiting = list(start)
        while waiting and len(found) < most:
            fetches = self._fetches.get(waiting.pop(0))
            if fetches and not fetches[-1].behind:
                fresh = [lead for lead in leads(fetches[-1]) if lead != top and lead not in known and lead not in found]
                found.update(dict.fromkeys(fresh))
                waiting += fresh
        return tuple(found)[:most]

    def newest(self, url: str) -> str:
        """The time of the newest post that `url` last showed (ISO 8601); empty where it was not fetched or has none."""
        fetches = self._fetches.get(url)
        return max((at for _, _, at in fetches[-1].posts if at), default="") if fetches else ""

    def add(self, fetched: Fetched, given: Given, part_of: str | None = None, behind: str | None = None) -> bool:
        """Keep an answer. False when it is, byte for byte, the one before.

        Of `part_of`, a live page, only further posts are kept; of `behind`, a feed, only pages that hold an account.
        """
        raw = raw_of(str(candidates(self._story, fetched.url)[0]), fetched.data, given)
        earlier = self._fetches.get(fetched.url)
        repeated = earlier and (earlier[-1].sha256, earlier[-1].part_of) == (raw.sha256, part_of)
        if fetched.unchanged or repeated:
            return False
        raw = msgspec.structs.replace(raw, charset=charset_of(fetched.content_type))
        documents = _documents(raw)
        posts = signs_of(documents) if documents else ()
        if (part_of and not (posts and _is_page(documents))) or (behind and not _is_page(documents)):
            return False
        try:
            self._inner.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise OutputError(f"{self._top}: cannot be made ({why}); a story keeps what it fetches there") from error
        if not self._stored(raw.sha256).is_file():
            replace_files(self._inner, {f"{raw.sha256}.gz": gzip.compress(fetched.data, mtime=0)})
        leads = leads_of(raw, documents, fetched.final)
        fetch = Fetch(
            url=fetched.url,
            at=fetched.at,
            sha256=raw.sha256,
            final=fetched.final if fetched.final != fetched.url else None,
            content_type=fetched.content_type,
            etag=fetched.known.etag,
            last_modified=fetched.known.last_modified,
            posts=posts,
            part_of=part_of,
            behind=behind,
            leads=leads,
            earlier=earlier_of(documents, leads, fetched.final),
        )
        self._append(fetch)
        self._noted(fetch)
        self._write_current(part_of or fetched.url)
        return True

    def _noted(self, fetch: Fetch) -> None:
        self._fetches.setdefault(fetch.url, []).append(fetch)
        self._captures.setdefault(fetch.part_of or fetch.url, []).append(fetch)

    def _append(self, fetch: Fetch) -> None:
        with (self._inner / JOURNAL).open("ab") as file:
            file.write(msgspec.json.encode(fetch) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _mend_journal(self) -> None:
        """End the journal with a line end: what a killed watcher wrote in part must not spoil the next line."""
        path = self._inner / JOURNAL
        if path.is_file() and (data := path.read_bytes()) and not data.endswith(b"\n"):
            with path.open("ab") as file:
                file.write(b"\n")
                file.flush()
                os.fsync(file.fileno())

    def _stored(self, digest: str) -> Path:
        return self._inner / f"{digest}.gz"

    def _write_current(self, url: str) -> None:
        """The file that is read for an address: its newest bytes, or an archive where other captures hold more."""
        every = self._captures[url]
        own = [fetch for fetch in every if fetch.url == url]
        if not own:
            return  # a further page of what was never fetched: no watcher leaves that
        stand = standing([fetch.posts for fetch in every], [fetch.url for fetch in every])
        placed = [*(fetch for fetch in every if fetch.url != url), *own]
        chosen = [placed[number] for number in needed([fetch.posts for fetch in placed], stand)]
        if len(chosen) == 1:
            data, ending = self._bytes(chosen[0]), _ending(chosen[0])
        else:
            data, ending = self._archive(chosen, stand), ".warc"
        name = f"{stem_of(url)}{ending}"
        path = self._top / name
        if not path.is_file() or path.read_bytes() != data:
            replace_files(self._top, {name: data})
        for other in candidates(self._story, url):
            if other != path:
                other.unlink(missing_ok=True)

    def _bytes(self, fetch: Fetch) -> bytes:
        return gzip.decompress(self._stored(fetch.sha256).read_bytes())

    def _archive(self, chosen: list[Fetch], stand: Mapping[str, str]) -> bytes:
        """A WARC file of those captures, and of a note which posts stand."""
        note = msgspec.json.encode(dict(stand), order="sorted")
        records = [_record(fetch, self._bytes(fetch), number) for number, fetch in enumerate(chosen)]
        return b"".join((*records, _record(chosen[-1], note, len(chosen), LIST_TYPE)))


def _record(fetch: Fetch, data: bytes, number: int, note: str | None = None) -> bytes:
    """One WARC record: an answer with its head, or a note of that type. The same values give the same bytes.

    Written here, since warcio's writer leaves temporary files to the garbage collector, and is not needed for five
    lines of headers; what is written is read back with warcio.
    """
    content = fetch.content_type or "text/html"
    body = data if note else f"HTTP/1.1 200 OK\r\nContent-Type: {content}\r\n\r\n".encode() + data
    digest = sha256(data).hexdigest()
    head = {
        "WARC-Type": "metadata" if note else "response",
        "WARC-Record-ID": f"<urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{number:012x}>",
        "WARC-Target-URI": fetch.url,
        "WARC-Date": f"{fetch.at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "Content-Type": note or "application/http; msgtype=response",
        "Content-Length": str(len(body)),
    }
    if fetch.part_of:
        head[PART_HEADER] = fetch.part_of
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + body + b"\r\n\r\n"


def _ending(fetch: Fetch) -> str:
    kind = fetch.content_type or ""
    return ".json" if "json" in kind else ".xml" if "xml" in kind and "xhtml" not in kind else ".html"


def _documents(raw: Raw) -> tuple[Document, ...]:
    """What an answer holds; nothing when it cannot be read, which the next build says."""
    try:
        return read(raw)
    except InputError:
        return ()


def _is_page(documents: Sequence[Document]) -> bool:
    """Whether an answer is one page, and no feed or archive."""
    return len(documents) == 1 and documents[0].format == "html"
