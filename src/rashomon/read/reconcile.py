"""The posts of a live page, each from all that knows of it: its element, the linked data and the text that is seen."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from rashomon.model.document import Basis, Label, Precision
from rashomon.model.span import short_id
from rashomon.read.builder import Block, folded
from rashomon.read.metadata import Meta
from rashomon.read.posts import DomPost
from rashomon.read.shown import changed_time, shown_times
from rashomon.read.updates import Update

_APART = 90
"""Seconds by which two voices may differ on a post's time: pages show minutes and round."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One post, reconciled."""

    key: str | None
    title: str | None
    author: str | None
    published: datetime | None
    modified: datetime | None
    precision: Precision
    basis: Basis
    label: Label | None
    permalink: str | None
    blocks: tuple[Block, ...]


def reconciled(
    shown: Sequence[DomPost], updates: Sequence[Update], meta: Meta, timezone: str | None = None
) -> tuple[list[Entry], list[tuple[str, str]]]:
    """The posts in page order, each from both voices where both know it."""
    partner = _partners(shown, updates)
    by_post = {post: update for update, post in partner.items()}
    visible = shown_times(shown, meta, timezone)
    merged = [
        _entry(shown[p], updates[by_post[p]] if p in by_post else None, visible[p], meta) for p in range(len(shown))
    ]
    order = _merged_order(len(shown), len(updates), partner)
    entries = [merged[place] if kind == "post" else _entry(None, updates[place], None, meta) for kind, place in order]
    apart = sum(_differ(shown[post].times.published, updates[update].published) for update, post in partner.items())
    problems: list[tuple[str, str]] = []
    if apart:
        problems.append(
            ("post-times-disagree", f"{apart} post(s) have another time in the linked data; the shown one is used")
        )
    guessed = sum(
        time is not None and post.shown is not None and post.shown.zone is None and not post.times.published
        for post, time in zip(shown, visible, strict=True)
    )
    if guessed and timezone is None:
        words = f"{guessed} post(s) show a time without a zone; it is read in the offset of the page's own date"
        problems.append(("zone-from-page", words))
    if filled := _without_title(shown, updates, partner):
        words = f"{filled} post(s) have the first words of their text for a headline in the linked data; it is no title"
        problems.append(("headline-from-text", words))
    keyed = _keyed(entries)
    problems += _linked_problems(updates, partner, keyed, [by_post.get(place) if kind == "post" else place
                                                           for kind, place in order])  # fmt: skip
    untimed = sum(entry.published is None for entry in entries)
    if untimed:
        problems.append(("post-without-time", f"{untimed} of {len(entries)} posts have no time that could be read"))
    return keyed, problems


def _linked_problems(
    updates: Sequence[Update], partner: Mapping[int, int], entries: Sequence[Entry], known: Sequence[int | None]
) -> Iterator[tuple[str, str]]:
    """What the linked data lacks: `known` is, of each entry, the update that tells of it, or None."""
    if not updates or updates[0].basis != "json-ld":
        return
    if any(update.constant for update in updates):
        words = f"the linked data gives all {len(updates)} posts one and the same time; it is not taken for theirs"
        yield "linked-data-constant", words
    if cut := [number for number, update in enumerate(updates) if update.cut]:
        alone = sum(number not in partner for number in cut)
        rest = f"; {alone} of them stand nowhere else and end there" if alone else "; the page's own words are read"
        yield "linked-data-cut", f"{len(cut)} post(s) are cut off in the linked data{rest}"
    told = {entry.key for entry, update in zip(entries, known, strict=True) if update is not None}
    if missing := {entry.key for entry in entries} - told:
        words = f"{len(missing)} of the page's posts are missing from the linked data, which lists {len(updates)}"
        yield "linked-data-incomplete", words


def _without_title(shown: Sequence[DomPost], updates: Sequence[Update], partner: Mapping[int, int]) -> int:
    """How many updates have only the opening of their body for a headline, and no title on the page either."""
    return sum(
        update.filled and (number not in partner or shown[partner[number]].title is None)
        for number, update in enumerate(updates)
    )


def _differ(a: datetime | None, b: datetime | None) -> bool:
    """Whether two voices give clearly different times."""
    return a is not None and b is not None and abs((a - b).total_seconds()) > _APART


def _partners(shown: Sequence[DomPost], updates: Sequence[Update]) -> dict[int, int]:
    """For each update the post that shows it: by own id, by a link to it, by title, by time, by opening words."""
    pairing = _Pairing()
    ids = [_forms(update.key) for update in updates]
    pairing.by(ids, [_forms(post.own_id) for post in shown], copies=True)
    pairing.by(ids, [[form for one in post.ids for form in _forms(one)] for post in shown], copies=True)
    pairing.by([_folds(update.title) for update in updates], [_folds(post.title) for post in shown])
    pairing.by([_instant(update.published) for update in updates], [_instant(post.times.published) for post in shown])
    words = [_opening("".join(block.text for block in update.blocks)) for update in updates]
    pairing.by(words, [_opening(post.body_key) for post in shown], copies=True)
    return pairing.partner


