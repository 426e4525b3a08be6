"""Which addresses a watcher visits: those that the story names, and those to which they lead."""

from collections.abc import Iterator

import msgspec

from rashomon.read.manifest import Entry, Story
from rashomon.watch.keep import Keep
from rashomon.watch.visits import SLOWER, Wanted


def wanted_by(story: Story, keep: Keep) -> Iterator[Wanted]:
    """Each address once: what the story names first, then where its pages and feeds lead now."""
    named = [entry for entry in story.entries if entry.follow is not None and not entry.found]
    seen: set[str] = set()
    for entry in named:
        if entry.follow is not None and entry.follow not in seen:
            seen.add(entry.follow)
            yield Wanted(url=entry.follow, given=entry.given)
    for entry in named:
        for wanted in _onward(entry, keep) if entry.onward else ():
            if wanted.url not in seen:
                seen.add(wanted.url)
                yield wanted


def _onward(entry: Entry, keep: Keep) -> Iterator[Wanted]:
    """Where one page or feed leads. What shows newer posts than the page of the story is visited as often as that."""
    top = entry.follow or ""
    for url in keep.onward(top):
        given = msgspec.structs.replace(entry.given, url=url)
        if entry.is_feed:
            yield Wanted(url=url, given=given, behind=top, slower=SLOWER)
        else:
            given = msgspec.structs.replace(given, kind="live")
            slower = 1.0 if keep.newest(url) > keep.newest(top) else SLOWER
            yield Wanted(url=url, given=given, part_of=top, slower=slower)
