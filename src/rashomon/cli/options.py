"""Options that several commands share, with what they mean said once."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def zone(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An IANA zone that exists, or a usage error with the nearest names."""
    if value is None:
        return None
    import zoneinfo  # noqa: PLC0415  (not needed for help)

    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = get_close_matches(value, sorted(zoneinfo.available_timezones()), n=3)
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
