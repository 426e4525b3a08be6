"""With what a thing was done: a car here, a truck there, of one deed by one doer.

`lexicon/things.toml` lists things of which one is not another. Words of one line are synonyms, and a word that covers
several ("vehicle") stands in none.
"""

from collections.abc import Iterator
from functools import cache

from rashomon.align.differ import deeds
from rashomon.align.differ.ground import Ground
from rashomon.lexicon import load
from rashomon.model.record import Divergence, Side, Verdict

MATTER = 0.6
"""Probability of one matter from which things are compared."""
SURE = 0.8
"""The same for a contradiction."""


def things(ground: Ground) -> Iterator[Divergence]:
    """One divergence for each two things with which accounts have one deed done."""
    held = {i: found for i in range(len(ground.said)) if (found := _thing(ground, i)) is not None}
    seen: set[tuple[str, ...]] = set()
    for a, b, chance in ground.close(MATTER, held):
        (sort, x), (other, y) = held[a], held[b]
        key = (sort, *sorted((_kinds()[x][1], _kinds()[y][1])))
        if sort != other or key[1] == key[2] or key in seen or not _one_deed(ground, (a, x), (b, y)):
            continue
        if _names_both(ground, (a, x), (b, y)):
            continue
        seen.add(key)
        yield _told(ground, (a, x), (b, y), chance)


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """The sort and the kind of each word: "lorry" is a truck, and a vehicle."""
    return {word: (sort, words[0]) for sort, lines in load("things").items() for words in lines for word in words}


def _thing(ground: Ground, i: int) -> tuple[str, str] | None:
    """The one listed thing that a statement has as its deed's subject or object, with its sort."""
    facts, statement = ground.said.facts[i], ground.said.statements[i]
    if statement.stance not in ("asserted", "hedged") or facts.negated or not deeds.clause(ground, i):
        return None
    found = {w for w in facts.lemmas if w in _kinds()}
    if len({_kinds()[w][1] for w in found}) != 1:
        return None
    word = min(found)
    return (_kinds()[word][0], word) if word in facts.objects or word in facts.subject else None


def _one_deed(ground: Ground, one: tuple[int, str], two: tuple[int, str]) -> bool:
    """Whether both tell one deed in which each thing has the same part, with the same doer or done to the same."""
    (a, x), (b, y) = one, two
    if ground.label(a) == ground.label(b) or not deeds.same_verb(ground, a, b):
        return False
    first, second = ground.said.facts[a], ground.said.facts[b]
    if x in first.subject and y in second.subject:
        return deeds.same_object(ground, a, b) and not set(first.subject) & set(second.subject)
    return x in first.objects and y in second.objects and deeds.same_doer(ground, a, b)


def _names_both(ground: Ground, one: tuple[int, str], two: tuple[int, str]) -> bool:
    """Whether one of the two accounts tells the deed of either thing: then there may have been two, or it is unsure."""
    kinds = {_kinds()[word][1] for _, word in (one, two)}
    verb = ground.said.facts[one[0]].predicate
    for i, _ in (one, two):
        document = ground.said.statements[i].document
        told = [facts.lemmas for statement, facts in zip(ground.said.statements, ground.said.facts, strict=True)
                if statement.document == document and facts.predicate == verb]  # fmt: skip
        if kinds <= {_kinds()[w][1] for lemmas in told for w in lemmas if w in _kinds()}:
            return True
    return False


def _told(ground: Ground, one: tuple[int, str], two: tuple[int, str], chance: float) -> Divergence:
    (a, x), (b, y) = one, two
    flat = all(deeds.firm(ground, i) and ground.said.statements[i].stance == "asserted" for i in (a, b))
    tenses = {ground.said.facts[i].tense for i in (a, b)}
    verdict: Verdict = "contradiction" if flat and len(tenses) == 1 and chance >= SURE else "possible"
    tail = "for the same deed, and both cannot hold" if verdict == "contradiction" else "for what reads like one deed"
    why = f"{ground.label(a)} has a {x}, {ground.label(b)} a {y} {tail}."
    return ground.divergence("wording", verdict, [_side(ground, a, x), _side(ground, b, y)], why, (a, b))


def _side(ground: Ground, i: int, word: str) -> Side:
    return ground.side(f"“{word}”", deeds.places(ground, i, word), [i])
