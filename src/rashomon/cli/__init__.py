"""The command line: a table of commands, each loaded when it is called, so that help and completion are quick."""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import IO, Any, NoReturn

import click

from rashomon import __version__
from rashomon.cli.text import visible
from rashomon.errors import RashomonError

COMMANDS: dict[str, str] = {
    "build": "Read the accounts of one event and write its record and report.",
    "demo": "Build the shipped demo story and say where its report is.",
    "watch": "Follow a story: read what is new in its files, pages and feeds.",
    "show": "Show a claim, a person, a divergence, an outlet, a problem or found words.",
    "changes": "Say what changed in a followed story, and what edited and withdrawn posts said before.",
    "serve": "Show a story in the browser and keep it up to date.",
    "correct": "Correct a story: who said it, how and when it came; one claim or two; no evidence; a note; undo; list.",
    "verify": "Check every offset, id and hash of a record; exit with 5 when one fails.",
    "export": "Write a record in a format for other programs.",
    "analyse": "Say what each file says by itself, as lines of JSON.",
    "completion": "Print the completion script for a shell.",
}
"""Command name -> its line in the help. The module of the same name in this package holds `command`."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What numpy's libraries read when they load. Our products are small: two threads gain nothing, and on a machine with
other work each waits for the other (30 accounts woven again in 1.80 s of the processor instead of 0.96)."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells give it."""

EPILOG = """\b
Exit codes:
  0  done
  1  something unforeseen
  2  wrong usage, option or story file
  3  a source cannot be read, or there is none
  4  the output folder or its database cannot be used
  5  the record does not agree with its sources (verify)
  6  a model file is missing or altered
130  stopped with Ctrl-C
"""


class Failure(click.ClickException):
    """An error of ours on its way to the terminal: one line, an exit code, no traceback."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it for the class, reads it from self

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line on standard error."""
        click.echo(f"{click.style('error:', fg='red', bold=True)} {visible(self.message)}", file=file, err=file is None)


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, loaded now, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"rashomon.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; a usage error with the nearest name where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(error.message + hint, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in the help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; our errors and Ctrl-C become a line and an exit code, unless RASHOMON_DEBUG is set."""
        try:
            return super().invoke(ctx)
        except RashomonError as error:
            if os.environ.get("RASHOMON_DEBUG"):
                raise
            raise Failure(str(error), error.exit_code) from error
        except KeyboardInterrupt as error:
            raise Failure("stopped; what was written before is unchanged", INTERRUPTED) from error


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rashomon")
def cli() -> None:
    """Read one news event through every account of it: who said what, when and through whom.

    \b
    Examples:
      rashomon demo --out demo
      rashomon build accounts/ --out story --timezone Europe/London
      rashomon show story
      rashomon verify story
    """  # noqa: D301  (click reads the backspace character itself)


def main() -> NoReturn:
    """Run the command line and leave the process with its exit code."""
    for variable in ONE_THREAD:
        os.environ.setdefault(variable, "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # words in any script, also where the terminal's encoding is narrow
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="rashomon")
    sys.exit(0)
