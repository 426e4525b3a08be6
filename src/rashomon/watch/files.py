"""Looking at files without reading them."""

import os
from pathlib import Path

import msgspec

from rashomon.errors import InputError, RashomonError
from rashomon.read.gather import located
from rashomon.read.manifest import Story, load_story


def told_by(path: Path) -> Story:
    """What a story file says; where there is none, the files beside it are the story."""
    return load_story(path) if path.is_file() else Story(path=path)


class Look(msgspec.Struct, frozen=True):
    """Names, sizes and times of a story's files; two looks are equal when nothing was written in between."""

    files: tuple[tuple[str, int, int, int], ...]

    @classmethod
    def at(cls, story: Path) -> "Look":
        """Look now. What is not there has no entry."""
        found = [str(story)]
        try:
            told = told_by(story)
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
