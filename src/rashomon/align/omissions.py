"""What an account leaves out, against a stated denominator: only claims that it could have had and had room for.

A claim counts when at least two other outlets carry it, and an outlet of several pieces is asked for none that another
piece of it tells. "Too early" when the account was published before the claim
was; "partial text" when only a part of the account was given. Both are said, not charged (ECOSYSTEM.md 2.1).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from rashomon.align.said import Said
from rashomon.language import alone
from rashomon.model.analysis import Analysis
from rashomon.model.record import Claim, Omission, OmissionReason, Source

CARRIERS, PART = 2, 1 / 3
"""Outlets that must carry a claim before its absence elsewhere is worth telling, and their share of those asked."""
LATER = timedelta(days=30)
"""An account so long after the last that carries a claim tells of another day, and need not tell it again."""
NEARLY = 0.45
"""Mean cosine to some statement of the account from which it may well say the same in other words."""
CLOSE = 0.62
"""The same for the nearest of the claim's statements. Both set by hand checks of the demo and development events."""
WORDS = 0.6
"""Share of a claim's words that one statement of the account may hold before it may say the same."""
WINDOW = 2
"""Statements in a row that together may say what a claim says in one."""
MEMBERS = 12
"""Statements of a claim that are looked for in other words; a claim of a hundred copies needs no more."""
ENQUIRY = re.compile(
    r"\b(?:respond|repl(?:y|ied)|return|reach|declin|refus)\w*\b.{0,60}?"
    r"\b(?:comments?|requests?|calls?|messages?|e-?mails?|[ie]nquir\w+)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What an outlet tells of its own asking ("did not respond to a request for comment"): no other need carry it."""
BRIEF = 100
SHARE = 1 / 3
"""An account of fewer words than BRIEF, and than this share of the middle one's, has room for the news alone: a caption
or a brief leaves out nothing."""
LEAST = 4
"""Content words that a claim of weight has."""


def omissions(
    analyses: Sequence[Analysis], claims: Sequence[Claim], said: Said, events: Sequence[Sequence[str]] = ()
) -> tuple[Omission, ...]:
    """Claims of weight that several documents carry and another does not, with the reason, by claim and document.

    `events` are groups of documents that have nothing in common: nobody is asked for what belongs to another group.
    """
    event = {document: number for number, group in enumerate(events) for document in group}
    rows: dict[str, list[int]] = {a.document.id: [] for a in analyses}
    for i, statement in enumerate(said.statements):
        rows[statement.document].append(i)
    readable = _with_room([a for a in analyses if rows[a.document.id]])
    houses = {a.document.id: Source.from_document(a.document).house for a in analyses}
    told = {document: _told(said, places) for document, places in rows.items()}
    texts = {a.document.id: a.document.text for a in analyses}
    out = []
    for claim in claims:
        own = {event[d] for d in claim.documents if d in event}
        asked = [a for a in readable if not own or event.get(a.document.id) in {None, *own}]
        carriers = {houses[d] for d in claim.documents}
        if (
            len(carriers) < max(CARRIERS, PART * len({houses[a.document.id] for a in asked}))
            or len(asked) <= CARRIERS
            or not _of_weight(claim, said, texts)
        ):
            continue
        members = [said.index[s] for s in claim.statements]
        near = said.vectors[members] @ said.vectors.T
        close = (near.max(axis=0) >= CLOSE) | (near.mean(axis=0) >= NEARLY)
        wanted = [words for i in members[:MEMBERS] if len(words := frozenset(said.facts[i].lemmas)) >= LEAST]
        last_out = max((t for i in members if (t := said.statements[i].published) is not None), default=None)
        first_out = min((t for i in members if (t := said.statements[i].published) is not None), default=None)
        for analysis in asked:
            document = analysis.document.id
            if houses[document] in carriers or bool(close[told[document].rows].any()) or _says(wanted, told[document]):
                continue
            day = analysis.document.published
            if last_out is not None and day is not None and day > last_out + LATER:
                continue
            reason = _reason(analysis, first_out)
            if reason is not None:
                out.append(Omission(claim=claim.id, document=analysis.document.id, reason=reason,
                                    why=_why(analysis, claim, reason, len(asked))))  # fmt: skip
    return tuple(out)


def _with_room(readable: Sequence[Analysis]) -> list[Analysis]:
    """The accounts without captions and briefs."""
    words = {a.document.id: len(a.document.text.split()) for a in readable}
    middle = sorted(words.values())[len(words) // 2] if words else 0
    return [a for a in readable if words[a.document.id] >= min(BRIEF, SHARE * middle)]


def _of_weight(claim: Claim, said: Said, texts: Mapping[str, str]) -> bool:
    """Whether two documents carry the claim as a full clause of several words, and not as background in passing."""
    carried = set()
    for key in claim.statements:
        i = said.index[key]
        statement, facts = said.statements[i], said.facts[i]
        if ENQUIRY.search(statement.text):
            return False
        whole = alone.cost(statement.text, facts, pieces=len(statement.content)) < alone.FULL
        whole = whole and not (statement.source is None and alone.only_said(statement.text, facts))
        whole = whole and not alone.cut(
            texts[statement.document], statement.content[0].start, statement.content[-1].end, facts
        )
        if whole and len(set(facts.lemmas)) >= LEAST:
            carried.add(statement.document)
    return len(carried) >= CARRIERS


class _Told(msgspec.Struct, frozen=True):
    """What an account tells: its statements, the words of each WINDOW of them in a row, and of all."""

    rows: list[int]
    windows: tuple[frozenset[str], ...]
    words: frozenset[str]


def _told(said: Said, rows: Sequence[int]) -> _Told:
    each = [frozenset(said.facts[i].lemmas) for i in rows]
    windows = tuple(frozenset[str]().union(*each[k : k + WINDOW]) for k in range(len(each)))
    return _Told(list(rows), windows, frozenset().union(*each))


def _says(wanted: Sequence[frozenset[str]], told: _Told) -> bool:
    """Whether the account holds most words of a claim's statement in one or two of its own."""
    for words in wanted:
        least = WORDS * len(words)
        if len(words & told.words) < least:
            continue
        for window in told.windows:
            if len(words & window) >= least:
                return True
    return False


def _reason(analysis: Analysis, first_out: datetime | None) -> OmissionReason | None:
    if analysis.document.partial:
        return "partial text"
    last = _last_words(analysis)
    if last is not None and first_out is not None and last < first_out:
        return "too early"
    return "absent"


def _last_words(analysis: Analysis) -> datetime | None:
    """When the account was last added to, as far as is known."""
    times = [t for p in analysis.posts for t in (p.modified, p.published) if t is not None]
    times += [t for t in (analysis.document.modified, analysis.document.published) if t is not None]
    return max(times, default=None)


def _why(analysis: Analysis, claim: Claim, reason: OmissionReason, readable: int) -> str:
    label = Source.from_document(analysis.document).label
    count = f"{len(claim.documents)} of {readable} accounts carry it"
    if reason == "too early":
        return f"{count}; {label} was last written before any of them had it."
    if reason == "partial text":
        return f"{count}; only a part of {label}'s text was given, so nothing follows from its absence."
    timed = _last_words(analysis) is not None
    return f"{count}; {label} does not" + ("." if timed else ", and when it was written is not known.")
