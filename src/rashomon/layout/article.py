"""An article from its lines: headline, what stands around it, the body, and where the story ends."""

from collections.abc import Sequence

from rashomon.layout import furniture
from rashomon.layout.blocks import Reader
from rashomon.layout.lines import Line, Piece, ends_sentence, fold, name_like, title_like, tweeted
from rashomon.lexicon import phrases
from rashomon.model.span import Span

HEAD_LINES = 12
"""A headline is looked for among so many lines at the top; more furniture than that was not met above one."""


def read(lines: Sequence[Line], title: str | None, *, whole: bool) -> tuple[list[Piece], Span | None]:
    """Pieces of all lines and the place of the headline. `whole`: a document, not the lead of a live page."""
    pieces: list[Piece] = []
    head = headline(lines, title, whole=whole)
    if head is not None:
        pieces += _above(lines[:head])
        pieces.append(Piece(lines[head].start, lines[head].end, "headline"))
    begin = 0 if head is None else head + 1
    end = tail(lines, begin) if whole else len(lines)
    pieces += Reader(_summary(lines[begin:end], pieces)).read()
    pieces += [Piece(line.start, line.end, "boilerplate") for line in lines[end:]]
    span = Span(lines[head].start, lines[head].end) if head is not None else None
    return pieces, span


def _summary(lines: Sequence[Line], pieces: list[Piece]) -> Sequence[Line]:
    """The word `Summary` above a list is a kicker; the list itself is read like any other."""
    if lines and fold(lines[0].text).strip(" :.") in phrases("layout", "summary.heads"):
        pieces.append(Piece(lines[0].start, lines[0].end, "kicker"))
        return lines[1:]
    return lines


def _above(lines: Sequence[Line]) -> list[Piece]:
    return [
        Piece(line.start, line.end, "kicker" if furniture.is_kicker(line.text) else "boilerplate") for line in lines
    ]


def headline(lines: Sequence[Line], title: str | None, *, whole: bool = True) -> int | None:
    """The number of the line that is the document's headline, or None; a lead may be nothing but its headline."""
    if title:
        for number, line in enumerate(lines[:HEAD_LINES]):
            if fold(line.text) == fold(title):
                return number
    for number, line in enumerate(lines[:HEAD_LINES]):
        text = line.text
        if furniture.is_kicker(text) or furniture.boilerplate(text) or furniture.plea(text):
            continue
        if furniture.caption_role(text) or furniture.byline(text):
            return None
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is None:
            return number if not whole and title_like(text) and len(text.split()) >= 3 else None
        long_title = len(text) <= 250 and following.gap and number == 0 and len(lines) == 2
        if (title_like(text) and not name_like(text) and len(text.split()) >= 3) or long_title:
            return number
        return None
    return None


def tail(lines: Sequence[Line], begin: int) -> int:
    """The number of the first line after the story's end; all that follows belongs to the page or to other stories."""
    total = lines[-1].end - lines[begin].start if begin < len(lines) else 0
    end = len(lines)
    for number in range(begin, len(lines)):
        text = lines[number].text
        late = total > 0 and (lines[number].start - lines[begin].start) > 0.4 * total
        if furniture.tail_head(text) and late and not _resumes(lines, number + 1, begin):
            end = number
            break
        if furniture.plea(text) and late and not _resumes(lines, number + 1, begin):
            end = number
            break
    end = _trailing_titles(lines, begin, end)
    while end > begin + 1:
        last = lines[end - 1].text
        if not (furniture.other_story(last) or furniture.about_author(last)):
            break
        end -= 1
    return _before_link(lines, begin, end)


def _trailing_titles(lines: Sequence[Line], begin: int, end: int) -> int:
    """Lines of the form of a title at the very end, with no sentence below them, are links to other pieces."""
    while end > begin + 3 and furniture.boilerplate(lines[end - 1].text):
        end -= 1
    at = end
    while at > begin + 3 and title_like(lines[at - 1].text) and not ends_sentence(lines[at - 1].text):
        if len(lines[at - 1].text.split()) < 4 or name_like(lines[at - 1].text) or furniture.byline(lines[at - 1].text):
            break
        if tweeted(lines[at - 1].text):
            break
        at -= 1
    return at


def _resumes(lines: Sequence[Line], number: int, begin: int) -> bool:
    """Whether the story goes on below: a paragraph that is no plea and shares names with the story's beginning."""
    known = _names(lines[max(0, begin - 1) : begin + 6])
    for line in lines[number:]:
        if furniture.tail_head(line.text):
            return False
        if len(line.text.split()) < 18 or not ends_sentence(line.text) or furniture.plea(line.text):
            continue
        if furniture.boilerplate(line.text) or furniture.about_author(line.text):
            continue
        if _names([line]) & known:
            return True
    return False


def _names(lines: Sequence[Line]) -> set[str]:
    """Capitalised words inside the lines, first words aside: enough to see whether two texts share people."""
    out: set[str] = set()
    for line in lines:
        parts = line.text.split()
        out |= {part.strip("\"“”‘’'.,:;()") for part in parts[1:] if part[:1].isupper() and len(part) > 3}
    return out - {"The", "This", "That"}


def _before_link(lines: Sequence[Line], begin: int, end: int) -> int:
    """Moves the end above a link to another story (a head and its one teaser) that stands right before the tail."""
    if end >= len(lines) or end - begin < 4:
        return end
    head, teaser = lines[end - 2], lines[end - 1]
    spaced = sum(line.gap for line in lines[begin:end]) >= 0.6 * (end - begin)
    if spaced and head.gap and not teaser.gap and title_like(head.text) and ends_sentence(teaser.text):
        return end - 2
    return end
