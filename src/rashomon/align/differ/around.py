"""The words right around a place in a text: those of its own clause, and their stems.

Two figures in unlike sentences count one thing where such words agree.
"""

import re
from functools import lru_cache

BEFORE, BEHIND = 72, 76
"""Code points on either side in which the words of a value stand, cut where a clause ends."""
ENDS = re.compile(
    r"[.;:?!] |\n|[;“”\"()]|[.]$|\s[-–—]+\s|--|,? \b(?:but|while|whereas|which|who|whose|after|before|than|compared)\b "
)
"""Where the words around a value belong to another."""
BARE = frozenset(
    "about more than most least over under nearly almost around some that this these those with from were have "
    "been had has was said says will would could which their there they them into when what million billion "
    "trillion thousand hundred dollar dollars percent year years another other only also just each every total "
    "which according worth including included since because would should where very much many even still".split()
)
"""Words that tie a value to nothing."""
STEM = 5


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of a value's own clause before it and behind it."""
    before, behind = text[max(0, start - BEFORE) : start], text[end : end + BEHIND]
    cuts = [m.end() for m in ENDS.finditer(before)]
    before = before[cuts[-1] :] if cuts else before[before.find(" ") + 1 :] if start > BEFORE else before
    cut = ENDS.search(behind)
    if cut is not None:
        return before, behind[: cut.start()]
    return before, behind[: behind.rfind(" ")] if len(behind) == BEHIND and " " in behind else behind


@lru_cache(8192)
def stems(words: str) -> frozenset[str]:
    """The beginnings of the telling words, years among them."""
    found = (w.lower() for w in re.findall(r"[^\W\d_]{4,}|\b(?:19|20)\d\d\b", words))
    return frozenset(w[:STEM] for w in found if w not in BARE)
