"""One timeline in UTC: what was said (at the time of its post), what is told to have happened (at the time it names).

One claim makes one moment, at the time that it names or else when it was first out; two times for one happening stay
two moments, so that the conflict shows. No time is made up: a bare day stays a day.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from rashomon.compose.moments import Weighed, comparable, merged, repeated
from rashomon.compose.told import Said, Teller
from rashomon.model.analysis import Analysis, When
from rashomon.model.document import Precision
from rashomon.model.record import Claim, Entity, Moment

DAY = timedelta(days=1)
FAR = timedelta(days=60)
"""A day further than this from every account is background, shown only when two accounts give it."""
GRAIN = timedelta(days=8)
"""Stretches longer than this ("in 2014", "this month") are background too."""
AS_MUCH = 0.7
"""Share of the shorter's words that an earlier account must have in common with a later one to be told in its words."""
MOST = 80
"""Moments that a reader can take in; beyond them the weightiest are kept."""
RELATIVE = re.compile(
    r"\b(?:since|until|till|before|after|by|from|as of|ahead of|starting|beginning|between|through|compared with)"
    r"(?:\s+(?:the|last|late|early|at least|end of|start of))*\s*$",
    re.IGNORECASE,
)
"""Words before a time that make it the bound of something else ("until the end of July")."""
WHOSE = re.compile(r"['’]s?(?=\s)")
"""Behind or at the end of a time that belongs to a thing: "Sunday's crash"."""
WITHIN = re.compile(r"(?:\b(?:in|during|at)\s+(?:the\s+)?|^\W*(?:(?:the|an?)\s+)?)$", re.IGNORECASE)
"""Before a time that belongs to what the words tell of: "Sunday's crash killed 12", "12 died in Sunday's crash".

Elsewhere the thing has that day and the deed another: "is seeking the cause of Sunday's crash".
"""

SIDE = re.compile(
    r"\b(?:since|after|following|before|until|going into|ahead of|to be|who|which|where"
    r"|(?:retaliat\w+|reveng\w+|reprisals?|respon[sd]\w+|(?:over)?react\w*|answer|punishment)\b.*?\b(?:for|to))\b",
    re.IGNORECASE,
)
"""Words that open a side clause, to which a later time belongs."""
CLOCK = re.compile(
    r"(?:at |around |about |by |just |shortly |before |after )*"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|noon|midday|midnight)"
    r"(?: (?:local time|[A-Z]{2,4}T?))?\W*$",
    re.IGNORECASE,
)
"""A time of day alone. An article is often written a day later, so that it gives no day; in a post it is that day's."""
DAY_NAMED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|this (?:morning|afternoon|evening)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)
PLANNED = frozenset("plan schedule expect set due postpone reschedule project propose invite promise want".split())
"""Verbs whose time is that of what was planned."""
TO_COME = re.compile(
    r"\b(?:is|are|was|were)(?: \w+)? (?:likely|expected|set|due|headed|heading|scheduled|poised|bound)\b", re.IGNORECASE
)
"""Before a time that is still to come: "is likely headed for a vote on Friday"."""
STATES = frozenset("be have own live know belong consist contain include involve remain seem stand lie study".split())
"""Verbs of how things are: without a time of its own, on a bare day, what they tell is no moment."""
OLD = re.compile(
    r"\b(?:later that (?:year|month)|throughout the|for (?:years|decades|months)|ever since|over the years)\b",
    re.IGNORECASE,
)
"""Words of background."""

Kind = Literal["said", "happened", "reported"]


class _Time(NamedTuple):
    start: datetime
    end: datetime
    precision: Precision
    kind: Kind


def timeline(
    analyses: Sequence[Analysis], said: Said, claims: Sequence[Claim], *, entities: Sequence[Entity] = ()
) -> tuple[Moment, ...]:
    """Moments sorted by time; each with the statements that it rests on. Claims of unknown time are left out."""
    desk = _Desk(Teller(analyses, said, entities), analyses)
    found = [m for claim in claims for m in desk.moments(claim)]
    found.sort(key=lambda m: (-m.weight, m.moment.start, m.moment.text, m.moment.statements))
    kept = repeated(merged(found[: 4 * MOST], desk.teller), desk.teller)[:MOST]
    return tuple(sorted((m.moment for m in kept), key=lambda m: (m.start, m.end, m.kind, m.text, m.statements)))


