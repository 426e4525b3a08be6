"""Finding sources: files, folders, globs and standard input become `Raw` values, in one order always."""

import glob
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from rashomon.errors import NoSources
from rashomon.read.kept import FOLDER as KEPT
from rashomon.read.kept import charset_of, newest
from rashomon.read.manifest import METADATA_NAMES, STORY_NAME, Story, load_story, side_cars
from rashomon.read.raw import LIMIT_BYTES, Given, Raw, faulty, raw_of

OUR_OUTPUTS = frozenset({
    "record.json", "report.html", "rashomon.db", "rashomon.db-wal", "rashomon.db-shm", "corrections.jsonl",
    "changes.jsonl",
})  # fmt: skip
"""What `build` writes: passed over in folders, so that a build into the sources' folder does not read itself."""
_OUR_EXPORTS = {
    "brief.md": b"# One event, its accounts",
    "citations.json": b"SHA-256 of the source: ",
    "citations.bib": b"note = {SHA-256 ",
    "citations.wikitext": b"{{cite news |",
    "record.jsonl": b"rashomon/record/",
    **dict.fromkeys(
        (f"{table}.csv" for table in (
            "claim_statements", "claims", "divergences", "documents", "entities", "ledger", "omissions", "origins",
            "posts", "problems", "sides", "statements", "summary", "timeline",
        )), b"\xef\xbb\xbf"),
}  # fmt: skip
"""What `export` writes, with what stands near its beginning: an account of our own would be one more origin."""
_NOT_ACCOUNTS = frozenset({"readme", "license", "licence", "copying", "notice", "about", "changelog", "authors"})
"""Stems of files that tell of a folder rather than of an event."""
_MOST_FILES = 20_000
"""Files taken from one call; more is a corpus."""


def gather(sources: Sequence[str], *, story: Path | None = None, stdin: BinaryIO | None = None) -> list[Raw]:
    """Every source that is meant by `sources`, sorted by path, with what a story file says of it.

    A source is a file, a folder (read through, hidden files and our own outputs left out), a glob, or `-` for `stdin`.
    A `story.toml` in a given folder is used; `story` names one elsewhere, whose own list of sources is taken when
    `sources` is empty. A file that cannot be read comes back with its `fault`.

    Raises `NoSources` when nothing is found, `OptionError` when the story file is wrong.
    """
    told = load_story(story) if story else None
    wanted = list(sources) or (list(told.paths()) if told else [])
    stories = [told] if told else []
    paths: dict[str, Path] = {}
    raws: list[Raw] = []
    for source in wanted:
        if source == "-":
            raws.append(_from_stream(stdin))
            continue
        for name, path in _expanded(source):
            paths.setdefault(writable(name), path)
        if told is None and os.path.isfile(own := Path(source) / STORY_NAME):
            stories.append(load_story(own))
    if len(paths) > _MOST_FILES:
        raise NoSources(f"{len(paths):,} files are too many for one event (at most {_MOST_FILES:,}); name fewer")
    raws += _opened(paths, stories)
    if not raws:
        raise NoSources(_nothing(wanted))
    return sorted(raws, key=lambda raw: (raw.path, raw.sha256))


def _opened(paths: Mapping[str, Path], stories: Sequence[Story]) -> Iterator[Raw]:
    """Each file's bytes with what is said of it; then the files that a story names and that were not found."""
    cars: dict[Path, Mapping[str, Given]] = {}
    seen: set[str] = set()
    fetches = {url: one for told in stories if told.followed() for url, one in newest(told.path.parent).items()}
    named = [(told, told.named()) for told in stories]
    for name in sorted(paths):
        path = paths[name]
        folder = path.parent
        if folder not in cars:
            cars[folder] = side_cars(folder)
        real = os.path.realpath(path)
        given = next((given for told, by_path in named if (given := told.given(real, by_path))), None)
        seen.add(real)
        if folder.name == KEPT and stories and not any(real in by_path for _, by_path in named):
            continue  # of a page that the story no longer follows
        raw = _from_file(name, path)
        given = given or cars[folder].get(path.name) or Given()
        fetch = fetches.get(given.url or "") if folder.name == KEPT else None
        yield msgspec.structs.replace(
            raw,
            given=given,
            seen=fetch.at if fetch else None,
            charset=charset_of(fetch.content_type if fetch else None),
        )
    for folder, car in cars.items():
        for name in sorted(name for name in car if not (folder / name).exists()):
            entry = os.path.join(folder, name)
            yield faulty(entry, "vanished", f"{entry}: described in the list beside it, but there is no such file")
    for told in stories:
        for url in told.unfetched():
            words = f"{url}: named in {told.path}, but not fetched yet; `rashomon watch` fetches it"
            yield faulty(url, "not-fetched", words)
        for entry in told.unmatched(seen):
            yield faulty(
                entry, "vanished", f"{entry}: named in {told.path}, but there is no such file among the sources"
            )


def located(sources: Sequence[str]) -> list[str]:
    """The files that `sources` mean now, unread: for one who looks whether any has changed."""
    return sorted({name for source in sources for name, _ in _expanded(source)})


