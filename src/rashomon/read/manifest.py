"""What a user says of the sources: `story.toml`, and lists of metadata that lie beside text files."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, get_args

import msgspec

from rashomon.errors import OptionError
from rashomon.model.document import Kind
from rashomon.read.dates import known_zone, moment
from rashomon.read.finish import name_of, web_url
from rashomon.read.kept import behind, candidates, kept_file
from rashomon.read.raw import LIMIT_BYTES, Given

STORY_NAME = "story.toml"
METADATA_NAMES = frozenset({"meta.jsonl", "metadata.jsonl"})
_STORY_KEYS = frozenset({"title", "timezone"})
_SOURCE_KEYS = frozenset({
    "path", "glob", "feed", "outlet", "url", "published", "timezone", "kind", "partial", "title", "author", "follow",
})  # fmt: skip


class Entry(msgspec.Struct, frozen=True):
    """One `[[source]]`: a path or a glob beside the story file, and what is said of the files it means.

    `follow` is the address of a page or feed instead, which `rashomon watch` fetches; `pattern` is then empty.
    """

    pattern: str
    is_glob: bool
    given: Given
    follow: str | None = None
    is_feed: bool = False
    onward: bool = False
    """Whether what the address leads to is fetched too: further pages of a live page, pages of a feed's items."""
    found: bool = False
    """Whether no line of the file names it: it is the page of an item of a feed whose items are followed."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story file. `timezone` holds for every source that names none."""

    path: Path
    title: str | None = None
    timezone: str | None = None
    entries: tuple[Entry, ...] = ()

    def paths(self) -> Iterator[str]:
        """The sources that the file lists, as paths from here."""
        for entry in self.entries:
            if entry.follow is None:
                yield os.path.join(self.path.parent, entry.pattern)
            elif (file := kept_file(self.path.parent, entry.follow)).is_file():
                yield str(file)

    def followed(self) -> tuple[tuple[str, Given], ...]:
        """The addresses of pages and feeds to follow, each once, with what is said of them."""
        found: dict[str, Given] = {}
        for entry in self.entries:
            if entry.follow is not None:
                found.setdefault(entry.follow, entry.given)
        return tuple(found.items())

    def named(self) -> dict[str, Given]:
        """What the file says of each path that it names, by real path; the first entry counts."""
        found: dict[str, Given] = {}
        for entry in self.entries:
            if entry.follow is not None:
                for file in candidates(self.path.parent, entry.follow):
                    found.setdefault(os.path.realpath(file), entry.given)
            elif not entry.is_glob:
                found.setdefault(self._real(entry), entry.given)
        return found

    def given(self, real: str, named: Mapping[str, Given]) -> Given | None:
        """What the file says of the file at a real path: the entry that names it (`named()`), else the last glob."""
        if real in named:
            return named[real]
        folder = os.path.realpath(self.path.parent)
        if not Path(real).is_relative_to(folder):
            return None
        inside = Path(real).relative_to(folder)
        matching = [entry.given for entry in self.entries if entry.is_glob and inside.match(entry.pattern)]
        return matching[-1] if matching else Given(timezone=self.timezone) if self.timezone else None

    def unmatched(self, seen: set[str]) -> Iterator[str]:
        """The paths that the file names and that are not among `seen` (real paths)."""
        for entry in self.entries:
            if entry.follow is None and not entry.is_glob and self._real(entry) not in seen:
                yield os.path.join(self.path.parent, entry.pattern)

    def unfetched(self) -> Iterator[str]:
        """The followed addresses of which nothing is kept yet."""
        return (url for url, _ in self.followed() if not kept_file(self.path.parent, url).is_file())

    def _real(self, entry: Entry) -> str:
        return os.path.realpath(os.path.join(self.path.parent, entry.pattern))


def load_story(path: Path) -> Story:
    """Read a story file. Raises `OptionError` that names the key and the line of the first mistake."""
    try:
        text = path.read_bytes()[:LIMIT_BYTES].decode("utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise OptionError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{path}: not valid TOML: {error}") from error
    where = _Where(path, text)
    where.only(table, frozenset({"story", "source"}), "")
    story = where.table(table.get("story", {}), "story")
    where.only(story, _STORY_KEYS, "[story]")
    zone = where.zone(story, "[story]", 0)
    sources = table.get("source", [])
    if not isinstance(sources, list):
        raise OptionError(f"{path}: `source` must be written `[[source]]`, one table a source")
    entries = tuple(_entry(where, where.table(item, "source"), n, zone) for n, item in enumerate(sources, 1))
    entries += tuple(_behind(path.parent, entries))
    return Story(path=path, title=where.text(story, "title", "[story]", 0), timezone=zone, entries=entries)


def _behind(folder: Path, entries: Sequence[Entry]) -> Iterator[Entry]:
    """An entry for each page that was fetched behind an item of a feed that is followed so."""
    feeds = {entry.follow: entry for entry in entries if entry.is_feed and entry.onward}
    named = {entry.follow for entry in entries}
    for url, feed in behind(folder) if feeds else ():
        if feed in feeds and url not in named:
            given = msgspec.structs.replace(feeds[feed].given, url=url)
            yield msgspec.structs.replace(feeds[feed], given=given, follow=url, is_feed=False, found=True)


