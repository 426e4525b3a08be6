"""A layout in the making: pieces with roles and posts without ids, and how they become passages and posts."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from rashomon.layout.lines import Piece
from rashomon.model.analysis import Passage, Post
from rashomon.model.document import Basis, Document, Label, Precision, Role
from rashomon.model.span import Span, short_id


class PostDraft(msgspec.Struct, kw_only=True):
    """A post before it has an id. `copy_of` is the place in the list of the post that it repeats."""

    start: int
    end: int
    title: Span | None = None
    author: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    precision: Precision = "unknown"
    basis: Basis = "order"
    label: Label | None = None
    permalink: str | None = None
    key: str | None = None
    copy_of: int | None = None


def passages(document: Document, pieces: Iterable[Piece], posts: Iterable[Post]) -> tuple[Passage, ...]:
    """The pieces as passages: sorted, without overlap, every non-blank character of the text in exactly one."""
    text = document.text
    whole: list[Piece] = []
    at = 0
    for start, end, role in sorted(pieces):
        if end <= at:
            continue
        whole += _pieces(text, at, start, "body")
        whole += _pieces(text, max(at, start), end, role)
        at = end
    whole += _pieces(text, at, len(text), "body")
    return _numbered(document, whole, sorted(posts, key=lambda post: post.start))


def _pieces(text: str, start: int, end: int, role: Role) -> list[Piece]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Piece(start, end, role)] if start < end else []


def _numbered(document: Document, pieces: Iterable[Piece], posts: list[Post]) -> tuple[Passage, ...]:
    out: list[Passage] = []
    number = 0
    for start, end, role in pieces:
        while number < len(posts) and posts[number].end <= start:
            number += 1
        inside = number < len(posts) and posts[number].start <= start
        out.append(
            Passage(
                id=short_id("p", document.id, start, end, role),
                document=document.id,
                start=start,
                end=end,
                role=role,
                post=posts[number].id if inside else None,
            )
        )
    return tuple(out)


def posts_of(document: Document, drafts: list[PostDraft]) -> tuple[Post, ...]:
    """The drafts with ids; a copy points at its original by id."""
    text = document.text
    ids = [short_id("t", document.id, draft.start, draft.end, "post") for draft in drafts]
    return tuple(
        Post(
            id=own,
            document=document.id,
            start=draft.start,
            end=draft.end,
            title=" ".join(draft.title.of(text).split()) if draft.title else None,
            author=draft.author,
            published=draft.published,
            modified=draft.modified,
            precision=draft.precision,
            basis=draft.basis,
            label=draft.label,
            same_as=ids[draft.copy_of] if draft.copy_of is not None else None,
            permalink=draft.permalink,
        )
        for own, draft in zip(ids, drafts, strict=True)
    )
