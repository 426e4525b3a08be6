"""`rashomon analyse`: what each document says, without looking across documents."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rashomon.cli.options import analysis_options

if TYPE_CHECKING:
    from rashomon.model.document import Document
    from rashomon.options import Options


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write. [default: standard output]"
)
@click.option(
    "--as",
    "shape",
    type=click.Choice(["analyses", "attributions"]),
    default="analyses",
    show_default=True,
    help="`attributions`: only source, cue and content spans, as corpora mark them.",
)
@click.option("--facts", is_flag=True, help="Add what weaving needs of each statement.")
@analysis_options
def command(
    files: tuple[str, ...],
    out: Path | None,
    shape: Literal["analyses", "attributions"],
    facts: bool,
    timezone: str | None,
    engine: Literal["full", "rules"],
) -> None:
    """Say what each file says by itself, as lines of JSON.

    One line a document with the keys document, passages, posts, mentions, statements and problems. What could not be
    read is told on standard error. With `--as attributions` a line holds doc (the file's name without its ending) and
    attributions, each with content, cue and source as lists of [start, end] or null: the form in which attribution is
    scored on corpora such as PolNeAR. Wishes, fears and deeds count there too, and nothing is resolved.

    \b
    Examples:
      rashomon analyse accounts/*.txt --out analyses.jsonl
      rashomon analyse page.html | python -m json.tool
      rashomon analyse dev/*.txt --as attributions --out found.jsonl
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.build import read  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.cli.text import visible  # noqa: PLC0415
    from rashomon.errors import OutputError  # noqa: PLC0415
    from rashomon.options import Options  # noqa: PLC0415
    from rashomon.store import replace_files  # noqa: PLC0415

    if facts and shape == "attributions":
        raise click.UsageError("--facts belongs to analyses; leave it out with --as attributions")
    options = Options(timezone=timezone, engine=engine)
    documents, problems = read(files, None)
    for problem in problems:
        click.echo(f"problem: {visible(problem.message)} ({problem.code})", err=True)
    lines = _attributions(documents, options) if shape == "attributions" else _analyses(documents, options, facts)
    if out is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out.parent}: cannot be made ({error.strerror}); give another file with --out") from error
    replace_files(out.parent, {out.name: b"".join(lines)})


def _analyses(documents: "Sequence[Document]", options: "Options", facts: bool) -> Iterator[bytes]:
    """A line of JSON for each document."""
    from rashomon.model.codec import encode_analysis  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.workers import analyses_of  # noqa: PLC0415

    for analysis, _ in analyses_of(documents, options):
        yield encode_analysis(analysis, facts=facts) + b"\n"


def _attributions(documents: "Sequence[Document]", options: "Options") -> Iterator[bytes]:
    """The same in the shape of corpora. A name that comes again is told apart by a number."""
    from rashomon.cli.text import visible  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.model.codec import encode_attributions  # noqa: PLC0415
    from rashomon.workers import attributions_of  # noqa: PLC0415

    seen: dict[str, int] = {}
    for document in documents:
        name = Path(document.path).stem if document.path else document.id
        seen[name] = seen.get(name, 0) + 1
        found, problem = attributions_of(document, options)
        if problem is not None:
            click.echo(f"problem: {visible(problem.message)} ({problem.code})", err=True)
        yield encode_attributions(name if seen[name] == 1 else f"{name}-{seen[name]}", found) + b"\n"
