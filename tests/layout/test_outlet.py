"""An outlet is inferred on evidence only, and the evidence is given."""

import pytest
from laid import laid

from rashomon.layout import lay_out
from rashomon.model.document import Document

STORY = "Port reopens after strike\nThe port of Velmar has reopened, the mayor said on Monday.\n"


def test_what_a_page_calls_itself():
    """An outlet that is told things and has sources of its own is the page's outlet."""
    text = STORY + "A source told the Velmar Post so. The crews will return, according to Velmar Post sources.\n"
    layout = laid(text)
    assert layout.outlet == "Velmar Post"
    assert "Velmar Post" in (layout.outlet_basis or "")


def test_a_quoted_paper_is_no_evidence():
    """Being told things is not enough: other papers are quoted so."""
    layout = laid(STORY + "Voss told the Velmar Post so, and later told the Velmar Post more.\n")
    assert (layout.outlet, layout.outlet_basis) == (None, None)


def test_one_of_anothers_people_is_no_evidence():
    """Papers name each other's people when they quote them; several of one paper's are its own staff."""
    one = "The Velmar Post's Ann Marlow reported that the port would stay shut.\n"
    assert laid(STORY + one).outlet is None
    assert laid(STORY + one + "The Velmar Post's Jon Hale adds that two ships wait outside.\n").outlet == "Velmar Post"


def test_a_credit_of_an_agency_is_no_outlet():
    """An agency's name with words before it is no outlet of its own."""
    assert laid(STORY + "Additional reporting by the Associated Press\n").outlet is None


def test_competing_names_leave_it_open():
    """Two outlets with like counts leave the question open."""
    text = (
        STORY + "Velmar Post sources said so. The Osterby Herald's Ann Marlow says no, and the Velmar Post understands."
    )
    assert laid(text + " The Osterby Herald understands otherwise.\n").outlet is None


def test_an_agency_is_not_the_outlet():
    """A copyright line of an agency tells whose words they are, not whose page."""
    assert laid(STORY + "Copyright 2018 The Associated Press. All rights reserved.\n").outlet is None


def test_a_known_outlet_stays():
    """What the reader knows is not inferred anew."""
    document = Document(
        id="d", sha256="0", text=STORY, format="html", outlet="Osterby Herald", outlet_basis="its address"
    )
    layout = lay_out(document)
    assert (layout.outlet, layout.outlet_basis) == ("Osterby Herald", "its address")


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("By Ann Marlow, The Velmar Post", "Velmar Post"),
        ("By Ann Marlow | Velmar Post | 4 March 2031", "Velmar Post"),
        ("By Ann Marlow Post", None),
    ],
)
def test_a_byline_names_the_outlet_behind_its_writer(byline: str, outlet: str | None):
    """The writer is no part of the outlet's name."""
    assert (
        laid(f"Port reopens after strike\n\n{byline}\n\nThe port of Velmar has reopened, the mayor said.\n").outlet
        == outlet
    )
