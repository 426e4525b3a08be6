"""From the words that name a source to the one who is meant: names, descriptions, pronouns, carried-over speakers."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Protocol

from msgspec.structs import replace

from rashomon.attribute.bodies import again, is_called, is_somebody
from rashomon.attribute.content import head_of
from rashomon.attribute.counted import listed
from rashomon.attribute.epithets import FIRMS, is_epithet, is_firm
from rashomon.attribute.heard import Heard, at_of, calling, is_body, is_group, is_officer, is_one, is_voice
from rashomon.attribute.introduced import name_before, named_below
from rashomon.attribute.kinds import ANONYMOUS, PERSONS, UTTERED
from rashomon.attribute.offices import (
    PRESS,
    can_be_called,
    giver_of,
    is_name,
    is_uttered,
    names_a_deed,
    only_members,
    several_of_a_people,
)
from rashomon.attribute.phrases import Phrases
from rashomon.attribute.posted import Leads, written_by
from rashomon.attribute.raw import Raw, Sentence, Token
from rashomon.language.quotes import quoted
from rashomon.lexicon.naming import Gender, naming
from rashomon.lexicon.outlets import is_medium
from rashomon.model.analysis import Mention, Passage, Source
from rashomon.model.span import Span, joined

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "who", "we", "our", "i", "my", "us", "me"})
INDIRECT = re.compile(
    r"(?:an?|one|some|another|several|many) |.*(?:leader|president|minister|chief|director|king|queen)['’]s ",
    re.IGNORECASE,
)
"""Descriptions of somebody new, or of an officer's own staff: they are not the officer."""
ONE = re.compile(r"(?:an?|one|another) ", re.IGNORECASE)
"""A description of one unnamed person, whom "he" or "she" may mean; "US media" or "donors" are not meant by either."""
FIRST = frozenset({"i", "we", "us", "me", "you"})
ONE_OF_MANY = frozenset({"the", "a", "an", "one", "another", "some"})
PAPER = re.compile(
    r"the (?:paper|newspaper|broadcaster|magazine|outlet|publication|tabloid|"
    r"news (?:agency|outlet|site|organi[sz]ation))",
    re.IGNORECASE,
)
"""An outlet that is spoken of a second time."""
PRESS_OF = frozenset("media outlets newspapers papers broadcasters channels agencies reports".split())
"""Those who report in a country, and who are not that country."""
SPEAKING = frozenset({"i", "we", "my", "our", "us", "me"})
IT = frozenset({"it", "its", "which", "that", "this"})
OWNING = frozenset({"his", "her", "its", "their", "our", "my", "that", "this", "us", "me"})
"""Before a noun they do not stand for the speaker: "its director, Ida Vane, said", "US officials said"."""
SHORTEST = 2
"""Words of "the statement", of which nobody tells whose it is."""
MANY = frozenset({"they", "them", "their"})
REACH = 1500
"""Code points back to which a pronoun may point. Two or three paragraphs of news; further back it is a guess."""
AGED = re.compile(r"the \d{1,3}-year-old\b", re.IGNORECASE)
AGAIN = 20_000
"""Code points back to which "the source" may be one described before: an article's length."""
CLOSE = 350
"""Code points back to which "the Kelm Democrat" is the one heard last, whoever else was heard: the paragraph above."""
A_MEMBER = re.compile(r", an? ")
"""Between a name and the party of its bearer: "Ida Vane, a Democrat"."""
NEAR = 600
"""Code points back to which an epithet may point, if one person only was heard there."""


class Names(Protocol):
    """What the names step knows, as attribution asks it."""

    def by_span(self, span: Span) -> str | None:
        """Who is named at this place."""

    def by_words(self, words: str, before: int | None = None) -> str | None:
        """Who is described so, where the document itself binds the description to a name."""

    def gender(self, who: str) -> Gender | None:
        """As far as titles and pronouns show it."""


