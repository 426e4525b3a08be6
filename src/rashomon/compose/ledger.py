"""The ledger of any negotiation: which party demanded, offered, agreed to or refused what, toward whom, on whose word.

A move is read from a statement's own verb and its subject ("Northia demands a pause") or, where a party itself speaks,
from the cue ("Northia's minister demanded that ..."). Parties are the sides that people stand for (`Entity.party`), and
common nouns for a side ("the union") where a text gives no name. History, conditions and questions are no moves.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import cast

from rashomon.compose import verbs
from rashomon.compose.answers import STATUS, Told, answered, joined, once
from rashomon.compose.parties import Parties, People
from rashomon.compose.told import Said, Teller, Words
from rashomon.lexicon import load
from rashomon.model.analysis import Analysis
from rashomon.model.record import Act, Claim, Move
from rashomon.model.span import Span

LONG_AGO = re.compile(r"\b(?:in the past|(?:years|decades|centuries) ago|last century)\b", re.IGNORECASE)
"""History without a date."""
LED = re.compile(r"last year\b|(?:\w+ )?(?:years|decades) (?:ago|earlier)\b", re.IGNORECASE)
"""The same where the sentence begins with it, around a clause that has no day of its own."""
LED_YEAR = re.compile(r"in (?:[A-Z]\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)
HISTORY = timedelta(days=60)
"""A move that names a day so long before the accounts' own is history."""
CONDITION = re.compile(
    r"\b(?:if|unless|provided|until|as long as|on condition that|in exchange for|in return for|only when|"
    r"once(?! again))\b[^.;]{4,160}",
    re.IGNORECASE,
)
SILENT = frozenset(
    "comment confirm answer elaborate respond interview identify disclose detail reveal specify speculate".split()
)
"""Who declines to do this says nothing, and refuses nobody."""
KEEPS = re.compile(r"\W*to (?:say|name|speak|be (?:named|identified|interviewed|quoted))\b", re.IGNORECASE)
"""The same right behind the verb, for words that stand elsewhere too: "declined to say"."""
NOT_DONE = r"\b(?:refus|fail|declin|unwilling|reluctan)\w*\s+to\s+"
"""Before a deed that is not done: "his refusal to condemn"."""
PROMISES: frozenset[Act] = frozenset({"offer", "threaten"})
"""Acts of what is to come."""
DONE = re.compile(r"^(?!\W*(?:not )?to\b).*?\b(?:had|has|have|was|were)\b", re.IGNORECASE | re.DOTALL)
OBJECT = 48
"""Code points behind a verb in which the head of its object stands; a view or a hope further on is another's."""
BETWEEN = 60
"""Code points between a cue and its content in which its object may stand ("offered a rare rebuke of")."""
ENDINGS = ("", "s", "es", "d", "ed", "ing")


@cache
def _acts() -> dict[str, tuple[Act, str]]:
    out: dict[str, tuple[Act, str]] = {}
    for act, row in load("moves")["acts"].items():
        for verb in row["verbs"]:
            out.setdefault(verb, (cast("Act", act), row["plover"]))
    return out


