"""Text put together block by block, with the role of each block remembered."""

import re
import unicodedata

import msgspec

from rashomon.model.document import Mark, Role

_BLANKS = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\ud800-\udfff\ufeff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner: they hide inside words and no reader sees them. Bidi marks are kept, for
the report shows them."""


def cleaned(text: str) -> str:
    """`text` without control and invisible characters, each run of blanks one space, line breaks kept.

    Lone surrogates (which JSON can smuggle in) become U+FFFD, since they could never be written out again.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROLS.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else " ", _INVISIBLE.sub("", text))
    return _MANY_LINES.sub("\n\n", _LINE_EDGES.sub("\n", _BLANKS.sub(" ", text))).strip()


def folded(text: str) -> str:
    """A key under which two renderings of the same words are equal: letters and digits, case and accents folded."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


class Block(msgspec.Struct, frozen=True):
    """A run of text with its role; `role=None` leaves it to the layout step."""

    text: str
    role: Role | None


class TextBuilder:
    """Collects blocks, set apart by blank lines, and the marks on them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self.length = 0

    def add(self, block: Block) -> tuple[int, int]:
        """Append a block; the start and end of its text in code points. An empty block changes nothing."""
        text = cleaned(block.text)
        if not text:
            return self.length, self.length
        if self._parts:
            self._parts.append("\n\n")
            self.length += 2
        start, end = self.length, self.length + len(text)
        self._parts.append(text)
        self.length = end
        if block.role is not None:
            self._marks.append(Mark(start, end, block.role))
        return start, end

    @property
    def text(self) -> str:
        """All the blocks so far."""
        return "".join(self._parts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The roles of the blocks so far, in order."""
        return tuple(self._marks)
