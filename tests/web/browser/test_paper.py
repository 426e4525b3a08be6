"""The report on paper: no box that could be scrolled on screen cuts words off or lets them run over others."""

from pathlib import Path

from crowd import busy, many

from rashomon.report import render

_CUT = """() => [...document.querySelectorAll('main *')].filter(node => {
  const style = getComputedStyle(node);
  return style.overflowY !== 'visible' && node.clientHeight > 0 && node.scrollHeight > node.clientHeight + 1
    && style.position !== 'absolute';
}).map(node => node.className)"""

_OVER = """() => [...document.querySelectorAll('.scroll')].filter(node => {
  const inside = node.firstElementChild?.getBoundingClientRect();
  return inside && inside.bottom > node.getBoundingClientRect().bottom + 1;
}).map(node => node.getAttribute('aria-label'))"""


def test_no_table_is_cut_off_or_runs_over_what_follows_it(page, tmp_path: Path) -> None:
    """On screen a long matrix scrolls in a box; on paper a box that keeps its height prints the rest over the next
    section.
    """
    file = tmp_path / "report.html"
    file.write_text(render(busy(many(8, 100))), encoding="utf-8")
    page.set_viewport_size({"width": 700, "height": 500})
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
    page.emulate_media(media="print")

    assert page.evaluate(_CUT) == []
    assert page.evaluate(_OVER) == []
