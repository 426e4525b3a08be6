"""Quotation marks: where words are put between them, nested or not, closed or never closed.

`quoted` knows double and single marks, straight and curly, guillemets both ways round (`«mot»`, `»Wort«`), low-9 marks
(`„Wort“`), and the `` ''TeX'' `` pairs of old wire files. Marks of one family close each other, because outlets mix
straight and curly ones. A newline inside a quote is passed over when the quote is closed before the next blank line.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from rashomon.model.span import Span, trim

Family = Literal["double", "single", "angle"]
_Side = Literal["open", "close", "either"]

_MARKS = re.compile(r"\n\s*|``|''|‘‘|’’|[\"“”„‟'‘’‚«»‹›]|\d['’] ?\d{1,2}(?:\"|”)")
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(("``", "''", "‘‘", "’’", '"', "“", "”", "„", "‟"), "double"),
    **dict.fromkeys(("'", "‘", "’", "‚"), "single"),
    **dict.fromkeys("«»‹›", "angle"),
}
_ALWAYS_OPEN = frozenset({"„", "‟", "‚", "``", "‘‘"})
_BEFORE_OPEN = frozenset("([{<-–—―/*_|•…>\"“„'‘«‹`")
"""Characters after which an ambiguous mark opens: blanks aside, brackets, dashes, bullets and other opening marks."""
_ELISIONS = re.compile(r"(?:em|til|tis|twas|cause|n|bout|round|cos|ere|neath|\d\ds?)\b", re.IGNORECASE)
"""Words written with a leading apostrophe, which opens nothing: 'em, 'til, the '90s."""
_CONTRACTED = re.compile(r"(?:s|t|d|m|re|ve|ll|clock|n|S|T|D|M|RE|VE|LL)(?![A-Za-z])|[A-Z]")
"""What may follow an apostrophe inside a word; other letters were glued to a closing mark (`'buy time'published`)."""
_BULLETS = frozenset("•‣◦*")
_DEPTH = 8
"""Quotes inside quotes are followed so far down; deeper marks are passed over (no text in the gold sets has four)."""


class QuoteSpan(msgspec.Struct, frozen=True, kw_only=True):
    """`text[start:end]` with its marks; `inner` is what stands between them; `level` counts the quotes around it.

    Where a quote runs over paragraphs, each of which opens a mark and only the last closes one, every paragraph has a
    span of its own: all but the last are `continued`, and all are `closed` when the last one is. The same holds where
    the paragraphs were run together into one line.
    A quote that is never closed ends where its paragraph does.
    """

    start: int
    end: int
    inner: Span
    level: int = 0
    closed: bool = True
    continued: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    family: Family
    side: _Side
    sign: str


class _Gap(NamedTuple):
    """The newlines between two lines; `blank` where they end a paragraph for certain."""

    start: int
    end: int
    blank: bool


class _Raw(NamedTuple):
    start: int
    end: int
    inner: Span
    closed: bool


@lru_cache(maxsize=4)  # the statements of a passage ask for the same quotes one after the other
def quoted(text: str) -> tuple[QuoteSpan, ...]:
    """Every quote in `text`, by place, the outer before the inner. Two quotes never cross. Linear in the text."""
    return _levels(_Reader(text).read(), text)


class _Reader:
    """One pass over the marks with a stack of those that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Raw] = []
        self.open: list[_Mark] = []

    def read(self) -> list[_Raw]:
        """The quotes in the order in which they end."""
        tokens = _tokens(self.text)
        ahead = _following(tokens)
        for number, token in enumerate(tokens):
            if isinstance(token, _Mark):
                self.mark(token, ahead[number].get(token.family))
            else:
                self.line(token, ahead[number])
        self.finish(len(self.text))
        return self.found

    def line(self, gap: _Gap, ahead: dict[Family, _Mark]) -> None:
        """A paragraph's end, or a mere line's end when the open quote is closed before the next blank line."""
        outer = next((mark for mark in self.open if mark.family != "single"), None)
        following = ahead.get(outer.family) if outer else None
        if gap.blank or not _closes(following):
            self.finish(gap.start)

    def finish(self, end: int) -> None:
        """Close what is open at a paragraph's end. An unclosed single mark is an apostrophe unless it says `‘`."""
        for mark in self.open:
            alone = mark.family == "single" and not (mark.sign == "‘" and _starts_line(self.text, mark.start))
            if not alone:
                stop = trim(Span(mark.start, end), self.text).end
                self.keep(mark, stop, stop, closed=False)
        self.open.clear()

    def mark(self, mark: _Mark, following: _Mark | None) -> None:
        """Open, close or pass over a mark."""
        held = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at].family == mark.family), None)
        if mark.family == "single":
            self.single(mark, held, following)
        elif held is None:
            if mark.side != "close" and len(self.open) < _DEPTH and not _is_measure(self.text, mark):
                self.open.append(mark)
        elif mark.side == "open" and (_closes(following) or mark.sign == self.open[held].sign != '"'):
            self.reopen(mark, held)
        else:
            self.close(mark, held)

    def reopen(self, mark: _Mark, held: int) -> None:
        """A second opening mark: quotes inside a single quote nest; else the first one was never closed."""
        if self.open[-1].family != mark.family and len(self.open) < _DEPTH:
            self.open.append(mark)
            return
        stop = trim(Span(self.open[held].end, mark.start), self.text).end
        self.keep(self.open[held], stop, stop, closed=False)
        del self.open[held:]
        self.open.append(mark)

    def single(self, mark: _Mark, held: int | None, following: _Mark | None) -> None:
        """Tell an apostrophe from a mark: `the players' union`, `rock 'n' roll`, `'satisfied'`."""
        if mark.side == "open" or (mark.side == "either" and held is None):
            if held is None and len(self.open) < _DEPTH and not _ELISIONS.match(self.text, mark.end):
                self.open.append(mark)
        elif held is not None and not self.apostrophe(mark, following):
            self.close(mark, held)

    def apostrophe(self, mark: _Mark, following: _Mark | None) -> bool:
        """Whether a mark that could close is rather an apostrophe: only when a surer closing mark comes next."""
        surer = _closes(following)
        before, after = self.text[mark.start - 1 : mark.start], self.text[mark.end : mark.end + 2]
        if after[:1].isalnum():
            return surer
        if following is None or before not in "sS" or not (after[:1] == " " and after[1:2].isalpha()):
            return False
        return surer and self.text[following.start - 1] not in "sS"

    def close(self, mark: _Mark, held: int) -> None:
        """Close the quote at `held`; a double mark left open inside it ends there, a single one was an apostrophe."""
        for inner in self.open[held + 1 :]:
            if inner.family != "single":
                self.keep(inner, mark.start, mark.start, closed=False)
        self.keep(self.open[held], mark.end, mark.start, closed=True)
        del self.open[held:]

    def keep(self, mark: _Mark, end: int, inner_end: int, *, closed: bool) -> None:
        """Note a quote that has a word in it."""
        inner = Span(mark.end, max(mark.end, inner_end))
        if any(character.isalnum() for character in inner.of(self.text)):
            self.found.append(_Raw(mark.start, end, inner, closed))


