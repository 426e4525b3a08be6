"""Correcting a statement in a real browser, with the mouse, by keys alone, and without any script."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from rashomon.build import Job, build
from rashomon.options import Options

TEXT = "The harbour of Bruna was closed on Sunday. A ferry sank near Marrick on Friday, the coast guard said."


@pytest.fixture
def address(served, tmp_path: Path) -> str:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    build(Job(sources=(str(tmp_path / "one.txt"),), out=tmp_path / "out", options=Options(engine="rules")))
    return served(tmp_path / "out")


def test_a_statement_is_corrected_and_the_change_taken_back(page, address: str) -> None:
    """From search to the form, by keys in the form, to the mark, and back."""
    page.goto(f"{address}/search?q=ferry")
    page.locator("main a.ref").first.click()
    page.get_by_role("link", name="Correct this statement").click()
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], [n["html"][:80] for n in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}
    ] == []
    page.get_by_label("Somebody else says it").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Ida Vane")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Why").fill("named below")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Your correction applies: said by Ida Vane")).wait_for()
    assert page.get_by_text("speaker by Ada").count() >= 1

    page.goto(f"{address}/problems")
    page.get_by_role("link", name="Take it back").click()
    assert page.get_by_label("Your name").input_value() == "Ada"
    page.get_by_label("Why").fill("hasty")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text(re.compile("Your correction applies: takes back")).wait_for()
    assert "not applied: undone" in page.locator("main").inner_text()


def test_the_form_is_no_wider_than_a_narrow_screen(page, address: str) -> None:
    """Nothing has to be pushed sideways on a telephone."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{address}/search?q=ferry")
    page.locator("main a.ref").first.click()
    page.get_by_role("link", name="Correct this statement").click()
    page.get_by_label("Your name").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
