"""Words told "according to" somebody: grammar knows that they are, the tagger better how far they reach."""

from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.attribute.near import Near, whole
from rashomon.attribute.raw import Raw, shared, size
from rashomon.model.span import Span, hull

SAME = 0.5
"""Dice of two contents from which they count as one attribution, as in `score_attribution.py` (matched)."""
CITES = "according_to"
"""The cue of which the tagger knows source and content better than grammar, which fills in those it misses."""


def dice(a: Raw, b: Raw) -> float:
    """How far two contents are one, 0 to 1: twice what they share over what they hold together."""
    return 2 * shared(a.content, b.content) / max(1, size(a.content) + size(b.content))


def cited(grammar: list[Raw], tagged: list[Raw]) -> tuple[list[Raw], list[Raw]]:
    """What somebody is cited for, as the tagger bounds it, among grammar's: it is no second reading of a saying."""
    by_cue = {raw.cue[0].start: raw for raw in tagged if raw.cue and raw.source}
    places = {own.cue[0].start for own in grammar if own.lemma == CITES} & set(by_cue)
    own = [_as_tagged(r, by_cue[r.cue[0].start], grammar) if r.lemma == CITES and r.cue[0].start in places else r
           for r in grammar]  # fmt: skip
    near = Near(map(whole, own))
    for start in sorted(places):
        words = by_cue[start]
        citing = hull((*words.cue, *words.source))
        for i in near.of(words.hull):
            if own[i].lemma != CITES:  # the parser hangs "according to the board" on a noun of what is said
                kept = tuple(c for c in own[i].content if not citing.holds(c))
                own[i] = replace(own[i], content=kept or own[i].content)
            # "according to the board, the wall held, Vane said": of both the same words
            if own[i].by == "syntax" and dice(own[i], words) >= SAME:
                both = [Span(max(a.start, b.start), min(a.end, b.end))
                        for a in own[i].content for b in words.content if a.overlap(b)]  # fmt: skip
                own[i] = replace(own[i], content=tuple(both))
    return own, [raw for raw in tagged if not (raw.source and raw.cue and raw.cue[0].start in places)]


def _as_tagged(own: Raw, raw: Raw, grammar: Sequence[Raw]) -> Raw:
    """What somebody is cited for in the tagger's bounds; who passes another's words on does not go on in them.

    As in '"...," Vane said, according to the Wire. "We left."': these words too are Vane's.
    """
    passes = any(other.lemma != CITES and shared(other.cue, raw.content) for other in grammar)
    near = tuple(c for c in raw.content if shared((c,), own.content)) if passes else raw.content
    return replace(raw, lemma=CITES, content=near or raw.content)
