#!/usr/bin/env python3
"""Makes the golden record of the demo story anew, after showing what changes.

    make golden          (GOLDEN=1 python tests/golden/make.py)

Refuses without GOLDEN=1 and wherever CI is set: the golden record changes when somebody means it to, and the change
is reviewed as a diff. `record.txt` says the same as `record.json` in lines without ids, for reading that diff.
"""

import difflib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path

import click

from rashomon.model.codec import decode_record
from rashomon.model.record import Record
from rashomon.model.span import Place

FOLDER = Path(__file__).resolve().parent / "demo"
NAMES = ("record.json", "record.txt")
TOLERANCE = 0.05
"""How far a probability may lie from the golden one. Processors with and without eight-bit multiply-add round the
encoder's activations differently: on the demo's links that made up to .005 between an Intel and an AMD machine."""
MOST_LINES = 200
"""Lines of a diff that are shown; a longer one is better read in the version control system."""


def refusal(environment: dict[str, str]) -> str | None:
    """Why the golden record must not be made here, or None."""
    if environment.get("CI"):
        return "refused: CI is set, and CI compares golden records but never makes them"
    if environment.get("GOLDEN") != "1":
        return "refused: set GOLDEN=1 to make the golden record anew, then review the diff before you commit it"
    return None


def made(demo: Path) -> dict[str, bytes]:
    """Both files for a folder that `rashomon demo --out demo` wrote."""
    data = (demo / "record.json").read_bytes()
    return {"record.json": data, "record.txt": readable(decode_record(data)).encode()}


def readable(record: Record) -> str:
    """The record in lines without ids: a change of one claim is a change of a few lines."""
    return "\n".join(_lines(record))


