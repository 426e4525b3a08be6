"""The app in a real browser: the main paths, the keys, hostile words, news, access for all, and pictures to look at."""

from hashlib import sha256

import averly
import pytest
from axe_playwright_python.sync_playwright import Axe
from crowd import many
from folders import earlier, write
from pictures import picture
from poison import poisoned

from rashomon.arrivals import Arrivals, announce, withdraw

RECORD = averly.record()
CLAIM = RECORD.claims[0]
STATEMENT = RECORD.statements[0]
VIEWS = {
    "overview": "/", "timeline": "/timeline", "matrix": "/matrix", "claims": "/claims", "alone": "/alone",
    "divergences": "/divergences", "origins": "/origins", "ledger": "/ledger", "people": "/people",
    "voices": "/voices", "omissions": "/omissions", "problems": "/problems", "sources": "/sources",
    "compare": "/compare?a=A&b=C", "changes": "/changes", "search": "/search?q=containers",
    "narrowed": "/claims?outlet=A&stance=demanded", "claim": f"/claims/{CLAIM.id}",
    "statement": f"/statements/{STATEMENT.id}", "divergence": f"/divergences/{RECORD.divergences[0].id}",
    "person": f"/people/{RECORD.entities[0].id}", "source": f"/sources/{RECORD.documents[0].id}",
    "nothing": "/claims/none.json.html",
}  # fmt: skip


def test_from_the_overview_to_the_words_and_back(page, story) -> None:
    """An editor's way: a line of the summary, the statement in its passage, its claim, the whole text."""
    page.goto(story)
    page.locator("main a.ref, main .ref a").first.click()
    page.wait_for_url("**/statements/*")
    assert page.locator(".context mark.lit").count() >= 1
    page.get_by_role("link", name="In the whole text").click()
    page.wait_for_url("**/sources/*")
    assert page.locator("mark.lit").count() >= 1
    page.go_back()
    page.locator("section a[href^='/claims/']").last.click()
    page.wait_for_url("**/claims/*")
    assert page.locator(".card").count() >= 1


def test_searching_and_narrowing_make_addresses(page, story) -> None:
    """What is shown can be sent to a colleague: it stands in the address."""
    page.goto(story)
    page.keyboard.press("/")
    page.keyboard.type("containers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=containers*")
    assert page.locator(".hits mark").count() >= 2

    page.goto(f"{story}/claims")
    page.get_by_text("Narrow", exact=True).click()
    page.get_by_label("Stance").select_option("demanded")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**stance=demanded*")
    assert page.get_by_role("note").count() == 1
    page.get_by_role("link", name="Show everything").click()
    page.wait_for_url("**/claims")


def test_the_timeline_in_the_readers_own_zone(page, story) -> None:
    """The browser's zone is offered; a bar zooms in and leads out again."""
    page.goto(f"{story}/timeline")
    page.get_by_label("Clock").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Set").click()
    page.wait_for_url("**zone=Asia*")
    assert "18:05" in page.locator("main").inner_text()
    page.locator(".strip a").first.click()
    page.wait_for_url("**from=*")
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url("**/timeline?zone=Asia*")


def test_keys_walk_and_open(page, story) -> None:
    """j and k go from entry to entry, o opens, s shows the source, b goes back, ? lists the keys."""
    page.goto(f"{story}/claims")
    page.keyboard.press("j")
    first = page.locator(".here").get_attribute("id")
    page.keyboard.press("j")
    assert page.locator(".here").get_attribute("id") != first
    page.keyboard.press("k")
    assert page.locator(".here").get_attribute("id") == first
    assert page.evaluate("document.activeElement.classList.contains('here')")
    page.keyboard.press("s")
    page.wait_for_url("**/statements/*")
    page.keyboard.press("b")
    page.wait_for_url("**/claims")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/claims/*")

    page.keyboard.press("?")
    told = page.locator("dialog[open]").inner_text()
    assert {"j", "k", "o", "m", "s", "u", "/", "?"} <= set(told.split())
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("#find").input_value() == ""


def test_single_keys_can_be_turned_off(page, story) -> None:
    """For those who dictate; the choice holds on the next page, and the list of keys is still at hand."""
    page.goto(f"{story}/claims")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("These keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.goto(f"{story}/people")
    page.keyboard.press("j")
    assert page.locator(".here").count() == 0
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("These keys work").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.locator(".here").count() == 1


def test_the_theme_is_kept(page, story) -> None:
    """Chosen once it holds on the next page."""
    page.goto(story)
    page.get_by_role("button", name="Use dark colours").click()
    page.goto(f"{story}/people")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_news_is_held_back_until_it_is_asked_for(page, served, tmp_path) -> None:
    """A record replaced under an open page: a quiet bar, nothing moves; then the new entries, marked, until seen."""
    write(tmp_path, earlier(RECORD))
    address = served(tmp_path)
    page.goto(f"{address}/alone")
    page.wait_for_selector("html[data-live]", state="attached")
    before = page.locator("main").inner_html()
    assert page.locator("#live").inner_text() == ""

    write(tmp_path, RECORD)
    page.wait_for_selector("#show-new")
    assert "1 new" in page.locator("#live").inner_text()
    assert page.title().startswith("(1 new) ")
    assert page.locator("main").inner_html() == before

    page.keyboard.press("u")
    page.wait_for_selector(".tag.new")
    assert "1 since you last looked" in page.locator("#live").inner_text()
    page.keyboard.press("u")
    page.wait_for_url("**/changes?since=*")
    assert RECORD.claims[-1].text[:20] in page.locator("main").inner_text()
    page.keyboard.press("m")
    page.goto(f"{address}/alone")
    page.wait_for_selector("html[data-live]", state="attached")
    assert page.locator("#live").inner_text() == ""
    assert page.locator(".tag.new").count() == 0


