"""Attributions as corpora mark them: whole contents with their cue and source, before anything is resolved.

A record holds what is said, clause by clause, and leaves wishes and deeds to the outlet; a corpus such as PolNeAR
marks both, and a source as the words stand. So this takes the trained tagger at its word, and adds what only structure
knows: the lines that a line above hands to its speaker, and quotations in which a speaker goes on.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.attribute.blocks import blocks
from rashomon.attribute.cited import SAME, dice
from rashomon.attribute.find import Tag, find
from rashomon.attribute.raw import Raw, Sentence, shared, size
from rashomon.attribute.sayings import shifted
from rashomon.attribute.turns import TURN
from rashomon.language.tagger import TaggedAttribution
from rashomon.model.analysis import Attribution, Passage
from rashomon.model.span import Span


def marked(
    passages: tuple[Passage, ...], sentences: tuple[Sentence, ...], text: str, tag: Tag | None
) -> tuple[Attribution, ...]:
    """The attributions of a document's evidence passages in reading order.

    Without a tagger they are those of grammar and structure alone.
    """
    if tag is None:
        found = [raw for raw, _ in find(passages, sentences, blocks(passages, text), text, None)]
    else:
        found = _tagged(passages, sentences, text, tag)
    ordered = sorted(found, key=lambda raw: (raw.content[0].start, raw.hull.start, -size(raw.content)))
    return tuple(Attribution(content=r.content, cue=r.cue or None, source=r.source or None) for r in ordered)


def _tagged(passages: tuple[Passage, ...], sentences: tuple[Sentence, ...], text: str, tag: Tag) -> list[Raw]:
    words = [p.span.of(text) for p in passages]
    known = dict(zip(words, tag(words), strict=True))

    def again(texts: Sequence[str]) -> list[tuple[TaggedAttribution, ...]]:
        return [known[one] for one in texts]

    own = [shifted(one, p.start) for p, w in zip(passages, words, strict=True) for one in known[w]]
    told = _whole_turns([raw for raw, _ in find(passages, sentences, blocks(passages, text), text, again)])
    grown = [_grown(_with_source(raw, told), told) for raw in own]
    return grown + [raw for raw in told if _only_structure(raw, grown)]


def _grown(raw: Raw, told: list[Raw]) -> Raw:
    """The attribution of a whole turn where the tagger, which reads paragraph by paragraph, saw its beginning."""
    turn = next(
        (t for t in told if t.lemma == TURN and t.source == raw.source and shared(t.content, raw.content)), None
    )
    return raw if turn is None or size(turn.content) < size(raw.content) else replace(raw, content=turn.content)


def _whole_turns(told: list[Raw]) -> list[Raw]:
    """The attributions, the paragraphs of one turn of a transcript as one."""
    turns: dict[tuple[Span, ...], list[Raw]] = {}
    for raw in told:
        if raw.lemma == TURN:
            turns.setdefault(raw.source, []).append(raw)
    whole = [
        replace(parts[0], content=tuple(sorted(s for part in parts for s in part.content))) for parts in turns.values()
    ]
    return [raw for raw in told if raw.lemma != TURN] + whole


def _with_source(raw: Raw, told: list[Raw]) -> Raw:
    """The attribution with the source that grammar or structure knows, where the tagger saw none."""
    if raw.source:
        return raw
    twin = max(told, key=lambda other: dice(other, raw), default=None)
    if twin is None or not twin.source or dice(twin, raw) < SAME:
        return raw
    return replace(raw, source=twin.source, cue=raw.cue or twin.cue)


def _only_structure(raw: Raw, own: list[Raw]) -> bool:
    """Whether only structure knows the speaker of these words."""
    if not (raw.carried or raw.lemma in (":", TURN)):
        return False
    return not any(shared(raw.content, other.content) >= SAME * size(raw.content) for other in own)
