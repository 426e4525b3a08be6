"""What a person corrects: a line of `corrections.jsonl`, and how the record tells what became of it.

A correction is anchored to words, not to ids, so that it finds its place again when the accounts around it change.
"""

from datetime import datetime
from typing import Literal

import msgspec

CorrectionKind = Literal["same", "not-same", "speaker", "chain", "time", "hide", "note", "undo"]

STATEMENTS: dict[CorrectionKind, int] = {
    "same": 2, "not-same": 2, "speaker": 1, "chain": 1, "time": 1, "hide": 1, "note": 1, "undo": 0,
}  # fmt: skip
"""How many statements each kind is about; `undo` names an earlier line instead."""


VALUED: frozenset[CorrectionKind] = frozenset({"speaker", "chain", "time", "note", "undo"})
"""Kinds that say something besides which statements they are about."""
NO_RELAY = "none"
"""As the value of `chain`: the outlet has it from the source itself."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A statement by its words: those of its content, up to 32 characters before and after, and the account's name.

    The parts are those of a TextQuoteSelector (W3C Web Annotation, section 4.2.4).
    """

    account: str
    exact: tuple[str, ...]
    prefix: str
    suffix: str


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One line.

    `value` is the speaker's name, the relays from the outlet to the source ("Farwire > Selk Radio", or NO_RELAY), the
    time of publication in ISO 8601 with its zone, the text of a note, or the id of the line that is undone.
    """

    id: str
    kind: CorrectionKind
    author: str
    time: datetime
    reason: str
    anchors: tuple[Anchor, ...] = ()
    value: str = ""


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """A correction in the record: the line without its anchors, the statements that it found, and why it did not apply.

    `why_not` is None for one that applied.
    """

    id: str
    kind: CorrectionKind
    author: str
    time: datetime
    reason: str
    value: str
    statements: tuple[str, ...]
    why_not: str | None = None
