"""Denials of a word: "this is not a swap", where another account has it that it was one.

What stands in so few words names no deed and no doer; it is denied of whatever the story is about. So the noun must
stand in another account as what the thing is or was part of. It is a contradiction where an account says so flatly of
what was done ("were freed as part of a swap"), at about the same day; else possible.
"""

import re
from collections.abc import Iterator

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.align.differ.measure import FEW_DAYS
from rashomon.align.differ.truth import TURNS
from rashomon.model.record import Divergence, Verdict

NOT_A = re.compile(
    r"^\W*(?:please note that |(?:let me be|to be) (?:very )?clear,? )?"
    r"(?:this|that|it|(?:the|this|its|their|[a-z]+['’]s) [a-z]+) "
    r"(?:is|was)(?:n['’]t|[\s\"“'‘]+(?:not|never))[\s\"“'‘]+(?:an? )(?P<noun>[a-z]{4,})\W*$",
    re.IGNORECASE,
)
"""A whole statement that says of the thing at hand that it is no such thing."""
FIGURES_OF_SPEECH = frozenset(
    "joke game drill secret surprise problem issue matter question time place crime reason choice option case fact "
    "story movie dream good great easy perfect change solution answer thing".split()
)
"""Words so often denied in passing that no account holds them against another."""


def words_denied(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each word that one account has denied and others use of the thing."""
    seen: set[tuple[str, str]] = set()
    for no, statement in enumerate(ground.said.statements):
        found = NOT_A.match(statement.text)
        noun = found["noun"].lower() if found is not None else ""
        if not noun or noun in FIGURES_OF_SPEECH or (noun, statement.document) in seen:
            continue
        seen.add((noun, statement.document))
        told = [i for i in range(len(ground.said)) if _uses(ground, i, no, noun)]
        if told:
            sides = [ground.side("said to be so", ground.whole(told), told),
                     ground.side("said not to be so", ground.whole([no]), [no])]  # fmt: skip
            verdict: Verdict = "contradiction" if any(_flatly(ground, i, no, noun) for i in told) else "possible"
            why = f"{ground.outlets(told)} tell of a “{noun}”; {ground.label(no)} has it that it was none."
            yield ground.divergence("denial", verdict, sides, why, [*told, no])


def _uses(ground: Ground, i: int, no: int, noun: str) -> bool:
    """Whether a statement of another outlet says that the thing was, or was part of, what is denied."""
    statement, facts = ground.said.statements[i], ground.said.facts[i]
    if ground.label(i) == ground.label(no) or statement.stance not in ("asserted", "hedged"):
        return False
    if facts.negated or TURNS.search(statement.text):
        return False
    part = rf"(?:\b(?:is|was|were|been|as|called|in) |\bpart of )(?:an? |the |this )?(?:[a-z]+ ){{0,2}}{noun}\b"
    return re.search(part, statement.text, re.IGNORECASE) is not None


def _flatly(ground: Ground, i: int, no: int, noun: str) -> bool:
    """Whether a statement holds nothing back and says of something done that it was such a thing, or part of one."""
    days = ground.day(i), ground.day(no)
    if days[0] is not None and days[1] is not None and abs((days[0] - days[1]).total_seconds()) >= FEW_DAYS:
        return False
    statement = ground.said.statements[i]
    part = rf"\b(?:(?:as )?part of|was|were|been|as) (?:an? |the )(?:[a-z]+ ){{0,2}}{noun}\b"
    done = ground.said.facts[i].tense == "past" and statement.stance == "asserted" and deeds.firm(ground, i)
    return done and re.search(part, statement.text, re.IGNORECASE) is not None
