"""Whether the accounts tell of one event."""

import pytest

from rashomon import align
from rashomon.model.document import Document
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

BRIDGE = (
    "The mayor of Kesby, Tolvan Merrick, resigned on Tuesday after the council cancelled the bridge contract. "
    'Merrick told reporters: "I will not serve a council that breaks its word." Twelve members voted for the motion.',
    "Kesby mayor Tolvan Merrick has stepped down after councillors scrapped a bridge deal. The builder, Orla Quint, "
    "said she would go to court. At least 14 members voted for the motion, the council said.",
)
FLOOD = (
    "Floods in the Varenna valley have killed 40 people, rescuers said on Monday. Minister Pell Arvan said that nobody "
    "had ever seen such rain. Three hundred houses were destroyed, and tents are needed.",
    "The death toll from the floods in the Varenna valley rose to 43 on Monday. Pell Arvan, the minister, called the "
    "rain unprecedented. More than 300 houses were destroyed, according to rescuers.",
)


def woven(*texts: str) -> Record:
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt", language="en")
        for n, text in enumerate(texts)
    ]
    return weave([analyse(document, Options(engine="rules")) for document in documents], Options())


def problems(record: Record) -> list[str]:
    return [problem.message for problem in record.problems if problem.code == "several-events"]


def test_two_events_in_one_folder_are_told_and_not_merged() -> None:
    """The problem names the accounts of each; no claim holds statements of both."""
    record = woven(*BRIDGE, *FLOOD)
    (message,) = problems(record)
    assert "2 events" in message
    assert "0.txt, 1.txt; 2.txt, 3.txt" in message
    assert not any({"d0", "d1"} & set(c.documents) and {"d2", "d3"} & set(c.documents) for c in record.claims)


def test_nobody_is_asked_for_what_belongs_to_the_other_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the groups the accounts of one event would be charged with leaving out the other."""

    def strays(record: Record) -> list[str]:
        carriers = {claim.id: {"d0", "d1"} & set(claim.documents) for claim in record.claims}
        return [o.why for o in record.omissions if bool(carriers[o.claim]) != (o.document in {"d0", "d1"})]

    assert strays(woven(*BRIDGE, *FLOOD)) == []
    monkeypatch.setattr(align, "events", lambda *_: ())
    assert strays(woven(*BRIDGE, *FLOOD))


def test_one_event_is_not_told_of_as_two() -> None:
    """Neither with all accounts nor with one; an account of a line or two is not taken for another event."""
    assert problems(woven(*BRIDGE)) == problems(woven(*FLOOD)) == problems(woven(FLOOD[0])) == problems(woven()) == []
    assert problems(woven(*FLOOD, "The harbour of Bruna is open again.")) == []


def test_somebody_named_in_passing_makes_no_one_event_of_two() -> None:
    """A person known everywhere is named in every story; nor does one claim that both happen to tell."""
    assert problems(woven(*BRIDGE, *FLOOD[:1], FLOOD[1] + " Tolvan Merrick sent his condolences."))


def test_one_person_ties_accounts_that_are_not_wholly_unlike() -> None:
    """Another side of the same affair is no other event: a wrong alarm would be believed."""
    side = (
        "Tolvan Merrick will not run for the council again, his lawyer said on Wednesday. Merrick, who was mayor of "
        "Kesby for six years, wants to leave politics. His lawyer said that Merrick would write a book."
    )
    assert problems(woven(*BRIDGE, side)) == []


def test_an_account_without_a_statement_says_so() -> None:
    """Words that are no evidence make no statement, and silence would look like agreement."""
    record = woven(FLOOD[0], "Subscribe to our newsletter\n\nAccept cookies\n\nSign in\n")
    assert [problem.document for problem in record.problems if problem.code == "nothing-said"] == ["d1"]
