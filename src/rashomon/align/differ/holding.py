"""Whether a hedge holds back the deed that two accounts share, and not another word of the sentence.

"A truck, driven by someone who appeared calm, hit the crowd" does not doubt that the truck hit the crowd.
"""

import re

from rashomon.align.differ.ground import Ground
from rashomon.model.span import Span

_FILL = frozenset("be been being have has had having to not also now soon already just all both".split())
"""Words that may stand between a hedge and the verb that it holds back, besides adverbs in -ly."""
_AWAY = frozenset("who which that as to and but or where when while because if".split())
"""Words behind which another clause begins."""
_MODAL = frozenset({"could", "may", "might", "can", "would"})
_REACH = 6
"""Words after an adverb at the head of a clause within which its verb is looked for."""
_LEAST = 4
"""Letters by which forms of one verb are known; irregular forms by the first alone ("fell", "fall")."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,;:()]")


def holding(ground: Ground, held: int, flat: int) -> list[Span]:
    """The hedges of one statement that hold back the verb which it shares with another."""
    one, two = ground.said.facts[held], ground.said.facts[flat]
    if one.predicate is None or one.negated != two.negated:
        return []
    own = {word[:_LEAST] for word in _WORD.findall(ground.said.statements[flat].text.lower())}
    done = two.tense != "future"
    return [
        span for span in one.hedges
        if ground.words(held, span).lower()[:_LEAST] not in own and _holds(ground, held, span, one.predicate, done)
    ]  # fmt: skip


def _holds(ground: Ground, held: int, hedge: Span, verb: str, done: bool) -> bool:
    statement = ground.said.statements[held]
    text = ground.texts[statement.document]
    rest = " ".join(Span(max(s.start, hedge.end), s.end).of(text) for s in statement.content if s.end > hedge.end)
    following = _WORD.findall(rest.lower())
    words = hedge.of(text).lower().split()
    if words and words[-1] in _MODAL and done and following[:1] not in (["have"], ["’ve"]):
        return False  # "could win the next night" is told before the deed, and doubts nothing that was done
    near = 0
    while near < len(following) and (following[near] in _FILL or following[near].endswith("ly")):
        near += 1
    if near < len(following) and _form(following[near], verb):
        return True
    if not any(word.endswith("ly") for word in words) or (following[near : near + 1] and following[near][0].isdigit()):
        return False  # a number is told roughly, not the deed
    for word in following[:_REACH]:
        if word in _AWAY or not word[0].isalnum():
            return False
        if word[:_LEAST] == verb[:_LEAST]:
            return True
    return False


def _form(word: str, verb: str) -> bool:
    return word[:_LEAST] == verb[:_LEAST] or word[0] == verb[0]
