"""Whose move it is and toward whom: the sides that people stand for, read from mentions and common nouns."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.compose.told import Said
from rashomon.lexicon import words
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Analysis, Mention
from rashomon.model.record import Entity
from rashomon.model.span import Span

SIDES = 3
"""Parties named for a joint move; beyond them it is "several parties"."""
SEVERAL = "several parties"
BOTH = re.compile(
    r"^(?:both|the two|the)(?: (?:warring|rival|negotiating))? (?:sides|parties|delegations|countries|nations|teams)$",
    re.IGNORECASE,
)
"""A joint party without names."""
WHERE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|throughout|around|via|following|after|before)\s+(?:the\s+)?$"
)
"""Before a place that tells where or when, and is not turned to."""
ADDRESSED = re.compile(r"\b(?:that|to|from|against|with|towards?|on)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before the one who is turned to, where several are named."""
FEW = re.compile(
    r"\b(?:most|many|some|few|several|half|other|certain|individual|prominent|(?:majority|third|number|dozens) of)"
    r"\s+(?:of\s+)?(?:the\s+)?(?:[a-z-]+\s+)?$",
    re.IGNORECASE,
)
"""Before a group of which only a part does something: "many Republicans", "some of the Brellans"."""
_BEFORE = 24
"""Code points before a mention in which such a word stands."""


class People(NamedTuple):
    """What the ledger asks of the entities: each by id, and the entity of each document's own key."""

    entities: Sequence[Entity]
    of: Mapping[tuple[str, str], str]


class Parties:
    """The sides named in an event's statements."""

    def __init__(self, analyses: Sequence[Analysis], said: Said, people: People) -> None:
        self.said, self.people = said, people
        self.entities = {e.id: e for e in people.entities}
        self.texts = {a.document.id: a.document.text for a in analyses}
        self.outlets = {a.document.outlet.lower() for a in analyses if a.document.outlet}
        self.mentions: dict[str, list[Mention]] = {
            a.document.id: sorted(a.mentions, key=lambda m: (m.start, -m.end)) for a in analyses
        }

    def party(self, entity: str | None) -> str | None:
        """The side that an entity stands for, or is; an outlet is none."""
        known = self.entities.get(entity or "")
        if known is None:
            return None
        party = known.party or (known.name if known.kind in ("place", "organisation", "group") else None)
        return None if party is None or party.lower() in self.outlets else party

    def source(self, i: int) -> str | None:
        """The side of a statement's source: its entity's, that of the one body named in it, or its common noun."""
        statement = self.said.statements[i]
        if statement.source is None:
            return None
        text = self.texts[statement.document]
        within = self._within(statement.document, statement.source.spans)
        if any(self._few(text, m) for m in within):
            return None
        party = self.party(statement.source.entity)
        if party is None:
            beside = {p for m in within if (p := self._of(statement.document, m)) is not None}
            party = beside.pop() if len(beside) == 1 else None
        return party or common(" ".join(span.of(text) for span in statement.source.spans))

    def subject(self, i: int) -> str | None:
        """The sides of those named in a statement's subject, or its common noun for a side."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        text = self.texts[statement.document]
        subject = set(facts.subject)
        parties: list[str] = []
        for mention in self._within(statement.document, statement.content):
            named = {w.lower() for w in re.findall(r"[^\W_]+", mention.span.of(text))}
            if named & subject or {w.rstrip("s") for w in named} & subject:
                party = self._of(statement.document, mention)
                if self._few(text, mention):
                    return None
                if party is not None and party not in parties:
                    parties.append(party)
        if len(parties) > SIDES:
            return SEVERAL
        return " and ".join(sorted(parties)) if parties else common(statement.text, subject)

    def _few(self, text: str, mention: Mention) -> bool:
        """Whether a mention tells of a part of a people or group only."""
        return bool(FEW.search(text[max(0, mention.start - _BEFORE) : mention.start]))

    def toward(self, party: str, i: int) -> str | None:
        """The other side named in the content: the only one, or the only one that is plainly turned to."""
        statement = self.said.statements[i]
        text = self.texts[statement.document]
        others: dict[str, bool] = {}
        for mention in self._within(statement.document, statement.content):
            other = self._of(statement.document, mention)
            before = text[max(0, mention.start - _BEFORE) : mention.start]
            if (
                other is None
                or other in party
                or mention.name.lower() in cues().channels
                or (mention.kind == "place" and self._where(text, mention, before))
            ):
                continue
            others[other] = others.get(other, False) or bool(ADDRESSED.search(before))
        turned = [other for other, addressed in others.items() if addressed]
        return next(iter(others)) if len(others) == 1 else turned[0] if len(turned) == 1 else None

    def _where(self, text: str, mention: Mention, before: str) -> bool:
        """As in "in Northia", "the Northia talks": where it happens."""
        after = re.match(r"\s+(?:peace\s+)?([a-z]+)", text[mention.end : mention.end + 2 * _BEFORE])
        return bool(WHERE.search(before)) or (after is not None and after.group(1) in words("moves", "occasions"))

    def _of(self, document: str, mention: Mention) -> str | None:
        return self.party(self.people.of.get((document, mention.who)))

    def _within(self, document: str, spans: Sequence[Span]) -> list[Mention]:
        return [m for m in self.mentions[document] if any(s.start <= m.start < s.end for s in spans)]


def common(text: str, subject: set[str] | None = None) -> str | None:
    """A side named by a common noun at the head of some words ("The dockers' union" wants ...)."""
    for count in range(5):
        found = re.match(rf"[\W_]*((?:[\w'’-]+\s+){{{count}}}([\w-]+))\b", text)
        if found is None:
            return None
        noun = found.group(2).lower()
        if noun in words("moves", "parties.nouns"):
            fits = subject is None or {noun, noun.rstrip("s")} & subject
            return found.group(1)[:1].upper() + found.group(1)[1:] if fits else None
    return None


def one_party(one: str, two: str) -> str | None:
    """The better name where two are one side: alike, or a joint party with names and one without; else None."""
    if one == two:
        return one
    for bare, named in ((one, two), (two, one)):
        if BOTH.match(bare) and (" and " in named or named == SEVERAL or BOTH.match(named)):
            return named if not BOTH.match(named) else min(one, two)
    return None
