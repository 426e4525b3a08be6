"""A phrase that one account holds back and another uses flatly: "essentially a farewell", "a farewell"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.lexicon import phrases
from rashomon.model.record import Divergence
from rashomon.model.span import Span

LEAST = 2
"""Words in a row, articles apart, that the flat account must share with the words held back."""
MOST = 6
"""Words after the softening one that are looked at."""
_WORD = re.compile(r"\w[\w'’-]*")
_SMALL = frozenset({"a", "an", "the", "of", "for", "in", "on", "at", "to", "and", "her", "his", "its", "their"})


class _Words(msgspec.Struct, frozen=True):
    """A statement's words in lower case with their places."""

    document: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]


def softened(ground: Ground) -> Iterator[Divergence]:
    """Claims of which one account sets a softening word before a phrase that another has bare; one item a phrase."""
    for _, group in ground.groups():
        said = {i: _words(ground, i) for i in group}
        told: set[tuple[str, ...]] = set()
        for held in group:
            for start, after in _soft(said[held].words):
                phrase = _phrase(said[held].words[after : after + MOST])
                flat = {
                    j: at for j in group
                    if (at := _bare(said[j], phrase, said[held].document)) is not None and _flat(ground, held, j)
                }  # fmt: skip
                if flat and phrase[:LEAST] not in told:
                    told.add(phrase[:LEAST])
                    soft = _span(said[held], start, after)
                    yield told_flatly(
                        ground, (held, soft), ground.words(held, soft), flat, ("softens this with", "say")
                    )


def _flat(ground: Ground, held: int, j: int) -> bool:
    """Whether a statement holds nothing back itself, and its doer is not another state's."""
    return not ground.said.facts[j].hedges and not deeds.rivals(ground, held, j)


def told_flatly(
    ground: Ground, held: tuple[int, Span], word: str, flat: dict[int, Span], manner: tuple[str, str]
) -> Divergence:
    """A statement with the word that holds it back, against those that tell it without.

    `manner` is how both do so, in words: ("softens this with", "say").
    """
    statements, (i, soft) = ground.said.statements, held
    holds, tell = manner
    tells = f"{tell}s" if len({ground.label(j) for j in flat}) == 1 else tell
    return ground.divergence(
        "wording", "compatible",
        [ground.side(f"with “{word}”", [(statements[i].document, soft)], [i]),
         ground.side("flatly", [(statements[j].document, at) for j, at in flat.items()], flat)],
        f"{ground.label(i)} {holds} “{word}”; {ground.outlets(flat)} {tells} it flatly.", [i, *flat],
    )  # fmt: skip


def _words(ground: Ground, i: int) -> _Words:
    statement = ground.said.statements[i]
    text = ground.texts[statement.document]
    found = [(word, at.shift(span.start)) for span in statement.content for word, at in _split(span.of(text))]
    return _Words(statement.document, tuple(w for w, _ in found), tuple(s for _, s in found))


@lru_cache(8192)
def _split(text: str) -> tuple[tuple[str, Span], ...]:
    """The words of a text in lower case with their places, for a story that is woven again with every new post."""
    return tuple((found.group().lower(), Span(*found.span())) for found in _WORD.finditer(text))


def _soft(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a softening expression begins and where the words after it do."""
    for start, word in enumerate(words):
        for term in _terms().get(word, ()):
            if words[start : start + len(term)] == term:
                yield start, start + len(term)


def _phrase(words: tuple[str, ...]) -> tuple[str, ...]:
    """What is held back: the words without the small ones before them."""
    first = next((k for k, word in enumerate(words) if word not in _SMALL), len(words))
    return words[first:]


def _bare(said: _Words, phrase: tuple[str, ...], document: str) -> Span | None:
    """Where another document has the beginning of a phrase with no softening word near before it."""
    if said.document == document or len(phrase) < LEAST or _SMALL & set(phrase[:LEAST]):
        return None
    for k in range(len(said.words) - LEAST + 1):
        if said.words[k : k + LEAST] == phrase[:LEAST]:
            if any(after <= k < after + MOST for _, after in _soft(said.words)):
                return None
            return _span(said, k, k + LEAST)
    return None


def _span(said: _Words, start: int, end: int) -> Span:
    return Span(said.spans[start].start, said.spans[end - 1].end)


@cache
def _terms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The softening expressions, word by word, under their first words."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases("loaded", "softened"):
        term = tuple(_WORD.findall(phrase))
        out[term[0]] = (*out.get(term[0], ()), term)
    return out
