"""How telling words and names are: what all statements of an event share tells nothing about any two of them."""

from collections import Counter
from functools import cache
from math import log, log2

import msgspec

from rashomon.align.said import Said
from rashomon.language.wordpiece import wordpiece

STEM = 5
"""Letters by which two forms of one word are known: "release", "released"; "kidnap", "kidnapping". Of 4, 5 and 6
the best on labelled pairs (docs/models/same-claim.md)."""
_FIRST_WORD = 1996
"""Place of "the", the first whole word in the encoder's vocabulary, which is sorted from common to rare."""
_COMMON = 50
"""Places after which a word's rarity has grown by about a tenth."""
_LAST = 28_000
"""Whole words in that vocabulary; the last of them counts as fully rare, as does a word that is not in it."""
_FLOOR = 0.3
"""What even the commonest word keeps of its weight."""
STEPS = 4
"""Steps to each doubling on which larger counts stand, so that a story that gains a post keeps most of its weights and
with them what was computed of its pairs. A weight moves by .038 at most (events of 20 to 2,000 statements)."""
_GRAIN = 2.0**20
"""Weights are whole numbers of this part of one, so that a sum of them is exact and in any order the same."""


class Weights(msgspec.Struct, frozen=True):
    """Inverse document frequency, 0 to 1, within the event: of lemmas, entities, and stems (these times rarity)."""

    lemma: dict[str, float]
    entity: dict[str, float]
    stem: dict[str, float]


def weights(said: Said) -> Weights:
    """Weigh the words and names of an event's own statements."""
    lemmas: Counter[str] = Counter()
    entities: Counter[str] = Counter()
    stems: Counter[str] = Counter()
    rare: dict[str, float] = {}
    for facts, who in zip(said.facts, said.who, strict=True):
        lemmas.update(set(facts.lemmas))
        entities.update(set(who))
        stems.update({stem(w) for w in facts.lemmas})
    for word in lemmas:
        rare[stem(word)] = max(rare.get(stem(word), 0.0), rarity(word))
    total = _about(max(1, len(said)))

    def idf(number: int) -> float:
        return log((total + 1) / (min(_about(number), total) + 0.5)) / log(total + 1)

    return Weights(
        {w: _grained(idf(n)) for w, n in lemmas.items()},
        {e: _grained(idf(n)) for e, n in entities.items()},
        {w: _grained(idf(n) * (_FLOOR + (1 - _FLOOR) * rare[w])) for w, n in stems.items()},
    )


def _about(number: int) -> float:
    """A count as it stands on the steps of STEPS; few are told exactly."""
    return number if number <= STEPS else 2.0 ** (round(log2(number) * STEPS) / STEPS)


def _grained(weight: float) -> float:
    return round(weight * _GRAIN) / _GRAIN


def stem(word: str) -> str:
    """The letters by which a word's forms are known; figures and mixed words stay whole."""
    return word[:STEM] if word.isalpha() else word


@cache
def rarity(word: str) -> float:
    """How rare a word is in English at large, 0 to 1, by its place in the encoder's vocabulary."""
    place = wordpiece().ids.get(word)
    if place is None or place < _FIRST_WORD:
        return 1.0
    return min(1.0, log(1 + (place - _FIRST_WORD + 1) / _COMMON) / log(1 + _LAST / _COMMON))


def mass(words: frozenset[str], table: dict[str, float]) -> float:
    """Sum of the weights of words of the event; exact, so the order of a set cannot show."""
    return sum([table[w] for w in words])