def writable(name: str) -> str:
    r"""A file's name as a record can hold it: bytes that are not UTF-8 become `\udc..`, as Python escapes them."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _expanded(source: str) -> Iterator[tuple[str, Path]]:
    """Name as given and path of each file that `source` means; a single missing file is given on, to be reported."""
    path = Path(source)
    if os.path.isdir(source):  # Path.is_dir raises where a name is too long
        yield from _in_folder(source)
    elif os.path.exists(source) or not glob.has_magic(source):
        yield source, path
    else:
        for name in _globbed(source):
            if os.path.isdir(name):
                yield from _in_folder(name)
            elif not _passed_over(Path(name)):
                yield name, Path(name)


def _globbed(pattern: str) -> list[str]:
    """What a glob means. `**` stands for any folders below but links to folders: two in a ring are 2^40 ways down."""
    parts = [part if part == "**" else part.replace("**", "*") for part in Path(pattern).parts]
    if "**" not in parts:
        return sorted(glob.glob(pattern))
    first = parts.index("**")
    below = "/".join(p for n, p in enumerate(parts[first:]) if p != "**" or n == 0 or parts[first + n - 1] != "**")
    tops = glob.glob(os.path.join(*parts[:first])) if first else [os.curdir]
    try:
        found = [(path, path.relative_to(top).parts) for top in tops for path in Path(top).glob(below)]
    except RecursionError as error:
        raise NoSources(f"{pattern}: the folders below are nested too deeply for a glob; name the folder") from error
    return sorted({str(path) for path, inner in found if not any(part.startswith(".") for part in inner[:-1])})


def _in_folder(folder: str) -> Iterator[tuple[str, Path]]:
    """The sources in a folder and below it; links to folders are not followed, so that no ring can catch us.

    A folder that cannot be listed is given on itself, to be reported.
    """
    waiting = [folder]
    while waiting:
        root = waiting.pop()
        try:
            with os.scandir(root) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield root, Path(root)
            continue
        for entry in entries:
            if not os.path.isdir(entry.path) and not _passed_over(Path(entry.path)):  # is_dir() raises on a ring
                yield entry.path, Path(entry.path)
        inner = [e.path for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
        waiting += reversed(inner)


def _passed_over(path: Path) -> bool:
    """Whether a file found in a folder is hidden, ours, about the folder, or a list that describes its neighbours."""
    name = path.name
    if name.startswith(".") or name.endswith("~") or name in OUR_OUTPUTS or name == STORY_NAME:
        return True
    if name in _OUR_EXPORTS and path.is_file():
        try:
            with path.open("rb") as stream:
                return _OUR_EXPORTS[name] in stream.read(4_000)
        except OSError:
            return False
    if name in METADATA_NAMES:
        return bool(side_cars(path.parent))
    return name.lower().split(".", 1)[0] in _NOT_ACCOUNTS


def _from_file(name: str, path: Path) -> Raw:
    if path.name in OUR_OUTPUTS and path.is_file() and _is_ours(path):
        return faulty(name, "own-output", f"{name}: Rashomon wrote this file; give it the accounts themselves")
    try:
        if not path.is_file():
            if path.is_dir():
                return faulty(name, "unreadable", f"{name}: the folder cannot be listed; check who may read it")
            if path.exists():
                return faulty(
                    name, "unknown-format", f"{name}: a pipe, socket or device, no file; save its words to one"
                )
            if name.startswith(("http:", "https:", "www.")):  # nothing is fetched: a page is read as it was saved
                return faulty(
                    name,
                    "vanished",
                    f"{name}: an address, no file; save the page and give the "
                    "file, or name the address in a story.toml and follow it with `rashomon watch`",
                )
            if path.is_symlink():
                leads = f"a link to {os.readlink(path)}, where there is no file; put the file there or remove the link"
                return faulty(name, "vanished", f"{name}: {writable(leads)}")
            return faulty(name, "vanished", f"{name}: there is no such file; was it moved or renamed?")
        if path.stat().st_size > LIMIT_BYTES:
            return _too_large(name, path.stat().st_size)
        with path.open("rb") as stream:
            data = stream.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        return faulty(name, "vanished", f"{name}: vanished while the sources were being read")
    except OSError as error:
        return faulty(name, "unreadable", f"{name}: {error.strerror or error}")
    return _too_large(name, len(data)) if len(data) > LIMIT_BYTES else raw_of(name, data)


def _from_stream(stdin: BinaryIO | None) -> Raw:
    if stdin is None:
        raise NoSources("`-` means standard input, and there is none")
    data = stdin.read(LIMIT_BYTES + 1)
    return _too_large("-", len(data)) if len(data) > LIMIT_BYTES else raw_of("-", data)


def _too_large(name: str, size: int) -> Raw:
    words = f"{name}: {size:,} bytes are over the limit of {LIMIT_BYTES:,}; split it into one file an account"
    return faulty(name, "too-large", words)


def _is_ours(path: Path) -> bool:
    """Whether a file with one of our names is really ours: a page may be called report.html by anyone."""
    if path.suffix != ".json":
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(4_000)
    except OSError:
        return False
    return b'"rashomon/record/' in head


def _nothing(wanted: Sequence[str]) -> str:
    places = ", ".join(json.dumps(source, ensure_ascii=False) for source in wanted[:5]) or "nowhere"
    return (
        f"nothing to read in {places}: looked for text, HTML, JSON, feeds and web archives, also below folders "
        "(hidden files, README and what Rashomon itself wrote are passed over)"
    )
