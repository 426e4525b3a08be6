"""One watcher a story: a locked file with the number of the process that holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rashomon.errors import OutputError, StoreError

LOCK_NAME = ".rashomon.watch.lock"


@contextmanager
def only_watcher(folder: Path) -> Iterator[None]:
    """Hold a story alone while the block runs; the claim ends with the process at the latest.

    Raises StoreError that names the other process, OutputError when the folder cannot be written. A file that a killed
    watcher left behind holds nobody up: what counts is the lock on it, which the system takes away with the process.
    """
    path = folder / LOCK_NAME
    try:
        file = path.open("a+b")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(
            f"{folder}: cannot be written ({why}); a watched story keeps what it fetches there"
        ) from error
    with file:
        if not _taken(file):
            holder = _holder(path)
            raise StoreError(f"{folder}: is being watched already{holder}; stop that watcher first, or watch a copy")
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _holder(path: Path) -> str:
    try:
        number = path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
    return f" by process {number}" if number.isdigit() else ""


def _taken(file: IO[bytes]) -> bool:
    """Take the lock without waiting; False when another process has it."""
    try:
        import fcntl  # noqa: PLC0415  (absent on Windows)
    except ImportError:
        return _taken_windows(file)
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks: ask the number of the process instead
        return not _is_running(file)
    return True


def _taken_windows(file: IO[bytes]) -> bool:
    import msvcrt  # noqa: PLC0415

    try:
        file.seek(1_000)  # beyond what is written, which others must be able to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def _is_running(file: IO[bytes]) -> bool:
    """Whether the process whose number stands in the file runs; one that ended leaves a stale lock."""
    file.seek(0)
    number = file.read(20).strip()
    if not number.isdigit() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
