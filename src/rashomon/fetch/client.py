"""One request after the other: address checked, redirects followed within bounds, answers bounded in size and time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import SplitResult, urljoin, urlunsplit

import httpcore
import msgspec

from rashomon import __version__
from rashomon.errors import FetchError
from rashomon.fetch.addresses import Resolver, checked_url, pinned, resolved
from rashomon.fetch.body import body_of
from rashomon.fetch.connect import Deadline, Pinned
from rashomon.fetch.manners import ROBOTS_HOURS, ROBOTS_RETRY_SECONDS, Manners, Rules, rules_of

AGENT = "Rashomon"
USER_AGENT = f"{AGENT}/{__version__} (compares accounts of news events; reads pages that its user follows)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_ROBOTS_BYTES = 512_000
"""RFC 9309: at least 500 KiB of a robots.txt must be read; no more is."""
_KINDS = ("html", "xml", "json", "text/plain", "warc", "octet-stream", "wacz", "zip", "gzip")
"""Parts of the content types that may hold an account; pictures, sound, films and documents are not taken in."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on one request, in seconds and bytes."""

    read_seconds: float = 10.0
    total_seconds: float = 45.0
    """For each answer, of its first byte to its last, name look-up apart."""
    most_bytes: int = 20_000_000
    """The largest source that is read (rashomon.read.raw)."""
    most_redirects: int = 5
    delay: float = 2.0
    """Between two requests to one host."""


