"""Places in text: half-open ranges of Unicode code points that never change."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """`text[start:end]` of one document. Serialised as `[start, end]`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """How many code points the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> "Span":
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Place(msgspec.Struct, frozen=True, order=True):
    """A span together with the id of the document that it lies in."""

    document: str
    start: int
    end: int


def joined(spans: Iterable[Span], text: str) -> str:
    """The words of several spans in order, pieces set apart by an ellipsis; blanks folded to one space."""
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def hull(spans: Iterable[Span]) -> Span:
    """From the first character of any of the spans to the last. Raises ValueError where there is none."""
    told = tuple(spans)
    return Span(min(s.start for s in told), max(s.end for s in told))


def trim(span: Span, text: str) -> Span:
    """`span` without blanks at its ends; empty at its start when all of it is blank."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def short_id(prefix: str, *parts: object) -> str:
    """A stable id: `prefix` and twelve hex digits of the SHA-256 over the parts."""
    digest = sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}{digest[:12]}"
