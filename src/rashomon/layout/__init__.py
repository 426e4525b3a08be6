"""Structure before sentences: every character gets a passage with a role, every post its place, time and author.

`lay_out` tries, in this order: what the reader marked; stamps in the text; titles that come twice; an article.
"""

from datetime import date

from rashomon.layout import article, dates, live, marked, outlet, repeats, stamps
from rashomon.layout.draft import PostDraft, passages, posts_of
from rashomon.layout.lines import Line, Piece, split
from rashomon.model.analysis import Layout
from rashomon.model.document import EVIDENCE_ROLES, Document, Kind, Problem
from rashomon.model.span import Span

__all__ = ["lay_out"]


def lay_out(document: Document, *, timezone: str | None = None, near: date | None = None) -> Layout:
    """The passages and posts of a document. Pure; linear in the text; never fails on any text.

    `timezone` is the IANA zone for stamps that name none, `near` a day known to lie near the page's own (from the
    story's other accounts): it is asked only where the page states no year or no day.
    """
    zone = timezone or document.timezone
    context = dates.Context(document, zone, near, outlet.home_zone(document))
    lines = split(document.text)
    said = document.kind == "live" or "/live/" in (document.url or "") or "-live-" in (document.url or "")
    found = _Found(kind=document.kind)
    if document.marks or document.posts:
        found.pieces, found.posts, found.title = marked.read(document, lines)
        found.kind = "live" if document.posts else document.kind
        repeats.mark_repeats(document.text, found.posts)
        if said and not found.posts:
            _typed(document, lines, context, found)
    elif lines:
        _plain(document, lines, context, found, said=said)
    posts = posts_of(document, found.posts)
    name, basis = document.outlet, document.outlet_basis
    if not name:
        name, basis = outlet.infer(document.text, found.pieces)
    title = document.title or (" ".join(found.title.of(document.text).split()) if found.title else None)
    return Layout(
        passages=passages(document, found.pieces, list(posts)),
        posts=posts,
        kind=found.kind,
        title=title,
        outlet=name,
        outlet_basis=basis,
        day=found.day or document.day or dates.page_day(context)[0],
        problems=tuple(found.problems),
    )


class _Found:
    """What one of the ways of reading found."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.pieces: list[Piece] = []
        self.posts: list[PostDraft] = []
        self.title: Span | None = None
        self.day: date | None = None
        self.problems: list[Problem] = []


def _plain(document: Document, lines: list[Line], context: dates.Context, found: _Found, *, said: bool) -> None:
    text = document.text
    heads = stamps.heads(lines)
    if stamps.is_live(heads, lines, said=said):
        stamped = stamps.read(text, lines, heads, context)
        found.posts, found.pieces = stamped.posts, stamped.pieces
        found.day, found.problems = stamped.day, stamped.problems
        lead, pinned = stamped.lead, 0
    elif live.is_live(lines, said=said):
        found.posts, found.pieces, lead, pinned = live.read(text, lines)
    else:
        found.pieces, found.title = article.read(lines, document.title, whole=True)
        found.day = outlet.day_of_byline(text, found.pieces)
        return
    found.kind = "live"
    above, found.title = article.read(lines[:lead], document.title, whole=False) if lead else ([], None)
    found.pieces += above
    if found.title is None and found.posts and not lead:
        found.title = found.posts[0].title
    repeats.mark_repeats(text, found.posts, pinned=pinned)


_FEWEST_TYPED = 3
"""Stamped lines from which a page of plain paragraphs at a live page's address is read as its posts."""
_FREE = EVIDENCE_ROLES - {"headline"}


def _typed(document: Document, lines: list[Line], context: dates.Context, found: _Found) -> None:
    """Posts of a page whose reader saw paragraphs alone, each opened by an hour that somebody typed."""
    fixed = [piece for piece in found.pieces if piece.role not in _FREE]
    taken = {piece.start for piece in fixed}
    free = [line for line in lines if line.start not in taken]
    heads = stamps.heads(free)
    if len(heads) < _FEWEST_TYPED:
        return
    stamped = stamps.read(document.text, free, heads, context)
    begin = free[stamped.lead].start
    above = [piece for piece in found.pieces if piece.start < begin]
    below = [piece for piece in fixed if piece.start >= begin]
    found.pieces = sorted([*above, *below, *stamped.pieces])
    found.posts, found.day, found.problems, found.kind = stamped.posts, stamped.day, stamped.problems, "live"
    repeats.mark_repeats(document.text, found.posts)
