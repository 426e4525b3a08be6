"""The people of one document: which full name a surname, a given name or a misspelt name stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import JaroWinkler

from rashomon.lexicon.naming import Gender, naming

# Two surnames this alike, of the same first letter, are one name misspelt (PARTS.md section 0: spellings of one
# surname in five accounts lie at .96 to .98).
MISSPELT = 0.94
# Enough where all given names are equal: one letter of six in another place or form.
SLIP = 0.9

Words = tuple[str, ...]
"""The plain words of a name."""


class People:
    """The full names of one document with the genders that addresses and given names tell. Built once."""

    def __init__(self, told: Iterable[tuple[Words, Gender | None]]) -> None:
        """Take each naming of a person in order: its words, and the gender that the address before it gives."""
        namings = [(words, gender) for words, gender in told if words]
        self._number: Counter[Words] = Counter()
        self._shelves: dict[str, list[Words]] = defaultdict(list)
        self._cache: dict[Words, list[Words]] = {}
        self._places: dict[Words, list[int]] = {}
        self.gender: dict[Words, Gender] = {}
        counted = Counter(words for words, _ in namings if len(words) > 1)
        for words, number in sorted(counted.items(), key=lambda item: (-len(item[0]), -item[1], item[0])):
            match = self._alike(words)
            self._number[match[0] if len(match) == 1 else words] += number
            if len(match) != 1:
                self._shelve(words)
        self._cache.clear()
        for place, (words, gender) in enumerate(namings):
            if len(words) > 1:
                full = self.full(words, None)
                self._places.setdefault(full, []).append(place)
                if gender:
                    self.gender[full] = gender

    def _shelve(self, words: Words) -> None:
        for key in {f"{words[-1][:1]}*", f"{words[0]}^", *(f"{word}=" for word in words)}:
            self._shelves[key].append(words)
        given = naming().given.get(words[0])
        if given:
            self.gender[words] = given

    def full(self, words: Words, told: Gender | None, place: int | None = None) -> Words:
        """Return the full name that `words` stand for, or `words` when there is none; `told` is the address's gender.

        Of several people with one surname it is the one named twice as often as any other, else the one named first
        (news calls a relative who comes in later by the given name). Where the first is named less than another, no
        one of them is the story's own person, and the one named in full last before `place`, a number of a naming, is
        meant.
        """
        if words in self._number:
            return words
        match = self._matches(words)
        if told:
            match = [other for other in match if self.gender.get(other, told) == told] or match
        if len(match) < 2:
            return match[0] if match else words
        ranked = sorted(match, key=lambda other: (-self._number[other], other))
        if self._number[ranked[0]] >= 2 * self._number[ranked[1]]:
            return ranked[0]
        first = min(match, key=lambda other: (self._places.get(other, [1 << 60])[0], other))
        if place is None or self._number[first] == self._number[ranked[0]]:
            return first
        before = {at: other for other in match for at in self._places.get(other, ()) if at < place}
        return before[max(before)] if before else first

    def _matches(self, words: Words) -> list[Words]:
        if words not in self._cache:
            self._cache[words] = self._alike(words)[:1] if len(words) > 1 else self._of_word(words[0])
        return self._cache[words]

    def _alike(self, words: Words) -> list[Words]:
        """Return the full names that may be spellings of a name of two words or more."""
        match = [other for other in self._shelves[f"{words[-1][:1]}*"] if same_full(words, other)]
        return match or [other for other in self._shelves[f"{words[0]}^"] if same_full(words, other)]

    def _of_word(self, word: str) -> list[Words]:
        """Return the full names that a single word may stand for: surname, misspelt surname, middle, given name."""
        holders = self._shelves[f"{word}="]
        match = [other for other in holders if other[-1] == word]
        match = match or [other for other in self._shelves[f"{word[:1]}*"] if same_surname(word, other[-1])]
        match = match or [other for other in holders if word in other[1:-1]]
        if match:
            return match
        return holders if len(holders) == 1 else []


def same_given(a: str, b: str) -> bool:
    """Whether two plain given names may be one in one document: equal, an initial, a listed variant, or misspelt."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    rules = naming()
    if a in rules.short and rules.short[a] == rules.short.get(b):
        return True
    if a in rules.same and b in rules.same:
        return rules.same[a] == rules.same[b]
    return a[0] == b[0] and min(len(a), len(b)) >= 4 and JaroWinkler.similarity(a, b) >= 0.9


def same_surname(a: str, b: str) -> bool:
    """Whether two plain surnames may be one in one document: equal or misspelt, same first letter."""
    return a == b or (a[:1] == b[:1] and min(len(a), len(b)) >= 5 and JaroWinkler.similarity(a, b) >= MISSPELT)


def same_full(words: Words, other: Words) -> bool:
    """Whether two names of two words or more may be one person's: surname and given name agree, the rest may lack."""
    slip = words[:-1] == other[:-1] and words[-1][0] == other[-1][0] and min(len(words[-1]), len(other[-1])) >= 5
    if slip and JaroWinkler.similarity(words[-1], other[-1]) >= SLIP:
        return True
    if not same_surname(words[-1], other[-1]):
        return len(other) > len(words) and other[: len(words)] == words
    if len(words) < len(other) and other[-len(words) :] == words:
        return True
    if same_given(words[0], other[0]):
        inner, outer = sorted((words[1:-1], other[1:-1]), key=len)
        return all(any(same_given(a, b) for b in outer) for a in inner)
    return words[0] in other[1:-1] or other[0] in words[1:-1]
