"""Origins are the far ends of sourcing chains; one account's headline and text rest on one source."""

import pytest

from rashomon.model.document import Document
from rashomon.model.record import Origin
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
