"""Options that several commands share, with what they mean said once."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rashomon.model.record import Record

F = TypeVar("F", bound=Callable[..., Any])


class Folder(click.Path):
    """A folder to write into; who forgets it is told how to name one, as in `--out example`."""

    def __init__(self, example: str) -> None:
        super().__init__(path_type=Path, file_okay=False)
        self.example = example

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """Said after "Missing option", by click."""
        return f"Name the folder to write into: --out {self.example}"


def zone(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An IANA zone that exists, or a usage error with the nearest names."""
    if value is None:
        return None
    import zoneinfo  # noqa: PLC0415  (not needed for help)

    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = [] if value.isupper() else get_close_matches(value, sorted(zoneinfo.available_timezones()), n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; give one such as Europe/London"
        raise click.BadParameter(f"{value!r} is no IANA time zone{hint}", ctx, param) from None
    return value


def analysis_options(command: F) -> F:
    """`--timezone` and `--engine`: what the analysis may be told."""
    engine = click.option(
        "--engine",
        type=click.Choice(["full", "rules"]),
        default="full",
        show_default=True,
        help="`rules` leaves the trained tagger out, for comparison.",
    )
    timezone = click.option(
        "--timezone",
        metavar="ZONE",
        callback=zone,
        help="IANA zone of times that state none. Without it such times stay unknown.",
    )
    return timezone(engine(command))


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")

record_argument = click.argument("record", type=click.Path(path_type=Path, exists=True), metavar="RECORD")
"""A record.json, or the folder that `build` wrote."""


def sound_record(path: Path) -> "Record":
    """The record at `path`, fit to be shown and exported.

    Raises UnreadableInput for a broken file, VerifyError for a record whose references or offsets lead nowhere.
    """
    from rashomon.errors import VerifyError  # noqa: PLC0415  (loads when it is run, not for help)
    from rashomon.model.codec import load_record  # noqa: PLC0415
    from rashomon.verify import first_break  # noqa: PLC0415

    record = load_record(path)
    if broken := first_break(record):
        first = f"{broken.where}: {broken.message}"
        raise VerifyError(f"{path}: a damaged record ({first}); `rashomon verify` lists all; build it again")
    return record
