"""The same claim on different words: in the outlet's own voice here, from a source there, through another relay."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.voices import one_voice
from rashomon.lexicon.cues import cues
from rashomon.model.record import Divergence, Source
from rashomon.model.span import Span


def sourcing(ground: Ground) -> Iterator[Divergence]:
    """Claims whose accounts do not name the same source or relay; never a contradiction in itself."""
    houses = {a.document.id: Source.from_document(a.document).house for a in ground.analyses}
    for _, group in ground.groups():
        sides: dict[str, list[int]] = defaultdict(list)
        by_house: dict[str, set[str]] = defaultdict(set)
        for i, label in _labelled(ground, _relayed(ground, group)).items():
            sides[label].append(i)
        sides = {label: members for label, members in sides.items() if any(_tells(ground, i) for i in members)}
        for label, members in sides.items():
            for i in members:
                by_house[houses[ground.said.statements[i].document]].add(label)
        if len(sides) < 2 or not _parted(list(by_house.values())):
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
DEED = re.compile(r"\b(?:to [a-z]{2,}|[a-z]{2,}ing)\b| (?:for|as) ")
"""A deed inside a noun phrase: "the decision to revive", "(accused) the navy of seizing", "(blamed) it for this"."""
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
    relays = (ground.names.get(link.entity or "") or link.name for link in statement.chain)
    return _Behind(name, tuple(r for r in relays if r.lower() not in cues().channels))


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


def _tells(ground: Ground, i: int) -> bool:
    """Whether a content says that something is so: a clause, or a noun with a deed; a bare thing does not."""
    return deeds.clause(ground, i) or DEED.search(ground.said.statements[i].text) is not None


def _labelled(ground: Ground, behind: dict[int, _Behind]) -> dict[int, str]:
    """Each statement with how its side is shown; questions tell nothing, and what is one voice is one side."""
    told = {i: who for i, who in behind.items() if ground.said.statements[i].stance != "asked"}
    roles = {e.name: tuple(r.text for r in e.roles) for e in ground.people.entities}
    names = [who.name for who in told.values() if who.name != OWN]
    voice = one_voice(names, {name: roles[name] for name in names if name in roles})
    return {i: who._replace(name=voice.get(who.name, who.name)).label for i, who in told.items()}


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
