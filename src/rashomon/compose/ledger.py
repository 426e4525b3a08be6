"""The ledger of any negotiation: which party demanded, offered, agreed to or refused what, toward whom, on whose word.

A move is read from a statement's own verb and its subject ("Northia demands a pause") or, where a party itself speaks,
from the cue ("Northia's minister demanded that ..."). Parties are the sides that people stand for (`Entity.party`), and
common nouns for a side ("the union") where a text gives no name. History, conditions and questions are no moves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, cast

from msgspec.structs import replace

from rashomon.compose.told import Said, Teller
from rashomon.lexicon import load, words
from rashomon.model.analysis import Analysis, Mention
from rashomon.model.record import Act, Claim, Entity, Move

STATUS: dict[Act, str] = {
    "demand": "open", "offer": "open", "agree": "agreed", "request": "open", "reject": "refused", "concede": "agreed",
    "threaten": "open", "accuse": "open", "consult": "held", "plan": "planned",
}  # fmt: skip
OPEN: frozenset[Act] = frozenset({"demand", "offer", "request"})
"""Acts that wait for an answer."""
HISTORY = timedelta(days=60)
"""A move that names a day so long before the accounts' own is history."""
ALIKE = 0.6
"""Share of the smaller content's words that two moves must share to be one move told twice."""
ANSWERS = 0.5
"""The same for an answer to a demand or offer."""
SIDES = 3
"""Parties named for a joint move; beyond them it is "several parties"."""
CONDITION = re.compile(
    r"\b(?:if|unless|provided|until|as long as|on condition that|in exchange for|in return for|only when|"
    r"once(?! again))\b[^.;]{4,160}",
    re.IGNORECASE,
)
SILENT = frozenset({"comment", "confirm", "answer", "elaborate", "respond", "interview", "identify"})
"""Who declines to do this says nothing, and refuses nobody."""
ENDINGS = ("", "s", "es", "d", "ed", "ing")


class People(NamedTuple):
    """What the ledger asks of the entities: each by id, and the entity of each document's own key."""

    entities: Sequence[Entity]
    of: Mapping[tuple[str, str], str]


class _Told(NamedTuple):
    move: Move
    words: frozenset[str]
    first: float


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
        forms = [verb + e for e in ENDINGS] + [stem + "ing", stem + "ed", stem[:-1] + "ies", stem[:-1] + "ied"]
        for form in forms:
            out.setdefault(form, verb)
    return out


def ledger(analyses: Sequence[Analysis], said: Said, people: People, claims: Sequence[Claim]) -> tuple[Move, ...]:
    """One move for each party, act and content, with all statements that tell of it; sorted by party, act, content."""
    desk = _Desk(analyses, said, people)
    found = [told for claim in claims for told in desk.moves(claim)]
    kept = _answered(_once(sorted(found, key=lambda t: (-len(t.move.statements), t.move.content, t.move.statements))))
    return tuple(sorted(kept, key=lambda m: (m.party, m.act, m.content, m.statements)))


