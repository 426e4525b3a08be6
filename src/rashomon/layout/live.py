"""Posts of a live page that shows no stamps: titles, lone names and repeats are all there is.

An untitled post without a name cannot be told from the paragraph before it, but for two kinds: one that leads to
pictures, and one that says again, nearly word for word, with what another post opens (a lead that is posted twice).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from rashomon.layout import furniture
from rashomon.layout.draft import PostDraft
from rashomon.layout.lines import Line, Piece, bullet, ends_sentence, fold, name_like, title_like
from rashomon.layout.stamps import finish
from rashomon.lexicon import phrases
from rashomon.model.span import Span

LONG_LEAD = 15
"""Words from which on a paragraph that comes again nearly word for word is a lead posted twice, and no set phrase."""
SAME_LEAD = 0.8
"""Share of the longer one's words that both have; a lead's second edition changes a name and its first words."""
RUN = 6
"""Words in a row that both must have: it makes the search linear."""


def _index(text: str) -> bool:
    return fold(text).strip(" :.") in phrases("layout", "summary.index")


def titles(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that have the form of a post's title: several words, no stop, followed by sentences."""
    out: list[int] = []
    for number, line in enumerate(lines[:-1]):
        following = lines[number + 1].text
        if name_like(following) and number + 2 < len(lines):
            following = lines[number + 2].text
        if len(line.text.split()) < 4 or not title_like(line.text) or name_like(line.text) or bullet(line.text):
            continue
        if furniture.boilerplate(line.text) or furniture.caption_role(line.text) or furniture.byline(line.text):
            continue
        if (ends_sentence(following) or following.endswith(":")) and len(following.split()) >= 6:
            out.append(number)
    return out


def is_live(lines: Sequence[Line], *, said: bool) -> bool:
    """Whether lines without stamps are a live page: an index of key events, or a title that comes twice."""
    found = titles(lines)
    if len(found) < 2:
        return False
    twice = any(count > 1 for count in Counter(fold(lines[number].text) for number in found).values())
    index = any(_index(line.text) and line.text[:1].isupper() for line in lines)
    return said or (index and len(found) >= 3) or (twice and len(found) >= 3)


def starts(lines: Sequence[Line], headed: Collection[int]) -> list[int]:
    """Numbers of the lines that begin a post: `headed` by a title, a name alone, or one of two kinds of opening."""
    found = set(headed)
    for number, line in enumerate(lines[1:-1], start=1):
        lone = name_like(line.text) and len(line.text.split()) <= 4
        if lone and line.gap and number - 1 not in found and ends_sentence(lines[number + 1].text):
            found.add(number)
    inside = range(min(found, default=len(lines)) + 1, len(lines))
    found |= {number for number in inside if furniture.gallery(lines[number].text) and number - 1 not in headed}
    return sorted(found | _told_again(lines, sorted(found), headed, inside))


def _told_again(
    lines: Sequence[Line], begin: Sequence[int], headed: Collection[int], inside: Iterable[int]
) -> set[int]:
    """Lines that are nearly the opening paragraph of another post, and do not stand at the top of their own."""
    openings = {_opening(lines, number, headed) for number in begin}
    by_run: dict[tuple[str, ...], frozenset[str]] = {}
    for number in openings:
        told = fold(lines[number].text).split()
        by_run.update(dict.fromkeys(_runs(told), frozenset(told)) if len(told) >= LONG_LEAD else {})
    found = set()
    for number in inside:
        told = fold(lines[number].text).split()
        if number in openings or len(told) < LONG_LEAD:
            continue
        other = next((by_run[run] for run in _runs(told) if run in by_run), frozenset())
        shared = len(other.intersection(told))
        if other and shared >= SAME_LEAD * max(len(other), len(set(told))):
            found.add(number)
    return found


def _opening(lines: Sequence[Line], begin: int, headed: Collection[int]) -> int:
    """The number of the first line of a post's words, below its title, kicker and name."""
    number = begin
    while number + 1 < len(lines) and (number in headed or _above_body(lines[number].text)) and number < begin + 3:
        number += 1
    return number


def _runs(told: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(told[n : n + RUN]) for n in range(len(told) - RUN + 1))


def read(text: str, lines: Sequence[Line]) -> tuple[list[PostDraft], list[Piece], int, int]:
    """Posts, pieces, the number of lines before the first post, and how many posts stand pinned above the index."""
    headed = frozenset(titles(lines))
    begin = starts(lines, headed)
    index = [number for number, line in enumerate(lines) if _index(line.text)]
    posts: list[PostDraft] = []
    pieces: list[Piece] = []
    for number, stop in zip(begin, [*begin[1:], len(lines)], strict=True):
        body = list(lines[number:stop])
        while body and _index(body[-1].text):
            line = body.pop()
            pieces.append(Piece(line.start, line.end, "kicker"))
        posts.append(_post(text, body, pieces, titled=number in headed))
    pinned = sum(number < index[0] for number in begin) if index else 0
    return posts, pieces, begin[0] if begin else len(lines), pinned


def _above_body(text: str) -> bool:
    return name_like(text) or furniture.is_kicker(text) or furniture.post_byline(text)


def _post(text: str, body: list[Line], pieces: list[Piece], *, titled: bool) -> PostDraft:
    post = PostDraft(start=body[0].start, end=body[-1].end)
    at = 0
    if titled:
        post.title = Span(body[0].start, body[0].end)
        at = 1
    while at < len(body) and _above_body(body[at].text):
        line = body[at]
        if furniture.is_kicker(line.text):
            pieces.append(Piece(line.start, line.end, "kicker"))
            post.label = post.label or furniture.label_of(line.text)  # type: ignore[assignment]
        else:
            pieces.append(Piece(line.start, line.end, "byline"))
            post.author = post.author or line.text
        at += 1
    finish(text, post, body[at:], pieces)
    return post
