"""Words that carry an attribution, from `cues.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

import msgspec

from rashomon.lexicon import load

CueClass = Literal["assert", "accuse", "deny", "believe", "demand", "offer", "plan", "ask"]


class Cues(msgspec.Struct, frozen=True):
    """Lemma to class for verbs and nouns, and the sets of other signal words."""

    verbs: dict[str, CueClass]
    nouns: frozenset[str]
    hedges: frozenset[str]
    public: frozenset[str]
    channels: frozenset[str]
    quoting: frozenset[str]
    """Verbs that say something only where a quotation stands with them."""
    posts: Mapping[str, str]
    """Channel by the lemma of a post on it ("tweet")."""


@cache
def cues() -> Cues:
    """The table, read once."""
    table = load("cues")
    verbs: dict[str, CueClass] = {}
    for name, words in table["verbs"].items():
        for word in words:
            verbs.setdefault(word, cast("CueClass", name))
    return Cues(
        verbs=verbs,
        nouns=frozenset(table["nouns"]["assert"]),
        hedges=frozenset(table["phrases"]["hedged"]),
        public=frozenset(table["hearers"]["public"]),
        channels=frozenset(table["hearers"]["channels"]),
        quoting=frozenset(table["quoting"]["verbs"]) - verbs.keys(),
        posts=dict(table["posts"]),
    )


@cache
def told() -> frozenset[str]:
    """The forms in the past and present of the verbs of saying, for where the parser takes them for something else."""
    table = cues()
    said = {word for word, kind in table.verbs.items() if kind == "assert" and "_" not in word} | table.quoting
    return frozenset(f for w in said for f in (f"{w}s", f"{w}d" if w.endswith("e") else f"{w}ed")) | {"said", "told"}
