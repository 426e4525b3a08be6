"""Claims: statements of one content across documents, with the ties that hold them together and their origins."""

from collections.abc import Mapping, Sequence, Set

import msgspec
from msgspec.structs import replace

from rashomon.align.cluster import ASKED, MOST
from rashomon.align.copies import Copies
from rashomon.align.entities import Entities
from rashomon.align.origins import origins
from rashomon.align.said import Said
from rashomon.align.scorer import BAR, reasons
from rashomon.align.ties import Ties, gathered
from rashomon.language import alone
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Source, Standing, Tie
from rashomon.model.span import short_id

BY_HAND = "a person said so"
"""Why of a tie that a correction made."""
SHORTEST, LONGEST = 40, 220
"""Code points between which a statement reads well as the name of its claim; set by reading demo claims."""


class Claimed(msgspec.Struct, frozen=True):
    """Every statement in exactly one claim, in reading order of their first statements, and what was not compared."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


def claims(analyses: Sequence[Analysis], said: Said, people: Entities, copies: Copies, compared: Ties) -> Claimed:
    """The claims of an event, with a problem where a bound was reached before all that matters was compared."""
    found, chance = compared.found, compared.same
    why = dict(zip(found.index, reasons(found), strict=True))
    names = {e.id: e for e in people.entities}
    accounts = [Source.from_document(a.document) for a in analyses]
    texts = {a.document.id: a.document.text for a in analyses}
    labels, houses = {a.id: a.label for a in accounts}, {a.id: a.house for a in accounts}
    out, by_hand = [], frozenset(compared.together)
    grouping = gathered(said, found, chance, compared.together)
    for group in _with_repeated(grouping.groups, compared.again):
        inside = [(a, b) for k, a in enumerate(group) for b in group[k + 1 :] if (a, b) in chance]
        told_ties = tuple(
            Tie(a=said.statements[a].id, b=said.statements[b].id, probability=round(chance[a, b], 3),
                why=BY_HAND if (a, b) in by_hand else why[a, b])
            for a, b in inside if chance[a, b] >= BAR
        )  # fmt: skip
        told = tuple(said.statements[i].id for i in group)
        documents = tuple(dict.fromkeys(said.statements[i].document for i in group))
        roots, bounds = origins(group, said, copies, names, labels, houses)
        out.append(Claim(id=short_id("c", *sorted(told)), text=_clearest(group, said, texts), statements=told,
                         documents=documents, origins=roots, origin_bounds=bounds,
                         standing=_standing({houses[d] for d in documents}, bounds), links=told_ties))  # fmt: skip
    return Claimed(tuple(out), (_undecided(grouping.undecided),) if grouping.undecided else ())


def _undecided(pairs_of_claims: int) -> Problem:
    what = "one pair of claims was" if pairs_of_claims == 1 else f"{pairs_of_claims:,} pairs of claims were"
    message = (
        f"{what} not compared to the end and may be one claim told as two: besides the pairs that are alike at first "
        f"sight, a story compares at most {ASKED} pairs for each of its statements, and {MOST} between two claims"
    )
    return Problem(stage="weave", code="claims-not-compared", message=message)


def _with_repeated(groups: Sequence[tuple[int, ...]], again: Mapping[int, int]) -> list[tuple[int, ...]]:
    """The groups, statements that only repeat another's words moved into that one's group."""
    if not again:
        return list(groups)
    home = {i: k for k, group in enumerate(groups) for i in group}
    members = [[i for i in group if i not in again] for group in groups]
    for i, first in again.items():
        members[home[first]].append(i)
    return sorted(tuple(sorted(group)) for group in members if group)


def _standing(outlets: Set[str], bounds: tuple[int, int]) -> Standing:
    """How a claim stands; two pieces of one outlet are one outlet."""
    if len(outlets) == 1:
        return "one outlet"
    return "several outlets, one origin" if bounds[1] == 1 else "several origins"


def standing(found: Sequence[Claim], disputed: Set[str]) -> tuple[Claim, ...]:
    """The claims again, those that a contradiction touches (their ids) marked as disputed."""
    return tuple(replace(c, standing="disputed") if c.id in disputed else c for c in found)


def _clearest(group: Sequence[int], said: Said, texts: Mapping[str, str]) -> str:
    """The statement that reads best alone: a full clause with a named subject, of fair length, not a headline."""

    def cost(i: int) -> tuple[float, int, str]:
        statement, facts = said.statements[i], said.facts[i]
        size = len(statement.text)
        bad = alone.cost(statement.text, facts, pieces=len(statement.content), headline=statement.headline)
        bad += 1.5 * (statement.source is None and alone.only_said(statement.text, facts))
        content = statement.content
        bad += alone.FULL * alone.cut(texts[statement.document], content[0].start, content[-1].end, facts)
        bad += max(0, SHORTEST - size) / SHORTEST + max(0, size - LONGEST) / LONGEST
        bad -= 0.2 * min(3, len(said.who[i]))
        return round(bad, 6), size, statement.id

    return said.statements[min(group, key=cost)].text