class _Desk:
    def __init__(self, teller: Teller, analyses: Sequence[Analysis]) -> None:
        self.teller, self.said = teller, teller.said
        days = [a.document.published.date() if a.document.published else a.document.day for a in analyses]
        self.day_of = {a.document.id: a.document.day for a in analyses}
        self.days = [d for d in days if d is not None]

    def moments(self, claim: Claim) -> list[Weighed]:
        """The claim at the times that it names, or else when it was first out."""
        happened: dict[_Time, list[str]] = defaultdict(list)
        spoken: dict[_Time, list[str]] = defaultdict(list)
        for key in claim.statements:
            i = self.said.index[key]
            at = self._happened(i)
            if at is not None:
                happened[at].append(key)
            elif (out := self._out(i)) is not None:
                spoken[out].append(key)
        happened = _one_week(happened)
        kept = {at: keys for at, keys in happened.items() if self._worth(at, keys)}
        if happened and not kept:
            return []
        if not kept and spoken:
            told = [t for t, keys in spoken.items() if self._reads(keys, claim.statements)] or list(spoken)
            first = min(told, key=lambda t: (t.precision != "minute", t))
            kept = {first: [k for at in sorted(spoken) for k in spoken[at]]}
        elif len(kept) == 1:
            only = next(iter(kept))
            kept = {only: [*kept[only], *(k for at in sorted(spoken) for k in spoken[at])]}
        first_words = {at: spoken.get(at, happened.get(at, keys)) for at, keys in kept.items()}
        return [m for at, keys in kept.items() if (m := self._moment(claim, at, keys, first_words[at])) is not None]

    def _moment(self, claim: Claim, at: _Time, keys: list[str], own: list[str]) -> Weighed | None:
        """The moment in the words that name that time or were out then (`own`): a later account may know more."""
        best = self.teller.best(own)
        if best is None and at.kind == "happened" and not set(own) >= set(keys):
            return None  # the words that name the time do not read alone, and others tell of another deed
        if best is None or self.said.statements[best[0]].headline:
            best = self.teller.best(keys)
        if best is None or (len(claim.documents) == 1 and best[1].cost > 0.9):
            return None
        i, words = best
        bare = at.kind != "happened" and at.precision == "day"
        if len(claim.documents) == 1 and (bare or self._background(i)):
            return None
        if at.kind == "reported" and self._once(i):
            return None
        if bare and at.kind == "reported" and self.said.facts[i].predicate in STATES:
            return None
        who = self.teller.speaker(i) if at.kind == "said" and not words.named else None
        moment = Moment(start=at.start, end=at.end, precision=at.precision, kind=at.kind,
                        text=f"{words.text} ({who})" if who else words.text, statements=tuple(keys))  # fmt: skip
        return Weighed(moment, self.teller.weight(claim) + (at.kind == "happened"), comparable(moment.text))

    def _reads(self, keys: Sequence[str], others: Sequence[str]) -> bool:
        """Whether some statements can be told in their own words, or in those of others that tell as much."""
        best = self.teller.best(keys)
        if best is not None and not self.said.statements[best[0]].headline:
            return True
        best = self.teller.best(others)
        if best is None:
            return False
        told = self.teller.lemmas(best[0])
        near = (self.teller.lemmas(self.said.index[k]) for k in keys)
        return any(len(told & own) >= AS_MUCH * max(1, min(len(told), len(own))) for own in near)

    def _once(self, i: int) -> bool:
        """Whether words in an outlet's own voice tell of another week, month or year: they did not happen now."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        out = statement.published.date() if statement.published else self.day_of.get(statement.document)
        if facts.tense != "past" or out is None:
            return False
        text = self.teller.texts[statement.document]
        for when in facts.times:
            before = text[statement.content[0].start : when.start]
            bound = SIDE.search(before) or RELATIVE.search(before[-40:] + _head(text, when))
            last = when.last or when.first
            if when.duration or last is None or bound or _of_a_thing(text, when):
                continue
            if _long(when) or last < out - GRAIN:
                return True
        return False

    def _background(self, i: int) -> bool:
        """Whether an outlet tells in its own voice how things are or once were, and no news."""
        own = self.said.statements[i].source is None
        return own and (self.said.facts[i].tense != "past" or bool(OLD.search(self.said.statements[i].text)))

    def _worth(self, at: _Time, keys: Sequence[str]) -> bool:
        """Whether a time named in the words is of this event; of the past beyond, two accounts must give it."""
        near = not self.days or any(abs(at.start.date() - d) <= FAR for d in self.days)
        if near and at.end - at.start <= GRAIN:
            return True
        return len({self.said.statements[self.said.index[k]].document for k in keys}) > 1

    def _happened(self, i: int) -> _Time | None:
        """The one time that a past deed names, unless it bounds something else or lies after the words were out."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        points = [w for w in facts.times if w.first is not None and not w.duration]
        if len(points) != 1 or facts.tense != "past" or facts.negated or statement.stance not in ("asserted", "hedged"):
            return None
        when, text = points[0], self.teller.texts[statement.document]
        before = text[statement.content[0].start : when.start]
        if SIDE.search(before) or RELATIVE.search(text[max(0, when.start - 40) : when.start] + _head(text, when)):
            return None
        if _of_a_thing(text, when) and not WITHIN.search(before):
            return None
        if (
            facts.predicate in PLANNED
            or TO_COME.search(before)
            or (_long(when) and not before.rstrip().lower().endswith("in"))
        ):
            return None
        bare = CLOCK.match(text[when.start : when.end]) and not DAY_NAMED.search(statement.text)
        if bare and statement.post is None:
            return None
        out = statement.published.date() if statement.published else self.day_of.get(statement.document)
        if when.first is not None and out is not None and when.first > out + DAY:
            return None
        return _of(when)

    def _out(self, i: int) -> _Time | None:
        """When a statement was out: its minute, or its whole day where the hour is unknown."""
        statement = self.said.statements[i]
        kind: Kind = "said" if statement.source is not None else "reported"
        if statement.published is None:
            day = self.day_of.get(statement.document)
            start = datetime.combine(day, time(0), tzinfo=UTC) if day is not None else None
            return _Time(start, start + DAY - timedelta(seconds=1), "day", kind) if start is not None else None
        if statement.published.time() != time(0):
            return _Time(statement.published, statement.published, "minute", kind)
        return _Time(statement.published, statement.published + DAY - timedelta(seconds=1), "day", kind)


