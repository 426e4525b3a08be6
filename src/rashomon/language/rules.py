"""The parser's table of exceptions (parts of speech, forms, some lemmas), looked up instead of searched for.

spaCy's `AttributeRuler` runs a general pattern matcher over every text, which takes a fifth of the time of parsing,
though its patterns for English are short: one token or two, told by tag, word, dependency or being blank. What a
pattern says of a token depends on these four alone, so that it is worked out once for each combination.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Key = tuple[int, int, int, int]

ASKED = ("TAG", "LOWER", "DEP", "IS_SPACE")
"""What a pattern may ask of a token."""
_KEPT = 100_000
"""Words remembered, so that memory stays bounded."""


class _Fits:
    """Numbers, in order, of the rules that a token meets alone, and as first or second of two."""

    __slots__ = ("alone", "first", "second")

    def __init__(self, rules: Sequence[tuple[int, list[dict[str, Any]]]], values: dict[str, Any]) -> None:
        self.alone = [n for n, pattern in rules if len(pattern) == 1 and _meets(pattern[0], values)]
        self.first = frozenset(k for k, (_, p) in enumerate(rules) if len(p) == 2 and _meets(p[0], values))
        self.second = frozenset(k for k, (_, p) in enumerate(rules) if len(p) == 2 and _meets(p[1], values))


class Rules:
    """A component that writes into a Doc what the given `AttributeRuler` would; longer patterns are refused."""

    def __init__(self, ruler: Any) -> None:
        self._strings = ruler.vocab.strings
        self._attrs, self._indices = ruler.attrs, ruler.indices
        self._rules = [(n, pattern) for n, rule in enumerate(ruler.patterns) for pattern in rule["patterns"]]
        if any(not 1 <= len(pattern) <= 2 for _, pattern in self._rules):
            raise ValueError("a rule of more than two tokens")
        asked = [token["LOWER"] for _, pattern in self._rules for token in pattern if "LOWER" in token]
        self._words = {w for a in asked for w in (a.get("IN", ()) if isinstance(a, dict) else (a,))}
        self._forms = [re.compile(a["REGEX"]) for a in asked if isinstance(a, dict) and "REGEX" in a]
        self._plain: dict[int, int] = {}
        self._known: dict[Key, _Fits] = {}
        self._merged: dict[tuple[int, ...], dict[int, Any]] = {}

    def __call__(self, doc: Any) -> Any:
        """Write into `doc` and return it, as spaCy asks of a component."""
        from spacy.tokens._retokenize import set_token_attrs  # noqa: PLC0415 (heavy)

        fits = [self._fits(*key) for key in doc.to_array(list(ASKED)).tolist()]
        pairs: dict[int, list[int]] = {}
        for at in range(len(fits) - 1):
            if fits[at].first and fits[at + 1].second:
                for k in fits[at].first & fits[at + 1].second:
                    number = self._rules[k][0]
                    pairs.setdefault(at + self._indices[number], []).append(number)
        for at, fit in enumerate(fits):
            numbers = sorted([*fit.alone, *pairs[at]]) if at in pairs else fit.alone
            if numbers:
                set_token_attrs(doc[at], self._told(tuple(numbers)))
        return doc

    def _fits(self, tag: int, lower: int, dep: int, blank: int) -> _Fits:
        word = self._plain.get(lower)
        if word is None:
            if len(self._plain) >= _KEPT:
                self._plain.clear()
            word = self._plain[lower] = lower if self._speaks_of(self._strings[lower]) else 0
        found = self._known.get((tag, word, dep, blank))
        if found is None:
            values = {name: self._strings[n] for name, n in zip(ASKED[:3], (tag, word, dep), strict=True)}
            found = self._known[tag, word, dep, blank] = _Fits(self._rules, {**values, "IS_SPACE": bool(blank)})
        return found

    def _speaks_of(self, word: str) -> bool:
        """Whether any rule asks for this very word: of most words none does, and they are alike to all rules."""
        return word in self._words or any(form.search(word) for form in self._forms)

    def _told(self, numbers: tuple[int, ...]) -> dict[int, Any]:
        """What several rules say of one token: of two that disagree the later one holds."""
        if numbers not in self._merged:
            self._merged[numbers] = {name: value for n in numbers for name, value in self._attrs[n].items()}
        return self._merged[numbers]


def _meets(pattern: dict[str, Any], values: dict[str, Any]) -> bool:
    return all(_holds(wanted, values[name]) for name, wanted in pattern.items())


def _holds(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(wanted == value)
    return all(_passes(name, what, value) for name, what in wanted.items())


def _passes(name: str, what: Any, value: Any) -> bool:
    if name == "REGEX":
        return re.search(what, value) is not None
    if name not in ("IN", "NOT_IN"):
        raise ValueError(f"a rule with {name}")
    return (value in what) is (name == "IN")
