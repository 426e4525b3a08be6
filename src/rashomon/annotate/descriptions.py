"""Descriptions that a document binds to a name, and the finder that others use to ask who is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from rashomon.annotate.members import Members
from rashomon.language.offices import Office, fits, office
from rashomon.language.parser import Doc
from rashomon.lexicon import words as lexicon
from rashomon.lexicon.gazetteer import known, plain
from rashomon.lexicon.naming import Gender, naming
from rashomon.model.analysis import Mention
from rashomon.model.document import Document
from rashomon.model.span import Span

# How far back, in code points, the one may be named whom a description without a state means.
REACH = 1500

# One who is named so many times less often than the one most named is named in passing.
PASSING = 4

# Short titles before names, and the offices that they stand for.
TITLES = {"sen.": "senator", "gov.": "governor", "rep.": "representative"}

# The same of two holders of one office.
TWICE = 2

# No mention and no role is longer, in code points.
_LONGEST = 400
_INDEFINITE = frozenset({"a", "an", "another", "any", "no", "every", "each", "some", "other", "new", "next", "one"})
# Words after which a name says only whose somebody is: "a spokesman for Orlan" is not Orlan.
_HANGING = frozenset({"of", "for", "to", "with", "by", "from", "in", "at", "and", "or"})
_STOP = frozenset({"of", "for"})


class Resolver:
    """Says who is meant, from the mentions of one document. Built once, never changed."""

    def __init__(self, mentions: Sequence[Mention], text: str = "") -> None:
        """Take the mentions and, for the addresses before names ("Mrs Orlan"), the document's text."""
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self._starts = [mention.start for mention in self._mentions]
        self._offices: dict[str, list[Office]] = defaultdict(list)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._gender: dict[str, Counter[Gender]] = defaultdict(Counter)
        self._party: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self._mentions:
            self._names[plain(mention.name)][mention.who] += 1
            if mention.kind != "person":
                continue
            words = plain(mention.name).split()
            if words:
                self._names[words[-1]][mention.who] += 1
            address = text[max(0, mention.start - 12) : mention.start].split()[-1:]
            told = naming().address.get(address[0].lower().rstrip(".")) if address else None
            if told:
                self._gender[mention.who][told] += 1
            if mention.party:
                self._party[mention.who][mention.party] += 1
        self._counted = Counter(m.who for m in self._mentions if m.kind == "person")
        self._most = max(self._counted.values(), default=0)
        for mention in self._mentions:
            if mention.kind == "person" and mention.role:
                self._learn(mention.who, mention.role, mention.party or self.party(mention.who))
            elif mention.kind == "person" and (title := _title(text, mention.start)) is not None:
                self._learn(mention.who, title, mention.party or self.party(mention.who))

    def _learn(self, who: str, role: str, party: str | None) -> None:
        rules = naming()
        held = office(role)
        if held is not None and (held.title.split()[-1] in rules.offices or held.title == "prime minister"):
            held = Office(held.title, held.of, held.party or party, held.former)
            if held not in self._offices[who]:
                self._offices[who].append(held)
        for word in re.findall(r"[\w-]+", role.lower()):
            if word in rules.gendered:
                self._gender[who][rules.gendered[word]] += 1

    def by_span(self, span: Span) -> str | None:
        """Return who is named at a place: the longest mention inside the span or around it; None when there is none."""
        first = bisect_left(self._starts, span.start - _LONGEST)
        last = bisect_left(self._starts, span.end)
        best = max(
            (m for m in self._mentions[first:last] if m.span.overlap(span)),
            key=lambda m: (m.span.overlap(span), m.kind == "person", -len(m.span), -m.start),
            default=None,
        )
        return best.who if best else None

    def by_words(self, words: str, before: int | None = None) -> str | None:
        """Return who is meant by a name or a description; None when nobody or more than one fits.

        `before` is the place of the words: of several holders of one office the one named last before it is meant.
        """
        parts = plain(re.sub(r"['’]s$", "", words.strip())).split()
        for size in range(min(len(parts), 5), 0, -1):
            counted = self._names.get(" ".join(parts[-size:]))
            if counted and _HANGING.isdisjoint(parts[:-size]):
                first = counted.most_common(2)
                return first[0][0] if len(first) == 1 or first[0][1] > first[1][1] else None
        asked = office(words)
        if asked is not None and words.split(" ", 1)[0].lower() in _INDEFINITE:
            return None
        if asked is None:
            place = known(words)
            return next((m.who for m in self._mentions if place and m.name == place.name), None)
        return self.by_office(asked, before)

    def by_office(self, asked: Office, before: int | None = None) -> str | None:
        """Return the one whose office, as the document gives it, fits; of several the one named last before a place."""
        if not (asked.party or asked.of) and asked.title.split()[-1] in lexicon("naming", "faceless"):
            return None
        holders = [who for who, held in self._offices.items() if any(fits(asked, one) for one in held)]
        exact = [who for who in holders if any(one.title == asked.title for one in self._offices[who])]
        holders = exact or holders
        if len(holders) == 1 and before is not None and asked.party and not asked.of:
            holders = self._not_yet(holders[0], asked, before)
        if len(holders) == 1:
            return (
                holders[0] if before is None or asked.party or asked.of or self._in_view(holders[0], before) else None
            )
        if len(holders) > 1 and before is not None:
            first, last = (bisect_left(self._starts, place) for place in (before - REACH, before))
            near = [m.who for m in reversed(self._mentions[first:last]) if m.who in holders and m.end <= before]
            return self._not_in_passing(near) if near and not (asked.party or asked.of) else next(iter(near), None)
        return None

    def _not_in_passing(self, near: list[str]) -> str:
        """Whom a bare "the president" means: the one named last, unless another president is told of twice as often."""
        most = max(dict.fromkeys(near), key=lambda who: self._counted[who])
        return most if self._counted[most] >= TWICE * self._counted[near[0]] else near[0]

    def _not_yet(self, holder: str, asked: Office, before: int) -> list[str]:
        """As in "the Whig governor" under one named without a party, where a Whig one stands only below: the first."""
        if any(m.who == holder and m.start <= before for m in self._mentions):
            return [holder]
        named = {m.who for m in self._mentions if m.start < before}
        held = {who: self._offices[who] for who in named & self._offices.keys()}
        plainly = [who for who, offices in held.items() if any(
            one.title == asked.title and not (one.party or "").endswith("Party") for one in offices)]  # fmt: skip
        return sorted(plainly) or [holder]

    def _in_view(self, who: str, place: int) -> bool:
        """Whether a bare "the president" may mean somebody: not one whom a text names far below, and in passing."""
        at = [m.start for m in self._mentions if m.who == who]
        return at[0] <= place + REACH or len(at) * PASSING > self._most

    def gender(self, who: str) -> Gender | None:
        """Return the gender that addresses, roles or the given name tell; None when nothing or both are told."""
        told = self._gender.get(who)
        if told:
            (first, number), *rest = told.most_common(2)
            return first if not rest or number > rest[0][1] else None
        name = next((m.name for m in self._mentions if m.who == who), "")
        words = plain(name).split()
        return naming().given.get(words[0]) if len(words) > 1 else None

    def party(self, who: str) -> str | None:
        """Return the side that most mentions give to somebody."""
        counted = self._party.get(who)
        return min(counted, key=lambda p: (-counted[p], p)) if counted else None


