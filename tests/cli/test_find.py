"""A user names a claim or a divergence by its id or by words from it."""

from pathlib import Path

import little
import pytest

from rashomon.cli.find import find
from rashomon.errors import OptionError


@pytest.mark.parametrize("kind", ["claim", "divergence"])
def test_an_id_or_its_beginning_names_one(kind: str) -> None:
    """The whole id and enough of it give the same item."""
    record = little.record()
    items = record.claims if kind == "claim" else record.divergences

    assert find(record, kind, items[0].id, Path()) == [items[0]]
    assert items[0] in find(record, kind, items[0].id[:2], Path())


def test_words_name_the_claims_that_hold_them() -> None:
    """Words in any order and case find the claims in whose statements all of them stand."""
    record = little.record()
    texts = {statement.id: statement.text for statement in record.statements}
    claim = record.claims[0]
    words = " ".join(reversed(texts[claim.statements[0]].upper().split()[:2]))

    assert claim in find(record, "claim", words, Path())


def test_words_that_stand_nowhere_are_an_error_with_a_hint() -> None:
    """Nothing found is said, with what to do next."""
    with pytest.raises(OptionError, match="no claim 'zzzz'"):
        find(little.record(), "claim", "zzzz", Path())


def test_a_verdict_names_its_divergences() -> None:
    """All divergences of one verdict can be listed."""
    record = little.record()
    verdict = record.divergences[0].verdict

    assert list(find(record, "divergence", verdict, Path())) == [d for d in record.divergences if d.verdict == verdict]
