"""From the words that name a source to the one who is meant: names, descriptions, pronouns, carried-over speakers."""

import re
from itertools import takewhile

from msgspec.structs import replace

from rashomon.attribute.bodies import again
from rashomon.attribute.content import head_of
from rashomon.attribute.counted import listed
from rashomon.attribute.epithets import FIRMS, is_epithet, is_firm
from rashomon.attribute.heard import calling
from rashomon.attribute.introduced import before_links, name_before, named_below
from rashomon.attribute.kinds import ANONYMOUS, LAWMAKERS, PERSONS, UTTERED
from rashomon.attribute.memory import CLOSE, HE, IT, NEAR, ONE, REACH, SHE, Memory
from rashomon.attribute.offices import (
    PRESS,
    SPOKEN_FOR,
    can_be_called,
    giver_of,
    is_name,
    is_uttered,
    names_a_deed,
    only_members,
    several_of_a_people,
)
from rashomon.attribute.owners import owner_before
from rashomon.attribute.posted import written_by
from rashomon.attribute.raw import Raw, Sentence, Token
from rashomon.language.quotes import quoted
from rashomon.lexicon.naming import naming
from rashomon.lexicon.outlets import is_medium
from rashomon.model.analysis import Mention, Source
from rashomon.model.span import Span, joined

THEY = frozenset({"they", "them", "their", "who", "we", "our", "i", "my", "us", "me"})
INDIRECT = re.compile(
    r"(?:an?|one|some|another|several|many) |.*(?:leader|president|minister|chief|director|king|queen)['’]s ",
    re.IGNORECASE,
)
"""Descriptions of somebody new, or of an officer's own staff: they are not the officer."""
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
OWNING = frozenset({"his", "her", "its", "their", "our", "my", "that", "this", "us", "me"})
"""Before a noun they do not stand for the speaker: "its director, Ida Vane, said", "US officials said"."""
SHORTEST = 2
"""Words of "the statement", of which nobody tells whose it is."""
AGED = re.compile(r"the \d{1,3}-year-old\b", re.IGNORECASE)
AGAIN = 20_000
"""Code points back to which "the source" may be one described before: an article's length."""


