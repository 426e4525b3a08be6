"""Looking at files without reading them, and a log that is never half written."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from rashomon.errors import InputError, OutputError, RashomonError
from rashomon.read.gather import located
from rashomon.read.manifest import load_story


class Look(msgspec.Struct, frozen=True):
    """Names, sizes and times of a story's files; two looks are equal when nothing was written in between."""

    files: tuple[tuple[str, int, int, int], ...]

    @classmethod
    def at(cls, story: Path) -> "Look":
        """Look now. What is not there has no entry."""
        found = [str(story)]
        try:
            told = load_story(story)
            found += located(list(told.paths()) if told.entries else [str(story.parent)])
        except (InputError, RashomonError):
            pass
        return cls(tuple(stat for name in dict.fromkeys(found) if (stat := _stat(name)) is not None))


def _stat(name: str) -> tuple[str, int, int, int] | None:
    try:
        found = os.stat(name)
    except OSError:
        return None
    return name, found.st_size, found.st_mtime_ns, found.st_ino


class _Numbered(msgspec.Struct):
    number: int = 0


def append_lines(path: Path, lines: Mapping[int, bytes]) -> None:
    """Append the lines whose numbers are higher than the last one in the file, synced.

    A last line that was cut when the machine stopped is taken out first. Raises OutputError when it cannot be written.
    """
    try:
        data = path.read_bytes() if path.is_file() else b""
        whole = data[: data.rfind(b"\n") + 1]
        last = _number(whole)
        new = b"".join(lines[number] + b"\n" for number in sorted(lines) if number > last)
        if not new and whole == data:
            return
        with path.open("r+b" if path.is_file() else "w+b") as file:
            file.truncate(len(whole))
            file.seek(len(whole))
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); free some room") from error


def _number(whole: bytes) -> int:
    """The number in the last line, or 0."""
    lines = whole.splitlines()
    try:
        return msgspec.json.decode(lines[-1], type=_Numbered).number if lines else 0
    except (msgspec.MsgspecError, ValueError):
        return 0
