"""What lies near a place of a long paragraph, found without a look at everything else in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from rashomon.attribute.raw import Raw, Sentence
from rashomon.model.span import Span, hull

CELL = 512
"""Code points of a cell: an attribution mostly lies in one or two, and a paragraph of news in four."""


class Near:
    """Stretches of text by their numbers, and which of them reach into the cells of another stretch."""

    def __init__(self, stretches: Iterable[Span] = ()) -> None:
        self._cells: dict[int, list[int]] = {}
        self._count = 0
        for stretch in stretches:
            self.add(stretch)

    def add(self, stretch: Span, number: int | None = None) -> int:
        """One stretch more, or another one for `number`, which keeps the old one too; returns its number."""
        if number is None:
            number, self._count = self._count, self._count + 1
        for cell in _cells(stretch):
            self._cells.setdefault(cell, []).append(number)
        return number

    def of(self, stretch: Span) -> list[int]:
        """Numbers, in order, of all that may touch a stretch: each that does, and some that only lie beside it."""
        cells = [found for cell in _cells(stretch) if (found := self._cells.get(cell))]
        return sorted(set(cells[0] if len(cells) == 1 else [n for found in cells for n in found])) if cells else []


def _cells(stretch: Span) -> range:
    return range(stretch.start // CELL, stretch.end // CELL + 1)


def whole(raw: Raw) -> Span:
    """From the first to the last character of an attribution; an empty place for one that holds nothing."""
    spans = (*raw.content, *raw.cue, *raw.source)
    return hull(spans) if spans else Span(0, 0)


def contents(raw: Raw) -> Span:
    """From the first to the last character of what is said; an empty place where nothing is."""
    return hull(raw.content) if raw.content else Span(0, 0)


def reached(sentences: Sequence[Sentence], stretch: Span) -> Sequence[Sentence]:
    """Those of a passage's sentences, in order, over which a stretch reaches."""
    first = max(0, bisect_right(sentences, stretch.start, key=_start) - 1)
    return sentences[first : bisect_left(sentences, stretch.end, key=_start)]


def last_before(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """The last of a passage's sentences that begins before or at a place."""
    number = bisect_right(sentences, at, key=_start)
    return sentences[number - 1] if number else None


def behind(sentences: Sequence[Sentence], at: int) -> Sequence[Sentence]:
    """Those of a passage's sentences, in order, that may hold words behind a place."""
    return sentences[max(0, bisect_right(sentences, at, key=_start) - 1) :]


def _start(sentence: Sentence) -> int:
    return sentence.span.start
