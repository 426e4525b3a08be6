"""A run of lines (an article's body, a post's body) into pieces with roles."""

from collections.abc import Sequence

from rashomon.language.clock import day_line, full_days, scan
from rashomon.layout import flat, furniture, notes
from rashomon.layout.lines import (
    Line,
    Piece,
    bullet,
    ends_sentence,
    name_like,
    numbered,
    sentences,
    states_something,
    title_like,
    tweeted,
)
from rashomon.model.document import Role

CAPTION_WORDS = 10
"""A line without a stop amid an article's body is a subhead below so many words and a picture's caption from there
on (by eye, over the articles of forty outlets: the longest subhead had nine)."""
STOPPED = 0.6
"""Share of the long lines that end in a stop where lines are paragraphs; in hard-wrapped text few lines do."""
LONGEST_CAPTION = 60
"""Words of the longest line without a stop that is still a caption, where the article's other lines end in stops."""


class Reader:
    """Reads lines one after another; what a line is may depend on the one before it."""

    def __init__(self, lines: Sequence[Line], *, post: bool = False) -> None:
        self.lines = notes.parted(lines)
        self.post = post
        self.pieces: list[Piece] = []
        self.at = 0
        self.caption_next = False
        self.links_next = False
        self.begun = False
        long = [line for line in self.lines if len(line.text.split()) >= CAPTION_WORDS]
        self.stopped = sum(ends_sentence(line.text) for line in long) >= STOPPED * max(1, len(long))
        self.english = notes.english(self.lines)

    def read(self) -> list[Piece]:
        """All pieces of the lines, in order, covering every line."""
        while self.at < len(self.lines):
            self._line(self.lines[self.at])
            self.at += 1
        return self.pieces

    def _put(self, start: int, end: int, role: Role) -> None:
        self.pieces.append(Piece(start, end, role))

    def _whole(self, line: Line, role: Role) -> None:
        self._put(line.start, line.end, role)

    def _next(self) -> Line | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def _line(self, line: Line) -> None:
        text = line.text
        if self.caption_next:
            self.caption_next = False
            self._whole(line, "caption")
            return
        if self.links_next:
            self.links_next = not ends_sentence(text) and not furniture.glued_credit(text)
            if self.links_next:
                self._whole(line, "boilerplate")
                return
        role = self._furniture(line)
        if role:
            self._whole(line, role)
            return
        credit = furniture.glued_credit(text)
        if credit and len(text) < 600:
            if credit[0]:
                self._put(line.start, line.start + credit[0], "caption")
            self._put(line.start + credit[0], line.end, "credit")
            return
        if text[:2] in {"- ", "– ", "— "} and text[-2:] in {" -", " –", " —"}:
            self._whole(line, "kicker")
            return
        if bullet(text):
            self._whole(line, "housekeeping" if furniture.housekeeping(text[bullet(text) :]) else "list-item")
            return
        if numbered(text) and self._in_numbered():
            self._whole(line, "list-item")
            return
        if self._heading(line):
            return
        self._body(line)

    def _furniture(self, line: Line) -> Role | None:
        text = line.text
        picture = furniture.caption_role(text)
        if picture:
            self.caption_next = picture == "caption" and len(text) <= 16 and text.endswith(",")
            return picture
        if furniture.boilerplate(text) or notes.only_links(text) or (self.english and notes.foreign(text)):
            return "boilerplate"
        if self._in_gallery(text):
            return "caption"
        if furniture.update_stamp(text):
            return "kicker"
        if notes.newsroom(text) and len(sentences(text)) == 1:
            return "housekeeping"
        if self._byline(line):
            return "byline"
        if furniture.is_kicker(text):
            return "kicker"
        return None

    def _in_gallery(self, text: str) -> bool:
        """Whether the line is a numbered caption among others: `3/16 ...` below `2/16 ...` or above `4/16 ...`."""
        here = notes.step(text)
        if here is None:
            return False
        around = self.lines[max(0, self.at - 1) : self.at] + self.lines[self.at + 1 : self.at + 2]
        return any(
            other is not None and other[1] == here[1] and abs(other[0] - here[0]) == 1
            for other in (notes.step(line.text) for line in around)
        )

    def _byline(self, line: Line) -> bool:
        text = line.text
        if furniture.byline(text):
            return True
        short = len(text) < 90 and len(text.split()) <= 10 and not ends_sentence(text)
        if short and (day_line(text) or scan(text) or full_days(text)):
            return True
        following = self._next()
        if name_like(text) and following is not None:
            if furniture.post_byline(following.text):
                return True
            if len(text.split()) <= 4 and ends_sentence(following.text) and (line.gap or not self.begun):
                return True
        before = self.lines[self.at - 1] if self.at else None
        return before is not None and name_like(before.text) and furniture.post_byline(text)

    def _in_numbered(self) -> bool:
        before = self.lines[self.at - 1] if self.at else None
        following = self._next()
        led = before is not None and (before.text.endswith(":") or numbered(before.text) > 0)
        return led or (following is not None and numbered(following.text) > 0)

    def _heading(self, line: Line) -> bool:
        following = self._next()
        text = line.text
        if following is not None and self._stopless(text):
            self._whole(line, "caption")
            return True
        if following is None or not title_like(text) or (ends_sentence(text) and len(text.split()) > 14):
            return False
        if flat.dateline(text) or tweeted(text) or (text[0] in '"“' and len(text.split()) >= CAPTION_WORDS):
            return False
        if self.begun and not self.post and len(text.split()) >= CAPTION_WORDS:
            self._whole(line, "caption")
            return True
        if not ends_sentence(following.text) and not following.text.endswith(":") and not bullet(following.text):
            # Titles one below another, amid an article, are links: nothing that is said stands between them.
            links = self.begun and not self.post and len(text.split()) >= 4 and title_like(following.text)
            if links:
                self._whole(line, "kicker")
            return links
        self._whole(line, "heading" if states_something(text) else "kicker")
        return True

    def _stopless(self, text: str) -> bool:
        """Whether a line amid paragraphs that end in stops has none itself: a caption, with its credit or without."""
        if not self.begun or self.post or not self.stopped or not text[-1].isalnum():
            return False
        long = CAPTION_WORDS <= len(text.split()) <= LONGEST_CAPTION and text[0] not in "\"“‘'"
        return long and not flat.dateline(text) and not tweeted(text) and not flat.flattened(text)

    def _body(self, line: Line) -> None:
        self.begun = True
        cut = flat.cut(line.text, first=not self.pieces)
        if cut is not None:
            for start, end, role in cut:
                self._put(line.start + start, line.start + end, role)
            return
        for start, end, own in furniture.runs(line.text):
            self._put(line.start + start, line.start + end, "housekeeping" if own else "body")
            self.links_next = own and line.text.endswith(":")
