"""Divergences: each point where accounts part, every side in its own words, those that cannot both hold first."""

from collections import Counter

import msgspec

from rashomon.model.analysis import Statement
from rashomon.model.record import Divergence, Side
from rashomon.model.span import Place, Span
from rashomon.report import words
from rashomon.report.desk import Account, Desk, Ref, anchor
from rashomon.report.diff import differing
from rashomon.report.limits import DIVERGENCES, FOLDED, QUOTATIONS, SIDES, WORDS_OF_ONE
from rashomon.report.told import language

_CONTEXT = 160
"""Characters shown on each side of the words at issue when no sentence is known."""


class Cut(msgspec.Struct, frozen=True):
    """A run of a quoted context: `at_issue` are the divergence's own spans, `differs` the words other sides lack."""

    text: str
    at_issue: bool = False
    differs: bool = False


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One account's words on one side."""

    account: Account
    cuts: tuple[Cut, ...]
    who: str
    when: str
    iso: str
    refs: tuple[Ref, ...]
    href: str
    lang: str


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One side: what it holds and who tells it so."""

    label: str
    words: tuple[Words, ...]
    more: tuple[Ref, ...]
    """Further places that say the same, by pointer only."""


_TITLED_BY_CLAIM = frozenset({"denial", "tense", "specificity", "attribution", "wording"})
"""Kinds whose sides say how a thing is told and not what it is, so that only the claim tells them apart."""


class DivergenceView(msgspec.Struct, frozen=True, kw_only=True):
    """One divergence."""

    anchor: str
    kind: str
    title: tuple[str, ...]
    """The claim, or each side's label."""
    verdict: str
    verdict_key: str
    why: str
    sides: tuple[SideView, ...]
    claims: tuple[tuple[str, str], ...]
    """Anchors and texts of the claims it concerns."""
    letters: str
    speakers: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The divergences of one verdict; those where both sides can hold are folded away when they are many."""

    key: str
    name: str
    views: tuple[DivergenceView, ...]
    folded: bool
    kinds: str
    """How many of each kind, in words."""


class Divergences(msgspec.Struct, frozen=True, kw_only=True):
    """By verdict, gravest first."""

    groups: tuple[Group, ...]
    left_out: int


def gravest_first(desk: Desk) -> list[Divergence]:
    """The record's divergences, those that cannot both hold first."""
    order = {verdict: at for at, verdict in enumerate(words.VERDICT_ORDER)}
    return sorted(desk.record.divergences, key=lambda d: (order.get(d.verdict, 9), -len(d.sides), d.id))


def divergences(desk: Desk) -> Divergences:
    """The record's divergences in reading order."""
    found = gravest_first(desk)
    views, room = [], QUOTATIONS
    for divergence in found[:DIVERGENCES]:
        views.append(divergence_view(desk, divergence, SIDES if room > 0 else 0))
        room -= sum(len(side.words) for side in views[-1].sides)
    by_verdict = {verdict: tuple(v for v in views if v.verdict_key == verdict) for verdict in words.VERDICT_ORDER}
    return Divergences(
        groups=tuple(_group(verdict, mine) for verdict, mine in by_verdict.items() if mine),
        left_out=len(found) - len(views),
    )


def _group(verdict: str, views: tuple[DivergenceView, ...]) -> Group:
    kinds = Counter(view.kind for view in views)
    return Group(
        key=verdict,
        name=words.VERDICT[verdict],
        views=tuple(sorted(views, key=lambda view: list(words.KIND.values()).index(view.kind))),
        folded=verdict == "compatible" and len(views) > FOLDED,
        kinds=" · ".join(f"{kind.lower()} {count}" for kind, count in kinds.most_common()) if len(kinds) > 1 else "",
    )


def title(desk: Desk, divergence: Divergence) -> tuple[str, ...]:
    """What a divergence is about: the claim that most accounts carry, or its sides where they say it themselves.

    Of a thing told as to come and as done it is the thing itself, which the claim's other statements need not tell.
    """
    claims = [desk.claim[c] for c in divergence.claims if c in desk.claim]
    if divergence.kind == "tense" and (said := [desk.words(s) for s in _of_sides(desk, divergence)]):
        return (words.shortened(said[0], 140),)
    if divergence.kind in _TITLED_BY_CLAIM and claims:
        best = max(claims, key=lambda claim: (len(claim.documents), claim.id))
        return (words.shortened(best.text, 140),)
    return tuple(words.shortened(desk.renamed(side.label), 120) for side in divergence.sides)


def divergence_view(desk: Desk, divergence: Divergence, room: int = SIDES) -> DivergenceView:
    """One divergence with at most `room` quotations on a side."""
    statements = _of_sides(desk, divergence)
    documents = {s.document for s in statements} | {p.document for side in divergence.sides for p in side.spans}
    texts = [_side_text(desk, side) for side in divergence.sides]
    sides = tuple(
        _side(desk, side, tuple(text for other, text in enumerate(texts) if other != at and text), room)
        for at, side in enumerate(divergence.sides)
    )
    return DivergenceView(
        anchor=anchor("v", divergence.id),
        kind=words.KIND.get(divergence.kind, divergence.kind),
        title=title(desk, divergence),
        verdict=words.VERDICT.get(divergence.verdict, divergence.verdict),
        verdict_key=divergence.verdict,
        why=desk.renamed(divergence.why),
        sides=sides,
        claims=tuple(
            (anchor("c", c), words.shortened(desk.claim[c].text, 120)) for c in divergence.claims if c in desk.claim
        ),
        letters=" ".join(account.letter for account in desk.accounts_of(documents)),
        speakers=" ".join(dict.fromkeys(desk.voice(s).key for s in statements if s.source)),
    )


