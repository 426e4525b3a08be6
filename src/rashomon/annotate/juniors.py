"""Sons who bear their fathers' names: "Vane's son, Ada Vane Jr." is not Ada Vane."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.listed import Name
from rashomon.annotate.tagged import words_of
from rashomon.language.parser import Doc

_JUNIOR = frozenset({"jr", "jr.", "jnr", "jnr.", "junior"})
_BESIDE = 8
"""Tokens on either side of the name among which the word "son" is looked for."""


def juniors(names: Sequence[Name], docs: Sequence[Doc]) -> list[bool]:
    """Tell of each name whether it is a son's whom the document also calls somebody's son.

    "Jr." alone proves nothing: "Roger J. Stane Jr." and "Roger Stane" are one man, told twice.
    """
    juniors_told = [name.kind == "person" and marked(name, docs[name.chunk]) for name in names]
    sons = {
        " ".join(words_of(name.text))
        for name, junior in zip(names, juniors_told, strict=True) if junior and _son(name, docs[name.chunk])
    }  # fmt: skip
    short = {name.split()[-1] for name in sons}  # "Vane Jr." once the son was named in full
    return [
        junior and (key := " ".join(words_of(name.text))) != "" and (key in sons or key in short)
        for name, junior in zip(names, juniors_told, strict=True)
    ]


def marked(name: Name, doc: Doc) -> bool:
    """Whether "Jr." stands in or behind a name."""
    tail = [token.lower_ for token in doc[max(name.first, name.end - 1) : name.end + 2] if token.text != ","]
    return any(word in _JUNIOR for word in tail)


def _son(name: Name, doc: Doc) -> bool:
    return any(token.lower_ == "son" for token in doc[max(0, name.first - _BESIDE) : name.end + _BESIDE])
