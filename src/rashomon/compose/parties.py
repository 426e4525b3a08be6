"""Whose move it is and toward whom: the sides that people stand for, read from mentions and common nouns."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.compose.told import Said
from rashomon.lexicon import words
from rashomon.lexicon.cues import cues
from rashomon.lexicon.gazetteer import is_capital, known
from rashomon.model.analysis import Analysis, Mention, Statement
from rashomon.model.record import Act, Entity
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
    r"\b(?:in|at|near|outside|inside|across|throughout|around|via|following|after|before)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+ern|central|upper|lower|mainland|occupied|neighbou?ring|much of|parts of|most of)\s+)?$"
    r"|\b(?:village|town|city|port|province|region|district) of\s+$"
)
"""Before a place that tells where or when, and is not turned to."""
ADDRESSED = re.compile(r"\b(?:that|to|from|against|with|towards?|on)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before the one who is turned to, where several are named."""
BESIDE = re.compile(
    r"\b(?:in|at|near|over|about|against|on|from|inside|outside|across|towards?|under|amid)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+ern|central|upper|lower|mainland)\s+)?$"
)
"""Before somebody in a subject who is not the one that acts: "tensions over Brella", "the head of a club in Brella"."""
SEAT = re.compile(
    r"\b(?:government|authorities|officials|leadership|leaders|parliament|ministers|rulers|regime|administration)"
    r"\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before the place for which a body acts: "the government in Dravyn"."""
WATER = re.compile(r"\b(?:Gulf|Sea|Ocean|Straits?|Peninsula|River|Lake|Bay|Channel|Canal)$")
"""Names of waters and lands that are nobody's side."""
THING = re.compile(
    r"(?!(?:World|United Nations|UN)\b).*\b(?:Program(?:me)?|Plan|Scheme|Act|Bill|Law|Treaty|Agreement|Accord)$"
)
"""A name that is nobody's side, though it may "offer loans"; the United Nations' programmes are bodies."""
KIN = re.compile(
    r"['’]s (?:\w+ )?(?:wife|husband|son|daughter|brother|sister|mother|father|family|lawyers?|attorneys?|doctors?)\b"
)
"""Behind a person whose side does nothing: another does."""
JOINED = re.compile(r"^(?:\s*,)?(?:\s+and)?\s+(?:the\s+)?$")
"""Between two that act together: "Brella and the Selk Islands", "Brella, Selk Islands agree"."""
OBJECT = re.compile(r"^\s+(?:at\s+|with\s+)?(?:the\s+|its\s+|both\s+)?(?:[A-Za-z.-]+\s+){0,2}$")
"""Between a verb and the one that it is done to: "accused Brella", "urged President Jon Arrel"."""
ASIDE = re.compile(r"\b(?:of|for|over|to|that|by|in|on|against|and|from)\b")
"""Words after which somebody named is no longer the verb's own object."""
WITH = re.compile(r"\b(?:with|from)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,2}$")
OFFICE = re.compile(r"\b(?:Secretary|Minister|Ministry|Department|Office|Board|Head|Chief) (?:of|for) (?:the )?$")
"""Before a word that only says which office."""
DIRECT = frozenset({"accuse", "demand", "request", "threaten", "consult"})
"""Acts whose verb may have the other side right behind it."""
SELF = re.compile(r"^\W*(it|we|i|he|she)\b", re.IGNORECASE)
"""A speaker who tells of his own side: "the union said it had rejected the offer"."""
HE_OR_SHE = frozenset({"he", "she"})
FEW = re.compile(
    r"\b(?:most|many|some|few|several|half|other|certain|individual|prominent|(?:majority|third|number|dozens) of)"
    r"\s+(?:of\s+)?(?:the\s+)?(?:[a-z-]+\s+)?$",
    re.IGNORECASE,
)
"""Before a group of which only a part does something: "many Republicans", "some of the Brellans"."""
REACH = 80
"""Code points behind the verb in which the other side stands; who is named further on is named in passing."""
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
        return None if party is None or party.lower() in self.outlets or THING.match(party) else party

    def source(self, i: int) -> str | None:
        """The side of a statement's source: its entity's, that of the one body named in it, or its common noun."""
        statement = self.said.statements[i]
        if statement.source is None:
            return None
        text = self.texts[statement.document]
        within = self._within(statement.document, statement.source.spans)
        if any(self._few(text, m) or (m.kind == "person" and KIN.match(text, m.end)) for m in within):
            return None
        party = self.party(statement.source.entity)
        if party is None:
            first = statement.source.spans[0].start if statement.source.spans else 0
            own = [m for m in within if not _beside(text[max(first, m.start - 2 * _BEFORE) : m.start])]
            beside = {p for m in own if (p := self._of(statement.document, m)) is not None}
            party = beside.pop() if len(beside) == 1 else None
        return party or common(" ".join(span.of(text) for span in statement.source.spans))

    def subject(self, i: int, verb: Span | None = None) -> str | None:
        """The sides of those named in a statement's subject, or its common noun for a side.

        `verb` is where the verb stands in the statement's words: who is named before it and joined to the subject
        acts too. A pronoun for the speaker stands for his side.
        """
        statement, facts = self.said.statements[i], self.said.facts[i]
        text = self.texts[statement.document]
        subject = set(facts.subject)
        if not subject and (self_told := SELF.match(statement.text)) is not None:
            return self.source(i) if self_told[1].lower() not in HE_OR_SHE or self._one_person(statement) else None
        found: list[Mention] = []
        for mention in self._within(statement.document, statement.content):
            named = {w.lower() for w in re.findall(r"[^\W_]+", mention.span.of(text))}
            if named & subject or {w.rstrip("s") for w in named} & subject:
                if self._few(text, mention):
                    return None
                before = text[max(statement.content[0].start, mention.start - 2 * _BEFORE) : mention.start]
                if not _beside(before) and not (mention.kind == "person" and KIN.match(text, mention.end)):
                    found.append(mention)
        found = self._with_joined(statement, found, verb)
        parties = list(dict.fromkeys(p for m in found if (p := self._of(statement.document, m)) is not None))
        if len(parties) > SIDES:
            return SEVERAL
        if not parties:
            return common(statement.text, subject) if not found else None
        start = statement.content[0].start
        first = re.match(r"(.{3,40}?) and (?:the )?$", text[start : found[0].start]) if found else None
        also = common(first.group(1), None) if first is not None else None
        return " and ".join(sorted([*parties, *([also] if also else [])]))

    def _one_person(self, statement: Statement) -> bool:
        """Whether the source may be "he": in "the ministry said he had refused" it is not."""
        known = self.entities.get(statement.source.entity or "") if statement.source is not None else None
        return known is None or known.kind == "person"

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
        return bool(FEW.search(text[max(0, mention.start - _BEFORE) : mention.start]))

    def toward(self, party: str, i: int, act: Act | None = None, verb: Span | None = None) -> str | None:
        """The other side named in the content: the verb's object, or the only one, or the only one turned to.

        Who agrees does so with somebody; a place in what is agreed is no side of it.
        """
        statement = self.said.statements[i]
        text = self.texts[statement.document]
        others: dict[str, bool] = {}
        beside: set[str] = set()
        for mention in self._within(statement.document, statement.content):
            other = self._of(statement.document, mention)
            before = text[max(0, mention.start - _BEFORE) : mention.start]
            between = self._between(statement, mention, verb) if act in DIRECT else "-"
            if other is None and (mention.kind != "person" or not OBJECT.match(between)):
                continue
            other = other or mention.name
            if other in party or mention.name.lower() in cues().channels or _land(mention.name):
                continue
            if OBJECT.match(between) and not ASIDE.search(between):
                return other
            where = self._where(text, mention, before)
            far = verb is not None and mention.start > statement.content[0].start + verb.end + REACH
            if far and not ADDRESSED.search(before):
                continue
            if (where and (mention.kind == "place" or WHERE.search(before))) or OFFICE.search(before):
                continue
            others[other] = others.get(other, False) or bool(ADDRESSED.search(before))
            if WITH.search(before):
                beside.add(other)
        if act == "agree" or (act == "consult" and "discuss" in statement.text):
            return next(iter(beside)) if len(beside) == 1 else None
        turned = [other for other, addressed in others.items() if addressed]
        return next(iter(others)) if len(others) == 1 else turned[0] if len(turned) == 1 else None

    def _between(self, statement: Statement, mention: Mention, verb: Span | None) -> str:
        """The words from the verb, or from the cue where it made the move, to one who is named."""
        text, start = self.texts[statement.document], statement.content[0].start
        if verb is None or len(statement.content) > 1:
            return "-"
        return " " * (not verb) + text[start + verb.end : mention.start]

    def _where(self, text: str, mention: Mention, before: str) -> bool:
        """As in "in Northia", "the Northia talks": where it happens."""
        after = re.match(r"\s+(?:peace\s+)?([a-z]+)", text[mention.end : mention.end + 2 * _BEFORE])
        return bool(WHERE.search(before)) or (after is not None and after.group(1) in words("moves", "occasions"))

    def _of(self, document: str, mention: Mention) -> str | None:
        return self.party(self.people.of.get((document, mention.who)))

    def _within(self, document: str, spans: Sequence[Span]) -> list[Mention]:
        return [m for m in self.mentions[document] if any(s.start <= m.start < s.end for s in spans)]


def _beside(before: str) -> bool:
    """Whether somebody named behind these words is not the one that acts."""
    return BESIDE.search(before) is not None and SEAT.search(before) is None


def _land(name: str) -> bool:
    """Whether a name is that of a continent, a region or a city that stands for no government."""
    place = known(name)
    if WATER.search(name):
        return True
    return place is not None and (
        place.what in ("continent", "region") or (place.what == "city" and not is_capital(name))
    )


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
