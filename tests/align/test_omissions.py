"""What an account leaves out, against a fair denominator."""

from datetime import datetime

from rashomon.model.document import Document
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

DEAL = "Brella and the Selk Islands agreed to open the harbour of Tamber for grain ships."
COUNT = "The ferry fire killed 12 sailors in the harbour of Tamber."
OTHER = "The mayor of Tamber planted a lime tree behind the old town hall."


def woven(*texts: str, at: list[str] | None = None, partial: int | None = None) -> Record:
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt", outlet=f"Paper {n}",
                 outlet_basis="given", language="en", partial=n == partial,
                 published=datetime.fromisoformat(at[n]) if at else None)
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return weave([analyse(d, Options()) for d in documents], Options())


def reasons(record: Record, document: str) -> set[str]:
    return {o.reason for o in record.omissions if o.document == document}


def test_what_two_others_carry_and_one_does_not_is_an_omission():
    """The reason and the count are told."""
    record = woven(f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", f"{DEAL} {OTHER}")
    (found,) = [o for o in record.omissions if o.document == "d2"]

    assert found.reason == "absent"
    assert found.why.startswith("2 of 3 accounts carry it; Paper 2 does not")


def test_what_one_account_alone_tells_is_nobodys_omission():
    """One carrier is too few to charge the others."""
    record = woven(f"{DEAL} {COUNT}", DEAL, DEAL)

    assert record.omissions == ()


def test_two_accounts_leave_nothing_out():
    """With two accounts there is no third to have it."""
    assert woven(f"{DEAL} {COUNT}", DEAL).omissions == ()


def test_other_words_are_no_omission():
    """An account that tells it in other words does not leave it out."""
    record = woven(
        f"{DEAL} {COUNT}",
        f"{DEAL} {COUNT}",
        f"{DEAL} Twelve sailors were killed when the ferry burned in Tamber harbour.",
    )

    assert record.omissions == ()


def test_who_wrote_before_it_was_out_left_nothing_out():
    """Published before any account had it: too early."""
    at = ["2031-03-04T12:00:00Z", "2031-03-04T13:00:00Z", "2031-03-04T09:00:00Z"]

    assert reasons(woven(f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", f"{DEAL} {OTHER}", at=at), "d2") == {"too early"}


def test_from_a_part_of_a_text_nothing_follows():
    """A partial text is said to be one."""
    record = woven(f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", f"{DEAL} {OTHER}", partial=2)

    assert reasons(record, "d2") == {"partial text"}


def test_fragments_are_not_worth_telling():
    """A headline's fragment that two accounts share is no claim of weight."""
    record = woven(f"Harbour talks\n\n{DEAL}", f"Harbour talks\n\n{DEAL}", DEAL)

    assert record.omissions == ()


def test_what_another_piece_of_the_outlet_tells_it_does_not_leave_out():
    """Two pieces of one outlet are one outlet, whichever of them carries a claim."""
    texts = [f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", f"{DEAL} {OTHER}", f"{COUNT} {OTHER}"]
    documents = [
        Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt",
                 outlet=f"Paper {min(n, 2)}", outlet_basis="given", language="en")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    record = weave([analyse(d, Options()) for d in documents], Options())

    assert not {o for o in record.omissions if o.document in ("d2", "d3")}
    assert reasons(woven(*texts), "d2") == {"absent"}


def test_an_outlets_own_asking_is_nobody_elses_omission():
    """That a company did not answer one outlet says nothing of the others."""
    asked = "Brella Lines did not immediately respond to a request for comment from the harbour desk."
    record = woven(f"{DEAL} {asked}", f"{DEAL} {asked}", f"{DEAL} {OTHER}")

    assert record.omissions == ()


def test_a_brief_has_no_room_for_what_it_leaves_out():
    """Beside long accounts a caption of some words is asked for nothing."""
    more = " ".join(f"Harbour pilot number {n} brought the boat {n} to the quay before noon." for n in range(30))
    long = f"The navy closed the Selk strait to all tankers on Monday after the storm. {more}"
    record = woven(long, long.replace("all tankers", "tankers"), "A boat lay at the quay in Tamber. It was blue.")

    assert record.omissions == ()


def test_a_third_of_the_outlets_must_carry_what_another_leaves_out():
    """Among seven outlets, two that carry a claim are too few to charge the other five."""
    rest = [f"{DEAL} {OTHER}" for _ in range(5)]

    record = woven(f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", *rest)

    assert [o for o in record.omissions if o.document not in ("d0", "d1")] == []


def test_an_account_of_a_later_month_is_not_asked_for_what_was_told_before():
    """It tells another day's news."""
    at = ["2031-03-04T09:00:00Z", "2031-03-04T10:00:00Z", "2031-06-04T10:00:00Z"]

    assert woven(f"{DEAL} {COUNT}", f"{DEAL} {COUNT}", f"{DEAL} {OTHER}", at=at).omissions == ()
