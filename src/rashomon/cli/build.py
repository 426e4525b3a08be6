"""`rashomon build`: sources in, record, report and database out."""

from pathlib import Path
from typing import Literal

import click

from rashomon.cli.options import Folder, analysis_options


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCES...")
@click.option("--out", type=Folder("story"), required=True, help="Folder to write into.")
@click.option("--story", type=click.Path(path_type=Path, dir_okay=False), help="A story.toml: outlet, url, time, zone.")
@analysis_options
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes for the analysis. [default: 1, or 2 from some 10,000 words]"
)
@click.option("--no-report", is_flag=True, help="Leave report.html out.")
@click.option("--json", "how", flag_value="json", help="Print the summary as JSON.")
@click.option("--quiet", "how", flag_value="quiet", help="Print errors only.")
def command(
    sources: tuple[str, ...],
    out: Path,
    story: Path | None,
    timezone: str | None,
    engine: Literal["full", "rules"],
    jobs: int | None,
    no_report: bool,
    how: str | None,
) -> None:
    """Read the accounts of one event and write its record and report.

    SOURCES are files, folders, globs or `-` (standard input): text, HTML, JSON, feeds, web archives. OUT then holds
    record.json, report.html (open it in a browser) and rashomon.db, which makes the next build analyse only what
    changed.

    \b
    Examples:
      rashomon build accounts/ --out story
      rashomon build a.txt b.html --out story --timezone Europe/London
      rashomon build --story story.toml --out story --json
      cat page.html | rashomon build - more/ --out story
    """  # noqa: D301  (click reads the backspace character itself)
    if not sources and story is None:
        raise click.UsageError("nothing to read: give SOURCES (files, folders, globs or -) or --story")
    from rashomon.build import Job, build  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.cli.progress import shown  # noqa: PLC0415
    from rashomon.cli.result import print_built  # noqa: PLC0415
    from rashomon.options import Options  # noqa: PLC0415

    options = Options(timezone=timezone, engine=engine)
    job = Job(sources=sources, out=out, story=story, options=options, jobs=jobs, report=not no_report)
    with shown(quiet=how is not None) as progress:
        built = build(job, progress)
    print_built(built, how)
