"""Denials that name no deed: "the ministry denied the report", "he denied saying this", "such claims are baseless".

What is denied stands before them in the same account. Who denies it there stands against every other account that
tells it, for a reader of one of the two learns only half.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.language import alone
from rashomon.model.record import Divergence, Verdict
from rashomon.model.span import Span

_WORD = r"(?:report|claim|allegation|accusation|charge|suggestion|assertion|account|story|stories|rumou?r)s?"
DENIES = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying)|refut(?:es?|ed)|rebut(?:s|ted))\b"
    r" (?:(?:saying|doing|making|having (?:said|done|made)) (?:it|this|that|so)\b"
    rf"|(?:it|this|that|all|(?:the|these|those|such|any such|both|all) (?:[a-z]+ )?{_WORD}))"
    r"(?= ?(?:$|[.,;”\"]|(?:on|in|as|and|but|through|during|at|last) |yesterday|today|[a-z]+day\b))",
    re.IGNORECASE,
)
"""A denial of what was told before."""
FALSE = re.compile(
    rf"^\W*(?:(?:the|these|those|such|all|any|media|press|earlier) ){{0,3}}{_WORD}\b"
    r"(?P<what> (?:of|that|about)\b[^.;]{8,160}?)\W+(?:are|is|were|was|do(?:es)?|did)\W+"
    r"(?:not (?:accord|correspond|true|correct|accurate|factual)|(?:\w+ly )?(?:false|untrue|baseless|groundless|"
    r"unfounded|fabricated|inaccurate|incorrect|without (?:any )?(?:foundation|merit|basis)))\b",
    re.IGNORECASE,
)
"""The same said of reports: "charges of selling oil do not accord with the facts"."""
UNTRUE = re.compile(
    r"^(?:\W*\w+ly\b)?\W*it(?: is|['’]s| was)(?: \w+ly)? (?:impossible|untrue|false|not (?:true|so|the case)|nonsense) "
    r"that (?P<what>[^.;,:]{12,160})",
    re.IGNORECASE,
)
"""The same said of a clause: "it is impossible that a torpedo hit the ferry"."""
FEW = 3
"""Words of such a clause that are enough when another account holds them all."""
ASKS = re.compile(r"\W*(?:why|how|what|did|does|do|is|was)\b", re.IGNORECASE)
NEAR = 320
"""Code points before a denial in which what it denies must end."""
SURE = 0.5
"""Probability of one matter from which another account tells what was denied."""
HALF = 0.5
"""Share of words that it must have in common with what stood before the denial."""
MOST = 0.6
"""Share of the words of what is called false that another account must hold."""
LEAST = 4
"""Words that must be there for either."""
FLAT = frozenset({"asserted", "hedged"})


class _Told(NamedTuple):
    """A statement that tells what is denied, and how surely it is the same."""

    statement: int
    chance: float


def referred(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each claim that an account has denied and others tell."""
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, statement in enumerate(ground.said.statements):
        rows[statement.document].append((statement.content[-1].end, i))
    for row in rows.values():
        row.sort()
    before = {no: last for no in range(len(ground.said)) if (last := _before(ground, no, rows)) is not None}
    near: dict[int, list[_Told]] = {last: [] for last in before.values()}
    for a, b, p in ground.close(SURE) if near else ():
        for one, other in ((a, b), (b, a)):
            if one in near:
                near[one].append(_Told(other, p))
    seen: set[tuple[str, str]] = set()
    for no, statement in enumerate(ground.said.statements):
        told = _denied(ground, no, before.get(no), near)
        key = (ground.claim_of[ground.said.statements[told[0].statement].id].id if told else "", statement.document)
        if told and key not in seen:
            seen.add(key)
            yield _divergence(ground, no, told)


def _denied(ground: Ground, no: int, before: int | None, near: Mapping[int, Sequence[_Told]]) -> list[_Told]:
    """The statements of other accounts that tell what a statement denies, likeliest first.

    `before` is what its account tells right before, where the denial is of that; `near` are the likes of such.
    """
    text = ground.said.statements[no].text
    false = FALSE.match(text) or UNTRUE.match(text)
    told = _with_words(ground, no, false["what"]) if false is not None else []
    if before is not None:
        told = [t for t in near[before] if t.chance >= SURE and _one_deed(ground, t.statement, before)]
    told = [t for t in told if _tells(ground, t.statement, no)]
    return sorted(told, key=lambda t: (-t.chance, t.statement))


