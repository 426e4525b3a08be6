"""What the models made of a text, kept for the next time the same text comes: off unless asked for.

A program that follows a story meets the same passages again with every new post of a page. Parser, tagger and encoder
give the same result for the same text whatever stands beside it, so that remembering changes nothing but the time.
Results are kept in memory, and on a shelf that outlives the program where one is given (`lay_by`).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, ClassVar, Generic, Protocol, TypeVar

T = TypeVar("T")


class Shelf(Protocol):
    """Where packed results lie while no program runs. `kind` names the model."""

    def find(self, kind: str, texts: Sequence[str]) -> Mapping[str, bytes]:
        """What is kept of these texts."""

    def keep(self, kind: str, packed: Mapping[str, bytes]) -> None:
        """Keep more, by text."""

    def used(self, kind: str, texts: Iterable[str]) -> None:
        """These were asked for: they are the last to be forgotten."""


class Packing(Generic[T]):
    """How a model's results become bytes and again the same results; `unpack` may raise on bytes of other times."""

    def __init__(self, kind: str, pack: Callable[[T], bytes], unpack: Callable[[bytes], T]) -> None:
        self.kind, self.pack, self.unpack = kind, pack, unpack


class Memo(Generic[T]):
    """Results by text, the least recently used forgotten first. `most` counts characters; 0 keeps nothing."""

    def __init__(self, most: int = 0, packing: Packing[T] | None = None) -> None:
        self.most = most
        self._packing = packing
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
        found.update(self._laid_by(found, missing))
        missing = [text for text in missing if text not in found]
        made = dict(zip(missing, make(missing) if missing else (), strict=True))
        if made and _All.shelf is not None and self._packing is not None:
            pack = self._packing.pack
            _All.shelf.keep(self._packing.kind, {text: pack(result) for text, result in made.items()})
        found.update(made)
        with self._lock:
            for text in dict.fromkeys(texts):
                self._keep(text, found[text])
        return [found[text] for text in texts]

    def _laid_by(self, known: Iterable[str], missing: Sequence[str]) -> dict[str, T]:
        """What the shelf holds of the texts that are not in memory; what it cannot be read of is made anew."""
        if _All.shelf is None or self._packing is None:
            return {}
        kind, found = self._packing.kind, dict[str, T]()
        _All.shelf.used(kind, known)
        for text, packed in _All.shelf.find(kind, missing).items() if missing else ():
            try:
                found[text] = self._packing.unpack(packed)
            except Exception:  # noqa: S112  (whatever the unpacking libraries raise, making it again is always right)
                continue
        return found

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
    shelf: Shelf | None = None
    memos: ClassVar[list[Memo[Any]]] = []


def memo(packing: Packing[Any] | None = None) -> Memo[Any]:
    """A new memo that `remember` switches on and off with the others; without `packing` it is in memory only."""
    made: Memo[Any] = Memo(_All.most, packing)
    _All.memos.append(made)
    return made


def remember(characters: int = CHARACTERS) -> None:
    """Keep results for so many characters of text from now on, for each model; 0 forgets all and keeps none."""
    _All.most = characters
    for one in _All.memos:
        one.most = characters
        if not characters:
            one.forget()


def lay_by(shelf: Shelf | None) -> None:
    """Keep results on this shelf too from now on, and look there; None ends it."""
    _All.shelf = shelf
