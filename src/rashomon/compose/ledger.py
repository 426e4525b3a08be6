"""The ledger of any negotiation: which party demanded, offered, agreed to or refused what, toward whom, on whose word.

A move is read from a statement's own verb and its subject ("Northia demands a pause") or, where a party itself speaks,
from the cue ("Northia's minister demanded that ..."). Parties are the sides that people stand for (`Entity.party`), and
common nouns for a side ("the union") where a text gives no name. History, conditions and questions are no moves.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rashomon.compose import verbs
from rashomon.compose.addressed import Sides
from rashomon.compose.answers import STATUS, Told, answered, joined, once
from rashomon.compose.parties import People
from rashomon.compose.told import Said, Teller, Words
from rashomon.lexicon import load
from rashomon.model.analysis import Analysis
from rashomon.model.record import Act, Claim, Move
from rashomon.model.span import Span

LONG_AGO = re.compile(
    r"\b(?:in the past|(?:years|decades|centuries) ago|last century"
    r"|(?:during|throughout|on) (?:his|her|their|the) (?:[\w’'-]+ ){0,2}campaign(?: trail)?\b"
    r"|(?:long|once|previously) (?:vowed|promised|pledged))\b",
    re.IGNORECASE,
)
"""History without a date, and what was promised to voters."""
LED = re.compile(r"last year\b|(?:\w+ )?(?:years|decades) (?:ago|earlier)\b", re.IGNORECASE)
"""The same where the sentence begins with it, around a clause that has no day of its own."""
LED_YEAR = re.compile(r"in (?:[A-Z]\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)
HISTORY = timedelta(days=60)
"""A move that names a day so long before the accounts' own is history."""
CONDITION = re.compile(
    r"\b(?:if|unless|provided|until|as long as|on condition that|in exchange for|in return for|only when|"
    r"once(?! again))\b(?:(?!, (?:adding|saying|warning|noting|according|he|she|they|who|which|but|will|would|could|is"
    r"|are|has|have)\b)(?!,[”\"’'] )(?!, (?:the )?[^,.;]{1,40} (?:said|says|added)\b)"
    r"(?:[^.;]|\.(?=\w)|(?<=\b[A-Z])\.)){4,160}",
    re.IGNORECASE,
)
"""What a move hangs on, to the end of its clause."""
NOT_DONE = r"\b(?:refus|fail|declin|unwilling|reluctan)\w*\s+to\s+"
"""Before a deed that is not done: "his refusal to condemn"."""
PROMISES: frozenset[Act] = frozenset({"offer", "threaten"})
"""Acts of what is to come."""
DONE = re.compile(r"^(?!\W*(?:not )?to\b).*?\b(?:had|has|have|was|were)\b", re.IGNORECASE | re.DOTALL)
WANTED = re.compile(
    r"(?<!not )(?<!n['’]t )(?<!will )(?<!would )"
    r"\b(?:must|should|(?<!the )(?<!a )(?<!no )needs? to|ha(?:s|ve) to|ought to)\b"
    r"(?! have\b)(?!n['’]t)(?! (?:know|note|remember|expect|see|think|say|be (?:aware|noted|remembered|seen|clear))\b)",
    re.IGNORECASE,
)
"""What somebody else is told to do; who "will have to" is foretold it."""
DENIES = frozenset("deny denies denied denying dispute disputes disputed refute refutes refuted".split())
"""Words of saying under which a rejection has not been made."""
ON_TERMS = re.compile(r"\b(?:if|unless|provided|as long as|on condition)\b", re.IGNORECASE)
READY = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|remains?|remained|stands?|stood)\s+(?P<not>not\s+)?(?:still\s+|also\s+|now\s+)?"
    r"(?:(?:willing|prepared)(?=\s+to\b)|open\s+to(?=\s+(?:talk|dialog|negotiat|discuss|a deal|compromis|mediat))"
    r"|ready(?=\s+(?:to\s+(?:talk|negotiat|engage|meet|accept|discuss|sign|agree|resume|compromis|take|hold)|for\s+(?:talk|peace|dialog))))",
    re.IGNORECASE,
)
"""What somebody is willing to do."""
FEW_WORDS = 5
BETWEEN = 60
"""Code points between a cue and its content in which its object may stand ("offered a rare rebuke of")."""


