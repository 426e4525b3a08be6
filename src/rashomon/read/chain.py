"""One account out of several captures of one page: what fell off its end goes on, what was taken out of it is gone.

A live page shows its newest posts and a feed its newest items; the others are on older captures. A post that is missing
although older ones are still shown was withdrawn, and is not carried on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from rashomon.model.document import Document, Mark, PostMark
from rashomon.model.span import Span, short_id
from rashomon.read.builder import folded
from rashomon.read.raw import problem

PAGE_KEYS = frozenset({"page", "p", "pg", "offset", "cursor", "before", "after"})
PAGE_PATH = re.compile(r"(?:/page/\d{1,4}|[-/]part-?\d{1,2})/?$")
"""How the addresses of a live page's pages differ (`?page=2`, `?page=with:block-...`, `/page/2`, `-part-2`)."""

Sign = tuple[str, str, str | None]
"""A post: its key, a hash of its words and its time (ISO 8601) or None."""


def signs_of(documents: Sequence[Document]) -> tuple[Sign, ...]:
    """The posts of a capture: those of a live page, or the items of a feed; none for an article."""
    if len(documents) == 1 and documents[0].format != "feed":
        (document,) = documents
        return tuple(_sign(_post_key(post), _words(document, post), post.published) for post in document.posts)
    return tuple(_sign(item_key(d), d.text, d.published) for d in documents)


def _post_key(post: PostMark) -> str:
    """A post's own id with its time, since some pages count their posts anew with each that comes."""
    return f"{post.key or ''} {post.published.isoformat() if post.published else ''}"


def item_key(document: Document) -> str:
    """What an item of a feed is known by from one fetch to the next."""
    return document.url or folded(document.title or document.text[:100])


def standing(captures: Sequence[Sequence[Sign]], addresses: Sequence[str | None] = ()) -> Mapping[str, str]:
    """Key and hash of every post that stands after a sequence of captures, oldest first.

    `addresses` are those of the captures, where they are several pages of one live page: what a page does not show is
    gone if it lies between posts that the page shows, or is newer than all of them and was last seen on that page.
    Another day's page of the coverage tells nothing of it.
    Of the posts that have the very time of the oldest shown, others may be on the next page: one is gone where the page
    still shows a post that stood further down, or where it shows fewer posts than before and no new one.
    """
    alive: dict[str, tuple[str, str | None, str | None]] = {}
    last: dict[str | None, Sequence[Sign]] = {}
    for number, posts in enumerate(captures):
        where = addresses[number] if addresses else None
        now = {key: (words, at, where) for key, words, at in posts}
        told = {(words, at) for _, words, at in posts}
        since, newest = _window(posts)
        edge = _left_from_edge(last.get(where, ()), posts, since)
        gone = [
            key for key, (words, at, seen) in alive.items()
            if key not in now and at is not None and since is not None and newest is not None
            and _are_pages_of_one(seen, where)
            and (since < at or (since == at and ((words, at) in told or key in edge)))
            and (at < newest or seen == where)
        ]  # fmt: skip
        for key in gone:
            del alive[key]
        alive.update(now)
        last[where] = posts
    return {key: words for key, (words, _, _) in alive.items()}


def needed(captures: Sequence[Sequence[Sign]], stand: Mapping[str, str] | None = None) -> tuple[int, ...]:
    """Numbers of the captures out of which every standing post can be read, in order; the last is among them.

    `stand` are the posts that stand, where they were found before.
    """
    left = set((standing(captures) if stand is None else stand).items())
    held = [{(key, words) for key, words, _ in posts} for posts in captures]
    if not captures:
        return ()
    chosen = {len(captures) - 1}
    left -= held[-1]
    while left:
        best = max(range(len(held)), key=lambda n: (len(held[n] & left), n))
        if not held[best] & left:
            break
        chosen.add(best)
        left -= held[best]
    return tuple(sorted(chosen))


def chained(captures: Sequence[Document], wanted: Mapping[str, str] | None = None) -> Document:
    """The newest capture (the last) of a live page, with the posts that only older ones hold.

    `wanted` are key and hash of the posts that stand, where somebody followed the page; without it they are found here.
    """
    newest = captures[-1]
    if wanted is None:
        wanted = standing([signs_of([capture]) for capture in captures], [capture.url for capture in captures])
    known = {key for key, _, _ in signs_of([newest])}
    names = {post.key for post in newest.posts}
    text, marks, posts = [newest.text], list(newest.marks), list(newest.posts)
    length, used = len(newest.text), []
    for older in reversed(captures[:-1]):
        for post, (key, words, _) in zip(older.posts, signs_of([older]), strict=True):
            if key in known or wanted.get(key) != words:
                continue
            known.add(key)
            used.append(older.id)
            shift = length + 2 - post.start
            part = older.text[post.start : post.end]
            text.append("\n\n" + part)
            length += 2 + len(part)
            marks += (
                Mark(m.start + shift, m.end + shift, m.role) for m in older.marks if post.start <= m.start < post.end
            )
            name = key if post.key in names else post.key  # posts of one key are one post shown twice
            names.add(name)
            posts.append(msgspec.structs.replace(_moved(post, shift), key=name))
    if not used:
        return newest
    words = f"{newest.path}: {len(used)} post(s) are no longer on the newest page and come from older captures of it"
    whole = msgspec.structs.replace(newest, text="".join(text), marks=tuple(marks), posts=tuple(posts))
    return renamed(whole, short_id("d", newest.id, *dict.fromkeys(used)), ("posts-from-older-captures", words))


