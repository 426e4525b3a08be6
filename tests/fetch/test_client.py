"""What is fetched, and what is refused, from servers on loopback that behave well and badly."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from servers import Answer, serving

from rashomon.errors import FetchError
from rashomon.fetch import Fetcher, Known, Limits
from rashomon.fetch.body import body_of
from rashomon.fetch.manners import LONGEST_WAIT, retry_after, rules_of

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = Answer(200, HTML, b"<html><p>words</p></html>")
LOOPBACK = frozenset({"127.0.0.1"})


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(allow=LOOPBACK, limits=Limits(**{"delay": 0.0, "read_seconds": 2.0} | limits))


def refused(url: str, who: Fetcher | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        (who or fetcher()).get(url)
    return caught.value


def test_loopback_is_refused_unless_it_is_allowed() -> None:
    """The same server answers with the option and is not even asked without it."""
    with serving({"/": PAGE}) as server:
        assert refused(server.url(), Fetcher()).code == "address-refused"
        assert server.asked == []
        found = fetcher().get(server.url())

    assert found.data == PAGE.body
    assert not found.unchanged
    assert server.paths() == ["/robots.txt", "/"]
    assert "Rashomon" in server.asked[1][1]["user-agent"]


def test_a_name_is_resolved_once_and_its_address_is_kept() -> None:
    """A name server that changes its answer after the check leads nowhere: there is one look-up a request."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) <= 2 else ["10.0.0.1"]

    with serving({"/": PAGE}) as server:
        who = Fetcher(allow=frozenset({"desk.example"}), limits=Limits(delay=0.0), resolver=rebinding)
        found = who.get(f"http://desk.example:{server.port}/")

    assert found.data == PAGE.body
    assert asked == ["desk.example", "desk.example"]  # robots.txt and the page, one look-up each
    assert server.asked[1][1]["host"] == f"desk.example:{server.port}"


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd"]
)
def test_a_redirect_to_an_inner_address_is_refused(target: str) -> None:
    """Every hop is checked like the first."""
    with serving({"/": Answer(302, {"Location": target})}) as server:
        assert refused(server.url()).code == "address-refused"


def test_redirects_are_followed_and_bounded() -> None:
    """Five redirects are followed and the last address is told; a ring is given up."""
    hops = {f"/{n}": Answer(302, {"Location": f"/{n + 1}"}) for n in range(5)}
    with serving({**hops, "/5": PAGE, "/ring": Answer(301, {"Location": "/ring"})}) as server:
        assert fetcher().get(server.url("/0")).final == server.url("/5")
        assert "redirects" in str(refused(server.url("/ring")))


def test_a_bomb_is_bounded_while_it_is_unpacked() -> None:
    """Too many bytes are refused whether they come packed, plain or declared."""
    bomb = gzip.compress(b"\0" * 5_000_000)
    with serving({
        "/bomb": Answer(200, HTML | {"Content-Encoding": "gzip"}, bomb),
        "/long": Answer(200, HTML, b"x" * 200_000),
        "/fine": Answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"<p>" + b"x" * 90_000)),
    }) as server:  # fmt: skip
        who = fetcher(most_bytes=100_000)
        assert refused(server.url("/bomb"), who).code == "fetch-too-large"
        assert refused(server.url("/long"), who).code == "fetch-too-large"
        assert len(who.get(server.url("/fine")).data) == 90_003


