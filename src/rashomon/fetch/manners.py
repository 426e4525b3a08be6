"""Manners towards a host: a pause between requests, waiting when it asks for it, and what its robots.txt allows."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

ROBOTS_HOURS = 24
"""How long a robots.txt holds: RFC 9309 asks for no more than a day."""
ROBOTS_RETRY_SECONDS = 600
"""After a robots.txt that could not be had, so long nothing is asked of the host."""
LONGEST_WAIT = 86_400.0
"""Seconds that a host's Retry-After or crawl delay may make us wait; a longer one is taken for a day."""
FIRST_WAIT = 60.0
"""Seconds to wait after 429 or 503 without Retry-After; it doubles with each such answer."""


class Rules(msgspec.Struct, frozen=True):
    """A host's robots.txt as far as it concerns us. `allows` is asked with the address."""

    allows: Callable[[str], bool]
    delay: float = 0.0
    until: float = 0.0
    """On the steady clock: when to ask for it again."""


def rules_of(text: str, agent: str, until: float) -> Rules:
    """The rules in a robots.txt."""
    from protego import Protego  # noqa: PLC0415

    found = Protego.parse(text)
    delay = found.crawl_delay(agent)
    return Rules(lambda url: bool(found.can_fetch(url, agent)), min(float(delay or 0.0), LONGEST_WAIT), until)


class Manners:
    """What is remembered of each host, by its name with the port."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._next: dict[str, float] = {}
        self._asked_to_wait: dict[str, float] = {}
        self._strikes: dict[str, int] = {}
        self.rules: dict[str, Rules] = {}

    def wait_for(self, host: str, now: float) -> float:
        """Seconds until the host may be asked again."""
        return max(0.0, self._next.get(host, 0.0) - now)

    def closed_for(self, host: str, now: float) -> float:
        """Seconds for which the host itself asked not to be asked."""
        return max(0.0, self._asked_to_wait.get(host, 0.0) - now)

    def asked(self, host: str, now: float) -> None:
        """A request to the host has just ended."""
        delay = max(self._delay, self.rules[host].delay if host in self.rules else 0.0)
        self._next[host] = now + delay

    def answered(self, host: str) -> None:
        """The host gave what it was asked for."""
        self._strikes.pop(host, None)

    def told_to_wait(self, host: str, header: str, now: float, today: datetime) -> float:
        """The host answered that it is asked too often; the seconds for which it will be left alone."""
        strikes = self._strikes[host] = self._strikes.get(host, 0) + 1
        seconds = retry_after(header, today)
        wait = min(FIRST_WAIT * 2 ** min(strikes - 1, 10), LONGEST_WAIT) if seconds is None else seconds
        self._asked_to_wait[host] = now + wait
        return wait


def retry_after(header: str, today: datetime) -> float | None:
    """Seconds in a Retry-After header (a number, or a date after `today`), or None when there is none."""
    text = header.strip()[:64]
    if text.isdigit():
        return min(float(text), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)  # HTTP dates are in GMT by their standard
    return min(max(0.0, (at - today).total_seconds()), LONGEST_WAIT)
