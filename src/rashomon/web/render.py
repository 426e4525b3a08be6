"""Pages made from templates, and kept: the same edition and address give the same bytes to every reader."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from rashomon.model.analysis import Form, Stance
from rashomon.model.record import Standing
from rashomon.report import words
from rashomon.report.page import SECTIONS
from rashomon.report.templating import make_environment, squeezed
from rashomon.web.ask import Ask, Page

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "rashomon.web"
FILES: Mapping[str, tuple[str, str]] = {
    "report.css": ("rashomon.report", "text/css"),
    "web.css": (PACKAGE, "text/css"),
    "early.js": (PACKAGE, "text/javascript"),
    "base.js": ("rashomon.report", "text/javascript"),
    "app.js": (PACKAGE, "text/javascript"),
    "icon.svg": (PACKAGE, "image/svg+xml"),
}
"""Every static file, where it lies and what it is."""
KINDS = {"c": "claims", "s": "statements", "v": "divergences", "e": "people", "d": "sources", "p": "posts"}
PLACES = {key: "/" if key == "overview" else f"/{key}" for key, _ in SECTIONS} | {"alone": "/alone"}
NAVIGATION = (
    *SECTIONS[:4],
    ("alone", "Told by one"),
    *SECTIONS[4:],
    ("compare", "Two outlets"),
    ("posts", "Edited posts"),
    ("changes", "What changed"),
)
MOST_BYTES = 64_000_000
"""Rendered pages that are kept."""
SPEAKERS = 80
"""Speakers offered in the form for facets."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the frame of a page needs besides the page itself."""

    path: str
    story: str
    version: str = ""
    """Of the record that is shown; empty where there is none."""
    trouble: str = ""
    moved: str = ""
    """Said where an old address led here, or a form that was sent."""
    correctable: bool = False
    """Whether the story can be corrected here."""


def address(anchor: str) -> str:
    """Where the thing with an anchor has its page; an anchor within the page where it has none."""
    if anchor in PLACES:
        return PLACES[anchor]
    prefix, _, key = anchor.partition("-")
    if prefix in KINDS and key:
        return f"/{KINDS[prefix]}/{quote(key)}"
    return f"#{anchor}"


@cache
def environment() -> "Environment":
    """The report's templates, and ours before them."""
    made = make_environment(address, PACKAGE, web=True)
    made.globals.update(
        file=versioned,
        options=OPTIONS,
        nav=NAVIGATION,
        where=PLACES | {key: f"/{key}" for key in ("compare", "posts", "changes")},
    )
    return made


OPTIONS = {
    "form": [(value, words.FORM[value]) for value in Form.__args__],  # type: ignore[attr-defined]
    "stance": [(value, value) for value in Stance.__args__],  # type: ignore[attr-defined]
    "standing": [(value, words.STANDING[value]) for value in Standing.__args__],  # type: ignore[attr-defined]
}


@cache
def static_file(name: str) -> tuple[bytes, str, str] | None:
    """Bytes, media type and version of a static file, or None."""
    if name not in FILES:
        return None
    package, kind = FILES[name]
    data = files(package).joinpath("static", name).read_bytes()
    return data, kind, sha256(data).hexdigest()[:10]


def versioned(name: str) -> str:
    """The address of a static file; it changes with the file, so that a browser may keep it."""
    found = static_file(name)
    return f"/static/{name}?v={found[2] if found else ''}"


def rendered(page: Page, ask: Ask, shown: Shown) -> bytes:
    """The page as HTML."""
    query = ask.facets.query()
    text = (
        environment()
        .get_template("frame.html")
        .render(
            page=page,
            ask=ask,
            facets=ask.facets,
            shown=shown,
            title=ask.edition.title,
            version=ask.edition.version,
            noticed=words.stamp(ask.edition.noticed),
            accounts=ask.desk.accounts,
            speakers=speakers(ask) if "speaker" in page.facets else (),
            query=query,
            **page.values,
        )
    )
    return squeezed(text).encode("utf-8")


def notice(title: str, message: str, shown: Shown, edition_title: str = "") -> bytes:
    """A page that only says something: what is wrong and what to do."""
    text = (
        environment()
        .get_template("notice.html")
        .render(heading=title, message=message, shown=shown, title=edition_title)
    )
    return squeezed(text).encode("utf-8")


def speakers(ask: Ask) -> tuple[tuple[str, str], ...]:
    """Keys and names of those quoted most."""
    counts: dict[tuple[str, str], int] = {}
    for statement in ask.desk.statement.values():
        if statement.source:
            voice = ask.desk.voice(statement)
            counts[voice.key, voice.name] = counts.get((voice.key, voice.name), 0) + 1
    ordered = sorted(counts, key=lambda pair: (-counts[pair], pair[1].casefold()))[:SPEAKERS]
    names: dict[str, str] = {}
    for key, name in ordered:
        names.setdefault(key, name)
    return (("own", "the outlets’ own voice"), *names.items())


class Shelf:
    """Finished answers by key, the least used dropped; one maker at a time for each key."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """`most` is the sum of the bytes kept."""
        self._most = most
        self._kept: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making: dict[tuple[str, ...], threading.Lock] = {}

    def get(self, key: tuple[str, ...]) -> bytes | None:
        """The answer, if it is there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return None

    def make(self, key: tuple[str, ...], maker: Callable[[], bytes]) -> bytes:
        """The answer, made by this caller or by another that was first."""
        with self._lock:
            mine = self._making.setdefault(key, threading.Lock())
        with mine:
            if (found := self.get(key)) is None:
                found = maker()
                self._put(key, found)
        with self._lock:
            self._making.pop(key, None)
        return found

    def _put(self, key: tuple[str, ...], data: bytes) -> None:
        with self._lock:
            self._kept[key] = data
            self._size += len(data)
            while self._size > self._most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone)
