"""Claims: statements of one content across documents, with the ties that hold them together and their origins."""

from collections.abc import Mapping, Sequence, Set

import msgspec
from msgspec.structs import replace

from rashomon.align.cluster import ASKED, MOST, grouped
from rashomon.align.copies import Copies
from rashomon.align.entities import Entities
from rashomon.align.footing import hollow, unfounded
from rashomon.align.origins import origins
from rashomon.align.pairs import Pairs, pairs
from rashomon.align.said import Said
from rashomon.align.scorer import BAR, asked_of, by_features, one_matter, reasons, same_claim
from rashomon.align.together import read_together
from rashomon.language import alone
from rashomon.language.judge import Verdict
from rashomon.model.analysis import Analysis
from rashomon.model.document import Problem
from rashomon.model.record import Claim, Source, Standing, Tie
from rashomon.model.span import short_id

INSIDE = 0.8
"""Share of the shorter content that the longer must hold, and of the longer that it may fill, to stand inside it."""
APART = 0.07
"""Probability of one claim for such a pair, and for one of which a side tells nothing: too low to join it, and just
above the bar that would keep the groups of both apart for ever (cluster.BARRED), which cost the golds .02 to .04 of the
matrix."""
REPEATS = 8
"""Times that one document may tell one thing in the same words before further ones follow the first unasked: a ticker
or a broken page repeats a line by the thousand, no story does."""
BY_HAND = "a person said so"
"""Why of a tie that a correction made."""
SHORTEST, LONGEST = 40, 220
"""Code points between which a statement reads well as the name of its claim; set by reading demo claims."""


class Ties(msgspec.Struct, frozen=True):
    """Candidate pairs with their features, and two probabilities of each.

    `chance`: that both speak of one matter, where divergences are sought; `same`: that both make one claim.
    `again`: statements that only repeat their document's own words, each with the first of them.
    """

    found: Pairs
    chance: dict[tuple[int, int], float]
    same: dict[tuple[int, int], float]
    again: dict[int, int]
    together: tuple[tuple[int, int], ...] = ()
    """Pairs that a person said are one claim."""


class Claimed(msgspec.Struct, frozen=True):
    """Every statement in exactly one claim, in reading order of their first statements, and what was not compared."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


def ties(
    said: Said, memory: dict[str, Verdict] | None = None, forced: Mapping[tuple[str, str], bool] | None = None
) -> Ties:
    """Compare statements that are worth comparing. `memory` holds verdicts on pairs read before; new ones are added.

    `forced` are pairs of statement ids that a person said make one claim (True) or two (False).
    """
    found = pairs(said)
    again = repeated(said)
    chance = by_features(found)
    same = same_claim(found, chance, read_together(found, chance, memory))
    same |= dict.fromkeys([*_one_within_another(said), *hollow(said, same)], APART)
    decided = _decided(said, forced or {}, again)
    same |= {pair: 1.0 if joined else 0.0 for pair, joined in decided.items()}
    if again:
        same = {(a, b): p for (a, b), p in same.items() if a not in again and b not in again}
    return Ties(found, one_matter(found), same, again, tuple(pair for pair, joined in decided.items() if joined))


def _decided(
    said: Said, forced: Mapping[tuple[str, str], bool], again: Mapping[int, int]
) -> dict[tuple[int, int], bool]:
    """Forced pairs by the places of their statements, repetitions by the first of them."""
    out: dict[tuple[int, int], bool] = {}
    for (one, two), joined in sorted(forced.items()):
        a, b = said.index.get(one), said.index.get(two)
        if a is not None and b is not None:
            first, second = sorted((again.get(a, a), again.get(b, b)))
            if first != second:
                out[first, second] = joined
    return out


def repeated(said: Said) -> dict[int, int]:
    """Statements that only repeat words which their document has told REPEATS times, each with the first of them."""
    told: dict[tuple[str, str, str | None], list[int]] = {}
    for i, statement in enumerate(said.statements):
        who = statement.source.entity or statement.source.description if statement.source is not None else None
        told.setdefault((statement.document, statement.text.lower(), who), []).append(i)
    return {i: rows[0] for rows in told.values() for i in rows[REPEATS:]}


def _one_within_another(said: Said) -> list[tuple[int, int]]:
    """Pairs of statements of which one stands inside the other: two claims of one sentence, so never the same one."""
    out: list[tuple[int, int]] = []
    by_document: dict[str, list[int]] = {}
    for i, statement in enumerate(said.statements):
        by_document.setdefault(statement.document, []).append(i)
    for rows in by_document.values():
        rows.sort(key=lambda i: said.statements[i].content)
        for k, a in enumerate(rows):
            one = said.statements[a].content
            for b in rows[k + 1 :]:
                two = said.statements[b].content
                if two[0].start >= one[-1].end:
                    break
                small, large = sorted((sum(map(len, one)), sum(map(len, two))))
                held = sum(x.overlap(y) for x in one for y in two)
                if held >= INSIDE * small and small < INSIDE * large:
                    out.append((min(a, b), max(a, b)))
    return out


def claims(analyses: Sequence[Analysis], said: Said, people: Entities, copies: Copies, compared: Ties) -> Claimed:
    """The claims of an event, with a problem where a bound was reached before all that matters was compared."""
    found, chance = compared.found, compared.same
    why = dict(zip(found.index, reasons(found), strict=True))
    names = {e.id: e for e in people.entities}
    accounts = [Source.from_document(a.document) for a in analyses]
    texts = {a.document.id: a.document.text for a in analyses}
    labels, houses = {a.id: a.label for a in accounts}, {a.id: a.house for a in accounts}
    out, by_hand = [], frozenset(compared.together)
    loose = unfounded(found, chance, BAR)
    grouping = grouped(len(said), chance, BAR, asked_of(found), compared.together, unfounded=loose)
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
