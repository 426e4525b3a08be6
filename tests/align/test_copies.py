"""Near copies: shared runs of words make two documents one text, however many carry it; furniture does not."""

import pytest

from rashomon.align.copies import COMMON, MOST, copies
from rashomon.model.analysis import Analysis, Passage
from rashomon.model.document import Document

WIRE = (
    "The ferry to Orrin ran aground on a sandbank before dawn and forty passengers were taken off by fishing boats, "
    "the harbour office of Tamber said, adding that nobody was hurt and that the hull had held."
)
FURNITURE = (
    "Sign up for our morning letter and read the stories that matter every day before breakfast with the editors."
)


def told(number: int, text: str, outlet: str | None) -> Analysis:
    """A document of one body passage."""
    document = Document(id=f"d{number:04}", sha256="0" * 64, text=text, format="plain", path=f"{number}.txt",
                        outlet=outlet, outlet_basis="given" if outlet else None, language="en")  # fmt: skip
    return Analysis(document=document, passages=(passage(document),))


def passage(document: Document) -> Passage:
    return Passage(id=f"p{document.id}", document=document.id, role="body", start=0, end=len(document.text))


@pytest.mark.parametrize("number", [2, COMMON, COMMON + 1, 2 * COMMON])
@pytest.mark.parametrize("named", [True, False])
def test_copies_of_one_text_are_one_text_however_many_there_are(number: int, named: bool) -> None:
    """Twenty or a hundred papers that print one wire text print one text, whether their names are known or not."""
    held = copies([told(n, WIRE, f"Paper {n}" if named else None) for n in range(number)])

    assert held.same_text("d0000", f"d{number - 1:04}")
    assert len(held.shared) == number * (number - 1) // 2
    assert set(held.shared.values()) == {1.0}


def test_what_one_house_prints_under_everything_is_no_copy() -> None:
    """Words that stand under every piece of one outlet tie no two of its pieces."""
    held = copies([told(n, f"Piece {n} is brief. {FURNITURE}", "The Ledger") for n in range(COMMON + 1)])

    assert not held.shared


def test_more_copies_than_can_be_held_are_kept_out() -> None:
    """Above the bound nothing is compared, and nothing fails."""
    held = copies([told(n, WIRE, f"Paper {n}") for n in range(MOST + 1)])

    assert not held.shared


CUT = (
    "The ferry to Orrin ran aground on a sandbank before dawn and forty passengers were taken off by fishing boats. "
    "People on the quay at Orrin told of a loud noise and of lamps that went out, while the owner kept silent all day. "
)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Copyright 2019 The Associated Press.", "The Associated Press contributed to this report.", True),
        ("Copyright 2019 The Associated Press.", "Reuters contributed to this report.", False),
        ("", "The Associated Press contributed to this report.", False),
    ],
)
def test_less_shared_text_is_enough_where_both_credit_one_agency_at_the_end(one: str, two: str, same: bool) -> None:
    """A cut or mended wire text is still one text when both pieces say at their end that an agency wrote it."""
    held = copies([told(0, f"{WIRE} {one}", "A"), told(1, f"{CUT} {two}", "B")])

    assert held.same_text("d0000", "d0001") is same
