"""A small invented record, made by hand, that agrees with itself; tests of the store, exports and commands read it."""

from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from rashomon.model.analysis import Analysis, Mention, Passage, Post, Source, Statement
from rashomon.model.document import Document, Problem
from rashomon.model.record import (
    Claim,
    Divergence,
    Entity,
    Line,
    Moment,
    Move,
    Omission,
    Origin,
    Record,
    Role,
    Side,
    Tie,
    Variant,
)
from rashomon.model.record import Source as Account
from rashomon.model.span import Place, Span, joined

NOON = datetime(2031, 6, 3, 12, tzinfo=UTC)
TEXTS = {
    "north.txt": "Ferry deal reached\nIlma Dorvik said 40 ferries would sail on Monday.\n",
    "harbour.html": "=Ferry deal* | [reached]\nThirty ferries will sail, Dorvik said.\nThe union refused.",
}


def document(name: str) -> Document:
    """The document of one of the two texts."""
    text = TEXTS[name]
    return Document(
        id=f"d-{name.split('.', maxsplit=1)[0]}",
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        format="plain" if name.endswith("txt") else "html",
        path=name,
        url=None if name.endswith("txt") else "https://harbour.example/a|b?x={1}&y=é",
        outlet=None if name.endswith("txt") else "Harbour & Co <News>",
        title=text.splitlines()[0],
        author="A. Writer" if name.endswith("txt") else None,
        published=NOON,
        language="en",
        timezone="Europe/Vilnius",
    )


def find(name: str, words: str) -> Span:
    """Where `words` stand in a text."""
    start = TEXTS[name].index(words)
    return Span(start, start + len(words))


def said(id_: str, name: str, words: str, who: str | None = "e-dorvik", **more: object) -> Statement:
    """A statement of `words`, by Dorvik unless told otherwise."""
    spans = (find(name, words),)
    source = None
    if who:
        source = Source(spans=(find(name, "Dorvik"),), entity=who, description="Ilma Dorvik", named=True)
    return Statement(
        id=id_,
        document=document(name).id,
        content=spans,
        form="indirect" if who else "narrated",
        stance="asserted",
        cue=(find(name, "said"),) if who else None,
        source=source,
        published=NOON,
        text=joined(spans, TEXTS[name]),
        sentence=spans[0],
        **more,
    )


STATEMENTS = (
    said("s-1", "north.txt", "40 ferries would sail on Monday"),
    said("s-2", "harbour.html", "Thirty ferries will sail"),
    said("s-3", "harbour.html", "The union refused", None),
)


def passages(name: str) -> tuple[Passage, ...]:
    """One passage a line; the first is the headline."""
    made, at = [], 0
    for number, line in enumerate(TEXTS[name].splitlines(keepends=True)):
        role = "body" if number else "headline"
        id_ = f"p-{name}-{number}"
        made.append(Passage(id=id_, document=document(name).id, start=at, end=at + len(line.rstrip()), role=role))
        at += len(line)
    return tuple(made)


def mentions(name: str) -> tuple[Mention, ...]:
    """The one mention of Dorvik in a text."""
    span = find(name, "Dorvik")
    return (
        Mention(
            document=document(name).id, start=span.start, end=span.end, kind="person", who="dorvik", name="Ilma Dorvik"
        ),
    )


def analysis(name: str) -> Analysis:
    """What one of the two documents says."""
    held = document(name)
    return Analysis(
        document=held,
        passages=passages(name),
        mentions=mentions(name),
        statements=tuple(s for s in STATEMENTS if s.document == held.id),
    )


def record() -> Record:
    """The record of both documents, with at least one item in every list."""
    north, harbour = (document(name) for name in TEXTS)
    ferries = {n: find(n, w) for n, w in (("north.txt", "40 ferries"), ("harbour.html", "Thirty ferries"))}
    whole = Span(0, len(TEXTS["harbour.html"]))
    places = {name: Place(document(name).id, span.start, span.end) for name, span in ferries.items()}
    return Record(
        documents=tuple(map(Account.from_document, (harbour, north))),
        passages=passages("harbour.html") + passages("north.txt"),
        posts=(Post(id="o-1", document=harbour.id, start=0, end=whole.end, title="Deal", published=NOON, label=None),),
        mentions=mentions("harbour.html") + mentions("north.txt"),
        entities=(
            Entity(
                id="e-dorvik",
                kind="person",
                name="Ilma Dorvik",
                variants=(Variant("Dorvik", {harbour.id: 1, north.id: 1}),),
                roles=(Role("harbour minister", (north.id,)),),
                party="Sorvia",
                mentions=tuple(Place(m.document, m.start, m.end) for n in TEXTS for m in mentions(n)),
            ),
        ),
        statements=STATEMENTS,
        claims=(
            Claim(
                id="c-1",
                text=STATEMENTS[0].text,
                statements=("s-1", "s-2"),
                documents=(harbour.id, north.id),
                origins=(Origin(label="Ilma Dorvik", named=True, statements=("s-1", "s-2"), why="one speaker"),),
                origin_bounds=(1, 1),
                standing="disputed",
                links=(Tie(a="s-1", b="s-2", probability=0.9, why="same verb"),),
            ),
            Claim(
                id="c-2",
                text=STATEMENTS[2].text,
                statements=("s-3",),
                documents=(harbour.id,),
                origins=(Origin(label="Harbour", named=True, statements=("s-3",), why="its own words"),),
                origin_bounds=(1, 2),
                standing="one outlet",
            ),
        ),
        divergences=(
            Divergence(
                id="v-1",
                kind="number",
                verdict="contradiction",
                sides=(
                    Side(label="40", spans=(places["north.txt"],), statements=("s-1",)),
                    Side(label="30", spans=(places["harbour.html"],), statements=("s-2",)),
                ),
                claims=("c-1",),
                why="40 ferries against thirty",
            ),
        ),
        omissions=(Omission(claim="c-2", document=north.id, reason="absent", why="published later"),),
        timeline=(
            Moment(start=NOON, end=NOON, precision="minute", text="A <deal>", statements=("s-1",), kind="said"),
            Moment(
                start=NOON,
                end=NOON.replace(hour=23),
                precision="day",
                text="Sailing",
                statements=("s-2",),
                kind="happened",
            ),
        ),
        ledger=(
            Move(
                party="the union",
                act="reject",
                content="The union refused",
                toward=None,
                status="open",
                statements=("s-3",),
                plover="REJECT",
            ),
        ),
        summary=(Line(text="Ferries will sail.", statements=("s-1",), section="disputed", standing="disputed"),),
        problems=(Problem(stage="read", code="date-without-zone", message="a <b> & c", document=north.id),),
    )


def changed(held: Record, list_: str, number: int, /, **fields: object) -> Record:
    """The record with fields of one item of one list replaced."""
    items = list(getattr(held, list_))
    items[number] = msgspec.structs.replace(items[number], **fields)
    return msgspec.structs.replace(held, **{list_: tuple(items)})
