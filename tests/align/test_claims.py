"""Claims: every statement in exactly one, however often a page repeats itself."""

from made_up import made

from rashomon.align.claims import claims
from rashomon.align.copies import Copies
from rashomon.align.entities import Entities
from rashomon.align.ties import REPEATS, repeated, ties
from rashomon.model.analysis import Analysis
from rashomon.model.document import Document
from rashomon.model.record import Claim

LINE = "Tolvan opened the Hallen dam"


def woven(rows: list[tuple[str, str]]) -> tuple[Claim, ...]:
    """The claims of made-up statements."""
    said = made(rows)
    told = [
        Analysis(document=Document(id=d, sha256="0" * 64, text=" ", format="plain", path=f"{d}.txt"))
        for d in dict.fromkeys(d for d, _ in rows)
    ]
    return claims(told, said, Entities((), {}), Copies(shared={}, credit={}), ties(said)).claims


def test_a_line_that_one_page_repeats_is_one_claim() -> None:
    """Every repetition stands in the claim of the first, and other accounts' words join it as they would the first."""
    rows = [("a", LINE)] * (5 * REPEATS) + [("a", "Brisk sold the Orrel orchard"), ("b", LINE)]
    found = woven(rows)

    assert sorted(s for c in found for s in c.statements) == sorted(f"s{k}" for k in range(len(rows)))
    assert sorted(len(c.statements) for c in found) == [1, len(rows) - 1]


def test_what_is_compared_does_not_grow_with_repetitions() -> None:
    """Ten times as many repetitions ask for no more comparisons between statements that may join."""
    counts = [len(ties(made([("a", LINE)] * n + [("b", LINE)])).same) for n in (3 * REPEATS, 30 * REPEATS)]

    assert counts[1] <= counts[0]


def test_a_story_repeats_nothing() -> None:
    """Words that each document tells up to REPEATS times are no repetition, however many documents tell them."""
    assert not repeated(made([(d, LINE) for d in "abc" for _ in range(REPEATS)]))
