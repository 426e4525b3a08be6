"""A post shown twice (pinned, among the key events, or repeated further down) is one post."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from rashomon.layout.draft import PostDraft
from rashomon.layout.lines import fold

SAME_WORDS = 0.8
"""Share of the shorter post's words that must stand in the longer one for two posts of one title to be one post.
Set by hand: an updated post keeps most of its words, two posts under one standing head ("Analysis") share few."""
_LATEST = datetime.max.replace(tzinfo=UTC)


def mark_repeats(text: str, posts: Sequence[PostDraft], *, pinned: int = 0) -> None:
    """Sets `copy_of` on posts that repeat another. The first `pinned` posts are shown out of order at the top."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, post in enumerate(posts):
        if post.key:
            groups[f"key {post.key}"].append(number)
        elif post.title and len(post.title) > 12:
            groups[fold(post.title.of(text))].append(number)
        else:
            groups[fold(text[post.start : post.end])[-400:]].append(number)
    for name, members in groups.items():
        if len(members) < 2:
            continue
        original = min(members, key=lambda n: _rank(posts[n], n < pinned, n))
        for number in members:
            if number != original and (name.startswith("key ") or _alike(text, posts[number], posts[original])):
                posts[number].copy_of = original


def _rank(post: PostDraft, pinned: bool, number: int) -> tuple[datetime, bool, int, int]:
    return (post.published or _LATEST, pinned, -(post.end - post.start) // 40, number)


def _alike(text: str, a: PostDraft, b: PostDraft) -> bool:
    words_a, words_b = (set(fold(text[post.start : post.end][:4000]).split()) for post in (a, b))
    return len(words_a & words_b) >= SAME_WORDS * min(len(words_a), len(words_b))
