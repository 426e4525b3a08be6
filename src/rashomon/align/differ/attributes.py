"""Attributes that one thing has once: a person's age, the depth of the well. Told differently, one of them is wrong.

These are compared wherever they stand, because an attribute is mostly told in passing ("Tova Lind, 41, said ...").
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rashomon.align.differ.ground import Ground
from rashomon.language.figures_compare import comparable
from rashomon.language.numerals import small
from rashomon.model.analysis import Figure, Mention
from rashomon.model.record import Divergence, Side, Verdict
from rashomon.model.span import Span, hull

AGE_BEHIND = re.compile(r",? (?:\(|aged? |who is |who was )?(?P<age>\d{1,3})(?=[,.;)]| years? old\b)")
AGE_BEFORE = re.compile(r"\b(?P<age>\d{1,3})-year-old (?:[a-z]+ ){0,2}$")
AGE_OF = re.compile(
    r"\b(?P<age>\d{1,2}|[a-z]+(?:-[a-z]+)?)[- ]years?[- ]old,? (?:[a-z]+ )?"
    r"(?P<noun>boy|girl|man|woman|child|toddler|teenager|student|driver|suspect|gunman)\b",
    re.IGNORECASE,
)
"""The age of somebody who is not named."""
TOLD = 2
"""Times that an account must speak of "the boy" for him to be the only one in it."""
OLDEST = 120
_LOOKED = 6
"""Statements before a place that are looked at for the one that holds it."""
DIMENSIONS = frozenset({"depth", "height", "width", "length", "thickness", "diameter", "altitude"})
NOUN_BEHIND = re.compile(
    r"[ -](?:deep|tall|high|wide|broad|long|thick)[ ,]+(?:(?:dry|old|disused|abandoned|new) )?(?P<noun>[a-z]{3,})\b"
)
NOUN_BEFORE = re.compile(r"\b(?P<noun>[a-z]{3,}) (?:is|was|measures|measured|stands|stood)(?: [a-z]+){0,2} $")
YEARS = 400 * 86400
"""Accounts further apart may both be right about an age."""


class Told(NamedTuple):
    """One value as one statement's account gives it."""

    value: float
    figure: Figure | None
    document: str
    span: Span
    statement: int


def attributes(ground: Ground) -> Iterator[Divergence]:
    """Ages of one person, and sizes of one thing, that cannot both hold."""
    covering = _Covering(ground)
    for name, told in _ages(ground, covering):
        yield from _parted(ground, told, f"the age of {name}", ages=True)
    for noun, told in _ages_of(ground, covering):
        yield from _parted(ground, told, f"the age of the {noun}", ages=False)
    for (of, noun), told in _sizes(ground):
        yield from _parted(ground, told, f"the {of} of the {noun}", ages=False)


class _Covering:
    """Finds the statement that a place stands in or beside: a speaker's age stands before the words said."""

    def __init__(self, ground: Ground) -> None:
        self._rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for i, statement in enumerate(ground.said.statements):
            spans = [*statement.content, *(statement.source.spans if statement.source is not None else ())]
            whole = hull(spans)
            self._rows[statement.document].append((whole.start, whole.end, i))
        for rows in self._rows.values():
            rows.sort()

    def at(self, document: str, span: Span) -> int | None:
        """The statement that holds the place in its words or its source's, the last to begin; None where none does."""
        rows = self._rows.get(document, [])
        at = bisect_right(rows, (span.start, 1 << 60, 0))
        near = rows[max(0, at - _LOOKED) : at]
        return next((i for start, end, i in reversed(near) if start <= span.start < end), None)