def test_a_post_that_has_come_is_told_while_it_is_woven(page, served, tmp_path) -> None:
    """The bar says so in the words of the watcher, as text and not as markup; nothing else moves, and it goes again."""
    write(tmp_path, RECORD)
    version = sha256((tmp_path / "record.json").read_bytes()).hexdigest()[:12]
    page.goto(f"{served(tmp_path)}/alone")
    page.wait_for_selector("html[data-live]", state="attached")
    before = page.locator("main").inner_html()
    announce(tmp_path, Arrivals(after=version, count=1, words="1 new post from <b>The Quay</b>"))
    page.wait_for_selector("#live .coming")

    assert page.locator("#live").inner_text() == "Coming in: 1 new post from <b>The Quay</b>"
    assert page.locator("main").inner_html() == before
    withdraw(tmp_path)
    page.wait_for_selector("#live .coming", state="detached")


def test_a_page_out_of_sight_does_not_hold_a_connection(page, story) -> None:
    """Browsers allow six connections to one server: a seventh page answers."""
    pages = [page.context.new_page() for _ in range(6)]
    for one in pages:
        one.goto(f"{story}/claims")
        one.evaluate("""() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    page.goto(f"{story}/people")
    page.wait_for_selector("html[data-live]", state="attached")
    for one in pages:
        one.close()


def test_an_empty_folder_shows_the_record_when_it_comes(page, served, tmp_path) -> None:
    """A page that waits says so, hears of the record, and shows it when asked."""
    address = served(tmp_path)
    page.goto(address)
    assert "holds no record yet" in page.locator("main").inner_text()
    write(tmp_path, RECORD)
    page.wait_for_selector("#show-new")
    page.locator("#show-new").click()
    page.wait_for_selector("#overview-h")


def test_hostile_words_run_nowhere(page, served, tmp_path) -> None:
    """Titles, texts and names full of script: no page runs any of it (the fixture fails on dialogs and errors)."""
    bad = '"><img src=x onerror="window.hit=1;alert(1)"></script><script>window.hit=1;alert(2)</script>'
    write(tmp_path, poisoned(RECORD, bad))
    address = served(tmp_path)
    for name, path in VIEWS.items():
        if name in {"nothing", "compare"}:
            continue
        page.goto(address + path.replace("outlet=A&", ""))
        pointer = page.locator("a[href^='/statements/']")
        if pointer.count() and name in {"overview", "claims", "search"}:
            pointer.first.hover()
            page.wait_for_timeout(180)
        assert page.evaluate("window.hit === undefined"), path
        assert page.locator("main img").count() == 0


WHOLE = {"resultTypes": ["violations"], "preload": False}
CONTRAST = {"resultTypes": ["violations"], "preload": False, "runOnly": ["color-contrast", "link-in-text-block"]}
"""Dark changes colours only, so that the other rules need not be asked twice."""
COLOURED = ("overview", "matrix", "divergences", "voices", "compare", "statement")
"""Views that between them show everything that has a colour."""
PLAIN = frozenset({"narrowed", "sources", "problems", "nothing"})
"""Views made of nothing that is not on another too; axe takes about a second for each."""


@pytest.mark.parametrize(
    ("scheme", "rules", "views"), [("light", WHOLE, tuple(VIEWS)), ("dark", CONTRAST, COLOURED)], ids=["light", "dark"]
)
def test_everybody_can_read_it(page, story, scheme: str, rules: dict, views: tuple[str, ...]) -> None:
    """axe finds nothing serious or critical on any view, in light and in dark; a picture of each is kept."""
    page.emulate_media(color_scheme=scheme)
    axe = Axe()
    found = {}
    for name in views:
        page.goto(story + VIEWS[name])
        picture(page, name, scheme)
        if name in PLAIN:
            continue
        grave = [
            f"{v['id']}: {v['nodes'][0]['html'][:160]}"
            for v in axe.run(page, options=rules).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]
        if grave:
            found[name] = grave
    assert found == {}


def test_nothing_is_wider_than_a_narrow_screen(page, story) -> None:
    """At 360 pixels only tables scroll, never the page; a picture of each view is kept."""
    page.set_viewport_size({"width": 360, "height": 800})
    for name, path in VIEWS.items():
        page.goto(story + path)
        picture(page, name, "narrow")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_thirty_outlets_fit_on_a_desk_and_on_a_telephone(page, served, tmp_path) -> None:
    """The matrix shows all its columns beside the claims without scrolling, each link large enough to hit; on a narrow
    screen the page stays narrow.
    """
    write(tmp_path, many(30, 4))
    address = served(tmp_path)
    page.goto(f"{address}/matrix")
    picture(page, "thirty", "light")
    region = page.locator(".scroll").first
    assert region.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert page.locator(".matrix thead th").count() == 31
    box = page.locator(".matrix td a").first.bounding_box()
    assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, target size

    page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/", "/matrix", "/timeline", "/origins", "/compare?a=A&b=AD"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_paper_holds_the_words_and_no_controls(page, story) -> None:
    """Printed: no bar, form or button, the story's name on each page; a picture of the main views is kept."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1015})
    for name in ("overview", "timeline", "matrix", "claims", "divergences", "compare", "statement"):
        page.goto(story + VIEWS[name])
        picture(page, name, "printed")
        assert not page.locator(".top, .contents, .facets, .tool").filter(visible=True).count()
        assert page.title().split(" – ")[-1] in page.locator("main").inner_text()
