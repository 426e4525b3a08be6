"""Dates that differ: two accounts that give one deed two days.

Days are compared only where both date the same deed with the same grain: a year is no other day than a Friday in it,
and "Saturday" told from two days of writing is one word and may be two days.
"""

import re
from collections.abc import Iterator

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.model.analysis import When
from rashomon.model.record import Divergence, Side, Verdict
from rashomon.model.span import Span

SURE = 0.5
"""Probability of one matter from which two written-out dates of one deed are a contradiction."""
MATTER = 0.3
"""Probability from which dates are compared at all."""
CERTAIN = 0.8
"""Probability from which two terms of years ("from 2009 to 2013") are one term."""
YEAR = 300
"""Days from which a stretch is told by the year."""
WEEK = 6
"""Days apart from which two dates told from the day of writing are two weeks' rather than one deed's, and from which
any two dates are one deed's only within a claim."""
LATER = re.compile(r"\b(?:years?|months?|weeks?|days?) (?:later|earlier)\b", re.IGNORECASE)
"""A second time, told from the first."""
OF_A_THING = re.compile(
    r"(?:the|its|his|her) \d{4} (?!(?:and|or|to|but|as|when|after|before|in|at|by|for|with)\b)[a-z]", re.IGNORECASE
)
"""A year that says which thing is meant, and not when the deed was done: "before the 2031 primary"."""


def dates(ground: Ground) -> Iterator[Divergence]:
    """Points in time of one deed that do not meet."""
    seen: set[tuple[object, ...]] = set()
    points = {i: point for i in range(len(ground.said)) if (point := _point(ground, i)) is not None}
    for a, b, chance in ground.close(MATTER, points):
        x, y = points[a], points[b]
        if not _apart(ground, (a, x), (b, y)):
            continue
        term = _long(x) and x.first == y.first and (ground.same_claim(a, b) or chance >= CERTAIN)
        if not term and not (_one_deed(ground, a, b) and (_near(x, y) or ground.same_claim(a, b))):
            continue  # who won in 1908 and again in 2016 won twice
        key = (*sorted((ground.label(a), ground.label(b))), *sorted((str(x.first), str(y.first))))
        if key in seen:
            continue
        seen.add(key)
        sides = [_side(ground, a, x), _side(ground, b, y)]
        sure = chance >= SURE and ground.same_claim(a, b) and _written(ground, a, x) and _written(ground, b, y)
        sure = sure and _flat(ground, a, b) and (_day(x) and _day(y))
        verdict: Verdict = "contradiction" if sure else "possible"
        tail = "for the same thing, and both cannot hold" if sure else "for what reads like the same thing"
        why = f"{ground.label(a)} says {_quote(ground, a, x)}, {ground.label(b)} {_quote(ground, b, y)} {tail}."
        yield ground.divergence("date", verdict, sides, why, (a, b))


def _point(ground: Ground, i: int) -> When | None:
    """The one resolved time of a statement's deed; None when it has none or several."""
    points = [w for w in ground.said.facts[i].times if not w.duration and w.first is not None]
    if len(points) != 1 or LATER.search(ground.said.statements[i].text):
        return None
    text, when = ground.texts[ground.said.statements[i].document], points[0]
    return None if _long(when) and OF_A_THING.match(text[max(0, when.start - 4) : when.end + 24]) else when


def _apart(ground: Ground, one: tuple[int, When], two: tuple[int, When]) -> bool:
    """Whether two times of one grain do not meet, and by more than zones or the day of writing explain."""
    (a, x), (b, y) = one, two
    told = [re.sub(r"[^a-z0-9]", "", _words(ground, i, w)) for i, w in (one, two)]
    if x.first is None or y.first is None or told[0].startswith(told[1]) or told[1].startswith(told[0]):
        return False
    if _long(x) and _long(y) and x.first == y.first:
        return x.last != y.last and min(_length(x), _length(y)) > 366
    if x.first <= (y.last or y.first) and y.first <= (x.last or x.first):
        return False
    if not (_day(x) and _day(y)):
        return _long(x) and _long(y) and "ago" not in _words(ground, a, x) + _words(ground, b, y)
    gap = abs((x.first - y.first).days)
    if _written(ground, a, x) and _written(ground, b, y):
        return gap >= 1
    return 1 < gap < WEEK and not _own_days(ground, (a, x), (b, y))


def _own_days(ground: Ground, one: tuple[int, When], two: tuple[int, When]) -> bool:
    """Whether each account tells of its own day: met on Sunday in Monday's paper, on Thursday in Friday's."""
    days = [(ground.day(i), when.first) for i, when in (one, two)]
    told = [(out - at).days for out, at in days if out is not None and at is not None]
    return len(told) == 2 and all(0 <= late <= 1 for late in told)


def _near(x: When, y: When) -> bool:
    """Whether two times are so near that one deed may be told with both."""
    return x.first is not None and y.first is not None and abs((x.first - y.first).days) < WEEK


def _one_deed(ground: Ground, a: int, b: int) -> bool:
    """Whether both date one deed: a clause of the same verb, done by the same one or to the same thing."""
    if not (deeds.clause(ground, a) and deeds.clause(ground, b)):
        return False
    if ground.said.facts[a].negated != ground.said.facts[b].negated:
        return False
    known = deeds.same_doer(ground, a, b) or deeds.same_object(ground, a, b)
    if deeds.same_verb(ground, a, b):
        return known or deeds.same_parts(ground, a, b)
    one, two = (_point(ground, i) for i in (a, b))
    if one is not None and two is not None and _long(one) and _long(two):
        return False  # who was the first to attend in one year and attended in another did both
    return known and ground.same_claim(a, b) and deeds.shared(ground, a, b) >= 0.6


def _flat(ground: Ground, a: int, b: int) -> bool:
    tenses = {ground.said.facts[i].tense for i in (a, b)}
    return deeds.firm(ground, a) and deeds.firm(ground, b) and len(tenses) == 1 and deeds.same_verb(ground, a, b)


def _written(ground: Ground, i: int, when: When) -> bool:
    """Whether a date is written out ("4 May") rather than told from the day of writing ("on Sunday", "2 days ago")."""
    words = _words(ground, i, when)
    return any(c.isdigit() for c in words) and not re.search(r"\b(?:ago|last|next|earlier|later|this)\b", words)


def _length(when: When) -> int:
    return ((when.last or when.first) - when.first).days if when.first else 0


def _day(when: When) -> bool:
    return _length(when) <= 1


def _long(when: When) -> bool:
    return _length(when) >= YEAR


def _words(ground: Ground, i: int, when: When) -> str:
    return re.sub(r"^(?:on|in|at|by) ", "", ground.words(i, Span(when.start, when.end)).lower())


def _quote(ground: Ground, i: int, when: When) -> str:
    return ground.quoted(i, Span(when.start, when.end))


def _side(ground: Ground, i: int, when: When) -> Side:
    return ground.side(_quote(ground, i, when), [(ground.said.statements[i].document, Span(when.start, when.end))], [i])
