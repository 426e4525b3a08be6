"""A paragraph that holds furniture, cut so that only the furniture leaves the body.

Articles come flattened to one line: captions, credits, subheads and link heads then stand between sentences with no
mark but their own words. `cut` walks the chunks between closing stops with one memory: whether a caption is open.
"""

import re

from rashomon.layout import furniture, marks
from rashomon.layout.glue import chunks, name_start, points
from rashomon.layout.lines import ends_sentence, states_something, title_like
from rashomon.model.document import Role

LONG = 700
"""From this length on a paragraph is looked at as flattened text even without furniture marks (characters)."""

LONGEST_HEAD = 45
"""More words than this before a glue point are a sentence that lost its stop, not a caption (longest seen: 41)."""
OPENING_CAPTION = 450
"""A picture's caption at the top of an article may have several sentences, in so many characters before its credit."""

Cut = tuple[int, int, Role]

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:(?:\s|\s?/\s?)[A-Z][A-Z.'’-]+){0,5})(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s"
    r"(?:\([A-Z][\w /.-]{1,30}\)\s?(?:--|[-—–])|(?:--|[—–]))\s"
)
_BY_DATELINE = re.compile(
    r"\s*(?:By (?:[A-Z][\w.'’-]+ ){2,3}(?:and (?:[A-Z][\w.'’-]+ ){2,3})?)?(?P<line>" + _DATELINE.pattern + ")"
)
_PICTURE = re.compile(r"(?:Photo|Photos|Image|Video)\s+(?=[A-Z]{3})")
_SHOWS = frozenset({"Play slideshow", "Hide Caption", "Show Caption"})
_GALLERY = re.compile(r"\b\d{1,3}(?:\s?of\s?|/)\d{1,3}\b")
_YEAR_END = re.compile(r"(?:19|20)\d\d\.")
_SIDES = re.compile(r"\((?:L|R|C|left|right|centre|center|clockwise|from left)\b", re.IGNORECASE)
_GALLERY_DAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s[A-Z][a-z]{2,8}\s\d{1,2},\s(?:19|20)\d\d\s")
_ASIDE = re.compile(
    r"(?:Follow\s.{2,60}\son\s(?:Twitter|Facebook)|Read or Share this story|Contributing:|"
    r"Copyright (?:© ?)?(?:19|20)\d\d|All rights reserved|This material may not be)"
)
_RELATED = re.compile(r"(?:READ MORE|RELATED|Related|SEE ALSO|MORE|WATCH|Watch|READ|Video|VIDEO)\s?:\s")


def flattened(text: str) -> bool:
    """Whether a paragraph must be searched for furniture inside it."""
    return len(text) >= LONG or bool(marks.find(text))


def dateline(text: str) -> bool:
    """Whether the text opens with a place in capitals and a dash, as agencies' stories do."""
    return _DATELINE.match(text) is not None


def cut(text: str, *, first: bool = False) -> list[Cut] | None:
    """The paragraph as pieces that together hold every non-blank character; None when there is nothing to cut.

    `first`: the paragraph opens the article, where a glued line is a standfirst rather than a caption.
    """
    picture = _PICTURE.match(text)
    place = _DATELINE.match(text, picture.end() if picture else 0)
    if not flattened(text) and not place:
        return None
    walk = _Walk(text, first=first)
    if picture:
        walk.put(0, picture.end(), "caption")
    if place:
        walk.put(place.start(), place.end(), "credit")
    begin = place.end() if place else picture.end() if picture else 0
    for start, end in chunks(text):
        walk.chunk(max(start, begin), max(end, begin))
    pieces = walk.done()
    return pieces if len(pieces) > 1 or (pieces and pieces[0][2] != "body") else None


