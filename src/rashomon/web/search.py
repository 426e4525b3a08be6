"""Search over the statements of one edition: by words through the store's full-text index, by meaning with vectors.

One thread does all of it (`Searcher` is not safe for more): SQLite's connection belongs to the thread that opened it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from rashomon.errors import OptionError, RashomonError, StoreError
from rashomon.model.codec import encode_record
from rashomon.report.diff import Piece
from rashomon.store import DATABASE_NAME, Hit, Store, open_store
from rashomon.web.edition import Edition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BY_WORDS = 1_000
"""Hits by words that are ranked; facets are applied to them."""
BY_MEANING = 60
LEAST_CLOSE = 0.25
"""Cosine under which a statement is not listed: 95 % of the pairs of a statement of the demo story with one of another
invented story (tests/averly.py; 3,762 pairs) lie below it."""
ENCODED_HERE = 400
"""Statements without a stored vector that are encoded on the spot, at some 5 ms each; more would keep the reader."""

How = Literal["words", "meaning"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was found. `close` is the cosine with the query, by meaning; the words in `pieces` are whole."""

    statement: str
    pieces: tuple[Piece, ...]
    close: float | None = None


class Searcher:
    """The search of one edition, made when it is first asked."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        """`folder` may hold a database of this very record; it is used then, else one is made in memory."""
        self._edition = edition
        self._folder = folder
        self._store: Store | None = None
        self._rows: tuple[str, ...] | None = None
        self._matrix: NDArray[np.float32] | None = None

    def search(self, text: str, how: How) -> tuple[Found, ...]:
        """Statements, best first. Raises OptionError for a query without words or one that cannot be understood."""
        return self._by_meaning(text) if how == "meaning" else self._by_words(text)

    def _by_words(self, text: str) -> tuple[Found, ...]:
        return tuple(
            Found(statement=hit.statement, pieces=marked(hit))
            for hit in self._hits(text)
            if hit.statement in self._edition.desk.statement
        )

    def _by_meaning(self, text: str) -> tuple[Found, ...]:
        import numpy as np  # noqa: PLC0415  (the model loads where it is used)

        from rashomon.language import encoder  # noqa: PLC0415

        if not any(character.isalnum() for character in text):
            raise OptionError("search: there is no word to look for; give one or more words")
        rows, matrix = self._vectors()
        close = matrix @ encoder.encode([text])[0]
        order = np.argsort(-close, kind="stable")[:BY_MEANING]
        desk = self._edition.desk
        return tuple(
            Found(
                statement=rows[at],
                pieces=(Piece(desk.words(desk.statement[rows[at]])),),
                close=round(float(close[at]), 3),
            )
            for at in order
            if close[at] >= LEAST_CLOSE
        )

    def _hits(self, text: str) -> tuple[Hit, ...]:
        """From the folder's database when it holds this very record, else from one in memory."""
        path = self._folder / DATABASE_NAME
        if path.is_file():
            try:
                with open_store(path) as store:
                    if (store.record_hash() or "").startswith(self._edition.version):
                        return store.search(text, BY_WORDS)
            except StoreError:
                pass  # the database only saves time
        if self._store is None:
            self._store = open_store()
            with self._store.saving(self._edition.record, encode_record(self._edition.record)):
                pass
        return self._store.search(text, BY_WORDS)

    def _vectors(self) -> tuple[tuple[str, ...], "NDArray[np.float32]"]:
        """Statements and their vectors of length 1, a row each."""
        import numpy as np  # noqa: PLC0415

        if self._rows is None or self._matrix is None:
            desk = self._edition.desk
            stored = self._stored()
            lacking = [s for s in desk.statement.values() if s.id not in stored]
            if len(lacking) > ENCODED_HERE:
                raise OptionError(
                    f"search by meaning: {len(lacking):,} statements have no vector in {DATABASE_NAME}; "
                    "build the story again, or search by words"
                )
            from rashomon.language import encoder  # noqa: PLC0415

            rows = [key for key in desk.statement if key in stored]
            held = [np.frombuffer(stored[key], dtype=np.int8).astype(np.float32) / 127 for key in rows]
            fresh = encoder.encode([desk.words(s) for s in lacking])
            matrix = np.vstack([*held, *fresh]) if held or lacking else np.zeros((0, encoder.DIMENSIONS), np.float32)
            lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
            self._matrix = (matrix / np.where(lengths == 0, 1, lengths)).astype(np.float32)
            self._rows = (*rows, *(s.id for s in lacking))
        return self._rows, self._matrix

    def _stored(self) -> Mapping[str, bytes]:
        path = self._folder / DATABASE_NAME
        if not path.is_file():
            return {}
        try:
            with open_store(path) as store:
                found = store.vectors(document.id for document in self._edition.record.documents)
        except RashomonError:
            return {}
        return {key: vector for key, vector in found.items() if len(vector) == _dimensions()}

    def close(self) -> None:
        """Free the database in memory."""
        if self._store is not None:
            self._store.close()
            self._store = None


def _dimensions() -> int:
    from rashomon.language import encoder  # noqa: PLC0415

    return encoder.DIMENSIONS


def marked(hit: Hit) -> tuple[Piece, ...]:
    """The words of a hit with those that were found set apart. `hit.marked` is `hit.text` with brackets put in.

    Brackets of the text itself may fall on the other side of a mark; no character is lost.
    """
    pieces: list[Piece] = []
    at, run, inside = 0, "", False
    for sign in hit.marked:
        if at < len(hit.text) and sign == hit.text[at]:
            run += sign
            at += 1
        else:
            pieces += [Piece(run, inside)] if run else []
            run, inside = "", sign == "["
    return tuple([*pieces, Piece(run, inside)] if run else pieces)


def within(found: Sequence[Found], keep: frozenset[str]) -> tuple[Found, ...]:
    """Those of `found` that fit the facets."""
    return tuple(one for one in found if one.statement in keep)
