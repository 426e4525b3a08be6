"""Who said what in a paragraph: content, cue and source spans from a small trained model.

The model (see weights/MODEL_CARD.md) labels each word as outside, beginning or inside a content, a cue and a
source, and points from each content word to the first word of its cue and of its source.
`links` turns these numbers into attributions; this module runs the model, one window a run, because int8
activations are scaled by the largest value in a run and results must not depend on neighbouring texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from rashomon.language.links import Link, Scores, link
from rashomon.language.memo import Memo, Packing, memo
from rashomon.language.tokens import CLOSING, FEATURES, OPENING, WINDOW_PIECES, Word, sentences, windows, words
from rashomon.language.weights import session
from rashomon.language.wordpiece import wordpiece

Spans = tuple[tuple[int, int], ...]

# Texts longer than this are read in pieces of at most so many code points, cut at line ends or blanks, so that
# memory stays bounded; paragraphs of news never come near it.
_LONGEST = 50_000


# Marks that belong to no span when they stand at its start or end.
_LOOSE_END = ",;:–—-•*|([{"
_LOOSE_START = ",;:–—-•*|.!?)]}"


class TaggedAttribution(msgspec.Struct, frozen=True):
    """One attribution. Spans are half-open ranges of code points in the text that was given, in order.

    `content` has one span or more; those that share a cue are one attribution. `cue` and `source` have at most one
    span and may be empty. Spans begin and end with words, quotation marks may or may not be inside.
    `score`, 0 to 1, joins the probabilities that the content is content and that cue and source are its own.
    """

    content: Spans
    cue: Spans
    source: Spans
    score: float


_Tagged = tuple[TaggedAttribution, ...]
_KNOWN: Memo[_Tagged] = memo(
    Packing("tag", msgspec.msgpack.encode, lambda data: msgspec.msgpack.decode(data, type=_Tagged))
)


def tag(texts: Sequence[str]) -> list[tuple[TaggedAttribution, ...]]:
    """Return the attributions of each text (best a paragraph), in order of their first content span.

    The same text always has the same result. Long texts are cut at sentence ends into windows of 190 word pieces;
    an attribution never reaches across windows. Time grows linearly with length.
    Raises ModelError when a model file is missing or altered.
    """
    different = list(dict.fromkeys(texts))
    known = dict(zip(different, _KNOWN.all(different, lambda some: [_tag(text) for text in some]), strict=True))
    return [known[text] for text in texts]


def _tag(text: str) -> tuple[TaggedAttribution, ...]:
    """The attributions of one text."""
    found: list[TaggedAttribution] = []
    for start, end in _parts(text):
        part = text[start:end]
        read = words(part)
        for first, last in windows(read):
            window = read[first:last]
            found += [_located(one, window, part, start) for one in link(_run(window), sentences(window))]
    return tuple(found)


def _parts(text: str) -> list[tuple[int, int]]:
    """Cut a text that is longer than any paragraph; half-open ranges that cover it."""
    parts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind("\n", start + 1, limit), text.rfind(" ", limit - _LONGEST // 10, limit)) + 1
        parts.append((start, cut if cut > start else limit))
        start = parts[-1][1]
    parts.append((start, len(text)))
    return parts


def _run(window: Sequence[Word]) -> Scores:
    """Run the model over the words of one window."""
    marks = wordpiece()
    ids, features, heads = [marks.start], [FEATURES], []
    for word in window:
        heads.append(min(len(ids), WINDOW_PIECES))
        ids += word.pieces
        features += [word.feature] * len(word.pieces)
    limit = WINDOW_PIECES + 1  # only a single overlong word can exceed it
    inputs = {
        "ids": np.array([*ids[:limit], marks.end], dtype=np.int64),
        "features": np.array([*features[:limit], FEATURES], dtype=np.int64),
        "heads": np.array(heads, dtype=np.int64),
    }
    labels, links = session("tagger.onnx").run(["labels", "links"], inputs)
    return Scores(labels.reshape(-1, 3, 3), links)


def _located(one: Link, window: Sequence[Word], part: str, offset: int) -> TaggedAttribution:
    """Turn ranges of words into ranges of code points; `part` is the text the words count in, from `offset`."""

    def place(ranges: Sequence[tuple[int, int]]) -> Spans:
        trimmed = (_trimmed(window, first, last, part) for first, last in ranges)
        return tuple((window[first].start + offset, window[last - 1].end + offset) for first, last in trimmed)

    return TaggedAttribution(place(one.content), place(one.cue), place(one.source), round(one.score, 4))


def _trimmed(window: Sequence[Word], first: int, last: int, part: str) -> tuple[int, int]:
    """The range of words without loose marks at its ends; one that holds nothing else stays as it is.

    A quotation mark just outside is taken in when its partner is inside.
    """
    given = first, last
    while first < last and (window[first].quoted == CLOSING or part[window[first].start] in _LOOSE_START):
        first += 1
    while last > first and (window[last - 1].quoted == OPENING or part[window[last - 1].start] in _LOOSE_END):
        last -= 1
    if first == last:
        return given
    marks = [word.quoted for word in window[first:last] if word.quoted in (OPENING, CLOSING)]
    if marks and marks[0] == CLOSING and first and window[first - 1].quoted == OPENING:
        first -= 1
    if marks and marks[-1] == OPENING:
        ahead = last + (
            last < len(window) and part[window[last].start] in ",."
        )  # American printers close after a comma
        last = ahead + 1 if ahead < len(window) and window[ahead].quoted == CLOSING else last
    return first, last
