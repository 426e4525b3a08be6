"""How a build's progress is shown: a bar in a terminal, plain lines in a log, nothing when quiet. All on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rashomon.build import Step, silent
from rashomon.cli.text import clip, visible

NAMES = {"read": "reading", "analyse": "analysing", "weave": "weaving", "save": "saving"}


@contextmanager
def shown(quiet: bool) -> Iterator[Callable[[Step], None]]:
    """What to hand to `build` as its `progress`."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _bar() as update:
            yield update
    else:
        yield _plain


def _plain(step: Step) -> None:
    """One line for what is done; beginnings are left out, for in a log they only repeat."""
    if step.done:
        count = f" {step.done}/{step.total}" if step.stage == "analyse" else ""
        sys.stderr.write(f"{NAMES[step.stage]}{count}: {visible(clip(step.what, 100))}\n")


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    from rich.console import Console  # noqa: PLC0415  (only in a terminal)
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def update(step: Step) -> None:
            words = f"{NAMES[step.stage]:9} {escape(visible(clip(step.what, 40)))}"
            progress.update(task, description=words, completed=step.done, total=step.total)

        yield update
