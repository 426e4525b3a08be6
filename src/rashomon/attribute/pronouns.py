"""Which pronouns of a statement become a name for one who reads nothing else, and which had better stay.

Readings are compared across outlets, so a wrong name makes two claims of one and one of two; a pronoun left standing
only says less. A pronoun is named where one person fits and nobody else does: no other was named in between, no
"the driver" stands nearer, and nobody speaks of himself as "he".
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.attribute.kinds import PERSONS
from rashomon.attribute.memory import HE, REACH, SHE
from rashomon.attribute.raw import Sentence, Token
from rashomon.attribute.speakers import Room
from rashomon.language.quotes import quoted
from rashomon.lexicon.naming import Gender, naming
from rashomon.model.analysis import Mention, Source
from rashomon.model.span import Span

ME = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours"})
SELF = frozenset({"himself", "herself"})
PERSONAL = frozenset({"PRP", "PRP$"})
"""Tags of pronouns: "the US", "a coal mine" and "World War I" have others."""
INHERITING = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "prep"})
"""Ties of a verb without a subject to the word whose subject is its own: "she left, taking him with her"."""
TELLING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr"})
"""Places of a noun that speaks of somebody; "driver" in "the driver seat" does not."""
SURE = 300
"""Code points back to which a woman may be meant of whom nothing tells that she is one."""
OPENING = 60
"""Code points of reported words in which their first subject stands: "that on the eve of the vote he ..."."""


class Pronouns:
    """Who is meant by the pronouns of one document's statements."""

    def __init__(self, room: Room, sentences: Sequence[Sentence]) -> None:
        self._room = room
        self._sentences = sentences
        self._persons = frozenset(m.who for m in room.mentions if m.kind == "person")
        self._names = {who: _short(mentions, room.text) for who, mentions in _by_who(room.mentions).items()}
        self._marks: dict[str, list[Span]] = {}
        self._votes: Mapping[str, Counter[Gender]] | None = None

    def name_of(self, who: str | None) -> str | None:
        """What the document calls somebody a second time."""
        return self._names.get(who) if who is not None else None

    def named(self, token: Token, sentence: Sentence, source: str | None, content: Span, *, quoted: bool) -> str | None:
        """The name for a pronoun of a statement; None where it stays.

        `source` says the statement, `content` is where it stands, `quoted` tells whether it is in his own words.
        """
        if token.tag_ not in PERSONAL or token.text == "US":
            return None
        if token.lower_ in ME:
            return self.name_of(source) if quoted else None
        if token.lower_ not in HE | SHE:
            return None
        if source in self._persons and self._opens(token, sentence, content):
            who: str | None = source
        else:
            who = self._meant(token, sentence, source if quoted else None)
        return self.name_of(who) if who is not None and self._fits(who, token, sentence) else None

    def _opens(self, token: Token, sentence: Sentence, content: Span) -> bool:
        """As in "Vane told Orlen that he would sign": the first subject of reported words is who says them."""
        at = sentence.base + token.idx
        far = at - content.start > OPENING
        if far or token.dep_ not in ("nsubj", "nsubjpass") or self._quotation(token, sentence) is not None:
            return False
        before = sentence.inside((Span(content.start, at),))
        asked = any(t.dep_ in ("nsubj", "nsubjpass") or t.tag_.startswith("W") for t in before)
        return not asked and not self._room.within((Span(content.start, at),))

    def _meant(self, token: Token, sentence: Sentence, speaker: str | None = None) -> str | None:
        """The one person who may be meant; None where somebody else may be as well."""
        at = sentence.base + token.idx
        heard = self._room.meant(token.lower_, at, sentence.passage.post)
        who = heard.entity if heard is not None else None
        if heard is None or who not in self._persons or _of_anyone(token):
            return None
        inside = self._quotation(token, sentence)
        if inside is not None and who == speaker:  # nobody calls himself "he"
            first = max(sentence.span.start, at - REACH)
            others = self._rivals(who, first, token, sentence)
            one = len({m.who for m in others}) == 1
            return others[-1].who if one and not self._stranger(others[-1].who, first, token, sentence) else None
        subject = _subject(token)
        if token.lower_ in SELF and subject is not None and self._is(who, subject, sentence, heard):
            return who
        last = self._last(who, heard, at)
        if others := self._rivals(who, last, token, sentence):
            return self._nearer(others[-1], token, sentence)
        if token.lower_ in SELF or (self._mark(last, sentence) is not None and inside is None):
            return None  # named in quoted words, and the outlet speaks on
        bare = token.dep_ in ("dobj", "dative") and subject is not None
        if bare and (self._is(who, subject, sentence, heard) or _same_kind(subject, token)):
            return None  # nobody meets himself as "him"
        return None if self._stranger(who, last + 1, token, sentence) else who

    def _nearer(self, rival: Mention, token: Token, sentence: Sentence) -> str | None:
        """Who was named last, if a verb of the same sentence has him for its subject: "Vane rested while he could"."""
        if token.lower_ not in SELF and token.dep_ not in ("nsubj", "nsubjpass", "poss"):
            return None
        acts = any(t.dep_ in ("nsubj", "nsubjpass") for t in sentence.inside((rival.span,)))
        return rival.who if acts and not self._stranger(rival.who, rival.end, token, sentence) else None

    def _last(self, who: str, heard: Source, at: int) -> int:
        """Where somebody was last spoken of before a place."""
        named = (m.start for m in self._room.within((Span(max(0, at - REACH), at),)) if m.who == who)
        return max([*named, *(s.start for s in heard.spans if s.start < at)], default=at)

    def _rivals(self, who: str, since: int, token: Token, sentence: Sentence) -> list[Mention]:
        """Other people who fit and were named since a place; outside quotation marks those inside do not count."""
        at, wanted = sentence.base + token.idx, _gender(token)
        inside = self._quotation(token, sentence)
        return [
            m for m in self._room.within((Span(min(since, at), at),))
            if m.who != who and m.who in self._persons and self._room.names.gender(m.who) in (None, wanted)
            and not (inside is None and self._mark(m.start, sentence) is not None)
        ]  # fmt: skip

    def _stranger(self, who: str, since: int, token: Token, sentence: Sentence) -> bool:
        """Whether a noun for a person stands nearer in the sentence: "the driver", "a worker"."""
        inside, here = self._quotation(token, sentence), sentence.base + token.idx
        for other in sentence.inside((Span(min(since, here), here),)):
            at, lemma = sentence.base + other.idx, other.lemma_.lower()
            if other.tag_ != "NN" or other.dep_ not in TELLING:
                continue
            if lemma not in PERSONS and lemma not in naming().roles:
                continue
            if naming().gendered.get(lemma, _gender(token)) != _gender(token):
                continue
            quoted_there = inside is None and self._mark(at, sentence) is not None
            if not quoted_there and self._room.names.by_span(Span(at, at + len(other))) != who:
                return True
        return False

    def _fits(self, who: str, token: Token, sentence: Sentence) -> bool:
        """Whether nothing speaks against a man or a woman; for "she", whether other pronouns show it close by.

        Most people in the news are men, so "he" may be one of whom nothing is known.
        """
        known, wanted = self._room.names.gender(who), _gender(token)
        if known is not None:
            return known == wanted
        if self._votes is None:
            self._votes = self._counted()
        votes = self._votes.get(who, Counter())
        if wanted == "male":
            return votes["male"] >= votes["female"]
        at = sentence.base + token.idx
        near = [m for m in self._room.within((Span(max(0, at - SURE), at),)) if m.who == who]
        return bool(near) and near[-1].start >= sentence.passage.start and votes["female"] > votes["male"]

    def _counted(self) -> Mapping[str, Counter[Gender]]:
        """How often those of whom it is not known are meant by "he" and by "she", outside quotation marks."""
        votes: dict[str, Counter[Gender]] = {}
        for sentence in self._sentences:
            for token in sentence.tokens:
                if token.lower_ in HE | SHE and token.tag_ in PERSONAL and self._quotation(token, sentence) is None:
                    who = self._meant(token, sentence)
                    if who is not None:
                        votes.setdefault(who, Counter())[_gender(token)] += 1
        return votes

    def _is(self, who: str, subject: Token, sentence: Sentence, heard: Source) -> bool:
        """Whether the subject of a verb is somebody: named there, or heard there by another word."""
        at = sentence.base + subject.idx
        named = self._room.names.by_span(Span(at, at + len(subject))) == who
        return named or any(s.start <= at < s.end for s in heard.spans)

    def _quotation(self, token: Token, sentence: Sentence) -> int | None:
        return self._mark(sentence.base + token.idx, sentence)

    def _mark(self, at: int, sentence: Sentence) -> int | None:
        """The number of the passage's quotation in which a place lies; None outside all."""
        passage = sentence.passage
        if passage.id not in self._marks:
            words = self._room.text[passage.start : passage.end]
            found = (Span(q.start + passage.start, q.end + passage.start) for q in quoted(words) if not q.level)
            self._marks[passage.id] = sorted(found)
        spans = self._marks[passage.id]
        number = bisect_right(spans, at, key=lambda s: s.start) - 1
        return number if number >= 0 and at < spans[number].end else None