def ledger(analyses: Sequence[Analysis], said: Said, people: People, claims: Sequence[Claim]) -> tuple[Move, ...]:
    """One move for each party, act and content, with all statements that tell of it; sorted by party, act, content."""
    desk = _Desk(analyses, said, people)
    found = [told for claim in claims for told in desk.moves(claim)]
    kept = answered(
        once(sorted(found, key=lambda t: (-t.accounts, -len(t.move.statements), t.move.content, t.move.statements)))
    )
    return tuple(sorted(kept, key=lambda m: (m.party, m.act, m.content, m.statements)))


class _Desk:
    def __init__(self, analyses: Sequence[Analysis], said: Said, people: People) -> None:
        self.said, self.parties = said, Sides(analyses, said, people)
        self.teller = Teller(analyses, said, people.entities)
        days = [a.document.published.date() if a.document.published else a.document.day for a in analyses]
        self.first: date | None = min((d for d in days if d is not None), default=None)

    def moves(self, claim: Claim) -> Iterator[Told]:
        """The moves that a claim's statements tell, each in the words of the statement that reads best."""
        groups: dict[tuple[str, Act], list[str]] = {}
        for key in claim.statements:
            found = self._move(self.said.index[key])
            if found is not None:
                groups.setdefault(found, []).append(key)
        groups = joined(groups, claim.statements)
        for (party, act), keys in groups.items():
            best = self.teller.best(keys) or self._whole(keys)
            if best is None or self._long_past(best[1].text):
                continue
            i, line = best
            if verbs.bare(line.text, self.said.facts[i].predicate):
                continue
            whose = self.parties.settled(party)
            plover = next(p for a, p in verbs.acts().values() if a == act)
            condition = CONDITION.search(line.text)
            times = [t.timestamp() for k in keys if (t := self.said.statements[self.said.index[k]].published)]
            told = (self.parties.toward(party, k, act, self._verb_at(k)) for k in [i, *map(self.said.index.get, keys)]
                    if k is not None)  # fmt: skip
            toward = next((self.parties.settled(other) for other in told if other is not None), None)
            if act == "threaten" and condition is not None:
                toward = self.parties.named_in(i, party, condition.group()) or toward
            move = Move(party=whose, act=act, content=line.text, toward=toward,
                        status=self._status(act, i), statements=tuple(keys), plover=plover,
                        condition=condition.group().rstrip(" .,”\"") if condition else None)  # fmt: skip
            yield Told(move, frozenset(self.teller.lemmas(i)), min(times, default=0.0), len(claim.documents))

    def _whole(self, keys: Sequence[str]) -> tuple[int, Words] | None:
        """The first statement whose whole sentence can be taken alone, where no shorter line can."""
        found = ((i, self.teller.whole(i)) for i in map(self.said.index.__getitem__, keys))
        return next(((i, words) for i, words in found if words is not None), None)

    def _move(self, i: int) -> tuple[str, Act] | None:
        """Party and act of a statement; None when it is no move, is history, or the party is not clear."""
        statement = self.said.statements[i]
        if statement.stance == "asked" or self._history(i) or LONG_AGO.search(statement.text):
            return None
        if statement.stance in ("conditional", "planned") and (warned := self._warned(i)) is not None:
            return warned
        if statement.stance == "conditional" and self._supposed(i):
            return None
        asked = statement.stance in ("demanded", "offered") or self._predicate_is_cue(i)
        if asked and self._cue_verb(i):
            return self._by_cue(i)  # the doer is the source, whoever the content's own subject is
        return self._by_verb(i) or self._by_cue(i) or self._wanted(i) or self._ready(i)

    def _by_verb(self, i: int) -> tuple[str, Act] | None:
        """A move that the words tell by their own verb: of its subject or, in a passive, of who did it."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        verb = verbs.own(statement.text, facts.predicate)
        if verb is None or facts.tense == "none" or self._only_if(i):
            return None
        if statement.stance == "denied" and (DENIES & set(self._cue_words(i)) or verbs.acts()[verb][0] != "reject"):
            return None
        at = verbs.place(statement.text, verb)
        by = verbs.doer(statement.text, at) if at and verbs.passive(statement.text, verb, at) else None
        if at and by is None and self._not_done(statement.text, verb, at):
            return None
        shunned = re.search(NOT_DONE + re.escape(verb), statement.text, re.IGNORECASE) is not None
        shunned = shunned or (at is not None and verbs.NO_LONGER.search(statement.text[: at.start]) is not None)
        behind = statement.text if by is not None or at is None else statement.text[at.end :]
        own = verbs.act(verb, {*facts.objects, *facts.lemmas}, negated=facts.negated or shunned, text=behind)
        if own is None:
            return None
        party = self.parties.doer(i, by) if by is not None else self.parties.subject(i, at)
        if party is None or (own == "consult" and by is None and not (
            " and " in party or self.parties.toward(party, i, own, at)
        )):  # fmt: skip
            return None
        return party, own

    def _warned(self, i: int) -> tuple[str, Act] | None:
        """A threat ("We will close the port unless") or an offer ("We would agree if") of one who speaks of himself."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        if statement.source is None or facts.tense != "future" or facts.negated or not ON_TERMS.search(statement.text):
            return None
        party = self.parties.source(i, own=False)
        if party is None or self.parties.subject(i) != party:
            return None
        if facts.predicate in load("moves")["warned"]["verbs"]:
            return party, "threaten"
        found = verbs.acts().get(facts.predicate or "")
        return (party, "offer") if found is not None and found[0] in ("agree", "concede", "offer") else None

    def _ready(self, i: int) -> tuple[str, Act] | None:
        """An offer told as what a party is willing to do: "The union was prepared to work on Sundays"."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        found = READY.search(statement.text)
        if found is None or statement.stance in ("denied", "conditional", "hedged") or self._only_if(i):
            return None
        party = self.parties.subject(i, Span(*found.span())) or self.parties.before(i, found.start())
        if party is None or len(statement.text.split()) < FEW_WORDS:
            return None
        return party, "reject" if found["not"] or facts.negated else "offer"

    def _wanted(self, i: int) -> tuple[str, Act] | None:
        """A demand that is told as what another party must do: "Norway must open the river," Brazil's envoy said."""
        statement = self.said.statements[i]
        found = WANTED.search(statement.text)
        if statement.source is None or found is None or statement.stance in ("denied", "conditional"):
            return None
        party, other = self.parties.source(i, own=False), self.parties.before(i, found.start())
        if party is None or other is None or other in party or party in other:
            return None
        return party, "demand"

    def _not_done(self, text: str, verb: str, at: Span) -> bool:
        """Whether the one named before a verb suffers the deed, or ought to do it; what is discussed was discussed."""
        done_to = verbs.acts()[verb][0] != "consult" and verbs.passive(text, verb, at)
        return done_to or verbs.only_named(text, at) or verbs.only_wanted(text, at) or verbs.another_s(text, verb, at)

    def _verb_at(self, i: int) -> Span | None:
        """Where the verb of a statement's move stands in its words; an empty span before them where it is the cue."""
        statement, predicate = self.said.statements[i], self.said.facts[i].predicate
        if self._cue_verb(i) is not None:
            return Span(0, 0)
        return verbs.place(statement.text, verbs.own(statement.text, predicate))

    def _cue_verb(self, i: int) -> str | None:
        """The verb of a move that is the cue itself."""
        statement, words = self.said.statements[i], self._cue_words(i)
        if not words:
            return None
        text = self.teller.texts[statement.document]
        behind = re.match(r"\W*([a-z]+)", text[statement.cue[-1].end :] if statement.cue else "")
        pairs = zip(words, [*words[1:], behind[1] if behind else ""], strict=True)
        told = (v for w, after in reversed(list(pairs)) for v in (f"{w} {after}", w) if v in verbs.forms())
        return next((verbs.forms()[v] for v in told), None)

    def _cue_words(self, i: int) -> list[str]:
        statement = self.said.statements[i]
        text = self.teller.texts[statement.document]
        return [w for span in statement.cue or () for w in re.findall(r"[a-z]+", span.of(text).lower())]

    def _predicate_is_cue(self, i: int) -> bool:
        """Whether a statement's predicate is its cue ("urged a strong reaction"), not a verb of the content."""
        statement, predicate = self.said.statements[i], self.said.facts[i].predicate
        if statement.source is None or not statement.cue or predicate is None:
            return False
        text = self.teller.texts[statement.document]
        words = [w for span in statement.cue for w in re.findall(r"[a-z]+", span.of(text).lower())]
        return any(verbs.forms().get(w) == predicate or w.startswith(predicate[:4]) for w in words)

    def _by_cue(self, i: int) -> tuple[str, Act] | None:
        """A move made by the words of saying themselves: "rejected the offer", "urged both sides to ..."."""
        statement = self.said.statements[i]
        if statement.source is None or not statement.cue:
            return None
        text = self.teller.texts[statement.document]
        cue, verb = self._cue_words(i), self._cue_verb(i)
        if verb is None or {"not", "never", "t"} & set(cue) or re.search(NOT_DONE + verb, " ".join(cue)):
            return None
        first = min(s.start for s in statement.source.spans or statement.cue)
        if verbs.SUPPOSED.search(text[max(0, first - 12) : first]):
            return None  # "if Brella ever threatened the board, ..."
        whole = Span(first, statement.content[-1].end).of(text)
        at = verbs.place(whole, verb)
        if verb == "ask" and at is None:
            return None  # "Asked about it, he said ...": he was asked
        if LONG_AGO.search(whole) or (at is not None and self._not_done(whole, verb, at)):
            return None
        between = text[statement.cue[-1].end : statement.content[0].start][:BETWEEN].lower()
        undone = re.search(r"(?:^|\s)(?:not|never) to\b", f"{between}{statement.text[:8]}") is not None
        act = verbs.act(verb, set(self.said.facts[i].lemmas), negated=undone, text=f"{between} {statement.text}")
        if act is None and verb == "insist" and statement.stance == "demanded":
            act = "demand"  # "insist that it agree to": what must be needs no "must"
        if (act in PROMISES or verb == "insist") and self.said.facts[i].tense == "past" and DONE.search(statement.text):
            return None  # "vowed that it had observed the truce" asserts
        party = self.parties.source(i)
        if party is None or act is None or act == "consult":
            return None
        return (party, act) if act != "plan" or self.parties.toward(party, i, act, Span(0, 0)) else None

    def _history(self, i: int) -> bool:
        """Whether every day that the words name lies long before the accounts; not "threatened to tax last year's"."""
        statement = self.said.statements[i]
        if statement.cue and statement.stance in ("planned", "offered") and statement.text.startswith("to "):
            return False
        days = [w.last or w.first for w in self.said.facts[i].times if w.first is not None and not w.duration]
        known = [d for d in days if d is not None]
        return bool(known) and self.first is not None and all(d < self.first - HISTORY for d in known)

    def _long_past(self, text: str) -> bool:
        """Whether a sentence begins with a time long before the accounts."""
        year = LED_YEAR.match(text)
        return LED.match(text) is not None or (
            year is not None and self.first is not None and int(year[1]) < self.first.year
        )

    def _status(self, act: Act, i: int) -> str:
        """The status of a move as it is told; who "will meet" has not met."""
        return STATUS["plan"] if act == "consult" and self.said.facts[i].tense == "future" else STATUS[act]

    def _supposed(self, i: int) -> bool:
        """Whether the deed itself hangs on something; not in "even if it passes, he has threatened to veto"."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        verb = verbs.own(statement.text, facts.predicate)
        at = verbs.place(statement.text, verb)
        if at is None or facts.tense not in ("past", "present"):
            return True
        clause = re.split(r"[,;]", statement.text[: at.start])[-1]
        return re.search(r"\b(?:if|unless|would|should|could|might|were)\b", clause, re.IGNORECASE) is not None

    def _only_if(self, i: int) -> bool:
        """Whether the deed itself is only supposed ("would agree if", "might offer")."""
        statement = self.said.statements[i]
        supposed = self.said.facts[i].tense == "future" and bool(self.said.facts[i].hedges)
        return supposed or statement.text.lower().startswith(("if ", "whether ", "unless "))


__all__ = ["People", "ledger"]
