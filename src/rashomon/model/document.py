"""What a reader hands over: one outlet's words, with where and when, and the structure that its format states."""

from datetime import date, datetime
from typing import Literal

import msgspec

from rashomon.model.span import Span

Kind = Literal["article", "live"]
Role = Literal[
    "headline", "heading", "kicker", "byline", "body", "list-item", "quote",
    "caption", "credit", "recap", "housekeeping", "boilerplate",
]  # fmt: skip
Precision = Literal["second", "minute", "day", "unknown"]
Basis = Literal["attribute", "json-ld", "visible-text", "order"]
Label = Literal["breaking", "analysis", "key-event", "recap", "housekeeping"]

EVIDENCE_ROLES: frozenset[str] = frozenset({"headline", "heading", "body", "list-item", "quote"})
"""Roles whose words may carry a claim. Captions, credits, recaps and the rest are never evidence (DESIGN.md)."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read or decided; failure is data, and the report shows it."""

    stage: Literal["read", "layout", "analyse", "weave", "store"]
    code: str
    message: str
    document: str | None = None
    start: int | None = None
    end: int | None = None


class Mark(msgspec.Struct, frozen=True):
    """A reader's knowledge that `text[start:end]` plays `role` (from an element, a key or a class name)."""

    start: int
    end: int
    role: Role


class PostMark(msgspec.Struct, frozen=True, kw_only=True):
    """A reader's knowledge of one post of a live page; spans are given in the document's text."""

    start: int
    end: int
    title: Span | None = None
    author: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    precision: Precision = "unknown"
    basis: Basis = "order"
    label: Label | None = None
    key: str | None = None
    """The page's own id of the post; two posts of one key are one post shown twice."""
    permalink: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet's words. `text` never changes after reading; every finding is a span into it.

    `marks` and `posts` are empty for plain text, whose structure the layout step works out.
    `day` is the calendar day on which the document says it was published, where hour or zone are unknown.
    """

    id: str
    sha256: str
    text: str
    format: str
    """Name of the reader, e.g. `plain`, `html`, `json`."""
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    """How the outlet is known, in words; None when it is unknown."""
    title: str | None = None
    author: str | None = None
    kind: Kind = "article"
    published: datetime | None = None
    modified: datetime | None = None
    published_as_given: str | None = None
    day: date | None = None
    near: date | None = None
    """A day known to lie near this document's own, from the story's other accounts; asked only where it states none."""
    language: str = "und"
    timezone: str | None = None
    partial: bool = False
    """Whether only a part of the outlet's text was given (a feed summary, a paywall stub, one page of several)."""
    continues: tuple[str, ...] = ()
    """Addresses of the live pages on which this one says that its coverage goes on, or went before."""
    posts_said: int | None = None
    """How many posts the page says it has, where it says so; a script may load those that the bytes do not hold."""
    marks: tuple[Mark, ...] = ()
    posts: tuple[PostMark, ...] = ()
    problems: tuple[Problem, ...] = ()
