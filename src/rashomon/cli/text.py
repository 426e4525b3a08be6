"""Words on their way to a terminal: nothing that a source wrote may move the cursor, hide or reorder what is shown."""

import re
import textwrap
from collections.abc import Iterable, Mapping

import click

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and newline
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # unseen or reordering
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of pairs, tag characters
)
QUOTES = ' \t\n“”"'
MEASURE = 100
"""Longest line of running text: longer ones are hard to read on a wide terminal."""


def visible(words: str) -> str:
    """`words` with each control, bidirectional or unseen character written as its code point, e.g. `<U+202E>`."""
    return _UNSAFE.sub(lambda found: f"<U+{ord(found.group()):04X}>", words)


def width() -> int:
    """Columns to fill."""
    import shutil  # noqa: PLC0415  (not needed for help)

    return min(MEASURE, max(40, shutil.get_terminal_size((MEASURE, 24)).columns))


def title(words: str) -> None:
    """Print a heading."""
    click.secho(visible(words), bold=True)


def line(words: str = "", indent: int = 0, hang: int = 0) -> None:
    """Print a paragraph, folded to the terminal, `indent` columns in and `hang` more from its second line on."""
    flat = " ".join(visible(words).split())
    first, rest = " " * indent, " " * (indent + hang)
    click.echo(textwrap.fill(flat, width(), initial_indent=first, subsequent_indent=rest) if flat else "")


def pairs(rows: Iterable[tuple[str, str]], indent: int = 0) -> None:
    """Print names with what belongs to them in a second column."""
    listed = [(" ".join(visible(name).split()), " ".join(visible(value).split())) for name, value in rows]
    column = max((len(name) for name, _ in listed), default=0) + 2
    for name, value in listed:
        lead = " " * indent + name.ljust(column)
        click.echo(
            textwrap.fill(value, width(), initial_indent=lead, subsequent_indent=" " * (indent + column)) or lead
        )


def counts(numbers: Mapping[str, int]) -> str:
    """`12 direct, 7 indirect`, largest first, apart by semicolons where names hold commas; `none` for nothing."""
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    apart = "; " if any("," in name for name in numbers) else ", "
    return apart.join(f"{number} {name}" for name, number in ordered) or "none"


def plural(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`, `1,200 claims`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def quoted(words: str) -> str:
    """`words` between one pair of quotation marks, whatever marks of the source stand at their ends."""
    bare = words.strip(QUOTES)
    return f"“{bare}”"


def clip(words: str, most: int) -> str:
    """`words` on one line, cut at `most` characters where they run long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