class _Desk:
    def __init__(self, analyses: Sequence[Analysis], said: Said, people: People) -> None:
        self.said, self.people = said, people
        self.teller = Teller(analyses, said, people.entities)
        self.entities = {e.id: e for e in people.entities}
        self.outlets = {a.document.outlet.lower() for a in analyses if a.document.outlet}
        self.mentions: dict[str, list[Mention]] = {
            a.document.id: sorted(a.mentions, key=lambda m: (m.start, -m.end)) for a in analyses
        }
        days = [a.document.published.date() if a.document.published else a.document.day for a in analyses]
        self.first: date | None = min((d for d in days if d is not None), default=None)

    def moves(self, claim: Claim) -> Iterator[_Told]:
        """The moves that a claim's statements tell, each in the words of the statement that reads best."""
        groups: dict[tuple[str, Act], list[str]] = {}
        for key in claim.statements:
            found = self._move(self.said.index[key])
            if found is not None:
                groups.setdefault(found, []).append(key)
        for (party, act), keys in groups.items():
            best = self.teller.best(keys)
            if best is None:
                continue
            i, line = best
            plover = next(p for a, p in _acts().values() if a == act)
            condition = CONDITION.search(line.text)
            times = [t.timestamp() for k in keys if (t := self.said.statements[self.said.index[k]].published)]
            move = Move(party=party, act=act, content=line.text, toward=self._toward(party, i), status=STATUS[act],
                        statements=tuple(keys), plover=plover,
                        condition=condition.group().rstrip(" .,”\"") if condition else None)  # fmt: skip
            yield _Told(move, frozenset(self.teller.lemmas(i)), min(times, default=0.0))

    def _move(self, i: int) -> tuple[str, Act] | None:
        """Party and act of a statement; None when it is no move, is history, or the party is not clear."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        if statement.stance in ("asked", "conditional") or self._history(i):
            return None
        if self._predicate_is_cue(i):  # the doer is the source, whoever the content's own subject is
            return self._by_cue(i)
        if statement.stance != "denied" and facts.tense != "none" and not self._only_if(i):
            own = self._act(facts.predicate, {*facts.objects, *facts.lemmas}, negated=facts.negated)
            party = self._subject_party(i) if own is not None else None
            if (
                own is not None
                and party is not None
                and (own != "consult" or " and " in party or self._toward(party, i))
            ):
                return party, own
        return self._by_cue(i)

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
        cue = [w for span in statement.cue for w in re.findall(r"[a-z]+", span.of(text).lower())]
        verb = next((v for w in reversed(cue) if (v := _forms().get(w)) is not None), None)
        if verb is None or {"not", "never", "t"} & set(cue):
            return None
        act = self._act(verb, set(self.said.facts[i].lemmas), negated=False)
        party = self._party(statement.source.entity)
        if party is None:
            beside = {
                p for m in self.mentions[statement.document] for span in statement.source.spans
                if span.start <= m.start < span.end
                and (p := self._party(self.people.of.get((statement.document, m.who)))) is not None
            }  # fmt: skip
            party = beside.pop() if len(beside) == 1 else None
        if party is None:
            party = _common(" ".join(span.of(text) for span in statement.source.spans))
        return (party, act) if party is not None and act is not None and act not in ("consult", "plan") else None

    def _act(self, verb: str | None, beside: set[str], *, negated: bool) -> Act | None:
        found = _acts().get(verb or "")
        if found is None:
            return None
        if found[0] == "reject" and SILENT & beside:
            return None
        needs = load("moves")["needs"].get(verb)
        if needs and not set(needs) & beside:
            return None
        if negated:
            return "reject" if found[0] in ("agree", "offer", "concede") else None
        return found[0]

    def _history(self, i: int) -> bool:
        """Whether every day that the words name lies long before the accounts."""
        days = [w.last or w.first for w in self.said.facts[i].times if w.first is not None and not w.duration]
        known = [d for d in days if d is not None]
        return bool(known) and self.first is not None and all(d < self.first - HISTORY for d in known)

    def _only_if(self, i: int) -> bool:
        """Whether the deed itself is only supposed ("would agree if", "might offer")."""
        statement = self.said.statements[i]
        supposed = self.said.facts[i].tense == "future" and bool(self.said.facts[i].hedges)
        return supposed or statement.text.lower().startswith(("if ", "whether ", "unless "))

    def _subject_party(self, i: int) -> str | None:
        """The sides of those named in the subject, or its common noun for a side."""
        statement, facts = self.said.statements[i], self.said.facts[i]
        text = self.teller.texts[statement.document]
        subject = set(facts.subject)
        parties: list[str] = []
        for mention in self.mentions[statement.document]:
            inside = any(span.start <= mention.start < span.end for span in statement.content)
            named = {w.lower() for w in re.findall(r"[^\W_]+", mention.span.of(text))}
            if inside and (named & subject or {w.rstrip("s") for w in named} & subject):
                party = self._party(self.people.of.get((statement.document, mention.who)))
                if party is not None and party not in parties:
                    parties.append(party)
        if len(parties) > SIDES:
            return "several parties"
        if parties:
            return " and ".join(sorted(parties))
        return _common(statement.text, subject)

    def _party(self, entity: str | None) -> str | None:
        known = self.entities.get(entity or "")
        if known is None:
            return None
        party = known.party or (known.name if known.kind in ("place", "organisation", "group") else None)
        return None if party is None or party.lower() in self.outlets else party

    def _toward(self, party: str, i: int) -> str | None:
        """The other side named in the content, where there is just one."""
        statement = self.said.statements[i]
        others = {
            p
            for span in statement.content
            for m in self.mentions[statement.document]
            if span.start <= m.start < span.end
            and (p := self._party(self.people.of.get((statement.document, m.who)))) is not None
            and p not in party
        }
        return next(iter(others)) if len(others) == 1 else None


def _common(text: str, subject: set[str] | None = None) -> str | None:
    """A side named by a common noun at the head of some words ("The dockers' union" wants ...)."""
    for count in range(5):
        found = re.match(rf"[\W_]*((?:[\w'’-]+\s+){{{count}}}([\w-]+))\b", text)
        if found is None:
            return None
        noun = found.group(2).lower()
        if noun in words("moves", "parties.nouns"):
            fits = subject is None or {noun, noun.rstrip("s")} & subject
            return found.group(1)[:1].upper() + found.group(1)[1:] if fits else None
    return None


def _once(found: Sequence[_Told]) -> list[_Told]:
    """Moves of one party and act in much the same words become one."""
    out: list[_Told] = []
    for item in found:
        key = (item.move.party, item.move.act)
        same = (k for k, old in enumerate(out) if (old.move.party, old.move.act) == key)
        host = next((k for k in same if _shared(out[k].words, item.words) >= ALIKE), None)
        if host is None:
            out.append(item)
            continue
        old = out[host]
        statements = tuple(dict.fromkeys((*old.move.statements, *item.move.statements)))
        out[host] = old._replace(move=replace(old.move, statements=statements), first=min(old.first, item.first))
    return out


def _answered(found: Sequence[_Told]) -> list[Move]:
    """Open moves that a later move of the same content answers say so: agreed, refused or withdrawn, and by whom."""
    out = []
    for item in found:
        answer = None
        if item.move.act in OPEN:
            later = [
                t for t in found
                if t.first > item.first > 0 and t.move.act in ("agree", "reject", "concede")
                and _shared(t.words, item.words) >= ANSWERS
            ]  # fmt: skip
            answer = min(later, key=lambda t: (t.first, t.move.content), default=None)
        out.append(replace(item.move, status=_status(item.move, answer.move)) if answer is not None else item.move)
    return out


def _status(move: Move, answer: Move) -> str:
    if answer.party == move.party:
        return "withdrawn" if answer.act == "concede" else STATUS[answer.act]
    return f"{STATUS[answer.act]} by {answer.party}"


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    small = min(len(one), len(two))
    return len(one & two) / small if small > 1 else 0.0


__all__ = ["People", "ledger"]