def _entry(where: "_Where", item: Mapping[str, Any], number: int, zone: str | None) -> Entry:
    label = f"[[source]] number {number}"
    where.only(item, _SOURCE_KEYS, label, number)
    pattern, glob, feed, url = (where.text(item, key, label, number) for key in ("path", "glob", "feed", "url"))
    if sum(value is not None for value in (pattern, glob, feed)) > 1 or not (pattern or glob or feed or url):
        where.fail("path", label, number, "needs one of `path`, `glob`, `feed` or, for a page to follow, `url`")
    if glob is not None and not PurePath(glob).parts:
        where.fail("glob", label, number, f"`{glob}` matches no file; write for example *.txt")
    if "\0" in (pattern or glob or ""):
        where.fail("path", label, number, "holds a zero character, which no file's name can")
    for key, address in (("url", url), ("feed", feed)):
        if address is not None and web_url(address) is None:
            where.fail(key, label, number, f"`{address}` is no http(s) address")
    kind = where.text(item, "kind", label, number)
    if kind is not None and kind not in get_args(Kind):
        where.fail("kind", label, number, f"`{kind}` is none of {', '.join(get_args(Kind))}")
    given = Given(
        outlet=where.text(item, "outlet", label, number),
        url=feed or url,
        published=where.date(item, label, number),
        timezone=where.zone(item, label, number) or zone,
        title=where.text(item, "title", label, number),
        author=where.text(item, "author", label, number),
        kind=msgspec.convert(kind, Kind | None),
        partial=where.flag(item, "partial", label, number),
    )
    address = None if pattern or glob else feed or url
    follow = where.flag(item, "follow", label, number)
    if follow is not None and address is None:
        where.fail("follow", label, number, "is of a page (`url` alone) or a `feed`; a file leads nowhere")
    onward = address is not None and (feed is None if follow is None else follow)
    return Entry(pattern or glob or "", glob is not None, given, address, is_feed=feed is not None, onward=onward)


class _Where:
    """Reads values out of a parsed story file and says where a wrong one stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def fail(self, key: str, label: str, number: int, words: str) -> None:
        """Raise `OptionError` for `key` of the `number`-th source (0: the story table)."""
        raise OptionError(f"{self._path}, line {self._line(key, number)}: {label} `{key}`: {words}")

    def only(self, table: Mapping[str, Any], known: frozenset[str], label: str, number: int = 0) -> None:
        """Refuse keys that mean nothing, for they are usually misspelt."""
        for key in table:
            if key not in known:
                self.fail(key, label, number, f"unknown; known are {', '.join(sorted(known))}")

    def table(self, value: object, label: str) -> Mapping[str, Any]:
        """`value` as a table."""
        if not isinstance(value, dict):
            raise OptionError(f"{self._path}, line {self._line(label, 0)}: `{label}` must be a table")
        return value

    def text(self, table: Mapping[str, Any], key: str, label: str, number: int) -> str | None:
        """A text that is not empty, or None where the key is absent."""
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fail(key, label, number, "must be a text in quotes")
        return str(value)

    def flag(self, table: Mapping[str, Any], key: str, label: str, number: int) -> bool | None:
        """True or false, or None where the key is absent."""
        value = table.get(key)
        if value is not None and not isinstance(value, bool):
            self.fail(key, label, number, "must be true or false")
        return value

    def date(self, table: Mapping[str, Any], label: str, number: int) -> str | None:
        """`published` as written; TOML's own dates are taken too."""
        value = table.get("published")
        if value is None:
            return None
        written = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else ""
        if moment(written).day is None:
            self.fail("published", label, number, "must be a date such as 2031-05-16T18:04:00+03:00")
        return written

    def zone(self, table: Mapping[str, Any], label: str, number: int) -> str | None:
        """`timezone`, checked against the time zone table."""
        name = self.text(table, "timezone", label, number)
        if name is not None and not known_zone(name):
            self.fail("timezone", label, number, f"`{name}` is no IANA time zone (such as Europe/London)")
        return name

    def _line(self, key: str, number: int) -> int:
        """The line on which `key` of the `number`-th source stands; the table's own line when it is not found."""
        sources, start = 0, 1
        for place, line in enumerate(self._lines, 1):
            bare = line.strip()
            if bare.startswith("[[source"):
                sources += 1
                start = place if sources <= number else start
            if sources == number and bare.split("=", 1)[0].strip().strip("\"'[]") == key:
                return place
        return start


def side_cars(folder: Path) -> Mapping[str, Given]:
    """What `meta.jsonl` or `metadata.jsonl` in `folder` says of the files beside it, by file name.

    Each line is an object with `file` and any of `url`, `published`, `title`, `outlet`, `author`. Lines that are no
    such object are passed over: the list is a help, not a source.
    """
    found: dict[str, Given] = {}
    for name in sorted(METADATA_NAMES):
        path = folder / name
        try:
            lines = path.read_bytes()[:LIMIT_BYTES].decode("utf-8", "replace").splitlines() if path.is_file() else []
        except OSError:
            continue
        for line in lines:
            if (pair := _car(line, name)) is not None:
                found.setdefault(*pair)
    return found


def _car(line: str, name: str) -> tuple[str, Given] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("file"), str):
        return None
    zone = name_of(value.get("timezone"))
    given = Given(
        outlet=name_of(value.get("outlet")),
        url=web_url(value.get("url")),
        published=name_of(value.get("published")),
        timezone=zone if zone and known_zone(zone) else None,
        title=name_of(value.get("title")),
        author=name_of(value.get("author")),
        basis=f"given in {name}",
    )
    return Path(value["file"]).name, given
