"""What one build of a followed story changed, as one line of `changes.jsonl`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from rashomon.changes import Changes, changes, identity
from rashomon.model.analysis import Post
from rashomon.model.record import Record
from rashomon.store import Entry, PostChange

CHANGES_NAME = "changes.jsonl"
SCHEMA = "rashomon/changes/1"
RESEMBLING = 0.5
"""Share of the words of the shorter that two posts of one minute have in common where one is the other, edited."""
MOST_RESEMBLING = 40
"""Posts of one minute that are held beside each other for that; no newsroom publishes so many."""


class ChangedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post that came, was edited or is gone. `post` is its id in the newer record, in the older when it is gone."""

    post: str
    account: str
    how: str
    """`new`, `edited` or `gone`."""
    title: str | None = None
    published: datetime | None = None
    before: str | None = None
    """Its words before, when it was edited or is gone."""
    page: str = ""
    """What its account is known by: its address, else its file."""
    key: str = ""
    """What the post is known by in its account: its own address, else its time and title."""
    was: str = ""
    """What it was known by before, where that is another: a title was edited."""
    now: str = ""
    """What stands for its words now (`mark`); empty when it is gone."""


class ChangeSet(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `changes.jsonl`. `number` counts the change sets of a story from 1."""

    schema: str = SCHEMA
    number: int
    at: datetime
    changes: Changes
    posts: tuple[ChangedPost, ...] = ()

    @property
    def count(self) -> int:
        """How many things a reader would want to know of."""
        return self.changes.count + len(self.posts)


def change_set(old: Record, new: Record, number: int, at: datetime) -> ChangeSet:
    """What is in `new` and was not in `old`, and what went."""
    return ChangeSet(number=number, at=at, changes=changes(old, new), posts=changed_posts(old, new))


def changed_posts(old: Record, new: Record) -> tuple[ChangedPost, ...]:
    """The posts of live pages that came, were edited or are gone, in the records' order.

    Only pages that both records hold are compared: a new page is a new account, not so many new posts.
    """
    before, after = Pages(old), Pages(new)
    found: list[ChangedPost] = []
    for page, posts in after.posts.items():
        if page not in before.posts:
            continue
        known = _paired(before, before.posts[page], after, posts)
        for post in posts:
            earlier = known.get(post.id)
            if earlier is None:
                found.append(after.told(post, "new"))
            elif (words := before.words(earlier)) != after.words(post):
                found.append(after.told(post, "edited", words, was=before.key(earlier)))
        kept = {post.id for post in known.values()}
        found += (before.told(p, "gone", before.words(p)) for p in before.posts[page] if p.id not in kept)
    return tuple(found)


def mark(words: str) -> str:
    """What stands for a post's words, so that each of its wordings can be tied to the next."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


class Pages:
    """The posts of a record's live pages, each once, by what their page is known by."""

    def __init__(self, record: Record) -> None:
        self._text = {d.id: d.text for d in record.documents}
        self._label = {d.id: d.label for d in record.documents}
        self._page = {d.id: identity(d) for d in record.documents}
        self.posts: dict[str, list[Post]] = {identity(d): [] for d in record.documents if d.kind == "live"}
        for post in record.posts:
            if post.same_as is None and (page := self._page.get(post.document)) in self.posts:
                self.posts[page].append(post)

    def page(self, post: Post) -> str:
        """What the post's account is known by."""
        return self._page[post.document]

    def label(self, post: Post) -> str:
        """What the post's account is called."""
        return self._label[post.document]

    def key(self, post: Post) -> str:
        """Its own address, else its time and title, else its first words. Two posts of a page may share it."""
        time = post.published.isoformat() if post.published else ""
        return post.permalink or (f"{time} {post.title or ''}" if time else self.words(post)[:200])

    def words(self, post: Post) -> str:
        """The post's words, blanks folded."""
        return " ".join(self._text[post.document][post.start : post.end].split())

    def told(self, post: Post, how: str, before: str | None = None, was: str = "") -> ChangedPost:
        """What a change set says of the post."""
        key = self.key(post)
        return ChangedPost(
            post=post.id, account=self._label[post.document], how=how, title=post.title, published=post.published,
            before=before, page=self.page(post), key=key, was=was if was != key else "",
            now="" if how == "gone" else mark(self.words(post)),
        )  # fmt: skip


def _paired(before: Pages, old: Sequence[Post], after: Pages, new: Sequence[Post]) -> Mapping[str, Post]:
    """The older post that each newer one goes on from, by the newer one's id.

    By its key and words; then by its key alone; then, among those without an address of their own, by the minute and
    most of its words: an editor changed the title.
    """
    waiting: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in old:
        waiting[before.key(post), before.words(post)].append(post)
    found: dict[str, Post] = {}
    for post in new:
        if same := waiting[after.key(post), after.words(post)]:
            found[post.id] = same.pop(0)
    for step in (_by_key, _by_minute):
        taken = {post.id for post in found.values()}
        left = [p for p in old if p.id not in taken], [p for p in new if p.id not in found]
        found |= dict(step(before, left[0], after, left[1]))
    return found


def _by_key(before: Pages, old: Sequence[Post], after: Pages, new: Sequence[Post]) -> Iterator[tuple[str, Post]]:
    waiting: dict[str, list[Post]] = defaultdict(list)
    for post in old:
        waiting[before.key(post)].append(post)
    for post in new:
        if same := waiting[after.key(post)]:
            yield post.id, same.pop(0)


def _by_minute(before: Pages, old: Sequence[Post], after: Pages, new: Sequence[Post]) -> Iterator[tuple[str, Post]]:
    waiting: dict[datetime, list[tuple[frozenset[str], Post]]] = defaultdict(list)
    for post in old:
        if post.published and not post.permalink and len(waiting[post.published]) < MOST_RESEMBLING:
            waiting[post.published].append((frozenset(before.words(post).casefold().split()), post))
    for post in new:
        near = waiting.get(post.published) if post.published and not post.permalink else None
        if not near:
            continue
        words = frozenset(after.words(post).casefold().split())
        shares = [len(words & other) / max(min(len(words), len(other)), 1) for other, _ in near]
        best = max(range(len(near)), key=shares.__getitem__)
        if shares[best] >= RESEMBLING:
            yield post.id, near.pop(best)[1]


def entry(found: ChangeSet, body: bytes | None = None) -> Entry:
    """What the database keeps of a change set; `body` is its line where it has one."""
    posts = tuple(
        PostChange(post=p.post, page=p.page, key=p.key, was=p.was, now=p.now, how=p.how) for p in found.posts if p.page
    )
    return Entry(at=found.at.isoformat(), body=msgspec.json.encode(found) if body is None else body, posts=posts)


def entries(path: Path) -> Iterator[tuple[int, Entry]]:
    """The change sets of a changes.jsonl with their numbers; a line that is none is passed over."""
    with path.open("rb") as file:
        for line in file:
            with suppress(msgspec.MsgspecError, ValueError):
                found = msgspec.json.decode(line, type=ChangeSet)
                yield found.number, entry(found, line.rstrip(b"\n"))


def sentence(found: ChangeSet) -> str:
    """The change set in one line for a terminal."""
    parts = found.changes
    kinds: Sequence[tuple[int, str]] = (
        (len(parts.accounts), "new account"),
        (sum(p.how == "new" for p in found.posts), "new post"),
        (sum(p.how == "edited" for p in found.posts), "edited post"),
        (sum(p.how == "gone" for p in found.posts), "post gone"),
        (len(parts.claims), "new claim"),
        (len(parts.origins), "claim with more origins"),
        (len(parts.contradictions), "new contradiction"),
        (len(parts.gone), "statement gone"),
    )
    plural: Mapping[str, str] = {"post gone": "posts gone", "claim with more origins": "claims with more origins",
                                 "statement gone": "statements gone"}  # fmt: skip
    told = [f"{count} {what if count == 1 else plural.get(what, what + 's')}" for count, what in kinds if count]
    return ", ".join(told) or "nothing that a reader would notice"
