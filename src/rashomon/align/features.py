"""How alike two statements are: what agrees, what conflicts, in numbers that a small scorer weighs.

No vector alone tells the same claim from the same topic (PARTS.md section 2: AUC .77 at best), so the decision comes
from structure: who, what is done, to whom, how many, when, and whether it is so or not.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, count
from operator import mul
from typing import Generic, TypeVar

import msgspec
import numpy as np

from rashomon.align.said import Said
from rashomon.align.telling import Weights, mass, stem
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Facts, Stance

PHRASE = 4
"""Words in a row that two statements must share for it to count as shared wording."""
_PAST_AND_FUTURE = (("past", "future"), ("future", "past"))
_FEW = 8
"""Content words from which a statement is long enough to be told from another."""
_RUNS = 65_536
"""Pairs of texts whose longest run is remembered, for a story that is woven again with every new post."""
_TEXTS = 8_192
"""Texts whose runs are remembered, for the same reason; one takes some 5 kB."""


V = TypeVar("V")


class Run(msgspec.Struct, frozen=True):
    """A text's words in order, bare and in lower case, and all PHRASE of them that stand in a row."""

    words: tuple[str, ...]
    phrases: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "Run":
        """The run of a text."""
        return _run(text)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked up again and again about one statement. `points` are its points in time, first and last day.

    Profiles with one `key` are alike in all that features depend on, in this weaving or in an earlier one.
    """

    key: int
    vector: np.ndarray
    words: frozenset[str]
    word_mass: float
    stems: frozenset[str]
    stem_mass: float
    names: frozenset[str]
    counted: frozenset[str]
    run: Run
    facts: Facts
    points: tuple[tuple[date, date], ...]
    speaker: str | None
    sourced: bool
    headline: bool
    stance: Stance
    direct: bool
    crowd: float


class Event(msgspec.Struct, frozen=True):
    """An event's statements with all that pairs need."""

    said: Said
    table: Weights
    profiles: tuple[Profile, ...]


def profile_of(said: Said, table: Weights, i: int, crowd: float) -> Profile:
    """The profile of one statement; `crowd` is how much talked of it is, 0 to 1."""
    statement, facts = said.statements[i], said.facts[i]
    words = frozenset(facts.lemmas)
    stems = frozenset([stem(w) for w in words])
    speaker = statement.source.entity if statement.source is not None else None
    told = (
        statement.text, facts.lemmas, facts.predicate, facts.negated, facts.tense, facts.figures, facts.times,
        said.vectors[i].tobytes(), crowd, speaker, statement.source is not None, statement.headline, statement.stance,
        statement.form == "direct", said.who[i], [table.lemma[w] for w in facts.lemmas],
        [table.stem[stem(w)] for w in facts.lemmas], [table.entity[e] for e in said.who[i]],
    )  # fmt: skip
    return Profile(
        key=_number(msgspec.msgpack.encode(told)), vector=said.vectors[i], words=words,
        word_mass=mass(words, table.lemma), stems=stems,
        stem_mass=mass(stems, table.stem), names=frozenset(said.who[i]),
        counted=frozenset(k for f in facts.figures for k in (f.of, f.unit) if k is not None),
        run=Run.of(statement.text), facts=facts, points=_points(facts),
        speaker=speaker, sourced=statement.source is not None, headline=statement.headline, stance=statement.stance,
        direct=statement.form == "direct", crowd=crowd,
    )  # fmt: skip


def _points(facts: Facts) -> tuple[tuple[date, date], ...]:
    return tuple((w.first, w.last or w.first) for w in facts.times if w.first is not None and not w.duration)


def _number(told: bytes) -> int:
    """One number for one content; a number is never given again, so what is forgotten can only be computed anew."""
    if len(_NUMBERS) >= _TEXTS:
        _NUMBERS.clear()
    return _NUMBERS.setdefault(told, next(_COUNT))


_NUMBERS: dict[bytes, int] = {}
_COUNT = count(1)


Group = Callable[[Weights, Profile, Profile], tuple[float, ...]]


