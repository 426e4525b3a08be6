"""The page as a whole: one file, loads nothing, escaped, every finding linked, the same bytes each time."""

import base64
import random
import re
from hashlib import sha256
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from poison import poisoned

from rashomon.model.record import Record
from rashomon.report import render
from rashomon.report.desk import anchor
from rashomon.report.page import SECTIONS


def tree(text):
    return html.document_fromstring(text)


def test_same_record_same_bytes(record, page):
    """Rendering is a function of the record alone."""
    assert render(record) == page


def test_an_empty_record_is_still_a_page():
    """Nothing to show is said in words; no section falls over."""
    text = render(Record())
    assert tree(text).xpath("count(//main/section)") == len(SECTIONS)


def test_loads_nothing(page):
    """No element fetches anything: addresses stand in links only."""
    parsed = tree(page)
    assert not parsed.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //img | //form[@action]")
    for element in parsed.iter():
        for name, value in element.attrib.items():
            if "http:" in value or "https:" in value:
                assert (element.tag, name) == ("a", "href")
            assert not name.startswith("on")
            assert name != "style"
    style = parsed.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style


def test_policy_allows_exactly_our_style_and_script(page):
    """The hashes in the policy are those of what the page holds."""
    parsed = tree(page)
    policy = parsed.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_statement_claim_and_divergence_has_a_place(record, page):
    """Each statement is anchored once in the sources and linked at least once; so are claims and divergences."""
    ids = tree(page).xpath("//@id")
    links = set(tree(page).xpath("//a/@href"))
    assert len(ids) == len(set(ids))
    for statement in record.statements:
        assert anchor("s", statement.id) in ids
        assert f"#{anchor('s', statement.id)}" in links
    for claim in record.claims:
        assert anchor("c", claim.id) in ids
    for divergence in record.divergences:
        assert anchor("v", divergence.id) in ids


def test_every_link_inside_leads_somewhere(page):
    """No dangling anchor."""
    parsed = tree(page)
    ids = set(parsed.xpath("//@id"))
    assert {link[1:] for link in parsed.xpath("//a/@href") if link.startswith("#")} <= ids


def test_headings_are_in_order_and_one_leads(page):
    """One h1, first; no level is skipped on the way down."""
    levels = [int(node.tag[1]) for node in tree(page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_and_regions_are_named(page):
    """Header cells have a scope; sections and scrolling regions have a name; the page has its landmarks."""
    parsed = tree(page)
    assert all(cell.get("scope") in {"row", "col"} for cell in parsed.xpath("//th"))
    assert all(region.get("aria-label") for region in parsed.xpath("//*[@role='region']"))
    ids = set(parsed.xpath("//@id"))
    assert all(section.get("aria-labelledby") in ids for section in parsed.xpath("//section"))
    assert parsed.xpath("//html/@lang") == ["en"]
    assert parsed.xpath("//main")
    assert parsed.xpath("//nav[@aria-label]")
    assert parsed.xpath("string(//body/a[1]/@href)") == "#main"


def test_sources_hold_every_passage_whole(record, page):
    """Read in order, an account's passages give back all of its words."""
    parsed = tree(page)
    for note in parsed.xpath("//a[@class='sn'] | //span[@class='role']"):
        note.drop_tree()
    for account in record.documents:
        shown = "".join(parsed.xpath(f"//article[@id='{anchor('d', account.id)}']//text()"))
        for line in account.text.split("\n"):
            assert "".join(line.split()) in "".join(shown.split())


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'`/=;:{}%#\u202e\u2066\u200f\x00\x0b\x85\ufeff\u2028\n"),
        st.characters(),
    ),
    max_size=30,
) | st.sampled_from(
    ["</script><script>alert(1)</script>", "</style>", "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)", "]]>", "<!--",
     "\" onmouseover=\"x", "https://a.example/\"><script>"]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(poison=HOSTILE)
def test_hostile_text_never_becomes_markup(poison, record):
    """Whatever stands in the record, the page has the same elements, no scripted address, no hidden character."""
    text = render(poisoned(record, poison))
    text.encode("utf-8")
    parsed = tree(text)
    assert len(parsed.xpath("//script")) == 1
    assert len(parsed.xpath("//style")) == 1
    assert not parsed.xpath("//img | //iframe | //object | //@onmouseover | //@onerror")
    assert all(re.match(r"#|https?://", href) for href in parsed.xpath("//a/@href"))
    assert not re.search("[\x00\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text)
    ids = parsed.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\x00", "\ufeff"])
def test_hidden_characters_are_written_out(char, record):
    """A character that reorders or hides text is shown by its number."""
    changed = msgspec.structs.replace(record, summary=(msgspec.structs.replace(record.summary[0], text=f"ab{char}cd"),))
    assert f"ab⟨U+{ord(char):04X}⟩cd" in render(changed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_a_record_with_holes_still_shows(seed, record):
    """Whatever is missing (statements, accounts, claims, people), the rest is shown and every link leads somewhere."""
    chance = random.Random(seed)
    lists = ("documents", "passages", "posts", "entities", "statements", "claims", "divergences")
    holed = {name: tuple(item for item in getattr(record, name) if chance.random() < 0.6) for name in lists}
    parsed = tree(render(msgspec.structs.replace(record, **holed)))
    ids = parsed.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in parsed.xpath("//a/@href") if link.startswith("#")} <= set(ids)
