"""Features of pairs: symmetric, bounded, the same in any order; blocking loses no pair that is alike."""

import numpy as np
import pytest
from made_up import made, story

from rashomon.align.features import FEATURES, Remembered, Run, features, longest_run, shared_run
from rashomon.align.pairs import CANDIDATES, CROWD, neighbours, pairs
from rashomon.align.scorer import by_features, by_features_of
from rashomon.align.telling import rarity, stem, weights


def test_features_do_not_depend_on_which_statement_comes_first() -> None:
    """features(a, b) equals features(b, a) for every pair, candidate or not."""
    said = story(3, 6)
    event = pairs(said).event
    for a in range(len(said)):
        for b in range(a + 1, len(said)):
            assert features(event, a, b) == pytest.approx(features(event, b, a), abs=1e-6)


def test_every_row_has_every_feature_within_its_bounds() -> None:
    """A row holds one number a feature; all lie between -1 and 1 (to float precision)."""
    found = pairs(story())
    assert found.values.shape == (len(found.index), len(FEATURES))
    assert np.all(np.isfinite(found.values))
    assert np.abs(found.values).max() <= 1 + 1e-6
    assert all(a < b for a, b in found.index)


def test_another_order_of_documents_gives_the_same_features() -> None:
    """Features belong to the two statements and the event, not to their places in it."""
    rows = [(s.document, s.text) for s in story(4, 8).statements]
    one, two = made(rows), made(rows[::-1])
    last = len(rows) - 1
    first, second = pairs(one), pairs(two)
    for a in range(0, len(rows), 3):
        for b in range(a + 1, len(rows), 5):
            forth = features(first.event, a, b)
            assert forth == pytest.approx(features(second.event, last - a, last - b), abs=1e-5)


def test_blocking_keeps_every_pair_that_brute_force_finds_alike() -> None:
    """Of all pairs with a probability of .5 or more, compared one by one, every one is among the candidates."""
    said = story(5, 14)
    found = pairs(said)
    chance = by_features(found)
    alike = [
        (a, b) for a in range(len(said)) for b in range(a + 1, len(said))
        if said.statements[a].document != said.statements[b].document and by_features_of(found, a, b) >= 0.5
    ]  # fmt: skip
    assert alike
    assert [pair for pair in alike if pair not in chance] == []


@pytest.mark.parametrize(("documents", "sentences"), [(1, 6), (2, 2), (2, 40), (5, 14), (40, 3)])
def test_how_crowded_a_statement_is_agrees_with_a_look_at_all_others(documents: int, sentences: int) -> None:
    """The mean likeness of the nearest of other documents, also where a statement's nearest are all of its own."""
    said = story(documents, sentences)
    home = np.array([s.document for s in said.statements])
    others = np.where(home[:, None] == home[None, :], -1.0, said.vectors @ said.vectors.T)
    plain = np.sort(others, axis=1)[:, -CROWD:].mean(axis=1)
    assert neighbours(said)[1] == pytest.approx(plain, abs=2e-6)


def test_many_equal_statements_do_not_make_pairs_without_end() -> None:
    """A line that every document repeats (a plea to subscribe) is paired with a bounded number of its likes."""
    said = made([(f"d{k}", "Readers support the paper with gifts") for k in range(300)])
    assert len(pairs(said).index) <= 2 * (CANDIDATES + 1) * 300


@pytest.mark.parametrize("rows", [[], [("d0", "The dam broke")]])
def test_fewer_than_two_statements_give_no_pairs(rows: list[tuple[str, str]]) -> None:
    """Nothing to compare is no error."""
    assert pairs(made(rows)).index == ()


def test_shared_wording_counts_from_four_words_on() -> None:
    """Case, hyphens and marks do not matter; three words in a row count as none."""
    assert shared_run("The “long-awaited” bridge opened.", "the long awaited bridge opened") == 5
    assert shared_run("the bridge opened", "The bridge opened") == 0
    assert longest_run(Run.of(""), Run.of("a")) == 0


def test_what_all_statements_share_tells_little() -> None:
    """A word in every statement of the event weighs less than one in two of them."""
    table = weights(made([(f"d{k}", f"Dam {word} water") for k, word in enumerate(["holds"] * 8 + ["loses"] * 2)]))
    assert table.lemma["dam"] < table.lemma["loses"]
    assert table.stem["dam"] < table.stem["loses"]


def test_stems_join_forms_and_keep_figures_whole() -> None:
    """The forms of one word share a stem; two long figures with one beginning do not."""
    assert stem("released") == stem("release")
    assert stem("1234567") != stem("1234599")
    assert rarity("time") < rarity("harbour") <= rarity("qwxzzv") == 1.0


def test_what_is_remembered_is_what_would_be_computed() -> None:
    """An event woven again, after another with the same statements among more, has the very same features."""
    said = story(4, 8)
    rows = [(s.document, s.text) for s in said.statements]
    first = pairs(said)
    larger = pairs(made([*rows, *[(f"more{k}", f"Valdek sold orchard {k} on Monday") for k in range(40)]]))
    again = pairs(said)
    assert again.index == first.index
    assert (again.values == first.values).all()
    for found in (again, larger):
        computed = np.array([features(found.event, a, b) for a, b in found.index])
        assert (found.values == computed).all()


def test_what_is_remembered_is_bounded() -> None:
    """A full memory starts afresh and still gives what is computed."""
    event, kept = pairs(story(3, 6)).event, Remembered[int](most=5)
    for a in range(12):
        assert kept.of(event, a, a + 1, lambda a, b: a * b) == a * (a + 1)
        assert len(kept.known) <= 5


def test_one_more_statement_leaves_most_weights_as_they_are() -> None:
    """Counts stand on steps, so that a story that gains a post keeps what was computed of most of its pairs."""
    rows = [(s.document, s.text) for s in story(6, 20).statements]
    before, after = weights(made(rows)), weights(made([*rows, ("new", "Valdek sold the orchard on Monday")]))
    same = sum(before.lemma[word] == after.lemma[word] for word in before.lemma)
    assert same >= 0.8 * len(before.lemma)
