"""Cut text into the word pieces of the uncased BERT vocabulary, each with its place in the text.

The same pieces as the reference `tokenizers` library gives for `bert-base-uncased`: control characters are
dropped, spaces of every kind separate, Chinese characters and punctuation stand alone, accents are stripped,
letters lowered, and each word is cut greedily from the left into the longest pieces of the vocabulary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.language.weights import read_vocabulary

UNKNOWN, START, END, PADDING = "[UNK]", "[CLS]", "[SEP]", "[PAD]"

# A longer word becomes one unknown piece (`max_input_chars_per_word` of the reference tokenizer).
LONGEST_WORD = 100

# Words remembered with their pieces; news repeats its words, and the limit keeps memory bounded.
_CACHE_LIMIT = 100_000

# Control, format, private use and surrogate characters; unassigned ones are kept, as the reference does.
_UNSEEN = ("Cc", "Cf", "Co", "Cs")

# What a character does to the word around it.
_DROP, _SPACE, _ALONE, _JOIN = range(4)

# Ranges the reference tokenizer sets apart as Chinese characters (`is_chinese_char`, from BERT's tokenization.py).
_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text, without the marks for start and end.

    `spans[i]` is the half-open range of code points in the text that `ids[i]` was made from.
    """

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class WordPiece:
    """A vocabulary and the way to cut words with it. Safe to share: its only state is a cache."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.start = self.ids[UNKNOWN], self.ids[START]
        self.end, self.padding = self.ids[END], self.ids[PADDING]
        self._known: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def encode(self, text: str) -> Pieces:
        """Return the pieces of `text` in order; time grows linearly with its length."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for word, places in basic_words(text):
            for number, first, last in self._pieces(word):
                ids.append(number)
                spans.append((places[first], places[last - 1] + 1))
        return Pieces(tuple(ids), tuple(spans))

    def _pieces(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Pieces of one normalised word as (id, start, end) in characters of that word."""
        found = self._known.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Greedy longest match from the left; a word with any part outside the vocabulary is unknown as a whole."""
        whole = ((self.unknown, 0, len(word)),)
        if len(word) > LONGEST_WORD:
            return whole
        cut: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.ids.get(mark + word[start:end])
                if number is not None:
                    cut.append((number, start, end))
                    start = end
                    break
            else:
                return whole
        return tuple(cut)


@cache
def wordpiece() -> WordPiece:
    """Return the tokenizer over the vocabulary that the package carries, read once."""
    return WordPiece(read_vocabulary())


def basic_words(text: str) -> list[tuple[str, list[int]]]:
    """Split `text` into normalised words, each with the place in `text` of every one of its characters."""
    words: list[tuple[str, list[int]]] = []
    letters: list[str] = []
    places: list[int] = []

    def close() -> None:
        if letters:
            words.append(("".join(letters), places.copy()))
            letters.clear()
            places.clear()

    for place, character in enumerate(text):
        for role, folded in _roles(character):
            if role == _JOIN:
                letters.append(folded)
                places.append(place)
            elif role == _SPACE:
                close()
            elif role == _ALONE:
                close()
                words.append((folded, [place]))
    close()
    return words


@cache
def _roles(character: str) -> tuple[tuple[int, str], ...]:
    """What one character of the text turns into: (role, normalised character), none when it is dropped."""
    if character in "\t\n\r" or unicodedata.category(character).startswith("Z"):
        return ((_SPACE, " "),)
    if character in "\0\ufffd" or unicodedata.category(character) in _UNSEEN:
        return ()
    if any(first <= ord(character) <= last for first, last in _CHINESE):
        return ((_ALONE, character),)
    plain = [c for c in unicodedata.normalize("NFD", character) if unicodedata.category(c) != "Mn"]
    return tuple((_ALONE if _is_punctuation(c) else _JOIN, c) for base in plain for c in base.lower())


def _is_punctuation(character: str) -> bool:
    """ASCII symbols such as $ and + count as punctuation too, as in BERT."""
    in_ascii = character.isascii() and character.isprintable() and not character.isalnum() and character != " "
    return in_ascii or unicodedata.category(character).startswith("P")