def _tokens(text: str) -> list[_Mark | _Gap]:
    """Marks and line ends in order; apostrophes inside words and feet-and-inches are left out."""
    out: list[_Mark | _Gap] = []
    for match in _MARKS.finditer(text):
        sign = match.group()
        if sign[0] == "\n":
            bullet = text[match.end() : match.end() + 1] in _BULLETS
            out.append(_Gap(match.start(), match.end(), sign.count("\n") > 1 or bullet))
        elif sign in _FAMILY:
            side = _side(text, match.start(), match.end(), sign)
            if side is not None:
                out.append(_Mark(match.start(), match.end(), _FAMILY[sign], side, sign))
    return out


def _side(text: str, start: int, end: int, sign: str) -> _Side | None:
    """Which way a mark faces, by its shape and its neighbours; None for an apostrophe inside a word."""
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
    if sign in _ALWAYS_OPEN:
        return "open"
    glued_left, glued_right = not before.isspace() and before not in _BEFORE_OPEN, not after.isspace()
    if _FAMILY[sign] == "single" and before.isalnum() and after.isalnum():
        return None if _CONTRACTED.match(text, end) or not before.isalpha() else "close"
    if sign in "«‹":
        return "close" if glued_left and not after.isalnum() else "open"
    if sign in "»›":
        return "open" if not glued_left and after.isalnum() else "close"
    if sign in "“‘":
        return "close" if glued_left and not after.isalnum() and before != ":" else "open"
    if sign in ("’", "’’"):
        return "close"
    if sign == "”":
        return "either" if not glued_left and after.isalnum() else "close"
    if before == ":" and not glued_right:
        return "either"
    if not glued_left:
        return "open" if glued_right else "either"
    return "close" if not after.isalnum() or before in ".,!?…" else "either"


def _following(tokens: list[_Mark | _Gap]) -> list[dict[Family, _Mark]]:
    """For each token the next mark of each family before the next blank line."""
    out: list[dict[Family, _Mark]] = [{}] * len(tokens)
    now: dict[Family, _Mark] = {}
    for number in range(len(tokens) - 1, -1, -1):
        token = tokens[number]
        out[number] = now
        if isinstance(token, _Mark):
            now = {**now, token.family: token}
        elif token.blank:
            now = {}
    return out


def _alike(text: str, one: QuoteSpan, two: QuoteSpan) -> bool:
    """Whether two quotes open with marks of one family."""
    return _FAMILY.get(text[one.start], "double") == _FAMILY.get(text[two.start], "double")


def _closes(mark: _Mark | None) -> bool:
    return mark is not None and mark.side == "close"


def _is_measure(text: str, mark: _Mark) -> bool:
    """Whether a straight mark follows a digit: inches or seconds, when nothing is open."""
    return mark.sign in ('"', "''") and text[mark.start - 1 : mark.start].isdigit()


def _starts_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _levels(found: list[_Raw], text: str) -> tuple[QuoteSpan, ...]:
    """Order the quotes, count what lies around each, and tie the paragraphs of one quote together."""
    ordered = sorted(found, key=lambda raw: (raw.start, -raw.end))
    out: list[QuoteSpan] = []
    around: list[int] = []
    for raw in ordered:
        while around and around[-1] <= raw.start:
            around.pop()
        out.append(QuoteSpan(start=raw.start, end=raw.end, inner=raw.inner, level=len(around), closed=raw.closed))
        around.append(raw.end)
    outer = [number for number, quote in enumerate(out) if quote.level == 0]
    for this, following in zip(reversed(outer[:-1]), reversed(outer[1:]), strict=True):
        one, two = out[this], out[following]
        between = text[one.end : two.start]
        ended = "\n" in between or text[one.end - 1] in ".!?…"
        if not one.closed and ended and not between.strip() and _alike(text, one, two):
            out[this] = msgspec.structs.replace(one, closed=two.closed, continued=True)
    return tuple(out)
