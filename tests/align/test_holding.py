"""A hedge counts only where it holds back the verb that both accounts share."""

from types import SimpleNamespace

import pytest

from rashomon.align.differ.holding import holding
from rashomon.model.span import Span


def ground(held: str, hedge: str, flat: str, verb: str, tense: str = "past", negated: bool = False):
    """Two statements as `holding` looks at them."""
    at = held.index(hedge)
    facts = [
        SimpleNamespace(predicate=verb, negated=False, tense="past", hedges=(Span(at, at + len(hedge)),)),
        SimpleNamespace(predicate=verb, negated=negated, tense=tense, hedges=()),
    ]
    statements = [
        SimpleNamespace(document="d", text=text, content=(Span(0, len(text)),)) for text in (held, flat)
    ]  # fmt: skip
    return SimpleNamespace(
        said=SimpleNamespace(facts=facts, statements=statements), texts={"d": held},
        words=lambda _i, span: span.of(held),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held", "hedge", "verb"),
    [
        ("Tolvan may have opened the dam", "may", "open"),
        ("the council reportedly met in Orrel", "reportedly", "meet"),
        ("the dam is believed to have fallen", "believed", "fall"),
        ("apparently the small boat capsized", "apparently", "capsize"),
        ("the boat might also be searched", "might", "search"),
    ],
)
def test_a_hedge_before_the_shared_verb_holds_it_back(held: str, hedge: str, verb: str) -> None:
    """Auxiliaries and adverbs may stand between; irregular forms are known by their first letter."""
    flat = "it was told as done"
    tense = "future" if hedge == "might" else "past"
    assert holding(ground(held, hedge, flat, verb, tense), 0, 1)


@pytest.mark.parametrize(
    ("held", "hedge", "flat", "verb"),
    [
        ("a boat hit by someone who appeared calm", "appeared", "a boat was hit", "hit"),
        ("Tolvan turned the road so that he could film her", "could", "Tolvan turned the road", "turn"),
        ("the bid of roughly 60 million was raised", "roughly", "the bid was raised", "raise"),
        ("Tolvan could win the next night", "could", "Tolvan won the cup", "win"),
        ("the moon appears bigger", "appears", "the moon appears small", "appear"),
    ],
)
def test_a_hedge_of_another_word_holds_nothing_back(held: str, hedge: str, flat: str, verb: str) -> None:
    """Another clause, a number, a chance told before the deed, or a word that both have."""
    assert not holding(ground(held, hedge, flat, verb), 0, 1)


def test_a_denied_deed_is_not_the_flat_one() -> None:
    """What may not be so is not held back against what is so."""
    assert not holding(ground("it may improve", "may", "it will not improve", "improve", "future", True), 0, 1)
