"""Who has been spoken of so far in a document, and whom a later pronoun or "the company" may mean by it."""

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Protocol

from rashomon.attribute.bodies import is_called, is_somebody
from rashomon.attribute.heard import Heard, at_of, calling, is_body, is_group, is_officer, is_one, is_voice
from rashomon.attribute.kinds import LAWMAKERS
from rashomon.attribute.offices import NEVER
from rashomon.attribute.phrases import Phrases
from rashomon.attribute.posted import Leads
from rashomon.lexicon.naming import Gender, naming
from rashomon.lexicon.outlets import is_medium
from rashomon.model.analysis import Mention, Passage, Source
from rashomon.model.span import Span

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
ONE = re.compile(r"(?:an?|one|another) ", re.IGNORECASE)
"""A description of one unnamed person, whom "he" or "she" may mean; "US media" or "donors" are not meant by either."""
SPEAKING = frozenset({"i", "we", "my", "our", "us", "me"})
IT = frozenset({"it", "its", "which", "that", "this"})
MANY = frozenset({"they", "them", "their"})
REACH = 1500
"""Code points back to which a pronoun may point. Two or three paragraphs of news; further back it is a guess."""
CLOSE = 350
"""Code points back to which "the Kelm Democrat" is the one heard last, whoever else was heard: the paragraph above."""
A_MEMBER = re.compile(r", an? ")
"""Between a name and the party of its bearer: "Ida Vane, a Democrat"."""
NEAR = 600
"""Code points back to which an epithet may point, if one person only was heard there."""
ARTICLE = 20_000
"""Code points back to which the body that an article is about may have been named and heard."""
MAIN, TWICE = 3, 2
"""How often that body is named before it is called "the company", and how many times as often as any other. Of 30
such words in development texts these and the names of airlines tell 26, all rightly."""
MEMBER = frozenset({"rep.", "rep", "sen.", "sen", "representative", "member", "mp"})
"""How members of a parliament are titled."""
CALLED_SO = re.compile(r", (?:an?|the) ((?:[\w-]+ ){0,4}[\w-]+)(?=[,.])")
"""What a body is, right behind its name."""
CALLED_WITHIN = 60


class Names(Protocol):
    """What the names step knows, as attribution asks it."""

    def by_span(self, span: Span) -> str | None:
        """Who is named at this place."""

    def by_words(self, words: str, before: int | None = None) -> str | None:
        """Who is described so, where the document itself binds the description to a name."""

    def gender(self, who: str) -> Gender | None:
        """As far as titles and pronouns show it."""