def _of_sides(desk: Desk, divergence: Divergence) -> list[Statement]:
    return [desk.statement[s] for side in divergence.sides for s in side.statements if s in desk.statement]


def _side_text(desk: Desk, side: Side) -> str:
    found = [desk.words(desk.statement[s]) for s in side.statements if s in desk.statement]
    return max(found, key=len, default="")


def _side(desk: Desk, side: Side, others: tuple[str, ...], room: int) -> SideView:
    """The words of each statement, then of each span that lies in none of them; a few for each account, then links."""
    entries: list[Words] = []
    used: set[Place] = set()
    for key in side.statements:
        if (statement := desk.statement.get(key)) is not None:
            frame = _stretched(_frame(statement), side.spans, desk.account[statement.document])
            spans = [p for p in side.spans if p.document == statement.document and _inside(p, frame)]
            used.update(spans)
            entries.append(_words(desk, desk.account[statement.document], frame, spans, others, statement))
    for place in side.spans:
        account = desk.account.get(place.document)
        if place not in used and account is not None:
            entries.append(_place_words(desk, account, place, others))
    shown: list[Words] = []
    more: list[Ref] = []
    for entry in entries:
        if len(shown) < room and sum(w.account.id == entry.account.id for w in shown) < WORDS_OF_ONE:
            shown.append(entry)
        else:
            more += entry.refs
    return SideView(label=words.shortened(desk.renamed(side.label), 200), words=tuple(shown), more=desk.ordered(more))


def _place_words(desk: Desk, account: Account, place: Place, others: tuple[str, ...]) -> Words:
    """A span outside the side's statements: shown in its sentence, which some statement may know."""
    host = desk.host(place)
    frame = _around(account, place)
    if host is not None and host.sentence is not None and len(host.sentence) < 4 * _CONTEXT:
        frame = host.sentence
    found = _words(desk, account, frame, [place], others, None)
    if host is None:
        return found
    return msgspec.structs.replace(found, refs=desk.refs((host.id,)), href=desk.ref[host.id].anchor)


def _inside(place: Place, frame: Span) -> bool:
    return frame.start <= place.start and place.end <= frame.end


def _frame(statement: Statement) -> Span:
    """What to show of a statement: its sentence, or from its first to its last character."""
    last = max((span.end for span in statement.content), default=0)
    first = min((span.start for span in statement.content), default=0)
    if statement.sentence is not None:
        first, last = min(first, statement.sentence.start), max(last, statement.sentence.end)
    return Span(first, min(last, first + 1_200))


def _stretched(frame: Span, places: tuple[Place, ...], account: Account) -> Span:
    """`frame` made to hold the words at issue that stand beside it in the same line ("denied that ...")."""
    line = _around(account, Place(account.id, frame.start, frame.end))
    for place in places:
        if place.document == account.id and _inside(place, line):
            frame = Span(min(frame.start, place.start), max(frame.end, place.end))
    return frame


def _around(account: Account, place: Place) -> Span:
    text = account.source.text
    first = max(place.start - _CONTEXT, text.rfind("\n", 0, place.start) + 1, 0)
    end = text.find("\n", place.end)
    last = max(min(place.end + _CONTEXT, end if end >= 0 else len(text)), place.end)
    while 0 < first < place.start and not text[first - 1].isspace():
        first += 1
    while place.end < last < len(text) and not text[last].isspace():
        last -= 1
    return Span(first, last)


def _words(
    desk: Desk,
    account: Account,
    frame: Span,
    places: list[Place],
    others: tuple[str, ...],
    statement: Statement | None,
) -> Words:
    voice = desk.voice(statement) if statement and statement.source else None
    return Words(
        account=account,
        cuts=_cuts(account.source.text, frame, places, others),
        who=voice.name if voice else "own voice" if statement else "",
        when=words.stamp(statement.published) if statement and statement.published else "",
        iso=words.iso(statement.published) if statement else "",
        refs=desk.refs((statement.id,)) if statement else (),
        href=desk.ref[statement.id].anchor if statement else account.anchor,
        lang=language(account),
    )


def _cuts(text: str, frame: Span, places: list[Place], others: tuple[str, ...]) -> tuple[Cut, ...]:
    """The frame's words, the words at issue set apart, and in what is left the words that the other sides lack."""
    found: list[Cut] = []
    at = frame.start
    for place in sorted(places):
        if place.start < at:
            continue
        found += _compared(text[at : place.start], others, bool(places))
        found.append(Cut(text[place.start : place.end], at_issue=True))
        at = place.end
    found += _compared(text[at : frame.end], others, bool(places))
    return tuple(found)


def _compared(text: str, others: tuple[str, ...], has_places: bool) -> list[Cut]:
    if not text:
        return []
    if has_places or not others:
        return [Cut(text)]
    return [Cut(piece.text, differs=piece.differs) for piece in differing(text, others).pieces]
