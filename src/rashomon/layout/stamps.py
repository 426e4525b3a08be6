"""Posts of a live page whose stamps stand in the text: glued to a title, alone on a line, or before a headline."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from rashomon.language.clock import Stamp, day_line, moment, scan
from rashomon.layout import dates, furniture
from rashomon.layout.blocks import Reader
from rashomon.layout.draft import PostDraft
from rashomon.layout.lines import Line, Piece, bullet, ends_sentence, fold, name_like, numbered, title_like
from rashomon.lexicon import phrases
from rashomon.model.document import EVIDENCE_ROLES, Label, Problem, Role
from rashomon.model.span import Span

_GLUED = re.compile(r"(?:published|posted|updated)(?:\s(?:at|on))?:?\s(?=\d)", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:first\s)?(?:published|posted)(?:\s(?:at|on))?:?\s*(?=[\dA-Z])", re.IGNORECASE)
_AFTER = re.compile(r"\s*[-–—:|·•]\s*(?=\S)|(?=[A-Z\"“‘'])")
_TRAILING = re.compile(r"\s[|·•–—-]\s(?=\d)")
_ALL_TIMES = re.compile(r"\(?all times(?: are| given| shown)?(?: in)?:? (?=[A-Z])", re.IGNORECASE)
_BARE = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?=\s?[:–—-])")
Form = Literal["glued", "alone", "before"]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The line that carries a post's stamp. `first` is the first line of the post, a kicker above it included."""

    line: int
    first: int
    stamp: Stamp
    form: Form
    title: Span | None = None


class Found(msgspec.Struct, kw_only=True):
    """What a stamped page holds: posts, pieces of their lines, and the number of lines before the first post."""

    posts: list[PostDraft]
    pieces: list[Piece]
    lead: int
    day: date | None = None
    problems: list[Problem] = msgspec.field(default_factory=list)


def heads(lines: Sequence[Line]) -> list[Head]:
    """The stamped heads among the lines; fewer than two make no live page, unless a format says that it is one."""
    out: list[Head] = []
    zone = _stated_zone(lines)
    for number, line in enumerate(lines):
        head = _glued(line, number, lines) or _alone(line, number, zone)
        if head and zone and head.stamp.zone is None and head.stamp.ago is None:
            head = msgspec.structs.replace(head, stamp=msgspec.structs.replace(head.stamp, zone=zone))
        if head and out and out[-1].line == number - 1 and _same_time(out[-1], head):
            out[-1] = _merged(out[-1], head)
        elif head:
            out.append(head)
    return out


def _same_time(above: Head, below: Head) -> bool:
    """Whether two neighbouring lines stamp one post: `12m ago` above `(18:20 GMT)`, or one time twice."""
    if below.form != "alone" or above.stamp.minutes is None:
        return below.form == "alone" and below.stamp.minutes is not None
    return above.stamp.minutes == below.stamp.minutes


def _merged(above: Head, below: Head) -> Head:
    stamp = msgspec.structs.replace(below.stamp, start=above.stamp.start)
    if above.stamp.minutes is not None:
        stamp = above.stamp
    return msgspec.structs.replace(above, stamp=stamp)


def _shift(stamp: Stamp, by: int) -> Stamp:
    return msgspec.structs.replace(stamp, start=stamp.start + by, end=stamp.end + by)


def _glued(line: Line, number: int, lines: Sequence[Line]) -> Head | None:
    found = _last(_GLUED, line.text, 200) or _last(_TRAILING, line.text, 80)
    if found is None:
        return None
    mark, at = found
    stamp = scan(line.text, at)
    if not stamp or line.text[stamp.end :].strip(" ."):
        return None
    start = numbered(line.text)
    if not line.text[start:mark].strip():
        return None
    first = number
    while first and number - first < 2 and _kicker_above(lines[first - 1]):
        first -= 1
    return Head(
        line=number,
        first=first,
        stamp=_shift(stamp, line.start),
        form="glued",
        title=Span(line.start + start, line.start + len(line.text[:mark].rstrip())),
    )


def _last(pattern: re.Pattern[str], text: str, reach: int) -> tuple[int, int] | None:
    """Where the pattern's last match begins and ends within the last `reach` characters, or None."""
    base = max(0, len(text) - reach)
    found = list(pattern.finditer(text[base:]))
    return (found[-1].start() + base, found[-1].end() + base) if found else None


def _kicker_above(line: Line) -> bool:
    text = line.text[numbered(line.text) :]
    return furniture.is_kicker(text) and fold(text).strip(" :") not in _heads_of_lists()


def _heads_of_lists() -> frozenset[str]:
    return frozenset(phrases("layout", "summary.heads")) | frozenset(phrases("layout", "summary.index"))


