"""What the compose steps are given, and how a statement becomes a line that stands alone.

A line is the statement's own words where they are a clause; else the run of its sentence that also holds the source
and the cue ("Orsin described the plan as a first step"); else the whole sentence. Nothing is written by us but the name
in square brackets for a pronoun, as editors put it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from rashomon.language import alone
from rashomon.model.analysis import Analysis, Facts, Statement
from rashomon.model.record import Claim, Entity, Source
from rashomon.model.span import Span

SHORT, LONG = 25, 280
"""Code points of a line that can be taken in at a glance."""
TO_READERS = re.compile(r"\b(?:we|we['’](?:re|ve|ll)|here['’]s|let['’]s|our)\b|^here (?:is|are)\b", re.IGNORECASE)
"""An outlet that speaks of itself in its own voice ("we've been hearing from") tells no news."""
PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
LEANING = re.compile(
    r"(?:(?:all|both|some|many) of (?:which|whom|them)|which|he|she|they|it|who|we|i|you|this|that|these|those)$"
    r"|(?:his|her|their|its)\b",
    re.IGNORECASE,
)
"""A source that only the text around it tells: a line cannot end on "(she)" or "(his office)"."""

TIE = re.compile(r"^\W*(?:and|but|so|then|meanwhile),? ", re.IGNORECASE)
"""What ties a sentence to the one before it."""
OTHERS = re.compile(r"\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|who|why|how|which)\b", re.IGNORECASE)
"""A sentence that begins with somebody or something told before."""

GLUED = re.compile(r"\b([A-Z][a-z]{3,})([A-Z][a-z]{2,})\b")
LABEL = re.compile(
    r"(?<=[\w’'] )(?:In|To|Of|For|And|The|With|Be|Is|Are|Will|After|Not|By|At|On|From|Was|Has)\b(?= [A-Z])"
)
"""Small words in capitals, as in the headline of another piece between sentences; one may open a name."""
PART = 3
"""Letters of a part of a name beyond which it is looked for in a glued word."""


class Said(Protocol):
    """All statements of an event, with facts in parallel and a place for each id."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """In the record's order."""

    @property
    def facts(self) -> tuple[Facts, ...]:
        """Parallel to `statements`."""

    @property
    def index(self) -> dict[str, int]:
        """The place of each statement id."""


class Words(NamedTuple):
    """A line without its full stop. `named` tells whether its source stands in it; lower `cost` reads better."""

    text: str
    named: bool
    cost: float


