"""Every address answers as a page and as JSON, and says what it is told to say whatever the record holds."""

import json

import msgspec
import pytest
from averly import record as averly_record
from crowd import many
from folders import write
from jsonschema import Draft202012Validator
from lxml import html
from poison import poisoned

from rashomon.model.record import Record
from rashomon.web.openapi import json_path
from rashomon.web.routes import ROUTES, Route

RECORD = averly_record()
KEYS = {
    "/claims": RECORD.claims[0].id,
    "/divergences": RECORD.divergences[0].id,
    "/people": RECORD.entities[0].id,
    "/sources": RECORD.documents[0].id,
    "/statements": RECORD.statements[0].id,
    "/posts": next(post.id for post in RECORD.posts if post.same_as is None),
}
QUERIES = {
    "/search": "?q=containers",
    "/compare": "?a=A&b=C",
    "/matrix": "?outlet=A&outlet=C",
    "/claims": "?stance=hedged",
}
PATHS = [route.path for route in ROUTES]


def filled(path: str) -> str:
    """An address with a key that the record has."""
    return path.replace("{key}", KEYS.get(path.split("/{", maxsplit=1)[0], ""))


@pytest.mark.parametrize("route", ROUTES, ids=PATHS)
def test_each_route_is_a_page_that_loads_only_from_here(client, route: Route) -> None:
    """200, HTML, no script or style inside, every loaded file ours, every link inside leads to an answer."""
    answer = client.get(filled(route.path) + QUERIES.get(route.path, ""))

    assert answer.status_code == 200, answer.text
    page = html.document_fromstring(answer.text)
    loaded = page.xpath("//script/@src | //link/@href | //img/@src | //form/@action")
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //iframe | //object")
    assert not [name for node in page.iter() for name in node.attrib if name.startswith("on")]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for address in set(page.xpath("//a/@href")):
        if address.startswith("#"):
            assert address[1:] in ids
        elif address.startswith("/"):
            assert client.get(address).status_code in {200, 302}, address


@pytest.mark.parametrize("route", ROUTES, ids=PATHS)
def test_answers_hold_what_the_document_promises(client, route: Route) -> None:
    """Each route stands in the OpenAPI document, and its JSON validates against the schema there."""
    document = client.get("/openapi.json").json()
    told = document["paths"][json_path(route)]["get"]
    schema = told["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get(filled(json_path(route)) + QUERIES.get(route.path, ""))

    assert answer.headers["content-type"] == "application/json"
    Draft202012Validator({**schema, "components": document["components"]}).validate(answer.json())
    assert set(document["paths"]) == {*map(json_path, ROUTES), "/events", "/corrections"}
    assert (
        client.get(filled(route.path), headers={"accept": "application/json"}).headers["content-type"]
        == answer.headers["content-type"]
    )


def test_the_document_refers_to_nothing_that_it_lacks(client) -> None:
    """Every reference in the OpenAPI document has a schema, under a name that tools accept."""
    text = client.get("/openapi.json").text
    names = set(json.loads(text)["components"]["schemas"])

    assert {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]} <= names
    assert all(name.replace("_", "").isalnum() for name in names)


def test_an_empty_record_has_all_pages(serve, tmp_path) -> None:
    """Nothing to show is said in words; comparing needs two accounts and says so."""
    write(tmp_path, Record())
    client = serve(tmp_path)
    lists = [path for path in PATHS if "{key}" not in path]

    assert {path: client.get(path).status_code for path in lists} == {p: 400 if p == "/compare" else 200 for p in lists}


HOSTILE = [
    "<script>window.hit=1</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}", "</title>",
    "\u202e\x00\ufeff", "' onmouseover='x", "../../etc/passwd", "%00%0d%0aSet-Cookie: a=b",
]  # fmt: skip


@pytest.mark.parametrize("poison", HOSTILE)
def test_words_of_a_source_are_only_words(serve, tmp_path, poison) -> None:
    """Every free string hostile: no element or attribute comes of it, on no page."""
    record = poisoned(RECORD, poison)
    write(tmp_path, record)
    client = serve(tmp_path)
    for path in PATHS:
        answer = client.get(filled(path) + QUERIES.get(path, "").replace("?a=A&b=C", ""))
        assert answer.status_code in {200, 400}, (path, answer.text[:300])
        page = html.document_fromstring(answer.text)
        assert {s.get("src", "").split("?")[0] for s in page.xpath("//script")} <= {
            "/static/early.js",
            "/static/base.js",
            "/static/app.js",
        }
        assert not page.xpath("//img")
        assert not [n for node in page.iter() if isinstance(node.tag, str) for n in node.attrib if n.startswith("on")]
        assert not [a for a in page.xpath("//a/@href") if not a.startswith(("/", "#", "http://", "https://"))]


