"""From the tagger's numbers to attributions: label paths, then each content's cue and source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Range = tuple[int, int]

CONTENT, CUE, SOURCE = range(3)
_OUT, _BEGIN, _IN = range(3)

# Chosen by end-to-end F1 on PolNeAR dev, coarsely: its even and odd documents agree, and neighbouring values score
# within half a point.
BIASES = (0.0, 1.0, 0.8)  # added to the log probability that a word is content, cue, source: misses cost links
SENTENCE_COST = 1.0  # log probability a content's cue or source loses for each sentence between
LED = 0.5  # a pointer surer than this makes its word a cue or source even where the labels do not
LINK_WEIGHT = 0.25  # of the log probabilities of both links in an attribution's worth
LINK_LEAST = -3.0  # a link's log probability counts as no less
NO_SOURCE_COST = 0.4  # log worth an attribution without source loses
PART_FLOOR = 0.7  # of several parts, those with a lower mean probability are dropped: mostly fragments
FLOOR = 0.5  # attributions worth less are dropped


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits for one window of w words."""

    labels: Array  # [w, 3 roles, 3 labels]
    links: Array  # [2, w, 1 + w]: cue and source of each content word; column 0 = none, 1 + j = word j


@dataclass(frozen=True, slots=True)
class Link:
    """An attribution as half-open ranges of word numbers."""

    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    score: float


def link(scores: Scores, sentences: Sequence[int]) -> list[Link]:
    """Return the attributions of a window in order of their first content word.

    `sentences` has the number of each word's sentence.
    """
    labels = _log_softmax(scores.labels)
    contents = _path(labels[:, CONTENT], BIASES[CONTENT])
    if not contents:
        return []
    cues = _Ends(labels[:, CUE], BIASES[CUE], scores.links[0], sentences)
    sources = _Ends(labels[:, SOURCE], BIASES[SOURCE], scores.links[1], sentences)
    groups: dict[Range | None, list[Range]] = {}
    sure: dict[Range | None, float] = {}
    for content in contents:
        cue, chance = cues.choose([content])
        groups.setdefault(cue, []).append(content)
        sure[cue] = max(chance, sure.get(cue, LINK_LEAST))
    inside = 1 - np.exp(labels[:, CONTENT, _OUT])
    found = []
    for cue, grouped in groups.items():
        parts = _sure_parts(grouped, inside)
        source, chance = sources.choose(parts)
        mean = float(np.concatenate([inside[first:last] for first, last in parts]).mean())
        worth = math.log(mean) + LINK_WEIGHT * (sure[cue] + max(chance, LINK_LEAST))
        score = math.exp(worth - (NO_SOURCE_COST if source is None else 0.0))
        if score >= FLOOR:
            ends = (cue,) if cue else (), (source,) if source else ()
            found.append(Link(_without(parts, [*ends[0], *ends[1]]), *ends, min(score, 1.0)))
    return sorted(found, key=lambda one: one.content[0])


def _sure_parts(parts: Sequence[Range], inside: Array) -> list[Range]:
    """The parts that are content with a probability of PART_FLOOR, at least the surest one."""
    means = [float(inside[first:last].mean()) for first, last in parts]
    least = min(PART_FLOOR, max(means))
    return [part for part, mean in zip(parts, means, strict=True) if mean >= least]


def _without(parts: Sequence[Range], taken: Sequence[Range]) -> tuple[Range, ...]:
    """The parts without the words of their own cue and source, which in gold never lie inside; all if none is left."""
    out = {at for first, last in taken for at in range(first, last)}
    kept: list[Range] = []
    for at in (at for first, last in parts for at in range(first, last) if at not in out):
        joins = kept and kept[-1][1] == at and all(at != first for first, _ in parts)
        if joins:
            kept[-1] = (kept[-1][0], at + 1)
        else:
            kept.append((at, at + 1))
    return tuple(kept) or tuple(parts)


class _Ends:
    """What contents may point to in one role: spans by label, and words that a pointer is sure of."""

    def __init__(self, labels: Array, bias: float, links: Array, sentences: Sequence[int]) -> None:
        self.labels, self.links, self.sentences = labels, _log_softmax(links), sentences
        self.spans = _path(labels, bias)

    def choose(self, parts: Sequence[Range]) -> tuple[Range | None, float]:
        """The span that the words of all parts point to most, or None for none, and its mean log probability."""
        block = np.concatenate([self.links[first:last] for first, last in parts])
        mean = block.mean(0)
        best, most, chance = None, float(mean[0]), float(mean[0])
        for span in [*self.spans, *self._led(mean)]:
            inside = float(_log_sum(block[:, span[0] + 1 : span[1] + 1]).mean())
            votes = inside - SENTENCE_COST * min(self._between(span, part) for part in parts)
            if votes > most:
                best, most, chance = span, votes, inside
        return best, chance

    def _led(self, mean: Array) -> list[Range]:
        """The span that begins at the word pointed to, if the pointer is sure and no span holds it."""
        at = int(mean.argmax()) - 1
        if at < 0 or mean[at + 1] <= math.log(LED) or any(first <= at < last for first, last in self.spans):
            return []
        end = at + 1
        while end < len(self.labels) and self.labels[end, _IN] > self.labels[end, _OUT]:
            end += 1
        return [(at, end)]

    def _between(self, span: Range, part: Range) -> int:
        """Sentences between a span and the nearer end of a part."""
        near = part[1] - 1 if span[0] >= part[1] else part[0]
        return abs(self.sentences[span[0]] - self.sentences[near])


def _log_sum(chances: Array) -> Array:
    """Log of the sum of probabilities over the last axis."""
    top = chances.max(-1, keepdims=True)
    total: Array = top[:, 0] + np.log(np.exp(chances - top).sum(-1))
    return total


def _log_softmax(logits: Array) -> Array:
    """Log probabilities over the last axis."""
    top = logits - logits.max(-1, keepdims=True)
    chances: Array = top - np.log(np.exp(top).sum(-1, keepdims=True))
    return chances


def _path(labels: Array, bias: float) -> list[Range]:
    """Spans on the likeliest path of labels, in which inside never follows outside (Viterbi). labels: [w, 3]."""
    back: list[tuple[int, int, int]] = []
    out = begin = 0.0
    inside = -np.inf
    for to_out, to_begin, to_inside in labels.tolist():
        best = max((out, _OUT), (begin, _BEGIN), (inside, _IN))
        started = max((begin, _BEGIN), (inside, _IN)) if back else (-np.inf, _BEGIN)
        back.append((best[1], best[1], started[1]))
        out, begin, inside = best[0] + to_out, best[0] + to_begin + bias, started[0] + to_inside + bias
    at = max((out, _OUT), (begin, _BEGIN), (inside, _IN))[1]
    spans: list[Range] = []
    end = -1
    for place in range(len(back) - 1, -1, -1):
        if at != _OUT and end < 0:
            end = place + 1
        if at == _BEGIN:
            spans.append((place, end))
            end = -1
        at = back[place][at]
    return spans[::-1]