class Known(msgspec.Struct, frozen=True):
    """What the last answer for an address said by which a server can tell that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """An answer. `data` is empty when `unchanged`; `final` is the address after redirects; `at` is when it was had."""

    url: str
    final: str
    at: datetime
    data: bytes
    unchanged: bool
    content_type: str | None
    known: Known


class Fetcher:
    """Fetches pages politely and safely. One object knows when it last asked each host: use one for all."""

    def __init__(
        self,
        *,
        allow: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolver: Resolver = resolved,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """`allow` are hosts, by name, that may be on any address and port: for tests and for intranets."""
        self._allow = frozenset(name.lower() for name in allow)
        self._limits = limits or Limits()
        self._resolver = resolver
        self._clock = clock
        self._sleep = sleep
        self._manners = Manners(self._limits.delay)

    def get(self, url: str, known: Known | None = None) -> Fetched:
        """What stands at `url`, or that it has not changed since `known`.

        Raises `FetchError`, whose `code` says why there is nothing and whose `wait` says how many seconds the host
        wants to be left alone.
        """
        parts = checked_url(url, self._allow)
        for _ in range(self._limits.most_redirects + 1):
            self._ask_rules(parts)
            status, headers, data = self._request(parts, known or Known())
            if status in _REDIRECTS and headers.get("location"):
                parts = self._redirected(parts, headers["location"])
                continue
            return self._fetched(url, parts, status, headers, data)
        raise FetchError(
            "fetch-failed", f"{url}: more than {self._limits.most_redirects} redirects, one behind the other"
        )

    def _fetched(self, url: str, parts: SplitResult, status: int, headers: dict[str, str], data: bytes) -> Fetched:
        if status != 304 and not 200 <= status < 300:
            gone = "; it may have been taken down" if status in {404, 410} else ""
            raise FetchError("fetch-status", f"{url}: the server answers {status}{gone}")
        kind = headers.get("content-type", "").lower()
        if kind and status != 304 and not any(part in kind for part in _KINDS):
            raise FetchError("not-a-page", f"{url}: is {kind[:60]}, no page, feed or archive")
        self._manners.answered(parts.netloc)
        return Fetched(
            url=url,
            final=urlunsplit(parts),
            at=datetime.now(UTC),
            data=data,
            unchanged=status == 304,
            content_type=kind or None,
            known=Known(_short(headers.get("etag")), _short(headers.get("last-modified"))),
        )

    def _redirected(self, parts: SplitResult, location: str) -> SplitResult:
        """The address that a redirect leads to, checked as the first one was."""
        target = checked_url(urljoin(urlunsplit(parts), location), self._allow)
        if parts.scheme == "https" and target.scheme == "http":
            raise FetchError("address-refused", f"{target.hostname}: a redirect from https to http is not followed")
        return target

    def _ask_rules(self, parts: SplitResult) -> None:
        """Raise FetchError where the host's robots.txt does not allow the address."""
        host, now = parts.netloc, self._clock()
        rules = self._manners.rules.get(host)
        if rules is None or rules.until <= now:
            rules = self._manners.rules[host] = self._rules(parts)
        if not rules.allows(urlunsplit(parts)):
            raise FetchError("robots-refused", f"{urlunsplit(parts)}: the site's robots.txt does not allow it")

    def _rules(self, parts: SplitResult) -> Rules:
        """The host's robots.txt: none means that all is allowed, one that cannot be had that nothing is for now."""
        at = parts._replace(path="/robots.txt", query="")
        until = self._clock() + ROBOTS_HOURS * 3600
        try:
            for _ in range(self._limits.most_redirects + 1):
                status, headers, data = self._request(at, Known(), most=_ROBOTS_BYTES)
                if status not in _REDIRECTS or not headers.get("location"):
                    break
                at = self._redirected(at, headers["location"])
        except FetchError as error:
            if error.code in {"address-refused", "asked-to-wait"}:
                raise
            words = f"{parts.netloc}: its robots.txt cannot be had ({error}); nothing is asked of it for now"
            raise FetchError("fetch-failed", words, wait=ROBOTS_RETRY_SECONDS) from error
        if 200 <= status < 300:
            return rules_of(data.decode("utf-8", "replace"), AGENT, until)
        if status >= 500:
            words = f"{parts.netloc}: its robots.txt cannot be had ({status}); nothing is asked of it for now"
            raise FetchError("fetch-failed", words, wait=ROBOTS_RETRY_SECONDS)
        return Rules(lambda _: True, until=until)

    def _request(self, parts: SplitResult, known: Known, most: int | None = None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of one request. The pause for the host is kept before it."""
        host, url = parts.netloc, urlunsplit(parts)
        if wait := self._manners.closed_for(host, self._clock()):
            raise FetchError("asked-to-wait", f"{host}: asked to be left alone for {wait:.0f} s more", wait=wait)
        addresses = pinned(parts, self._allow, self._resolver)
        if pause := self._manners.wait_for(host, self._clock()):
            self._sleep(pause)
        deadline = Deadline(self._limits.total_seconds)
        backend, most = Pinned(addresses, deadline), most or self._limits.most_bytes
        try:
            with deadline.running():
                answer = self._answer(url, host, backend, known, most)
            if deadline.expired:  # without a stated length, a cut connection looks like the end of the answer
                raise TimeoutError
        except FetchError as error:
            if deadline.expired:
                raise FetchError("fetch-timeout", f"{url}: does not answer in time") from error
            raise
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError, ValueError) as error:
            late = deadline.expired or isinstance(error, httpcore.TimeoutException)
            why = "does not answer in time" if late else f"cannot be fetched ({error or type(error).__name__})"
            raise FetchError("fetch-timeout" if late else "fetch-failed", f"{url}: {why}") from error
        finally:
            self._manners.asked(host, self._clock())
        return answer

    def _answer(
        self, url: str, host: str, backend: Pinned, known: Known, most: int
    ) -> tuple[int, dict[str, str], bytes]:
        seconds = self._limits.read_seconds
        waits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)}
        with (
            httpcore.ConnectionPool(network_backend=backend, max_connections=1, retries=0) as pool,
            pool.stream("GET", url, headers=_headers(host, known), extensions=waits) as response,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _BUSY:
                header = headers.get("retry-after", "")
                wait = self._manners.told_to_wait(host, header, self._clock(), datetime.now(UTC))
                words = f"{url}: the server answers {response.status}; it is left alone for {wait:.0f} s"
                raise FetchError("asked-to-wait", words, wait=wait)
            if not 200 <= response.status < 300:
                return response.status, headers, b""
            return (
                response.status,
                headers,
                body_of(response.iter_stream(), headers.get("content-encoding", ""), most, url),
            )


def _headers(host: str, known: Known) -> dict[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "Host": host,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, application/xml, application/json, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _short(value: str | None) -> str | None:
    """A header to be sent back, unless it is absurd or could break a header of ours."""
    return value if value and len(value) <= 300 and value.isascii() and value.isprintable() else None
