"""Origins are the far ends of sourcing chains; one account's headline and text rest on one source."""

import pytest

from rashomon.model.document import Document
from rashomon.model.record import Claim, Origin
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

REPORT = (
    "Brella demanded the harbour, Selk official says\n\n"
    "Brella's delegation demanded full control of the harbour of Tamber, a Selk official told the Farwire news agency "
    "on condition of anonymity.\n"
)
OTHER = (
    "Brella's delegation demanded full control of the harbour of Tamber, a Selk official told the Farwire news agency, "
    "asking not to be named.\n"
)


def origins(*texts: str) -> list[Origin]:
    """The origins of the claim that most accounts carry."""
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt", outlet=f"Paper {n}",
                 outlet_basis="given", language="en")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    record = weave([analyse(d, Options()) for d in documents], Options())
    return list(max(record.claims, key=lambda c: len(c.statements)).origins)


def test_a_headline_and_its_text_are_one_origin() -> None:
    """An unnamed source that an account describes alike in headline and text is counted once, by its relay."""
    (one,) = origins(REPORT, OTHER)

    assert not one.named
    assert "Farwire" in one.label


WIRE = "{}Brella's delegation demanded full control of the harbour of Tamber, a Selk official said on Monday.\n"
RETOLD = "{}A Selk official said that on Monday Brella's delegation demanded full control of Tamber's harbour.\n"


@pytest.mark.parametrize(
    ("opening", "shared"),
    [
        ("TAMBER, Brella (Reuters) - ", True),
        ("Tamber (Reuters) — ", True),
        ("By Ada Quill, Reuters\n\n", True),
        ("TAMBER (Harbour side) - ", False),
        ("Photograph: Ada Quill/Reuters\n\n", False),
        ("", False),
    ],
)
def test_a_credited_agency_is_the_relay_of_an_unnamed_source(opening: str, shared: bool) -> None:
    """An agency in dateline or byline is through whom an unnamed source came; a picture's credit is not."""
    found = origins(WIRE.format("Talks in Tamber\n\n" + opening), RETOLD.format("The talks go on\n\n" + opening))

    assert any("Reuters" in origin.label for origin in found) is shared
    assert (len(found) == 1) is shared


LEFT = (
    "Brella's delegation left the harbour of Tamber on Monday.\n",
    "On Monday the delegation of Brella left Tamber's harbour. The ferries stayed in port for a day.\n",
    "Brella's delegation left Tamber's harbour on Monday. Nobody waved.\n",
)


def test_two_pieces_of_one_outlet_in_its_own_voice_are_one_origin() -> None:
    """An outlet that repeats itself adds no origin, and a claim of its pieces alone is that of one outlet."""
    outlets = ("Paper", "Paper", "Gazette")
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=LEFT[n], format="plain", path=f"{n}.txt", outlet=outlet,
                 outlet_basis="given", language="en")
        for n, outlet in enumerate(outlets)
    ]  # fmt: skip
    analyses = [analyse(d, Options()) for d in documents]

    def claim(count: int) -> Claim:
        return max(weave(analyses[:count], Options()).claims, key=lambda c: len(c.statements))

    assert claim(2).origin_bounds == (1, 1)
    assert claim(2).standing == "one outlet"
    assert claim(3).origin_bounds == (1, 2)


def test_files_of_unknown_outlets_are_accounts_of_their_own() -> None:
    """Without a known outlet two files are not taken for one, whatever they are called."""
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=LEFT[n], format="plain", path=f"{n}/page.txt",
                 outlet=None, outlet_basis=None, language="en")
        for n in range(2)
    ]  # fmt: skip
    record = weave([analyse(d, Options()) for d in documents], Options())

    assert max(record.claims, key=lambda c: len(c.statements)).origin_bounds == (1, 2)
