"""From the words that name a source to the one who is meant: names, descriptions, pronouns, carried-over speakers."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Protocol

import msgspec

from rashomon.attribute.bodies import again, is_called
from rashomon.attribute.content import head_of
from rashomon.attribute.counted import listed
from rashomon.attribute.kinds import ANONYMOUS, EPITHETS, PERSONS, UTTERED
from rashomon.attribute.offices import (
    PAPERS,
    can_be_called,
    gives,
    is_name,
    is_uttered,
    names_a_deed,
    only_members,
)
from rashomon.attribute.posted import Leads, written_by
from rashomon.attribute.raw import Raw, Sentence, Token
from rashomon.language.quotes import quoted
from rashomon.lexicon.naming import Gender
from rashomon.model.analysis import Mention, Passage, Source
from rashomon.model.span import Span, joined

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "who", "we", "our", "i", "my"})
INDIRECT = re.compile(
    r"(?:an?|one|some|another|several|many) |.*(?:leader|president|minister|chief|director|king|queen)['’]s ",
    re.IGNORECASE,
)
"""Descriptions of somebody new, or of an officer's own staff: they are not the officer."""
ONE = re.compile(r"(?:an?|one|another) ", re.IGNORECASE)
"""A description of one unnamed person, whom "he" or "she" may mean; "US media" or "donors" are not meant by either."""
FIRST = frozenset({"i", "we", "us", "me", "you"})
SPEAKING = frozenset({"i", "we", "my", "our"})
IT = frozenset({"it", "its", "which", "that", "this"})
OWNING = frozenset({"his", "her", "its", "their", "our", "my", "that", "this"})
"""Before a noun they do not stand for the speaker: "its director, Ida Vane, said"."""
QUALIFYING = frozenset({"pobj", "poss", "amod", "nmod", "relcl", "acl"})
"""Ties by which a name only says which one is meant."""
SHORTEST = 2
"""Words of "the statement", of which nobody tells whose it is."""
MANY = frozenset({"they", "them", "their"})
REACH = 1500
"""Code points back to which a pronoun may point. Two or three paragraphs of news; further back it is a guess."""
AGED = re.compile(r"the \d{1,3}-year-old(?: [a-z]+)?$", re.IGNORECASE)
AGAIN = 20_000
"""Code points back to which "the source" may be one described before: an article's length."""
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


class Heard(msgspec.Struct, frozen=True):
    """Somebody who may be meant by a later pronoun: a source, or the subject of a narrated sentence."""

    at: int
    post: str | None
    source: Source
    person: bool
    plural: bool
    uttered: frozenset[str]
    """What the words were put in, as the sentence tells: "said in a statement"."""


def _at(heard: Heard) -> int:
    return heard.at


