"""The whole record as JSON lines: each item on its own line, so that big records can be streamed and compared."""

from pathlib import Path
from typing import Any

import msgspec

from rashomon.errors import UnreadableInput
from rashomon.model.codec import decode_record, encode_record
from rashomon.model.record import Record

FILE_NAME = "record.jsonl"


class Line(msgspec.Struct):
    """One line: the list of the record that the item belongs to, and the item as record.json writes it."""

    list: str
    item: msgspec.Raw


def write_jsonl(record: Record, folder: Path) -> Path:
    """Write `record.jsonl`: first `{"list": "schema", "item": ...}`, then every item of every list, in order."""
    parts = msgspec.json.decode(encode_record(record), type=dict[str, msgspec.Raw])
    lines = [Line("schema", parts.pop("schema"))]
    for name, raw in parts.items():
        lines.extend(Line(name, item) for item in msgspec.json.decode(raw, type=list[msgspec.Raw]))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_bytes(b"".join(msgspec.json.format(msgspec.json.encode(line), indent=-1) + b"\n" for line in lines))
    return path


def read_jsonl(path: Path) -> Record:
    """The record in a file that `write_jsonl` wrote. Raises UnreadableInput naming the file and the line."""
    parts: dict[str, Any] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            held = msgspec.json.decode(line, type=Line)
        except msgspec.MsgspecError as error:
            raise UnreadableInput(f"{path}, line {number}: {error}; export the record again") from error
        if held.list == "schema":
            parts["schema"] = held.item
        else:
            parts.setdefault(held.list, []).append(held.item)
    return decode_record(msgspec.json.encode(parts), str(path))
