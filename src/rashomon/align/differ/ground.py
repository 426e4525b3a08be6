"""What all kinds of divergence look at: claims, near claims, places in text, and how a side is written down."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime

from rashomon.align.entities import Entities
from rashomon.align.said import Said
from rashomon.align.ties import Ties
from rashomon.model.analysis import Analysis, EntityKind, Mention, Statement
from rashomon.model.record import Claim, Divergence, DivergenceKind, Side, Source, Verdict
from rashomon.model.span import Place, Span, short_id

NEAR = 0.25
"""Probability from which two statements of different claims are compared: they speak of one matter."""

LIKELY = 0.4
"""From here they most likely tell of one deed: kinds that rest on a single word's form ask for this much."""

BESIDE = 0.55
"""From here a statement of another claim is compared with a claim's own for how it is worded."""


class Ground:
    """The event, laid out for comparing. Read only."""

    def __init__(
        self, analyses: Sequence[Analysis], said: Said, people: Entities, claims: Sequence[Claim], ties: Ties
    ) -> None:
        self.analyses, self.said, self.people, self.claims, self.ties = analyses, said, people, claims, ties
        self.texts = {a.document.id: a.document.text for a in analyses}
        self.labels = {a.document.id: Source.from_document(a.document).label for a in analyses}
        self._days = {a.document.id: a.document.day for a in analyses}
        self._mentions = {a.document.id: sorted(a.mentions, key=lambda m: m.start) for a in analyses}
        self._starts = {document: [m.start for m in found] for document, found in self._mentions.items()}
        pairs = [(a, b, p) for (a, b), p in ties.chance.items()]
        self._likeliest = sorted(pairs, key=lambda x: (-x[2], x[0], x[1]))
        self._close: list[tuple[int, int, float, bool]] | None = None
        self._near: dict[float, list[tuple[int, int, float]]] = {}
        self.lemmas = tuple(frozenset(facts.lemmas) for facts in said.facts)
        """The content words of each statement."""
        self._named: dict[int, list[tuple[str, EntityKind, Span]]] = {}
        self.doers: dict[int, frozenset[str]] = {}
        self.objects: dict[int, frozenset[str]] = {}
        """What `deeds` has found of statements; it is asked for with every pair."""
        self.claim_of = {s: c for c in claims for s in c.statements}
        self._claim = [self.claim_of[s.id].id for s in said.statements]
        self.names = {e.id: e.name for e in people.entities}
        self.parties = {e.id: e.party for e in people.entities}

    def groups(self) -> Iterator[tuple[Claim, list[int]]]:
        """Claims that more than one document carries, with their statements' places."""
        for claim in self.claims:
            if len(claim.documents) > 1:
                yield claim, [self.said.index[s] for s in claim.statements]

    def matters(self) -> Iterator[list[int]]:
        """Each claim with the statements of other claims that most likely tell the same; groups may overlap.

        A claim is cut where joining would chain unlike statements; for comparing words, a near miss belongs beside it.
        """
        near: dict[int, set[int]] = {}
        for (a, b), p in self.ties.chance.items():
            if p >= BESIDE:
                near.setdefault(a, set()).add(b)
                near.setdefault(b, set()).add(a)
        for claim in self.claims:
            own = {self.said.index[s] for s in claim.statements}
            group = sorted(own.union(*(near.get(i, ()) for i in own)))
            if len({self.said.statements[i].document for i in group}) > 1:
                yield group

    def close(self, bar: float = NEAR, among: Container[int] | None = None) -> Sequence[tuple[int, int, float]]:
        """Pairs of statements in different documents that speak of one matter, likeliest first.

        `among` are the statements that have what is compared; no others are told.
        """
        if self._close is None:
            where, claim = [s.document for s in self.said.statements], self._claim
            self._close = [(a, b, p, claim[a] == claim[b]) for a, b, p in self._likeliest if where[a] != where[b]]
        if bar not in self._near:
            self._near[bar] = [(a, b, p) for a, b, p, joined in self._close if joined or p >= bar]
        near = self._near[bar]
        return near if among is None else [(a, b, p) for a, b, p in near if a in among and b in among]

    def within(self, bar: float) -> Iterator[tuple[int, int, float]]:
        """Pairs of statements in different posts of one page that speak of one matter, likeliest first."""
        for a, b, p in self._likeliest:
            one, two = self.both(a, b)
            if p >= bar and one.document == two.document and one.post != two.post:
                yield a, b, p

    def named(self, i: int) -> list[tuple[str, EntityKind, Span]]:
        """The entities that a statement names, each with its kind and place, in order."""
        if i not in self._named:
            self._named[i] = self._find(i)
        return self._named[i]

    def _find(self, i: int) -> list[tuple[str, EntityKind, Span]]:
        statement = self.said.statements[i]
        inside = [m for span in statement.content for m in self.mentioned(statement.document, span)
                  if span.holds(m.span)]  # fmt: skip
        told = ((self.people.of(statement.document, m.who), m.kind, m.span) for m in inside)
        found = [(entity, kind, span) for entity, kind, span in told if entity is not None]
        return sorted(found, key=lambda x: (x[2], x[0]))

    def mentioned(self, document: str, span: Span) -> list[Mention]:
        """The mentions that begin within a span of a document, in order."""
        starts = self._starts[document]
        return self._mentions[document][bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def spelt(self, i: int, pattern: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
        """A statement's words as `pattern` finds them, in lower case, each with its place."""
        statement = self.said.statements[i]
        text = self.texts[statement.document]
        for span in statement.content:
            for found in pattern.finditer(span.of(text)):
                yield found.group().lower(), Span(*found.span()).shift(span.start)

    def words(self, i: int, span: Span) -> str:
        """The words at a place of a statement's document, blanks folded."""
        return " ".join(span.of(self.texts[self.said.statements[i].document]).split())

    def quoted(self, i: int, span: Span) -> str:
        """The same between quotation marks."""
        return f"“{self.words(i, span)}”"

    def outlets(self, members: Iterable[int], most: int = 4) -> str:
        """The outlets of some statements in words: "A, B and 3 others"."""
        found = sorted({self.label(i) for i in members})
        rest = len(found) - most
        if rest > 1:
            return f"{', '.join(found[:most])} and {rest} others"
        return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else found[0]

    def both(self, a: int, b: int) -> tuple[Statement, Statement]:
        """Two statements by their places."""
        return self.said.statements[a], self.said.statements[b]

    def same_chance(self, a: int, b: int) -> float:
        """The probability that two statements make one claim by themselves; 0 where they were not compared."""
        return self.ties.same.get((min(a, b), max(a, b)), 0.0)

    def same_claim(self, a: int, b: int) -> bool:
        """Whether two statements stand in one claim."""
        return self._claim[a] == self._claim[b]

    def label(self, i: int) -> str:
        """The outlet of a statement."""
        return self.labels[self.said.statements[i].document]

    def when(self, i: int) -> datetime | None:
        """When a statement was published, where known."""
        return self.said.statements[i].published

    def day(self, i: int) -> date | None:
        """The day on which a statement, or else its document, was published, where known."""
        at = self.when(i)
        return at.date() if at is not None else self._days[self.said.statements[i].document]

    def to_the_minute(self, i: int) -> bool:
        """Whether the hour of a statement is known; a bare day is kept as its midnight."""
        at = self.when(i)
        return at is not None and (at.hour, at.minute, at.second) != (0, 0, 0)

    def in_order(self, a: int, b: int) -> tuple[int, int] | None:
        """The two statements from earlier to later; None where a time is unknown or both are of one minute."""
        first, second = self.when(a), self.when(b)
        if first is None or second is None or first == second:
            return None
        return (a, b) if first < second else (b, a)

    def side(self, label: str, places: Iterable[tuple[str, Span]], statements: Iterable[int] = ()) -> Side:
        """One side; places are sorted and each is kept once."""
        spans = sorted({Place(d, s.start, s.end) for d, s in places})
        ids = dict.fromkeys(self.said.statements[i].id for i in sorted(set(statements)))
        return Side(label=label, spans=tuple(spans), statements=tuple(ids))

    def whole(self, statements: Iterable[int]) -> list[tuple[str, Span]]:
        """The places of whole statements."""
        return [(s.document, span) for i in statements for s in (self.said.statements[i],) for span in s.content]

    def divergence(
        self, kind: DivergenceKind, verdict: Verdict, sides: Sequence[Side], why: str, about: Iterable[int] = ()
    ) -> Divergence:
        """A divergence with a stable id; sides in order of their first place. `about` gives statements for `claims`."""
        ordered = tuple(sorted(sides, key=lambda s: (s.spans, s.label)))
        touched = dict.fromkeys(self.claim_of[self.said.statements[i].id].id for i in sorted(set(about)))
        key = [f"{p.document}:{p.start}-{p.end}" for s in ordered for p in s.spans]
        return Divergence(id=short_id("v", kind, *key), kind=kind, verdict=verdict, sides=ordered,
                          claims=tuple(touched), why=why)  # fmt: skip

    def denial(self, verdict: Verdict, told: Sequence[int], no: int) -> Divergence:
        """The divergence between statements that tell something and one of another account that denies it."""
        tell = "tells" if len({self.label(i) for i in told}) == 1 else "tell"
        return self.divergence(
            "denial", verdict,
            [self.side("said to be so", self.whole(told), told), self.side("denied", self.whole([no]), [no])],
            f"{self.outlets(told)} {tell} this; {self.label(no)} has it denied.", [*told, no],
        )  # fmt: skip