@contextmanager
def dripping(head: bytes, drop: bytes) -> Iterator[str]:
    """A server that sends `drop` every 50 ms for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with sock:
                asked = sock.recv(4_096)
                if b"robots.txt" in asked:
                    sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    continue
                try:
                    sock.sendall(head)
                    while not over.wait(0.05):
                        sock.sendall(drop)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        over.set()
        listener.close()
        thread.join(2)


@pytest.mark.parametrize(
    ("head", "drop"),
    [(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"), (b"", b"")],
    ids=["in the head", "in the body", "silent"],
)
def test_a_slow_loris_is_cut_off(head: bytes, drop: bytes) -> None:
    """A host that sends a byte now and then is left when its time is over, though no single read is late."""
    with dripping(head, drop) as url:
        began = time.monotonic()
        assert refused(url, fetcher(total_seconds=0.6, read_seconds=5.0)).code == "fetch-timeout"

    assert time.monotonic() - began < 5


def test_what_has_not_changed_is_not_sent_again() -> None:
    """The second request carries ETag and Last-Modified, and a 304 is told as unchanged."""

    def conditional(headers: dict[str, str]) -> Answer:
        fresh = headers.get("if-none-match") == '"v1"' and "if-modified-since" in headers
        known = {"ETag": '"v1"', "Last-Modified": "Fri, 14 May 2032 15:04:00 GMT"}
        return Answer(304, known) if fresh else Answer(200, HTML | known, PAGE.body)

    with serving({"/": conditional}) as server:
        who = fetcher()
        first = who.get(server.url())
        second = who.get(server.url(), first.known)

    assert first.known == Known('"v1"', "Fri, 14 May 2032 15:04:00 GMT")
    assert (second.unchanged, second.data) == (True, b"")


def test_a_host_that_asks_to_wait_is_left_alone() -> None:
    """429 with Retry-After: nothing more is asked of the host until then, for any page of it."""
    now = [1000.0]
    with serving({"/busy": Answer(429, {"Retry-After": "120"}), "/": PAGE}) as server:
        who = Fetcher(allow=LOOPBACK, limits=Limits(delay=0.0), clock=lambda: now[0])
        assert refused(server.url("/busy"), who).wait == 120
        asked = len(server.asked)
        assert refused(server.url(), who).code == "asked-to-wait"
        assert len(server.asked) == asked
        now[0] += 121

        assert who.get(server.url()).data == PAGE.body


def test_requests_to_one_host_are_apart() -> None:
    """Between two requests to a host there is the pause, or the longer one that its robots.txt asks for."""
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    rules = Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 7\nDisallow: /private\n")
    with serving({"/robots.txt": rules, "/": PAGE}) as server:
        who = Fetcher(allow=LOOPBACK, limits=Limits(delay=2.0), clock=lambda: now[0], sleep=sleep)
        who.get(server.url())
        who.get(server.url())
        assert refused(server.url("/private/x"), who).code == "robots-refused"

    assert slept == [2.0, 7.0]
    assert "/private/x" not in server.paths()


@pytest.mark.parametrize("status", [500, 503])
def test_rules_that_cannot_be_had_forbid_for_now(status: int) -> None:
    """A server that fails to give its robots.txt is not asked for pages; one that has none may be."""
    with serving({"/robots.txt": Answer(status), "/": PAGE}) as server:
        assert refused(server.url()).wait is not None
        assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(404, HTML), "fetch-status"),
        (Answer(500, HTML), "fetch-status"),
        (Answer(200, {"Content-Type": "image/png"}, b"\x89PNG"), "not-a-page"),
        (Answer(200, HTML | {"Content-Encoding": "br"}, b"xx"), "fetch-failed"),
        (Answer(200, HTML | {"Content-Encoding": "gzip"}, b"no gzip"), "fetch-failed"),
        (Answer(200, HTML | {"Content-Length": "500"}, b"cut"), "fetch-failed"),
    ],
    ids=["gone", "error", "picture", "other packing", "broken packing", "cut"],
)
def test_an_answer_that_is_no_page_is_told_by_its_kind(answer: Answer, code: str) -> None:
    """Each way to fail has its code, and none is another exception."""
    with serving({"/": answer}) as server:
        assert refused(server.url()).code == code


def test_a_host_that_is_not_there_is_told() -> None:
    """A closed port and a name that nobody knows."""
    with serving({}) as server:
        url = server.url()

    assert refused(url).code == "fetch-failed"
    unknown = Fetcher(resolver=lambda _host, _port: (_ for _ in ()).throw(OSError("unknown")))
    assert "cannot be resolved" in str(refused("https://nowhere.example/", unknown))


def test_retry_after_is_read_in_both_forms_and_bounded() -> None:
    """Seconds or an HTTP date; nonsense is no answer; a year is a day."""
    today = datetime(2032, 5, 14, 15, 4, tzinfo=UTC)

    assert retry_after("30", today) == 30
    assert retry_after("Fri, 14 May 2032 15:06:00 GMT", today) == 120
    assert retry_after("Fri, 14 May 2032 15:00:00 GMT", today) == 0
    assert retry_after("soon", today) is None
    assert retry_after("999999999", today) == LONGEST_WAIT


def test_rules_name_us_or_everybody() -> None:
    """A group for our name comes before the one for all."""
    rules = rules_of("User-agent: rashomon\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", "Rashomon", 0.0)

    assert rules.allows("https://x.example/b")
    assert not rules.allows("https://x.example/a/1")


def test_a_body_is_the_same_however_it_is_cut_into_parts() -> None:
    """Unpacking does not depend on where the network cuts."""
    data = bytes(range(256)) * 200
    packed = gzip.compress(data)
    for size in (1, 7, 1_000, len(packed)):
        parts = [packed[n : n + size] for n in range(0, len(packed), size)]
        assert body_of(parts, "gzip", len(data), "x") == data