def _stated_zone(lines: Sequence[Line]) -> str | None:
    """The zone of a line such as "All times in GMT" near the top, in which all stamps without a zone are meant."""
    for line in lines[:30]:
        told = _ALL_TIMES.search(line.text[:120])
        if told and (stamp := scan(f"00:00 {line.text[told.end() :][:60]}")) and stamp.zone:
            return stamp.zone
    return None


def _bare(text: str, zone: str | None) -> Stamp | None:
    """`1207: ...` where the page states the zone of all its times; else four digits may be anything."""
    found = _BARE.match(text) if zone else None
    return scan(f"{found[0][:2]}:{found[0][2:]}") if found else None


def _alone(line: Line, number: int, zone: str | None = None) -> Head | None:
    published = _PUBLISHED.match(line.text)
    at = published.end() if published else int(line.text[0] in "([")
    stamp = scan(line.text, at)
    if not stamp and not at and (stamp := _bare(line.text, zone)):
        stamp = msgspec.structs.replace(stamp, end=4)
    if not stamp:
        return None
    rest = line.text[stamp.end :]
    if not rest.strip(" .)]"):
        return Head(line=number, first=number, stamp=_shift(stamp, line.start), form="alone")
    after = _AFTER.match(rest)
    if not after or published or len(rest) < 8 or (stamp.ago is not None and not rest[0].isspace()):
        return None
    begin = line.start + stamp.end + after.end()
    return Head(line=number, first=number, stamp=_shift(stamp, line.start), form="before", title=Span(begin, line.end))


def is_live(found: Sequence[Head], lines: Sequence[Line], *, said: bool) -> bool:
    """Whether the stamps make a live page: two or more, or one where the format or the address says that it is live."""
    if not found:
        return False
    tails = [number for number, line in enumerate(lines) if furniture.tail_head(line.text)]
    inside = [head for head in found if not tails or head.line < tails[0] or any(h.line < tails[0] for h in found)]
    return len(inside) >= 2 or (said and bool(inside))


def read(text: str, lines: Sequence[Line], found: Sequence[Head], context: dates.Context) -> Found:
    """The posts under the stamped heads, dated, with the pieces of their lines."""
    result = Found(posts=[], pieces=[], lead=found[0].first)
    stops = [head.first for head in found[1:]] + [len(lines)]
    for head, stop in zip(found, stops, strict=True):
        body = list(lines[head.first : stop])
        while len(body) > 1 and day_line(body[-1].text):
            line = body.pop()
            result.pieces.append(Piece(line.start, line.end, "kicker"))
        result.posts.append(_post(text, head, body, result.pieces, last=stop == len(lines)))
    _date(lines, found, result, context)
    return result


def _post(text: str, head: Head, body: list[Line], pieces: list[Piece], *, last: bool) -> PostDraft:
    post = PostDraft(start=body[0].start, end=body[-1].end, title=head.title, basis="visible-text")
    at = head.line - head.first + 1
    for line in body[: at - 1]:
        pieces.append(Piece(line.start, line.end, "kicker"))
        post.label = post.label or _label(line.text[numbered(line.text) :])
    line = body[at - 1]
    if head.form == "glued" and head.title:
        pieces += [Piece(line.start, head.title.start, "kicker"), Piece(head.title.end, line.end, "kicker")]
    else:
        pieces.append(Piece(line.start, head.title.start if head.title else line.end, "kicker"))
    rest = body[at:]
    rest = _opening(rest, post, pieces)
    if head.form == "before" and head.title and not title_like(head.title.of(text)):
        # The words beside the stamp are the post itself.
        rest = [Line(head.title.start, head.title.end, head.title.of(text), False), *rest]
        post.title = None
    finish(text, post, rest, pieces, last=last)
    return post


def _label(text: str) -> Label | None:
    return furniture.label_of(text)  # type: ignore[return-value]


def _opening(rest: list[Line], post: PostDraft, pieces: list[Piece]) -> list[Line]:
    """Takes kickers, a title on its own line and a byline off the top of a post."""
    at = 0
    while at < len(rest) and at < 5:
        line = rest[at]
        following = rest[at + 1] if at + 1 < len(rest) else None
        if furniture.is_kicker(line.text) or furniture.stamp_alone(line.text):
            pieces.append(Piece(line.start, line.end, "kicker"))
            post.label = post.label or _label(line.text)
        elif post.author is None and name_like(line.text) and following and furniture.post_byline(following.text):
            pieces += [Piece(line.start, line.end, "byline"), Piece(following.start, following.end, "byline")]
            post.author = line.text
            at += 1
        elif post.author is None and furniture.byline(line.text):
            pieces.append(Piece(line.start, line.end, "byline"))
            post.author = re.sub(r"^(?:by|from)\s+", "", line.text, flags=re.IGNORECASE)
        elif post.author is None and following and len(line.text.split()) <= 4 and name_like(line.text):
            pieces.append(Piece(line.start, line.end, "byline"))
            post.author = line.text
        elif post.title is None and following and _may_title(line.text):
            post.title = Span(line.start, line.end)
        else:
            break
        at += 1
    return rest[at:]


