"""Which addresses may be asked: http(s), public, resolved once. What was checked is what is connected to."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from rashomon.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to addresses in numbers; raises OSError when the name is not known."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as translators write them (RFC 6052); the last 32 bits are the address that is asked in the end."""
_LONGEST = 2_000


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_url(url: str, allow: frozenset[str]) -> SplitResult:
    """The parts of an address that may be asked.

    Raises `FetchError` for another scheme than http(s), for a name and password in it, and for a port that is not the
    web's own unless the host is one of `allow`.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError as error:
        raise FetchError("address-refused", f"{url[:200]}: not an address ({error})") from error
    if parts.scheme not in _PORTS or not host or len(url) > _LONGEST:
        raise FetchError("address-refused", f"{url[:200]}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError("address-refused", f"{host}: an address with a name and password in it is not fetched")
    if port not in (None, _PORTS[parts.scheme]) and host.lower() not in allow:
        raise FetchError("address-refused", f"{host}: port {port} is not the web's; allow the host if you mean it")
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=shown if port is None else f"{shown}:{port}", fragment="")


def pinned(parts: SplitResult, allow: frozenset[str], resolver: Resolver = resolved) -> tuple[str, ...]:
    """The addresses to connect to for `parts`, resolved now and once.

    Raises `FetchError` when the name is not known, or when any of its addresses is not public (unless it is allowed):
    a name with one public and one private address is a trap, not a mistake.
    """
    host = str(parts.hostname).lower()
    try:
        found = tuple(resolver(host, parts.port or _PORTS[parts.scheme]))
    except (OSError, UnicodeError) as error:
        raise FetchError(
            "fetch-failed", f"{host}: the name cannot be resolved ({error}); check it and the network"
        ) from error
    if host not in allow and (inner := next((address for address in found if not is_public(address)), None)):
        words = f"{host}: leads to {inner}, which is not a public address; give --allow-host {host} if you mean it"
        raise FetchError("address-refused", words)
    if not found:
        raise FetchError("fetch-failed", f"{host}: the name has no address")
    return found


def is_public(address: str) -> bool:
    """Whether an address in numbers is one of the public net, also when it is written inside another.

    Private, loopback, link-local, shared (100.64/10), reserved, documentation and multicast ranges are not.
    """
    try:
        one = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in (one, *_inside(one)))


def _inside(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo (server and client) and NAT64."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)
