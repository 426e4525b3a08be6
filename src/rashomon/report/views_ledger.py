"""Ledger: who demanded, offered, agreed and refused what, as a board of parties by acts."""

import msgspec

from rashomon.model.record import Move
from rashomon.report import words
from rashomon.report.desk import Desk, Ref, anchor
from rashomon.report.limits import MOVES


class MoveView(msgspec.Struct, frozen=True, kw_only=True):
    """One move."""

    content: str
    toward: str
    condition: str
    status: str
    plover: str
    refs: tuple[Ref, ...]
    letters: str
    speakers: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """The moves of one kind by one party."""

    name: str
    moves: tuple[MoveView, ...]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One party: the counts of its row, and its moves by act."""

    name: str
    anchor: str
    counts: tuple[str, ...]
    """One for each column, empty where it made no such move."""
    acts: tuple[Act, ...]
    count: str


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The board; `acts` are the columns that occur."""

    acts: tuple[str, ...]
    parties: tuple[Party, ...]
    left_out: int


def ledger(desk: Desk) -> Ledger:
    """Parties with most moves first."""
    moves = desk.record.ledger[:MOVES]
    acts = [act for act in words.ACT if any(move.act == act for move in moves)]
    by_party: dict[str, list[Move]] = {}
    for move in moves:
        by_party.setdefault(move.party, []).append(move)
    ordered = sorted(by_party.items(), key=lambda item: (-len(item[1]), item[0].casefold(), item[0]))
    return Ledger(
        acts=tuple(words.ACT[act] for act in acts),
        parties=tuple(_party(desk, name, mine, acts) for name, mine in ordered),
        left_out=len(desk.record.ledger) - len(moves),
    )


def _party(desk: Desk, name: str, mine: list[Move], acts: list[str]) -> Party:
    place = anchor("l", name)
    counts = [sum(move.act == act for move in mine) for act in acts]
    return Party(
        name=words.capital(name),
        anchor=place,
        counts=tuple(f"{count:,}" if count else "" for count in counts),
        acts=tuple(
            Act(
                name=words.ACT[act],
                moves=tuple(_move(desk, move) for move in mine if move.act == act),
            )
            for act, count in zip(acts, counts, strict=True)
            if count
        ),
        count=words.counted(len(mine), "move"),
    )


def _move(desk: Desk, move: Move) -> MoveView:
    refs = desk.refs(move.statements)
    statements = [desk.statement[s] for s in move.statements if s in desk.statement]
    return MoveView(
        content=words.shortened(move.content, 260),
        toward=move.toward or "",
        condition=words.shortened(move.condition or "", 200),
        status=move.status,
        plover=move.plover,
        refs=refs,
        letters=" ".join(dict.fromkeys(ref.letter for ref in refs)),
        speakers=" ".join(dict.fromkeys(desk.voice(s).key for s in statements if s.source)),
    )
