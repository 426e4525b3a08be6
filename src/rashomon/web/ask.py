"""What a request asks of a story, and what a page or an answer is made of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rashomon.errors import OptionError
from rashomon.report import words
from rashomon.report.desk import Desk
from rashomon.web.earlier import Past
from rashomon.web.edition import Edition
from rashomon.web.facets import LONGEST, Facets, Query, narrowed, page_of, read_facets
from rashomon.web.search import Found, How
from rashomon.web.story import Since

T = TypeVar("T")
MOST_PAGES = 100_000
ALL_FACETS = ("words", "speaker", "form", "stance", "standing", "outlet", "time")


class NotThere(Exception):
    """The address names nothing in the record; the message says what to do."""


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request: the edition it is answered from, the key in its address, and what stands behind the `?`."""

    edition: Edition
    facets: Facets
    key: str = ""
    page: int = 1
    q: str = ""
    how: How = "words"
    a: str = ""
    b: str = ""
    since: Since | None = None
    """For the page of changes: what changed since the edition in its address."""
    editions: tuple[tuple[str, datetime], ...] = ()
    """For the same page: the records that are kept, newest first, and when each was noticed."""
    past: Past = Past()
    """For pages of posts: what their words were before."""
    found: tuple[Found, ...] = ()
    """For the page of search: the hits, best first."""

    @property
    def desk(self) -> Desk:
        """The whole story."""
        return self.edition.desk

    def narrowed(self) -> Desk:
        """The story with what fits the facets."""
        return narrowed(self.edition.desk, self.facets)


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page stands in a long list. `first` and `last` count from 1."""

    page: int
    pages: int
    total: int
    first: int
    last: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page to render: its template, its name, what it shows."""

    template: str
    title: str
    values: Mapping[str, object]
    section: str = ""
    """The entry of the navigation that it belongs to."""
    pager: Pager | None = None
    facets: tuple[str, ...] = ()
    """Which facets its form offers, of ALL_FACETS."""


def read_ask(edition: Edition, query: Query, key: str = "") -> Ask:
    """The request in an address. Raises OptionError for a value that means nothing."""
    number = query.get("page", "") or "1"
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= MOST_PAGES):
        raise OptionError(f"page {words.shortened(number, 20)!r} is no number; give 1 or more")
    how = query.get("by", "") or "words"
    if how not in {"words", "meaning"}:
        raise OptionError(f"by {words.shortened(how, 20)!r} is not one of words, meaning")
    return Ask(
        edition=edition,
        facets=read_facets(query, edition.desk),
        key=key[:LONGEST],
        page=int(number),
        q=" ".join(query.get("q", "")[:LONGEST].split()),
        how="meaning" if how == "meaning" else "words",
        a=query.get("a", "")[:LONGEST],
        b=query.get("b", "")[:LONGEST],
    )


def paged(items: Sequence[T], ask: Ask, size: int) -> tuple[tuple[T, ...], Pager]:
    """The items of the page that is asked for (the last one where there are fewer), and where it stands."""
    pages = max(-(-len(items) // size), 1)
    page = min(ask.page, pages)
    shown = page_of(items, page, size)
    first = (page - 1) * size + 1 if items else 0
    return shown, Pager(page=page, pages=pages, total=len(items), first=first, last=first + len(shown) - bool(items))


def having(desk: Desk, **parts: object) -> Desk:
    """The desk with some lists of its record replaced."""
    return replace(desk, record=replace(desk.record, **parts))


def narrowed_by_outlet(ask: Ask) -> Desk:
    """The story narrowed by outlet only: counts that speak of a whole account stay whole."""
    return narrowed(ask.desk, Facets(outlet=ask.facets.outlet))
