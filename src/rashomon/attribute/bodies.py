"""Bodies spoken of a second time ("the ministry", "the company"), and names that no list knows."""

import re
from collections.abc import Iterator
from itertools import takewhile

from rashomon.attribute.kinds import PERSONS
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Mention

CALLED = re.compile(r"(?!The )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}(?: …|,|$)")
"""A name of two to four words, with what is said of its bearer behind a mark."""
THE = re.compile(r"the (?P<noun>[a-z]+)$", re.IGNORECASE)
SOMEBODY = re.compile(r"[^,…]+(?: …|,) an? (?P<what>[a-z][a-z -]*)")
"""What one behind a name is, with "a" before it."""
BEHIND = frozenset({"at", "of", "in", "for", "from", "with", "who"})
ONE = frozenset(
    "ministry department agency company firm bank university college hospital museum airline club union foundation "
    "institute association commission bureau corporation society federation".split()
)
"""Bodies of which a story seldom has two; of courts, governments and parties it often has."""
ANY = frozenset("agency company firm airline club union society bureau".split())
"""Of these, words that mean a body of any name: "the club" is the last one named, or nobody knows which."""
BACK = 4000
"""Code points back to which a body may be named: most of an article."""
FLIES = re.compile(r"(?:.* )?(?:airlines?|airways)$|(?:.* )?air\b(?! force)")
"""The name of an airline: "Northian Airlines", "Air Northia"."""


def is_called(description: str | None) -> bool:
    """Whether a description is a person's name by its look: "Ines Calder, a pilot"."""
    return CALLED.match(description or "") is not None


def is_somebody(description: str | None) -> bool:
    """Whether words behind a name call its bearer a person: "Orlo Tem, a security guard at the town hall"."""
    found = SOMEBODY.match(description or "")
    if found is None:
        return False
    words = list(takewhile(lambda word: word not in BEHIND, found["what"].split()))
    noun = words[-1] if words else ""
    return noun in PERSONS or noun in naming().roles


def again(words: str, at: int, before: Iterator[Mention]) -> str | None:
    """Whom "the ministry" means: the body named before it whose name ends in the word; None when two do.

    Words such as "the club" mean it only where no body of another name stands between; "the airline" means the last
    body that is called one, whatever else is named.

    `before` are the bodies named before `at`, the last first.
    """
    found = THE.match(words)
    if found is None or (noun := found["noun"].lower()) not in ONE:
        return None
    near = list(takewhile(lambda m: at - m.start <= BACK, before))
    if noun == "airline" and (flown := next((m.who for m in near if FLIES.match(m.name.lower())), None)) is not None:
        return flown
    if noun in ANY and near and not _ends(near[0].name, noun):
        return None
    held = {m.who for m in near if _ends(m.name, noun)}
    return held.pop() if len(held) == 1 else None


def _ends(name: str, noun: str) -> bool:
    """Whether a body's name is that of a ministry, a court: by its last word or the one before "of"."""
    words = name.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    return len(words) > 1 and head == noun