class Room:
    """Who has been heard so far, in reading order. One a document; a new post starts a new conversation."""

    def __init__(self, mentions: tuple[Mention, ...], names: Names, text: str,
                 passages: tuple[Passage, ...] = ()) -> None:  # fmt: skip
        self.names, self.text, self.leads = names, text, Leads(passages, text)
        self._phrases = Phrases(mentions, text)
        self.mentions, self.within = self._phrases.mentions, self._phrases.within
        self._starts = [m.start for m in self.mentions]
        self._heard: list[Heard] = []
        self.spoke: set[str] = set()
        self.relayed: list[tuple[int, str, str | None]] = []
        """Outlets to whom something was told, as far as the document has been read: where, name and entity."""
        self.asked: dict[tuple[str, str], bool] = {}
        """What was asked of the whole text about a name, and its answer."""
        self._people = {m.who for m in mentions if m.kind == "person"}
        self._bodies = {m.who for m in mentions if m.kind == "organisation" and not is_medium(m.name)}
        self._called: dict[str, set[str]] = defaultdict(set)
        for told in self.mentions:
            self._called[told.who].update((told.role or "").lower().split())
        self._parties: dict[str, set[str]] = defaultdict(set)
        for mention, behind in pairwise((*self.mentions, None)):
            if mention is not None and mention.party is not None:
                self._parties[mention.who].add(mention.party)
            if mention and behind and behind.kind == "group" and A_MEMBER.fullmatch(text[mention.end : behind.start]):
                self._parties[mention.who].add(behind.name)

    def bodies_before(self, at: int) -> Iterator[Mention]:
        """Bodies named before a place, the last first."""
        first = bisect_left(self._starts, at)
        return (m for m in reversed(self.mentions[:first]) if m.kind == "organisation")

    def note(
        self, source: Source, at: int, post: str | None, *, plural: bool = False, uttered: frozenset[str] = frozenset()
    ) -> None:
        """Remember somebody as having been spoken of at `at`, and in what the words were put."""
        called = source.named and is_called(source.description)
        person = self.is_person(source) or (called and (source.entity is None or is_somebody(source.description)))
        insort(self._heard, Heard(at, post, source, person, plural, uttered), key=at_of)

    def _before(self, at: int, post: str | None, reach: int) -> Iterator[Heard]:
        """Those heard before `at` in the same post, the last first, as far back as `reach` code points."""
        for number in range(bisect_left(self._heard, at, key=at_of) - 1, -1, -1):
            heard = self._heard[number]
            if at - heard.at > reach:
                return
            if post is None or heard.post == post:
                yield heard

    def is_person(self, source: Source) -> bool:
        """Whether a source is a person whom the document names."""
        return source.entity in self._people

    def resolve(self, raw: Raw, sentence: Sentence | None) -> Source | None:
        """Who is meant by the raw attribution's source words; None when the words name nobody."""
        if not raw.source:
            return None
        words = self._words(raw, sentence)
        tokens = sentence.inside(raw.source) if sentence is not None else []
        if words.lower() in FIRST and sentence is not None and not self.is_quoted(raw.source[0], sentence):
            return None  # the reporter or the reader: the outlet's own voice
        first, *rest = words.lower().split()
        if _is_pronoun(first) and not (rest and first in OWNING):
            meant = self._antecedent(words.lower().split()[0], raw, sentence)
            if meant is None:
                return Source(spans=raw.source, entity=None, description=words, named=False)
            return Source(spans=raw.source, entity=meant.entity, description=meant.description, named=meant.named)
        base = sentence.base if sentence is not None else 0
        one = first in ONE_OF_MANY and self._phrases.one_of_many(raw.source, tokens, base)
        named = None if one else self._phrases.named(raw.source, tokens, base)
        who = named if named in self._people else written_by(raw, self.text, self.mentions) or named
        who = self._of_the_name(words, who)
        if AGED.match(words) and who not in self._people:
            who = None  # "the 36-year-old Northian": a man, and not the place that he comes from
        if who is not None:
            head = head_of(tokens)
            if head is not None and head.tag_ == "VBG":
                words = next((m.name for m in self.within(raw.source) if m.who == who), words)
            some = self._only_some(raw.source, tokens) or self._is_press(raw.source, who)
            if who not in self._people and some:  # neither named nor all of the party
                return Source(spans=raw.source, entity=None, description=words, named=False)
            return Source(spans=raw.source, entity=who, description=words, named=True)
        if first in HE | SHE and is_uttered(tokens):  # "his statement said"
            writer = self._antecedent(first, raw, sentence)
            if writer is not None and writer.entity is not None:
                return Source(spans=raw.source, entity=writer.entity, description=words, named=writer.named)
        return self._by_description(words, raw, sentence, tokens, one=one)

    def _only_some(self, spans: tuple[Span, ...], tokens: list[Token]) -> bool:
        """Whether words mean some of a party's or a country's people: "House Whigs", "many Northians"."""
        return only_members(tokens) or (
            several_of_a_people(tokens) and any(m.kind == "group" and m.party for m in self.within(spans))
        )

    def _is_press(self, spans: tuple[Span, ...], who: str) -> bool:
        """As in "Northian media": the papers of a place, which do not speak for it."""
        words = joined(spans, self.text).split()
        ends = max((m.end for m in self.within(spans) if m.who == who), default=spans[-1].end)
        return words[-1].lower() in PRESS_OF and ends < spans[-1].end

    def _of_the_name(self, words: str, who: str | None) -> str | None:
        """As in "Doss told the board": of two of the name the one who has spoken, when the other has not."""
        if who not in self._people or who in self.spoke or words.split()[-1:] != words.split():
            return who
        last = words.lower()
        others = [s for s in self.spoke & self._people if s.split()[-1] == last and " " in s]
        return others[0] if len(others) == 1 and (who or "").split()[-1] == last else who

    def _by_description(
        self, words: str, raw: Raw, sentence: Sentence | None, tokens: list[Token], *, one: bool
    ) -> Source:
        """Who is meant by words without a name in them; the words themselves where nobody tells."""
        if (whose := self._giver(raw, sentence, tokens)) is not None:
            return whose
        described = self._described(words, raw.source[0].start, tokens) if not one else None
        if described is not None:
            return Source(spans=raw.source, entity=described, description=words, named=True)
        outlet = self._paper(words, raw.source[0].start)
        if outlet is not None:
            return Source(spans=raw.source, entity=outlet.who, description=words, named=True)
        group = listed(words, self.text, raw.source[0].start)
        if group is not None:
            return Source(spans=raw.source, entity=None, description=group, named=True)
        if ONE.match(words) and (told := self._told_below(words, raw, sentence, tokens)) is not None:
            return told
        same = self._same_description(words, raw, sentence) or self._epithet(words, raw, sentence, tokens, one=one)
        if same is not None:
            return Source(spans=raw.source, entity=same.entity, description=same.description, named=same.named)
        return Source(spans=raw.source, entity=None, description=words, named=is_name(tokens) or can_be_called(tokens))

    def _told_below(self, words: str, raw: Raw, sentence: Sentence | None, tokens: list[Token]) -> Source | None:
        """As in "a police union boss said", whose name stands in the next sentence, or right before the words."""
        at = raw.source[0].start
        who = None
        if sentence is not None and sentence.passage.post is None:
            who = named_below(words, at, tokens, self.mentions, self.text)
        if who is not None:
            return Source(spans=raw.source, entity=who, description=words, named=True)
        name = name_before(at, self.text)
        return Source(spans=raw.source, entity=None, description=f"{name}, {words}", named=True) if name else None

    def _paper(self, words: str, at: int) -> Mention | None:
        """As in "the newspaper said": the outlet named last before it, if it is near."""
        if PAPER.fullmatch(words) is None:
            return None
        near = takewhile(lambda m: at - m.start <= REACH, self.bodies_before(at))
        return next((m for m in near if is_medium(m.name)), None)

    def _described(self, words: str, at: int, tokens: list[Token]) -> str | None:
        """Whom an office or "the ministry" means, as the document has told."""
        who = None if names_a_deed(tokens) or INDIRECT.match(words) else self.names.by_words(words, at)
        return who or again(words, at, self.bodies_before(at))

    def _giver(self, raw: Raw, sentence: Sentence | None, tokens: list[Token]) -> Source | None:
        """As in "A statement from the ministry said": it speaks for the ministry, which may be named elsewhere."""
        giver = giver_of(tokens) if sentence is not None else []
        if sentence is None or not giver or _is_pronoun(giver[0].lower_):
            return None
        if len(giver) == 1 and giver[0].pos_ == "NOUN":  # "a company statement": the company
            return self._body_of(giver[0], raw, sentence)
        told = self.resolve(replace(raw, source=sentence.place(giver)), sentence)
        return replace(told, spans=raw.source) if told is not None else None

    def _body_of(self, noun: Token, raw: Raw, sentence: Sentence) -> Source:
        """Whom a bare noun before a paper means: "the police" of "a police report", the company spoken of last."""
        words, at = f"the {noun.lower_}", raw.source[0].start
        who = self.names.by_words(words, at) or again(words, at, self.bodies_before(at))
        firm = self._only_body(at, sentence.passage.post) if who is None and noun.lower_ in FIRMS else None
        if firm is not None:
            return Source(spans=raw.source, entity=firm.entity, description=firm.description, named=firm.named)
        named = who is not None or noun.lower_ not in FIRMS
        return Source(spans=raw.source, entity=who, description=words, named=named)

    def is_quoted(self, span: Span, sentence: Sentence) -> bool:
        """Whether words stand in quotation marks."""
        start = sentence.passage.start
        return any(q.start <= span.start - start < q.end for q in quoted(self.text[start : sentence.passage.end]))

    def _antecedent(self, pronoun: str, raw: Raw, sentence: Sentence | None) -> Source | None:
        at = min(s.start for s in raw.source)
        return self.meant(pronoun, at, sentence.passage.post if sentence is not None else None)

    def meant(self, pronoun: str, at: int, post: str | None) -> Source | None:
        """Who a pronoun at `at` means: the last one heard before it who fits, within the post."""
        if pronoun in SPEAKING:
            return None  # whoever speaks the words around it, and nobody else: who that is was asked before
        wanted: Gender | None = "male" if pronoun in HE else "female" if pronoun in SHE else None
        for heard in self._before(at, post, REACH):
            gender = self.names.gender(heard.source.entity) if heard.source.entity else None
            if wanted is not None:
                if heard.plural or (gender is not None and gender != wanted):
                    continue
                if heard.person or is_one(heard.source) or is_officer(heard.source):
                    return heard.source
            elif pronoun in IT:
                if is_body(heard):
                    return heard.source
            elif (
                (pronoun == "they" and at - heard.at <= CLOSE and is_voice(heard.source))
                or pronoun not in MANY
                or heard.plural
                or is_group(heard.source)
                or not (heard.person or ONE.match(heard.source.description or ""))
            ):
                return heard.source
        return None

    def _words(self, raw: Raw, sentence: Sentence | None) -> str:
        """The words of the source; after "a Selk source said no, while another" they are "another Selk source"."""
        words = joined(raw.source, self.text)
        bare = re.sub(r"[\[\]]", "", words)  # "[W]e": a letter that the outlet changed
        words = bare if _is_pronoun(bare) else words
        if words.lower() != "another":
            return words
        post = sentence.passage.post if sentence is not None else None
        last = next(self._before(raw.source[0].start, post, NEAR), None)
        described = (last.source.description or "") if last is not None and not last.source.named else ""
        return f"another {described.split(' ', 1)[1]}" if ONE.match(described) else "another"

    def _epithet(
        self, words: str, raw: Raw, sentence: Sentence | None, tokens: list[Token], *, one: bool = False
    ) -> Source | None:
        """As in "The singer added": the one person heard just before; None when there are two, or none.

        `one` says that the words tell one of many ("the Democrat from Averly").
        """
        if not (one and words.lower().startswith("the ")) and not AGED.match(words) and not is_epithet(tokens):
            return self._firm(raw, sentence, tokens)
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        group = next((m.name for m in self.within(raw.source) if m.kind == "group"), None) if one else None
        near = [h for h in self._before(at, post, NEAR) if h.person and not self._of_another(h.source, group)]
        if (one and near and at - near[0].at <= CLOSE) or len({h.source.entity for h in near}) == 1:
            return near[0].source
        return None

    def _firm(self, raw: Raw, sentence: Sentence | None, tokens: list[Token]) -> Source | None:
        """As in "The carmaker admitted": the one body heard just before, no other being named since."""
        if not is_firm(tokens):
            return None
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        return self._only_body(at, post)

    def _only_body(self, at: int, post: str | None) -> Source | None:
        """The one body heard just before a place, no other being named since."""
        near = [h for h in self._before(at, post, NEAR) if h.source.entity in self._bodies and not h.person]
        held = {h.source.entity for h in near}
        between = {m.who for m in self.bodies_before(at) if near and m.start > near[0].at}
        return near[0].source if len(held) == 1 and between <= held else None

    def _of_another(self, source: Source, group: str | None) -> bool:
        """Whether somebody is told to be of another party: "the Republican" is not the Democrat who spoke last."""
        told = self._parties.get(source.entity or "", set())
        return group is not None and bool(told) and group not in told

    def _callings(self, source: Source) -> set[str]:
        """The words by which somebody with a name is called beside it."""
        return self._called.get(source.entity or "", set())

    def _same_description(self, words: str, raw: Raw, sentence: Sentence | None) -> Source | None:
        """As in "The source adds": the one of that description who was heard before in this post or article."""
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        if words.lower() == "a statement":  # that of the body or person heard just before
            last = next(self._before(at, post, CLOSE), None)
            return last.source if last is not None and last.source.named else None
        if not words.lower().startswith(("the ", "that ", "this ", "both ")):
            return None
        head, told = words.lower().split()[-1], set(words.lower().split()[1:])
        if head in UTTERED and len(told - PRESS) < SHORTEST:  # "the statement said": whose statement was told of
            near = (h.source for h in self._before(at, post, REACH) if head in h.uttered)
            if (whose := next(near, None)) is not None:
                return whose
        calls = head in ANONYMOUS | PERSONS or head in naming().roles
        for heard in self._before(at, post, AGAIN):
            described, heads = calling(heard.source.description or "")
            if not heard.source.named and head in heads and told <= described:
                return heard.source
            if calls and self.is_person(heard.source) and told <= described | self._callings(heard.source):
                return heard.source  # "spokeswoman Ida Vane said ...; the spokeswoman added"
        return None


def _is_pronoun(words: str) -> bool:
    return words.lower().strip() in HE | SHE | THEY | IT
