"""Large invented records: many accounts of many statements, for tests and benchmarks of pages."""

from datetime import UTC, datetime, timedelta

import msgspec

from rashomon.model.analysis import Passage, Source, Statement
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
    Variant,
)
from rashomon.model.record import Source as Account
from rashomon.model.span import Place, Span

START = datetime(2031, 3, 4, 6, tzinfo=UTC)


def busy(record: Record) -> Record:
    """The same with much of everything: divergences of many sides, moves, people."""
    by_claim = [claim for claim in record.claims if len(claim.statements) > 1]
    spans = {s.id: Place(s.document, s.content[0].start, s.content[0].end) for s in record.statements}
    divergences = tuple(
        Divergence(
            id=f"v{number}", kind="number", verdict=("contradiction", "possible", "compatible")[number % 3],
            claims=(claim.id,), why=f"One account gives one number, another gives another, of berth {number}.",
            sides=tuple(Side(label=f"{cut} days", spans=tuple(spans[s] for s in half), statements=half)
                        for cut, half in enumerate((claim.statements[::2], claim.statements[1::2]))),
        )
        for number in range(400) for claim in [by_claim[number % len(by_claim)]]
    )  # fmt: skip
    moves = tuple(
        Move(party=f"party {n % 12}", act=("demand", "offer", "reject")[n % 3], content=record.claims[n].text,
             toward=None, status="open", statements=record.claims[n].statements, plover="REQUEST")
        for n in range(500)
    )  # fmt: skip
    names = tuple(
        Entity(
            id=f"e{n}", kind="person" if n % 2 else "place", name=f"Person {n}", party="the board", mentions=(),
            variants=tuple(Variant(f"P. {n} {v}", {d.id: 2 for d in record.documents[::3]}) for v in range(3)),
            roles=tuple(Role(f"role {v} of {n}", tuple(d.id for d in record.documents[::4])) for v in range(3)),
        )
        for n in range(600)
    )  # fmt: skip
    return msgspec.structs.replace(record, divergences=divergences, ledger=moves, entities=names)


def many(accounts: int, each: int) -> Record:
    """Accounts of `each` statements; two thirds of them are told by one account only, the rest by up to all."""
    documents, passages, statements, claims, omissions = [], [], [], [], []
    members: dict[int, list[Statement]] = {}
    for a in range(accounts):
        lines = [
            f"The harbour board said on Tuesday that berth {a if s % 3 else 0}-{s} would be closed for {s + 1} days "
            f"while divers look for the lost anchor chain number {s}."
            for s in range(each)
        ]
        key, at = f"d{a:03}", 0
        for s, line in enumerate(lines):
            passages.append(Passage(id=f"p{a}-{s}", document=key, start=at, end=at + len(line), role="body"))
            statement = Statement(
                id=f"s{a:03}x{s:03}", document=key, content=(Span(at + 36, at + len(line) - 1),), form="indirect",
                stance="asserted", cue=(Span(18, 22),), published=START + timedelta(minutes=s), text=line[36:-1],
                source=Source(spans=(Span(at, at + 17),), entity=None, description="the harbour board", named=True),
                sentence=Span(at, at + len(line)),
            )  # fmt: skip
            statements.append(statement)
            members.setdefault(s if s % 3 == 0 else 1000 + a * each + s, []).append(statement)
            at += len(line) + 2
        documents.append(
            Account(
                id=key, path=f"story/{key}.txt", url=None, outlet=f"The Harbour Paper {a}", outlet_basis=None,
                title=f"Berths to close, says board {a}", author=None, kind="article", published=START, modified=None,
                published_as_given=None, language="en", timezone=None, partial=False, sha256="0" * 64, format="plain",
                text="\n\n".join(lines),
            )
        )  # fmt: skip
    for number, told in members.items():
        held = tuple(s.id for s in told)
        claims.append(
            Claim(
                id=f"c{number:05}", text=told[0].text, statements=held, documents=tuple(s.document for s in told),
                origins=tuple(Origin(label=s.document, named=True, statements=(s.id,), why="alone") for s in told),
                origin_bounds=(1, len(told)), standing="several origins" if len(told) > 1 else "one outlet",
            )
        )  # fmt: skip
        if len(told) == 1 and number % 2:
            omissions += [
                Omission(claim=f"c{number:05}", document=d.id, reason="absent", why="published later")
                for d in documents[:10]
                if d.id != told[0].document
            ]
    return Record(
        documents=tuple(documents), passages=tuple(passages), statements=tuple(statements), claims=tuple(claims),
        omissions=tuple(omissions),
        timeline=tuple(
            Moment(start=s.published, end=s.published, precision="minute", text=s.text, statements=(s.id,), kind="said")
            for s in statements
        ),
        summary=tuple(Line(text=c.text, statements=c.statements, section="agreed", standing=c.standing)
                      for c in claims[:24]),
    )  # fmt: skip
