"""Deeds that somebody denies in a noun or a verb's "-ing", and others tell of: "denies assault", "he assaulted me".

"Her claims about being assaulted are untrue" and "denied threatening her" name the deed in one word. Who denies it
there stands against every other account in which he does it.
"""

import re
from collections.abc import Iterator

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.truth import DENY, TURNS
from rashomon.model.record import Divergence
from rashomon.model.span import Span

CALLED_FALSE = re.compile(
    r"^\W*(?:(?:however|but|and|still),? )?(?:her|his|their|the|these|those|all|any|such) (?:[a-z]+ )?"
    r"(?:claim|allegation|accusation|assertion|stor(?:y|ie)|suggestion)s? "
    r"(?:of|about|that (?:she|he|they) (?:was|were|had been)) (?:being |having been )?(?:[a-z]+ly )?"
    r"(?P<deed>[a-z]{3,}ed)\b"
    r"[^.;]{0,60}?\b(?:are|is|were|was) (?:[a-z]+ly )?"
    r"(?:not true|false|untrue|baseless|groundless|unfounded|fabricated|without (?:any )?(?:foundation|merit|basis))\b",
    re.IGNORECASE,
)
"""A whole statement that calls false what somebody says was done to her."""
STEM = 6
"""Letters by which a deed's noun and its verb are known ("assault", "assaulted")."""
FEW = 5
"""Words of a denied noun; more say more than the deed."""
BEFORE = 300
"""Code points before a denial in which the one for whom it is spoken is named."""
ON_SOMEBODY = re.compile(r"\b(?:me|us|her|him|them)\b", re.IGNORECASE)
"""Objects that no list of an account's telling words holds."""
TOO_COMMON = frozenset({"report", "charge", "request", "comment", "answer", "statement", "claim", "involve"})
"""Deeds that are words about words, or anything."""


def accused(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each deed that an account has denied by its doer, and others tell of him."""
    told_by: dict[str, list[int]] = {}
    for i, facts in enumerate(ground.said.facts):
        if _tells(ground, i) and facts.predicate is not None:
            told_by.setdefault(facts.predicate[:STEM], []).append(i)
    seen: set[tuple[str, str]] = set()
    for no, statement in enumerate(ground.said.statements):
        for deed in _deeds(ground, no):
            told = [i for i in told_by.get(deed, ()) if _stand_apart(ground, i, no)]
            if told and (statement.document, deed) not in seen:
                seen.add((statement.document, deed))
                yield ground.denial("contradiction" if _one_deed(ground, told, no) else "possible", told, no)


def _deeds(ground: Ground, no: int) -> list[str]:
    """The stems of the deed that a statement denies; none where it denies nothing of this form."""
    statement = ground.said.statements[no]
    called = CALLED_FALSE.match(statement.text)
    if called is not None:
        return [called["deed"].lower()[:STEM]]
    cue = " ".join(ground.words(no, span) for span in statement.cue or ())
    words = re.findall(r"[^\W\d_]+", statement.text.lower())
    if statement.stance != "denied" or not DENY.search(cue) or TURNS.search(statement.text) or not words:
        return []
    if words[0].endswith("ing"):
        return [words[0][:STEM]] if len(words[0]) > STEM else []
    if deeds.clause(ground, no) or len(words) > FEW + 2:
        return []
    return [w[:STEM] for w in words if len(w) >= STEM and w not in TOO_COMMON]


def _tells(ground: Ground, i: int) -> bool:
    """Whether a statement tells of a deed as done, by a person or body that it names."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    done = facts.tense == "past" and not facts.negated and statement.stance == "asserted"
    return done and deeds.firm(ground, i) and not DENY.search(statement.text) and bool(facts.subject)


def _stand_apart(ground: Ground, yes: int, no: int) -> bool:
    """Whether another outlet tells the deed of the one who denies it, or for whom it is denied."""
    if ground.label(yes) == ground.label(no):
        return False
    if not ground.said.facts[yes].objects and not ON_SOMEBODY.search(ground.said.statements[yes].text):
        return False
    doers = {w for w in ground.said.facts[yes].subject if len(w) > 2}
    return bool(doers & _denier(ground, no))


def _denier(ground: Ground, no: int) -> set[str]:
    """Words for the one who denies: the source with the side that it speaks for."""
    statement = ground.said.statements[no]
    source = statement.source
    names = [] if source is None else [
        ground.names.get(source.entity or ""), ground.parties.get(source.entity or ""), source.description
    ]  # fmt: skip
    found = {w for name in names if name for w in re.findall(r"[^\W\d_]{3,}", name.lower())}
    if CALLED_FALSE.match(statement.text):
        start = statement.content[0].start
        span = Span(max(0, start - BEFORE), start)
        people = [m for m in ground.mentioned(statement.document, span) if m.kind == "person"]
        found |= {w for m in people for w in re.findall(r"[^\W\d_]{3,}", m.name.lower())}
    return found


def _one_deed(ground: Ground, told: list[int], no: int) -> bool:
    """Whether the deed is denied as a whole, or done to the same thing; threats of two things are two."""
    text = ground.said.statements[no].text
    if CALLED_FALSE.match(text) or not re.match(r"\W*[a-z]+ing\b", text, re.IGNORECASE):
        return True
    return any(deeds.same_object(ground, i, no) for i in told)
