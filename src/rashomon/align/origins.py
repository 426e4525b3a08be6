"""How many independent origins stand behind a claim: the end nodes of its sourcing chains, not its outlets.

Two statements have one origin when they name the same speaker, pass on the same agency or outlet, stand in copies of
one text, or share the same quoted words. Each union keeps its reason. An outlet's own assertion is one origin of
unknown depth: it may rest on any of the others, so it raises only the upper bound.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge

import msgspec

from rashomon.align.copies import Copies
from rashomon.align.features import Run, longest_run
from rashomon.align.said import Said
from rashomon.model.analysis import Statement
from rashomon.model.record import Entity, Origin

QUOTED_RUN = 6
"""Words of a quotation that two statements must share to be one utterance; shorter ones are set phrases."""

TOLD = 4
"""Reasons told for one origin, the first found; a hundred copies of one text would give thousands."""


class _Node(msgspec.Struct, frozen=True):
    """What a statement rests on, as far as it says."""

    key: tuple[str, str]
    label: str
    named: bool
    why: str


def origins(
    members: Sequence[int],
    said: Said,
    copies: Copies,
    names: dict[str, Entity],
    labels: dict[str, str],
    houses: Mapping[str, str],
) -> tuple[tuple[Origin, ...], tuple[int, int]]:
    """The origins of a claim whose statements are `members`, and bounds on how many are independent.

    `labels` names the documents, `houses` says whose each is: what one outlet tells in two pieces in its own voice has
    one origin. The lower bound counts what cannot be one: distinct named speakers; unnamed
    sources and outlets' own words may all rest on one of them.
    """
    parent = {i: i for i in members}
    why: dict[int, list[str]] = defaultdict(list)
    nodes = {i: _node(said.statements[i], copies, names, labels, houses) for i in members}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(a: int, b: int, reason: str) -> None:
        one, two = sorted((root(a), root(b)))
        rest = why.pop(two, []) if one != two else []
        parent[two] = one
        why[one] = list(dict.fromkeys([*why[one], *rest, reason]))[:TOLD]

    ordered = sorted(members)
    sourced = [i for i in ordered if nodes[i].key[0] != "outlet"]
    own = [i for i in ordered if nodes[i].key[0] == "outlet"]
    tell = _Reasons(said, nodes, copies, labels, houses)
    for part in (sourced, own):
        for i, j in _compared(part, said, nodes):
            settled = root(i) == root(j) and len(why[root(i)]) == TOLD
            reason = None if settled else tell.of(i, j)
            if reason is not None:
                join(i, j, reason)
    _lean(own, sourced, said, labels, root, join)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in ordered:
        groups[root(i)].append(i)
    found = [_origin(group, nodes, why.get(top, []), said) for top, group in sorted(groups.items())]
    return tuple(sorted(found, key=lambda o: (not o.named, o.label, o.statements))), _bounds(groups.values(), nodes)


def _lean(
    own: list[int], sourced: list[int], said: Said, labels: dict[str, str],
    root: Callable[[int], int], join: Callable[[int, int, str], None],
) -> None:  # fmt: skip
    """What an outlet tells both in its own voice and with a source rests on that source, on the first if on several.

    Only one is taken, so that an outlet's own words never make one origin of two speakers.
    """
    leaning: set[int] = set()
    for i in own:
        outlet = said.statements[i].document
        first = next((j for j in sourced if said.statements[j].document == outlet), None)
        if first is not None and root(i) not in leaning and root(i) != root(first):
            join(i, first, f"{labels[outlet]} tells it in its own voice and with a source")
            leaning.add(root(i))


def _node(
    statement: Statement, copies: Copies, names: dict[str, Entity], labels: dict[str, str], houses: Mapping[str, str]
) -> _Node:
    source, outlet = statement.source, labels[statement.document]
    if source is not None and source.entity is not None and source.entity in names:
        entity = names[source.entity]
        return _Node(("entity", entity.id), entity.name, True, f"{entity.name} is named as the source")
    if source is not None and source.description:
        relay = statement.chain[0].name if statement.chain else copies.credit.get(statement.document, outlet)
        label = f"{source.description} (through {relay})"
        return _Node(("unnamed", f"{relay}|{source.description.lower()}"), label, False, f"not named; through {relay}")
    credit = copies.credit.get(statement.document)
    if credit is not None:
        return _Node(("agency", credit), credit, True, f"{outlet} credits {credit}")
    return _Node(("outlet", houses[statement.document]), f"{outlet}, in its own voice", True, "no source is given")


def _compared(part: Sequence[int], said: Said, nodes: dict[int, _Node]) -> Iterator[tuple[int, int]]:
    """Pairs to look at for one origin, in order.

    Of statements that say the same of where they have it, only the first is compared with all others, so that a
    claim told a thousand times takes as long as the ways in which it is told.
    """
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int] = {}
    for i in part:
        statement = said.statements[i]
        words = statement.text if statement.form == "direct" else None
        relays = tuple(x.name.lower() for x in statement.chain)
        same[i] = first.setdefault((statement.document, nodes[i].key, _described(statement), relays, words), i)
    heads = [i for i in part if same[i] == i]
    followers: dict[int, list[int]] = defaultdict(list)
    for i in part:
        if same[i] != i:
            followers[same[i]].append(i)
    for i in heads:
        yield from ((i, j) for j in merge(heads[bisect_right(heads, i) :], followers[i]))


class _Reasons:
    """Why two statements of one claim have one origin. Parts of statements are looked up once."""

    def __init__(
        self, said: Said, nodes: dict[int, _Node], copies: Copies, labels: dict[str, str], houses: Mapping[str, str]
    ) -> None:
        self.said, self.nodes, self.copies, self.labels, self.houses = said, nodes, copies, labels, houses
        self.runs: dict[int, Run] = {}
        self.lower = {document: label.lower() for document, label in labels.items()}
        self.relays = {i: {x.name.lower() for x in said.statements[i].chain} for i in nodes}

    def of(self, i: int, j: int) -> str | None:
        """The reason in words; None where nothing says that they have one."""
        a, b = self.said.statements[i], self.said.statements[j]
        one, two, labels = self.nodes[i], self.nodes[j], self.labels
        if one.key == two.key:
            if self.houses[a.document] == self.houses[b.document]:
                return f"told more than once by {labels[a.document]}"
            return f"each rests on {one.label}"
        if a.document == b.document and _described(a) is not None and _described(a) == _described(b):
            return f"told more than once by {labels[a.document]}"  # a headline and the text under it
        if a.document != b.document and self.copies.same_text(a.document, b.document):
            return f"{labels[a.document]} and {labels[b.document]} carry one text"
        relays_a, relays_b = self.relays[i], self.relays[j]
        if relays_a & relays_b and not (one.named and two.named):
            return f"both come through {min(relays_a & relays_b)}"
        if self.lower[a.document] in relays_b or self.lower[b.document] in relays_a:
            return f"{labels[a.document]} and {labels[b.document]}: one names the other as its source"
        if a.form == b.form == "direct" and longest_run(self._run(i), self._run(j)) >= QUOTED_RUN:
            return "the same quoted words"
        return None

    def _run(self, i: int) -> Run:
        if i not in self.runs:
            self.runs[i] = Run.of(self.said.statements[i].text)
        return self.runs[i]


def _described(statement: Statement) -> str | None:
    """An unnamed source's description without its article; within one claim of one account it means one source."""
    if statement.source is None or statement.source.named or not statement.source.description:
        return None
    return re.sub(r"^(?:an?|the|one) ", "", statement.source.description.lower())


def _origin(group: list[int], nodes: dict[int, _Node], why: list[str], said: Said) -> Origin:
    rank = {"entity": 0, "agency": 1, "unnamed": 2, "outlet": 3}
    # Of unnamed sources the one with a relay is told best: a headline says less than the text under it.
    best = nodes[min(group, key=lambda i: (rank[nodes[i].key[0]], not said.statements[i].chain, nodes[i].label))]
    reasons = why or [best.why]
    return Origin(
        label=best.label,
        named=best.named,
        statements=tuple(said.statements[i].id for i in group),
        why="; ".join(reasons),
    )


def _bounds(groups: Iterable[list[int]], nodes: dict[int, _Node]) -> tuple[int, int]:
    kinds = [{nodes[i].key[0] for i in group} for group in groups]
    sure = sum("entity" in k or "agency" in k for k in kinds)
    return max(1, sure), max(1, len(kinds))
