"""Corrections: kept line by line, found again by their words, replayed in the order of their times."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from rashomon import corrections
from rashomon.corrections.replay import _label
from rashomon.errors import OptionError
from rashomon.model.analysis import Analysis
from rashomon.model.codec import encode_record
from rashomon.model.correction import Correction, CorrectionKind
from rashomon.model.document import Document, PostMark
from rashomon.model.record import Record
from rashomon.options import Options
from rashomon.pipeline import analyse, weave
from rashomon.verify import verify

ONE = "The harbour of Bruna was closed on Sunday. Tolvan Merrick, the mayor, said the tunnel would reopen in May."
TWO = "Bruna's harbour was closed on Sunday. A ferry sank near Marrick on Friday."
NOON = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)


def texts_analysed(*texts: str) -> tuple[Analysis, ...]:
    """The analyses of some bare texts, each of an outlet of its own."""
    return tuple(
        analyse(Document(id=f"d{n}", sha256=f"{n}" * 64, text=text, format="plain", path=f"{n}.txt",
                         outlet=f"Paper {n}", outlet_basis="given", language="en"), Options())
        for n, text in enumerate(texts)
    )  # fmt: skip


@pytest.fixture(scope="module")
def told() -> tuple[Analysis, ...]:
    return texts_analysed(ONE, TWO)


def record(told: tuple[Analysis, ...], *lines: Correction) -> Record:
    return weave(told, Options(), corrections=lines)


def line(
    told: tuple[Analysis, ...], kind: CorrectionKind, *words: str, value: str = "", minutes: int = 0
) -> Correction:
    """A correction of the statements that hold these words."""
    found = [next((s, a) for a in told for s in a.statements if w in s.text) for w in words]
    anchors = tuple(corrections.anchor_of(s, _label(a), a.document.text) for s, a in found)
    return corrections.made(kind, author="Ada", time=NOON + timedelta(minutes=minutes), reason="because",
                            anchors=anchors, value=value)  # fmt: skip


def without_list(found: Record) -> bytes:
    return encode_record(msgspec.structs.replace(found, corrections=()))


def claims_of(found: Record, words: str) -> list[set[str]]:
    """The texts of the claims in which a statement with these words stands."""
    texts = {s.id: s.text for s in found.statements}
    return [{texts[s] for s in c.statements} for c in found.claims if any(words in texts[s] for s in c.statements)]


def test_two_statements_are_one_claim_when_a_person_says_so(told) -> None:
    """However unlike they are; the tie says who made it."""
    found = record(told, line(told, "same", "ferry sank", "tunnel would reopen"))

    assert any(any("tunnel" in t for t in texts) for texts in claims_of(found, "ferry sank"))
    assert "a person said so" in {link.why for claim in found.claims for link in claim.links}


def test_two_statements_are_two_claims_when_a_person_says_so(told) -> None:
    """However alike they are."""
    plain, parted = record(told), record(told, line(told, "not-same", "The harbour of Bruna", "Bruna's harbour"))

    assert len(claims_of(plain, "Bruna's harbour")[0]) == 2
    assert len(claims_of(parted, "Bruna's harbour")[0]) == 1


def test_a_speaker_is_who_a_person_says(told) -> None:
    """The outlet's own words become somebody's; one whom the account names is that one."""
    found = record(told, line(told, "speaker", "harbour of Bruna", value="Tolvan Merrick"))
    source = next(s.source for s in found.statements if "harbour of Bruna" in s.text)

    assert source.named
    assert next(e.name for e in found.entities if e.id == source.entity) == "Tolvan Merrick"


def test_relays_are_those_that_a_person_gives(told) -> None:
    """Nearest the outlet first; `none` takes them all away."""
    found = record(told, line(told, "chain", "tunnel would reopen", value="Farwire >  Selk Radio"))
    chain = next(s.chain for s in found.statements if "tunnel would reopen" in s.text)
    bare = record(told, line(told, "chain", "tunnel would reopen", value="none", minutes=1))

    assert [link.name for link in chain] == ["Farwire", "Selk Radio"]
    assert next(s.chain for s in bare.statements if "tunnel would reopen" in s.text) == ()
    assert verify(found, None) == []


def test_the_time_that_a_person_gives_is_that_of_the_whole_account(told) -> None:
    """All that the account says was out then, in UTC; the other account keeps its own time."""
    found = record(told, line(told, "time", "harbour of Bruna", value="2031-05-06T14:00+02:00"))
    times = {s.document: s.published for s in found.statements}

    assert times["d0"] == NOON
    assert times["d1"] is None
    assert {d.id: d.published for d in found.documents} == {"d0": NOON, "d1": None}


def test_the_time_of_a_post_is_not_that_of_its_page() -> None:
    """Only the post in which the statement stands is moved."""
    entries = ("A ferry sank near Marrick, the coast guard said.", "The harbour of Bruna was closed by the police.")
    marks = (PostMark(start=0, end=len(entries[0])), PostMark(start=len(entries[0]) + 2, end=len("\n\n".join(entries))))
    found = analyse(Document(id="d0", sha256="0" * 64, text="\n\n".join(entries), format="html", kind="live",
                             path="0.html", outlet="Paper", language="en", posts=marks), Options())  # fmt: skip
    moved = record((found,), line((found,), "time", "ferry sank", value="2031-05-06T12:00:30Z"))
    posts = [p for p in moved.posts if p.published == NOON + timedelta(seconds=30)]

    assert [p.precision for p in posts] == ["second"]
    assert {s.post for s in moved.statements if s.published == posts[0].published} == {posts[0].id}
    assert len({s.post for s in moved.statements}) > 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("time", "noon"),
        ("time", "2031-05-06T12:00"),
        ("chain", ""),
        ("chain", "A > > B"),
        ("chain", ">".join("abcdefgh")),
    ],
)
def test_a_value_that_says_nothing_is_refused(told, kind: CorrectionKind, value: str) -> None:
    """Before it is written, with what to give instead."""
    with pytest.raises(OptionError, match="correct:"):
        line(told, kind, "harbour of Bruna", value=value)


def test_what_is_hidden_is_no_evidence(told) -> None:
    """It leaves statements and claims; the list of corrections keeps the line."""
    found = record(told, line(told, "hide", "ferry sank"))

    assert claims_of(found, "ferry sank") == []
    assert [c.kind for c in found.corrections] == ["hide"]


def test_order_and_repetition_do_not_matter(told) -> None:
    """The times of the lines decide, not their place in the file; a line twice counts once."""
    lines = [line(told, "same", "ferry sank", "tunnel would reopen"),
             line(told, "not-same", "ferry sank", "tunnel would reopen", minutes=1),
             line(told, "time", "harbour of Bruna", value="2031-05-06T09:00Z"),
             line(told, "speaker", "harbour of Bruna", value="Ida Vane", minutes=2)]  # fmt: skip
    wanted = encode_record(record(told, *lines))

    assert {encode_record(record(told, *some)) for some in permutations(lines)} == {wanted}
    assert encode_record(record(told, *lines, *lines)) == wanted
    assert not any("tunnel" in t for texts in claims_of(record(told, *lines), "ferry sank") for t in texts)


@pytest.mark.parametrize(("kind", "value"), [("hide", ""), ("chain", "Farwire"), ("time", "2031-05-06T09:00Z")])
def test_undo_gives_back_the_record_and_can_be_undone(told, kind: CorrectionKind, value: str) -> None:
    """Byte for byte, but for the list of corrections."""
    first = line(told, kind, "ferry sank", value=value)
    undo = corrections.made("undo", author="Bo", time=NOON + timedelta(hours=1), reason="hasty", value=first.id)
    again = corrections.made("undo", author="Bo", time=NOON + timedelta(hours=2), reason="after all", value=undo.id)

    assert without_list(record(told, first, undo)) == without_list(record(told))
    assert without_list(record(told, first, undo, again)) == without_list(record(told, first))


def test_a_correction_finds_its_words_when_another_account_changes(told) -> None:
    """Anchors are words; a third account and a changed second one do not move them."""
    hidden = line(told, "hide", "harbour of Bruna")
    later = texts_analysed(ONE, TWO + " Nobody was hurt.", "A third account of the sunken ferry near Marrick.")

    assert [c.why_not for c in record(later, hidden).corrections] == [None]


def test_a_correction_whose_words_are_gone_says_so_and_changes_nothing(told) -> None:
    """It is listed with why, and a problem tells it."""
    hidden = line(told, "hide", "ferry sank")
    later = texts_analysed(ONE, "Rain fell on Bruna all day.")
    found = record(later, hidden)

    assert "no longer a statement" in (found.corrections[0].why_not or "")
    assert [p.code for p in found.problems if p.code == "correction-lost"] == ["correction-lost"]


def test_lines_come_back_as_they_were_written(told, tmp_path: Path) -> None:
    """Append and read are a round trip; texts of any script and with line ends stay whole."""
    lines = [line(told, "hide", "ferry sank"), line(told, "note", "harbour of Bruna", value="<b>žluť</b>\n\u2028two")]
    for one in lines:
        corrections.append(tmp_path, one)

    assert corrections.read(tmp_path) == (tuple(lines), ())


def test_broken_lines_are_told_and_the_others_count(told, tmp_path: Path) -> None:
    """A torn last line, foreign JSON, bytes that are no text and an edited line: a problem each, no crash."""
    whole = line(told, "hide", "ferry sank")
    file = corrections.append(tmp_path, whole)
    edited = msgspec.json.encode(msgspec.structs.replace(whole, reason="another"))
    file.write_bytes(file.read_bytes() + edited + b'\n{"a": 1}\n\xff\xfe\n\n' + b'{"id": "k1", "ki')
    corrections.append(tmp_path, line(told, "hide", "tunnel"))
    lines, problems = corrections.read(tmp_path)

    assert lines[0].anchors[0].exact == whole.anchors[0].exact
    assert len(lines) == 2
    assert [p.code for p in problems] == ["correction-unreadable"] * 4


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    """And a folder in its place is a problem, not a crash."""
    assert corrections.read(tmp_path) == ((), ())
    (tmp_path / corrections.FILE_NAME).mkdir()

    assert [p.code for p in corrections.read(tmp_path)[1]] == ["correction-unreadable"]


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Two processes that append at once leave every line whole."""
    code = (
        "import sys\nfrom datetime import UTC, datetime, timedelta\nfrom pathlib import Path\n"
        "from rashomon import corrections\nnoon = datetime(2031, 5, 6, tzinfo=UTC)\n"
        "for n in range(40):\n    corrections.append(Path(sys.argv[1]), corrections.made('undo', author=sys.argv[2],"
        " time=noon + timedelta(seconds=n), reason='r' * 900, value='k1'))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("Ada", "Bo")]

    assert [writer.wait(60) for writer in writers] == [0, 0]
    lines, problems = corrections.read(tmp_path)
    assert (len(lines), problems) == (80, ())


@pytest.mark.parametrize(("reason", "time"), [("", NOON), ("x" * 3000, NOON), ("why", NOON.replace(tzinfo=None))])
def test_what_cannot_be_kept_is_refused(reason: str, time: datetime) -> None:
    """An empty or endless reason and a time without a zone are errors that say what to do."""
    with pytest.raises(OptionError, match="correct:"):
        corrections.made("undo", author="Ada", time=time, reason=reason, value="k1")
