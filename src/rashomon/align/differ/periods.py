"""Weeks and months that differ: "the strikes last week" here, "the strikes this week" there, of one thing.

They are told from the day of writing, so Monday's "last week" is Friday's "this week"; where the days are known they
are reckoned, and where they are not the difference is told. Never more than possible.
"""

import re
from collections.abc import Iterator
from datetime import date

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence
from rashomon.model.span import Span

PERIOD = re.compile(r"\b(?P<which>earlier this|later this|this|last|next) (?P<what>week|month)\b", re.IGNORECASE)
STEPS = {"last": -1, "next": 1}
"""How far a period lies from that of writing; all others are of it."""
ALIKE = 0.5
"""Share of the shorter statement's words that the other must hold; periods are told with any deed of a story."""


def periods(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each claim and two periods in which accounts put one thing."""
    found = {i: match for i in range(len(ground.said)) if (match := _period(ground, i)) is not None}
    seen: set[tuple[str, ...]] = set()
    for a, b, _ in ground.close(among=found):
        (x, at), (y, other) = found[a], found[b]
        if x["what"].lower() != y["what"].lower() or not _apart(ground, (a, x), (b, y)) or not _one_thing(ground, a, b):
            continue
        key = (ground.claim_of[ground.said.statements[a].id].id, *sorted((x.group().lower(), y.group().lower())))
        if key in seen:
            continue
        seen.add(key)
        sides = [ground.side(ground.quoted(i, span), [(ground.said.statements[i].document, span)], [i])
                 for i, span in ((a, at), (b, other))]  # fmt: skip
        why = f"{ground.label(a)} says {ground.quoted(a, at)}, {ground.label(b)} {ground.quoted(b, other)} "
        yield ground.divergence("date", "possible", sides, f"{why}for what reads like the same thing.", (a, b))


def _period(ground: Ground, i: int) -> tuple[re.Match[str], Span] | None:
    """The one week or month that a statement names, and where; None where it names none or several."""
    statement = ground.said.statements[i]
    if statement.stance not in ("asserted", "hedged"):
        return None
    text = ground.texts[statement.document]
    found = [m for span in statement.content for m in PERIOD.finditer(text, span.start, span.end)]
    return (found[0], Span(*found[0].span())) if len(found) == 1 else None


def _apart(ground: Ground, one: tuple[int, re.Match[str]], two: tuple[int, re.Match[str]]) -> bool:
    """Whether two periods are not the same one, reckoned from the days of writing where both are known."""
    steps = [STEPS.get(match["which"].lower(), 0) for _, match in (one, two)]
    days = [ground.day(i) for i, _ in (one, two)]
    if steps[0] == steps[1]:
        return False  # one word may be repeated from an earlier day
    if days[0] is None or days[1] is None:
        return True
    what = one[1]["what"].lower()
    return _number(days[0], what) + steps[0] != _number(days[1], what) + steps[1]


def _number(day: date, what: str) -> int:
    """Which week or month a day lies in, counted through."""
    return (day.toordinal() - 1) // 7 if what == "week" else day.year * 12 + day.month


def _one_thing(ground: Ground, a: int, b: int) -> bool:
    """Whether two statements of one claim tell one thing of one doer, in much the same words."""
    if ground.label(a) == ground.label(b) or not ground.same_claim(a, b):
        return False
    known = deeds.same_doer(ground, a, b) or deeds.same_object(ground, a, b)
    return known and deeds.shared(ground, a, b) >= ALIKE
