"""Who may ask: the names under which the server answers, the token where it is not for this machine alone, the headers.

A page that any site could read through a rebound name, or that ran a script of a source, would leak a newsroom's desk;
so the Host header is checked, everything loads from here only, and no script stands in a page.
"""

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Mapping
from hashlib import sha256

import msgspec

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
COOKIE_PREFIX = "rashomon-"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer."""


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """What is let in. `token` is empty on a server for this machine alone."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str = ""
    session: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(32))
    """What the cookie holds after the token was shown; made anew with every start."""
    form: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(32))
    """What a form must send back: only our own pages can know it."""

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies know no ports, so the port is in it."""
        return f"{COOKIE_PREFIX}{self.port}"

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this server. A name that merely leads here (DNS rebinding) is refused."""
        name = _bare(header)
        if name in LOOPBACK:
            return True
        if not self.token:
            return False
        return name == self.host.lower() or _is_address(name) or name in _own_names()

    def lets_in(self, token: str, session: str) -> bool:
        """Whether a token from the address or a session from the cookie is right; compared in constant time."""
        if not self.token:
            return True
        return _same(token, self.token) or _same(session, self.session)

    def is_own_form(self, sent: str, headers: Mapping[str, str]) -> bool:
        """Whether a form was sent from one of our pages: its token, and where the browser says that it comes from.

        Our pages send no referrer, so that browsers call their origin `null`; then the browser's own word on the site
        must stand beside it.
        """
        site = headers.get("sec-fetch-site", "")
        origin = headers.get("origin", "")
        own = (
            (site == "same-origin")
            if origin == "null"
            else not origin or _bare(origin.partition("://")[2]) == _bare(headers.get("host", ""))
        )
        return site in {"same-origin", "none", ""} and own and _same(sent, self.form)


def is_loopback(host: str) -> bool:
    """Whether `host` can be reached from this machine only."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def new_token() -> str:
    """A token of 256 bits."""
    return secrets.token_urlsafe(32)


def _bare(header: str) -> str:
    """The name in a Host header, lower case, without port and brackets."""
    text = header.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    name, _, port = text.rpartition(":")
    return name if name and port.isdigit() and ":" not in name else text.rstrip(".")


def _is_address(name: str) -> bool:
    """A literal address cannot be rebound."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> frozenset[str]:
    return frozenset({socket.gethostname().lower()})


def _same(given: str, wanted: str) -> bool:
    """Equality in constant time, whatever the lengths."""
    digests = (sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (given, wanted))
    return bool(wanted) and hmac.compare_digest(*digests)