def _by_who(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    out: dict[str, list[Mention]] = {}
    for mention in mentions:
        out.setdefault(mention.who, []).append(mention)
    return out


def _short(mentions: list[Mention], text: str) -> str:
    """A person by the word of the name that stands alone most often or ends it; others by their whole name."""
    first = mentions[0]
    if first.kind != "person":
        return first.name
    words = [w for w in first.name.split() if w.lower().strip(".,") not in naming().suffixes] or first.name.split()
    ends = Counter(end for m in mentions if (end := text[m.start : m.end].rsplit(maxsplit=1)[-1].strip(".,")) in words)
    return max(ends, key=lambda end: ends[end]) if ends else words[-1]


def _gender(token: Token) -> Gender:
    return "male" if token.lower_ in HE else "female"


def _of_anyone(token: Token) -> bool:
    """As in "his or her": nobody in particular."""
    row, place = token.doc, token.i
    for step in (-1, 1):
        joint, other = place + step, place + 2 * step
        if 0 <= other < len(row) and row[joint].lower_ in ("or", "/") and row[other].lower_ in HE | SHE:
            return True
    return False


def _subject(token: Token) -> Token | None:
    """The subject of the verb on which a pronoun depends, or of the one from which that verb has its subject."""
    word = token.head
    for _ in range(len(token.doc)):
        own = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return own
        if word.head.i == word.i or not (word.pos_ in ("ADP", "SCONJ") or word.dep_ in INHERITING):
            return None
        word = word.head
    return None


def _same_kind(one: Token, two: Token) -> bool:
    """Whether two pronouns are both a man's or both a woman's: "he met him" speaks of two men."""
    return (one.lower_ in HE and two.lower_ in HE) or (one.lower_ in SHE and two.lower_ in SHE)
