"""How alike two statements are: what agrees, what conflicts, in numbers that a small scorer weighs.

No vector alone tells the same claim from the same topic (PARTS.md section 2: AUC .77 at best), so the decision comes
from structure: who, what is done, to whom, how many, when, and whether it is so or not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log

import msgspec
import numpy as np

from rashomon.align.said import Said
from rashomon.language.figures_compare import comparable
from rashomon.model.analysis import Facts, When

FEATURES = (
    "cosine", "lexical", "contained", "entities", "predicate", "figures", "figure_conflict", "polarity", "tense",
    "phrase", "speaker", "dates", "date_conflict", "length", "rare",
)  # fmt: skip
CANDIDATES = 12
"""Partners kept for each statement and way of looking (lexical, vector). PARTS.md section 2: recall 1.00 at 10."""
PHRASE = 4
"""Words in a row that two statements must share for it to count as shared wording."""


class Pairs(msgspec.Struct, frozen=True):
    """Candidate pairs `index[k] = (a, b)` with a < b, and their features `values[k]`."""

    index: tuple[tuple[int, int], ...]
    values: np.ndarray


class Weights(msgspec.Struct, frozen=True):
    """Inverse document frequency of lemmas and entities within the event."""

    lemma: dict[str, float]
    entity: dict[str, float]


def weights(said: Said) -> Weights:
    """How telling each word and name is among this event's own statements: what all say tells nothing."""
    lemmas: Counter[str] = Counter()
    entities: Counter[str] = Counter()
    for facts, who in zip(said.facts, said.who, strict=True):
        lemmas.update(set(facts.lemmas))
        entities.update(set(who))
    total = max(1, len(said))

    def idf(number: int) -> float:
        return log((total + 1) / (number + 0.5)) / log(total + 1)

    return Weights({w: idf(n) for w, n in lemmas.items()}, {e: idf(n) for e, n in entities.items()})


def pairs(said: Said) -> Pairs:
    """Candidate pairs with their features, by words, names and vectors; every pair of a small event is a candidate."""
    table = weights(said)
    found = sorted(_candidates(said, table))
    rows = [features(said, table, a, b) for a, b in found]
    values = np.array(rows, dtype=np.float64) if rows else np.zeros((0, len(FEATURES)))
    return Pairs(tuple(found), values)


def _candidates(said: Said, table: Weights) -> set[tuple[int, int]]:
    out: set[tuple[int, int]] = set()
    postings: dict[str, list[int]] = defaultdict(list)
    for i, facts in enumerate(said.facts):
        for word in set(facts.lemmas):
            postings[word].append(i)
    block = 512
    for start in range(0, len(said), block):
        near = said.vectors[start : start + block] @ said.vectors.T
        for row, i in enumerate(range(start, min(start + block, len(said)))):
            scores: Counter[int] = Counter()
            for word in set(said.facts[i].lemmas):
                if len(postings[word]) <= max(50, len(said) // 8):
                    for j in postings[word]:
                        scores[j] += table.lemma[word]  # type: ignore[assignment]
            best = [j for j, _ in sorted(scores.items(), key=lambda x: (-x[1], x[0]))[: CANDIDATES + 1]]
            best += [int(j) for j in np.argsort(-near[row], kind="stable")[: CANDIDATES + 1]]
            out.update((min(i, j), max(i, j)) for j in best if j != i)
    return out


def features(said: Said, table: Weights, a: int, b: int) -> list[float]:
    """The features of one pair, in the order of FEATURES. Symmetric in a and b."""
    one, two = said.facts[a], said.facts[b]
    words_a, words_b = set(one.lemmas), set(two.lemmas)

    def mass(words: set[str]) -> float:
        return sum(table.lemma.get(w, 1.0) for w in sorted(words))

    both = mass(words_a & words_b)
    small = min(mass(words_a), mass(words_b)) or 1.0
    union = mass(words_a | words_b) or 1.0
    names_a, names_b = set(said.who[a]), set(said.who[b])

    def weigh(names: set[str]) -> float:
        return sum(table.entity.get(n, 1.0) for n in sorted(names))

    all_names = weigh(names_a | names_b)
    agree, conflict = _figures(one, two)
    same_day, other_day = _dates(one, two)
    speak_a, speak_b = _speaker(said, a), _speaker(said, b)
    return [
        float(said.vectors[a] @ said.vectors[b]),
        both / union,
        both / small,
        weigh(names_a & names_b) / all_names if all_names else 0.5,
        _predicate(one, two),
        agree,
        conflict,
        float(one.negated != two.negated),
        float({one.tense, two.tense} == {"past", "future"}),
        float(min(shared_run(said.statements[a].text, said.statements[b].text), 12)) / 12,
        0.0 if speak_a is None or speak_b is None else 1.0 if speak_a == speak_b else -1.0,
        same_day,
        other_day,
        min(len(words_a), len(words_b)) / max(1, len(words_a), len(words_b)),
        max((table.lemma.get(w, 1.0) for w in words_a & words_b), default=0.0),
    ]


def _speaker(said: Said, i: int) -> str | None:
    source = said.statements[i].source
    return source.entity if source is not None else None


def _predicate(one: Facts, two: Facts) -> float:
    if one.predicate is None or two.predicate is None:
        return 0.0
    if one.predicate == two.predicate:
        return 1.0
    return 0.5 if one.predicate in two.lemmas or two.predicate in one.lemmas else 0.0


def _figures(one: Facts, two: Facts) -> tuple[float, float]:
    """Share of figures that agree, and whether some of one kind conflict."""
    if not one.figures or not two.figures:
        return 0.0, 0.0
    relations = [comparable(x, y) for x in one.figures for y in two.figures]
    agree = sum(r in ("equal", "rounding", "within") for r in relations)
    conflict = float(agree == 0 and "conflict" in relations)
    return min(1.0, agree / min(len(one.figures), len(two.figures))), conflict


def _dates(one: Facts, two: Facts) -> tuple[float, float]:
    """Whether points in time agree, and whether both have some and none agree."""
    first = [w for w in one.times if w.first is not None and not w.duration]
    second = [w for w in two.times if w.first is not None and not w.duration]
    if not first or not second:
        return 0.0, 0.0
    same = any(_meet(x, y) for x in first for y in second)
    return float(same), float(not same)


def _meet(x: When, y: When) -> bool:
    if x.first is None or y.first is None:
        return False
    return x.first <= (y.last or y.first) and y.first <= (x.last or x.first)


def shared_run(a: str, b: str) -> int:
    """Length in words of the longest run that two texts share; runs under PHRASE words count as none."""
    one, two = list(_words(a)), list(_words(b))
    best, row = 0, [0] * (len(two) + 1)
    for word in one:
        following = [0] * (len(two) + 1)
        for j, other in enumerate(two):
            if word == other:
                following[j + 1] = row[j] + 1
                best = max(best, following[j + 1])
        row = following
    return best if best >= PHRASE else 0


def _words(text: str) -> Iterator[str]:
    for word in text.lower().replace("-", " ").split():
        bare = word.strip(".,;:!?\"'“”‘’()[]…—–")
        if bare:
            yield bare
