"""`rashomon analyse`: what each document says, without looking across documents."""

from pathlib import Path
from typing import Literal

import click

from rashomon.cli.options import analysis_options


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write. [default: standard output]"
)
@click.option("--facts", is_flag=True, help="Add what weaving needs of each statement.")
@analysis_options
def command(
    files: tuple[str, ...], out: Path | None, facts: bool, timezone: str | None, engine: Literal["full", "rules"]
) -> None:
    """Say what each file says by itself, as lines of JSON.

    One line a document with the keys document, passages, posts, mentions, statements and problems. What could not be
    read is told on standard error.

    \b
    Examples:
      rashomon analyse accounts/*.txt --out analyses.jsonl
      rashomon analyse page.html | python -m json.tool
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.build import read  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.cli.text import visible  # noqa: PLC0415
    from rashomon.errors import OutputError  # noqa: PLC0415
    from rashomon.model.codec import encode_analysis  # noqa: PLC0415
    from rashomon.options import Options  # noqa: PLC0415
    from rashomon.store import replace_files  # noqa: PLC0415
    from rashomon.workers import analyses_of  # noqa: PLC0415

    options = Options(timezone=timezone, engine=engine)
    documents, problems = read(files, None)
    for problem in problems:
        click.echo(f"problem: {visible(problem.message)} ({problem.code})", err=True)
    lines = (encode_analysis(analysis, facts=facts) + b"\n" for analysis, _ in analyses_of(documents, options))
    if out is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out.parent}: cannot be made ({error.strerror}); give another file with --out") from error
    replace_files(out.parent, {out.name: b"".join(lines)})
