"""What the models made of a text, kept in memory for the next time the same text comes: off unless asked for.

A program that follows a story meets the same passages again with every new post of a page. Parser, tagger and encoder
give the same result for the same text whatever stands beside it, so that remembering changes nothing but the time.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Results by text, the least recently used forgotten first. `most` counts characters; 0 keeps nothing."""

    def __init__(self, most: int = 0) -> None:
        self.most = most
        self._size = 0
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def all(self, texts: Sequence[str], make: Callable[[list[str]], Sequence[T]]) -> list[T]:
        """A result for each text; `make` is called once, with each text that is not known, in order and once."""
        if not self.most:
            return list(make(list(texts)))
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = list(dict.fromkeys(text for text in texts if text not in found))
        found.update(zip(missing, make(missing) if missing else (), strict=True))
        with self._lock:
            for text in dict.fromkeys(texts):
                self._keep(text, found[text])
        return [found[text] for text in texts]

    def _keep(self, text: str, result: T) -> None:
        if text not in self._kept:
            self._size += len(text) + 1
        self._kept[text] = result
        self._kept.move_to_end(text)
        while self._size > self.most and self._kept:
            gone, _ = self._kept.popitem(last=False)
            self._size -= len(gone) + 1

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0


CHARACTERS = 1_500_000
"""Kept by `remember`: some 200 MB of parses, the largest of the results, and thirty long live pages."""


class _All:
    """The memos of all models, and how much each may keep: those of a model that is loaded later too."""

    most = 0
    memos: ClassVar[list[Memo[Any]]] = []


def memo() -> Memo[Any]:
    """A new memo that `remember` switches on and off with the others."""
    made: Memo[Any] = Memo(_All.most)
    _All.memos.append(made)
    return made


def remember(characters: int = CHARACTERS) -> None:
    """Keep results for so many characters of text from now on, for each model; 0 forgets all and keeps none."""
    _All.most = characters
    for one in _All.memos:
        one.most = characters
        if not characters:
            one.forget()
