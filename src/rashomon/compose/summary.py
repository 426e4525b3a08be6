"""A summary that cannot invent: every line is one statement's own words, with its speaker, standing and statements.

Three parts in this order: what several accounts carry, what is disputed, what one account alone tells. Lines are
picked by weight (accounts, origins, central words) and a line too like one already picked is passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rashomon.compose.told import Said
from rashomon.model.analysis import Analysis, Statement
from rashomon.model.record import Claim, Divergence, Entity, Line, Source

SHARES = {"agreed": 0.55, "disputed": 0.2, "single": 0.25}
"""Parts of the summary's lines; what a part does not need goes to the next."""
ALIKE = 0.5
"""Share of a line's lemmas that an earlier line may hold before it is a repetition."""
SHORT, LONG = 25, 260
"""Code points of a statement that can stand as a line."""

Section = Literal["agreed", "disputed", "single"]


def summary(
    analyses: Sequence[Analysis], said: Said, claims: Sequence[Claim], parts: Sequence[Divergence],
    *, entities: Sequence[Entity] = (), lines: int = 24,
) -> tuple[Line, ...]:  # fmt: skip
    """At most `lines` lines; `entities` name the speakers."""
    writer = _Writer(analyses, said, {e.id: e.name for e in entities})
    disputed = {c for d in parts if d.verdict == "contradiction" for c in d.claims}
    pools: dict[Section, list[Claim]] = {
        "disputed": [c for c in claims if c.id in disputed],
        "agreed": [c for c in claims if c.id not in disputed and len(c.documents) > 1],
        "single": [c for c in claims if c.id not in disputed and len(c.documents) == 1],
    }
    out: list[Line] = []
    spare = 0.0
    order: tuple[Section, ...] = ("agreed", "disputed", "single")
    for section in order:
        room = int(lines * SHARES[section] + spare)
        picked = list(writer.lines(section, pools[section], room))
        spare += lines * SHARES[section] - len(picked)
        out += picked
    return tuple(out)


class _Writer:
    def __init__(self, analyses: Sequence[Analysis], said: Said, names: dict[str, str]) -> None:
        self.said, self.names = said, names
        self.labels = {a.document.id: Source.from_document(a.document).label for a in analyses}
        counts: Counter[str] = Counter()
        for facts in said.facts:
            counts.update(set(facts.lemmas))
        total = max(1, len(said.facts))
        self.central = {w: n / total for w, n in counts.items() if n > 1}
        self.told: list[set[str]] = []

    def lines(self, section: Section, pool: Sequence[Claim], room: int) -> Iterator[Line]:
        """The weightiest claims of a part that say something new, weightiest first."""
        left = room
        for claim in sorted(pool, key=lambda c: (-self._weight(c), c.id)):
            if left <= 0:
                return
            best = self._clearest(claim)
            words = set(self.said.facts[self.said.index[best.id]].lemmas) if best is not None else set()
            if best is None or any(len(words & t) > ALIKE * len(words) for t in self.told):
                continue
            self.told.append(words)
            left -= 1
            yield Line(
                text=self._sentence(best), statements=claim.statements, section=section, standing=standing(claim)
            )

    def _weight(self, claim: Claim) -> float:
        best = self._clearest(claim)
        if best is None:
            return 0.0
        words = set(self.said.facts[self.said.index[best.id]].lemmas)
        central = sum(self.central.get(w, 0.0) for w in words) / max(4, len(words))
        return 3 * len(claim.documents) + claim.origin_bounds[0] + 8 * central + 0.3 * min(3, len(claim.statements))

    def _clearest(self, claim: Claim) -> Statement | None:
        """A statement that stands alone: one run of words with a subject and a verb, of fair length, not a question."""

        def cost(s: Statement) -> tuple[float, int, str]:
            facts = self.said.facts[self.said.index[s.id]]
            first = re.sub(r"\W", "", s.text.split(" ", 1)[0].lower())
            bad = 2.0 * (len(s.content) > 1) + 1.5 * (not facts.subject) + 2.0 * (first in DANGLING) + 0.4 * s.headline
            return bad, abs(len(s.text) - 120), s.id

        fit = [
            s for i in claim.statements for s in (self.said.statements[self.said.index[i]],)
            if SHORT <= len(s.text) <= LONG and s.stance != "asked"
            and self.said.facts[self.said.index[i]].predicate is not None and cost(s)[0] < 2
        ]  # fmt: skip
        return min(fit, key=cost) if fit else None

    def _sentence(self, statement: Statement) -> str:
        """The statement's words with a full stop and, where it has a source, who says so and through whom."""
        words = statement.text.strip().rstrip(".,;:—–-")
        words = words[:1].upper() + words[1:]
        source = statement.source
        if source is None:
            return f"{words}."
        who = self.names.get(source.entity or "") or source.description
        if not who:
            return f"{words}."
        relays = [self.names.get(x.entity or "") or x.name for x in statement.chain]
        through = f", through {', '.join(relays)}" if relays else ""
        return f"{words} ({who}{through})."


DANGLING = frozenset(
    "he she it they who which that this these those there his her its their him them we i our my where when as while "
    "after before and but".split()
)


def standing(claim: Claim) -> str:
    """How a claim stands, in words: accounts, origins, and whether it is disputed."""
    accounts = len(claim.documents)
    low, high = claim.origin_bounds
    count = f"{accounts} account{'s' if accounts > 1 else ''}"
    origins = f"{high} origin{'s' if high > 1 else ''}" if low == high else f"{low} to {high} origins"
    return f"{count}, {origins}" + (", disputed" if claim.standing == "disputed" else "")
