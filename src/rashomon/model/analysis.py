"""What one document says. Everything here is found without looking across documents."""

from datetime import date, datetime
from typing import Literal

import msgspec

from rashomon.model.document import Basis, Document, Kind, Label, Precision, Problem, Role
from rashomon.model.span import Span

EntityKind = Literal["person", "organisation", "place", "group"]
Form = Literal["direct", "indirect", "mixed", "narrated"]
Stance = Literal["asserted", "denied", "hedged", "planned", "demanded", "offered", "conditional", "asked"]
Bound = Literal["exact", "at least", "more than", "at most", "less than", "about", "range"]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text with one role. The passages of a document hold every non-blank character exactly once."""

    id: str
    document: str
    start: int
    end: int
    role: Role
    post: str | None = None

    @property
    def span(self) -> Span:
        """The passage's place in the document."""
        return Span(self.start, self.end)


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One dated entry of a live page."""

    id: str
    document: str
    start: int
    end: int
    title: str | None = None
    author: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    precision: Precision = "unknown"
    basis: Basis = "order"
    label: Label | None = None
    same_as: str | None = None
    permalink: str | None = None

    @property
    def span(self) -> Span:
        """The post's place in the document."""
        return Span(self.start, self.end)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a document is built: what the layout step hands to those that read sentences.

    `outlet_basis` and `day` are what the page itself shows; the document's own fields come first where they are set.
    """

    passages: tuple[Passage, ...] = ()
    posts: tuple[Post, ...] = ()
    kind: Kind = "article"
    title: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    day: date | None = None
    problems: tuple[Problem, ...] = ()


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One naming of a person, body, place or group.

    `who` is the document's own key for the one who is named: mentions of one `who` name one entity in this document.
    `name` is the fullest name that the document gives it; `role` and `party` are what stands beside this very mention.
    """

    document: str
    start: int
    end: int
    kind: EntityKind
    who: str
    name: str
    role: str | None = None
    role_span: Span | None = None
    party: str | None = None
    """The state, body or side that the role names ("Ukraine's defence minister" -> "Ukraine"), as one usual name."""

    @property
    def span(self) -> Span:
        """The mention's place in the document."""
        return Span(self.start, self.end)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity in the text: `low` and `high` are equal unless it is a range or a vague word ("dozens")."""

    start: int
    end: int
    low: float
    high: float
    bound: Bound
    unit: str | None
    """Currency or unit of measure in one usual spelling (`USD`, `km`, `percent`, `hour`), or None for a bare count."""
    of: str | None
    """Lemma of what is counted (`prisoner`, `donor`), or None."""
    per: str | None = None


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time in the text. `first` and `last` are days, both included; `at` is set where hour and zone are known.

    When it cannot be resolved `first` is None and `unknown` says why.
    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    unknown: str | None = None
    duration: bool = False
    """A length of time ("for two hours") rather than a point."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands behind a statement. `entity` is a `Mention.who` in an Analysis and an `Entity.id` in a Record."""

    spans: tuple[Span, ...]
    entity: str | None
    description: str | None
    named: bool


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One relay between source and outlet (an agency, a channel, another outlet), with its words."""

    name: str
    entity: str | None
    spans: tuple[Span, ...]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's words as a corpus of attributions marks them: whole, with cue and source as they stand, or None.

    Spans are sorted and do not overlap inside a field; contents of two attributions may lie inside one another.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] | None = None
    source: tuple[Span, ...] | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing said in one document; `source` is None when the outlet itself asserts it.

    `chain` runs from the outlet to the source, nearest the outlet first. Spans are sorted and do not overlap.
    """

    id: str
    document: str
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    post: str | None = None
    cue: tuple[Span, ...] | None = None
    source: Source | None = None
    chain: tuple[Link, ...] = ()
    published: datetime | None = None
    text: str = ""
    """The words of `content`, blanks folded, for readers of the file who have no text at hand."""
    sentence: Span | None = None
    """The sentence (or list item) in which the content stands, for showing it in context."""
    headline: bool = False


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What weaving needs to know of a statement, so that it need not parse again. Parallel to `Analysis.statements`."""

    statement: str
    lemmas: tuple[str, ...]
    """Content lemmas in order (nouns, verbs, adjectives, names, numerals), lower case."""
    predicate: str | None
    """Lemma of the main verb, or None."""
    negated: bool
    subject: tuple[str, ...]
    """Lemmas of the subject's words, or empty."""
    objects: tuple[str, ...]
    """Lemmas of the objects' and complements' words."""
    tense: Literal["past", "present", "future", "none"]
    who: tuple[str, ...]
    """`Mention.who` keys of those named inside the content, in order."""
    figures: tuple[Figure, ...]
    times: tuple[When, ...]
    hedges: tuple[Span, ...]
    reading: str = ""
    """The content with pronouns for its own speaker or subject turned into names, as the encoder reads it."""
    vector: bytes = b""
    """Sentence embedding: 384 signed bytes, each a 127th of a unit."""


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What one document says: pure, cached by `document.id`, options and version."""

    document: Document
    passages: tuple[Passage, ...] = ()
    posts: tuple[Post, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[Facts, ...] = ()
    problems: tuple[Problem, ...] = ()