def joined(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those that are pages or captures of one live page made one account, in the place of the first.

    They are one when they have the same outlet, and the same address but for the number of the page, or one says that
    its coverage goes on, or went before, on the other. An item of a feed whose page is there too gives way to it.
    """
    documents = tuple(_items_with_pages(documents))
    places = _places(documents)
    groups: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        groups.setdefault(places[_place(document)], []).append(document)
    return tuple(_one(sorted(group, key=newest_post)) if len(group) > 1 else group[0] for group in groups.values())


def _place(document: Document) -> tuple[str, str]:
    return _coverage(document), document.outlet or ""


def _places(documents: Sequence[Document]) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Of each coverage and outlet the first one that it is one with, through the links from live page to live page."""
    first = {_place(document): _place(document) for document in documents}
    for document in documents:
        own = _place(document)
        for url in document.continues if own[0] != document.id else ():
            other = (coverage(url), own[1])
            if other in first and first[other] != first[own]:
                old, new = first[other], first[own]
                first = {place: new if one == old else one for place, one in first.items()}
    return first


def _items_with_pages(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents without the items of feeds of which the page is there, and has no fewer words than the item."""
    items = {d.url: d for d in documents if d.format == "feed" and d.url}
    pages = {d.url: d for d in documents if d.format != "feed" and d.url in items}
    told = {url for url, page in pages.items() if len(page.text) >= len(items[url].text)}
    for document in documents:
        if document.url not in told:
            yield document
        elif document is pages[document.url]:
            feed = items[document.url].path
            words = f"{document.path}: an item of the feed {feed} is about this page, which stands for both"
            yield renamed(document, document.id, ("item-of-page", words))
        elif document.format != "feed":
            yield document


def _one(captures: Sequence[Document]) -> Document:
    whole = chained(captures)
    names = ", ".join(str(document.path) for document in captures)[:800]
    words = (
        f"{whole.path}: {len(captures)} sources are pages or captures of one live page and make one account: {names}"
    )
    return renamed(whole, short_id("d", whole.id, *(c.id for c in captures)), ("pages-of-one", words))


def newest_post(document: Document) -> tuple[str, str]:
    """For sorting captures: the time of the newest post, and the id."""
    times = [post.published.isoformat() for post in document.posts if post.published]
    return max(times, default=""), document.id


def _coverage(document: Document) -> str:
    """By what the pages of one live page are known; what is no live page is itself alone."""
    if document.kind != "live" or not document.url or not any(post.published for post in document.posts):
        return document.id
    return coverage(document.url)


def coverage(url: str) -> str:
    """The address of a live page without the number of the page in it."""
    parts = urlsplit(url)
    rest = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in PAGE_KEYS]
    return f"{parts.netloc.lower()}{PAGE_PATH.sub('', parts.path).rstrip('/')}?{urlencode(rest)}"


def _are_pages_of_one(a: str | None, b: str | None) -> bool:
    return a == b or (a is not None and b is not None and coverage(a) == coverage(b))


def renamed(document: Document, identity: str, *found: tuple[str, str]) -> Document:
    """The document under another id, with more problems."""
    problems = (*(msgspec.structs.replace(p, document=identity) for p in document.problems),
                *(problem(code, words, identity) for code, words in found))  # fmt: skip
    return msgspec.structs.replace(document, id=identity, problems=problems)


def _moved(post: PostMark, shift: int) -> PostMark:
    title = Span(post.title.start + shift, post.title.end + shift) if post.title else None
    return msgspec.structs.replace(post, start=post.start + shift, end=post.end + shift, title=title)


def _words(document: Document, post: PostMark) -> str:
    return document.text[post.start : post.end]


def _sign(key: str, words: str, at: datetime | None) -> Sign:
    return key, sha256(words.encode("utf-8", "replace")).hexdigest()[:16], at.isoformat() if at else None


def _window(posts: Sequence[Sign]) -> tuple[str | None, str | None]:
    """The times of the oldest and the newest post of a capture, between which it shows all.

    The first, which may be pinned, is never the oldest. Of posts that have the very time of the oldest, others may be
    on the next page.
    """
    return min((at for _, _, at in posts[1:] if at), default=None), max((at for _, _, at in posts if at), default=None)


def _left_from_edge(before: Sequence[Sign], posts: Sequence[Sign], since: str | None) -> frozenset[str]:
    """Of the posts at the oldest time that a page shows, those that did not fall off its end since its last capture."""
    shown, known = {key for key, _, _ in posts}, {key for key, _, _ in before}
    missing = [place for place, (key, _, at) in enumerate(before) if at == since and key not in shown]
    if shown <= known:  # with nothing new above it, nothing was pushed off
        return frozenset(before[place][0] for place in missing)
    times = [at for _, _, at in before[1:] if at]
    if times != sorted(times, reverse=True):
        return frozenset()  # oldest first, or in no order: what fell off did so elsewhere
    foot = max((place for place, (key, _, at) in enumerate(before) if at == since and key in shown), default=-1)
    return frozenset(before[place][0] for place in missing if place < foot)
