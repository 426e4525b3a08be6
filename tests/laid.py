"""Documents for the layout's tests, and shorter ways to look at what came out."""

from rashomon.layout import lay_out
from rashomon.model.analysis import Layout
from rashomon.model.document import Document


def plain(text, **fields):
    """A plain-text document."""
    return Document(id="d1", sha256="0", text=text, format="plain", **fields)


def laid(text, *, timezone=None, near=None, **fields) -> Layout:
    """The layout of a plain text."""
    return lay_out(plain(text, **fields), timezone=timezone, near=near)


def roles(text, layout):
    """(role, words) of every passage in order."""
    return [(passage.role, text[passage.start : passage.end]) for passage in layout.passages]


def role_of(text, layout, words):
    """The role of the passage that holds `words`."""
    at = text.index(words)
    return next(passage.role for passage in layout.passages if passage.start <= at < passage.end)


def times(layout):
    """Every post's time as `2025-05-16 23:40`, or None."""
    return [post.published and f"{post.published:%Y-%m-%d %H:%M}" for post in layout.posts]
