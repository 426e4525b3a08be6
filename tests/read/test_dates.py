"""Dates as machines write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.dates import known_zone, moment


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2031-03-14T06:20:00+01:00", "2031-03-14T05:20:00"),
        ("2031-03-14T06:20:00.123Z", "2031-03-14T06:20:00.123000"),
        ("2031-03-14 06:20:00+0100", "2031-03-14T05:20:00"),
        ("2031-03-14T06:20+01", "2031-03-14T05:20:00"),
        ("Fri, 14 Mar 2031 06:20:00 +0100", "2031-03-14T05:20:00"),
        ("Fri, 14 Mar 2031 06:20:00 GMT", "2031-03-14T06:20:00"),
        ("1931314800000", "2031-03-15T04:20:00"),
        ("November 19, 2033, 07:47 PM ET", "2033-11-20T00:47:00"),
        ("19 November 2033 7:47 pm GMT", "2033-11-19T19:47:00"),
        ("19 Nov 2033 07:09 GMT", "2033-11-19T07:09:00"),
        (1931314800, "2031-03-15T04:20:00"),
    ],
)
def test_a_time_with_a_zone_is_read_to_utc(written: object, at: str) -> None:
    """ISO 8601, RFC 822 and the epoch in seconds or milliseconds."""
    assert moment(written).at == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize("written", ["2031-03-14T06:20:00", "2031-03-14 06:20", "Fri, 14 Mar 2031 06:20:00 -0000"])
def test_a_time_without_a_zone_is_a_day_and_never_utc(written: str) -> None:
    """Its day is kept, and what was written; a given zone makes it aware."""
    found = moment(written)
    assert (found.at, found.day, found.given) == (None, date(2031, 3, 14), written)
    assert moment(written, "Europe/Oslo").at == datetime(2031, 3, 14, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", None, True, "yesterday", "0001-01-01T00:00:00Z", "2031-13-40", "9" * 400, [], {}]
)
def test_what_is_no_date_gives_no_day(written: object) -> None:
    """Absurd years, other types and endless strings are unknown, not an error."""
    assert moment(written).at is None
    assert moment(written).day is None


def test_the_day_is_that_of_the_place_where_it_was_written() -> None:
    """Half past midnight in Oslo is still the day before in UTC, and the day given is Oslo's."""
    assert moment("2031-03-14T00:30:00+01:00").day == date(2031, 3, 14)


@given(st.text(max_size=70))
def test_any_text_is_read_or_unknown(text: str) -> None:
    """No text raises, and every time is aware."""
    at = moment(text).at
    assert at is None or at.tzinfo is UTC


def test_zones_are_checked_against_the_table() -> None:
    """A path or a made-up name is no zone."""
    assert known_zone("Europe/London")
    assert not any(map(known_zone, ["Mars/Base", "../../etc/passwd", "", "/etc/localtime"]))