def _title(text: str, at: int) -> str | None:
    """The office that a short title before a name stands for: "Sen. Ida Vane"."""
    before = text[max(0, at - 12) : at].split()[-1:]
    return TITLES.get(before[0].lower()) if before else None


def resolver(mentions: Sequence[Mention], text: str = "") -> Resolver:
    """Return the finder over the mentions of one document, whose text tells genders by the addresses before names."""
    return Resolver(mentions, text)


def describe(document: Document, story: Iterable[tuple[int, Doc]], named: Sequence[Mention]) -> list[Mention]:
    """Return a mention for each description that fits one person only; `story` holds the passages' starts and Docs."""
    finder, members = Resolver(named, document.text), Members(named)
    names = {m.who: m.name for m in named}
    covered = [m.role_span for m in named if m.role_span] + [m.span for m in named if m.kind == "person"]
    covered.sort()
    starts = [span.start for span in covered]
    found = []
    for offset, doc in story:
        for span in _descriptions(doc):
            place = span.shift(offset)
            first, last = bisect_left(starts, place.start - _LONGEST), bisect_left(starts, place.end)
            if any(place.overlap(other) for other in covered[first:last]):
                continue
            text = place.of(document.text)
            asked = office(text)
            who = finder.by_office(asked, place.start) if asked is not None else None
            if who is not None and _other_gender(text, finder.gender(who)):
                who = None
            party = finder.party(who) if who else None
            if who is None and asked is not None and asked.party is not None and asked.party in _families():
                who, party = members.find(asked.party, doc, span, offset), asked.party
            if who is not None:
                found.append(_described(document, place, who, names[who], party))
    return found


