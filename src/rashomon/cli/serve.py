"""`rashomon serve`: a story in the browser, kept up to date."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rashomon.web.story import Story

PORT = 8765


@click.command()
@click.argument("story", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="STORY")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Address to listen at. Any but this machine's own needs a token, which is printed at the start.",
)  # fmt: skip
@click.option(
    "--open/--no-open", "open_", default=None, help="Open it in the browser. [default: where a screen is at hand]"
)
@click.option("--json", "as_json", is_flag=True, help="Print story and address as a line of JSON, and nothing else.")
def command(story: Path, port: int, host: str, open_: bool | None, as_json: bool) -> None:
    """Show a story in the browser and keep it up to date.

    STORY is a folder that `build` or `demo` wrote. The pages show what the report shows, with search, two outlets
    beside each other and an address for every claim, statement, divergence and person. When a new record is built
    into the folder, open pages say so and wait until you ask. Nothing is loaded from elsewhere. Stop with Ctrl-C.

    \b
    Examples:
      rashomon serve story
      rashomon serve story --port 9000 --no-open
      rashomon serve story --host 0.0.0.0
      rashomon serve story --port 0 --no-open --json
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.web.server import serve  # noqa: PLC0415  (loads when it is run, not for help)

    def ready(address: str, served: "Story") -> None:
        if as_json:
            click.echo(json.dumps({"story": str(story), "address": address}))
        else:
            click.echo(f"{story} at {address}")
        if "token=" in address and not as_json:
            click.echo("The address holds a token that opens the story to whoever has it. It changes with every start.")
        if served.trouble:
            click.echo(f"{click.style('note:', bold=True)} {served.trouble}", err=True)
        if not as_json:
            click.echo("Stop with Ctrl-C.")
        if _screen() if open_ is None else open_:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(address)

    with suppress(KeyboardInterrupt):  # the way to end it, so no failure
        serve(story, host, port, ready)
    if not as_json:
        click.echo("Stopped.")


def _screen() -> bool:
    """Whether somebody sits before this terminal and a browser can open a window."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
