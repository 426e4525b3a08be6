"""`rashomon changes`: what changed in a followed story, and what its posts said before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.options import as_json, record_argument

if TYPE_CHECKING:
    from datetime import datetime

    from rashomon.changeset import ChangeSet
    from rashomon.revisions import History, Revised, Revisions
    from rashomon.store import Log

SETS = 20
"""Change sets that are listed, the newest."""
POSTS = 20
WHOLE = 5
"""So many posts at most are printed with all their wordings."""


@click.command()
@record_argument
@click.argument("words", nargs=-1, metavar="[POST]...")
@as_json
def command(record: Path, words: tuple[str, ...], as_json: bool) -> None:
    """Say what changed in a followed story, and what edited and withdrawn posts said before.

    RECORD is the folder that `watch` wrote. POST is an id (or its beginning) or words of a post's title, account or
    text; the post is then shown with each earlier wording: [-struck out-] are words that went, {+these+} came.

    \b
    Examples:
      rashomon changes story
      rashomon changes story night ferries
      rashomon changes story t3f2 --json
    """  # noqa: D301  (click reads the backspace character itself)
    import msgspec  # noqa: PLC0415  (loads when it is run, not for help)

    from rashomon.cli.options import sound_record  # noqa: PLC0415
    from rashomon.revisions import Revisions  # noqa: PLC0415

    held, folder = sound_record(record), record if record.is_dir() else record.parent
    with _log(folder) as log:
        revisions = Revisions(log, held)
        if words:
            found = tuple(_histories(revisions, " ".join(words)))
            if as_json:
                click.echo(msgspec.json.encode(found).decode())
            else:
                _print_histories(found)
            return
        sets, posts = _sets(log), revisions.listed()
    if as_json:
        click.echo(msgspec.json.encode({"changes": sets, "posts": posts}).decode())
    else:
        _print_all(sets, posts)


@contextmanager
def _log(folder: Path) -> Iterator["Log"]:
    """The change sets of the folder's database, or of changes.jsonl where there is no database."""
    from rashomon.changeset import CHANGES_NAME, entries  # noqa: PLC0415
    from rashomon.errors import OptionError  # noqa: PLC0415
    from rashomon.store import DATABASE_NAME, open_store  # noqa: PLC0415

    database = folder / DATABASE_NAME
    with open_store(database if database.is_file() else None) as store:
        if not database.is_file() and (folder / CHANGES_NAME).is_file():
            store.log.adopt(entries(folder / CHANGES_NAME))
        if not store.log.last():
            raise OptionError(
                f"{folder}: no change is known; `rashomon watch` writes one with each record that says something new"
            )
        yield store.log


def _sets(log: "Log") -> "tuple[ChangeSet, ...]":
    import msgspec  # noqa: PLC0415

    from rashomon.changeset import ChangeSet  # noqa: PLC0415

    found = []
    for _, body in log.since(most=SETS):
        try:
            found.append(msgspec.json.decode(body, type=ChangeSet))
        except msgspec.MsgspecError:
            continue  # written by another version
    return tuple(found)


def _histories(revisions: "Revisions", words: str) -> "Iterator[History]":
    """The posts that are meant. Raises OptionError where there is none."""
    from rashomon.cli.find import plain  # noqa: PLC0415
    from rashomon.errors import OptionError  # noqa: PLC0415

    if (exact := revisions.of(words)) is not None:
        yield exact
        return
    listed, count = revisions.listed(), 0
    parts = plain(words).split()
    by_id = [one for one in listed if one.post.startswith(words)]
    for one in by_id or listed:
        history = revisions.of(one.post)
        if history is None:
            continue
        told = plain(" ".join((one.account, one.title or "", *(v.text for v in history.versions[:3]))))
        if by_id or all(part in told for part in parts):
            count += 1
            yield history
    if not count:
        raise OptionError(f"changes: no edited or withdrawn post {words!r}; without words all of them are listed")


def _print_all(sets: "Sequence[ChangeSet]", posts: "Sequence[Revised]") -> None:
    from rashomon.changeset import sentence  # noqa: PLC0415
    from rashomon.cli.pretty import at  # noqa: PLC0415
    from rashomon.cli.text import line, pairs, plural, title  # noqa: PLC0415

    title("What changed, the newest last")
    pairs([(at(one.at), sentence(one)) for one in sets])
    if not posts:
        line("no post was edited or withdrawn")
        return
    line()
    title("Posts that were edited or withdrawn, the last changed first")
    pairs([(one.post, _told(one)) for one in posts[:POSTS]])
    if len(posts) > POSTS:
        line(f"{plural(len(posts) - POSTS, 'post')} more; --json gives all")
    line("an id, or words of a post, behind the command show what it said before")


def _told(one: "Revised") -> str:
    from rashomon.cli.text import clip  # noqa: PLC0415
    from rashomon.report.edits import times  # noqa: PLC0415

    edits = times(one.edits)
    how = f"withdrawn{', ' + edits + ' before' if edits else ''}" if one.withdrawn else edits
    when = f", {_when(one.published)}" if one.published else ""
    return f"{one.account}{when}: {clip(one.title or one.begins, 80)} ({how}; noticed {_when(one.changed)})"


def _print_histories(found: "Sequence[History]") -> None:
    from rashomon.cli.text import line, pairs, plural, title  # noqa: PLC0415

    if len(found) > WHOLE:
        line(f"{plural(len(found), 'post')} fit; give an id or more words for the wordings of one")
        pairs([(one.of.post, _told(one.of)) for one in found])
        return
    for number, history in enumerate(found):
        if number:
            line()
        title(_told(history.of))
        _print_wordings(history)


def _print_wordings(history: "History") -> None:
    from itertools import pairwise  # noqa: PLC0415

    from rashomon.cli.text import line, plural, quoted  # noqa: PLC0415

    versions = history.versions
    line("as it last read:" if history.of.withdrawn else "as it reads now:", indent=2)
    line(quoted(versions[0].text), indent=4)
    steps = list(pairwise(versions))
    for number, (new, old) in enumerate(steps, 1):
        if history.between and number == len(steps):
            line(f"{plural(history.between, 'wording')} between, each in changes.jsonl", indent=2)
            line(f"first seen, until {_when(old.until)}:", indent=2)
            line(quoted(old.text), indent=4)
        else:
            line(f"edited {_when(new.since or old.until)}:", indent=2)
            line(_marked(old.text, new.text), indent=4)


def _marked(before: str, after: str) -> str:
    """Both wordings in one line."""
    from rashomon.report.edits import edited  # noqa: PLC0415

    signs = {"gone": ("[-", "-]"), "came": ("{+", "+}"), "": ("", "")}
    return " ".join(f"{signs[bit.how][0]}{bit.text}{signs[bit.how][1]}" for bit in edited(before, after))


def _when(time: "datetime | None") -> str:
    from rashomon.cli.pretty import at  # noqa: PLC0415

    return at(time) if time else "at a time not known"
