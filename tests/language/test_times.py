"""Times in text: cases a journalist can edit in tests/cases/times.toml, and what holds for any text."""

import time
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.times import find_times
from rashomon.model.analysis import When

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text(encoding="utf-8"))
ANCHOR = datetime(2031, 5, 16, 18, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "on Friday",
        "last Monday",
        "16 May",
        "May",
        "2029",
        "in",
        "at 8.42pm",
        "18:07 GMT",
        "three",
        "days",
        "ago",
        "will",
        "the past",
        "two weeks",
        ", ",
        ". ",
        "\n",
        "tomorrow",
        "a",
        "year",
        "to",
        "-",
        "from",
        "31/12/2031",
        "½",
        "’s",
        "early",
        "fortnight ago",
        "centuries",
        "the 20th of next month",
        "on Sunday 12th",
        "yesterday 09:12 +02:00",
        "fortnight ago",
        "centuries",
        "the 20th of next month",
        "on Sunday 12th",
        "the 1990s",
        "99",
        "hours",
        "before",
        "no",
        "every",
    ]
)


def moment(written):
    """An anchor of the case file: a date, a time in UTC, or nothing."""
    if not written:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def shown(text: str, when: When) -> str:
    """A result as the case file writes it."""
    words = text[when.start : when.end]
    if when.unknown and not when.duration:
        return f"{words} | ? {when.unknown}"
    parts = [words, *(["length"] if when.duration else [])]
    if when.first and when.last:
        alone = when.first == when.last and not when.at and not when.duration
        parts += [str(when.first)] if alone else [str(when.first), str(when.last)]
    if when.at:
        parts.append(when.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return " | ".join(parts)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:40])
def test_case(case):
    """Each sentence of the case file gives the times that stand beside it, and no others."""
    anchor = moment(case.get("anchor", CASES["anchor"]))
    found = find_times(case["text"], anchor=anchor, zone=case.get("zone"))
    assert [shown(case["text"], when) for when in found] == case["want"], case.get("why", "")


@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map(" ".join), st.none() | st.datetimes() | st.dates())
def test_any_text_gives_sound_times(text, anchor):
    """Whatever the words: offsets lie in the text, none overlap, first is not after last, unknown has a reason."""
    end = 0
    for when in find_times(text, anchor=anchor):
        assert end <= when.start < when.end <= len(text)
        end = when.end
        assert (when.first is None) == (when.last is None)
        assert when.first is None or when.first <= when.last
        assert (when.first is None) == (when.unknown is not None)
        assert when.at is None or when.at.tzinfo is not None


@given(st.lists(PIECES, max_size=15).map(" ".join))
def test_the_same_words_give_the_same_times(text):
    """A text read twice gives the same, and blanks in front only move the offsets."""
    found = find_times(text, anchor=ANCHOR)
    moved = find_times("   " + text, anchor=ANCHOR)
    assert found == find_times(text, anchor=ANCHOR)
    assert [(w.start + 3, w.end + 3, w.first, w.last) for w in found] == [
        (w.start, w.end, w.first, w.last) for w in moved
    ]


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["on Friday ", "1 ", "16 May ", "12:30 ", "in the ", "two ", "may ", "(", "a week ", "\n", "9"]
)
def test_long_texts_take_time_in_proportion(piece):
    """Twice the text takes about twice the time, however often one word comes again."""

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find_times(text, anchor=ANCHOR)
        return time.process_time() - start

    taken(2_000)
    assert taken(32_000) < 12 * taken(8_000) + 0.2


def test_the_day_is_counted_in_the_outlets_zone():
    """`today` late in the evening UTC is the next day in the outlet's own zone."""
    anchor = datetime(2031, 5, 16, 23, 30, tzinfo=UTC)
    assert find_times("today", anchor=anchor)[0].first == date(2031, 5, 16)
    assert find_times("today", anchor=anchor, zone="Asia/Tokyo")[0].first == date(2031, 5, 17)
