"""The printed brief: two pages, whatever the record holds, and what is left out is counted."""

import re
from pathlib import Path

import averly
import pytest
from crowd import busy, many

from rashomon.model.record import Record
from rashomon.report import render


def opened(page, record: Record, folder: Path):
    file = folder / "report.html"
    file.write_text(render(record), encoding="utf-8")
    page.goto(file.as_uri())
    return page


def pages(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("record", [averly.record(), busy(many(40, 20))], ids=["five accounts", "forty accounts"])
def test_the_brief_is_two_pages(page, tmp_path: Path, record: Record) -> None:
    """The button prints the overview alone, and the report is whole again afterwards."""
    opened(page, record, tmp_path)
    page.evaluate("window.print = () => { window.seen = document.documentElement.className; }")
    page.get_by_role("button", name="Print brief").click()
    assert "brief-only" in page.evaluate("window.seen")
    brief = pages(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert 1 <= brief <= 2
    assert page.evaluate("document.documentElement.className") == ""


def test_what_the_brief_leaves_out_is_counted(page, tmp_path: Path) -> None:
    """On paper: accounts beyond those that fit, with where they stand."""
    opened(page, busy(many(40, 20)), tmp_path)
    page.emulate_media(media="print")

    assert (
        page.get_by_text("Four more accounts under Sources.").or_(page.get_by_text("Four accounts more")).count() == 1
    )
