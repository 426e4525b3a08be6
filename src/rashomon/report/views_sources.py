"""Sources: every account's text in reading order, each statement marked where it stands."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rashomon.model.analysis import Passage, Post, Statement
from rashomon.model.document import EVIDENCE_ROLES
from rashomon.model.span import Span
from rashomon.report import words
from rashomon.report.desk import Account, Desk, anchor
from rashomon.report.limits import TEXT_OF_ALL, TEXT_OF_ONE
from rashomon.report.told import language

_LABELS = {"breaking": "breaking", "analysis": "analysis", "key-event": "key event"}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """The number before a statement's words: its own anchor and a way to its claim."""

    anchor: str
    number: int
    href: str
    speaker: str


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run of a passage: `numbers` are the statements it belongs to, `part` marks a source or cue outside them."""

    text: str
    notes: tuple[Note, ...] = ()
    numbers: str = ""
    part: str = ""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One passage."""

    role: str
    runs: tuple[Run, ...]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of evidence (`role` is empty for plain body text), or a row of passages that are none."""

    role: str
    evidence: bool
    parts: tuple[Part, ...]


class PostBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A post of a live page, or the text outside posts (`is_post` false)."""

    is_post: bool
    anchor: str
    head: str
    when: str
    iso: str
    local: str
    author: str
    notes: tuple[str, ...]
    link: str | None
    blocks: tuple[Block, ...]


class SourceView(msgspec.Struct, frozen=True, kw_only=True):
    """One account's text."""

    account: Account
    title: str
    link: str | None
    file: str
    lang: str
    posts: tuple[PostBlock, ...]
    astray: tuple[Note, ...]
    """Statements whose passage is not shown."""
    cut: int


class _Stroke(msgspec.Struct, frozen=True):
    """A part of a statement within one passage: `content`, `cue` or `who`."""

    start: int
    end: int
    part: str
    statement: Statement


class _Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed to mark one account's passages."""

    desk: Desk
    text: str
    statements: tuple[Statement, ...]
    placed: set[str]


def sources(desk: Desk) -> tuple[SourceView, ...]:
    """The texts, in the order of the accounts."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for passage in desk.record.passages:
        passages[passage.document].append(passage)
    posts = {post.id: post for post in desk.record.posts}
    room = TEXT_OF_ALL // max(len(desk.accounts), 1)
    limit = min(TEXT_OF_ONE, max(room, 20_000))
    return tuple(_source(desk, account, passages[account.id], posts, limit) for account in desk.accounts)


def source(desk: Desk, account: Account, limit: int) -> SourceView:
    """One account's text, at most about `limit` characters of it."""
    passages = [passage for passage in desk.record.passages if passage.document == account.id]
    return _source(desk, account, passages, _posts(desk, account), limit)


def surroundings(desk: Desk, statement: Statement, beside: int) -> SourceView:
    """The passages in which a statement stands, and `beside` passages on either side, those of its own post only."""
    account = desk.account[statement.document]
    passages = sorted(
        (passage for passage in desk.record.passages if passage.document == account.id),
        key=lambda p: (p.start, p.end, p.id),
    )
    at = [
        number
        for number, passage in enumerate(passages)
        if any(span.start < passage.end and passage.start < span.end for span in statement.content)
    ]
    near = passages[max(min(at) - beside, 0) : max(at) + beside + 1] if at else []
    near = [passage for passage in near if statement.post is None or passage.post == statement.post]
    view = _source(desk, account, near, _posts(desk, account), TEXT_OF_ONE)
    own = desk.ref[statement.id].anchor
    return msgspec.structs.replace(view, astray=tuple(note for note in view.astray if note.anchor == own))


def _posts(desk: Desk, account: Account) -> dict[str, Post]:
    return {post.id: post for post in desk.record.posts if post.document == account.id}


def _source(desk: Desk, account: Account, passages: list[Passage], posts: dict[str, Post], limit: int) -> SourceView:
    ordered = sorted(passages, key=lambda p: (p.start, p.end, p.id))
    statements = desk.of_document.get(account.id, ())
    kept, cut = _kept(ordered, statements, limit)
    sheet = _Sheet(desk=desk, text=account.source.text, statements=statements, placed=set())
    groups: list[tuple[str | None, list[Block]]] = []
    for passage, strokes in zip(kept, _ink(sheet.statements, kept), strict=True):
        if not groups or groups[-1][0] != passage.post:
            groups.append((passage.post, []))
        _add(groups[-1][1], _part(sheet, passage, strokes), passage.role in EVIDENCE_ROLES)
    seen: set[str] = set()
    views = tuple(_post(account, posts.get(key or ""), blocks, seen) for key, blocks in groups)
    lost = tuple(_note(desk, s) for s in sheet.statements if s.id not in sheet.placed)
    return SourceView(
        account=account,
        title=words.folded(account.source.title or ""),
        link=words.web_address(account.source.url),
        file=(account.source.path or account.source.url or "").rstrip("/").rsplit("/", 1)[-1],
        lang=language(account),
        posts=views,
        astray=lost,
        cut=cut,
    )