def _ages(ground: Ground, covering: _Covering) -> Iterator[tuple[str, list[Told]]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for analysis in ground.analyses:
        text = analysis.document.text
        for mention in analysis.mentions:
            entity = ground.people.of(analysis.document.id, mention.who) if mention.kind == "person" else None
            place = _age(text, mention) if entity is not None else None
            if entity is None or place is None:
                continue
            statement = covering.at(mention.document, mention.span)
            value = float(place.of(text))
            if statement is not None and 0 < value <= OLDEST:
                found[entity].append(Told(value, None, mention.document, place, statement))
    for entity in sorted(found):
        yield ground.names[entity], found[entity]


def _age(text: str, mention: Mention) -> Span | None:
    """Where the age beside a person's whole name stands."""
    if " " not in mention.span.of(text).strip():
        return None
    behind = AGE_BEHIND.match(text, mention.end)
    if behind is not None:
        return Span(behind.start("age"), behind.end("age"))
    start = max(0, mention.start - 48)
    before = AGE_BEFORE.search(text[start : mention.start])
    return Span(start + before.start("age"), start + before.end("age")) if before is not None else None


def _ages_of(ground: Ground, covering: _Covering) -> Iterator[tuple[str, list[Told]]]:
    """Ages of the one boy, woman or driver of whom accounts speak without a name."""
    found: dict[str, list[Told]] = defaultdict(list)
    for analysis in ground.analyses:
        text, document = analysis.document.text, analysis.document.id
        for noun, age, span in _ages_in(text):
            value = float(age) if age.isdigit() else float(small().get(age, 0))
            statement = covering.at(document, span)
            spoken_of = len(re.findall(rf"\bthe (?:[\w-]+ ){{0,2}}{noun}\b", text, re.IGNORECASE))
            if statement is not None and value and spoken_of >= TOLD and _the_one(text, noun):
                found[noun].append(Told(value, None, document, span, statement))
    for noun in sorted(found):
        yield noun, found[noun]


@lru_cache(128)
def _ages_in(text: str) -> tuple[tuple[str, str, Span], ...]:
    """Whose age a text gives, the age and its place, for a story that is woven again with every new post."""
    return tuple((found["noun"].lower(), found["age"].lower(), Span(found.start("age"), found.end("age")))
                 for found in AGE_OF.finditer(text))  # fmt: skip


def _sizes(ground: Ground) -> Iterator[tuple[tuple[str, str], list[Told]]]:
    """Sizes by what they measure and of which thing, where every account speaks of the thing as the only one."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for i, (statement, facts) in enumerate(zip(ground.said.statements, ground.said.facts, strict=True)):
        text = ground.texts[statement.document]
        for figure in facts.figures:
            noun = _measured(text, figure) if figure.of in DIMENSIONS and figure.unit is not None else None
            if noun is not None and _the_one(text, noun):
                place = Span(figure.start, figure.end)
                found[str(figure.of), noun].append(Told(figure.low, figure, statement.document, place, i))
    for key in sorted(found):
        yield key, found[key]


def _measured(text: str, figure: Figure) -> str | None:
    behind = NOUN_BEHIND.match(text, figure.end)
    if behind is not None:
        return behind["noun"]
    before = NOUN_BEFORE.search(text[max(0, figure.start - 48) : figure.start])
    return before["noun"] if before is not None else None


def _the_one(text: str, noun: str) -> bool:
    """Whether an account speaks of "the well" and of no wells."""
    many = {"child": "children"}.get(noun, noun.replace("man", "men") if "man" in noun else f"{noun}s")
    return bool(re.search(rf"\bthe (?:[\w-]+ ){{0,2}}{noun}\b", text, re.IGNORECASE)) and not re.search(
        rf"\b(?:{many}|another {noun}|other {noun}|second {noun})\b", text, re.IGNORECASE
    )


def _parted(ground: Ground, told: Sequence[Told], what: str, *, ages: bool) -> Iterator[Divergence]:
    """One divergence where accounts that each give one value give different ones."""
    by_account: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_account[ground.labels[one.document]].append(one)
    steady = {label: rows for label, rows in by_account.items() if len({_value(r) for r in rows}) == 1}
    groups: list[list[Told]] = []
    for label in sorted(steady, key=lambda x: (_value(steady[x][0]), x)):
        rows = steady[label]
        home = next((g for g in groups if not _apart(g[0], rows[0])), None)
        if home is None:
            groups.append(list(rows))
        else:
            home.extend(rows)
    if len(groups) < 2 or (ages and _far(ground, told)):
        return
    sides = [_side(ground, group) for group in groups]
    parts = "; ".join(f"{side.label} in {ground.outlets(r.statement for r in group)}"
                      for side, group in zip(sides, groups, strict=True))  # fmt: skip
    verdict = _verdict(groups, ages=ages)
    yield ground.divergence("number", verdict, sides, f"Accounts differ on {what}: {parts}.",
                            [r.statement for group in groups for r in group])  # fmt: skip


def _value(told: Told) -> tuple[float, str | None]:
    return told.value, told.figure.unit if told.figure is not None else None


def _apart(one: Told, two: Told) -> bool:
    if one.figure is None or two.figure is None:
        return one.value != two.value
    return comparable(one.figure, two.figure) == "conflict"


def _far(ground: Ground, told: Sequence[Told]) -> bool:
    times = [t for r in told if (t := ground.when(r.statement)) is not None]
    return bool(times) and (max(times) - min(times)).total_seconds() > YEARS


def _verdict(groups: Sequence[Sequence[Told]], *, ages: bool) -> Verdict:
    """Two ages more than a year apart cannot both hold; a year may be a birthday, and a size an estimate."""
    values = sorted(group[0].value for group in groups)
    return "contradiction" if ages and values[-1] - values[0] > 1 else "possible"


def _side(ground: Ground, group: Sequence[Told]) -> Side:
    first = group[0]
    return ground.side(ground.words(first.statement, first.span), [(r.document, r.span) for r in group],
                       [r.statement for r in group])  # fmt: skip