def _before(ground: Ground, no: int, rows: Mapping[str, Sequence[tuple[int, int]]]) -> int | None:
    """What an account tells last before a denial: a clause that is not the denier's own word.

    None for what denies nothing, or says itself what is false. `rows` are the statements of each document by their end.
    """
    statement = ground.said.statements[no]
    if FALSE.match(statement.text) or UNTRUE.match(statement.text) or not _named(ground, no):
        return None
    row = rows[statement.document]
    start = min(s.start for s in ground.said.statements[no].content)
    at = bisect_right(row, (start, len(ground.said)))
    near = [i for end, i in row[:at] if start - end <= NEAR and i != no and _says(ground, i)]
    if not near:
        return None
    last, doers = ground.said.statements[near[-1]].sentence, deeds.doers(ground, no) | _source(ground, no)
    told = [
        i for i in near
        if ground.said.statements[i].sentence == last and ground.said.statements[i].stance in FLAT
        and not _source(ground, i) & doers
    ]  # fmt: skip
    return max(told, key=lambda i: (len(ground.claim_of[ground.said.statements[i].id].documents), i), default=None)


def _named(ground: Ground, i: int) -> bool:
    """Whether a denial is of what was told before: in its own words, or in its cue and the content right behind."""
    statement = ground.said.statements[i]
    if statement.stance != "denied":
        return False
    cue = statement.cue[-1] if statement.cue else None
    if statement.source is None or cue is None:
        return DENIES.search(statement.text) is not None
    whole = Span(cue.start, statement.content[0].end)
    beside = cue.start < statement.content[0].start <= cue.end + 2 and len(statement.content) == 1
    return beside and DENIES.match(ground.words(i, whole)) is not None


def _source(ground: Ground, i: int) -> set[str]:
    """Words for the source of a statement; none for the outlet's own voice."""
    source = ground.said.statements[i].source
    if source is None:
        return set()
    names = [ground.names.get(source.entity or ""), source.description]
    return {w for name in names if name for w in re.findall(r"[^\W\d_]{3,}", name.lower())}


def _with_words(ground: Ground, no: int, what: str) -> list[_Told]:
    """Statements of any account that hold most words of what is called false, and whose doer is named there."""
    lower = what.lower()
    wanted = {w for w in _stems(ground, no) if len(w) == deeds.FAMILY and w in lower}
    if len(wanted) < FEW:
        return []
    names = {w[: deeds.FAMILY].lower() for w in re.findall(r"\b[A-Z][^\W\d_]+", what)}
    deed = wanted - names  # two states are named together in every account of them, whatever it tells
    most = MOST if len(wanted) >= LEAST else 1.0
    rows = [_stems(ground, i) for i in range(len(ground.said))]
    doers = [{w[: deeds.FAMILY] for w in facts.subject} for facts in ground.said.facts]
    return [
        _Told(i, len(wanted & row) / len(wanted)) for i, row in enumerate(rows)
        if len(wanted & row) >= most * len(wanted) and len(deed & row) >= HALF * len(deed) and doers[i] & wanted
    ]  # fmt: skip


def _stems(ground: Ground, i: int) -> set[str]:
    return {w[: deeds.FAMILY] for w in ground.lemmas[i]}


def _one_deed(ground: Ground, a: int, b: int) -> bool:
    """Whether two statements have a verb or an object in common, and half the shorter one's words."""
    one, two = _stems(ground, a), _stems(ground, b)
    small = min(len(one), len(two))
    part = deeds.same_verb(ground, a, b) or deeds.same_object(ground, a, b)
    return part and small >= LEAST and len(one & two) >= HALF * small


def _tells(ground: Ground, i: int, no: int) -> bool:
    """Whether a statement of another account tells it so, on another's word than the denier's."""
    statement = ground.said.statements[i]
    if statement.document == ground.said.statements[no].document or statement.stance not in FLAT:
        return False
    if _source(ground, i) & (deeds.doers(ground, no) | _source(ground, no)):
        return False
    turned = ground.said.facts[i].negated or DENIES.search(statement.text) or FALSE.match(statement.text)
    turned = turned or UNTRUE.match(statement.text)
    asks = "?" in statement.text or ASKS.match(statement.text)
    return _says(ground, i) and not (turned or asks)


def _says(ground: Ground, i: int) -> bool:
    """Whether a statement tells something, and not only that somebody spoke."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    return deeds.clause(ground, i) and not (statement.source is None and alone.only_said(statement.text, facts))


def _divergence(ground: Ground, no: int, told: Sequence[_Told]) -> Divergence:
    claim = ground.claim_of[ground.said.statements[told[0].statement].id].id
    rows = [t.statement for t in told if ground.claim_of[ground.said.statements[t.statement].id].id == claim]
    firm = [i for i in rows if deeds.firm(ground, i)]
    verdict: Verdict = "contradiction" if firm and deeds.firm(ground, no) else "possible"
    return ground.denial(verdict, firm or rows, no)
