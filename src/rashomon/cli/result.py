"""What `build` and `demo` print when they are done."""

import click
import msgspec

from rashomon.build import Built
from rashomon.cli.summary import Summary, print_files, print_summary, summary_of
from rashomon.cli.text import line, plural


class Result(Summary, frozen=True, kw_only=True):
    """The JSON summary of a build: the record's counts, where the files are and what the build had to do."""

    files: tuple[str, ...]
    analysed: int
    reused: int
    seconds: float


def print_built(built: Built, how: str | None = None) -> None:
    """Print the result for a person, as `json`, or not at all when `quiet`."""
    if how == "json":
        click.echo(msgspec.json.encode(result_of(built)).decode())
    elif how != "quiet":
        print_summary(built.record, str(built.files[0].parent))
        print_files(built.files)
        reused = f", {built.reused} unchanged" if built.reused else ""
        line(f"{plural(built.analysed, 'document')} analysed{reused} in {built.seconds:.1f} s")


def result_of(built: Built) -> Result:
    """The machine summary of a build."""
    summary = summary_of(built.record)
    parts = {name: getattr(summary, name) for name in Summary.__struct_fields__}
    return Result(
        **parts,
        files=tuple(str(file) for file in built.files),
        analysed=built.analysed,
        reused=built.reused,
        seconds=round(built.seconds, 3),
    )