def difference(old: bytes, new: bytes, name: str) -> str:
    """What changes, as a unified diff of at most MOST_LINES lines; empty when nothing does."""
    before, after = (data.decode().splitlines() for data in (old, new))
    lines = list(difflib.unified_diff(before, after, f"golden/{name}", f"built/{name}", lineterm="", n=1))
    rest = [f"... and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *rest])


def apart(golden: object, built: object, where: str = "$") -> list[str]:
    """What two decoded records have apart, a line each; the probability and reasons of a link are compared loosely."""
    if isinstance(golden, dict) and isinstance(built, dict):
        if golden.keys() != built.keys():
            return [f"{where}: keys {', '.join(sorted(golden))} -> {', '.join(sorted(built))}"]
        loose = "why" in golden and "probability" in golden
        keys = [key for key in golden if not (loose and key == "why")]
        return [line for key in keys for line in apart(golden[key], built[key], f"{where}.{key}")]
    if isinstance(golden, list) and isinstance(built, list):
        if len(golden) != len(built):
            return [f"{where}: {len(golden)} -> {len(built)} items"]
        pairs = enumerate(zip(golden, built, strict=True))
        return [line for at, (one, two) in pairs for line in apart(one, two, f"{where}[{at}]")]
    if golden == built:
        return []
    if where.endswith(".probability") and isinstance(golden, float) and isinstance(built, float):
        return [] if abs(golden - built) <= TOLERANCE else [f"{where}: {golden} -> {built}"]
    return [f"{where}: {golden!r} -> {built!r}"]


def _lines(record: Record) -> Iterator[str]:
    names = _Names(record)
    for title, part in {
        "documents": _documents(record),
        "posts": _posts(record, names),
        "entities": _entities(record, names),
        "statements": _statements(record, names),
        "claims": _claims(record, names),
        "divergences": _divergences(record, names),
        "composed": _composed(record, names),
    }.items():
        yield f"# {title}"
        yield from part
        yield ""


class _Names:
    """What to call the things that the record names by id."""

    def __init__(self, record: Record) -> None:
        self.outlet = {document.id: document.label for document in record.documents}
        self.text = {document.id: document.text for document in record.documents}
        self.entity = {entity.id: entity.name for entity in record.entities}
        self.claim = {claim.id: claim.text for claim in record.claims}
        self.statement = {one.id: self.outlet[one.document] for one in record.statements}

    def outlets(self, statements: Sequence[str]) -> str:
        """The outlets of some statements."""
        return ", ".join(sorted({self.statement[one] for one in statements}))

    def words(self, place: Place) -> str:
        """A place as its outlet and its words."""
        return f"{self.outlet[place.document]}: {' '.join(self.text[place.document][place.start : place.end].split())}"


def _documents(record: Record) -> Iterator[str]:
    for document in record.documents:
        yield f"{document.label} / {document.kind} / {document.published} / {len(document.text)} characters"


def _posts(record: Record, names: _Names) -> Iterator[str]:
    for post in record.posts:
        again = " / again" if post.same_as else ""
        yield f"{names.outlet[post.document]} / {post.published} / {post.label} / {post.title}{again}"


def _entities(record: Record, names: _Names) -> Iterator[str]:
    for entity in record.entities:
        yield f"{entity.kind} / {entity.name} / {entity.party}"
        yield f"    names: {', '.join(variant.text for variant in entity.variants)}"
        for role in entity.roles:
            yield f"    role: {role.text} ({', '.join(names.outlet[one] for one in role.documents)})"


def _statements(record: Record, names: _Names) -> Iterator[str]:
    for one in record.statements:
        source = one.source and (names.entity.get(one.source.entity or "") or one.source.description)
        chain = " < ".join(link.name for link in one.chain)
        yield f"{names.outlet[one.document]} / {source} / {chain} / {one.form} / {one.stance} / {one.text}"


def _claims(record: Record, names: _Names) -> Iterator[str]:
    for claim in record.claims:
        yield f"{claim.standing} / {claim.origin_bounds} / {names.outlets(claim.statements)} / {claim.text}"
        for origin in claim.origins if len(claim.documents) > 1 else ():
            yield f"    {origin.label} / {names.outlets(origin.statements)} / {origin.why}"


def _divergences(record: Record, names: _Names) -> Iterator[str]:
    for divergence in record.divergences:
        yield f"{divergence.kind} / {divergence.verdict} / {divergence.why}"
        for side in divergence.sides:
            yield f"    {side.label} / {' | '.join(map(names.words, side.spans))}"


def _composed(record: Record, names: _Names) -> Iterator[str]:
    for gap in record.omissions:
        yield f"omission / {names.outlet[gap.document]} / {gap.reason} / {names.claim[gap.claim]}"
    for moment in record.timeline:
        yield f"timeline / {moment.start} / {moment.kind} / {moment.text}"
    for move in record.ledger:
        yield f"ledger / {move.party} / {move.act} / {move.toward} / {move.status} / {move.plover} / {move.content}"
    for line in record.summary:
        yield f"summary / {line.section} / {line.standing} / {line.text}"
    for problem in record.problems:
        yield f"problem / {names.outlet.get(problem.document or '')} / {problem.code} / {problem.message}"


def main() -> int:
    """Shows the diff and writes both files; returns the exit code."""
    from rashomon.build import build
    from rashomon.cli.demo import demo_job

    if why := refusal(dict(os.environ)):
        click.echo(why, err=True)
        return 1
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        build(demo_job(Path("demo")))
        new = made(Path("demo"))
    FOLDER.mkdir(exist_ok=True)
    files = {name: FOLDER / name for name in NAMES}
    changed = {name: file for name, file in files.items() if not file.exists() or file.read_bytes() != new[name]}
    old_text = files["record.txt"].read_bytes() if files["record.txt"].exists() else b""
    click.echo(difference(old_text, new["record.txt"], "record.txt") or "nothing changes that record.txt shows")
    for name, file in changed.items():
        file.write_bytes(new[name])
    click.echo(f"\nwritten: {', '.join(changed)}; review the diff" if changed else "\nnothing written: nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
