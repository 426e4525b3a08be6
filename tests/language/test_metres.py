"""An m behind a number: metres where the words around it measure, millions where they count or pay."""

import pytest

from rashomon.language.figures import find_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The child fell into the 80m-deep well.", 80),
        ("The child fell down the 40m dry well.", 40),
        ("Earlier reports had put the well at a depth of 40m.", 40),
        ("They dug only 13m down the shaft.", 13),
        ("The mast is 120m tall.", 120),
        ("Guards stood 300m from the gate.", 300),
        ("A 40m (131ft) mast fell.", 40),
        ("The ferry is 90m long.", 90),
    ],
)
def test_words_that_measure_make_metres(text: str, value: float) -> None:
    (figure, *_) = find_figures(text)
    assert (figure.low, figure.unit) == (value, "metre")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Some 40m people live there.", 40e6, None),
        ("The 3m refugees in the camps were fed.", 3e6, None),
        ("They sold 2.5m tickets.", 2.5e6, None),
        ("The £40m deal was signed.", 40e6, "GBP"),
        ("A $3m tall order.", 3e6, "USD"),
        ("The 30m budget was cut.", 30e6, None),
        ("The population rose to 38m.", 38e6, None),
        ("He pledged 5m euros.", 5e6, "EUR"),
    ],
)
def test_words_that_count_or_pay_make_millions(text: str, value: float, unit: str | None) -> None:
    (figure, *_) = find_figures(text)
    assert (figure.low, figure.unit) == (value, unit)


def test_an_area_is_not_counted_in_squares() -> None:
    (figure,) = find_figures("An 800-square metre work area has been cleared.")
    assert (figure.low, figure.unit) == (800, "square metre")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("A well 80 metres deep was found.", "depth"),
        ("The 80m-deep well was sealed.", "depth"),
        ("It was put at a depth of about 40 metres.", "depth"),
        ("The wall is 3 metres high and old.", "height"),
        ("They ran 40 metres.", None),
    ],
)
def test_a_length_says_what_it_measures(text: str, of: str | None) -> None:
    (figure,) = find_figures(text)
    assert figure.of == of


def test_a_figure_repeated_in_another_unit_is_one_figure() -> None:
    assert [f.low for f in find_figures("The well was 40 metres deep (131 feet).")] == [40]
    assert [f.low for f in find_figures("They paid $5m (£4m).")] == [5e6]
    assert [f.low for f in find_figures("They ran 40 metres (3 feet from the wall).")] == [40, 3]