class Memory:
    """Who has been heard so far, in reading order. One a document; a new post starts a new conversation."""

    def __init__(self, mentions: tuple[Mention, ...], names: Names, text: str,
                 passages: tuple[Passage, ...] = ()) -> None:  # fmt: skip
        self.names, self.text, self.leads = names, text, Leads(passages, text)
        self.phrases = Phrases(mentions, text)
        self.mentions, self.within = self.phrases.mentions, self.phrases.within
        self._starts = [m.start for m in self.mentions]
        self._heard: list[Heard] = []
        self.spoke: set[str] = set()
        self.relayed: list[tuple[int, str, str | None]] = []
        """Outlets to whom something was told, as far as the document has been read: where, name and entity."""
        self._sitting: dict[str, bool] = {}
        self.asked: dict[tuple[str, str], bool] = {}
        """What was asked of the whole text about a name, and its answer."""
        self.people = {m.who for m in mentions if m.kind == "person"}
        self.bodies = {m.who for m in mentions if m.kind == "organisation" and not is_medium(m.name)}
        self._called: dict[str, set[str]] = defaultdict(set)
        for told in self.mentions:
            self._called[told.who].update((told.role or "").lower().split())
        self.parties: dict[str, set[str]] = defaultdict(set)
        for mention, behind in pairwise((*self.mentions, None)):
            if mention is not None and mention.party is not None:
                self.parties[mention.who].add(mention.party)
            if mention and behind and behind.kind == "group" and A_MEMBER.fullmatch(text[mention.end : behind.start]):
                self.parties[mention.who].add(behind.name)

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

    def before(self, at: int, post: str | None, reach: int) -> Iterator[Heard]:
        """Those heard before `at` in the same post, the last first, as far back as `reach` code points."""
        for number in range(bisect_left(self._heard, at, key=at_of) - 1, -1, -1):
            heard = self._heard[number]
            if at - heard.at > reach:
                return
            if post is None or heard.post == post:
                yield heard

    def is_person(self, source: Source) -> bool:
        """Whether a source is a person whom the document names."""
        return source.entity in self.people

    def meant(self, pronoun: str, at: int, post: str | None) -> Source | None:
        """Who a pronoun at `at` means: the last one heard before it who fits, within the post."""
        if pronoun in SPEAKING:
            return None  # whoever speaks the words around it, and nobody else: who that is was asked before
        wanted: Gender | None = "male" if pronoun in HE else "female" if pronoun in SHE else None
        for heard in self.before(at, post, REACH):
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

    def only_body(self, at: int, post: str | None) -> Source | None:
        """The one body heard just before a place, no other being named since."""
        near = [h for h in self.before(at, post, NEAR) if h.source.entity in self.bodies and not h.person]
        held = {h.source.entity for h in near}
        between = {m.who for m in self.bodies_before(at) if near and m.start > near[0].at}
        return near[0].source if len(held) == 1 and between <= held else self._main_body(at, post)

    def _main_body(self, at: int, post: str | None) -> Source | None:
        """The body that an article is about, if it was heard: named MAIN times before, and far oftener than another."""
        surnames = {who.split()[-1].removeprefix("person:") for who in self.people}
        own = self.bodies - {f"organisation:{name}" for name in surnames}  # "Vane" alone, taken for a body
        near = takewhile(lambda m: at - m.start <= ARTICLE, self.bodies_before(at))
        named = Counter(m.who for m in near if m.who in own)
        (first, times), second = (named.most_common(2) + [("", 0)] * 2)[:2]
        if times < MAIN or times < TWICE * second[1]:
            return None
        return next((h.source for h in self.before(at, post, ARTICLE) if h.source.entity == first), None)

    def callings(self, source: Source) -> set[str]:
        """The words by which somebody with a name is called beside it."""
        return self._called.get(source.entity or "", set())

    def lawmakers(self, near: list[Heard]) -> list[Heard]:
        """Those of whom the text says that they sit; else all, unless the last one holds another office."""
        sitting = [h for h in near if self._sits(h.source)]
        return sitting or ([] if any(self._rules(h.source) for h in near[:1]) else near)

    def _rules(self, source: Source) -> bool:
        """Whether somebody is called the holder of an office that no member of a parliament has: no "congressman"."""
        return bool(self.callings(source) & (naming().offices - NEVER - LAWMAKERS - MEMBER))

    def _sits(self, source: Source) -> bool:
        """Whether the text calls somebody a member of a parliament: "Senator Ida Vane", "Rep. Vane"."""
        who = source.entity or ""
        if who not in self._sitting:
            places = [m.start for m in self.mentions if m.who == who]
            titles = {word.lower() for at in places for word in self.text[max(0, at - 16) : at].split()[-1:]}
            self._sitting[who] = not (titles | self.callings(source)).isdisjoint(LAWMAKERS | MEMBER)
        return self._sitting[who]

    def is_called_so(self, body: Source, head: str, told: set[str]) -> bool:
        """Whether a body's source words, or what stands behind them, call it so: "Kelm Mills, a trade group"."""
        last = body.spans[-1]
        behind = CALLED_SO.match(self.text, last.end, last.end + CALLED_WITHIN)
        named, heads = calling(body.description or "")
        words = set(behind[1].lower().split()) if behind is not None else set()
        return (head in heads and told <= named and "," in (body.description or "")) or (bool(words) and told <= words)
