"""Toward whom a move is made: the verb's own object, the only other side named, or the one that is turned to."""

import re

from rashomon.compose import sides
from rashomon.compose.parties import NEAR, Parties
from rashomon.lexicon import words
from rashomon.lexicon.cues import cues
from rashomon.model.analysis import Mention, Statement
from rashomon.model.record import Act
from rashomon.model.span import Span

WHERE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|throughout|around|via|following|after|before)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+ern|central|upper|lower|mainland|occupied|neighbou?ring|much of|parts of|most of)\s+)?$"
    r"|\b(?:village|town|city|port|province|region|district) of\s+$"
    r"|\b(?:rivers?|lake|mount|dam|valley|village|town|port|province|island)\s+$"
)
"""Before a place that tells where or when, and is not turned to."""
ADDRESSED = re.compile(r"\b(?:that|to|from|against|with|towards?|on)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before the one who is turned to, where several are named."""
OBJECT = re.compile(r"^\s+(?:at\s+|with\s+)?(?:the\s+|its\s+|both\s+)?(?:[A-Za-z.-]+\s+){0,2}$")
"""Between a verb and the one that it is done to: "accused Brella", "urged President Jon Arrel"."""
ASIDE = re.compile(r"\b(?:of|for|over|to|that|by|in|on|against|and|from)\b")
"""Words after which somebody named is no longer the verb's own object."""
WITH = re.compile(r"\b(?:with|from)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,2}$")
OFFICE = re.compile(r"\b(?:Secretary|Minister|Ministry|Department|Office|Board|Head|Chief) (?:of|for) (?:the )?$")
"""Before a word that only says which office."""
DIRECT = frozenset({"accuse", "demand", "request", "threaten", "consult"})
"""Acts whose verb may have the other side right behind it."""
OTHERS = re.compile(
    r"\s*(?:[^,.;:]{0,32}\bfrom )?(?:(?:on|upon|at|with) )?"
    r"(?:(?:all|other|both|the|two|world|every|its|their|these|more|party|local|business|\w+al|\w+an)\s+)*"
    r"(?:countries|nations|states|leaders|powers|parties|sides|governments|allies|residents|citizens|lawmakers)\b",
    re.IGNORECASE,
)
"""Behind a verb: those who are turned to, without a name."""
OWNED = re.compile(
    r"['’]s? (?:[a-z]+ ){0,2}(?:allies|ally|neighbou?rs?|rivals?|supporters?|backers?|enemies|partners?)\b"
)
"""Behind a name that only says whose friend or foe somebody is."""
REACH = 80
"""Code points behind the verb in which the other side stands; who is named further on is named in passing."""


class Sides(Parties):
    """The sides named in an event's statements, with those to whom somebody turns."""

    def toward(self, party: str, i: int, act: Act | None = None, verb: Span | None = None) -> str | None:
        """The other side named in the content: the verb's object, or the only one, or the only one turned to.

        Who agrees does so with somebody; a place in what is agreed is no side of it.
        """
        statement = self.said.statements[i]
        text = self.texts[statement.document]
        if act in DIRECT and verb is not None and self._unnamed_others(statement, verb):
            return None
        ahead = statement.content[0].start + verb.start if verb else 0
        others: dict[str, bool] = {}
        beside: set[str] = set()
        for mention in self._within(statement.document, statement.content):
            other = self._of(statement.document, mention)
            before = text[max(0, mention.start - NEAR) : mention.start]
            between = self._between(statement, mention, verb) if act in DIRECT else "-"
            if other is None and (mention.kind != "person" or not OBJECT.match(between)):
                continue
            other = re.sub(r"['’]s?\b.*", "", other or mention.name)
            if (
                not other
                or OWNED.match(text, mention.end)
                or other in party
                or mention.name.lower() in cues().channels
                or sides.land(mention.name)
            ):
                continue
            if ahead and mention.start < ahead and sides.adjective(mention.span.of(text)):
                continue  # "Brellan boat maker Gorran suspended ...": it only tells whose the doer is
            if OBJECT.match(between) and not ASIDE.search(between):
                return self._and_next(statement, mention, other)
            if other.lower() in words("moves", "parties.chambers") and not ADDRESSED.search(before):
                continue  # "Senate Greens": which Greens
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

    def named_in(self, i: int, party: str, words: str) -> str | None:
        """The first other side named in some words of a statement: whom a threat's "if" is about."""
        statement = self.said.statements[i]
        text = self.texts[statement.document]
        start = text.find(words, statement.content[0].start, statement.content[-1].end)
        near = self._within(statement.document, [Span(start, start + len(words))]) if start >= 0 else []
        others = (self._of(statement.document, m) for m in near if not sides.land(m.name))
        return next((o for o in others if o is not None and o not in party), None)

    def _and_next(self, statement: Statement, first: Mention, other: str) -> str:
        """The other side with the one joined to it: "urged Brella and Norland to sign"."""
        text = self.texts[statement.document]
        for m in self._within(statement.document, statement.content):
            if m.start > first.end and re.fullmatch(r" and (?:the )?", text[first.end : m.start]):
                party = self._of(statement.document, m)
                return f"{other} and {party}" if party is not None and party != other else other
        return other

    def _unnamed_others(self, statement: Statement, verb: Span) -> bool:
        """Whether the verb's own object is a group without a name: "urged all states to act against Brella"."""
        text, start = self.texts[statement.document], statement.content[0].start + verb.end
        found = OTHERS.match(text[start : statement.content[-1].end])
        within = (m for m in self.mentions[statement.document] if found and start <= m.start < start + found.end())
        return found is not None and all(self._of(statement.document, m) is None for m in within)

    def _between(self, statement: Statement, mention: Mention, verb: Span | None) -> str:
        """The words from the verb, or from the cue where it made the move, to one who is named."""
        text, start = self.texts[statement.document], statement.content[0].start
        if verb is None or mention.start >= statement.content[0].end or verb.end > len(statement.content[0]):
            return "-"
        return " " * (not verb) + text[start + verb.end : mention.start]

    def _where(self, text: str, mention: Mention, before: str) -> bool:
        """As in "in Northia", "the Northia talks": where it happens."""
        after = re.match(r"\s+(?:peace\s+)?([a-z]+)", text[mention.end : mention.end + 2 * NEAR])
        return bool(WHERE.search(before)) or (after is not None and after.group(1) in words("moves", "occasions"))
