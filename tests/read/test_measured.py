"""What reading reaches on real pages, where the folder of data sets lies beside the project."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ROOT.parent / "shared" / "datasets" / "liveblogs" / "html"


@pytest.mark.shared
def test_posts_of_real_live_pages_are_found_without_their_linked_data() -> None:
    """Of the updates whose words stand in the page nearly all are found, with exact times and titles.

    The floors leave room for one post of the smallest page; eight updates have no title in their page at all, only the
    first words of their text in the field for one.
    """
    if not PAGES.is_dir():
        pytest.skip(f"{PAGES} is not here")
    tool = runpy.run_path(str(ROOT / "eval" / "score_liveblogs.py"))
    total: Counter[str] = Counter()
    for path in sorted(PAGES.glob("*.html.gz")):
        page = tool["unpacked"](path)
        if tool["updates"](page):
            total += tool["score"](path.name, page, verbose=False)
    assert total["found"] >= 0.98 * total["updates"]
    assert total["times"] >= 0.98 * total["updates"]
    assert total["titles"] >= 0.90 * total["updates"]
    assert total["own titles"] >= 0.98 * total["with own title"]
    assert total["filled"] <= 8
    assert total["spurious"] <= 0.02 * total["updates"]
