"""Transcripts: turns of speakers whose names stand before a colon.

    MARLE: The gates are shut. We had no choice.        Ines Marle: Nobody will tell us.
    DOSS: Who paid for the wall?                        It is a question of trust.

A page is a transcript when several labels come again and again and the turns are most of what it says; "Marle: talks
will go on" over a story, or a table of facts ("Location: Kelm"), is none.
"""

import re
from collections import Counter

from rashomon.attribute.kinds import ANONYMOUS, PERSONS
from rashomon.attribute.raw import Raw
from rashomon.attribute.speakers import Room
from rashomon.attribute.titles import LABELS
from rashomon.model.analysis import Mention, Passage, Source
from rashomon.model.span import Span, joined, trim

LABEL = re.compile(r"(?P<who>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,4}):\s+(?=\S)")
"""A name of up to five words; what makes it a name is that each word is capitalised (`_is_label`)."""
SMALL = frozenset("of de da del der di la le van von bin al el".split())
LEAST_SPEAKERS = 2
LEAST_TURNS = 4
CLOSERS = " \n\"”’'"
SHARE = 0.5
"""Share of the body passages that begin a turn, from which a page is a transcript; and of somebody's turns that end in
a question, from which he interviews."""
PER_SPEAKER = 2
"""Turns that each of two speakers must have: a list of facts has each label once."""
TURN = "turn"
"""The lemma of a turn, which has no cue."""
ROLES = frozenset("moderator interviewer host presenter reporter question answer speaker voice audience".split())
"""Labels that say what somebody does there, not who it is."""
GOES_ON = 3
"""Paragraphs without a label that a turn may go on for."""


def turns(passages: tuple[Passage, ...], text: str) -> dict[str, Raw]:
    """By passage: the turn that it holds, its label as the source; empty where the page is no transcript."""
    body = [p for p in passages if p.role == "body"]
    labels = {p.id: found for p in body if (found := _label(p, text)) is not None}
    counts = Counter(span.of(text) for span, _ in labels.values())
    speakers = {who for who, times in counts.items() if times >= PER_SPEAKER}
    mine = {at: found for at, found in labels.items() if found[0].of(text) in speakers}
    if len(speakers) < LEAST_SPEAKERS or len(mine) < max(LEAST_TURNS, SHARE * len(body)):
        return {}
    out: dict[str, Raw] = {}
    asking = _interviewers(mine, text)
    last: Span | None = None
    since = 0
    ends = max(at for at, passage in enumerate(body) if passage.id in mine)
    for passage in body[: ends + 1]:  # below the last turn stand credits, as often as its further paragraphs
        if passage.id in mine:
            last, words = mine[passage.id]
            since = 0
            if last.of(text) in asking:
                last = None
                continue
            out[passage.id] = Raw(content=(words,), source=(last,), lemma=TURN, by="structure")
        elif passage.id in labels:
            last = None  # a label of its own: somebody who speaks once, or no speaker
        elif last is not None and since < GOES_ON and not _stage(passage, text):
            since += 1
            out[passage.id] = Raw(content=(trim(passage.span, text),), source=(last,),
                                  lemma=TURN, by="structure", carried=True)  # fmt: skip
    return out


def _interviewers(mine: dict[str, tuple[Span, Span]], text: str) -> set[str]:
    """Labels whose turns mostly end in a question, where another's do not: who asks for the outlet claims nothing."""
    asked, all_turns = Counter[str](), Counter[str]()
    for who, words in mine.values():
        all_turns[who.of(text)] += 1
        asked[who.of(text)] += words.of(text).rstrip(CLOSERS).endswith("?")
    asking = {who for who, times in all_turns.items() if asked[who] > times * SHARE}
    return asking if len(asking) < len(all_turns) else set()


class Cast:
    """Who is meant by the labels of a transcript; each label is looked up once."""

    def __init__(self, mentions: tuple[Mention, ...], room: Room) -> None:
        self._room = room
        self._known: dict[str, str | None] = {}
        self._people: dict[str, set[str]] = {}
        for mention in mentions:
            words = mention.name.lower().split()
            if mention.kind == "person" and len(words) > 1:
                for key in {words[-1], " ".join(words)}:
                    self._people.setdefault(key, set()).add(mention.who)

    def speaker(self, raw: Raw, text: str) -> Source:
        """The one person with the label's last name or full name; else the label as it stands, and nobody guessed."""
        words = joined(raw.source, text)
        if words not in self._known:
            people = self._people.get(words.lower(), set())
            self._known[words] = next(iter(people)) if len(people) == 1 else None
        who = self._known[words]
        if who is not None:
            return Source(spans=raw.source, entity=who, description=words, named=True)
        told = self._room.resolve(raw, None)
        entity = told.entity if told is not None and not self._people.get(words.lower()) else None
        faceless = words.split()[-1].lower() in ANONYMOUS | PERSONS | ROLES
        return Source(spans=raw.source, entity=entity, description=words, named=not faceless)


def _label(passage: Passage, text: str) -> tuple[Span, Span] | None:
    """The speaker's name and the words of a passage that begins a turn."""
    whole = trim(passage.span, text)
    found = LABEL.match(whole.of(text)[:200])
    if found is None or not _is_label(found["who"]):
        return None
    return Span(whole.start, whole.start + found.end("who")), Span(whole.start + found.end(), whole.end)


def _is_label(who: str) -> bool:
    """Whether words before a colon may be a speaker's: capitalised, of more than one letter, no word for a piece."""
    words = who.split()
    capital = all(w[:1].isupper() or w in SMALL for w in words)
    return capital and len(who) > 1 and words[-1].lower() not in LABELS


def _stage(passage: Passage, text: str) -> bool:
    """As in "(Applause)" and "[The hearing resumed at noon]": what happened, said by nobody."""
    return trim(passage.span, text).of(text)[:1] in ("(", "[", "")