def _kept(passages: list[Passage], statements: tuple[Statement, ...], limit: int) -> tuple[list[Passage], int]:
    """All passages while they fit; else those with statements, and how many characters were left out."""
    size = sum(p.end - p.start for p in passages)
    if size <= limit:
        return passages, 0
    starts = sorted(span.start for s in statements for span in s.content)
    kept, used, at = [], 0, 0
    for passage in passages:
        while at < len(starts) and starts[at] < passage.start:
            at += 1
        carries = at < len(starts) and starts[at] < passage.end
        if carries and used + passage.end - passage.start <= limit:
            kept.append(passage)
            used += passage.end - passage.start
    return kept, size - used


def _note(desk: Desk, statement: Statement) -> Note:
    ref = desk.ref[statement.id]
    claim = desk.claim_of.get(statement.id)
    voice = desk.voice(statement)
    return Note(
        anchor=ref.anchor,
        number=ref.number,
        href=anchor("c", claim) if claim else ref.anchor,
        speaker=voice.name if statement.source else "own voice",
    )


def _ink(statements: Sequence[Statement], passages: Sequence[Passage]) -> list[list[_Stroke]]:
    """For each passage, the parts of statements that lie in it, in order."""
    starts = [passage.start for passage in passages]
    found: list[list[_Stroke]] = [[] for _ in passages]
    for statement in statements:
        parts = [(span, "content") for span in statement.content]
        parts += [(span, "cue") for span in statement.cue or ()]
        parts += [(span, "who") for span in (statement.source.spans if statement.source else ())]
        for span, part in parts:
            at = max(bisect_right(starts, span.start) - 1, 0)
            while at < len(passages) and starts[at] < span.end:
                first, last = max(span.start, starts[at]), min(span.end, passages[at].end)
                if first < last:
                    found[at].append(_Stroke(first, last, part, statement))
                at += 1
    for strokes in found:
        strokes.sort(key=lambda stroke: (stroke.start, stroke.end, stroke.part))
    return found


def _add(blocks: list[Block], part: Part, evidence: bool) -> None:
    """A block for evidence; what is none joins the row before it, so that page furniture takes little room."""
    if not evidence and blocks and not blocks[-1].evidence:
        blocks[-1] = Block(role="", evidence=False, parts=(*blocks[-1].parts, part))
    else:
        role = part.role if evidence and part.role != "body" else ""
        blocks.append(Block(role=role, evidence=evidence, parts=(part,)))


def _part(sheet: _Sheet, passage: Passage, strokes: Sequence[_Stroke]) -> Part:
    edges = {passage.start, passage.end, *(s.start for s in strokes), *(s.end for s in strokes)}
    runs: list[Run] = []
    active: list[_Stroke] = []
    at = 0
    for first, last in pairwise(sorted(edges)):
        while at < len(strokes) and strokes[at].start <= first:
            active.append(strokes[at])
            at += 1
        active = [stroke for stroke in active if stroke.end > first]
        runs.append(_run(sheet, Span(first, last), active))
    return Part(role=passage.role, runs=tuple(runs))


def _run(sheet: _Sheet, span: Span, over: Sequence[_Stroke]) -> Run:
    notes = []
    for stroke in over:
        if stroke.part == "content" and stroke.statement.id not in sheet.placed:
            sheet.placed.add(stroke.statement.id)
            notes.append(_note(sheet.desk, stroke.statement))
    numbers = sorted({sheet.desk.ref[stroke.statement.id].number for stroke in over if stroke.part == "content"})
    return Run(
        text=span.of(sheet.text),
        notes=tuple(sorted(notes, key=lambda note: note.number)),
        numbers=" ".join(map(str, numbers)),
        part=next((stroke.part for stroke in over if stroke.part != "content"), ""),
    )


def _head(post: Post, blocks: list[Block]) -> str:
    """The post's title, unless one of its first passages begins with the same words."""
    title = words.shortened(post.title or "", 200)
    firsts = [words.folded("".join(run.text for run in part.runs)) for block in blocks[:3] for part in block.parts]
    return "" if any(first.startswith(title.rstrip("…")) for first in firsts) else title


def _post(account: Account, post: Post | None, blocks: list[Block], seen: set[str]) -> PostBlock:
    if post is None:
        return PostBlock(
            is_post=False,
            anchor="",
            head="",
            when="",
            iso="",
            local="",
            author="",
            notes=(),
            link=None,
            blocks=tuple(blocks),
        )
    again = post.id in seen
    seen.add(post.id)
    notes = [_LABELS.get(post.label, post.label)] if post.label else []
    notes += [f"time {words.plain(post.basis).lower()}"] if post.basis == "order" and post.published else []
    notes += ["repeats an earlier post"] if post.same_as else []
    return PostBlock(
        is_post=True,
        anchor="" if again else anchor("p", post.id),
        head=_head(post, blocks),
        when=words.stamp(post.published) if post.published else "time not known",
        iso=words.iso(post.published),
        local=words.local(post.published, account.source.timezone) if post.published else "",
        author=post.author or "",
        notes=tuple(notes),
        link=words.web_address(post.permalink),
        blocks=tuple(blocks),
    )
