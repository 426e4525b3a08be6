"""Writing a folder of results so that a reader sees the old files or the new ones, whatever happens in between."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from rashomon.errors import OutputError, StoreError

LOCK_NAME = ".rashomon.lock"


@contextmanager
def claim_folder(folder: Path) -> Iterator[Path]:
    """Make `folder` if need be and hold it alone while the block runs; the claim ends with the process at the latest.

    Raises OutputError when it cannot be written, StoreError when another build holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK_NAME).open("a+b")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{folder}: cannot be written ({why}); give another folder with --out") from error
    with lock:
        if not _lock(lock):
            raise StoreError(f"{folder}: another build is writing there; wait for it or give another folder with --out")
        yield folder


def replace_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write each name's bytes into `folder`: all to temporary files first, synced, then renamed over the old ones.

    Raises OutputError naming the folder; the old files then stand.
    """
    parts: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            part = folder / f".{name}.part"
            with part.open("wb") as file:
                parts.append((part, folder / name))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for part, final in parts:
            part.replace(final)
        _sync_folder(folder)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{folder}: cannot be written ({why}); free some room or give another folder") from error
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)
    return tuple(final for _, final in parts)


class _Numbered(msgspec.Struct):
    number: int = 0


TAIL = 65_536
"""Bytes at the end of a log in which its last line is looked for first; then twice as many, and so on."""


def append_lines(path: Path, lines: Mapping[int, bytes]) -> None:
    """Append the lines whose numbers are higher than the last one in the file, synced.

    A last line that was cut when the machine stopped is taken out first. Only the end of the file is read. Raises
    OutputError when it cannot be written.
    """
    try:
        last, whole, size = _end(path)
        new = b"".join(lines[number] + b"\n" for number in sorted(lines) if number > last)
        if not new and whole == size:
            return
        with path.open("r+b" if path.is_file() else "w+b") as file:
            file.truncate(whole)
            file.seek(whole)
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); free some room") from error


def last_number(path: Path) -> int:
    """The number in the last whole line of a log; 0 where there is none, or no log."""
    try:
        return _end(path)[0]
    except OSError as error:
        raise OutputError(f"{path}: cannot be read ({error.strerror or error}); check its permissions") from error


def _end(path: Path) -> tuple[int, int, int]:
    """The number in the last whole line, where that line ends, and where the file does."""
    if not path.is_file():
        return 0, 0, 0
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        length, tail = TAIL, b""
        while length < 2 * max(size, TAIL):
            file.seek(max(size - length, 0))
            tail = file.read(length)
            end = tail.rfind(b"\n")
            if length >= size or (end >= 0 and tail.rfind(b"\n", 0, end) >= 0):
                break
            length *= 2
    end = tail.rfind(b"\n") + 1
    line = tail[tail.rfind(b"\n", 0, max(end - 1, 0)) + 1 : end]
    return _number(line), size - len(tail) + end, size


def _number(line: bytes) -> int:
    """The number in a line, or 0."""
    try:
        return msgspec.json.decode(line, type=_Numbered).number if line else 0
    except (msgspec.MsgspecError, ValueError):
        return 0


def _lock(file: IO[bytes]) -> bool:
    """Take the lock without waiting; False when somebody else has it."""
    try:
        import fcntl  # noqa: PLC0415  (absent on Windows)
    except ImportError:
        return _lock_windows(file)
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks: the rename still keeps every file whole
        return True
    return True


def _lock_windows(file: IO[bytes]) -> bool:
    import msvcrt  # noqa: PLC0415

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make the renames themselves durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