class Room:
    """Who has been heard so far, in reading order. One a document; a new post starts a new conversation."""

    def __init__(self, mentions: tuple[Mention, ...], names: Names, text: str,
                 passages: tuple[Passage, ...] = ()) -> None:  # fmt: skip
        self.names, self.text, self.leads = names, text, Leads(passages, text)
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        self._heard: list[Heard] = []
        self._people = {m.who for m in mentions if m.kind == "person"}

    def within(self, spans: tuple[Span, ...]) -> list[Mention]:
        """Mentions that lie inside the spans, in order."""
        found = []
        for span in spans:
            for mention in self._mentions[bisect_left(self._starts, span.start) :]:
                if mention.start >= span.end:
                    break
                if mention.end <= span.end:
                    found.append(mention)
        return found

    def bodies_before(self, at: int) -> Iterator[Mention]:
        """Bodies named before a place, the last first."""
        first = bisect_left(self._starts, at)
        return (m for m in reversed(self._mentions[:first]) if m.kind == "organisation")

    def note(
        self, source: Source, at: int, post: str | None, *, plural: bool = False, uttered: frozenset[str] = frozenset()
    ) -> None:
        """Remember somebody as having been spoken of at `at`, and in what the words were put."""
        person = self.is_person(source) or (source.entity is None and source.named and is_called(source.description))
        insort(self._heard, Heard(at, post, source, person, plural, uttered), key=_at)

    def _before(self, at: int, post: str | None, reach: int) -> Iterator[Heard]:
        """Those heard before `at` in the same post, the last first, as far back as `reach` code points."""
        for number in range(bisect_left(self._heard, at, key=_at) - 1, -1, -1):
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
        if words.lower() in FIRST and sentence is not None and not self._in_quotes(raw.source[0], sentence):
            return None  # the reporter or the reader: the outlet's own voice
        first, *rest = words.lower().split()
        if _is_pronoun(first) and not (rest and first in OWNING):
            meant = self._antecedent(words.lower().split()[0], raw, sentence)
            if meant is None:
                return Source(spans=raw.source, entity=None, description=words, named=False)
            return Source(spans=raw.source, entity=meant.entity, description=meant.description, named=meant.named)
        base = sentence.base if sentence is not None else 0
        one = first in ("the", "a", "an", "one") and self._one_of_many(raw.source, tokens, base)
        who = written_by(raw, self.text, self._mentions)
        who = who or (None if one else self._named(raw.source, tokens, base))
        if who is not None:
            head = head_of(tokens)
            if head is not None and head.tag_ == "VBG":
                words = next((m.name for m in self.within(raw.source) if m.who == who), words)
            return Source(spans=raw.source, entity=who, description=words, named=not only_members(tokens))
        if first in HE | SHE and is_uttered(tokens):  # "his statement said"
            writer = self._antecedent(first, raw, sentence)
            if writer is not None and writer.entity is not None:
                return Source(spans=raw.source, entity=writer.entity, description=words, named=writer.named)
        described = self._described(words, raw.source[0].start, tokens) if not one else None
        if described is not None:
            return Source(spans=raw.source, entity=described, description=words, named=True)
        group = listed(words, self.text, raw.source[0].start)
        if group is not None:
            return Source(spans=raw.source, entity=None, description=group, named=True)
        same = self._same_description(words, raw, sentence) or self._epithet(words, raw, sentence, one=one)
        if same is not None:
            return Source(spans=raw.source, entity=same.entity, description=same.description, named=same.named)
        return Source(spans=raw.source, entity=None, description=words, named=is_name(tokens) or can_be_called(tokens))

    def _described(self, words: str, at: int, tokens: list[Token]) -> str | None:
        """Whom an office or "the ministry" means, as the document has told."""
        who = None if names_a_deed(tokens) or INDIRECT.match(words) else self.names.by_words(words, at)
        return who or again(words, at, self.bodies_before(at))

    def _in_quotes(self, span: Span, sentence: Sentence) -> bool:
        start = sentence.passage.start
        return any(q.start <= span.start - start < q.end for q in quoted(self.text[start : sentence.passage.end]))

    def _named(self, spans: tuple[Span, ...], tokens: list[Token], base: int) -> str | None:
        """The person (else body or place) that the source phrase is about, not one who only qualifies it."""
        head = head_of(tokens)
        if head is not None and head.lemma_.lower() in UTTERED:
            owners = [m for m in self.within(spans) if gives(m, head, base)]
            return owners[0].who if owners else None
        inside = [m for m in self.within(spans) if not self._qualifies(m, tokens, base)]
        if head is not None and head.tag_ == "VBG":  # "Writing in dissent, Vane, joined by ...": taken for a subject
            inside = self.within(spans)
        person = next((m for m in inside if m.kind == "person"), None)
        if person is not None:
            return person.who
        at = base + head.idx if head is not None else None
        other = next((m for m in inside if at is None or m.start <= at < m.end), None)
        whole = other is not None and other.kind == "organisation" and other.end >= spans[-1].end
        beside = self._apposed(spans) if not whole else None  # "asked for by Vane, Orlex said": a body's own name
        if beside is not None:
            return beside
        if head is not None and head.pos_ == "NOUN" and head.lemma_.lower() in ANONYMOUS:
            return None
        return other.who if other is not None else None

    def _one_of_many(self, spans: tuple[Span, ...], tokens: list[Token], base: int) -> bool:
        """As in "The Democrat from Averly": one member of the group whose name the noun comes from, not the group."""
        head = head_of(tokens)
        if head is None or head.text.endswith("s"):
            return False
        if any(m.kind == "person" and not self._qualifies(m, tokens, base) for m in self.within(spans)):
            return False  # "the top Democrat on the board, Ida Vane": she is told
        at = base + head.idx
        group = next((m for m in self.within(spans) if m.kind == "group" and m.start <= at < m.end), None)
        return group is not None and group.name in (f"{head.text} Party", f"{head.text}ic Party", f"{head.text}s")

    def _apposed(self, spans: tuple[Span, ...]) -> str | None:
        """As in "Ida Vane, head of the delegation, said": the person before the comma."""
        new = self.text[spans[0].start : spans[0].start + 4].lower() == "the "  # "met Vane, the leader said" is another
        for mention in self._mentions[: bisect_left(self._starts, spans[0].start)][-3:]:
            if mention.kind == "person" and self.text[mention.end : spans[0].start] in (", ", " - ", " – "):
                hers = mention.role_span is not None and mention.role_span.overlap(spans[0]) > 0
                return mention.who if hers or not new else None
        return None

    def _qualifies(self, mention: Mention, tokens: list[Token], base: int) -> bool:
        """As in "Vane's aide", "the head of Northia": the mention tells which one, it does not speak itself."""
        after = self.text[mention.end : mention.end + 2]
        if after[:1] in ("'", "’") and after[1:2] in ("s", " "):
            return True
        chosen = {t.i for t in tokens}
        step = next((t for t in reversed(tokens) if mention.start <= base + t.idx < mention.end), None)
        while step is not None and step.head.i in chosen and step.head.i != step.i:
            inner = step.dep_ in QUALIFYING or (step.dep_ == "compound" and step.head.pos_ == "NOUN")
            if inner and not mention.start <= base + step.head.idx < mention.end:
                return True
            step = step.head
        return False

    def _antecedent(self, pronoun: str, raw: Raw, sentence: Sentence | None) -> Source | None:
        at = min(s.start for s in raw.source)
        return self.meant(pronoun, at, sentence.passage.post if sentence is not None else None)

    def name_of(self, who: str) -> str | None:
        """The last word of the name that the document gives, as one would say it a second time."""
        return next((m.name.split()[-1] for m in self._mentions if m.who == who), None)

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
                if heard.person or ONE.match(heard.source.description or ""):
                    return heard.source
            elif pronoun in IT:
                if _is_body(heard):
                    return heard.source
            elif pronoun not in MANY or heard.plural or not (heard.person or ONE.match(heard.source.description or "")):
                return heard.source
        return None

    def _words(self, raw: Raw, sentence: Sentence | None) -> str:
        """The words of the source; after "a Selk source said no, while another" they are "another Selk source"."""
        words = joined(raw.source, self.text)
        if words.lower() != "another":
            return words
        post = sentence.passage.post if sentence is not None else None
        last = next(self._before(raw.source[0].start, post, NEAR), None)
        described = (last.source.description or "") if last is not None and not last.source.named else ""
        return f"another {described.split(' ', 1)[1]}" if ONE.match(described) else "another"

    def _epithet(self, words: str, raw: Raw, sentence: Sentence | None, *, one: bool = False) -> Source | None:
        """As in "The singer added": the one person heard just before; None when there are two, or none.

        `one` says that the words tell one of many ("the Democrat from Averly").
        """
        row = words.lower().split()
        again = row[:1] == ["the"] and len(row) > 1 and (one or (row[-1] in EPITHETS and len(row) <= 4))
        if not again and not AGED.match(words):
            return None
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        near = [h.source for h in self._before(at, post, NEAR) if h.person]
        return near[0] if len({s.entity for s in near}) == 1 else None

    def _same_description(self, words: str, raw: Raw, sentence: Sentence | None) -> Source | None:
        """As in "The source adds": the one of that description who was heard before in this post or article."""
        if not words.lower().startswith(("the ", "that ", "this ", "both ")):
            return None
        at, post = min(s.start for s in raw.source), sentence.passage.post if sentence is not None else None
        head, told = words.lower().split()[-1], set(words.lower().split()[1:])
        if head in UTTERED and len(words.split()) <= SHORTEST:  # "the statement said": whose statement was told of
            near = (h.source for h in self._before(at, post, REACH) if head in h.uttered and h.source.entity)
            if (whose := next(near, None)) is not None:
                return whose
        for heard in self._before(at, post, AGAIN):
            described = set((heard.source.description or "").lower().split())
            if not heard.source.named and head in described and told <= described:
                return heard.source
        return None


def _is_body(heard: Heard) -> bool:
    """Whether somebody heard may be meant by "it": a body with a name, or one thing that is described."""
    words = (heard.source.description or "").lower().split()
    if heard.person or heard.plural:
        return False
    described = len(words) > 1 and words[0] in ("the", "a", "an")
    thing = words[-1:] and (words[-1] in PAPERS or words[-1] not in ANONYMOUS | PERSONS)
    return heard.source.named or (described and bool(thing) and not words[-1].endswith("s"))


def _is_pronoun(words: str) -> bool:
    return words.lower().strip() in HE | SHE | THEY | IT
