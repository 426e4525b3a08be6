"""A summary that cannot invent: every line is one statement's own words, with its speaker, standing and statements.

Three parts in this order: what several accounts carry, what is disputed, what one account alone tells. Lines are
picked by weight (accounts, origins, central words) and a line too like one already picked is passed over.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rashomon.compose.told import Said, Teller, Words, standing
from rashomon.model.analysis import Analysis
from rashomon.model.record import UNSURE, Claim, Divergence, Entity, Line, Side

SHARES = {"agreed": 0.55, "disputed": 0.2, "single": 0.25}
"""Parts of the summary's lines; what a part does not need goes to the next."""
ALIKE = 0.5
"""Share of the shorter line's words that an earlier line may hold before it is a repetition."""
MOSTLY, STEM = 0.75, 5
"""The same for the words of the lines as they are shown, by their first letters."""
GRAVE = ("denial", "number", "date", "role", "tense")
"""Kinds of divergence from the gravest; shown as disputed where there is no contradiction."""

Section = Literal["agreed", "disputed", "single"]


def summary(
    analyses: Sequence[Analysis], said: Said, claims: Sequence[Claim], parts: Sequence[Divergence],
    *, entities: Sequence[Entity] = (), lines: int = 24,
) -> tuple[Line, ...]:  # fmt: skip
    """At most `lines` lines; `entities` name the speakers."""
    writer = _Writer(Teller(analyses, said, entities), {c.id: c for c in claims})
    disputed = {c for d in parts if d.verdict == "contradiction" for c in d.claims}
    disputed |= {c.id for c in claims if c.standing == "disputed"}
    pools: dict[Section, list[Claim]] = {
        "agreed": [c for c in claims if c.id not in disputed and len(c.documents) > 1],
        "single": [c for c in claims if c.id not in disputed and len(c.documents) == 1],
    }
    out: list[Line] = []
    spare = 0.0
    order: tuple[Section, ...] = ("agreed", "disputed", "single")
    for section in order:
        room = int(lines * SHARES[section] + spare)
        found = writer.disputes(parts, room) if section == "disputed" else writer.lines(section, pools[section], room)
        picked = list(found)
        spare += lines * SHARES[section] - len(picked)
        out += picked
    return tuple(out)


class _Writer:
    def __init__(self, teller: Teller, claims: dict[str, Claim]) -> None:
        self.teller, self.claims = teller, claims
        self.told: list[set[str]] = []
        self.shown: list[frozenset[str]] = []

    def lines(self, section: Section, pool: Sequence[Claim], room: int) -> Iterator[Line]:
        """The weightiest claims of a part that say something new, weightiest first."""
        left = room
        for claim in sorted(pool, key=lambda c: (-self.teller.weight(c), c.id)):
            best = self.teller.best(claim.statements)
            if left <= 0 or best is None:
                return
            i, words = best
            if self._told_before(i, words) or (section == "single" and self.teller.said.statements[i].headline):
                continue  # a headline that no account's text tells is a label
            left -= 1
            yield Line(text=self.teller.sentence(i, words), statements=claim.statements, section=section,
                       standing=standing(claim))  # fmt: skip

    def disputes(self, parts: Sequence[Divergence], room: int) -> Iterator[Line]:
        """Both sides' words of each contradiction; of the gravest possible ones where there is none.

        Figures of which it is not known whether they differ at all are no dispute.
        """
        grave = [d for d in parts if d.verdict == "contradiction"]
        possible = (d for d in parts if d.verdict == "possible" and not d.why.endswith(UNSURE))
        grave = grave or [d for d in possible if d.kind in GRAVE]
        left, seen = room, set[tuple[str, ...]]()
        for part in sorted(grave, key=lambda d: (GRAVE.index(d.kind) if d.kind in GRAVE else len(GRAVE), d.id)):
            key = tuple(sorted(part.claims))
            sides = [told for side in part.sides if (told := self._side(side)) is not None]
            if left <= 0 or key in seen or len(sides) < 2:
                continue
            seen.add(key)
            left -= 1
            held = [self.claims[c] for c in part.claims if c in self.claims]
            mark = "disputed" if part.verdict == "contradiction" else "may be disputed"
            yield Line(text=f"{sides[0]}; but {sides[1]}.", section="disputed",
                       statements=tuple(dict.fromkeys(s for side in part.sides for s in side.statements)),
                       standing=f"{mark}: {part.why.rstrip('.')}" if held else mark)  # fmt: skip

    def _side(self, side: Side) -> str | None:
        """The side's words with its outlet: "Valdek will pay 60 million (Mira Sol, in The Courier)"."""
        best = self.teller.best(side.statements)
        if best is None:
            return None
        i, words = best
        outlet = self.teller.labels[self.teller.said.statements[i].document]
        who = None if words.named else self.teller.speaker(i)
        return f"{words.text} ({who}, in {outlet})" if who else f"{words.text} ({outlet})"

    def _told_before(self, i: int, words: Words) -> bool:
        lemmas = self.teller.lemmas(i) | set(re.findall(r"[^\W\d_]{5,}|\d+", words.text.lower()))
        for told in self.told:
            small = min(len(lemmas), len(told))
            if small > 2 and len(lemmas & told) > ALIKE * small:
                return True
        shown = frozenset(w[:STEM] for w in re.findall(r"[^\W\d_]{4,}|\d+", words.text.lower()))
        if any(len(shown & line) >= MOSTLY * min(len(shown), len(line)) > 2 for line in self.shown):
            return True
        self.told.append(lemmas)
        self.shown.append(shown)
        return False
