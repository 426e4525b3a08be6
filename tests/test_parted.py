"""The list of places where accounts part: what meets one, and that the committed sheets hold no texts."""

import sys
from pathlib import Path

import pytest

from rashomon.model.document import Document
from rashomon.model.record import Divergence, Record, Side, Source
from rashomon.model.span import Place

EVAL = Path(__file__).resolve().parents[1] / "eval"
EARLY, LATE = "The fire killed 12. Twelve died.", "The fire killed 15, and 15 is what the mayor says."


@pytest.fixture(scope="module")
def parted():
    sys.path.insert(0, str(EVAL))
    try:
        import parted

        yield parted
    finally:
        sys.path.remove(str(EVAL))


def record(*sides: tuple[str, int, int], kind="number", verdict="possible") -> Record:
    documents = [Document(id=name, path=f"{name}.json", text=text, sha256=name, format="text", language="en")
                 for name, text in (("early", EARLY), ("late", LATE))]  # fmt: skip
    told = tuple(Side(label=name, spans=(Place(name, start, end),), statements=()) for name, start, end in sides)
    part = Divergence(id="v1", kind=kind, verdict=verdict, sides=told, claims=(), why="They differ.")
    return Record(documents=tuple(map(Source.from_document, documents)), divergences=(part,))


def listed(parted, kind="number"):
    return parted.Listed(id="r", event="e", kind=kind, verdict="update", sides=(
        (parted.links.Words("early.json", 16, 18),), (parted.links.Words("late.json", 16, 18),),
    ))  # fmt: skip


def test_a_listed_place_is_met_by_words_of_both_sides_or_the_same_words_elsewhere(parted):
    """The second 15 of one account will do; another word of it will not, nor will one side alone."""
    whole = record(("early", 16, 18), ("late", 16, 18))
    elsewhere = record(("early", 16, 18), ("late", 24, 26))
    other = record(("early", 16, 18), ("late", 0, 3))

    assert parted.meets(whole, whole.divergences[0], listed(parted))
    assert parted.meets(elsewhere, elsewhere.divergences[0], listed(parted))
    assert not parted.meets(other, other.divergences[0], listed(parted))


def test_a_divergence_of_another_kind_meets_nothing(parted):
    """Where accounts differ in a number, a hedge told between the same words is not what was asked for."""
    found = record(("early", 16, 18), ("late", 16, 18), kind="wording")

    assert not parted.meets(found, found.divergences[0], listed(parted))
    assert list(parted.told_in("e", found)) == []


def test_a_row_keeps_its_name_whatever_its_verdict(parted):
    """What was read once stays read when only the verdict changes."""
    names = {
        told.id
        for verdict in ("possible", "contradiction")
        for _, told in parted.told_in("e", record(("early", 16, 18), ("late", 16, 18), verdict=verdict))
    }

    assert len(names) == 1


def test_the_committed_list_holds_places_only_and_each_row_two_sides(parted):
    """No text of a corpus is part of the project."""
    rows = parted.listed()

    assert len({row.id for row in rows}) == len(rows) > 50
    assert all(len(row.sides) > 1 and all(row.sides) for row in rows)
    assert {row.verdict for row in rows} <= set(parted.GRAVE)