class _Walk:
    """The state of one pass over a paragraph's chunks."""

    def __init__(self, text: str, *, first: bool) -> None:
        self.text = text
        self.first = first
        self.out: list[Cut] = []
        self.signs = marks.find(text)
        self.next = 0
        self.reached = 0
        self.related = False

    def put(self, start: int, end: int, role: Role) -> None:
        """Adds a piece, without the blanks around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.out.append((start, end, role))

    def chunk(self, start: int, end: int) -> None:
        """One chunk: what stands before its first mark, then each mark with what follows it."""
        start = max(start, self.reached)
        signs = []
        while self.next < len(self.signs) and self.signs[self.next].start < end:
            signs.append(self.signs[self.next])
            self.next += 1
        if start >= end:
            return
        if not signs:
            self._plain(start, end)
            return
        self._before(start, signs[0])
        for number, sign in enumerate(signs):
            stop = signs[number + 1].start if number + 1 < len(signs) else max(end, sign.end)
            self._after(sign, stop, last=number + 1 == len(signs))
        self.reached = max(end, signs[-1].end)

    def _before(self, start: int, mark: marks.Sign) -> None:
        head = self.text[start : mark.start].strip()
        if not head:
            hides = self.text[mark.start : mark.end].lower() == "hide caption"
            if hides and self.out and self.out[-1][2] == "body":
                self.out[-1] = (*self.out[-1][:2], "caption")
            elif mark.kind == "inline" and self.out and self.out[-1][2] == "body":
                self._caption_before(self.text[mark.start + 1 : mark.end - 1])
            return
        if mark.kind == "link":
            self.put(start, mark.start, "boilerplate")
        elif self.text[mark.start : mark.end].lower() == "hide caption":
            self.put(start, mark.start, "caption")
        elif self.first and not self.out and mark.kind != "inline":
            self.put(start, mark.start, "heading" if states_something(head) else "kicker")
        elif ends_sentence(head):
            self._plain(start, mark.start)
        elif mark.kind == "page" and len(head.split()) > 30:
            self.put(start, mark.start, "body")
        else:
            self._open(start, mark.start, shut=True)

    def _caption_before(self, credit: str) -> None:
        """`A sentence. (Name/Agency) The story`: the sentence before a photographer's credit describes the picture."""
        start, end, _ = self.out[-1]
        last = chunks(self.text[start:end])[-1]
        opening = self.first and self._opens() and all(role == "body" for _, _, role in self.out)
        if opening and end - self.out[0][0] < OPENING_CAPTION:
            self.out[:] = [(begin, stop, "caption") for begin, stop, _ in self.out]
            return
        if _YEAR_END.search(self.text, end - 8, end) or furniture.credits_person(credit):
            self.out.pop()
            self.put(start, start + last[0], "body")
            self.put(start + last[0], end, "caption")

    def _opens(self) -> bool:
        return bool(self.out) and not self.text[: self.out[0][0]].strip()

    def _after(self, mark: marks.Sign, stop: int, *, last: bool) -> None:
        kind = mark.kind
        if kind == "caption":
            self.put(mark.start, mark.end, "caption")
            self._open(mark.end, stop, shut=not last)
        elif kind == "credit":
            self._credit(mark.start, mark.end, stop, last=last)
        elif kind == "numbered":
            self.put(mark.start, mark.end, "credit")
            self._open(mark.end, stop, shut=not last)
        elif kind == "gallery":
            self.put(mark.start, mark.end, "boilerplate")
            self._rest(mark.end, stop, last=last)
        elif kind == "related":
            self.related = True
            self.put(mark.start, stop, "boilerplate")
        elif kind == "desk":
            self._desk(mark, stop, last=last)
        elif kind == "inline":
            self.put(mark.start, mark.end, "credit")
            self._rest(mark.end, stop, last=last)
        else:
            self.put(mark.start, mark.end, "boilerplate")
            tail = self.text[mark.end : stop]
            if self.text[mark.start : mark.end] in _SHOWS or _GALLERY.match(tail.strip()):
                self._gallery(mark.end, stop, last=last)
            else:
                self._rest(mark.end, stop, last=last)

    def _desk(self, mark: marks.Sign, stop: int, *, last: bool) -> None:
        """A desk in capitals opens a caption only where the caption then meets a sentence, or never stops."""
        tail = self.text[mark.end : stop]
        sure = any(point.sure for point in points(tail))
        if last and ends_sentence(tail) and not sure:
            self._plain(mark.start, stop)
            return
        self.put(mark.start, mark.end, "credit")
        self._open(mark.end, stop, shut=not last or (not ends_sentence(tail) and not sure))

    def _rest(self, start: int, stop: int, *, last: bool) -> None:
        """Text after a mark that is complete in itself."""
        tail = self.text[start:stop].strip()
        if tail.startswith(("http", "www.")) and len(tail.split()) < 4:
            self.put(start, stop, "boilerplate")
        elif last and tail:
            self._plain(start, stop)
        elif tail:
            self.put(start, stop, "boilerplate" if len(tail.split()) < 12 else "caption")

    def _gallery(self, start: int, stop: int, *, last: bool) -> None:
        found = _GALLERY.search(self.text, start, min(stop, start + 80))
        if found:
            self.put(start, found.end(), "credit")
            start = found.end()
        if _SIDES.match(self.text[start:stop].strip()):
            self.put(start, stop, "caption")
        else:
            self._open(start, stop, shut=not last)
        self._gallery_head()

    def _gallery_head(self) -> None:
        """`Name in pictures Wed, May 1, 2024 ... Play slideshow`: what leads to a slide show is its head."""
        for number in range(len(self.out) - 1, max(-1, len(self.out) - 6), -1):
            start, end, role = self.out[number]
            day = _GALLERY_DAY.search(self.text, start, end) if role == "body" else None
            if day:
                rest = self.out[number + 1 :]
                del self.out[number:]
                last = max((begin for begin, _ in chunks(self.text[start : day.start()])), default=0)
                self.put(start, start + last, "body")
                self.put(start + last, end, "boilerplate")
                self.out += rest
                return

    def _credit(self, start: int, at: int, stop: int, *, last: bool) -> None:
        if not last and stop - at < 90:
            self.put(start, stop, "credit")
            return
        agency = furniture.agency_at(self.text, at)
        end = agency if agency is not None else at
        self.put(start, end, "credit")
        self._rest(end, stop, last=True)

    def _open(self, start: int, stop: int, *, shut: bool) -> None:
        """A caption runs from `start`; it ends at the first glue point, or at `stop` when a mark shuts it there."""
        tail = self.text[start:stop]
        role: Role = "caption" if len(tail.split()) > 6 else "kicker"
        if shut and len(tail.split()) < 45:
            self.put(start, stop, role)
            return
        glue = next((point.at for point in points(tail) if len(tail[: point.at].split()) >= 2), None)
        at = glue if glue is not None else name_start(tail)
        if at is None:
            self.put(start, stop, "caption")
        else:
            self.put(start, start + at, "caption")
            self._plain(start + at, stop)

    def _plain(self, start: int, end: int) -> None:
        """A chunk without marks: one sentence, perhaps with a subhead or link head glued before it."""
        text = self.text[start:end]
        if not text.strip():
            return
        if self.related:
            self.related = _link_like(text)
            if self.related:
                self.put(start, end, "boilerplate")
                return
        if furniture.byline(text.strip()):
            self.put(start, end, "byline")
            return
        if _ASIDE.match(text.strip()) or (_RELATED.match(text.strip()) and not ends_sentence(text)):
            self.put(start, end, "boilerplate")
            return
        at = None
        if len(self.text) >= LONG:
            at = _quoted_subhead(text) or _last_glue(text)
        if at is not None:
            head = text[:at]
            words_before = len(head.split())
            opening = self.first and not self.out
            role: Role = "kicker" if words_before <= 6 else "caption"
            if opening:
                role = "heading" if states_something(head) else "kicker"
            self.put(start, start + at, role)
            self._plain_body(start + at, end)
            return
        self._plain_body(start, end)

    def _plain_body(self, start: int, end: int) -> None:
        head = _BY_DATELINE.match(self.text, start, end)
        if head and not any(role == "body" and stop - begin > 200 for begin, stop, role in self.out):
            self.put(start, head.start("line"), "byline")
            self.put(head.start("line"), head.end(), "credit")
            start = head.end()
        for first, last, own in furniture.runs(self.text[start:end]):
            self.put(start + first, start + last, "housekeeping" if own else "body")

    def done(self) -> list[Cut]:
        """The pieces, neighbours of one body joined, an unfinished last line without a stop taken for a link."""
        if len(self.text) >= LONG and len(self.out) > 1:
            start, end, role = self.out[-1]
            last = chunks(self.text[start:end])[-1]
            tail = self.text[start + last[0] : end]
            if role == "body" and title_like(tail, longest=24) and not ends_sentence(tail) and tail[-1:] not in "\"”'’":
                self.out.pop()
                self.put(start, start + last[0], "body")
                self.put(start + last[0], end, "caption")
        joined: list[Cut] = []
        for piece in self.out:
            if joined and joined[-1][2] == piece[2] and piece[2] in {"body", "boilerplate"}:
                joined[-1] = (joined[-1][0], piece[1], piece[2])
            else:
                joined.append(piece)
        return joined


_CAPITALS = re.compile(r"\b[A-Z]{2,}[’']?[A-Z]*\s[A-Z]{2,}\b")


def _link_like(text: str) -> bool:
    """Whether a chunk after `Related stories` is still a list of links: a question, or heads in capitals."""
    return text.rstrip().endswith("?") or bool(_CAPITALS.search(text))


def _last_glue(text: str) -> int | None:
    """Where the sentence of a chunk begins, or None when the chunk is nothing but one sentence.

    That is its last glue point, as long as only pieces of a caption's length, one glued to another, stand before it.
    """
    begin, at = 0, None
    for point in points(text):
        if not point.sure:
            continue
        if len(text[begin : point.at].split()) > LONGEST_HEAD:
            break
        begin = at = point.at
    return at


_QUOTED_SUBHEAD = re.compile(r"['‘][A-Z][^'’\n]{2,40}['’]\s(?=[A-Z])")


def _quoted_subhead(text: str) -> int | None:
    """The end of a subhead in single quotes that opens a chunk: `'We lost' Mrs Vane, who ...`."""
    match = _QUOTED_SUBHEAD.match(text.lstrip())
    if not match:
        return None
    return len(text) - len(text.lstrip()) + match.end()
