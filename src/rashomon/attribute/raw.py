"""Values that only the attribution steps pass among themselves."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Literal

import msgspec

from rashomon.language.quotes import QuoteSpan, quoted
from rashomon.model.analysis import Passage
from rashomon.model.span import Span, hull

Token = Any
"""A spaCy token; spaCy ships no types."""


class Sentence:
    """A parsed sentence of a passage. `tokens` is a spaCy span; `base` is where its Doc begins in the document."""

    def __init__(self, passage: Passage, tokens: Any, base: int) -> None:
        self.passage, self.tokens, self.base = passage, tokens, base
        self._words: list[Token] = [t for t in tokens if not t.is_space]
        self._starts = [base + t.idx for t in self._words]
        first = base + tokens.start_char
        last = self._words[-1] if self._words else None
        self.span = Span(self._starts[0], self._starts[-1] + len(last)) if last is not None else Span(first, first)
        """The sentence's place in the document, without blanks at its ends."""

    @cached_property
    def lemmas(self) -> tuple[tuple[int, str], ...]:
        """Each token's number in its Doc and its lemma in lower case."""
        return tuple((t.i, t.lemma_.lower()) for t in self.tokens)

    def place(self, tokens: Iterable[Token]) -> tuple[Span, ...]:
        """Spans in the document of these tokens; neighbouring tokens make one span, loose marks at ends are dropped."""
        chosen = sorted({t.i for t in tokens if not t.is_space})
        doc = self.tokens.doc
        spans: list[Span] = []
        for whole in _runs(chosen):
            run = whole
            while run and doc[run[0]].is_punct and doc[run[0]].text in LOOSE_LEFT:
                del run[0]
            while run and doc[run[-1]].is_punct and doc[run[-1]].text in LOOSE_RIGHT:
                del run[-1]
            if run and any(doc[i].is_alpha or doc[i].like_num or not doc[i].is_punct for i in run):
                last = doc[run[-1]]
                spans.append(Span(self.base + doc[run[0]].idx, self.base + last.idx + len(last)))
        return tuple(spans)

    def inside(self, spans: Iterable[Span]) -> list[Token]:
        """The sentence's tokens whose first character lies in one of the spans."""
        starts = self._starts
        ranges = [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in spans]
        if len(ranges) == 1:
            return self._words[ranges[0][0] : ranges[0][1]]
        chosen = {i for first, end in ranges for i in range(first, end)}
        return [self._words[i] for i in sorted(chosen)]

    def touched(self, spans: Iterable[Span]) -> set[int]:
        """Numbers in their Doc of the tokens that share a code point with one of the spans."""
        chosen: set[int] = set()
        for span in spans:
            first = bisect_left(self._starts, span.start)
            if first and self._starts[first - 1] + len(self._words[first - 1]) > span.start:
                first -= 1
            chosen.update(self._words[i].i for i in range(first, bisect_left(self._starts, span.end)))
        return chosen


class Cover:
    """Places that lie inside any of many spans, found without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def parts(self, span: Span) -> Iterator[Span]:
        """The parts of a span that lie in one of the spans, in order."""
        for k in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)):
            yield Span(max(self._starts[k], span.start), min(self._ends[k], span.end))

    def holds(self, at: int) -> bool:
        """Whether the code point at `at` lies in one of the spans."""
        last = bisect_right(self._starts, at) - 1
        return last >= 0 and at < self._ends[last]


QUOTES = frozenset("\"“”„«»‘’'`") | {"``", "''"}
LOOSE_LEFT = frozenset(",;:.-–—)]•·▪◦●*")
LOOSE_RIGHT = frozenset(",;:-–—([")


SINGLE = "'‘"
TERM = 4
"""Words from which a quotation in single marks is speech and no term."""


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution before its source is resolved. All spans are in the document."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    lemma: str | None = None
    """Lemma of the cue, phrasal verbs joined by an underscore (`call_for`)."""
    by: Literal["syntax", "tagger", "structure"] = "syntax"
    hearer: tuple[Span, ...] = ()
    """Whom it was said to, where the cue names one ("told Channel Nine")."""
    carried: bool = False
    """The source is carried over from an earlier sentence or a line above, not named beside the content."""

    sent: bool = False
    """The source sent what says it ("Vane sent a letter announcing that ..."): a deed that is told as well."""

    @property
    def hull(self) -> Span:
        """From the first character of any part to the last."""
        return hull((*self.content, *self.cue, *self.source))


def speech_marks(words: str) -> list[QuoteSpan]:
    """The quotations of a passage that are speech: those in double marks, or where there are none, long single ones.

    Some papers quote in single marks; short words in single marks are terms and titles.
    """
    return list(_speech_marks(words))


@lru_cache(1_024)
def within_marks(words: str) -> Cover:
    """Where in a passage the words of such quotations stand."""
    return Cover(quote.inner for quote in _speech_marks(words))


@lru_cache(1_024)
def _speech_marks(words: str) -> tuple[QuoteSpan, ...]:
    found = quoted(words)
    double = [q for q in found if words[q.start] not in SINGLE]
    return tuple(double or [q for q in found if len(q.inner.of(words).split()) >= TERM])


def size(spans: Iterable[Span]) -> int:
    """Code points covered by spans that do not overlap."""
    return sum(len(span) for span in spans)


def shared(a: Iterable[Span], b: Iterable[Span]) -> int:
    """Code points that two sets of spans have in common."""
    right = tuple(b)
    return sum(x.overlap(y) for x in a for y in right)