class Teller:
    """Turns statements into lines, and weighs claims by accounts, origins and central words."""

    def __init__(self, analyses: Sequence[Analysis], said: Said, entities: Sequence[Entity] = ()) -> None:
        self.said = said
        self.names: Mapping[str, str] = {e.id: e.name for e in entities}
        self.texts = {a.document.id: a.document.text for a in analyses}
        self.labels = {a.document.id: Source.from_document(a.document).label for a in analyses}
        self.people = {w for e in entities if e.kind == "person" for w in e.name.split() if len(w) > PART}
        self._lines: dict[int, Words | None] = {}
        counts: Counter[str] = Counter()
        for facts in said.facts:
            counts.update(set(facts.lemmas))
        total = max(1, len(said.facts))
        self.central = {w: n / total for w, n in counts.items() if n > 1}

    def line(self, i: int) -> Words | None:
        """The statement as a line; None where no part of its sentence reads alone."""
        if i not in self._lines:
            self._lines[i] = self._line(i)
        return self._lines[i]

    def best(self, statements: Sequence[str]) -> tuple[int, Words] | None:
        """The statement of a claim that reads best, with its line; body before headline, middle length first."""
        found = []
        for key in statements:
            i = self.said.index[key]
            words = self.line(i)
            if words is not None:
                found.append((round(words.cost, 2), abs(len(words.text) - 120), key, i, words))
        return min(found)[3:] if found else None

    def whole(self, i: int) -> Words | None:
        """The statement's whole sentence, without the "and" or "but" that ties it to another; None where it leans."""
        statement = self.said.statements[i]
        if statement.sentence is None or statement.headline or len(statement.sentence) > LONG:
            return None
        told = TIE.sub("", self._framed(statement, statement.sentence))
        told = told.strip('"“”') if len(re.findall('["“”]', told)) % 2 else told
        if OTHERS.match(told) or re.search(r"[?|]|\w[.!] [A-Z]", told) or len(told.split()) < 5:
            return None
        return Words(f"{told[:1].upper()}{told[1:]}".rstrip("."), statement.source is not None, alone.FULL)

    def speaker(self, i: int) -> str | None:
        """Who says it, and through whom; None for the outlet's own voice or a source without words."""
        source = self.said.statements[i].source
        who = (self.names.get(source.entity or "") or source.description) if source is not None else None
        if not who or len(who) > 90:
            return who[:90].rsplit(" ", 1)[0] + " …" if who else None
        who = who.split(" … ", 1)[0]
        relays = [self.names.get(x.entity or "") or x.name for x in self.said.statements[i].chain]
        relays = [r for r in dict.fromkeys(relays) if r not in who]
        relays = [r for r in relays if not any(r != other and r in other for other in relays)]
        return f"{who}, through {', '.join(relays)}" if relays else who

    def sentence(self, i: int, words: Words) -> str:
        """A line with its full stop and, where the words do not name it, the source in brackets."""
        who = None if words.named else self.speaker(i)
        if who:
            return f"{words.text} ({who})."
        return words.text if words.text.endswith(("!", "…")) else f"{words.text}."

    def weight(self, claim: Claim) -> float:
        """Accounts first, then origins, then how much of the event's common matter the claim holds."""
        best = self.best(claim.statements)
        if best is None:
            return 0.0
        words = set(self.said.facts[best[0]].lemmas)
        central = sum(self.central.get(w, 0.0) for w in words) / max(4, len(words))
        return 3 * len(claim.documents) + claim.origin_bounds[0] + 8 * central - best[1].cost

    def lemmas(self, i: int) -> set[str]:
        """Content words of a statement."""
        return set(self.said.facts[i].lemmas)

    def _line(self, i: int) -> Words | None:
        statement, facts = self.said.statements[i], self.said.facts[i]
        if statement.stance == "asked" or (statement.source is None and TO_READERS.search(statement.text)):
            return None
        if statement.source is None and alone.only_said(statement.text, facts):
            return None
        if statement.source is not None and alone.HALF.match(statement.text):
            return None
        if self._glued(statement.text) or (not statement.headline and len(LABEL.findall(statement.text)) > 1):
            return None
        unknown = statement.source is not None and LEANING.match(self.speaker(i) or "") is not None
        own = alone.cost(statement.text, facts, pieces=len(statement.content), headline=statement.headline)
        text = alone.tidy(statement.text)
        own += self._cut(statement, facts)
        if own < alone.FULL and not (unknown or self._leans(i)) and SHORT <= len(text) <= LONG and "?" not in text:
            return Words(text, False, own)
        for penalty, span in ((0.3, self._hull(statement)), (0.6, statement.sentence)):
            cut = (
                span is not None
                and span != statement.sentence
                and (facts.tense == "none" or alone.cut(self.texts[statement.document], span.start, span.end, facts))
            )
            if span is None or len(span) > LONG or cut:  # words without a verb are cut out of somebody's sentence
                continue
            told = self._framed(statement, span)
            if not facts.subject and alone.first_word(told).endswith("ing"):
                continue  # "Roasting the plan of ...": nobody does it
            if told == text and alone.without_doer(text, facts):  # no more than the content, which does not read alone
                continue
            ends = alone.loose_ends(told)
            if ends < alone.FULL and SHORT <= len(told) <= LONG and "?" not in told and len(told.split()) > 4:
                return Words(told, statement.source is not None, penalty + ends + 0.5 * statement.headline)
        return None

    def _glued(self, text: str) -> bool:
        """Whether a page has glued a name to the next word: "VaneMore on the talks"."""
        return any(a in self.people or b in self.people for a, b in GLUED.findall(text))

    def _cut(self, statement: Statement, facts: Facts) -> float:
        """The cost of words that begin or stop in the middle of something."""
        text, content = self.texts[statement.document], statement.content
        cut = alone.cut(text, content[0].start, content[-1].end, facts) or alone.unasserted(text, content[0].start)
        return alone.FULL * cut

    def _leans(self, i: int) -> bool:
        """Whether the words without their source would say another thing: what is denied, demanded or held back."""
        statement = self.said.statements[i]
        if statement.source is None or not statement.cue:
            return False
        held = statement.stance == "hedged" and not self.said.facts[i].hedges
        return held or self._denied_around(i) or statement.stance in ("denied", "demanded", "offered")

    def _denied_around(self, i: int) -> bool:
        """Whether the words stand in what the same source denies: "denied reports that they were freed"."""
        statement = self.said.statements[i]
        near = (self.said.statements[k] for k in range(max(0, i - 2), min(len(self.said.statements), i + 3)) if k != i)
        first, last = statement.content[0].start, statement.content[-1].end
        return any(
            o.stance == "denied" and o.document == statement.document and o.source is not None and o.cue
            and o.content[0].start <= first and last <= o.content[-1].end and o.cue[0].end <= first
            for o in near
        )  # fmt: skip

    def _hull(self, statement: Statement) -> Span | None:
        """From the first to the last of source, cue and content, where all stand in one sentence."""
        source, sentence = statement.source, statement.sentence
        if source is None or sentence is None or not source.spans or not statement.cue:
            return None
        if self._denied_around(self.said.index[statement.id]):
            return None  # the cue that denies stands further out
        spans = [*source.spans, *statement.cue, *statement.content]
        text = self.texts[statement.document]
        start = min(s.start for s in spans)
        if not all(sentence.holds(s) for s in spans) or " who " in text[start : statement.cue[0].start] + " ":
            return None
        return Span(start, max(s.end for s in spans))

    def _framed(self, statement: Statement, span: Span) -> str:
        """The words of a span, a pronoun that stands for the source turned into the name."""
        text = self.texts[statement.document]
        source = statement.source
        name = self.names.get(source.entity or "") if source is not None else None
        words = span.of(text)
        for place in source.spans if source is not None and name else ():
            if span.holds(place) and place.of(text).lower() in PRONOUNS:
                at = place.shift(-span.start)
                words = f"{words[: at.start]}[{name}]{words[at.end :]}"
                break
        return alone.tidy(" ".join(words.split()).lstrip("•*·- "))


def standing(claim: Claim) -> str:
    """How a claim stands, in words: accounts, origins, and whether it is disputed."""
    accounts = len(claim.documents)
    low, high = claim.origin_bounds
    count = f"{accounts} account{'s' if accounts > 1 else ''}"
    origins = f"{high} origin{'s' if high > 1 else ''}" if low == high else f"{low} to {high} origins"
    return f"{count}, {origins}" + (", disputed" if claim.standing == "disputed" else "")
