"""Quotation marks: cases a journalist can edit in tests/cases/quotes.toml, and what holds for any text."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.quotes import QuoteSpan, quoted

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quotes.toml").read_text(encoding="utf-8"))
MARKS = "\"“”„‟'‘’‚«»‹›"
PIECES = st.sampled_from([*MARKS, "``", "''", "word", " ", ". ", "\n", "\n\n", "s", "6", "("])


def shown(text: str, quote: QuoteSpan) -> str:
    """A result as the case file writes it."""
    notes = [f"level {quote.level}"] if quote.level else []
    notes += ["goes on"] if quote.continued else []
    notes += [] if quote.closed else ["open"]
    return " ".join([text[quote.start : quote.end], *notes])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:40])
def test_case(case):
    """Each text of the case file gives the quotes that stand beside it, and no others."""
    found = quoted(case["text"])
    assert [shown(case["text"], quote) for quote in found] == case["want"], case.get("why", "")


@given(st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_any_text_gives_sound_quotes(text):
    """Whatever the marks: offsets lie in the text, quotes nest and never cross, and each level counts those around."""
    found = quoted(text)
    assert list(found) == sorted(found, key=lambda quote: (quote.start, -quote.end))
    for quote in found:
        assert 0 <= quote.start < quote.inner.start <= quote.inner.end <= quote.end <= len(text)
        assert quote.inner.of(text).strip()
        around = [
            other for other in found if other is not quote and other.start <= quote.start and quote.end <= other.end
        ]
        assert quote.level == len(around)
        assert all(
            other.end <= quote.start or quote.end <= other.start or other in around or quote.start <= other.start
            for other in found
        )


@given(st.text(st.characters(exclude_characters=MARKS + "`")))
def test_no_marks_no_quotes(text):
    """A text without marks has no quotes."""
    assert quoted(text) == ()


@given(st.lists(st.sampled_from(["yes", "no, never", "it is over."]), min_size=1, max_size=6))
def test_plain_quotes_are_found_whole(words):
    """Words between double marks, set apart by other words, come back exactly."""
    text = " he said, ".join(f'"{word}"' for word in words)
    assert [quote.inner.of(text) for quote in quoted(text)] == words


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ['"', "“", "‘", "'", "'a ", '"a ', "“a\n", "“«", "’ ", "\n", '"a\n\n', "“‘a", "»", "„a ", "s' "]
)
def test_long_texts_take_time_in_proportion(piece):
    """Four times the text takes about four times the time, however often one mark comes again."""

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        quoted(text)
        return time.process_time() - start

    taken(2_000)
    assert taken(60_000) < 12 * taken(15_000) + 0.2
