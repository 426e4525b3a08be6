"""Edited posts in a real browser: an editor's way to them, what is read aloud, and pictures to look at."""

import averly
from axe_playwright_python.sync_playwright import Axe
from folders import followed, reworded, without
from pictures import picture

RECORD = averly.record()
COUNTED = RECORD.posts[5]


def steps() -> list:
    """A figure that was edited three times, the last words again as before; and a post that was withdrawn."""
    said = [
        reworded(RECORD, ("Around 400 containers may be released", f"Around {n} containers may be {how}"))
        for n, how in ((100, "unloaded"), (250, "unloaded"), (250, "released"), (400, "released"))
    ]
    return [*said, without(RECORD, RECORD.posts[1].id)]


def test_from_the_account_to_each_earlier_wording(page, served, tmp_path) -> None:
    """The source says that a post was edited; a click shows the wordings, another the whole of one."""
    followed(tmp_path, steps())
    base = served(tmp_path)
    page.goto(f"{base}/sources/{COUNTED.document}")
    page.get_by_role("link", name="edited 3 times").click()
    page.wait_for_url("**/posts/*")
    assert page.locator(".step del").all_inner_texts()[-1].endswith("100")
    page.locator(".step summary").last.click()
    assert "Around 100 containers may be unloaded" in page.locator(".step").last.inner_text()
    for kind, (scheme, width) in {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 360)}.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in (("post", f"/posts/{COUNTED.id}"), ("posts", "/posts")):
            page.goto(base + address)
            picture(page, name, kind)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
            assert found.violations_count == 0, found.generate_report()


def test_what_changed_shows_the_edit_itself(page, served, tmp_path) -> None:
    """From the page of changes an editor sees the words that went, without opening anything."""
    followed(tmp_path, steps()[:1])
    base = served(tmp_path)
    page.goto(base)
    followed(tmp_path, steps()[3:])
    page.locator("#show-new").click()
    page.goto(f"{base}/changes")
    assert page.locator("del").first.inner_text().endswith("100")
