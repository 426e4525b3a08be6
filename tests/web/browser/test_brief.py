"""The printed brief: two pages, whatever the record holds, and what is left out is counted."""

import re
from collections.abc import Callable
from pathlib import Path

import averly
import pytest
from crowd import busy, many

from rashomon.model.record import Record
from rashomon.report import render


def pages(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize(
    ("record", "left_out"),
    [(averly.record, 0), (lambda: busy(many(40, 20)), 1)],
    ids=["five accounts", "forty accounts"],
)
def test_the_brief_is_two_pages_and_counts_what_it_leaves_out(
    page, tmp_path: Path, record: Callable[[], Record], left_out: int
) -> None:
    """The button prints the overview alone, and the report is whole again afterwards; on paper stands how many accounts
    are not named there.
    """
    file = tmp_path / "report.html"
    file.write_text(render(record()), encoding="utf-8")
    page.goto(file.as_uri())
    page.evaluate("window.print = () => { window.seen = document.documentElement.className; }")
    page.get_by_role("button", name="Print brief").click()
    assert "brief-only" in page.evaluate("window.seen")
    brief = pages(page)
    page.emulate_media(media="print")
    counted = page.get_by_text("Four more accounts under Sources.").or_(page.get_by_text("Four accounts more"))
    assert counted.count() == left_out
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert 1 <= brief <= 2
    assert page.evaluate("document.documentElement.className") == ""
