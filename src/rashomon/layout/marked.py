"""A document whose reader marked its parts: the marks are honoured, the gaps between them are read line by line."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rashomon.layout import furniture
from rashomon.layout.blocks import Reader
from rashomon.layout.draft import PostDraft
from rashomon.layout.lines import Line, Piece, split
from rashomon.layout.stamps import label_from_title
from rashomon.model.document import EVIDENCE_ROLES, Document, Mark, PostMark, Role
from rashomon.model.span import Span

_MAY_LEAVE = frozenset({"caption", "credit", "boilerplate", "housekeeping", "list-item"})
"""What a line that a reader marked as body may still turn out to be: forms that no sentence of the story has."""

_ASIDE = frozenset({"housekeeping", "kicker", "byline", "boilerplate"})


def read(document: Document, lines: Sequence[Line]) -> tuple[list[Piece], list[PostDraft], Span | None]:
    """Pieces, posts and the headline's place."""
    text = document.text
    posts = [_post(mark) for mark in sorted(document.posts, key=lambda mark: (mark.start, mark.end))]
    titles = [post.title for post in document.posts if post.title]
    marks = _flat([*(Mark(title.start, title.end, "heading") for title in titles), *document.marks], len(text))
    pieces: list[Piece] = []
    at = 0
    for mark in [*marks, Mark(len(text), len(text), "body")]:
        if at < mark.start:
            pieces += Reader(split(text, at, mark.start)).read()
        if mark.end > max(at, mark.start):
            pieces += _marked(text, max(at, mark.start), mark.end, mark.role)
        at = max(at, mark.end)
    head = next((Span(mark.start, mark.end) for mark in marks if mark.role == "headline"), None)
    return _recaps(text, pieces, posts), posts, head or _headline(document, lines)


def _flat(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks in order, clipped to the text; where two overlap, the narrower one cuts the wider."""
    out: list[Mark] = []
    open_marks: list[Mark] = []
    at = 0
    for mark in [*sorted(marks, key=lambda mark: (mark.start, -mark.end)), Mark(length, length, "body")]:
        start = max(0, min(mark.start, length))
        while open_marks and at < start:
            top = open_marks[-1]
            stop = min(top.end, start)
            if at < stop:
                out.append(Mark(max(at, top.start), stop, top.role))
                at = stop
            if top.end <= start:
                open_marks.pop()
            else:
                break
        at = max(at, start)
        open_marks.append(Mark(start, min(mark.end, length), mark.role))
    return [mark for mark in out if mark.start < mark.end]


def _marked(text: str, start: int, end: int, role: Role) -> list[Piece]:
    if role not in {"body", "list-item"}:
        return [Piece(line.start, line.end, role) for line in split(text, start, end)]
    out: list[Piece] = []
    for piece in Reader(split(text, start, end), post=True).read():
        kept = piece.role if piece.role in _MAY_LEAVE else role
        out.append(Piece(piece.start, piece.end, role if role == "list-item" and kept == "list-item" else kept))
    return out


def _post(mark: PostMark) -> PostDraft:
    return PostDraft(
        start=mark.start,
        end=mark.end,
        title=mark.title,
        author=mark.author,
        published=mark.published,
        modified=mark.modified,
        precision=mark.precision,
        basis=mark.basis,
        label=mark.label,
        key=mark.key,
        permalink=mark.permalink,
    )


def _recaps(text: str, pieces: list[Piece], posts: Sequence[PostDraft]) -> list[Piece]:
    """Labels posts by their own titles and words, and turns what a recap says into `recap`."""
    out = sorted(pieces)
    starts = [piece.start for piece in out]
    for post in posts:
        first, last = bisect_left(starts, post.start), bisect_left(starts, post.end)
        own = out[first:last]
        post.label = post.label or label_from_title(post.title.of(text) if post.title else "")
        if post.label is None and own and all(piece.role in _ASIDE for piece in own):
            post.label = "housekeeping"
        if post.label == "recap":
            out[first:last] = [
                Piece(piece.start, piece.end, "recap") if piece.role in EVIDENCE_ROLES else piece for piece in own
            ]
    return out


def _headline(document: Document, lines: Sequence[Line]) -> Span | None:
    for line in lines[:12]:
        if document.title and line.text == document.title and not furniture.boilerplate(line.text):
            return Span(line.start, line.end)
    return None
