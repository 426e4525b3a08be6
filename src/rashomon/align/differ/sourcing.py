"""The same claim on different words: in the outlet's own voice here, from a source there, through another relay."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.model.record import Divergence
from rashomon.model.span import Span


def sourcing(ground: Ground) -> Iterator[Divergence]:
    """Claims whose accounts do not name the same source or relay; never a contradiction in itself."""
    for _, group in ground.groups():
        sides: dict[str, list[int]] = defaultdict(list)
        by_document: dict[str, set[str]] = defaultdict(set)
        for i, who in _relayed(ground, group).items():
            sides[who.label].append(i)
            by_document[ground.said.statements[i].document].add(who.label)
        if len(sides) < 2 or not _parted(list(by_document.values())):
            continue
        if not any(deeds.clause(ground, i) for i in group):
            continue
        own = sides.get(OWN)
        others = "; ".join(
            f"{ground.outlets(members)} on the word of {label}"
            for label, members in sorted(sides.items())
            if label != OWN
        )
        why = f"Told by {others}."
        if own:
            why = f"Told in its own voice by {ground.outlets(own)}; by {others}."
        yield ground.divergence(
            "attribution", "compatible",
            [ground.side(label, _places(ground, members), members) for label, members in sorted(sides.items())],
            why, group,
        )  # fmt: skip


OWN = "in its own voice"
MARKS = frozenset('“"„«')
PRONOUNS = frozenset("he she it they we i his her its their our my this that these those who".split())


class _Behind(NamedTuple):
    """Whose word a statement rests on, and through whom it came."""

    name: str
    relays: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As it is shown: "Ida Vane, through Reuters"."""
        return f"{self.name}, through {', '.join(self.relays)}" if self.relays else self.name


def _behind(ground: Ground, i: int) -> _Behind:
    statement = ground.said.statements[i]
    source = statement.source
    if source is None:
        return _Behind(OWN)
    name = ground.names.get(source.entity or "") or source.description or "a source that is not clear"
    return _Behind(name, tuple(ground.names.get(link.entity or "") or link.name for link in statement.chain))


def _unclear(ground: Ground, i: int) -> bool:
    """Whether nobody knows whose word a statement is: of a pronoun that names nobody, or quoted without a speaker.

    What stands in quotation marks is never an outlet's own voice.
    """
    statement = ground.said.statements[i]
    if statement.source is not None:
        first = (statement.source.description or "").lower().split()[:1]
        return statement.source.entity is None and (not first or first[0] in PRONOUNS)
    text, start = ground.texts[statement.document], statement.content[0].start
    return text[start : start + 1] in MARKS or text[max(0, start - 1) : start] in MARKS


def _relayed(ground: Ground, group: list[int]) -> dict[int, _Behind]:
    """A document that names its relay once ("according to two people who heard it") means it each time.

    Headlines and opening words leave the relay out; that alone is no other sourcing.
    """
    behind = {i: _behind(ground, i) for i in group if not _unclear(ground, i)}
    full: dict[tuple[str, str], set[_Behind]] = defaultdict(set)
    for i, who in behind.items():
        if who.relays:
            full[ground.said.statements[i].document, who.name].add(who)
    out = {}
    for i, who in behind.items():
        known = full.get((ground.said.statements[i].document, who.name), set())
        out[i] = next(iter(known)) if len(known) == 1 else who
    return out


def _parted(kinds: list[set[str]]) -> bool:
    """Whether two documents share no way of sourcing the claim."""
    return any(not (a & b) for k, a in enumerate(kinds) for b in kinds[k + 1 :])


def _places(ground: Ground, members: list[int]) -> list[tuple[str, Span]]:
    """What is said with who says it and through whom."""
    out = ground.whole(members)
    for i in members:
        statement = ground.said.statements[i]
        spans = [*(statement.source.spans if statement.source else ()), *(statement.cue or ())]
        spans += [s for link in statement.chain for s in link.spans]
        out += [(statement.document, s) for s in spans]
    return out