def _may_title(text: str) -> bool:
    return title_like(text) and furniture.caption_role(text) is None


def _link(lines: Sequence[Line]) -> bool:
    """Whether a page's very last line is a link: a title without a stop, below sentences."""
    text = lines[-1].text
    return (
        len(lines) > 1
        and len(text.split()) >= 4
        and title_like(text)
        and not ends_sentence(text)
        and not bullet(text)
        and not furniture.caption_role(text)
        and not furniture.glued_credit(text)
        and not lines[-2].text.endswith((":", ","))
    )


def finish(text: str, post: PostDraft, rest: Sequence[Line], pieces: list[Piece], *, last: bool = False) -> None:
    """Reads a post's remaining lines, sets its label, and takes links to other pieces off its end.

    `last`: the post is the last on the page, where links to other stories hang below it.
    """
    lines = list(rest)
    while lines and (furniture.other_story(lines[-1].text) or (last and _link(lines))):
        pieces.append(Piece(lines[-1].start, lines[-1].end, "boilerplate"))
        lines.pop()
        post.end = lines[-1].end if lines else (post.title.end if post.title else post.end)
    read_pieces = Reader(lines, post=True).read()
    title = post.title.of(text) if post.title else ""
    post.label = post.label or label_from_title(title)
    if post.label == "recap":
        read_pieces = [
            Piece(piece.start, piece.end, "recap") if piece.role in EVIDENCE_ROLES else piece for piece in read_pieces
        ]
    evidence = [piece for piece in read_pieces if piece.role in EVIDENCE_ROLES | {"recap"}]
    if not evidence and any(piece.role == "housekeeping" for piece in read_pieces):
        post.label = post.label or "housekeeping"
    if post.title:
        role: Role = "housekeeping" if post.label == "housekeeping" and furniture.housekeeping(title) else "heading"
        pieces.append(Piece(post.title.start, post.title.end, "recap" if post.label == "recap" else role))
    pieces += read_pieces


def label_from_title(title: str) -> Label | None:
    """The label that a post's own title states: `Breaking: ...`, `What we know so far`."""
    low = fold(title)
    lead = low.split(":", 1)[0]
    if ":" in low and (label := _label(lead)):
        return label
    if len(low.split()) > 12:
        return None
    recap = phrases("layout", "labels.recap")
    return "recap" if any(low.startswith(phrase) or (" " in phrase and phrase in low) for phrase in recap) else None


def _date(lines: Sequence[Line], found: Sequence[Head], result: Found, context: dates.Context) -> None:
    own, basis = dates.page_day(context)
    above: list[date | None] = []
    inferred: set[str] = set()
    current: date | None = None
    at = 0
    for head in found:
        for line in lines[at : head.line]:
            parts = day_line(line.text)
            if parts:
                current, why = dates.complete(*parts, context)
                inferred |= {why} if why else set()
        at = head.line
        above.append(current)
    given: list[date | None] = []
    for head in found:
        day, why = _stated(head.stamp, own, context)
        inferred |= {why} if why else set()
        given.append(day)
    stamps = [head.stamp for head in found]
    start = own if basis else context.near
    days = dates.settle_days(stamps, above, given, start)
    settled, problems = dates.settle(stamps, days, context)
    for post, dated in zip(result.posts, settled, strict=True):
        post.published, post.precision = dated.published, dated.precision
        post.basis = "visible-text"
    known = sorted(day for day in days if day)
    result.day = known[0] if known else None
    result.problems = problems
    for why in sorted(inferred):
        message = f"the stamps name no year; {result.day.year if result.day else 'it'} was inferred from {why}"
        result.problems.append(
            Problem(
                stage="layout", code="year-inferred", message=message, document=context.document.id,
                start=stamps[0].start, end=stamps[0].end,
            )
        )  # fmt: skip
    updates(lines, found, result, context, days)


def _stated(stamp: Stamp, own: date | None, context: dates.Context) -> tuple[date | None, str | None]:
    if stamp.month and stamp.day:
        return dates.complete(stamp.year, stamp.month, stamp.day, context)
    if stamp.nearby and own:
        return (own if stamp.nearby == "today" else own - timedelta(days=1)), None
    return None, None


def updates(
    lines: Sequence[Line], found: Sequence[Head], result: Found, context: dates.Context, days: Sequence[date | None]
) -> None:
    """Reads `Updated at 17.05 BST` below a post as the time of its last change."""
    stops = [head.first for head in found[1:]] + [len(lines)]
    for head, stop, post, day in zip(found, stops, result.posts, days, strict=True):
        for line in lines[head.line + 1 : stop]:
            stamp = furniture.update_stamp(line.text)
            if stamp is None or stamp.minutes is None:
                continue
            zone = dates.zone_of(stamp, context, head.stamp.zone)
            if day and zone:
                post.modified = moment(stamp, day, zone)