def test_hostile_questions_are_only_words(client) -> None:
    """What stands behind the `?` comes back escaped, or refused with a sentence."""
    for poison in HOSTILE:
        for path in ("/search", "/claims", "/compare", "/changes", "/timeline"):
            for name in ("q", "words", "speaker", "outlet", "stance", "from", "zone", "a", "since", "page", "by"):
                answer = client.get(path, params={name: poison})
                assert answer.status_code in {200, 400}
                assert "<script>window" not in answer.text
                assert "<img" not in answer.text


def test_a_statement_stands_in_its_passage(client) -> None:
    """Its page shows the words around it, the statement itself lit, and leads to its claim."""
    statement = RECORD.statements[0]
    page = html.document_fromstring(client.get(f"/statements/{statement.id}").text)

    assert "".join(page.xpath("//mark[@class='lit']//text()")).split() == statement.text.split()
    assert f"/claims/{next(c.id for c in RECORD.claims if statement.id in c.statements)}" in page.xpath("//a/@href")


def test_what_is_not_there_is_said(client) -> None:
    """404 with a sentence, as a page and as JSON."""
    assert "no claim" in client.get("/claims/c000").text
    assert client.get("/claims/c000").status_code == 404
    assert "no claim" in client.get("/claims/c000.json").json()["error"]
    assert client.get("/nothing").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_the_same_page_is_not_sent_twice(client) -> None:
    """A browser that has the page hears that it is still so."""
    first = client.get("/claims")
    again = client.get("/claims", headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert client.get("/claims?stance=hedged", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_long_lists_are_cut_into_pages_that_lose_nothing(serve, tmp_path) -> None:
    """Walking from page to page meets every claim once."""

    record = many(4, 90)
    write(tmp_path, record)
    client = serve(tmp_path)
    seen: list[str] = []
    address: str | None = "/claims"
    while address:
        page = html.document_fromstring(client.get(address).text)
        seen += page.xpath("//article[contains(@class, 'claim')]/@id")
        address = next(iter(page.xpath("//a[@rel='next']/@href")), None)

    assert sorted(seen) == sorted(f"c-{claim.id}" for claim in record.claims if len(claim.documents) > 1)


def test_values_are_the_records_own(client) -> None:
    """The JSON of a claim is the claim of the record."""
    claim = RECORD.claims[0]
    answer = client.get(f"/claims/{claim.id}.json").json()

    assert msgspec.convert(answer["claim"], type(claim)) == claim


def test_a_page_that_cannot_be_made_is_a_sentence(client, monkeypatch, caplog) -> None:
    """What nobody foresaw is told as such, with the headers, and logged; the other pages go on."""
    monkeypatch.setattr("rashomon.web.site.rendered", lambda *_: 1 / 0)
    answer = client.get("/ledger?words=none")

    assert answer.status_code == 500
    assert "not foreseen" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "ZeroDivisionError" in caplog.text
    assert client.get("/ledger.json").status_code == 200


def test_claims_that_name_no_account_are_passed_over(serve, tmp_path) -> None:
    """A record that some other program wrote may leave out what ours always has."""
    holed = tuple(msgspec.structs.replace(c, documents=(), origins=(), links=()) for c in RECORD.claims)
    write(tmp_path, msgspec.structs.replace(RECORD, claims=holed))
    client = serve(tmp_path)

    assert {client.get(filled(path)).status_code for path in PATHS} == {200}


@pytest.mark.parametrize("path", ["/alone", "/compare?a=Tessel+Post&b=notes-17", "/changes"])
def test_a_denied_claim_is_never_listed_as_if_it_were_asserted(serve, folder, path: str) -> None:
    """Wherever a claim stands on one line, how it is put stands with it."""
    write(folder, Record())
    client = serve(folder)
    write(folder, RECORD)
    client.app.state.site.story.look()
    denied = next(s for s in RECORD.statements if s.text == "rejected a wage rise")
    claim = next(c for c in RECORD.claims if denied.id in c.statements)
    page = html.document_fromstring(client.get(path).text)
    (line,) = page.xpath(f"//li[.//a[@href='/claims/{claim.id}']]")

    assert "denied" in line.xpath(".//span[@class='tag']/text()")
