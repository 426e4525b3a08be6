"""The parser's dependencies and names, a move of many texts at a time: what spaCy's own loop finds, in half the time.

spaCy's loop runs without the interpreter's lock and takes it again for nearly every look at a text, some three hundred
times a token, since its compiled code asks after each whether something went wrong. Here the same parts of spaCy are
called with the lock held, where asking costs next to nothing, and more texts move together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any


class Moves:
    """A component that writes into Docs what the given transition parser would, greedily as it does.

    Raises ValueError for a parser that searches, or of another shape of network than those of the pinned model.
    """

    def __init__(self, parser: Any) -> None:
        from thinc.api import NumpyOps  # noqa: PLC0415 (heavy)

        self._model, self._parser = parser.model, parser
        attrs = self._model.attrs
        if parser.cfg["beam_width"] != 1 or attrs["unseen_classes"] or not attrs["has_upper"]:
            raise ValueError(f"{parser.name}: a transition parser of another kind")
        self._product = NumpyOps().gemm
        """spaCy's loop multiplies with BLIS, whatever product the network's other layers use."""

    def __call__(self, doc: Any) -> Any:
        """Write into `doc` and return it, as spaCy asks of a component."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Any], batch_size: int = 256) -> Iterator[Any]:
        """The same for many, `batch_size` at a time, those of like length side by side."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            by_length = sorted(batch, key=len)
            self._parser.set_annotations(by_length, self._moved(by_length))
            yield from batch

    def _moved(self, docs: Sequence[Any]) -> Any:
        """The last states of some docs."""
        states = self._parser.moves.init_batch(docs)
        if not any(map(len, docs)):
            return states
        steps = self._model.predict(docs)
        weights, bias = steps.vec2scores.get_param("W"), steps.vec2scores.get_param("b")
        left = [state for state in states if not state.is_final()]
        while left:
            scores = self._product(steps.state2vec.predict(steps.get_token_ids(left)), weights, trans2=True)
            scores += bias
            left = self._parser.transition_states(left, scores)
        steps.clear_memory()
        return states
