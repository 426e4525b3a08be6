"""No address that is not public is asked, in whatever way it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import FetchError
from rashomon.fetch.addresses import checked_url, is_public, pinned

NOBODY: frozenset[str] = frozenset()
INNER = (
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1%eth0", "fc00::1",
    "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "no address",
)  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_not_public(address: str) -> None:
    """Private, loopback, link-local, shared, reserved and multicast ranges, also mapped into IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are(address: str) -> None:
    """Addresses of the public net, also mapped into IPv6."""
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_in_all_its_forms(address: object) -> None:
    """What an IPv4 address may not be, it may not be mapped, translated or as 6to4 either."""
    number = int(address)  # type: ignore[call-overload]
    mapped = f"::ffff:{address}"
    translated = f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"

    assert is_public(str(address)) == is_public(mapped) == is_public(translated)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://", "//a.example/", "javascript:alert(1)",
     "http://user:word@a.example/", "http://a.example:22/", "https://a.example:8443/", "http://[::1", "http://a.example:x/"],
)  # fmt: skip
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    """Other schemes, passwords in the address and other ports are refused before any name is resolved."""
    with pytest.raises(FetchError) as caught:
        checked_url(url, NOBODY)

    assert caught.value.code == "address-refused"


def test_one_private_address_among_public_ones_is_refused() -> None:
    """A name that leads to a public and a private address is refused, not tried."""
    parts = checked_url("https://a.example/x", NOBODY)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        pinned(parts, NOBODY, lambda _host, _port: ["93.184.216.34", "10.0.0.1"])

    assert pinned(parts, NOBODY, lambda _host, _port: ["93.184.216.34"]) == ("93.184.216.34",)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "localhost", "[::ffff:7f00:1]"])
def test_odd_spellings_of_loopback_are_refused(host: str) -> None:
    """What the system takes for loopback is refused, however it is written."""
    with pytest.raises(FetchError):
        pinned(checked_url(f"http://{host}/", NOBODY), NOBODY)


def test_an_allowed_host_is_allowed_by_its_own_name_only() -> None:
    """`allow` opens one host with every address and port of it, and no other."""
    allow = frozenset({"desk.internal"})
    parts = checked_url("http://desk.internal:8080/live#now", allow)

    assert pinned(parts, allow, lambda _host, _port: ["10.1.2.3"]) == ("10.1.2.3",)
    assert not parts.fragment
    with pytest.raises(FetchError):
        pinned(checked_url("http://other.internal/", allow), allow, lambda _host, _port: ["10.1.2.3"])
