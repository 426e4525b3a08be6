"""What has come to a followed story and is not woven yet: told to open pages while the record is made.

A file beside the record holds it from the moment the new posts are read until the record that holds them is saved.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from rashomon.changes import identity
from rashomon.changeset import changed_posts
from rashomon.errors import OutputError
from rashomon.model.analysis import Analysis
from rashomon.model.record import Record, Source
from rashomon.store import replace_files

ARRIVALS_NAME = ".rashomon.arriving"
"""Hidden, like the lock beside it: a folder that is followed never takes it for a source."""
LARGEST = 200_000
"""Bytes of such a file that are read; what is longer is none of ours."""
MOST = 20
"""Posts told one by one; a page of five hundred new posts is told by their number."""
LONGEST = 160
"""Code points kept of a title."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A post that came, was edited or is gone, or a whole new account (`how` is `account`)."""

    account: str
    how: str
    title: str | None = None
    published: datetime | None = None


class Arrivals(msgspec.Struct, frozen=True, kw_only=True):
    """What lies beyond the record whose version is `after`; `count` counts all, `told` are the first MOST."""

    after: str
    count: int
    words: str
    """All in one line: "2 new posts from Harbour News"."""
    told: tuple[Arrival, ...] = ()


def arrivals(old: Record, analyses: Sequence[Analysis], after: str) -> Arrivals | None:
    """What the analyses hold that the record lacks; None where every account is as it was. Pure.

    Only accounts whose text changed are looked at. `after` is the record's version.
    """
    held, known = {d.id for d in old.documents}, {identity(d): d for d in old.documents}
    fresh = [(Source.from_document(a.document), a.posts) for a in analyses if a.document.id not in held]
    if not fresh:
        return None
    before = tuple(known[identity(source)] for source, _ in fresh if identity(source) in known)
    ids = {d.id for d in before}
    posts = changed_posts(
        Record(documents=before, posts=tuple(p for p in old.posts if p.document in ids)),
        Record(documents=tuple(source for source, _ in fresh), posts=tuple(p for _, row in fresh for p in row)),
    )
    found = [Arrival(account=s.label, how="account", title=_short(s.title)) for s, _ in fresh
             if identity(s) not in known]  # fmt: skip
    found += [Arrival(account=p.account, how=p.how, title=_short(p.title), published=p.published) for p in posts]
    if not found:
        return None
    return Arrivals(after=after, count=len(found), words=_words(found), told=tuple(found[:MOST]))


def _short(title: str | None) -> str | None:
    return title if title is None or len(title) <= LONGEST else title[: LONGEST - 1] + "…"


def _words(found: Iterable[Arrival]) -> str:
    """One line: each kind with its number, and where they came from."""
    told = list(found)
    kinds = Counter(item.how for item in told)
    names = {"account": ("new account", "new accounts"), "new": ("new post", "new posts"),
             "edited": ("edited post", "edited posts"), "gone": ("post gone", "posts gone")}  # fmt: skip
    parts = [f"{kinds[how]} {names[how][kinds[how] > 1]}" for how in names if kinds[how]]
    outlets = list(dict.fromkeys(item.account for item in told))
    where = outlets[0] if len(outlets) == 1 else f"{len(outlets)} accounts"
    return f"{', '.join(parts)} from {where}"


def announce(folder: Path, found: Arrivals) -> None:
    """Lay it beside the record. A folder that takes no file costs the announcement and nothing else."""
    with suppress(OutputError):
        replace_files(folder, {ARRIVALS_NAME: msgspec.json.encode(found)})


def withdraw(folder: Path) -> None:
    """Take it away: the record holds it now, or could not be made."""
    with suppress(OSError):
        (folder / ARRIVALS_NAME).unlink(missing_ok=True)


def announced(folder: Path, version: str) -> Arrivals | None:
    """What lies there beyond the record of this version; None where nothing does, or nothing that can be read."""
    try:
        with (folder / ARRIVALS_NAME).open("rb") as file:
            data = file.read(LARGEST + 1)
        found = msgspec.json.decode(data, type=Arrivals) if len(data) <= LARGEST else None
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    return found if found is not None and found.after == version else None
