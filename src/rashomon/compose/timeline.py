"""One timeline in UTC: what was said (at the time of its post), what is told to have happened (at the time it names).

Statements of one claim make one moment; two times for one happening stay two moments, so that the conflict shows.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from rashomon.compose.told import Said
from rashomon.model.analysis import Analysis, When
from rashomon.model.document import Precision
from rashomon.model.record import Claim, Moment

DAY = timedelta(days=1)
FAR = timedelta(days=400)
"""A day further than this from every document is background ("in 2014"), shown only when two documents tell it."""

Kind = Literal["said", "happened", "reported"]


class _Time(NamedTuple):
    start: datetime
    end: datetime
    precision: Precision
    kind: Kind


def timeline(analyses: Sequence[Analysis], said: Said, claims: Sequence[Claim]) -> tuple[Moment, ...]:
    """Moments sorted by time; each with the statements that it rests on. Claims of unknown time are left out."""
    days = [d for a in analyses if (d := _day(a)) is not None]
    out: list[Moment] = []
    for claim in claims:
        groups: dict[_Time, list[str]] = defaultdict(list)
        for statement in claim.statements:
            at = _time(said, said.index[statement])
            if at is not None:
                groups[at].append(statement)
        out += [
            Moment(start=at.start, end=at.end, precision=at.precision, kind=at.kind, text=_text(said, members),
                   statements=tuple(members))
            for at, members in _merged(groups).items()
            if _worth(at, days, claim)
        ]  # fmt: skip
    return tuple(sorted(out, key=lambda m: (m.start, m.end, m.kind, m.text, m.statements)))


def _day(analysis: Analysis) -> date | None:
    published = analysis.document.published
    return published.date() if published is not None else analysis.document.day


def _worth(at: _Time, days: Sequence[date], claim: Claim) -> bool:
    if not days or len(claim.documents) > 1:
        return True
    return any(abs(at.start.date() - d) <= FAR for d in days)


def _time(said: Said, i: int) -> _Time | None:
    """The time of a statement: the one day that it names, else when it was said, else when it was reported."""
    statement, facts = said.statements[i], said.facts[i]
    points = [w for w in facts.times if w.first is not None and not w.duration]
    if len(points) == 1 and facts.tense == "past" and (points[0].last or points[0].first) is not None:
        return _happened(points[0])
    if statement.published is None:
        return None
    kind: Kind = "said" if statement.source is not None else "reported"
    precision: Precision = "minute" if statement.published.time() != time(0) else "day"
    return _Time(statement.published, statement.published, precision, kind)


def _happened(when: When) -> _Time | None:
    if when.at is not None:
        return _Time(when.at, when.at, "minute", "happened")
    if when.first is None:
        return None
    last = when.last or when.first
    start = datetime.combine(when.first, time(0), tzinfo=UTC)
    return _Time(start, datetime.combine(last, time(0), tzinfo=UTC) + DAY - timedelta(seconds=1), "day", "happened")


def _merged(groups: dict[_Time, list[str]]) -> dict[_Time, list[str]]:
    """What was said or reported at several times is shown at the first of them; happenings stay apart by their time."""
    out: dict[_Time, list[str]] = {}
    spoken = sorted(t for t in groups if t.kind != "happened")
    if spoken:
        out[spoken[0]] = [s for t in spoken for s in groups[t]]
    for at in sorted(t for t in groups if t.kind == "happened"):
        out[at] = groups[at]
    return out


def _text(said: Said, members: Sequence[str]) -> str:
    """The member that reads best: whole spans, named subject, of middle length."""
    texts = [said.statements[said.index[s]] for s in members]
    return min(texts, key=lambda s: (len(s.content) > 1, abs(len(s.text) - 110), s.id)).text
