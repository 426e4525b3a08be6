"""Corrections from the app: the form, what it writes, who may send it, and what two tabs see of each other."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon import corrections
from rashomon.build import Job, build, woven_again
from rashomon.model.codec import load_record
from rashomon.options import Options
from rashomon.web import Guard
from rashomon.web.render import Shelf

ONE = "The harbour of Bruna was closed on Sunday. Tolvan Merrick, the mayor, said the tunnel would reopen in May."
TWO = "Bruna's harbour was closed on Sunday. A ferry sank near Marrick on Friday."
SELF = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
"""What an honest browser says of a form that it sends from a page of the server."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of two short accounts, built with the rules alone."""
    top = tmp_path_factory.mktemp("story")
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (top / name).write_text(text, encoding="utf-8")
    build(Job(sources=(str(top / "one.txt"), str(top / "two.txt")), out=top / "out", options=Options(engine="rules")))
    return top / "out"


@pytest.fixture
def story(built: Path) -> Path:
    """The story without any correction."""
    (built / corrections.FILE_NAME).unlink(missing_ok=True)
    woven_again(built)
    return built


@pytest.fixture
def desk(serve, story: Path) -> TestClient:
    return serve(story)


def statement(client: TestClient, words: str) -> str:
    found = client.get("/search.json", params={"q": words}).json()["items"]
    return found[0]["statement"]["id"]


def fields(client: TestClient, key: str) -> dict[str, str]:
    """The hidden fields of the form about a statement."""
    page = client.get("/correct", params={"statement": key})
    assert page.status_code == 200
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def send(client: TestClient, given: dict[str, str], **more: str):
    return client.post("/corrections", data={"author": "Ada", "reason": "because"} | given | more, headers=SELF)


def test_a_form_writes_a_line_and_leads_to_where_it_shows(desk, story) -> None:
    """The statement's page says so, its mark stands in every list, and the line is in the file."""
    key = statement(desk, "ferry sank")
    answer = send(desk, fields(desk, key), kind="speaker", speaker="Ida Vane")

    assert answer.status_code == 303
    page = desk.get(answer.headers["location"]).text
    assert "Your correction applies: said by Ida Vane, by Ada." in page
    assert "speaker by Ada" in page
    assert [line.value for line in corrections.read(story)[0]] == ["Ida Vane"]
    assert "changed by a person" in desk.get("/alone").text
    assert "changed by a person" in desk.get("/problems").text or "Ida Vane" in desk.get("/problems").text


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("chain", {"chain": "Farwire"}),
        ("time", {"time": "2031-05-06T12:00Z"}),
        ("note", {"note": "called the harbour"}),
        ("hide", {}),
    ],
)
def test_every_kind_can_be_sent_and_taken_back(desk, story, kind: str, more: dict[str, str]) -> None:
    """And the record is then what it was, but for the list of corrections."""
    before = desk.get("/alone.json").json()["items"]
    key = statement(desk, "ferry sank")
    assert send(desk, fields(desk, key), kind=kind, **more).status_code == 303
    (line,) = corrections.read(story)[0]
    page = desk.get("/correct", params={"undo": line.id})
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))

    assert line.kind == kind
    assert send(desk, hidden).headers["location"].startswith("/problems?corrected=")
    assert desk.get("/alone.json").json()["items"] == before


def test_same_takes_a_number_an_id_or_an_address(desk, story) -> None:
    """Whichever a reader has at hand; an unknown one writes nothing and keeps what was typed."""
    key, other = statement(desk, "ferry sank"), statement(desk, "tunnel reopen")
    number = re.search(r"<b>([A-Z]+)</b>(\d+)", desk.get(f"/statements/{other}").text)
    for given in (other, f"http://127.0.0.1:8765/statements/{other}?was=1", f"{number[1]}{number[2]}"):
        assert send(desk, fields(desk, key), kind="same", other=given).status_code == 303
    wrong = send(desk, fields(desk, key), kind="same", other="Z99", reason="typed at length")

    assert wrong.status_code == 400
    assert "typed at length" in wrong.text
    assert len(corrections.read(story)[0]) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "time", "time": "noon"},
        {"kind": "time", "time": "2031-05-06T12:00"},
        {"kind": "chain", "chain": " > "},
        {"kind": "speaker", "speaker": ""},
        {"kind": "note", "note": "n", "reason": ""},
        {"kind": "note", "note": "n", "author": " "},
        {"kind": "everything"},
        {},
    ],
)
def test_a_form_that_says_too_little_writes_nothing(desk, story, more: dict[str, str]) -> None:
    """It comes back with what is missing."""
    answer = send(desk, fields(desk, statement(desk, "ferry sank")), **more)

    assert answer.status_code == 400
    assert "Nothing was written" in answer.text
    assert corrections.read(story)[0] == ()


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"form": "x" * 43}, SELF),
        ({"form": ""}, SELF),
        ({}, SELF | {"origin": "http://evil.example"}),
        ({}, SELF | {"sec-fetch-site": "cross-site"}),
        ({}, {"origin": "null"}),
        ({}, {"origin": "null", "sec-fetch-site": "cross-site"}),
    ],
)
def test_only_our_own_form_is_taken(desk, story, change: dict[str, str], headers: dict[str, str]) -> None:
    """Another site's form, or a guessed token, writes nothing."""
    given = fields(desk, statement(desk, "ferry sank")) | {"kind": "hide", "author": "A", "reason": "r"} | change

    assert desk.post("/corrections", data=given, headers=headers).status_code == 403
    assert corrections.read(story)[0] == ()