def _one_week(happened: dict[_Time, list[str]]) -> dict[_Time, list[str]]:
    """Within one claim a day and the same day a week before are one: a paper out on the eve says "on Tuesday" too."""
    out = dict(happened)
    for at in sorted(happened):
        later = at._replace(start=at.start + 7 * DAY, end=at.end + 7 * DAY)
        if at.precision == "day" and at.end - at.start < DAY and later in out and at in out:
            out[later] = [*out[later], *out.pop(at)]
    return out


def _of_a_thing(text: str, when: When) -> bool:
    """Whether a time stands before what has it: "Sunday's crash"."""
    return text[when.start : when.end].endswith(("'s", "’s")) or WHOSE.match(text, when.end) is not None


def _long(when: When) -> bool:
    return when.first is not None and (when.last or when.first) - when.first > GRAIN


def _head(text: str, when: When) -> str:
    """The words that a time begins with, where they may bound it ("until the end of July" is one time)."""
    found = re.match(r"\w+\s+", text[when.start : when.end])
    return found.group() if found else ""


def _of(when: When) -> _Time | None:
    if when.at is not None:
        return _Time(when.at, when.at, "minute", "happened")
    if when.first is None:
        return None
    last: date = when.last or when.first
    start = datetime.combine(when.first, time(0), tzinfo=UTC)
    return _Time(start, datetime.combine(last, time(0), tzinfo=UTC) + DAY - timedelta(seconds=1), "day", "happened")
