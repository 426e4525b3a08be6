"""Outlets that no list knows, by how they are spoken of: "told the Northwire agency", "told Dawnline's Ida Vane".

Asked only of those to whom something was told, or who held an interview. An unknown name is an outlet where the text
speaks of it in no other way than as one to whom people speak and that reports.
"""

import re
from collections.abc import Callable

from rashomon.attribute.offices import SITE
from rashomon.attribute.raw import Sentence
from rashomon.attribute.speakers import Room
from rashomon.lexicon.cues import cues
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Link
from rashomon.model.span import Span

NAME = r"[A-Z0-9][\w.&’'+-]*(?: (?:of |and |& )?[A-Z][\w.&’'+-]*){0,3}"
HOST = re.compile(rf"(?:[Tt]he )?(?P<name>{NAME}?)['’]s (?P<who>[A-Z]\w+(?: [A-Z]\.)? [A-Z][\w’'-]+)")
"""Somebody in full behind the name for which he asks: "told Dawnline's Ida Vane"."""
CALLED = re.compile(
    rf"[Tt]he (?:\w+ ){{0,2}}?(?P<name>{NAME}) (?:(?:news|press|wire|state) )?(?:agency|daily|weekly|magazine|website|"
    r"site|blog|podcast|paper|tabloid|channel|station|network|portal|programme|program|show)$"
)
"""As in "told the Northwire agency": a name with what it is behind it, in small letters."""
KIND = re.compile(
    rf"[Tt]he (?:\w+ ){{0,2}}?(?:agency|daily|weekly|magazine|website|site|blog|podcast|paper|newspaper|tabloid|"
    rf"broadcaster|channel|station|outlet) (?P<name>{NAME})$"
)
"""The same the other way about: "the site Dawnline"."""
SIGN = re.compile(r"(?P<name>[KW][A-Z]{3}|[KW][A-Z]{2,3}-(?:TV|FM|AM))(?=$|[ ,'’])")
"""Call signs of American stations."""
NO_SIGN = frozenset({"WADA", "WNBA", "WIPO", "KPMG", "WTTC"})
ALONE = re.compile(rf"(?:the )?(?P<name>{NAME})$")
CAMEL = re.compile(r"(?!Mc|Mac|De[A-Z]|Di[A-Z]|La[A-Z]|Le[A-Z]|Van[A-Z]|Fitz)[A-Z][a-z]+[A-Z]\w+")
SPOKEN_TO = re.compile(
    r"(?:\b(?:told|tells|tell|telling|to|with|by|on|from|via|at|citing|in|quoting|through)|[(\"“—–-]) ?(?:the )?$"
)
"""What stands before a name of one that people speak to or that is cited."""
REPORTS = re.compile(r"['’]s\b| (?:has |had |first )?(?:report(?:s|ed|ing)?|quoted|published|writes|wrote)\b")
PLACES = frozenset({"GPE", "NORP", "LOC", "FAC"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight".split())
WITHIN = 24
"""Code points before a name that are looked at."""
NAMES = 300
"""Questions about names that are asked of one document's whole text; behind them no unlisted outlet is found."""
MOST = 12
"""Places of a name that are looked at; an outlet that is told of more often is what the story is about."""


def stranger(span: Span, room: Room, sentence: Sentence | None, *, told: bool) -> Link | None:
    """The outlet that a phrase names though no list has it. `told` says that something was told to the one named."""
    words = span.of(room.text)
    for shape in (HOST, CALLED, KIND):
        found = shape.match(words)
        if found is not None:
            place = Span(span.start + found.start("name"), span.start + found.end("name"))
            return _link(place, room) if _may_be(place, room, sentence) else None
    found = ALONE.match(words)
    if found is None:
        return None
    name = _undated(found["name"])
    place = Span(span.start + found.start("name"), span.start + found.start("name") + len(name))
    if not name or not _may_be(place, room, sentence):
        return None
    if told and _taken_for_somebody(place, sentence) and not _once("reports", name, room, _reports):
        return None
    known = SITE.fullmatch(name) or CAMEL.fullmatch(name) or (SIGN.match(name) and name not in NO_SIGN)
    return _link(place, room) if known or (told and _once("spoken to", name, room, _only_spoken_to)) else None


def _undated(name: str) -> str:
    """A name without the day that stands right behind it: "told Dawnline Monday"."""
    words = name.split()
    while words and words[-1].lower() in DAYS:
        words.pop()
    return " ".join(words)


def _link(place: Span, room: Room) -> Link:
    return Link(name=place.of(room.text), entity=None, spans=(place,))


def _may_be(place: Span, room: Room, sentence: Sentence | None) -> bool:
    """Whether a name is that of nobody and no place that the document tells of, and of no public body.

    The tagger takes a name of one word that it does not know for a person; such a one has no name beside it anywhere.
    """
    words = place.of(room.text).lower().split()
    nouns = naming()
    if words[-1] in cues().public | nouns.organs | nouns.groups | nouns.body_nouns or " ".join(words) in nouns.bodies:
        return False
    mentions = room.within((place,))
    if any(
        m.kind in ("place", "group") or (m.kind == "person" and not _once("alone", m.name, room, _is_alone))
        for m in mentions
    ):
        return False
    kinds = {t.ent_type_ for t in sentence.inside((place,))} if sentence is not None else set()
    return not kinds & PLACES and (len(words) == 1 or "PERSON" not in kinds)


def _is_alone(name: str, room: Room) -> bool:
    """Whether a person's name is one word, no given name, and nobody's whom the document names in full."""
    words = name.lower().split()
    if len(words) > 1 or words[0] in naming().given:
        return False
    return not any(m.kind == "person" and " " in m.name and words[0] in m.name.lower().split() for m in room.mentions)


def _taken_for_somebody(place: Span, sentence: Sentence | None) -> bool:
    """Whether the tagger takes a name for a person's: it may be one whose full name stands in a text not given here."""
    return sentence is not None and any(t.ent_type_ == "PERSON" for t in sentence.inside((place,)))


def _reports(name: str, room: Room) -> bool:
    """Whether the document says elsewhere that the one of that name reported something, or calls it an interview."""
    after = rf"(?<!\w){re.escape(name)}(?:{REPORTS.pattern})"
    return re.search(rf"{after}|interview(?: [\w.'’-]+){{0,3}} with {re.escape(name)}\b", room.text) is not None


def _once(question: str, name: str, room: Room, ask: Callable[[str, Room], bool]) -> bool:
    """The answer of `ask`, which looks through the whole text, asked once a name and of no more than `NAMES` names."""
    key = (question, name)
    if key not in room.asked:
        if len(room.asked) >= NAMES:
            return False
        room.asked[key] = ask(name, room)
    return room.asked[key]


def _only_spoken_to(name: str, room: Room) -> bool:
    """Whether the document speaks of a name as of one to whom people speak, or that reports, and in no other way."""
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", room.text)]
    return len(places) <= MOST and all(
        SPOKEN_TO.search(room.text[max(0, at - WITHIN) : at]) is not None
        or REPORTS.match(room.text[at + len(name) : at + len(name) + WITHIN]) is not None
        for at in places
    )
