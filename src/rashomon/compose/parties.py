"""Whose move it is and toward whom: the sides that people stand for, read from mentions and common nouns."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.compose import sides
from rashomon.compose.told import Said
from rashomon.lexicon import words
from rashomon.model.analysis import Analysis, Mention, Statement
from rashomon.model.record import Entity
from rashomon.model.span import Span

SIDES = 3
"""Parties named for a joint move; beyond them it is "several parties"."""
KIN = re.compile(
    r"['’]s (?:\w+ )?(?:wife|husband|son|daughter|brother|sister|mother|father|family|lawyers?|attorneys?|doctors?)\b"
)
"""Behind a person whose side does nothing: another does."""
TITLED = re.compile(
    r"\s+(?:[A-Z]\w+ ){0,2}(?:Secretary|Minister|Chair(?:man|woman)?|Leader|Speaker|Director|President|Chief"
    r"|Commissioner|Ambassador|[Ss]pokes(?:man|woman|person)|[Cc]hairman|[Cc]hairwoman|[Ll]eader|[Cc]hief|[Dd]irector)\b"
)
"""Behind a body that only says whose office somebody holds: "Treasury Secretary Dana Vane"."""
AGO = 240
"""Code points before "it" or "they" within which the one meant must be named."""
JOINED = re.compile(r"^(?:\s*,)?(?:\s+and)?\s+(?:the\s+)?$")
"""Between two that act together: "Brella and the Selk Islands", "Brella, Selk Islands agree"."""
PANEL = re.compile(r" (?:[A-Z][a-z]+ ){1,4}(?:Caucus|Committee|Commission|Panel|Conference)\b")
"""Behind a chamber whose part alone acts: "House Harbour Caucus"."""
BODY = re.compile(
    r" (?:[A-Z][a-z]+ ){0,2}(?:Chamber|Federation|Association|Institute|Council|Society|Union|League)"
    r" (?:of|for|on) (?:[A-Z][a-z]+)(?: and [A-Z][a-z]+)?\b"
)
"""Behind a country in the name of a body that is not the state: "Brella Chamber of Commerce"."""
SELF = re.compile(r"^\W*(it|we|i|he|she)\b", re.IGNORECASE)
"""A speaker who tells of his own side: "the union said it had rejected the offer"."""
FIRMS = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:groups?|compan(?:y|ies)|firms?|makers?|unions?|banks?|carriers?|airlines?|lawmakers?)\b"
)
"""Behind a country whose people or firms act, and not the state: "Brellan boat makers"."""
SEATED = re.compile(r"\([A-Z]-\s?$")
"""Before the place for which somebody sits: "(G-Tamber)"."""
HE_OR_SHE = frozenset({"he", "she"})
FEW = re.compile(
    r"\b(?:most|many|some|few|several|half|other|certain|individual|prominent|(?:majority|third|number|dozens) of)"
    r"\s+(?:of\s+)?(?:the\s+)?(?:[a-z-]+\s+)?$",
    re.IGNORECASE,
)
"""Before a group of which only a part does something: "many Republicans", "some of the Brellans"."""
NEAR = 24
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

    def party(self, entity: str | None, *, own: bool = False) -> str | None:
        """The side that an entity stands for, or is; an outlet is none. With `own`, a person of no side is his own."""
        who = self.entities.get(entity or "")
        if who is None:
            return None
        party = who.name if sides.for_itself(who) else who.party
        party = party or (who.name if who.kind in ("place", "organisation", "group") or own else None)
        party = sides.state_of(sides.FIRM.sub("", party)) if party else None
        return (
            None
            if party is None or party.lower() in self.outlets or sides.THING.match(party) or sides.pair(party)
            else party
        )

    def settled(self, name: str) -> str:
        """A side by its whole name: "GF" of "Gorran Fisheries", "The North's ministry" of such a state."""
        parts = list(dict.fromkeys(map(self._settled, name.split(" and "))))
        led = {
            p
            for p in parts
            if any(e.kind == "person" and e.name == p and e.party in parts for e in self.people.entities)
        }
        return " and ".join(p for p in parts if p not in led or len(parts) == 1)

    def _settled(self, name: str) -> str:
        half = re.match(r"(?:the )?(north|south)(?:['’]s? [a-z ]+)?$", name, re.IGNORECASE)
        if half is not None:
            whole = {p for e in self.entities.values() if (p := e.party or "").startswith(f"{half[1].title()} ")}
        elif (under := re.match(r"(?:[Tt]he )?(?:[A-Z]\w+ )?([A-Z][\w’'-]+) administration$", name)) is not None:
            led = (e for e in self.entities.values() if e.kind == "person" and e.name.rsplit(" ", 1)[-1] == under[1])
            whole = {p for e in led if sides.is_state(p := e.party or "")}
        elif sides.bare_organ(name):
            bodies = (e for e in self.entities.values() if e.name.lower().endswith(f" {name.lower()}"))
            whole = {p for e in bodies if sides.is_state(p := e.party or "")}
        else:
            whole = {
                e.name for e in self.entities.values() if e.kind == "organisation" and sides.initials(e.name, name)
            }
        return whole.pop() if len(whole) == 1 else name

    def source(self, i: int, *, own: bool = True) -> str | None:
        """The side of a statement's source: its entity's, that of the one body named in it, or its common noun.

        With `own`, a named person of no known side is a party himself.
        """
        statement = self.said.statements[i]
        if statement.source is None:
            return None
        text = self.texts[statement.document]
        if self._unnamed(statement):
            return None
        within = self._within(statement.document, statement.source.spans)
        if any(self._few(text, m) or (m.kind == "person" and KIN.match(text, m.end)) for m in within):
            return None
        joint = self._joint(statement, within)
        party = joint or self.party(statement.source.entity)
        if party is not None and sides.bare_organ(party):  # "Brella's Foreign Ministry"
            states = {p for m in within if (p := self._of(statement.document, m)) is not None and sides.is_state(p)}
            party = states.pop() if len(states) == 1 else party
        if party is None:
            first = statement.source.spans[0].start if statement.source.spans else 0
            near = [m for m in within if not sides.beside(text[max(first, m.start - 2 * NEAR) : m.start])]
            beside = {p for m in near if (p := self._of(statement.document, m)) is not None}
            private = set(re.findall(r"[a-z]+", " ".join(s.of(text) for s in statement.source.spans)))
            own_words = words("moves", "parties.own")
            party = (
                beside.pop() if len(beside) == 1 and not (private & own_words and sides.is_state(min(beside))) else None
            )
        party = party or sides.common(" ".join(span.of(text) for span in statement.source.spans))
        return party or (self.party(statement.source.entity, own=True) if own else None)

    def _joint(self, statement: Statement, within: Sequence[Mention]) -> str | None:
        """Several who speak together: "Dana Vane and Senate leader Ivo Sar asked for"."""
        text = self.texts[statement.document]
        people = [m for m in within if m.kind == "person" or not TITLED.match(text, m.end)]
        parties = list(dict.fromkeys(p for m in people if (p := self._of(statement.document, m, own=True)) is not None))
        ties = [text[a.end : b.start] for a, b in pairwise(people)]
        if not 1 < len(parties) <= SIDES or not all(re.search(r",|\band\b", t) for t in ties):
            return None
        return " and ".join(sorted(parties)) if re.search(r"\band\b", " ".join(ties)) and "," not in ties else None

    def _unnamed(self, statement: Statement) -> bool:
        """Whether a source is "it" or "they", and the one who is said to be meant is not named nearby."""
        source = statement.source
        if source is None or not source.spans or source.entity is None:
            return False
        text, first = self.texts[statement.document], source.spans[0]
        if first.of(text).lower() not in ("it", "they"):
            return False
        near = (m for m in self.mentions[statement.document] if first.start - AGO < m.start < first.start)
        return all(self.people.of.get((statement.document, m.who)) != source.entity for m in near)

    def doer(self, i: int, at: int) -> str | None:
        """The side named at an offset of a statement's words, with those joined to it: who did what was done."""
        statement = self.said.statements[i]
        if len(statement.content) > 1:
            return None
        text, start = self.texts[statement.document], statement.content[0].start + at
        found: list[Mention] = []
        for m in self._within(statement.document, statement.content):
            first = found[-1].end if found else start
            if m.start >= first and re.fullmatch(
                r"(?:,| and)?\s*(?:the |an? )?(?:[a-z]+ )?" if not found else r",? and (?:the )?|, (?:the )?",
                text[first : m.start],
            ):
                found.append(m)
        parties = list(dict.fromkeys(p for m in found if (p := self._of(statement.document, m, own=True)) is not None))
        return (
            " and ".join(sorted(parties))
            if 0 < len(parties) <= SIDES
            else sides.common(text[start : statement.content[0].end])
        )

    def before(self, i: int, at: int) -> str | None:
        """The one side named in a statement's words before an offset, right at their beginning."""
        statement = self.said.statements[i]
        start = statement.content[0].start
        near = [m for m in self._within(statement.document, statement.content[:1]) if m.end <= start + at]
        if not near or start + at - near[-1].end > NEAR or near[-1].start - start > 2 * NEAR:
            return None
        text, first = self.texts[statement.document], statement.content[0].start
        near = [m for m in near if not sides.beside(text[first : m.start])]
        parties = {p for m in near if (p := self._of(statement.document, m)) is not None}
        parties -= {p for p in parties if len(parties) > 1 and p.lower() in words("moves", "parties.chambers")}
        return parties.pop() if len(parties) == 1 else None

    def subject(self, i: int, verb: Span | None = None) -> str | None:
        """The sides of those named in a statement's subject, or its common noun for a side.

        `verb` is where the verb stands in the statement's words: who is named before it and joined to the subject
        acts too. A pronoun for the speaker stands for his side.
        """
        statement, facts = self.said.statements[i], self.said.facts[i]
        text = self.texts[statement.document]
        subject = set(facts.subject)
        if not subject and (self_told := SELF.match(statement.text)) is not None:
            return self.source(i) if self._himself(statement, self_told[1].lower()) else None
        found: list[Mention] = []
        for mention in self._within(statement.document, statement.content):
            named = {w.lower() for w in re.findall(r"[^\W_]+", mention.span.of(text))}
            if named & subject or {w.rstrip("s") for w in named} & subject:
                if self._few(text, mention):
                    return None
                before = text[max(statement.content[0].start, mention.start - 2 * NEAR) : mention.start]
                if not (sides.beside(before) or SEATED.search(before) or FIRMS.match(text, mention.end)) and not (
                    mention.kind == "person" and KIN.match(text, mention.end)
                ):
                    found.append(mention)
        found = self._with_joined(statement, found, verb)
        found = [
            m for m in found if len(found) == 1 or not (TITLED.match(text, m.end) or sides.of_a_person(text, m, found))
        ]
        parties = list(dict.fromkeys(p for m in found if (p := self._of(statement.document, m, own=True)) is not None))
        if len(parties) > 1:  # "Senate Greens": it is these who act
            parties = [p for p in parties if p.lower() not in words("moves", "parties.chambers")] or parties
        if len(parties) > SIDES:
            return sides.SEVERAL
        if not parties:
            return sides.common(statement.text, subject) if not found else None
        start = statement.content[0].start
        first = re.match(r"(.{3,40}?) and (?:the )?$", text[start : found[0].start]) if found else None
        also = sides.common(first.group(1), None) if first is not None else None
        return " and ".join(sorted([*parties, *([also] if also else [])]))

    def _himself(self, statement: Statement, pronoun: str) -> bool:
        """Whether a source may be the pronoun: "the ministry said he" is not, nor "the president said it"."""
        known = self.entities.get(statement.source.entity or "") if statement.source is not None else None
        if known is None:
            spans = statement.source.spans if statement.source is not None else ()
            return pronoun != "it" or all(m.kind != "person" for m in self._within(statement.document, spans))
        if pronoun in HE_OR_SHE:
            return known.kind == "person"
        return (
            pronoun != "it" or known.kind != "person" or (bool(known.party) and not sides.is_state(known.party or ""))
        )

    def _with_joined(self, statement: Statement, found: list[Mention], verb: Span | None) -> list[Mention]:
        """Those named in the subject with those who are joined to them before the verb, in order."""
        text = self.texts[statement.document]
        end = statement.content[0].start + verb.start if verb is not None else statement.content[0].end
        near = [m for m in self._within(statement.document, statement.content) if m.end <= end]
        out = list(found)
        for _ in range(SIDES):
            for m in near:
                if m not in out and any(
                    JOINED.match(text[min(m.end, o.end) : max(m.start, o.start)]) is not None for o in out
                ):
                    out.append(m)
        return sorted(out, key=lambda m: m.start)

    def _few(self, text: str, mention: Mention) -> bool:
        """Whether a mention tells of a part of a people or group only."""
        return bool(FEW.search(text[max(0, mention.start - NEAR) : mention.start]))

    def _of(self, document: str, mention: Mention, *, own: bool = False) -> str | None:
        text = self.texts[document]
        body = BODY.match(text, mention.end)
        if body is not None and mention.kind == "place":
            return f"{mention.span.of(text)}{body.group()}"
        panel = PANEL.match(text, mention.end)
        if panel is not None and mention.name.lower() in words("moves", "parties.chambers"):
            return f"{mention.name}{panel.group()}"
        return self.party(self.people.of.get((document, mention.who)), own=own)

    def _within(self, document: str, spans: Sequence[Span]) -> list[Mention]:
        near = [m for m in self.mentions[document] if any(s.start <= m.start < s.end for s in spans)]
        bodies = [o for o in near if o.kind == "organisation"]
        return [m for m in near if m.kind != "place" or not any(_inside(m, o) for o in bodies)]


def _inside(place: Mention, body: Mention) -> bool:
    """Whether a place is only a part of a body's name: "Brella" of "Brella Chamber of Boats"."""
    return body.start <= place.start and place.end <= body.end and body.end - body.start > place.end - place.start
