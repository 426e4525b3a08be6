"""`rashomon demo`: the shipped story, built before one's eyes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rashomon.build import Job

STORY_NAME = "story.toml"


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default="demo", show_default=True, help="Folder."
)
@click.option("--open", "open_", is_flag=True, help="Open the report in the browser.")
@click.option("--json", "how", flag_value="json", help="Print the summary as JSON.")
@click.option("--quiet", "how", flag_value="quiet", help="Print errors only.")
def command(out: Path, open_: bool, how: str | None) -> None:
    """Build the shipped demo story and say where its report is.

    The story is invented: five outlets tell of one negotiation in five forms and do not agree. Its sources are copied
    to OUT/sources, so that you can change them and build again.

    \b
    Examples:
      rashomon demo
      rashomon demo --out demo --open
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.build import REPORT_NAME, build  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.cli.progress import shown  # noqa: PLC0415
    from rashomon.cli.result import print_built  # noqa: PLC0415

    with shown(quiet=how is not None) as progress:
        built = build(demo_job(out), progress)
    print_built(built, how)
    if open_:
        import webbrowser  # noqa: PLC0415

        webbrowser.open((out / REPORT_NAME).resolve().as_uri())


def demo_job(out: Path) -> "Job":
    """Copy the demo's sources to `out`/sources and say what to build. Raises OutputError if that fails."""
    from importlib.resources import files  # noqa: PLC0415  (loads when it is run, not for help)

    from rashomon.build import Job  # noqa: PLC0415
    from rashomon.errors import OutputError  # noqa: PLC0415

    sources = out / "sources"
    try:
        sources.mkdir(parents=True, exist_ok=True)
        for file in (files("rashomon") / "demo" / "story").iterdir():
            (sources / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{out}: cannot be written ({why}); give another folder with --out") from error
    return Job(sources=(str(sources),), out=out, story=sources / STORY_NAME, jobs=None)
