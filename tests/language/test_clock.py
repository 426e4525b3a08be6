"""Stamps are read as far as they state something, and no further."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import clock


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("18:07 British Summer Time 16 May", None, {"hour": 18, "minute": 7, "month": 5, "day": 16}),
        ("22:52 GMT", None, {"hour": 22, "minute": 52, "zone": "gmt"}),
        ("19.30 BST", None, {"hour": 19, "minute": 30, "zone": "bst"}),
        ("1800 GMT - Ferry leaves", "1800 GMT", {"hour": 18, "minute": 0, "zone": "gmt"}),
        ("8:42 PM", None, {"hour": 20, "minute": 42, "zone": None}),
        ("12:09 a.m. ET, October 30, 2023", None, {"hour": 0, "minute": 9, "year": 2023, "month": 10, "day": 30}),
        ("Oct. 30, 2023, 12:09 a.m. ET", None, {"hour": 0, "minute": 9, "year": 2023, "zone": "et"}),
        ("21 mins ago", None, {"ago": 21, "hour": None}),
        ("an hour ago", None, {"ago": 60}),
        ("12m ago (18:20 GMT)", None, {"hour": 18, "minute": 20, "zone": "gmt"}),
        ("2025-05-16T14:05:11Z", None, {"year": 2025, "hour": 14, "second": 11, "zone": "z"}),
        ("Fri 16 May 2025 14.05 CEST", None, {"year": 2025, "hour": 14, "zone": "cest"}),
        ("3 p.m. UTC+3", None, {"hour": 15, "zone": "+03:00"}),
        ("Today at 14:05", None, {"nearby": "today", "hour": 14}),
        ("9pm", None, {"hour": 21, "minute": 0}),
    ],
)
def test_forms(text, words, expected):
    """Every form of the list is read; the stamp ends where its words end."""
    stamp = clock.scan(text)
    assert stamp is not None
    assert text[stamp.start : stamp.end] == (words or text)
    assert {key: getattr(stamp, key) for key in expected} == expected


@pytest.mark.parametrize(
    "text", ["1800 people marched", "Ferry leaves", "16 May", "25:10", "", "2024 elections", "13pm"]
)
def test_no_stamp(text):
    """A number, a bare date or an impossible hour is no stamp."""
    assert clock.scan(text) is None


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_twelve_and_twenty_four_hours_agree(hour, minute):
    """The same minute written with a.m. or p.m. and with twenty-four hours is the same minute."""
    half = "a.m." if hour < 12 else "p.m."
    short = clock.scan(f"{hour % 12 or 12}:{minute:02d} {half} GMT")
    long = clock.scan(f"{hour:02d}:{minute:02d} GMT")
    assert short is not None
    assert long is not None
    assert short.minutes == long.minutes == hour * 60 + minute


@given(st.text(max_size=60), st.integers(0, 10))
def test_any_text(text, at):
    """Scanning any text at any place never fails and never reaches beyond the text."""
    stamp = clock.scan(text, at)
    if stamp:
        assert at <= stamp.end <= len(text)


def test_day_lines():
    """A line with a date and nothing else is a date line; a sentence with one is not."""
    assert clock.day_line("16 May 2025") == (2025, 5, 16)
    assert clock.day_line("Friday, May 16") == (None, 5, 16)
    assert clock.day_line("16 May was a Friday in that year") is None
    assert clock.day_line("30 February 2025") is None


def test_zones():
    """A fixed name gives its offset, a place its zone with daylight saving, an ambiguous name nothing."""
    stamp = clock.scan("12:00 ET")
    assert stamp is not None
    zone = clock.offset("et")
    assert zone is not None
    assert clock.moment(stamp, date(2024, 1, 10), zone) == datetime(2024, 1, 10, 17, tzinfo=UTC)
    assert clock.moment(stamp, date(2024, 7, 10), zone) == datetime(2024, 7, 10, 16, tzinfo=UTC)
    fixed = clock.offset("british summer time")
    assert fixed is not None
    assert fixed.utcoffset(None) == timedelta(hours=1)
    assert clock.offset("ist") is None
    assert clock.readings("ist")
    assert clock.offset("no such zone") is None


def test_every_listed_zone_is_known():
    """No name of the lexicon points at a zone that does not exist."""
    table = clock.load("clock")
    assert all(clock.offset(name) is not None for name in (*table["fixed"], *table["zones"]))
    assert all(ZoneInfo(zone) for zones in table["ambiguous"].values() for zone in zones)


def test_url_days():
    """Addresses state days in several spellings; an article number is none."""
    assert clock.url_day("https://news.example/2025/may/16/ferry") == date(2025, 5, 16)
    assert clock.url_day("https://news.example/world/2016/11/12/x") == date(2016, 11, 12)
    assert clock.url_day("https://news.example/live/2024/3/2/port") == date(2024, 3, 2)
    assert clock.url_day("https://news.example/20240302/port") == date(2024, 3, 2)
    assert clock.url_day("https://news.example/article-37963965") is None
    assert clock.url_day(None) is None
