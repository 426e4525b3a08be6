"""Folders that are no proper story: one account, the same account again, a wire text everywhere, two events."""

from hashlib import sha256

from rashomon.model.document import Document
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

FERRY = (
    "Ferry strikes pier\n\nThree people were hurt on Tuesday when a ferry struck a pier in Port Ansel, the harbour "
    "master said.\n\nIlma Dorvik said that the ferry had lost its steering. The water board denied that the pier had "
    "been closed for repairs.\n"
)
CUP = (
    "Rovers win the cup\n\nOlan Pesk scored two goals as Selden Rovers beat Marrick United 3-1 on Sunday.\n\n"
    "Coach Mira Vane said her players had trained since March. Marrick United have now lost four finals.\n"
)


def woven(*texts: str) -> Record:
    """The record of accounts with these texts, each under a name of its own."""
    told = [
        Document(id=f"d{n:02}", sha256=sha256(f"{n}{text}".encode()).hexdigest(), text=text, format="plain",
                 path=f"outlet{n}.txt", language="en")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return weave([analyse(document, Options()) for document in told], Options())


def test_one_account_alone_agrees_with_nobody() -> None:
    """Every claim is one outlet's, nothing diverges and nothing is missed."""
    record = woven(FERRY)

    assert {c.standing for c in record.claims} == {"one outlet"}
    assert record.divergences == record.omissions == ()


def test_copies_under_many_names_add_no_origin() -> None:
    """The same account twice, and a text that twenty carry with lines of their own under it: one origin each."""
    for texts in ([FERRY, FERRY + "\n"], [f"{FERRY}\nSubscribe to newsletter {n} today.\n" for n in range(20)]):
        record = woven(*texts)
        carried = [c for c in record.claims if len(c.documents) == len(texts)]

        assert len(carried) >= 3
        assert {c.origin_bounds for c in carried} == {(1, 1)}
        assert all(len(o.why.split("; ")) <= 4 for c in carried for o in c.origins)
        assert record.divergences == ()


def test_two_events_in_one_folder_stay_two_and_it_is_said() -> None:
    """No claim is carried across them, and a problem says that there seem to be two."""
    record = woven(
        FERRY, FERRY.replace("had lost its steering", "lost its rudder"), CUP, CUP.replace("beat", "defeated")
    )

    assert not any({"d00", "d01"} & {*c.documents} and {"d02", "d03"} & {*c.documents} for c in record.claims)
    assert [p.code for p in record.problems if p.stage == "weave"] == ["several-events"]


def test_an_account_without_a_statement_is_kept_and_said() -> None:
    """It carries no claim, is charged with no omission, and a problem names it."""
    record = woven(FERRY, "Subscribe to read this article\n", FERRY.replace("Three", "Four"))

    assert [p.document for p in record.problems if p.code == "nothing-said"] == ["d01"]
    assert not any(o.document == "d01" for o in record.omissions)
