"""What reading reaches on real pages, where the folder of data sets lies beside the project."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from rashomon.layout import lay_out
from rashomon.read import gather, read_all

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


@pytest.mark.shared
def test_posts_of_text_dumps_are_those_that_a_hand_counted() -> None:
    """Three dumps of live pages: two with stamps, one without any; what is pinned counts once."""
    seeds = ROOT.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"{seeds} is not here")
    counted = {}
    for document in read_all(gather([str(seeds)])).documents:
        posts = [post for post in lay_out(document).posts if post.same_as is None]
        if posts:
            counted[Path(str(document.path)).name[:3]] = len(posts)
    assert counted == {"000": 20, "001": 10, "004": 13}