class Room(Memory):
    """One document's memory with what tells whom source words mean by it."""

    def resolve(self, raw: Raw, sentence: Sentence | None) -> Source | None:
        """Who is meant by the raw attribution's source words; None when the words name nobody."""
        if not raw.source:
            return None
        words = self._words(raw, sentence)
        tokens = sentence.inside(raw.source) if sentence is not None else []
        if words.lower() in FIRST and sentence is not None and not self.is_quoted(raw.source[0], sentence):
            return None  # the reporter or the reader: the outlet's own voice
        if (
            words.split()[0] == "MORE"
            and (linked := before_links(raw.source[0].start, self.mentions, self.text)) is not None
        ):
            return Source(spans=raw.source, entity=linked.who, description=linked.name, named=True)
        first, *rest = words.lower().split()
        if _is_pronoun(first) and not (rest and first in OWNING):
            meant = self._antecedent(words.lower().split()[0], raw, sentence)
            if meant is None:
                return Source(spans=raw.source, entity=None, description=words, named=False)
            return Source(spans=raw.source, entity=meant.entity, description=meant.description, named=meant.named)
        base = sentence.base if sentence is not None else 0
        one = first in ONE_OF_MANY and self.phrases.one_of_many(raw.source, tokens, base)
        named = None if one else self.phrases.named(raw.source, tokens, base)
        who = named if named in self.people else written_by(raw, self.text, self.mentions) or named
        who = self._of_the_name(words, who)
        if AGED.match(words) and who not in self.people:
            who = None  # "the 36-year-old Northian": a man, and not the place that he comes from
        if who is not None:
            head = head_of(tokens)
            if head is not None and head.tag_ == "VBG":
                words = next((m.name for m in self.within(raw.source) if m.who == who), words)
            some = self._only_some(raw.source, tokens) or self._is_press(raw.source, who)
            if who not in self.people and some:  # neither named nor all of the party
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
        if who not in self.people or who in self.spoke or words.split()[-1:] != words.split():
            return who
        last = words.lower()
        others = [s for s in self.spoke & self.people if s.split()[-1] == last and " " in s]
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
        firm = self.only_body(at, sentence.passage.post) if who is None and noun.lower_ in FIRMS else None
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
        who = owner_before(raw.source[0], sentence, self.within) if sentence is not None else None
        if who is not None and pronoun in HE | SHE and self._may_mean(pronoun, who.who):
            return Source(spans=raw.source, entity=who.who, description=who.name, named=True)
        return self.meant(pronoun, at, sentence.passage.post if sentence is not None else None)

    def _may_mean(self, pronoun: str, who: str) -> bool:
        gender = self.names.gender(who)
        return gender is None or (gender == "male") == (pronoun in HE)

    def _words(self, raw: Raw, sentence: Sentence | None) -> str:
        """The words of the source; after "a Selk source said no, while another" they are "another Selk source"."""
        words = joined(raw.source, self.text)
        bare = re.sub(r"[\[\]]", "", words)  # "[W]e": a letter that the outlet changed
        words = bare if _is_pronoun(bare) else words
        if words.lower() != "another":
            return words
        post = sentence.passage.post if sentence is not None else None
        last = next(self.before(raw.source[0].start, post, NEAR), None)
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
        near = [h for h in self.before(at, post, NEAR) if h.person and not self._of_another(h.source, group)]
        if words.rsplit(maxsplit=1)[-1].lower() in LAWMAKERS:
            near = self.lawmakers(near) if " only " not in words else []
        if (one and near and at - near[0].at <= CLOSE) or len({h.source.entity for h in near}) == 1:
            return near[0].source
        return None

    def _firm(self, raw: Raw, sentence: Sentence | None, tokens: list[Token]) -> Source | None:
        """As in "The carmaker admitted": the one body heard just before, no other being named since."""
        if not is_firm(tokens):
            return None
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        return self.only_body(at, post)

    def _of_another(self, source: Source, group: str | None) -> bool:
        """Whether somebody is told to be of another party: "the Republican" is not the Democrat who spoke last."""
        told = self.parties.get(source.entity or "", set())
        return group is not None and bool(told) and group not in told

    def _same_description(self, words: str, raw: Raw, sentence: Sentence | None) -> Source | None:
        """As in "The source adds": the one of that description who was heard before in this post or article."""
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        if words.lower() == "a statement":  # that of the body or person heard just before
            last = next(self.before(at, post, CLOSE), None)
            return last.source if last is not None and last.source.named else None
        if not words.lower().startswith(("the ", "that ", "this ", "both ")):
            return None
        head, told = words.lower().split()[-1], set(words.lower().split()[1:])
        if head in UTTERED | SPOKEN_FOR and len(told - PRESS) < SHORTEST:  # "the statement said": whose, was told
            near = (h.source for h in self.before(at, post, REACH) if head in h.uttered)
            if (whose := next(near, None)) is not None:
                return whose
        calls = head in ANONYMOUS | PERSONS or head in naming().roles
        for heard in self.before(at, post, AGAIN):
            described, heads = calling(heard.source.description or "")
            if not heard.source.named and head in heads and told <= described:
                return heard.source
            if calls and self.is_person(heard.source) and told <= described | self.callings(heard.source):
                return heard.source  # "spokeswoman Ida Vane said ...; the spokeswoman added"
            if heard.source.entity in self.bodies and self.is_called_so(heard.source, head, told):
                return heard.source  # "according to the Kelm Mills, an industry group ...; the group says"
        return None


def _is_pronoun(words: str) -> bool:
    return words.lower().strip() in HE | SHE | THEY | IT
