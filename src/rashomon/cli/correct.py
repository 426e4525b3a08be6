"""`rashomon correct`: what a person knows better, kept apart from what was found and replayed at each build."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from rashomon.cli.options import as_json, sound_record
from rashomon.errors import OptionError, StoreError
from rashomon.model.correction import STATEMENTS, CorrectionKind

if TYPE_CHECKING:
    from rashomon.model.analysis import Statement
    from rashomon.model.correction import Correction
    from rashomon.model.record import Record

KINDS = (*get_args(CorrectionKind), "list")
WORDS = {
    "speaker": "a name", "chain": "the relays from the outlet to the source", "time": "a time with its zone",
    "note": "a text", "undo": "the id of a correction",
}  # fmt: skip
"""What a kind needs besides statements."""
NEAREST = 5
"""So many statements are named where words fit several."""


@click.command()
@click.argument("story", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="STORY")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("given", nargs=-1, metavar="[WHAT]...")
@click.option("--reason", default="", help="Why, in a few words. Asked for with every correction.")
@click.option("--author", default=None, help="Whose correction it is. [default: the name of the user]")
@click.option("--later", is_flag=True, help="Only write the line; the next build applies it.")
@as_json
def command(
    story: Path, kind: str, given: tuple[str, ...], reason: str, author: str | None, later: bool, as_json: bool
) -> None:
    """Correct a story: who said it, how and when it came; one claim or two; no evidence; a note; undo; list.

    STORY is the folder that `build` wrote. A statement is given by its id (or its beginning) or by words that only it
    holds. The line is added to corrections.jsonl in STORY and applied at once from the last build's analyses.

    \b
    Examples:
      rashomon correct story same s3f2 s9a1 --reason "one announcement, two wordings"
      rashomon correct story not-same s3f2 s9a1 --reason "another bridge"
      rashomon correct story speaker s3f2 "Ida Vane" --reason "named two paragraphs below"
      rashomon correct story chain s3f2 "Farwire > Selk Radio" --reason "credited under the picture"
      rashomon correct story chain s3f2 none --reason "their own reporter was there"
      rashomon correct story time s3f2 2031-03-04T09:40Z --reason "the page shows the hour of an edit"
      rashomon correct story hide "sign up for our" --reason "a plea, no news"
      rashomon correct story note s3f2 "called the ministry, no answer" --reason "for the next shift"
      rashomon correct story undo k81c --reason "hasty"
      rashomon correct story list
    """  # noqa: D301  (click reads the backspace character itself)
    import msgspec  # noqa: PLC0415  (loads when it is run, not for help)

    from rashomon import corrections  # noqa: PLC0415

    record = sound_record(story)
    if kind == "list":
        if given:
            raise OptionError("correct: `list` takes nothing more")
        _show(record, as_json=as_json)
        return
    if not reason.strip():
        raise OptionError('correct: no reason is given; say why in a few words: --reason "another bridge"')
    line = _line(record, story, kind, given, reason=reason, author=author or getpass.getuser())
    corrections.append(story, line)
    if not later:
        from rashomon.build import woven_again  # noqa: PLC0415

        try:
            record = woven_again(story)
        except StoreError as error:
            words = f"{line.id} is written and will be applied by the next build, so do not give it again"
            raise StoreError(f"correct: {words}; not applied yet: {error}") from error
    lost = next((c.why_not for c in record.corrections if c.id == line.id and c.why_not), None)
    if as_json:
        told = {"applied": None if later else lost is None, "why_not": lost}
        click.echo(msgspec.json.encode(msgspec.to_builtins(line) | told).decode())
        return
    after = "; the next build applies it" if later else ""
    click.echo(f"{line.id} written to {story / corrections.FILE_NAME}{after}")
    if not later:
        click.echo(f"not applied: {lost}" if lost else "applied; the record and the report are made anew")


def _line(
    record: "Record", story: Path, kind: str, given: tuple[str, ...], *, reason: str, author: str
) -> "Correction":
    """The correction that the words ask for. Raises OptionError where they do not say enough."""
    from rashomon import corrections  # noqa: PLC0415

    chosen: CorrectionKind = kind  # type: ignore[assignment]  # click has checked it
    count = STATEMENTS[chosen]
    words = int(kind in WORDS)
    if len(given) != count + words:
        asked = [f"{count} statement{'s' * (count > 1)}"] if count else []
        asked += [WORDS[kind]] if words else []
        raise OptionError(
            f"correct: `{kind}` needs {' and '.join(asked)}; {len(given)} given (see `rashomon correct --help`)"
        )
    texts = {d.id: (d.label, d.text) for d in record.documents}
    told = [_statement(record, wanted) for wanted in given[:count]]
    anchors = tuple(corrections.anchor_of(s, *texts[s.document]) for s in told)
    value = given[-1] if words else ""
    if kind == "undo":
        known = [line.id for line in corrections.read(story)[0] if line.id.startswith(value)]
        if len(known) != 1:
            raise OptionError(f"correct: {'several corrections begin' if known else 'no correction begins'} with "
                              f"{value!r}; `rashomon correct {story} list` shows them")  # fmt: skip
        value = known[0]
    return corrections.made(chosen, author=author, time=datetime.now(UTC), reason=reason, anchors=anchors, value=value)


def _statement(record: "Record", wanted: str) -> "Statement":
    """The statement of that id, or the only one whose id begins so or whose text holds these words."""
    from rashomon.cli.text import clip, quoted  # noqa: PLC0415

    found = [s for s in record.statements if s.id == wanted]
    found = found or [s for s in record.statements if s.id.startswith(wanted)]
    plain = " ".join(wanted.casefold().split())
    found = found or [s for s in record.statements if plain in s.text.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise OptionError(f"correct: no statement {wanted!r}; `rashomon show STORY search WORDS` finds them")
    near = "; ".join(f"{s.id} {quoted(clip(s.text, 60))}" for s in found[:NEAREST])
    more = f" and {len(found) - NEAREST} more" if len(found) > NEAREST else ""
    raise OptionError(f"correct: {wanted!r} fits {len(found)} statements ({near}{more}); give an id")


def _show(record: "Record", *, as_json: bool) -> None:
    import msgspec  # noqa: PLC0415

    from rashomon.cli.text import clip, pairs, quoted  # noqa: PLC0415

    if as_json:
        click.echo(msgspec.json.encode(record.corrections).decode())
    elif not record.corrections:
        click.echo("no correction in this record")
    else:
        texts = {s.id: s.text for s in record.statements}
        pairs([
            (c.id, f"{c.kind} {c.value} by {c.author}, {c.time:%d %B %Y %H:%M} UTC: {c.reason}"
                   + (f" [not applied: {c.why_not}]" if c.why_not else "")
                   + "".join(f" {quoted(clip(texts[s], 80))}" for s in c.statements if s in texts))
            for c in record.corrections
        ])  # fmt: skip
