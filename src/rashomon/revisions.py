"""The wordings that posts of live pages had before: taken from the change sets of a followed story.

A change set holds a post's words before they were edited, and a mark of those that took their place, so that the
wordings are tied one to the next, whatever happens to ids. What is read is bounded, however often a page edits a post.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

import msgspec

from rashomon.changeset import ChangedPost, Pages, mark
from rashomon.model.analysis import Post
from rashomon.model.record import Record
from rashomon.store import Log, PostChange

MOST_VERSIONS = 50
"""Wordings of one post that are given, the newest; the first of all is given too, and how many lie between."""
MOST_POSTS = 2_000
"""Edited and withdrawn posts that are listed, the last changed first."""
BATCH, MOST_ROWS = 200, 2_000
"""Lines about posts of one minute and title that are read in one go, and in all."""
KEPT_SETS = 32
"""Change sets that are held while others are read."""
BEGINNING = 160
"""Letters of a post by which a list names it where it has no title."""
ALL = 2**62


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of a post: first seen at `since` (null where it was there from the start), replaced at `until`."""

    text: str
    title: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was edited or withdrawn. `post` is its id now, or the last that it had."""

    post: str
    account: str
    title: str | None
    published: datetime | None
    begins: str
    """The first of its words."""
    edits: int
    changed: datetime | None
    """When the last edit, or the withdrawal, was noticed."""
    withdrawn: bool


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A post with its wordings, newest first. `between` are those left out before the last, which is the first seen."""

    of: Revised
    versions: tuple[Version, ...]
    between: int = 0


class _Posts(msgspec.Struct, frozen=True, kw_only=True):
    """Of a change set only its posts."""

    posts: tuple[ChangedPost, ...] = ()


class Revisions:
    """Asks the change sets of one story about the posts of its record."""

    def __init__(self, log: Log, record: Record) -> None:
        """Nothing is read before it is asked for."""
        self._log, self._record = log, record
        self._read: dict[int, dict[tuple[str, str], ChangedPost]] = {}

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self._record)

    @cached_property
    def _by_id(self) -> dict[str, Post]:
        return {post.id: post for posts in self._pages.posts.values() for post in posts}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], list[Post]]:
        found: dict[tuple[str, str], list[Post]] = {}
        for post in self._by_id.values():
            found.setdefault((self._pages.page(post), self._pages.key(post)), []).append(post)
        return found

    def listed(self) -> tuple[Revised, ...]:
        """Posts that were edited or withdrawn, the last changed first."""
        found: list[Revised] = []
        for touched in self._log.touched(MOST_POSTS):
            last = touched.last
            posts = self._by_key.get((last.page, last.key), [])
            if len(posts) > 1 or last.was:
                found += (one.of for post in posts if (one := self.of(post.id)) and one.of.edits)
            elif posts and touched.edits:
                found.append(self._present(posts[0], touched.edits, last.at))
            elif not posts and last.how == "gone" and (told := self._told(last)) is not None:
                found.append(_withdrawn(told, touched.edits, last.at))
        return tuple(found)

    def counts(self) -> dict[str, int]:
        """How often each post of the record was edited, by its id; only those that were."""
        return {one.post: one.edits for one in self.listed() if not one.withdrawn}

    def of(self, post: str) -> History | None:
        """The wordings of the post that has, or had, that id; None where nothing is known of such a post."""
        now = self._by_id.get(post)
        if now is not None:
            return self._walked(now)
        row = self._log.of_post(post)
        if row is None:
            return None
        if row.how == "gone" and (told := self._told(row)) is not None:
            return self._gone(told, row)
        held = self._by_key.get((row.page, row.key), [])
        if len(held) == 1:
            return self._walked(held[0])
        return None

    def _walked(self, post: Post) -> History:
        text, page, key = self._pages.words(post), self._pages.page(post), self._pages.key(post)
        own = Version(text=text, title=post.title)
        versions, whole = self._back(page, key, own, ALL)
        edits = self._edits(page, key, versions, whole)
        changed = versions[0].since if edits else None
        return self._whole(self._present(post, edits, changed), versions, (page, key))

    def _gone(self, told: ChangedPost, row: PostChange) -> History:
        own = Version(text=told.before or "", title=told.title, until=row.at)
        versions, whole = self._back(row.page, row.key, own, row.number)
        edits = self._edits(row.page, row.key, versions, whole)
        return self._whole(_withdrawn(told, edits, row.at), versions, (row.page, row.key))

    def _back(self, page: str, key: str, own: Version, below: int) -> tuple[list[Version], bool]:
        """The wordings from `own` back, and whether that is all of them."""
        versions, returned = [own], False
        rows = self._rows(page, key, below)
        while (row := next(rows, None)) is not None and len(versions) <= MOST_VERSIONS:
            goes_on = row.how == "gone" if returned else row.now == mark(versions[-1].text)
            if not goes_on:
                continue  # another post of the same minute and title
            if not returned:
                versions[-1] = msgspec.structs.replace(versions[-1], since=row.at)
            returned = row.how == "new"
            if returned:
                continue
            if (told := self._told(row)) is None:
                break
            if told.before != versions[-1].text:
                versions.append(Version(text=told.before or "", until=row.at))
            if row.was:
                rows = self._rows(page, row.was, row.number)
        return versions[:MOST_VERSIONS], len(versions) <= MOST_VERSIONS

    def _rows(self, page: str, key: str, below: int) -> Iterator[PostChange]:
        """What happened to posts of the key, newest first."""
        left = MOST_ROWS
        while left > 0 and (rows := self._log.of_key(page, key, below, BATCH)):
            yield from rows
            below = rows[-1].number
            left -= len(rows)

    def _edits(self, page: str, key: str, versions: list[Version], whole: bool) -> int:
        return len(versions) - 1 if whole else max(len(versions) - 1, self._log.edits(page, key))

    def _whole(self, of: Revised, versions: list[Version], key: tuple[str, str]) -> History:
        """With the first wording of all where the walk did not come to it."""
        between = of.edits + 1 - len(versions)
        first = self._log.first_edit(*key) if between > 0 else None
        if first is not None and (told := self._told(first)) is not None:
            versions = [*versions, Version(text=told.before or "", until=first.at)]
            between -= 1
        return History(of=of, versions=tuple(versions), between=max(between, 0))

    def _present(self, post: Post, edits: int, changed: datetime | None) -> Revised:
        return Revised(
            post=post.id, account=self._pages.label(post), title=post.title, published=post.published,
            begins=self._pages.words(post)[:BEGINNING], edits=edits, changed=changed, withdrawn=False,
        )  # fmt: skip

    def _told(self, row: PostChange) -> ChangedPost | None:
        """What the change set says of that post."""
        if row.number not in self._read:
            body = self._log.body(row.number)
            try:
                posts = msgspec.json.decode(body, type=_Posts).posts if body else ()
            except (msgspec.MsgspecError, ValueError):
                posts = ()
            if len(self._read) >= KEPT_SETS:
                self._read.pop(next(iter(self._read)))
            self._read[row.number] = {(post.post, post.how): post for post in posts}
        return self._read[row.number].get((row.post, row.how))


def _withdrawn(told: ChangedPost, edits: int, at: datetime | None) -> Revised:
    return Revised(
        post=told.post, account=told.account, title=told.title, published=told.published,
        begins=(told.before or "")[:BEGINNING], edits=edits, changed=at, withdrawn=True,
    )  # fmt: skip