@cache
def _forms() -> dict[str, str]:
    """Verbs of moves by their regular forms: "refused", "urging"."""
    out: dict[str, str] = {}
    for verb in _acts():
        stem = verb.removesuffix("e")
        forms = (
            [verb + e for e in ENDINGS]
            + [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
            + [stem + "ing", stem + "ed", stem[:-1] + "ies", stem[:-1] + "ied"]
        )
        for form in forms:
            out.setdefault(form, verb)
    return out


def ledger(analyses: Sequence[Analysis], said: Said, people: People, claims: Sequence[Claim]) -> tuple[Move, ...]:
    """One move for each party, act and content, with all statements that tell of it; sorted by party, act, content."""
    desk = _Desk(analyses, said, people)
    found = [told for claim in claims for told in desk.moves(claim)]
    kept = answered(once(sorted(found, key=lambda t: (-len(t.move.statements), t.move.content, t.move.statements))))
    return tuple(sorted(kept, key=lambda m: (m.party, m.act, m.content, m.statements)))


class _Desk:
    def __init__(self, analyses: Sequence[Analysis], said: Said, people: People) -> None:
        self.said, self.parties = said, Parties(analyses, said, people)
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
            best = self.teller.best(keys)
            if best is None or self._long_past(best[1].text) or self._bare(*best):
                continue
            i, line = best
            plover = next(p for a, p in _acts().values() if a == act)
            condition = CONDITION.search(line.text)
            times = [t.timestamp() for k in keys if (t := self.said.statements[self.said.index[k]].published)]
            told = (self.parties.toward(party, k, act, self._verb_at(k)) for k in [i, *map(self.said.index.get, keys)]
                    if k is not None)  # fmt: skip
            toward = next((other for other in told if other is not None), None)
            move = Move(party=party, act=act, content=line.text, toward=toward,
                        status=self._status(act, i), statements=tuple(keys), plover=plover,
                        condition=condition.group().rstrip(" .,”\"") if condition else None)  # fmt: skip
            yield Told(move, frozenset(self.teller.lemmas(i)), min(times, default=0.0))

    def _move(self, i: int) -> tuple[str, Act] | None:
        """Party and act of a statement; None when it is no move, is history, or the party is not clear."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        if statement.stance in ("asked", "conditional") or self._history(i) or LONG_AGO.search(statement.text):
            return None
        if self._predicate_is_cue(i):  # the doer is the source, whoever the content's own subject is
            return self._by_cue(i)
        if statement.stance != "denied" and facts.tense != "none" and not self._only_if(i):
            verb = facts.predicate if facts.predicate in _acts() else verbs.going_on(statement.text, _forms())
            at = verbs.place(statement.text, verb, _forms())
            if verb and at and self._not_done(statement.text, verb, at):
                return None
            shunned = re.search(NOT_DONE + re.escape(verb or ""), statement.text, re.IGNORECASE)
            own = self._act(verb, {*facts.objects, *facts.lemmas}, negated=facts.negated or bool(shunned),
                            text=_from(verb, statement.text))  # fmt: skip
            party = self.parties.subject(i, at) if own is not None else None
            if (
                own is not None
                and party is not None
                and (own != "consult" or " and " in party or self.parties.toward(party, i, own, at))
            ):
                return party, own
        return self._by_cue(i)

    def _not_done(self, text: str, verb: str, at: Span) -> bool:
        """Whether the one named before a verb suffers the deed, or ought to do it; what is discussed was discussed."""
        done_to = _acts()[verb][0] != "consult" and verbs.passive(text, verb, at)
        return done_to or verbs.only_wanted(text, at) or verbs.another_s(text, verb, at)

    def _verb_at(self, i: int) -> Span | None:
        """Where the verb of a statement's move stands in its words; an empty span before them where it is the cue."""
        statement, predicate = self.said.statements[i], self.said.facts[i].predicate
        if self._cue_verb(i) is not None:
            return Span(0, 0)
        verb = predicate if predicate in _acts() else verbs.going_on(statement.text, _forms())
        return verbs.place(statement.text, verb, _forms())

    def _cue_verb(self, i: int) -> str | None:
        """The verb of a move that is the cue itself."""
        return next((v for w in reversed(self._cue_words(i)) if (v := _forms().get(w)) is not None), None)

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
        return any(_forms().get(w) == predicate or w.startswith(predicate[:4]) for w in words)

    def _by_cue(self, i: int) -> tuple[str, Act] | None:
        """A move made by the words of saying themselves: "rejected the offer", "urged both sides to ..."."""
        statement = self.said.statements[i]
        if statement.source is None or not statement.cue:
            return None
        text = self.teller.texts[statement.document]
        cue, verb = self._cue_words(i), self._cue_verb(i)
        if verb is None or {"not", "never", "t"} & set(cue) or re.search(NOT_DONE + verb, " ".join(cue)):
            return None
        whole = Span(min(s.start for s in statement.source.spans or statement.cue), statement.content[-1].end).of(text)
        at = verbs.place(whole, verb, _forms())
        if verb == "ask" and at is None:
            return None  # "Asked about it, he said ...": he was asked
        if LONG_AGO.search(whole) or (at is not None and self._not_done(whole, verb, at)):
            return None
        between = text[statement.cue[-1].end : statement.content[0].start][:BETWEEN].lower()
        act = self._act(verb, set(self.said.facts[i].lemmas), negated=False, text=f"{between} {statement.text}")
        if (act in PROMISES or verb == "insist") and self.said.facts[i].tense == "past" and DONE.search(statement.text):
            return None  # "vowed that it had observed the truce" asserts
        party = self.parties.source(i)
        return (party, act) if party is not None and act is not None and act not in ("consult", "plan") else None

    def _act(self, verb: str | None, beside: set[str], *, negated: bool, text: str) -> Act | None:
        found = _acts().get(verb or "")
        if found is None:
            return None
        if found[0] == "reject" and (SILENT & beside or KEEPS.match(text)):
            return None
        needs = load("moves")["needs"].get(load("moves")["like"].get(verb, verb))
        told = beside.union(re.findall(r"[a-z]+", text.lower()))
        whom = text.lower().split(" for ", 1)[0] if verb == "blame" else text.lower()  # "blamed Vane for the delay"
        after = {form for w in re.findall(r"[a-z]+", whom[:OBJECT]) for form in (w, *_singular(w))}
        if (needs and not set(needs) & told) or set(load("moves")["unless"].get(verb, ())) & after:
            return None
        if negated:
            return "reject" if found[0] in ("agree", "offer", "concede") else None
        return found[0]

    def _history(self, i: int) -> bool:
        """Whether every day that the words name lies long before the accounts."""
        days = [w.last or w.first for w in self.said.facts[i].times if w.first is not None and not w.duration]
        known = [d for d in days if d is not None]
        return bool(known) and self.first is not None and all(d < self.first - HISTORY for d in known)

    def _long_past(self, text: str) -> bool:
        """Whether a sentence begins with a time long before the accounts."""
        year = LED_YEAR.match(text)
        return LED.match(text) is not None or (
            year is not None and self.first is not None and int(year[1]) < self.first.year
        )

    def _bare(self, i: int, line: Words) -> bool:
        """Whether a line stops at the verb of the move: what was offered is not told."""
        verb = self.said.facts[i].predicate
        return verb in _acts() and _forms().get(line.text.rsplit(" ", 1)[-1].lower()) == verb

    def _status(self, act: Act, i: int) -> str:
        """The status of a move as it is told; who "will meet" has not met."""
        return STATUS["plan"] if act == "consult" and self.said.facts[i].tense == "future" else STATUS[act]

    def _only_if(self, i: int) -> bool:
        """Whether the deed itself is only supposed ("would agree if", "might offer")."""
        statement = self.said.statements[i]
        supposed = self.said.facts[i].tense == "future" and bool(self.said.facts[i].hedges)
        return supposed or statement.text.lower().startswith(("if ", "whether ", "unless "))


def _singular(word: str) -> tuple[str, ...]:
    """What a plural may be the plural of: "apologies", "condolences"."""
    return (word[:-1], f"{word[:-3]}y" if word.endswith("ies") else word[:-1]) if word.endswith("s") else ()


def _from(verb: str | None, text: str) -> str:
    """The words from a verb on, by its first letters; all where its form hides them ("met")."""
    found = re.search(rf"\b{re.escape((verb or '')[:4])}\w*", text, re.IGNORECASE)
    return text[found.end() :] if verb and found else text


__all__ = ["People", "ledger"]
