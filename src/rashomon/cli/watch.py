"""`rashomon watch`: a story that is followed while it goes on."""

from pathlib import Path
from typing import Literal

import click

from rashomon.cli.options import analysis_options


@click.command()
@click.argument("story", type=click.Path(path_type=Path, exists=True), metavar="STORY")
@click.option(
    "--every", type=click.FloatRange(10.0), default=60.0, show_default=True, help="Seconds between visits to a page."
)
@click.option("--once", is_flag=True, help="One round: fetch, build, end.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write into. [default: STORY]")
@click.option("--allow-host", "allow", multiple=True, metavar="HOST", help="A host that may have a private address.")
@analysis_options
@click.option("--no-report", is_flag=True, help="Leave report.html out.")
@click.option("--json", "how", flag_value="json", help="Print each change set as a line of JSON.")
@click.option("--quiet", "how", flag_value="quiet", help="Print errors only.")
def command(
    story: Path,
    every: float,
    once: bool,
    out: Path | None,
    allow: tuple[str, ...],
    timezone: str | None,
    engine: Literal["full", "rules"],
    how: str | None,
    **rest: bool,
) -> None:
    """Follow a story: read what is new in its files, pages and feeds.

    The record is built again with each change. STORY is a folder with a story.toml, whose sources are files (`path`,
    `glob`), pages (`url`) and feeds (`feed`); without one the files of the folder are followed. What was fetched is
    kept in STORY/fetched. Each change is a line of changes.jsonl. Ctrl-C stops; nothing is lost.

    \b
    Examples:
      rashomon watch story/
      rashomon watch story/ --every 120 --json
      rashomon watch story/ --once --out record
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.cli.following import follow  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.options import Options  # noqa: PLC0415
    from rashomon.watch import WatchJob  # noqa: PLC0415

    options = Options(timezone=timezone, engine=engine)
    job = WatchJob(story=story, out=out, every=every, once=once, options=options, report=not rest["no_report"])
    follow(job, frozenset(allow), how)
