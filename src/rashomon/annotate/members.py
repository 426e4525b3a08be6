"""Who is meant by "the Labour candidate": the member of a family that a document or its last sentences name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from rashomon.language.parser import Doc, Token, sentences
from rashomon.model.analysis import Mention
from rashomon.model.span import Span

# Sentences to go back while the subject is a pronoun.
BACK = 4


class Members:
    """The people of one document by political family. Built once, never changed."""

    def __init__(self, named: Sequence[Mention]) -> None:
        self._people = sorted((m for m in named if m.kind == "person"), key=lambda m: (m.start, m.end))
        self._starts = [mention.start for mention in self._people]
        self._members: dict[str, set[str]] = defaultdict(set)
        self._sides: dict[str, set[str]] = defaultdict(set)
        for mention in self._people:
            if mention.party:
                self._members[mention.party].add(mention.who)
                self._sides[mention.who].add(mention.party)

    def find(self, family: str, doc: Doc, span: Span, offset: int) -> str | None:
        """Return the one member of a family that the document names, else the last subject before the words at `span`.

        That is the subject of the sentence before; while it is a pronoun, of the one before it, at most BACK back.
        None when several fit or the subject stands for another side. `offset` is where the passage of `doc` starts.
        """
        members = self._members.get(family)
        if members:
            return next(iter(members)) if len(members) == 1 else None
        before = [sentence for sentence in sentences(doc) if sentence.end_char <= span.start]
        for sentence in before[: -BACK - 1 : -1]:
            subjects = [token for token in sentence if token.dep_ in {"nsubj", "nsubjpass"}]
            people = [who for token in subjects if (who := self._at(token, offset)) is not None]
            if people:
                who = people[-1]
                return who if self._sides[who] <= {family} else None
            if not any(token.lower_ in {"he", "she"} for token in subjects):
                return None
        return None

    def _at(self, token: Token, offset: int) -> str | None:
        """Return who is named at a token."""
        place = offset + token.idx
        last = bisect_left(self._starts, place + 1) - 1
        if last < 0 or not self._people[last].start <= place < self._people[last].end:
            return None
        return self._people[last].who
