"""`rashomon verify`: does a record agree with itself and with its sources."""

from pathlib import Path

import click

from rashomon.cli.options import as_json, record_argument
from rashomon.errors import VerifyError

FIRST_FAILURES = 20


@click.command()
@record_argument
@click.option("--sources", type=click.Path(path_type=Path), help="Folder of the raw files. [default: this folder]")
@click.option("--no-sources", is_flag=True, help="Do not re-read the raw files.")
@as_json
def command(record: Path, sources: Path | None, no_sources: bool, as_json: bool) -> None:
    """Check every offset, id and hash of a record; exit with 5 when one fails.

    RECORD is a record.json or the folder that holds it. The raw files are looked for under the paths that the record
    gives, from the current folder or from --sources.

    \b
    Examples:
      rashomon verify story
      rashomon verify story/record.json --sources accounts/
      rashomon verify story --no-sources --json
    """  # noqa: D301  (click reads the backspace character itself)
    import msgspec  # noqa: PLC0415  (loads when it is run, not for help)

    from rashomon.cli.text import pairs, plural  # noqa: PLC0415
    from rashomon.model.codec import load_record  # noqa: PLC0415
    from rashomon.verify import verify  # noqa: PLC0415

    held = load_record(record)
    failures = verify(held, None if no_sources else sources or Path())
    if as_json:
        click.echo(msgspec.json.encode({"ok": not failures, "failures": failures}).decode())
    elif failures:
        pairs([(failure.code, f"{failure.where}: {failure.message}") for failure in failures[:FIRST_FAILURES]])
    if failures:
        more = f", the first {FIRST_FAILURES} above" if len(failures) > FIRST_FAILURES and not as_json else ""
        raise VerifyError(f"{record}: {plural(len(failures), 'check')} failed{more}; build the record again")
    if not as_json:
        what = "the record agrees with itself" + ("" if no_sources else " and with its sources")
        counted = (("document", held.documents), ("statement", held.statements), ("claim", held.claims))
        sizes = ", ".join(plural(len(items), noun) for noun, items in counted)
        click.echo(f"{what}: {sizes}")
