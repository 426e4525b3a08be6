"""How alike two statements are: what agrees, what conflicts, in numbers that a small scorer weighs.

No vector alone tells the same claim from the same topic (PARTS.md section 2: AUC .77 at best), so the decision comes
from structure: who, what is done, to whom, how many, when, and whether it is so or not.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import msgspec
import numpy as np

from rashomon.align.said import Said
from rashomon.align.telling import Weights, mass, stem, weights
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Facts, Stance

FEATURES = (
    "cosine", "lexical", "contained", "entities", "predicate", "figures", "figure_conflict", "polarity", "tense",
    "phrase", "speaker", "dates", "date_conflict", "length", "rare",
    "stems", "uncovered", "counted", "attributed", "named", "words", "headline", "crowd", "stance", "quoted",
)  # fmt: skip
CANDIDATES = 12
"""Partners kept for each statement and way of looking (lexical, vector). PARTS.md section 2: recall 1.00 at 10."""
PHRASE = 4
"""Words in a row that two statements must share for it to count as shared wording."""
CROWD = 5
"""Nearest statements of other documents whose mean likeness tells how much talked of a statement is."""
_PAST_AND_FUTURE = (("past", "future"), ("future", "past"))
_FEW = 8
"""Content words from which a statement is long enough to be told from another."""
_COMMON = 150
"""Statements that may share a word for it to suggest pairs; bounds the work on large events."""
_BLOCK = 512
"""Rows of vectors compared at a time, which bounds memory at 512 times the statements."""


class Run(msgspec.Struct, frozen=True):
    """A text's words in order, bare and in lower case, and all PHRASE of them that stand in a row."""

    words: tuple[str, ...]
    phrases: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "Run":
        """The run of a text."""
        row = tuple(_words(text))
        return cls(row, frozenset(row[k : k + PHRASE] for k in range(len(row) - PHRASE + 1)))


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked up again and again about one statement. `points` are its points in time, first and last day."""

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


_RUNS = 65_536
"""Pairs of texts whose longest run is remembered, for a story that is woven again with every new post."""


class Pairs(msgspec.Struct, frozen=True):
    """Candidate pairs `index[k] = (a, b)` with a < b, and their features `values[k]` in the order of FEATURES."""

    index: tuple[tuple[int, int], ...]
    values: np.ndarray
    event: Event
    """Where the features of any other pair can be had."""


def pairs(said: Said) -> Pairs:
    """Candidate pairs with their features: for each statement the CANDIDATES nearest by words and by vector."""
    table = weights(said)
    near, crowd = neighbours(said)
    event = Event(said, table, tuple(_profile(said, table, i, float(crowd[i])) for i in range(len(said))))
    found = sorted(near | _by_words(event))
    rows = [features(event, a, b) for a, b in found]
    values = np.array(rows, dtype=np.float64) if rows else np.zeros((0, len(FEATURES)))
    return Pairs(tuple(found), values, event)


def neighbours(said: Said) -> tuple[set[tuple[int, int]], np.ndarray]:
    """The CANDIDATES nearest of each statement by vector, as pairs, and how crowded its surroundings are."""
    out: set[tuple[int, int]] = set()
    crowd = np.zeros(len(said))
    places = {d: i for i, d in enumerate(dict.fromkeys(s.document for s in said.statements))}
    home = np.array([places[s.document] for s in said.statements])
    for start in range(0, len(said), _BLOCK):
        rows = slice(start, start + _BLOCK)
        near = said.vectors[rows] @ said.vectors.T
        kept = _wanted(CANDIDATES + 1, len(said))
        least = np.partition(near, -kept, axis=1)[:, -kept]
        for i, (row, floor) in enumerate(zip(near, least, strict=True), start):
            close = np.nonzero(row >= floor)[0]
            close = close[np.argsort(-row[close], kind="stable")][:kept]
            out.update((min(i, j), max(i, j)) for j in close.tolist() if j != i)
        apart = np.where(home[rows, None] == home[None, :], -1.0, near)
        most = _wanted(CROWD, len(said))
        crowd[rows] = np.sort(np.partition(apart, -most, axis=1)[:, -most:], axis=1).mean(axis=1)
    return out, np.round(crowd, 6)


def _wanted(number: int, count: int) -> int:
    """So many of a row, or all when it is shorter."""
    return max(1, min(number, count))


def _by_words(event: Event) -> set[tuple[int, int]]:
    """The CANDIDATES nearest of each statement by shared words; words that very many share are passed over."""
    out: set[tuple[int, int]] = set()
    postings: dict[str, list[int]] = defaultdict(list)
    for i, profile in enumerate(event.profiles):
        for word in profile.words:
            postings[word].append(i)
    most = max(50, min(_COMMON, len(event.profiles) // 8))
    telling = {word: np.array(rows) for word, rows in postings.items() if len(rows) <= most}
    for i, profile in enumerate(event.profiles):
        mine = [word for word in profile.words if word in telling]
        if not mine:
            continue
        rows = [telling[word] for word in mine]
        weight = np.repeat([event.table.lemma[word] for word in mine], [len(row) for row in rows])
        scores = np.bincount(np.concatenate(rows), weights=weight)  # exact, so the order of a set cannot show
        near = np.nonzero(scores)[0]
        best = near[np.argsort(-scores[near], kind="stable")][: CANDIDATES + 1]
        out.update((min(i, j), max(i, j)) for j in best.tolist() if j != i)
    return out


def _profile(said: Said, table: Weights, i: int, crowd: float) -> Profile:
    statement, facts = said.statements[i], said.facts[i]
    words = frozenset(facts.lemmas)
    stems = frozenset(stem(w) for w in words)
    return Profile(
        words=words, word_mass=mass(words, table.lemma), stems=stems, stem_mass=mass(stems, table.stem),
        names=frozenset(said.who[i]),
        counted=frozenset(k for f in facts.figures for k in (f.of, f.unit) if k is not None),
        run=Run.of(statement.text), facts=facts, points=_points(facts),
        speaker=statement.source.entity if statement.source is not None else None,
        sourced=statement.source is not None, headline=statement.headline, stance=statement.stance,
        direct=statement.form == "direct", crowd=crowd,
    )  # fmt: skip


def _points(facts: Facts) -> tuple[tuple[date, date], ...]:
    return tuple((w.first, w.last or w.first) for w in facts.times if w.first is not None and not w.duration)


def features(event: Event, a: int, b: int) -> list[float]:
    """The features of one pair, in the order of FEATURES. Symmetric in a and b."""
    vectors, table = event.said.vectors, event.table
    left, right = event.profiles[a], event.profiles[b]
    one, two = left.facts, right.facts
    shared = left.words & right.words
    both = mass(shared, table.lemma)
    alike = mass(left.stems & right.stems, table.stem)
    names = left.names & right.names
    all_names = mass(left.names | right.names, table.entity)
    agree, conflict = _figures(one, two) if one.figures and two.figures else (0.0, 0.0)
    same_day, other_day = _dates(left.points, right.points) if left.points and right.points else (0.0, 0.0)
    short, long = sorted((len(left.words), len(right.words)))
    unknown = left.speaker is None or right.speaker is None
    return [
        float(vectors[a] @ vectors[b]),
        both / ((left.word_mass + right.word_mass - both) or 1.0),
        both / (min(left.word_mass, right.word_mass) or 1.0),
        mass(names, table.entity) / all_names if all_names else 0.5,
        _predicate(one, two),
        agree,
        conflict,
        float(one.negated != two.negated),
        float((one.tense, two.tense) in _PAST_AND_FUTURE),
        min(longest_run(left.run, right.run), 12) / 12,
        0.0 if unknown else 1.0 if left.speaker == right.speaker else -1.0,
        same_day,
        other_day,
        short / max(1, long),
        max([table.lemma[w] for w in shared], default=0.0),
        alike / ((left.stem_mass + right.stem_mass - alike) or 1.0),
        1 - alike / (max(left.stem_mass, right.stem_mass) or 1.0),
        float(not left.counted.isdisjoint(right.counted)),
        float(left.sourced and right.sourced),
        float(bool(names)),
        min(_FEW, len(left.stems), len(right.stems)) / _FEW,
        float(left.headline or right.headline),
        max(left.crowd, right.crowd),
        float(left.stance != right.stance),
        float(left.direct and right.direct),
    ]


def _predicate(one: Facts, two: Facts) -> float:
    if one.predicate is None or two.predicate is None:
        return 0.0
    if one.predicate == two.predicate:
        return 1.0
    return 0.5 if one.predicate in two.lemmas or two.predicate in one.lemmas else 0.0


def _figures(one: Facts, two: Facts) -> tuple[float, float]:
    """Share of figures that agree, and whether some of one kind conflict."""
    relations = [comparable(x, y) for x in one.figures for y in two.figures]
    agree = sum(r in ("equal", "rounding", "within") for r in relations)
    conflict = float(agree == 0 and "conflict" in relations)
    return min(1.0, agree / min(len(one.figures), len(two.figures))), conflict


def _dates(one: tuple[tuple[date, date], ...], two: tuple[tuple[date, date], ...]) -> tuple[float, float]:
    """Whether points in time agree, and whether none does."""
    same = any(first <= till and start <= last for first, last in one for start, till in two)
    return float(same), float(not same)


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
