"""The last step of every reader: what the user gave, what the source said and what we found become one Document."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from rashomon.language import clock
from rashomon.lexicon import outlets
from rashomon.model.document import Document, Kind, Mark, PostMark, Problem
from rashomon.model.span import short_id
from rashomon.read.builder import cleaned
from rashomon.read.dates import moment
from rashomon.read.raw import Moment, Raw, problem
from rashomon.read.tongue import language_of

_LONGEST_NAME = 300
"""No title, outlet or list of authors is longer in the pages seen; what is longer is a mistake in the page."""
_LONGEST_URL = 2_000
_HOST = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+/?")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
"""How makers of files write that they know the day alone."""


_NO_LANGUAGE = "zxx"
"""What the identifier answers for figures, codes and the like (ISO 639-3)."""
AHEAD = timedelta(minutes=15)
"""How far a page's clock may be ahead of ours without a word: pages round, and clocks differ by minutes."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in its source. `text` is final: spans in `marks` and `posts` point into it."""

    text: str
    format: str
    marks: tuple[Mark, ...] = ()
    posts: tuple[PostMark, ...] = ()
    kind: Kind = "article"
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    url: str | None = None
    published: Moment = Moment()
    modified: Moment = Moment()
    partial: bool = False
    continues: tuple[str, ...] = ()
    posts_said: int | None = None
    problems: tuple[tuple[str, str], ...] = ()
    """Codes and messages."""


def document_of(raw: Raw, found: Found, index: int = 0) -> Document:
    """The document that `found` is, under what the user gave for it. `index` is its place among those of one source."""
    given = raw.given
    identity = short_id("d", raw.sha256, given.url or "", given.outlet or "", index)
    url = web_url(given.url) or web_url(found.url)
    outlet, basis = _outlet(raw, found, url)
    published = moment(given.published, given.timezone) if given.published else _zoned(found.published, given.timezone)
    language = language_of(found.text)
    problems = list(found.problems)
    if published.given and published.at is None:
        problems.append(_unzoned(published))
    if language not in {"en", "und"}:
        found_in = "in no language that could be told" if language == _NO_LANGUAGE else f"in `{language}`"
        problems.append(("language-not-read", f"the text is {found_in}; only English is analysed and aligned"))
    return Document(
        id=identity,
        sha256=raw.sha256,
        text=found.text,
        format=found.format,
        path=raw.path,
        url=url,
        outlet=outlet,
        outlet_basis=basis,
        title=name_of(given.title) or name_of(found.title),
        author=name_of(given.author) or name_of(found.author),
        kind=given.kind or found.kind,
        published=published.at,
        modified=_zoned(found.modified, given.timezone).at,
        published_as_given=published.given,
        day=published.day or clock.url_day(url),
        language=language,
        timezone=given.timezone,
        partial=found.partial if given.partial is None else given.partial,
        continues=found.continues,
        posts_said=found.posts_said,
        marks=found.marks,
        posts=found.posts,
        problems=tuple(_located(problem(code, f"{raw.path}: {words}"), identity) for code, words in problems),
    )


def held_against(seen: datetime, document: Document) -> Document:
    """The document, with a problem when it is dated later than it was fetched: a clock or a zone is wrong."""
    times = [document.published, *(post.published for post in document.posts)]
    late = sum(at is not None and at > seen + AHEAD for at in times)
    if not late or any(found.code == "clock-ahead" for found in document.problems):
        return document
    name = document.url or document.path or document.id
    words = f"{name}: {late} of its times lie after it was fetched; its clock, or the zone it is read in, is wrong"
    found = problem("clock-ahead", words, document.id)
    return msgspec.structs.replace(document, problems=(*document.problems, found))


def _zoned(found: Moment, timezone: str | None) -> Moment:
    """`found` with its time in the source's zone, where it has none of its own and the user gave one."""
    return moment(found.given, timezone) if timezone and found.at is None and found.given else found


def _outlet(raw: Raw, found: Found, url: str | None) -> tuple[str | None, str | None]:
    """Name of the outlet and how it is known: the user's word, the source's own, its address, or unknown."""
    if given := name_of(raw.given.outlet):
        return given, raw.given.basis
    if listed := _listed(url):
        return listed, "domain of the address"
    if stated := name_of(found.outlet):
        site = stated.lower() if _HOST.fullmatch(stated.lower()) else None
        usual = outlets.names().get(stated.removeprefix("The "))
        return usual or _listed(site) or (domain_of(site) if site else None) or stated, found.outlet_basis
    host = domain_of(url) if url else None
    return (host, "domain of the address") if host else (None, None)


def _unzoned(published: Moment) -> tuple[str, str]:
    if published.day is None:
        return "date-unreadable", f"the date `{published.given}` could not be read"
    if published.given and ":" in published.given and not _MIDNIGHT.search(published.given):
        return "date-without-zone", f"the time `{published.given}` has no zone; only its day is used"
    return "date-without-time", f"only the day of publication is known (`{published.given}`)"


def _located(found: Problem, document: str) -> Problem:
    return msgspec.structs.replace(found, document=document)


def name_of(value: object) -> str | None:
    """A title or a name on one line and not absurdly long, or None."""
    if not isinstance(value, str):
        return None
    line = " ".join(cleaned(value[: _LONGEST_NAME * 10]).split())
    return line[:_LONGEST_NAME] or None


def web_url(value: object) -> str | None:
    """`value` if it is an http(s) address with a host, else None: other schemes are never passed on."""
    if not isinstance(value, str):
        return None
    value = value.strip()
    if len(value) > _LONGEST_URL or re.search(r"[\s<>\"\x00-\x1f\\\u200b-\u200f\u202a-\u202e\u2060-\u206f]", value):
        return None
    try:
        parts = urlsplit(value)
        return value if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp|edition|rss|feeds)\.")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "gouv", "gen"})
"""Second labels under which countries register names (example.co.uk), from the public suffix list's common cases."""


def host_of(url: str) -> str | None:
    """The host of an address (also of one without its scheme), in lower case, or None."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").rstrip(".") or None
    except ValueError:
        return None


def domain_of(url: str) -> str | None:
    """The registrable name of an address's host: `https://news.example.co.uk/x` -> `example.co.uk`."""
    labels = _FRONT.sub("", host_of(url) or "").split(".")
    if len(labels) < 2 or not labels[-1] or labels[-1].isdigit():
        return None
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def _listed(url: str | None) -> str | None:
    """The usual name of the outlet or agency whose site an address is on, or None when it is not on the list."""
    host = host_of(url) if url else None
    found = outlets.by_domain(host) if host else None
    return found.name if found else None
