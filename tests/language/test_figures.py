"""Quantities in text: cases a journalist can edit in tests/cases/figures.toml, and what holds for any text."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.figures import comparable, find_figures
from rashomon.model.analysis import Figure

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures.toml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "1,000",
        "two",
        "dozen",
        "of",
        "prisoners",
        "each",
        "$",
        "€2bn",
        "18%",
        "per",
        "cent",
        "-",
        "–",
        "to",
        "for",
        "12",
        "between",
        "and",
        "at least",
        "km",
        "hundred",
        "a",
        "million",
        "half",
        "one",
        "F-16",
        ", ",
        ". ",
        "\n",
        "people",
        "year-old",
        "hours",
        ", 41,",
        "in 2022",
        "about",
        "or more",
        "3-2",
        "hundreds of thousands",
        "№",
        "1.2.3",
        "٣",
    ]
)
FIGURES = st.builds(
    Figure,
    start=st.just(0),
    end=st.just(1),
    low=st.integers(0, 3000).map(float),
    high=st.just(0.0),
    bound=st.sampled_from(["exact", "at least", "more than", "at most", "less than", "about"]),
    unit=st.sampled_from([None, "USD", "km", "mile", "percent"]),
    of=st.sampled_from([None, "prisoner", "boat"]),
    per=st.sampled_from([None, "each"]),
).map(lambda made: Figure(**{**{n: getattr(made, n) for n in made.__struct_fields__}, "high": made.low}))


def shown(text: str, figure: Figure) -> str:
    """A result as the case file writes it."""
    values = [f"{round(figure.low, 4):.12g}"]
    if figure.high != figure.low:
        values.append(f"{figure.high:.12g}")
    rest = [figure.bound, figure.unit or "-", figure.of or "-", figure.per or "-"]
    return " | ".join([text[figure.start : figure.end], *values, *rest])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:40])
def test_case(case):
    """Each sentence of the case file gives the quantities that stand beside it, and no others."""
    found = find_figures(case["text"])
    assert [shown(case["text"], figure) for figure in found] == case["want"], case.get("why", "")


@pytest.mark.parametrize("pair", CASES["pair"], ids=lambda pair: f"{pair['a']} / {pair['b']}")
def test_pair(pair):
    """Two quantities stand to each other as the case file says, whichever comes first."""
    (a,), (b,) = find_figures(pair["a"]), find_figures(pair["b"])
    assert comparable(a, b) == pair["want"]
    assert comparable(b, a) == pair["want"]


@given(FIGURES, FIGURES)
def test_comparison_is_symmetric(a, b):
    """Which of two figures comes first changes nothing, and a figure never contradicts itself."""
    assert comparable(a, b) == comparable(b, a)
    assert comparable(a, a) in ("equal", "unlike")


@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map(" ".join))
def test_any_text_gives_sound_figures(text):
    """Whatever the words: offsets lie in the text, figures do not overlap, low is not above high."""
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
        assert figure.low <= figure.high
        assert (figure.bound == "range") == (figure.low != figure.high)


def test_the_parsers_lemma_wins():
    """Where a parser knows the lemma of the counted word, it is taken."""
    text = "They freed 40 oxen."
    assert find_figures(text, lemma_at=lambda at: "OX" if text[at:].startswith("oxen") else None)[0].of == "ox"


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["1,000 ", "two ", "hundred and ", "12-15 ", "$", "1,", "a ", "each ", "9", "one of ", "\n1. "]
)
def test_long_texts_take_time_in_proportion(piece):
    """Four times the text takes about four times the time, however often one word comes again."""

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find_figures(text)
        return time.process_time() - start

    taken(2_000)
    assert taken(32_000) < 12 * taken(8_000) + 0.2
