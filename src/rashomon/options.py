"""The choices a user may make; a value that nobody should change is a named constant where it is used."""

from typing import Literal

import msgspec

ANALYSIS_VERSION = 1
"""Raised whenever `analyse` may give another result for the same document: it is part of the cache key."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What `analyse` and `weave` may be told: all of it is in the cache key, and no id in the record depends on it."""

    timezone: str | None = None
    """IANA zone in which stamps without a zone are read; None leaves them unknown and says so."""
    engine: Literal["full", "rules"] = "full"
    """`rules` leaves the trained tagger out (for comparison and debugging)."""
    summary_lines: int = 24
    """At most so many lines of summary."""