def test_what_is_no_form_is_refused(desk, story) -> None:
    """Other types, bodies without end, too many fields, bytes that are no text."""
    form = {"content-type": "application/x-www-form-urlencoded"} | SELF
    assert desk.post("/corrections", json={"kind": "hide"}, headers=SELF).status_code == 415
    assert desk.post("/corrections", content=b"a=" + b"x" * 100_000, headers=form).status_code == 400
    assert desk.post("/corrections", content=b"&".join([b"a=1"] * 200), headers=form).status_code == 400
    assert desk.post("/corrections", content=b"\xff\xfe=%ff", headers=form).status_code == 400
    assert corrections.read(story)[0] == ()


def test_a_second_tab_is_told_of_the_first(desk, story) -> None:
    """Both lines are kept; the later one counts, and its author learns of the other."""
    key = statement(desk, "ferry sank")
    one, two = fields(desk, key), fields(desk, key)
    send(desk, one, kind="speaker", speaker="Ida Vane")
    answer = send(desk, two, kind="speaker", speaker="Mira Sol", author="Bo")
    page = desk.get(answer.headers["location"]).text

    assert "While your form was open this was corrected too: said by Ida Vane, by Ada." in page
    assert len(corrections.read(story)[0]) == 2
    assert "Mira Sol" in page


def test_pages_that_were_made_ahead_are_those_that_a_reader_would_get(serve, story) -> None:
    """A server makes its lists before anybody asks: none of them lacks what a page made for a reader has, such as the
    way to take a correction back.
    """
    key = statement(serve(story), "ferry sank")
    corrections_of = serve(story)
    assert send(corrections_of, fields(corrections_of, key), kind="note", note="n").status_code == 303
    ahead, asked = serve(story), serve(story)
    site = ahead.app.state.site
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(site.warm())).result()
    asked.app.state.site.shelf = Shelf()

    for path in ("/", "/claims", "/problems", "/timeline"):
        noticed = [re.sub(rb"\d\d \w+ \d{4}, \d\d:\d\d", b"", one.get(path).content) for one in (ahead, asked)]
        assert noticed[0] == noticed[1], path
    assert "Take it back" in ahead.get("/problems").text


def test_tabs_of_two_servers_that_correct_one_claim_at_once_lose_nothing(serve, story) -> None:
    """Two servers over one folder, four people at the same moment: every line is kept, the folder holds a whole record
    with all of them, both servers show it, and each author is led to where the line shows.
    """
    desks = [serve(story), serve(story)]
    key = statement(desks[0], "ferry sank")
    names = ["Ada Vane", "Bo Sol", "Cyr Lind", "Dora Mase"]
    given = [fields(desks[n % 2], key) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(
                lambda n: send(desks[n % 2], given[n], kind="speaker", speaker=names[n], author=names[n]), range(4)
            )
        )

    assert [answer.status_code for answer in answers] == [303] * 4
    assert sorted(line.value for line in corrections.read(story)[0]) == names
    for desk in desks:
        desk.app.state.site.story.look()
    told = [desk.get("/problems.json").json() for desk in desks]
    assert told[0] == told[1]
    record = load_record(story / "record.json")
    assert sorted(c.value for c in record.corrections) == names
    assert record == woven_again(story)


def test_hostile_words_stay_words(desk) -> None:
    """A name, a reason and a note are shown, never run; the cookie holds the name and nothing else."""
    evil = '"><script>alert(1)</script>'
    answer = send(desk, fields(desk, statement(desk, "ferry sank")), kind="speaker", speaker=evil, author=evil + ";x=1")
    for path in (answer.headers["location"], "/problems", "/correct?statement=" + statement(desk, "ferry sank")):
        assert "<script>alert" not in desk.get(path).text
    assert "\n" not in answer.headers["set-cookie"]
    assert ";x=1" not in answer.headers["set-cookie"].split(" ")[0]


def test_a_record_without_its_database_is_not_corrected_here(client) -> None:
    """The form is not offered, and sending one says why."""
    key = client.get("/alone.json").json()["items"][0]["statements"][0]

    assert "Correct this statement" not in client.get(f"/statements/{key}").text
    assert client.get("/correct", params={"statement": key}).status_code == 409
    assert client.post("/corrections", data={"kind": "hide"}, headers=SELF).status_code == 409


def test_without_a_session_nobody_writes(serve, story) -> None:
    """On a server with a token the form needs the cookie as every page does."""
    guard = Guard(host="10.1.2.3", port=8765, token="t" * 43)
    client = serve(story, guard, "http://10.1.2.3:8765")

    assert client.post("/corrections", data={"kind": "hide", "form": guard.form}).status_code == 401
    assert corrections.read(story)[0] == ()


def test_a_program_gets_json(desk, story) -> None:
    """What became of the line, with 201."""
    given = fields(desk, statement(desk, "ferry sank")) | {"kind": "note", "note": "n", "author": "A", "reason": "r"}
    answer = desk.post("/corrections", data=given, headers=SELF | {"accept": "application/json"})

    assert answer.status_code == 201
    assert answer.json()["applied"] is True
    assert answer.json()["correction"] == corrections.read(story)[0][0].id
