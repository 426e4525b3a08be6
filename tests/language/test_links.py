"""From numbers to attributions: the label path against brute force, and which cue and source a content gets."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import links
from rashomon.language.links import Scores

OUT, BEGIN, IN = range(3)


def link(given_scores, sentences=None):
    return links.link(given_scores, sentences or [0] * len(given_scores.labels))


def likeliest(chances, bias):
    """Brute force over all label paths."""

    def total(path):
        return sum(chances[i][label] + (bias if label != OUT else 0) for i, label in enumerate(path))

    allowed = (
        p
        for p in product(range(3), repeat=len(chances))
        if all(b != IN or a != OUT for a, b in zip((OUT, *p), p, strict=False))
    )
    return max(total(path) for path in allowed)


def worth(spans, chances, bias):
    """What the path of these spans is worth."""
    labels = [OUT] * len(chances)
    for first, last in spans:
        labels[first:last] = [BEGIN] + [IN] * (last - first - 1)
    return sum(chances[i][label] + (bias if label != OUT else 0) for i, label in enumerate(labels))


@given(st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=1, max_size=6), st.sampled_from([0.0, 0.8, -1.0]))
def test_the_path_is_the_likeliest(rows, bias):
    chances = np.array(rows, dtype=np.float64)
    found = links._path(chances, bias)
    assert worth(found, rows, bias) == pytest.approx(likeliest(rows, bias))


def scores(roles, cue_links, source_links):
    """Scores that are sure: roles is one string of labels (o, b, i) for each of content, cue and source."""
    size = len(roles[0])
    labels = np.full((size, 3, 3), -8.0, dtype=np.float32)
    pointers = np.full((2, size, 1 + size), -8.0, dtype=np.float32)
    for role, marks in enumerate(roles):
        for word, mark in enumerate(marks):
            labels[word, role, "obi".index(mark)] = 8
    for table, chosen in zip(pointers, (cue_links, source_links), strict=True):
        for word, target in enumerate(chosen):
            table[word, 0 if target is None else target + 1] = 8
    return Scores(labels, pointers)


def test_content_takes_the_cue_and_source_its_words_point_to():
    (one,) = link(scores(["oobii", "obooo", "boooo"], [1] * 5, [0] * 5))
    assert (one.content, one.cue, one.source) == (((2, 5),), ((1, 2),), ((0, 1),))
    assert one.score > 0.99


def test_parts_that_share_a_cue_are_one_attribution():
    (one,) = link(scores(["biooobi", "ooobooo", "oobbooo"], [3] * 7, [2] * 7))
    assert one.content == ((0, 2), (5, 7))


def test_parts_with_cues_of_their_own_are_two():
    found = link(scores(["biobi", "oobob", "ooooo"], [2, 2, None, 4, 4], [None] * 5))
    assert [one.cue for one in found] == [((2, 3),), ((4, 5),)]
    assert [one.source for one in found] == [(), ()]


def test_without_content_there_is_nothing():
    assert link(scores(["ooo", "obo", "boo"], [1] * 3, [0] * 3)) == []


def test_unsure_content_is_dropped():
    given_scores = scores(["oobii", "obooo", "boooo"], [1] * 5, [0] * 5)
    given_scores.labels[2:, 0] = [0.5, 0, 0]  # the path takes it, with a mean probability of .55
    assert link(given_scores) == []


def test_a_cue_in_the_same_sentence_is_preferred():
    given_scores = scores(["obioo", "booob", "ooooo"], [0] * 5, [None] * 5)
    given_scores.links[0, 1:3, 5] = 8.5  # the other one has a little more of the pointer
    (first,) = link(given_scores, [0, 0, 0, 1, 1])
    assert first.cue == ((0, 1),)


def test_far_cues_win_when_the_pointer_is_sure():
    (one,) = link(scores(["obioo", "booob", "ooooo"], [4] * 5, [None] * 5), [0, 0, 0, 1, 1])
    assert one.cue == ((4, 5),)


def test_a_sure_pointer_makes_a_source_that_the_labels_miss():
    (one,) = link(scores(["oobii", "obooo", "ooooo"], [1] * 5, [0] * 5))
    assert one.source == ((0, 1),)


def test_content_gives_up_the_words_of_its_own_cue():
    (one,) = link(scores(["biiii", "ooboo", "ooooo"], [2] * 5, [None] * 5))
    assert (one.content, one.cue) == (((0, 2), (3, 5)), ((2, 3),))


def test_an_unsure_part_is_dropped_beside_a_sure_one():
    given_scores = scores(["bioobi", "ooobbo", "oobooo"], [3] * 6, [2] * 6)
    given_scores.labels[0:2, 0] = [0.5, 0, 0]
    (one,) = link(given_scores)
    assert one.content == ((4, 6),)
