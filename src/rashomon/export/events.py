"""The timeline for TimelineJS and the ledger as PLOVER events."""

from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from rashomon.export.common import Index, iso, one_line, save_json
from rashomon.model.record import Moment, Move, Record
from rashomon.model.span import short_id

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""PLOVER's quad codes: verbal and material cooperation, verbal and material conflict (PLOVER manual, Event types)."""


def write_timelinejs(record: Record, folder: Path) -> Path:
    """Write `timeline.json`: one TimelineJS event a moment, in UTC, which each `display_date` says."""
    index = Index(record)
    title = {"text": {"headline": "Timeline", "text": f"{len(record.documents)} accounts; all times are UTC"}}
    return save_json(folder / "timeline.json", {"title": title, "events": [_event(m, index) for m in record.timeline]})


def write_plover(record: Record, folder: Path) -> Path:
    """Write `plover.jsonl`: one event a move. What is not known is null or absent, never guessed."""
    index = Index(record)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plover.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(_plover(n, m, index)) + b"\n" for n, m in enumerate(record.ledger)))
    return path


def _event(moment: Moment, index: Index) -> dict[str, Any]:
    fine = moment.precision in {"second", "minute"}
    outlets = ", ".join(index.outlets(moment.statements))
    event: dict[str, Any] = {
        "unique_id": short_id("m", iso(moment.start), moment.text, *moment.statements),
        "start_date": _date(moment.start, fine=fine),
        "display_date": _shown(moment.start, fine=fine),
        "text": {"headline": escape(one_line(moment.text)), "text": f"<p>{escape(outlets)}</p>{_hand(moment, index)}"},
        "group": moment.kind,
    }
    if moment.end > moment.start:
        event["end_date"] = _date(moment.end, fine=fine)
        event["display_date"] += f" to {_shown(moment.end, fine=fine)}"
    return event


def _hand(moment: Moment, index: Index) -> str:
    words = index.changed(moment.statements)
    return f"<p>Changed by a person: {escape(words)}</p>" if words else ""


def _date(time: datetime, *, fine: bool) -> dict[str, int]:
    day = {"year": time.year, "month": time.month, "day": time.day}
    return day | {"hour": time.hour, "minute": time.minute} if fine else day


def _shown(time: datetime, *, fine: bool) -> str:
    return f"{time.year:04}-{time:%m-%d} {time:%H:%M} UTC" if fine else f"{time.year:04}-{time:%m-%d}"


def _plover(number: int, move: Move, index: Index) -> dict[str, Any]:
    told = [index.statements[id_] for id_ in move.statements]
    dated = min((item.published for item in told if item.published), default=None)
    document = index.documents[told[0].document]
    event: dict[str, Any] = {
        "id": short_id("e", number, move.party, move.act, move.content, *move.statements),
        "date": dated.date().isoformat() if dated else None,
        "time": dated.strftime("%H:%M:%SZ") if dated else None,
        "actor": [{"entity_text": move.party}],
        "recipient": [{"entity_text": move.toward}] if move.toward else [],
        "event": [{"code": move.plover, "mode": move.act}],
        "event_text": one_line(move.content),
        "quad_code": QUADS.get(move.plover),
        "context": [move.status]
        + ([f"condition: {one_line(move.condition)}"] if move.condition else [])
        + ([f"changed by a person: {words}"] if (words := index.changed(move.statements)) else []),
        "text_info": [
            {"document": item.document, "start": item.content[0].start, "end": item.content[-1].end} for item in told
        ],
        "cite_info": {
            "publication": document.outlet,
            "title": document.title,
            "url": document.url,
            "language": document.language,
            "accounts": index.outlets(move.statements),
        },
        "coder": "rashomon",
    }
    return event
