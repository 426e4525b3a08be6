"""The scorer of entity chains: its metric on cases counted by hand, and its texts rebuilt from tokens."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))
from score_entities import Asked, Topic, b_cubed, baseline, chosen, rebuilt


def test_b_cubed_is_that_of_the_paper() -> None:
    """Three mentions of one and two of another: all apart, all together, as they should be."""
    gold = ["a", "a", "a", "b", "b"]

    assert b_cubed(gold, ["1", "1", "1", "2", "2"]) == (1.0, 1.0, 1.0)
    assert b_cubed(gold, ["1", "2", "3", "4", "5"])[:2] == pytest.approx((1.0, 2 / 5))
    assert b_cubed(gold, ["1"] * 5)[:2] == pytest.approx(((3 * 3 / 5 + 2 * 2 / 5) / 5, 1.0))


def test_texts_are_rebuilt_as_they_are_written(tmp_path: Path) -> None:
    """Blanks stand between words, none around hyphens and before stops; every token is found again."""
    tokens = ["Ida", "Vane", "-", "Sol", "'s", "aide", "(", "Tova", ")", "left", ".", "\\n", "“", "Yes", ",", "”"]
    rows = [f"0/-/0_L\t{n // 11}\t{n}\t{token}\t-\t" for n, token in enumerate(tokens)]
    file = tmp_path / "x.conll"
    file.write_text("#begin document 0/-/0_L; part 000\n" + "\n".join(rows) + "\n", encoding="utf-8")
    texts, places = rebuilt(file)

    assert texts["0_L"] == "Ida Vane-Sol's aide (Tova) left.\n\n“Yes,”"
    for n, token in enumerate(tokens):
        start, end = places["0_L"][n // 11, n]
        assert texts["0_L"][start:end] == token.replace("\\n", "\n\n")


def test_a_mention_goes_with_whoever_covers_its_head() -> None:
    """Not with one who only stands in its description."""
    text = "Marek Tolvan's lawyer Ida Vane left"
    asked = Asked("d", 0, 30, "Vane", "c", text[:30])
    spans = [(0, 12, "tolvan"), (22, 30, "vane")]

    assert chosen(asked, spans, text, 0) == "vane"
    assert chosen(asked._replace(start=14, end=21, head="lawyer"), spans, text, 7) == "alone-7"
    assert (
        chosen(Asked("d", 0, 12, "Tolvan", "c", text[:12]), [(0, 21, "vane"), (6, 12, "tolvan")], text, 0) == "tolvan"
    )
    assert baseline(Topic({}, [asked, asked._replace(head="leaders")])) == ["vane", "leader"]
