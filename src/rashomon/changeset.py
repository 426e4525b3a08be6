"""What one build of a followed story changed, as one line of `changes.jsonl`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from rashomon.changes import Changes, changes, identity
from rashomon.model.analysis import Post
from rashomon.model.record import Record

SCHEMA = "rashomon/changes/1"


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
    before, after = _Pages(old), _Pages(new)
    found: list[ChangedPost] = []
    for page, posts in after.posts.items():
        if page not in before.posts:
            continue
        for key, post in posts.items():
            earlier = before.posts[page].get(key)
            if earlier is None:
                found.append(after.told(post, page, "new"))
            elif (words := before.words(earlier)) != after.words(post):
                found.append(after.told(post, page, "edited", words))
    for page, posts in before.posts.items():
        for key, post in posts.items() if page in after.posts else ():
            if key not in after.posts[page]:
                found.append(before.told(post, page, "gone", before.words(post)))
    return tuple(found)


class _Pages:
    """The posts of a record by the page and by what a post is known by."""

    def __init__(self, record: Record) -> None:
        self._text = {d.id: d.text for d in record.documents}
        self._label = {identity(d): d.label for d in record.documents}
        pages = {d.id: identity(d) for d in record.documents}
        self.posts: dict[str, dict[str, Post]] = {identity(d): {} for d in record.documents if d.kind == "live"}
        for post in record.posts:
            if post.same_as is None and pages.get(post.document) in self.posts:
                self._add(self.posts[pages[post.document]], post)

    def _add(self, posts: dict[str, Post], post: Post) -> None:
        """Under its own address, else its time and title, else its words."""
        time = post.published.isoformat() if post.published else ""
        key = post.permalink or (f"{time} {post.title or ''}" if time else self.words(post)[:200])
        number = 2
        while key in posts:
            key, number = f"{key.rsplit(chr(10), 1)[0]}\n{number}", number + 1
        posts[key] = post

    def words(self, post: Post) -> str:
        return " ".join(self._text[post.document][post.start : post.end].split())

    def told(self, post: Post, page: str, how: str, before: str | None = None) -> ChangedPost:
        return ChangedPost(
            post=post.id, account=self._label[page], how=how, title=post.title, published=post.published, before=before
        )


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
