"""The hand check of links: what its figures count, and that the committed sheet holds no texts."""

import json
import sys
from pathlib import Path

import pytest

EVAL = Path(__file__).resolve().parents[1] / "eval"


@pytest.fixture(scope="module")
def links():
    sys.path.insert(0, str(EVAL))
    try:
        import links

        yield links
    finally:
        sys.path.remove(str(EVAL))


def row(links, number: int, verdict: str, event: int = 2):
    word = links.Words(f"{number}.json", 0, 9)
    return links.Row(id=f"r{number}", event=event, kind="link", a=word, b=word, verdict=verdict)


def test_a_part_counts_for_neither_and_halves_are_told_apart(links):
    """Precision is of same among same, related and divergent; odd events are scored apart."""
    rows = [row(links, 1, "same"), row(links, 2, "part"), row(links, 3, "related"), row(links, 4, "same", 3)]

    found = links.figures(rows)

    assert found["link all"]["precision"] == pytest.approx(0.667)
    assert found["link even"]["precision"] == pytest.approx(0.5)
    assert found["link odd"]["precision"] == pytest.approx(1.0)
    assert found["link all"]["said part"] == 1


def test_no_event_gives_more_than_its_share_and_the_draw_is_the_same_each_time(links):
    """At most so many links an event, whatever order the rows come in."""
    rows = [row(links, n, "", n % 3) for n in range(300)]

    drawn = links.drawn(rows)

    assert len(drawn) == 3 * links.MOST_OF_ONE
    assert drawn == links.drawn(reversed(rows))


def test_each_drawing_has_its_own_figures_and_the_share_right_by_probability(links):
    """A row of another drawing changes no figure of the first; a link without a probability stands in no band."""
    later = [
        links.msgspec.structs.replace(row(links, n, verdict), drawing=2, chance=chance)
        for n, (verdict, chance) in enumerate((("same", 0.95), ("related", 0.42), ("part", 0.45)))
    ]

    found = links.told([row(links, 9, "related"), *later])

    assert found["drawing 1, link all"]["precision"] == 0.0
    assert found["drawing 2, link all"]["precision"] == pytest.approx(0.5)
    assert found["drawing 2, link 0.4 to 0.5"] == "0 of 1: 0.00"
    assert not any(name.startswith("drawing 1, link 0") for name in found)


def test_the_committed_sheet_holds_offsets_and_verdicts_only(links):
    """Every row was judged, with a verdict of the guidelines, and carries no words of a text."""
    rows = links.committed()

    assert rows
    assert {r.verdict for r in rows if r.kind == "link"} <= {"same", "part", "divergent", "related"}
    for file in links.SHEETS.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) <= {
                "id", "event", "kind", "a", "b", "about", "verdict", "drawing", "chance"
            }  # fmt: skip
