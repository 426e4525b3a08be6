"""The ledger of any negotiation: which party demanded, offered, agreed to or refused what, toward whom, on whose word.

A move is read from a statement's own verb and its subject ("Northia demands a pause") or, where a party itself speaks,
from the cue ("Northia's minister demanded that ..."). Parties are the sides that people stand for (`Entity.party`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast

from rashomon.compose.told import Said
from rashomon.lexicon import load
from rashomon.model.analysis import Analysis, Mention, Statement
from rashomon.model.record import Act, Claim, Entity, Move
from rashomon.model.span import joined

STATUS: dict[Act, str] = {
    "demand": "open", "offer": "open", "agree": "agreed", "request": "open", "reject": "refused", "concede": "agreed",
    "threaten": "open", "accuse": "open", "consult": "held", "plan": "planned",
}  # fmt: skip


class People(NamedTuple):
    """What the ledger asks of the entities: each by id, and the entity of each document's own key."""

    entities: Sequence[Entity]
    of: Mapping[tuple[str, str], str]


@cache
def _acts() -> dict[str, tuple[Act, str]]:
    out: dict[str, tuple[Act, str]] = {}
    for act, row in load("moves")["acts"].items():
        for verb in row["verbs"]:
            out.setdefault(verb, (cast("Act", act), row["plover"]))
    return out


def ledger(analyses: Sequence[Analysis], said: Said, people: People, claims: Sequence[Claim]) -> tuple[Move, ...]:
    """One move a claim, party and act, with every statement that tells of it; sorted by party, act and content."""
    desk = _Desk(analyses, said, people)
    out = []
    for claim in claims:
        moves: dict[tuple[str, Act], list[int]] = {}
        for statement in claim.statements:
            i = said.index[statement]
            found = desk.move(i)
            if found is not None:
                moves.setdefault(found, []).append(i)
        out += [desk.written(party, act, members) for (party, act), members in moves.items()]
    return tuple(sorted(out, key=lambda m: (m.party, m.act, m.content, m.statements)))


class _Desk:
    def __init__(self, analyses: Sequence[Analysis], said: Said, people: People) -> None:
        self.said, self.people = said, people
        self.entities = {e.id: e for e in people.entities}
        self.mentions: dict[str, list[Mention]] = {
            a.document.id: sorted(a.mentions, key=lambda m: (m.start, -m.end)) for a in analyses
        }
        self.texts = {a.document.id: a.document.text for a in analyses}

    def move(self, i: int) -> tuple[str, Act] | None:
        """Party and act of a statement; None when it is no move or the party is not clear."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        own = _acts().get(facts.predicate or "")
        if own is not None and _fits(facts.predicate or "", (*facts.objects, *facts.lemmas)):
            party = self._subject_party(i)
            if party is not None:
                act = own[0]
                return party, "reject" if facts.negated and act in ("agree", "offer", "concede") else act
        by_stance: dict[str, Act] = {"demanded": "demand", "offered": "offer", "denied": "reject"}
        if statement.source is not None and statement.stance in by_stance:
            party = self._party(statement.source.entity)
            if party is not None and statement.cue:
                return party, by_stance[statement.stance]
        return None

    def _subject_party(self, i: int) -> str | None:
        """The side of the first one named in a content whose words are the subject's."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        first = statement.content[0]
        inside = [m for m in self.mentions[statement.document] if first.start <= m.start < first.end]
        subject = set(facts.subject)
        parties = []
        for mention in inside:
            words = {w.lower() for w in mention.span.of(self.texts[statement.document]).split()}
            if words & subject or {w.rstrip("s") for w in words} & subject:
                party = self._party(self.people.of.get((statement.document, mention.who)))
                if party is not None and party not in parties:
                    parties.append(party)
        return " and ".join(sorted(parties)) if parties else None

    def _party(self, entity: str | None) -> str | None:
        known = self.entities.get(entity or "")
        if known is None:
            return None
        return known.party or (known.name if known.kind in ("place", "organisation") else None)

    def written(self, party: str, act: Act, members: list[int]) -> Move:
        """The move in the words of its clearest statement."""
        best = min((self.said.statements[i] for i in members), key=lambda s: (len(s.content) > 1, len(s.text), s.id))
        plover = next(p for a, p in _acts().values() if a == act)
        return Move(party=party, act=act, content=best.text, toward=self._toward(party, best), status=STATUS[act],
                    statements=tuple(self.said.statements[i].id for i in members), plover=plover,
                    condition=self._condition(best))  # fmt: skip

    def _toward(self, party: str, statement: Statement) -> str | None:
        """The other side named in the content, where there is just one."""
        others = {
            p
            for span in statement.content
            for m in self.mentions[statement.document]
            if span.start <= m.start < span.end
            and m.kind in ("place", "organisation", "person")
            and (p := self._party(self.people.of.get((statement.document, m.who)))) is not None
            and p not in party
        }
        return next(iter(others)) if len(others) == 1 else None

    def _condition(self, statement: Statement) -> str | None:
        text = joined(statement.content, self.texts[statement.document])
        for word in (" if ", " unless ", " provided ", " until ", " as long as "):
            at = text.lower().find(word)
            if at >= 0:
                return text[at + 1 :].rstrip(" .,")
        return None


def _fits(verb: str, objects: Sequence[str]) -> bool:
    needs = load("moves")["needs"].get(verb)
    return not needs or bool(set(needs) & set(objects))


__all__ = ["People", "ledger"]
