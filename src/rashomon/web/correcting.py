"""Corrections from the app: the form about one statement, what it may say, and the weaving that follows it."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import msgspec

from rashomon import corrections
from rashomon.errors import OptionError, RashomonError, StoreError
from rashomon.model.analysis import Statement
from rashomon.model.correction import STATEMENTS, Corrected, Correction, CorrectionKind
from rashomon.report import words
from rashomon.report.desk import Desk, Ref, anchor
from rashomon.report.told import told
from rashomon.report.views_corrections import CorrectionView, corrections_of
from rashomon.store import DATABASE_NAME
from rashomon.web.ask import Ask, NotThere, Page

MOST_BYTES = 30_000
"""Of a form that is sent: two texts of the longest kind, percent-encoded, and room."""
MOST_FIELDS = 24
MATES = 40
"""Statements of the same claim that are offered as another claim."""
TRIES, PAUSE = 40, 0.25
"""Another build may hold the folder: so often, and so many seconds apart, it is asked for."""
HELD = "another build"


class Mate(msgspec.Struct, frozen=True, kw_only=True):
    """Another statement of the same claim."""

    id: str
    ref: Ref
    text: str


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says. Empty strings where nothing was given."""

    kind: str = ""
    statement: str = ""
    other: str = ""
    apart: str = ""
    speaker: str = ""
    chain: str = ""
    time: str = ""
    note: str = ""
    undo: str = ""
    author: str = ""
    reason: str = ""
    seen: str = ""
    form: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a correction: `path` leads to where it shows, `why_not` says why it does not apply."""

    correction: str
    path: str
    applied: bool
    why_not: str = ""
    meanwhile: tuple[str, ...] = ()
    """Ids of the corrections of the same statements that were made while the form was open."""


def correctable(folder: Path) -> bool:
    """Whether a story can be woven again here: its database lies beside its record."""
    return (folder / DATABASE_NAME).is_file()


def sent(body: bytes) -> Sent:
    """The fields of a form. Raises OptionError for anything else."""
    if len(body) > MOST_BYTES:
        raise OptionError(f"the form is longer than {MOST_BYTES:,} bytes; say it in fewer words")
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise OptionError("that is no form of this page; open the page again") from error
    known = {name: values[-1].strip() for name, values in fields.items() if name in Sent.__struct_fields__}
    return Sent(**known)


def form_page(ask: Ask, given: Sent, token: str, wrong: str = "") -> Page:
    """The form about a statement, or about a correction to take back. `wrong` says what was missing."""
    desk = ask.desk
    values: dict[str, object] = {"given": given, "token": token, "wrong": wrong, "undone": None, "told": None}
    if given.undo:
        line = _line(desk, given.undo)
        values["undone"] = corrections_of(desk, [line])[0]
        return Page(template="correct.html", title="Take a correction back", section="problems", values=values)
    statement = _statement(ask, given.statement)
    values |= {
        "told": told(desk, statement),
        "statement": anchor("s", statement.id)[2:],
        "mates": _mates(desk, statement),
        "before": _about(desk, [statement.id]),
        "seen": ",".join(line.id for line in _touching(desk, {statement.id})),
        "chain": " > ".join(link.name for link in statement.chain if link.name) or "none",
        "published": words.iso(statement.published).replace("+00:00", "Z"),
    }
    return Page(template="correct.html", title="Correct a statement", section="sources", values=values)


def made(ask: Ask, given: Sent) -> Correction:
    """The line that a form asks for. Raises OptionError where it does not say enough, NotThere for a lost statement."""
    if given.kind not in STATEMENTS:
        raise OptionError("choose what is to be corrected")
    kind: CorrectionKind = given.kind
    if kind == "undo":
        _line(ask.desk, given.undo)
        chosen: list[Statement] = []
    else:
        chosen = [_statement(ask, given.statement)]
    if kind in ("same", "not-same"):
        other = given.other if kind == "same" else given.apart
        if not other:
            raise OptionError("name the other statement")
        chosen.append(_statement(ask, other))
    value = {"speaker": given.speaker, "chain": given.chain, "time": given.time, "note": given.note,
             "undo": given.undo}.get(kind, "")  # fmt: skip
    texts = {d.id: (d.label, d.text) for d in ask.edition.record.documents}
    anchors = tuple(corrections.anchor_of(s, *texts[s.document]) for s in chosen)
    try:
        return corrections.made(kind, author=given.author, time=datetime.now(UTC), reason=given.reason,
                                anchors=anchors, value=value)  # fmt: skip
    except OptionError as error:
        raise OptionError(str(error).removeprefix("correct: ")) from error


def woven(folder: Path) -> str:
    """Weave the story again; waits for another build. Returns why it could not be done, or nothing."""
    from rashomon.build import woven_again  # noqa: PLC0415  (the models load with the first correction)

    for _ in range(TRIES):
        try:
            woven_again(folder)
        except StoreError as error:
            if HELD not in str(error):
                return str(error)
            time.sleep(PAUSE)
        except RashomonError as error:
            return str(error)
        else:
            return ""
    return "another build holds the folder; it applies the correction, or the next one does"


def outcome(ask: Ask, line: Correction, given: Sent, trouble: str) -> Outcome:
    """What became of `line` in the record of `ask`, which was woven after it was written."""
    desk = ask.desk
    mine = next((c for c in desk.record.corrections if c.id == line.id), None)
    why = trouble or (mine.why_not or "" if mine else "the record was not woven again")
    statements = set(mine.statements) if mine else set()
    known = {line.id, *given.seen.split(",")}
    key = next((s for s in sorted(statements) if s in desk.statement), "")
    if given.statement and line.kind not in ("undo", "hide"):
        key = next((s.id for s in [_there(ask, given.statement)] if s is not None), key)
    path = f"/statements/{anchor('s', key)[2:]}" if key and line.kind != "undo" else "/problems"
    return Outcome(correction=line.id, path=path, applied=not why, why_not=why,
                   meanwhile=tuple(c.id for c in _touching(desk, statements) if c.id not in known))  # fmt: skip


def done(desk: Desk, query: Mapping[str, str]) -> str:
    """What a page says to somebody who comes from the form; empty for everybody else."""
    key = query.get("corrected", "")[:40]
    line = next((c for c in desk.record.corrections if c.id == key), None)
    if not key:
        return ""
    if line is None:
        return "Your correction is written. It shows when the story is woven again."
    (view,) = corrections_of(desk, [line])
    told_so = (
        f"Your correction is written but does not apply: {view.why_not}."
        if line.why_not
        else f"Your correction applies: {_words(view)}."
    )
    others = [c for c in desk.record.corrections if c.id in query.get("met", "")[:400].split(",")]
    if others:
        rest = "; ".join(_words(other) for other in corrections_of(desk, others))
        told_so += (
            f" While your form was open this was corrected too: {rest}. All lines are kept; of two about one thing "
            "the later counts."
        )
    return told_so


def _words(view: CorrectionView) -> str:
    value = f" {view.value}" if view.value else ""
    return f"{view.kind.lower()}{value}, by {view.author}"


def _about(desk: Desk, statements: Sequence[str]) -> tuple[CorrectionView, ...]:
    return corrections_of(desk, _touching(desk, set(statements)))


def _touching(desk: Desk, statements: set[str]) -> list[Corrected]:
    return [c for c in desk.record.corrections if statements & {*c.statements}]


def _mates(desk: Desk, statement: Statement) -> tuple[Mate, ...]:
    claim = desk.claim.get(desk.claim_of.get(statement.id, ""))
    others = [s for s in (claim.statements if claim else ()) if s != statement.id and s in desk.statement][:MATES]
    return tuple(Mate(id=s, ref=desk.ref[s], text=words.shortened(desk.words(desk.statement[s]), 90)) for s in others)


def _statement(ask: Ask, given: str) -> Statement:
    """A statement by its id, the end of its address, its address, or as pages number it (`B12`)."""
    key = given.strip().rstrip("/").rsplit("/", 1)[-1].partition("?")[0].partition("#")[0]
    desk = ask.desk
    found = ask.edition.find("s", key.removeprefix("s-")) or ask.edition.find("s", key)
    if found is None and key in desk.statement:
        found = key
    if found is None:
        found = next((s for s, ref in desk.ref.items() if ref.label.casefold() == key.casefold()), None)
    if found is None:
        raise NotThere(f"This record holds no statement {words.shortened(key, 60)!r}; give its number, such as B12, or "
                       "the address of its page.")  # fmt: skip
    return desk.statement[found]


def _there(ask: Ask, given: str) -> Statement | None:
    """The statement, where the record still holds it."""
    try:
        return _statement(ask, given)
    except NotThere:
        return None


def _line(desk: Desk, key: str) -> Corrected:
    found = next((c for c in desk.record.corrections if c.id == key), None)
    if found is None:
        raise NotThere(f"This record knows no correction {words.shortened(key, 60)!r}.")
    return found
