"""Whose words count as one voice: a body and its spokeswoman, a source told in full here and in short there.

That one account says "the ministry" and another "a ministry spokesman" is no difference of sourcing. Descriptions are
one voice only where they end in the same noun or name a body and somebody who speaks for it: a man's lawyer is not he.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rashomon.lexicon.gazetteer import plain

SPEAKS = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|statement|announcement|press (?:office|service))\b",
    re.IGNORECASE,
)
"""Who or what speaks for a body."""
FOR = re.compile(rf"{SPEAKS.pattern} (?:by|for|from|of) (?P<whom>.+)", re.IGNORECASE)
"""For whom somebody speaks, or whose words they are."""
TAIL = re.compile(
    r"[,…(]| (?:of|in|for|from|with|at|to|on|by|who|whom|that|which|close|familiar|briefed)\b", re.IGNORECASE
)
"""Where the main noun of a description ends: "three people | with knowledge of the matter"."""
SMALL = frozenset({"the", "a", "an", "of", "in", "for", "from", "s", "his", "her", "their", "its", "and"})


def one_voice(labels: Sequence[str], roles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each source with the one that stands for it: the fullest of those that are one voice.

    All of one voice are alike: "officials" may be the Brellan or the Sorvian ones, and does not make these two one.
    `roles` are what a named source is called; sources are joined through the roles too ("Ida Vane", a spokeswoman of
    the navy, and "the navy").
    """
    groups = {label: [label] for label in labels}
    alike = set(_alike(labels, roles))
    for one, two in sorted(alike):
        ours, theirs = groups[one], groups[two]
        if ours is not theirs and all((min(a, b), max(a, b)) in alike for a in ours for b in theirs):
            both = sorted([*ours, *theirs], key=lambda x: (x not in roles, -len(x), x))
            groups.update(dict.fromkeys(both, both))
    return {label: groups[label][0] for label in labels}


def _alike(labels: Sequence[str], roles: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of sources that are one voice.

    Two that are both named stay apart as the entities keep them, unless one is a bare surname: it may be the other's.
    """
    ordered = sorted(set(labels))
    for k, one in enumerate(ordered):
        for two in ordered[k + 1 :]:
            both = one in roles and two in roles
            bare = 1 in (len(_words(one)), len(_words(two)))
            if ((bare or not both) and _in_full(one, two)) or any(
                _speaks_for(who, body) or (not both and _one_post(who, body))
                for speaker, body in ((one, two), (two, one))
                for who in (speaker, *roles.get(speaker, ()))
            ):
                yield one, two


def _in_full(one: str, two: str) -> bool:
    """Whether one description holds the other and both mean the same noun ("officials", "Brellan officials")."""
    first, second = _words(one), _words(two)
    small, large = sorted((first, second), key=len)
    return bool(small) and small <= large and _head(one) == _head(two)


def _speaks_for(who: str, body: str) -> bool:
    """Whether a description is that of somebody who speaks for a body that is named or described by `body`."""
    if not _speaks(who) or _speaks(body):
        return False
    named, behind = _words(body), FOR.search(who)
    if behind is not None and _head(behind["whom"]) not in {w.rstrip("s") for w in named}:
        return False  # "a statement by Vane's lawyer", "a spokesman for the fans of the club"
    return bool(named) and named <= _words(who)


def _one_post(role: str, described: str) -> bool:
    """Whether a description without a name is that of the post of spokesman that somebody holds elsewhere."""
    if not _speaks(role) or not _speaks(described) or role == described:
        return False
    named = _words(SPEAKS.sub("", role))
    return bool(named) and named <= _words(described)


@lru_cache(4096)
def _speaks(label: str) -> bool:
    return SPEAKS.search(label) is not None


@lru_cache(4096)
def _head(label: str) -> str:
    """The last word before a description goes on: whom it means."""
    found = TAIL.search(label, 1)
    row = plain(label[: found.start()] if found else label).split()
    return row[-1].rstrip("s") if row else ""


@lru_cache(4096)
def _words(label: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W_]+", plain(re.sub(r"['’]s\b", "", label))) if w not in SMALL)
