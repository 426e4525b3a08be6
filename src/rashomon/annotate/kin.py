"""Relatives who come in late: the Vane of whom a text speaks from its start is not "his daughter, Ida Vane"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.juniors import marked
from rashomon.annotate.listed import Name
from rashomon.annotate.tagged import words_of
from rashomon.language.parser import Doc

_KIN = frozenset(
    "wife husband widow widower son daughter brother sister mother father cousin uncle aunt grandson granddaughter "
    "nephew niece stepson stepdaughter".split()
)
_NEAR = 3
"""Tokens before a name among which its tie stands: "his daughter, Ida Vane"."""


def without_given(names: Sequence[Name], docs: Sequence[Doc], titles: Sequence[bool]) -> frozenset[str]:
    """The surnames whose bearer the text never names in full: it has them alone before any relative's full name.

    `titles` marks headlines, which shorten everybody's name.
    """
    full: dict[str, list[tuple[int, bool]]] = {}
    bare: dict[str, int] = {}
    for place, name in enumerate(names):
        words = words_of(name.text) if name.kind == "person" else []
        if len(words) == 1 and not titles[name.chunk]:
            bare.setdefault(words[0], place)
        elif len(words) > 1 and not marked(name, docs[name.chunk]):
            full.setdefault(words[-1], []).append((place, _tied(name, docs[name.chunk])))
    return frozenset(
        word for word, at in bare.items()
        if word in full and at < full[word][0][0] and full[word][0][1] and _one(names, full[word])
    )  # fmt: skip


def _tied(name: Name, doc: Doc) -> bool:
    return any(token.lower_ in _KIN for token in doc[max(0, name.first - _NEAR) : name.first])


def _one(names: Sequence[Name], namings: Sequence[tuple[int, bool]]) -> bool:
    """Whether all full names of a surname are one person's or each is tied to somebody."""
    tied = {" ".join(words_of(names[place].text)) for place, tie in namings if tie}
    return all(" ".join(words_of(names[place].text)) in tied for place, _ in namings)