class _Pairing:
    """Pairs updates with posts, each once. A key that several updates share, or several posts, decides nothing."""

    def __init__(self) -> None:
        self.partner: dict[int, int] = {}
        self._taken: set[int] = set()

    def by(self, updates: Sequence[Sequence[str]], posts: Sequence[Sequence[str]], *, copies: bool = False) -> None:
        """Pair those that share a key. With `copies`, posts of one key are copies, and the first is taken."""
        places: dict[str, list[int]] = {}
        for place, keys in enumerate(posts):
            for key in keys:
                places.setdefault(key, []).append(place)
        counts = Counter(key for keys in updates for key in set(keys))
        for number, keys in enumerate(updates):
            for key in keys if number not in self.partner else ():
                free = [place for place in places.get(key, ()) if place not in self._taken]
                if free and (copies or len(free) == 1) and counts[key] == 1:
                    self.partner[number] = free[0]
                    self._taken.add(free[0])
                    break


def _forms(key: str | None) -> list[str]:
    """The ways in which one id is written: `block-5f2a` and `5f2a`."""
    if not key:
        return []
    return list(dict.fromkeys((key, re.sub(r"^(?:block|post|entry|live|event|update)[-_]", "", key))))


def _folds(title: str | None) -> list[str]:
    return [key] if title and len(key := folded(title)) > 5 else []


def _instant(at: datetime | None) -> list[str]:
    return [at.replace(microsecond=0).isoformat()] if at else []


def _opening(words: str) -> list[str]:
    return [key[:60]] if len(key := folded(words[:400])) >= 60 else []


def _merged_order(posts: int, updates: int, partner: dict[int, int]) -> list[tuple[str, int]]:
    """Page order, with the updates that no element shows put behind the one that the linked data lists before them."""
    behind: dict[int, list[int]] = {}
    last = -1
    for update in range(updates):
        if update in partner:
            last = partner[update]
        else:
            behind.setdefault(last, []).append(update)
    order: list[tuple[str, int]] = [("update", update) for update in behind.get(-1, ())]
    for post in range(posts):
        order.append(("post", post))
        order += [("update", update) for update in behind.get(post, ())]
    return order


def _entry(post: DomPost | None, update: Update | None, visible: datetime | None, meta: Meta) -> Entry:
    """One post out of what an element and the linked data say; at least one of them is there."""
    times = post.times if post else None
    published, precision, basis = _timed(post, update, visible)
    blocks = post.blocks if post and post.body_key and not _is_fuller(update, post) else update.blocks if update else ()
    title = (post.title if post else None) or (update.title if update else None)
    key = (post.own_id if post else None) or (update.key if update else None)
    anchor = (update.key if update else None) or (post.own_id if post else None)
    page = (meta.url or "").split("#")[0]
    link = (update.url if update else None) or (post.permalink if post else None)
    return Entry(
        key=(update.key if update and update.key else None) or key,
        title=title,
        author=(post.author if post else None) or (update.author if update else None),
        published=published,
        modified=(times.modified if times else None)
        or (update.modified if update else None)
        or (changed_time(post, published) if post else None),
        precision=precision,
        basis=basis,
        label=(post.label if post else None) or (update.label if update else None),
        permalink=link or (f"{page}#{anchor}" if page and anchor else None),
        blocks=tuple(blocks),
    )


def _timed(
    post: DomPost | None, update: Update | None, visible: datetime | None
) -> tuple[datetime | None, Precision, Basis]:
    """The post's time: an attribute first, then the linked data, then what a reader sees, last the time of a change."""
    times = post.times if post else None
    if times and times.published:
        return times.published, times.precision, "attribute"
    if update and update.published:
        return update.published, update.precision, update.basis
    if visible:
        return visible, "minute", "visible-text"
    if times and times.modified:
        return times.modified, "minute", "attribute"
    return None, "unknown", "order"


def _is_fuller(update: Update | None, post: DomPost) -> bool:
    """Whether the linked data has more of the body than the element (which may be folded away until it is clicked)."""
    if update is None or update.cut:
        return False
    told = sum(len(folded(block.text)) for block in update.blocks)
    return told > 1.5 * len(post.body_key) + 100


def _keyed(entries: Sequence[Entry]) -> list[Entry]:
    """Every post with a key. Posts of one time that say the same share it, whatever ids the page gave them.

    A pinned copy often has no id and the first words only: it is known by its time together with its title, or with the
    opening of its words.
    """
    keys: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.key is None):
        signs = _signs(entry)
        key = next((keys[sign] for sign in signs if sign in keys), None) or entry.key or short_id("k", *signs)
        for sign in signs:
            keys.setdefault(sign, key)
    return [
        msgspec.structs.replace(entry, key=next((keys[sign] for sign in _signs(entry) if sign in keys), entry.key))
        for entry in entries
    ]


def _signs(entry: Entry) -> list[str]:
    """By what a repeated post is known."""
    at = entry.published.isoformat() if entry.published else "-"
    words = folded("".join(block.text for block in entry.blocks if block.role not in {"byline", "kicker"})[:600])
    title = folded(entry.title or "")
    signs = [f"{at} title {title}"] if len(title) > 12 and entry.published else []
    return [*signs, f"{at} words {words.removeprefix(title)[:120]}" if len(words) > 40 else f"{at} all {title} {words}"]
