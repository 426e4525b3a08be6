"""`rashomon show`: one thing of a record, in the terminal."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from rashomon.cli.options import as_json, record_argument, sound_record

KINDS = ("claim", "person", "divergence", "outlet", "problem", "search")


class _Kind(click.Choice[str]):
    """One of KINDS, called KIND in messages too: its metavar, made for the usage line, holds an open bracket."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = get_close_matches(str(value), KINDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.BadParameter(error.message + hint, ctx, param, param_hint="KIND") from None


@click.command()
@record_argument
@click.argument("kind", type=_Kind(KINDS), required=False, metavar="[KIND")
@click.argument("words", nargs=-1, metavar="WORDS...]")
@as_json
def command(record: Path, kind: str | None, words: tuple[str, ...], as_json: bool) -> None:
    """Show a claim, a person, a divergence, an outlet, a problem or found words.

    RECORD is a record.json or the folder that holds it. KIND is claim, person, divergence, outlet, problem or search;
    without it the whole record is summed up. WORDS are an id (or its beginning), a name, or words to search for;
    without them everything of that kind is listed.

    \b
    Examples:
      rashomon show story
      rashomon show story claim c3f2
      rashomon show story person tolvan
      rashomon show story search prisoner exchange
      rashomon show story divergence --json
    """  # noqa: D301  (click reads the backspace character itself)
    import msgspec  # noqa: PLC0415  (loads when it is run, not for help)

    from rashomon.cli.find import find  # noqa: PLC0415
    from rashomon.cli.pretty import Shelf, print_items  # noqa: PLC0415
    from rashomon.cli.summary import print_summary, summary_of  # noqa: PLC0415

    held = sound_record(record)
    if kind is None:
        if as_json:
            click.echo(msgspec.json.encode(summary_of(held)).decode())
        else:
            print_summary(held, str(record))
        return
    found = find(held, kind, " ".join(words), record if record.is_dir() else record.parent)
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        print_items(found, Shelf(held))
