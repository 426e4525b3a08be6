"""Who is let in: names, tokens, methods; and what every answer carries."""

import re

import pytest

from rashomon.web.guard import HEADERS, Guard, is_loopback

TOKEN = "t" * 43
OPEN = Guard(host="10.1.2.3", port=8765, token=TOKEN)


@pytest.mark.parametrize("path", ["/", "/claims.json", "/static/app.js", "/events", "/openapi.json", "/nothing"])
def test_a_name_that_was_made_to_lead_here_is_refused(client, path: str) -> None:
    """DNS rebinding: whatever the address asked for, a foreign Host header gets no word of the story."""
    for host in ("evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "localhost.evil.example"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "Averly" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST:1"])
def test_this_machines_own_names_are_let_in(client, host: str) -> None:
    """By each of its names, with any port: a tunnel may have changed it."""
    assert client.get("/story.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_possible(client, method: str) -> None:
    """No method writes anything."""
    assert client.request(method, "/claims").status_code in {403, 405}


@pytest.mark.parametrize("path", ["/", "/claims.json", "/static/app.js", "/nothing", "/claims/none"])
def test_every_answer_carries_the_headers(client, path: str) -> None:
    """Also those of mistakes; the policy allows no inline script and nothing from elsewhere."""
    answer = client.get(path)

    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/", "/claims.json", "/static/app.js", "/events", "/openapi.json", "/nothing"])
def test_without_the_token_nothing_is_told(serve, folder, path: str) -> None:
    """No token, a wrong one, a token that begins right, somebody's old cookie: 401, and no word of the story."""
    client = serve(folder, OPEN, "http://10.1.2.3:8765")
    for token in ("", "?token=", "?token=wrong", f"?token={TOKEN[:-1]}", f"?token={TOKEN}t"):
        answer = client.get(path + token, headers={"cookie": f"{OPEN.cookie}=old"})
        assert answer.status_code == 401
        assert "Averly" not in answer.text


def test_the_token_becomes_a_cookie_once(serve, folder) -> None:
    """The right token leads to the same address without it; the cookie opens the rest and holds not the token."""
    client = serve(folder, OPEN, "http://10.1.2.3:8765")
    first = client.get(f"/claims?stance=hedged&token={TOKEN}")

    assert first.status_code == 303
    assert first.headers["location"] == "/claims?stance=hedged"
    cookie = first.headers["set-cookie"]
    assert TOKEN not in cookie
    assert re.search(r"(?i)httponly", cookie)
    assert re.search(r"(?i)samesite=strict", cookie)
    assert client.get("/claims").status_code == 200
    assert (
        client.get(f"http://10.1.2.3:8765//evil.example/?token={TOKEN}").headers["location"].startswith("/evil.example")
    )


def test_a_server_for_others_takes_addresses_and_its_own_name_only() -> None:
    """A literal address cannot be rebound; a name can, so only the given one and this machine's are known."""
    assert OPEN.knows_host("10.1.2.3:8765")
    assert OPEN.knows_host("[fe80::1]:8765")
    assert not OPEN.knows_host("evil.example:8765")
    assert not Guard().knows_host("10.1.2.3:8765")


def test_forms_are_taken_from_our_own_pages_only() -> None:
    """The form's token, the browser's word on the site and the origin must all agree."""
    guard = Guard()
    own = {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}

    assert guard.is_own_form(guard.form, own)
    assert not guard.is_own_form("", own)
    assert not guard.is_own_form(guard.form[:-1], own)
    assert not guard.is_own_form(guard.form, own | {"origin": "http://evil.example"})
    # Our pages send no referrer, so browsers give no origin; then they must say that the site is the same.
    assert guard.is_own_form(guard.form, own | {"origin": "null"})
    assert not guard.is_own_form(guard.form, own | {"origin": "null", "sec-fetch-site": "cross-site"})
    assert not guard.is_own_form(guard.form, {"host": own["host"], "origin": "null"})
    assert not guard.is_own_form(guard.form, own | {"sec-fetch-site": "cross-site"})


def test_each_start_has_secrets_of_its_own() -> None:
    """Yesterday's cookie opens nothing today."""
    assert len({Guard().session for _ in range(5)} | {Guard().form for _ in range(5)}) == 10


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("192.0.2.1", False), ("::", False),
     ("10.0.0.1", False), ("example", False)],
)  # fmt: skip
def test_what_is_for_this_machine_alone(host: str, loopback: bool) -> None:
    """Everything else needs a token."""
    assert is_loopback(host) == loopback
