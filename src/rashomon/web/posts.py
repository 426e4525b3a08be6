"""Posts that were edited or withdrawn, and each with the wordings that it had before."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.edits import Bit, edited, times
from rashomon.revisions import History, Revised, Version
from rashomon.web.ask import Ask, NotThere, Page, paged
from rashomon.web.shapes import Listing, PostAnswer

POSTS = 60
LONGEST = 20_000
"""Letters of one wording that are shown."""
MOST = 500


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A post in the list. `account` is None where the account is no longer there."""

    href: str
    name: str
    account: Account | None
    label: str
    when: str
    iso: str
    changed: str
    changed_iso: str
    edits: str
    withdrawn: bool


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One edit: what it changed, and the whole wording that it replaced."""

    when: str
    iso: str
    bits: tuple[Bit, ...]
    before: str
    seen: str
    """From when to when the wording before was seen."""
    whole: bool
    """Whether that wording is all shown."""


def posts_page(ask: Ask) -> Page:
    """Posts that were edited or withdrawn, the last changed first."""
    shown, pager = paged(ask.past.listed, ask, POSTS)
    return Page(template="posts.html", title="Edited posts", section="posts", pager=pager,
                values={"rows": tuple(_row(ask.desk, one) for one in shown), "live": _live(ask.desk)})  # fmt: skip


def post_page(ask: Ask) -> Page:
    """One post: its words now, or as they last were, and each wording before."""
    history = found(ask)
    versions = history.versions
    row = _row(ask.desk, history.of)
    values = {
        "row": row,
        "now": _cut(versions[0].text),
        "first": versions[-1],
        "since": _stamp(versions[0]),
        "steps": tuple(_step(new, old) for new, old in pairwise(versions)),
        "between": history.between,
        "place": _place(ask.desk, history.of.post),
    }
    return Page(template="post.html", title=row.name, section="posts", values=values)


def posts(ask: Ask) -> Listing[Revised]:
    """The same list as values."""
    shown, pager = paged(ask.past.listed, ask, MOST)
    return Listing(version=ask.edition.version, total=pager.total, page=pager.page, pages=pager.pages, items=shown)


def post(ask: Ask) -> PostAnswer:
    """The same post as values."""
    history = found(ask)
    return PostAnswer(version=ask.edition.version, post=history.of, versions=history.versions, between=history.between)


def found(ask: Ask) -> History:
    """The post that is asked for. Raises NotThere with what to do."""
    if ask.past.history is None:
        raise NotThere(f"No post {words.shortened(ask.key, 60)!r} is known here, nor one that had this address before. "
                       "Edited posts lists those whose words changed.")  # fmt: skip
    return ask.past.history


def _row(desk: Desk, one: Revised) -> Row:
    account = next((a for a in desk.accounts if a.name == one.account), None)
    named = any(letter.isalpha() for letter in one.title or "")  # a time alone names nothing
    text = one.title if named and one.title else one.begins or "a post without words"
    return Row(
        href=anchor("p", one.post),
        name=words.shortened(text, 160),
        account=account,
        label=one.account,
        when=words.stamp(one.published) if one.published else "",
        iso=words.iso(one.published),
        changed=words.stamp(one.changed) if one.changed else "",
        changed_iso=words.iso(one.changed),
        edits=times(one.edits),
        withdrawn=one.withdrawn,
    )


def _step(new: Version, old: Version) -> Step:
    since = f"from {words.stamp(old.since)}" if old.since else "from when the page was first read"
    return Step(
        when=_stamp(new) or (words.stamp(old.until) if old.until else ""),
        iso=words.iso(new.since or old.until),
        bits=edited(_cut(old.text), _cut(new.text)),
        before=_cut(old.text),
        seen=f"{since} to {words.stamp(old.until)}" if old.until else since,
        whole=len(old.text) <= LONGEST and len(new.text) <= LONGEST,
    )


def _cut(text: str) -> str:
    return words.shortened(text, LONGEST)


def _stamp(version: Version) -> str:
    return words.stamp(version.since) if version.since else ""


def _place(desk: Desk, post: str) -> tuple[str, str]:
    """The account and the place in its text where the post stands; empty for one that was withdrawn."""
    now = next((one for one in desk.record.posts if one.id == post), None)
    return (anchor("d", now.document), anchor("p", now.id)) if now else ("", "")


def _live(desk: Desk) -> Sequence[Account]:
    return [account for account in desk.accounts if account.source.kind == "live"]
