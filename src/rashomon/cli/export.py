"""`rashomon export`: a record in the formats of other programs."""

from pathlib import Path

import click

from rashomon.cli.options import Folder, record_argument, sound_record
from rashomon.export import EXPORTERS


@click.command(
    epilog="\b\nFormats:\n" + "\n".join(f"  {name:25} {exporter.what}" for name, exporter in EXPORTERS.items())
)
@record_argument
@click.option("--as", "form", type=click.Choice(list(EXPORTERS)), required=True, metavar="FORMAT", help="See below.")
@click.option("--out", type=Folder("export"), required=True, help="Folder to write into.")
def command(record: Path, form: str, out: Path) -> None:
    """Write a record in a format for other programs.

    RECORD is a record.json or the folder that holds it.

    \b
    Examples:
      rashomon export story --as csv --out tables
      rashomon export story --as cite-news --out citations
      rashomon export story --as gexf --out graph
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.errors import OutputError  # noqa: PLC0415  (loads when it is run, not for help)

    held = sound_record(record)
    try:
        out.mkdir(parents=True, exist_ok=True)
        written = EXPORTERS[form].write(held, out)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{out}: cannot be written ({why}); give another folder with --out") from error
    click.echo(str(written))
