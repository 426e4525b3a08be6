"""Who is named in the words of a source: the one whom the phrase is about, not those who only qualify him."""

import re
from bisect import bisect_left
from itertools import pairwise

from rashomon.attribute.content import NAMED, head_of
from rashomon.attribute.kinds import ANONYMOUS, UTTERED
from rashomon.attribute.offices import gives
from rashomon.attribute.raw import Token
from rashomon.lexicon.naming import naming
from rashomon.model.analysis import Mention
from rashomon.model.span import Span

STAFF = re.compile(
    r"(?:an?|the|one|his|her|their|another) (?:[\w-]+ ){0,3}?(?:spokes(?:man|woman|person)|representative|lawyer|"
    r"attorney|aide|adviser|advisor|assistant|agent|publicist|friend|neighbou?r|manager|chief of staff) (?:for|of|to) ",
    re.IGNORECASE,
)
"""Those who are somebody's, and are told by whose they are."""
KIN = re.compile(
    r"(?:the|an?|his|her) (?:[\w-]+ ){0,2}?(?:brother|sister|mother|father|son|daughter|wife|husband|widow|widower|"
    r"uncle|aunt|cousin|nephew|niece|grandmother|grandfather|partner|fianc\S+|girlfriend|boyfriend) of (?:the|an?|one "
    r"of the|his|her) [a-z-]+(?: [a-z-]+)?, (?=[A-Z])"
)
"""Kin of somebody who is told without a name: the name behind is theirs, if the story has not given it before."""
OUTLETS = frozenset("newspaper agency broadcaster website magazine site channel station daily weekly tabloid".split())
"""Nouns for an outlet, which its name stands beside."""
QUALIFYING = frozenset({"pobj", "poss", "amod", "nmod", "relcl", "acl"})
"""Ties by which a name only says which one is meant."""


class Phrases:
    """The mentions of one document, looked up by the words in which they stand."""

    def __init__(self, mentions: tuple[Mention, ...], text: str) -> None:
        self.text = text
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]

    def within(self, spans: tuple[Span, ...]) -> list[Mention]:
        """Mentions that lie inside the spans, in order."""
        found = []
        for span in spans:
            for mention in self.mentions[bisect_left(self._starts, span.start) :]:
                if mention.start >= span.end:
                    break
                if mention.end <= span.end:
                    found.append(mention)
        return found

    def named(self, spans: tuple[Span, ...], tokens: list[Token], base: int) -> str | None:
        """The person (else body or place) that the source phrase is about, not one who only qualifies it."""
        head = head_of(tokens)
        if head is not None and head.lemma_.lower() in UTTERED:
            owners = [m for m in self.within(spans) if gives(m, head, base)]
            return owners[0].who if owners else None
        inside = [m for m in self.within(spans) if not self._qualifies(m, tokens, base)]
        if head is not None and head.tag_ == "VBG":  # "Writing in dissent, Vane, joined by ...": taken for a subject
            inside = self.within(spans)
        if head is not None and head.lemma_.lower() in OUTLETS:  # "the official Kelm Daily newspaper"
            inside = [m for m in self.within(spans) if m.kind == "organisation" or m in inside]
            outlet = next((m for m in inside if m.kind == "organisation" and self._names_outlet(m, head, base)), None)
            if outlet is not None:
                return outlet.who
        behind = self._behind_another(spans) or self._kin(spans)
        person = behind or next((m for m in inside if m.kind == "person"), None)
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

    def _names_outlet(self, mention: Mention, noun: Token, base: int) -> bool:
        """Whether a name stands beside the noun of an outlet as its own: not "the Northian party newspaper"."""
        beside = mention.end + 1 == base + noun.idx or mention.start == base + noun.idx + len(noun) + 1
        last = mention.span.of(self.text).lower().split()[-1]
        return beside and last not in naming().groups | naming().organs and self.text[mention.end] not in "'’"

    def _behind_another(self, spans: tuple[Span, ...]) -> Mention | None:
        """As in "a spokesman for Ida Vane, Tom Doss, said": of two names side by side the second is the speaker's."""
        if not STAFF.match(self.text, spans[0].start, spans[-1].end):
            return None
        people = [m for m in self.within((Span(spans[0].start, spans[-1].end),)) if m.kind != "place"]
        for one, other in pairwise(people):
            closed = self.text[other.end : other.end + 1] in (",", "", " ") and other.end >= spans[-1].end
            if other.kind == "person" and self.text[one.end : other.start] == ", " and closed:
                return other
        return None

    def _kin(self, spans: tuple[Span, ...]) -> Mention | None:
        """As in "the brother of the gunman, Tom Doss, said": the brother, unless Doss was spoken of before."""
        found = KIN.match(self.text, spans[0].start, spans[-1].end)
        if found is None:
            return None
        named = next((m for m in self.mentions if m.start == found.end() and m.kind == "person"), None)
        before = named is not None and any(m.who == named.who and m.start < named.start for m in self.mentions)
        return None if before else named

    def one_of_many(self, spans: tuple[Span, ...], tokens: list[Token], base: int) -> bool:
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
        for mention in self.mentions[: bisect_left(self._starts, spans[0].start)][-3:]:
            if mention.kind == "person" and self.text[mention.end : spans[0].start] in (", ", " - ", " – "):
                if re.match(r" [a-z]", self.text[spans[-1].end : spans[-1].end + 2]):
                    return None  # "met Ida Vane, a neighbour said": no comma closes it, so the neighbour is another
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
            if step.dep_ == "oprd" and step.head.lower_ in NAMED:
                return False
            inner = step.dep_ in QUALIFYING or (step.dep_ == "compound" and step.head.pos_ == "NOUN")
            if inner and not mention.start <= base + step.head.idx < mention.end:
                return True
            step = step.head
        return False