def _meaning(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    return (float(left.vector.dot(right.vector)),)


def _lexical(table: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    shared = left.words & right.words
    both = mass(shared, table.lemma)
    return (
        both / ((left.word_mass + right.word_mass - both) or 1.0),
        both / (min(left.word_mass, right.word_mass) or 1.0),
        max([table.lemma[w] for w in shared], default=0.0),
    )


def _stems(table: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    alike = mass(left.stems & right.stems, table.stem)
    return (
        alike / ((left.stem_mass + right.stem_mass - alike) or 1.0),
        1 - alike / (max(left.stem_mass, right.stem_mass) or 1.0),
    )


def _entities(table: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    every = mass(left.names | right.names, table.entity)
    return (mass(left.names & right.names, table.entity) / every if every else 0.5,)


def _predicate(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    one, two = left.facts.predicate, right.facts.predicate
    if one is None or two is None:
        return (0.0,)
    if one == two:
        return (1.0,)
    return (0.5 if one in right.words or two in left.words else 0.0,)


def _figures(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    """Share of figures that agree, and whether some of one kind conflict."""
    one, two = left.facts.figures, right.facts.figures
    if not one or not two:
        return (0.0, 0.0)
    relations = [comparable(x, y) for x in one for y in two]
    agree = sum([r in ("equal", "rounding", "within") for r in relations])
    return min(1.0, agree / min(len(one), len(two))), float(agree == 0 and "conflict" in relations)


def _dates(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    """Whether points in time agree, and whether none does."""
    if not left.points or not right.points:
        return (0.0, 0.0)
    same = any(first <= till and start <= last for first, last in left.points for start, till in right.points)
    return float(same), float(not same)


def _wording(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    return (min(longest_run(left.run, right.run), 12) / 12,)


def _manner(_: Weights, left: Profile, right: Profile) -> tuple[float, ...]:
    """Who says it and how, and how long it is."""
    one, two = left.facts, right.facts
    unknown = left.speaker is None or right.speaker is None
    few, many = len(left.words), len(right.words)
    if few > many:
        few, many = many, few
    return (
        float(one.negated != two.negated),
        float((one.tense, two.tense) in _PAST_AND_FUTURE),
        0.0 if unknown else 1.0 if left.speaker == right.speaker else -1.0,
        few / (many or 1),
        float(not left.counted.isdisjoint(right.counted)),
        float(left.sourced and right.sourced),
        float(not left.names.isdisjoint(right.names)),
        min(_FEW, len(left.stems), len(right.stems)) / _FEW,
        float(left.headline or right.headline),
        max(left.crowd, right.crowd),
        float(left.stance != right.stance),
        float(left.direct and right.direct),
    )


GROUPS: tuple[tuple[tuple[str, ...], Group], ...] = (
    (("cosine",), _meaning),
    (("lexical", "contained", "rare"), _lexical),
    (("stems", "uncovered"), _stems),
    (("entities",), _entities),
    (("predicate",), _predicate),
    (("figures", "figure_conflict"), _figures),
    (("dates", "date_conflict"), _dates),
    (("phrase",), _wording),
    (("polarity", "tense", "speaker", "length", "counted", "attributed", "named", "words", "headline", "crowd",
      "stance", "quoted"), _manner),
)  # fmt: skip
"""Features with what gives them; those of one group share their work."""

FEATURES = tuple(chain.from_iterable(names for names, _ in GROUPS))


def features(event: Event, a: int, b: int) -> list[float]:
    """The features of one pair, in the order of FEATURES. Symmetric in a and b."""
    left, right, table = event.profiles[a], event.profiles[b], event.table
    return [value for _, group in GROUPS for value in group(table, left, right)]


class Remembered(Generic[V]):
    """What was computed of two profiles, for a story that is woven again with every new post; bounded by a fresh start.

    A number that is found is the number that would be computed, so that nothing but time depends on it.
    """

    def __init__(self, most: int = _RUNS) -> None:
        self._most = most
        self.known: dict[tuple[int, int], V] = {}

    def of(self, event: Event, a: int, b: int, compute: Callable[[int, int], V]) -> V:
        """What `compute(a, b)` gives."""
        key = event.profiles[a].key, event.profiles[b].key
        known = self.known.get(key)
        if known is None:
            if len(self.known) >= self._most:
                self.known.clear()
            known = self.known[key] = compute(a, b)
        return known


def weighed(event: Event, weights: Mapping[str, float]) -> Callable[[int, int], float]:
    """The weighted sum of any pair's features, for one who asks many times: what weighs nothing is not looked up."""
    used = [(group, [weights.get(name, 0.0) for name in names])
            for names, group in GROUPS if any(weights.get(name) for name in names)]  # fmt: skip
    profiles, table = event.profiles, event.table

    def ask(a: int, b: int) -> float:
        left, right, total = profiles[a], profiles[b], 0.0
        for group, row in used:
            total += sum(map(mul, group(table, left, right), row))
        return total

    return ask


def shared_run(a: str, b: str) -> int:
    """Length in words of the longest run that two texts share; runs under PHRASE words count as none."""
    return longest_run(Run.of(a), Run.of(b))


def longest_run(one: Run, two: Run) -> int:
    """The same for texts whose runs are known: most pairs share no phrase, which is quickly seen."""
    if one.phrases.isdisjoint(two.phrases):
        return 0
    if one.words == two.words:
        return len(one.words) if len(set(one.words)) > 1 else 0
    if len(set(one.words) & set(two.words)) < 2:  # one word again and again says nothing
        return 0
    return _longest(one.words, two.words)


@lru_cache(_TEXTS)
def _run(text: str) -> Run:
    row = tuple(_words(text))
    return Run(row, frozenset([row[k : k + PHRASE] for k in range(len(row) - PHRASE + 1)]))


@lru_cache(_RUNS)
def _longest(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    best, row = 0, [0] * (len(two) + 1)
    for word in one:
        following = [0] * (len(two) + 1)
        for j, other in enumerate(two):
            if word == other:
                following[j + 1] = row[j] + 1
                best = max(best, following[j + 1])
        row = following
    return best


def _words(text: str) -> Iterator[str]:
    for word in text.lower().replace("-", " ").split():
        bare = word.strip(".,;:!?\"'“”‘’()[]…—–")
        if bare:
            yield bare
