"""How a watcher is run from a terminal: what it prints, and how it is stopped."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
import msgspec

from rashomon.cli.text import visible
from rashomon.fetch import Fetcher
from rashomon.watch import Event, WatchJob, watch


def follow(job: WatchJob, allow: frozenset[str], how: str | None) -> None:
    """Run the watcher until Ctrl-C or SIGTERM; a second Ctrl-C does not wait for the work at hand."""
    with _stopping() as stop:
        fetcher = Fetcher(allow=allow, sleep=stop.wait)
        watch(job, lambda event: _show(event, how), stop, fetcher)


def _show(event: Event, how: str | None) -> None:
    """Change sets on standard output as JSON, or everything as lines; failures on standard error in any case."""
    if event.kind in {"failed", "problem"}:
        click.echo(f"{click.style('problem:', fg='yellow')} {visible(event.words)}", err=True)
    elif how == "json":
        if event.changes is not None:
            click.echo(msgspec.json.encode(event.changes).decode())
    elif how != "quiet":
        click.echo(visible(event.words))


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that the first SIGINT or SIGTERM sets."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, _frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
