"""What is new in a record: told by words and accounts, not by ids, which change with every growth of a page."""

import averly
import msgspec
import pytest

from rashomon.changes import changes
from rashomon.model.analysis import Statement
from rashomon.model.record import Claim, Divergence, Origin, Record, Side, Source
from rashomon.model.span import Span

SOURCE = Source(
    id="d1", path="a.txt", url=None, outlet="The Quay", outlet_basis=None, title=None, author=None, kind="live",
    published=None, published_as_given=None, modified=None, language="en", timezone=None, partial=False,
    sha256="0" * 64, format="plain", text="",
)  # fmt: skip


def story(*accounts: tuple[str, str, tuple[str, ...]], claims=(), contradictions=(), verdict="contradiction") -> Record:
    """Accounts as (id, path, sentences); claims as (sentences of members, origin labels); divergences as two sentences.

    A sentence is named `path/at` in claims and divergences.
    """
    documents, statements, ids = [], [], {}
    for key, path, lines in accounts:
        documents.append(msgspec.structs.replace(SOURCE, id=key, path=path, text=" ".join(lines)))
        for at, line in enumerate(lines):
            ids[f"{path}/{line}"] = f"s-{key}-{at}"
            statements.append(Statement(id=f"s-{key}-{at}", document=key, content=(Span(at, at + 1),), form="narrated",
                                        stance="asserted", text=line))  # fmt: skip
    made = []
    for members, labels in claims:
        held = tuple(ids[m] for m in members)
        origins = tuple(
            Origin(label=label, named=True, statements=(held[min(at, len(held) - 1)],), why="")
            for at, label in enumerate(labels)
        )
        made.append(Claim(id="c" + "+".join(held), text=members[0], statements=held, documents=(), origins=origins,
                          origin_bounds=(1, len(origins)), standing="one outlet"))  # fmt: skip
    parted = tuple(
        Divergence(id=f"v{ids[a]}{ids[b]}", kind="number", verdict=verdict, claims=(), why=f"{a} against {b}",
                   sides=(Side(label="a", spans=(), statements=(ids[a],)),
                          Side(label="b", spans=(), statements=(ids[b],))))
        for a, b in contradictions
    )  # fmt: skip
    return Record(documents=tuple(documents), statements=tuple(statements), claims=tuple(made), divergences=parted)


@pytest.fixture(scope="module")
def record() -> Record:
    return averly.record()


FIRST = story(("d1", "a", ("ten ships", "no strike")), ("d2", "b", ("ten ships",)),
              claims=[(("a/ten ships", "b/ten ships"), ("Vold",)), (("a/no strike",), ("Reyk",))])  # fmt: skip


def test_a_record_has_no_changes_against_itself(record):
    """Nothing is new, gone or moved, in a small record and in a full one."""
    for one in (FIRST, record):
        found = changes(one, one)
        assert found.count == 0
        assert found.moved == ()


def test_everything_is_new_to_an_empty_record_and_gone_from_one(record):
    """All claims are new, all statements are gone: the two ends of the scale."""
    assert [c.claim for c in changes(Record(), record).claims] == [c.id for c in record.claims]
    assert {g.statement for g in changes(record, Record()).gone} == {s.id for s in record.statements}
    assert not any(g.withdrawn for g in changes(record, Record()).gone)


def test_a_page_that_grows_is_the_same_account_with_moved_ids():
    """All ids of the page change with its bytes; only the added words are new, and old ids lead to their new ones."""
    later = story(("d9", "a", ("a third day", "ten ships", "no strike")), ("d2", "b", ("ten ships",)),
                  claims=[(("a/ten ships", "b/ten ships"), ("Vold",)), (("a/no strike",), ("Reyk",)),
                          (("a/a third day",), ("Vold",))])  # fmt: skip

    found = changes(FIRST, later)

    assert [c.text for c in found.claims] == ["a/a third day"]
    assert (found.origins, found.gone, found.accounts) == ((), (), ())
    moved = dict(found.moved)
    assert moved["d1"] == "d9"
    assert moved["s-d1-0"] == "s-d9-1"
    assert moved["cs-d1-1"] == "cs-d9-2"


def test_a_claim_gains_an_origin_when_another_voice_carries_it():
    """A further account on a new word is a gained origin, not a new claim; one on the known word is neither."""
    accounts = (("d1", "a", ("ten ships", "no strike")), ("d2", "b", ("ten ships",)), ("d3", "c", ("ten ships",)))
    members = ("a/ten ships", "b/ten ships", "c/ten ships")
    by_another = story(*accounts, claims=[(members, ("Vold", "Vold", "Lind")), (("a/no strike",), ("Reyk",))])
    by_the_same = story(*accounts, claims=[(members, ("Vold",)), (("a/no strike",), ("Reyk",))])

    gained = changes(FIRST, by_another)
    assert [(o.labels, o.before, o.after) for o in gained.origins] == [(("Lind",), 1, 3)]
    assert gained.claims == ()
    assert [a.document for a in gained.accounts] == ["d3"]
    assert changes(FIRST, by_the_same).origins == ()


def test_withdrawn_words_and_withdrawn_accounts_are_told_apart():
    """Words gone from a page that is still there are withdrawn; those of a page that is gone are only gone."""
    shorter = story(("d8", "a", ("ten ships",)), claims=[(("a/ten ships",), ("Vold",))])

    found = changes(FIRST, shorter)

    assert [(g.text, g.withdrawn) for g in found.gone] == [("no strike", True), ("ten ships", False)]


@pytest.mark.parametrize(("before", "count"), [(None, 1), ("possible", 1), ("contradiction", 0)])
def test_a_contradiction_is_new_when_it_was_not_one_before(before, count):
    """It is new where there was nothing and where the verdict was a milder one; once told, it is not told again."""
    accounts = (("d1", "a", ("ten ships",)), ("d2", "b", ("nine ships",)))
    pair = [("a/ten ships", "b/nine ships")]
    old = story(*accounts, contradictions=pair if before else [], verdict=before or "possible")
    grown = (("d7", "a", ("a third day", "ten ships")), accounts[1])

    found = changes(old, story(*grown, contradictions=pair))

    assert len(found.contradictions) == count


def test_sides_without_statements_are_known_by_their_words_in_any_order():
    """What somebody is called hangs on no statement, and which side comes first hangs on ids."""
    sides = (Side(label="minister", spans=(), statements=()), Side(label="former minister", spans=(), statements=()))
    parting = Divergence(id="v1", kind="role", verdict="contradiction", claims=(), why="", sides=sides)
    turned = msgspec.structs.replace(parting, id="v2", sides=sides[::-1])
    old, new = (msgspec.structs.replace(FIRST, divergences=(d,)) for d in (parting, turned))

    assert changes(old, new).contradictions == ()
    assert dict(changes(old, new).moved)["v1"] == "v2"


def test_words_said_twice_are_two_statements():
    """A repeated sentence that goes once is gone once."""
    old = story(("d1", "a", ("ten ships", "ten ships")))

    assert len(changes(old, story(("d1", "a", ("ten ships",)))).gone) == 1


def test_joined_claims_lead_forward_to_the_whole():
    """Two claims that became one: both old ids lead to it, and it is not new."""
    joined = story(("d1", "a", ("ten ships", "no strike")), ("d2", "b", ("ten ships",)),
                   claims=[(("a/ten ships", "b/ten ships", "a/no strike"), ("Vold",))])  # fmt: skip

    found = changes(FIRST, joined)

    assert found.claims == ()
    assert {new for old, new in found.moved if old.startswith("c")} == {joined.claims[0].id}