def _other_gender(text: str, gender: Gender | None) -> bool:
    """Whether a description's noun tells the other gender: "the chairwoman" is not the chair, Tom Vane."""
    told = {g for word in re.findall(r"[\w-]+", text.lower()) if (g := naming().gendered.get(word)) is not None}
    return gender is not None and len(told) == 1 and gender not in told


@cache
def _families() -> frozenset[str]:
    return frozenset(naming().families.values())


def _described(document: Document, place: Span, who: str, name: str, party: str | None) -> Mention:
    role = " ".join(place.of(document.text).split())
    return Mention(
        document=document.id, start=place.start, end=place.end, kind="person", who=who, name=name,
        role=role, role_span=place, party=party,
    )  # fmt: skip


def _descriptions(doc: Doc) -> Iterable[Span]:
    """Yield the definite singular noun phrases of an office: "the Brun president", "Bruna's head of staff"."""
    rules = naming()
    for at, token in enumerate(doc):
        if (
            token.lower_.rstrip(".") not in rules.offices
            or token.tag_ in {"NNS", "NNPS"}
            or token.pos_ in {"VERB", "ADJ"}
        ):
            continue
        if at + 1 < len(doc) and (
            doc[at + 1].lower_ in rules.offices or (doc[at + 1].text in {"'s", "’s", "-"} and _goes_on(doc, at))
        ):
            continue
        start = _start(doc, at)
        end = _end(doc, at)
        if doc[start].lower_ in _INDEFINITE or (start and doc[start - 1].lower_ in _INDEFINITE):
            continue
        if not _definite(doc, start, at) or _owned_by_office(doc, start, at):
            continue
        if any(t.text[:1].isupper() and t.ent_type_ == "PERSON" for t in doc[start:end]):
            continue
        last = doc[end - 1]
        yield Span(doc[start].idx, last.idx + len(last))


def _owned_by_office(doc: Doc, start: int, at: int) -> bool:
    """Whether the phrase names another's office first: "the Brun leader's spokesman" is not the foreign minister's."""
    return any(doc[n].text in {"'s", "’s"} and doc[n - 1].lower_ in naming().roles for n in range(start + 1, at))


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether the office owns another role ("the president's aide"), or a hyphen joins it to the next word."""
    return doc[at + 1].text == "-" or any(t.lower_.rstrip(".") in naming().roles for t in doc[at + 2 : at + 5])


def _start(doc: Doc, at: int) -> int:
    start = at
    while start > 0 and at - start < 8:
        token = doc[start - 1]
        if token.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} or token.text in {"'s", "’s"} or token.tag_ == "PRP$":
            start -= 1
            if token.pos_ == "DET":
                break
        elif token.text == "-" and not token.whitespace_:
            start -= 1
        else:
            break
    return start


def _end(doc: Doc, at: int) -> int:
    """Take in "of the Y delegation" after the noun."""
    end = at + 1
    if end < len(doc) and doc[end].lower_ in _STOP:
        stop = end + 1
        while stop < len(doc) and stop - end < 8 and (
            doc[stop].pos_ in {"DET", "ADJ", "NOUN", "PROPN"} or doc[stop].text in {"'s", "’s"}
        ):  # fmt: skip
            stop += 1
        if stop > end + 1:
            return stop
    return end


def _definite(doc: Doc, start: int, at: int) -> bool:
    first = doc[start]
    if first.lower_ == "the":
        return True
    if first.tag_ == "PRP$" or first.lower_ in {"his", "her", "its", "their", "our", "my"}:
        return False
    place = known(first.text) if first.text[:1].isupper() else None
    if place is not None:
        return True
    return start < at and first.text[:1].isupper() and first.text.isupper() and first.i != 0
