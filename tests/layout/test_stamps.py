"""Live dumps with stamps: where posts begin, when they were put out, who wrote them, what they are."""

from datetime import date

import pytest
from laid import laid, role_of, times

GLUED = """Summary

  • The port of Velmar reopens after nine days
  • Crews return to work on Friday

  1. Analysis

    Why the deal may holdpublished at 09:12 British Summer Time 3 May

    Ada Brook
    Political correspondent

    A tug in the harbour at dawnImage source, Northwire
    Image caption,

    Tugs left the quay at dawn

    The deal may hold, because both sides need it.

    You can follow our live page on the radio. Stay with us.

  2. Union signs deal, leader sayspublished at 08:55 British Summer Time 3 May
    Breaking

    The union has signed, its leader Carl Voss says. He named three points:

    1. Pay rises
    2. Shorter shifts

  3. That's all for todaypublished at 08:40 British Summer Time 3 May

    We're ending our live coverage. You can read more:

    Harbour dispute: a guide
"""


def test_stamps_glued_to_titles():
    """A stamp glued to a title dates the post below it; number, kicker and stamp are no part of the title."""
    layout = laid(GLUED, near=date(2024, 5, 2))
    assert layout.kind == "live"
    assert [post.title for post in layout.posts] == [
        "Why the deal may hold",
        "Union signs deal, leader says",
        "That's all for today",
    ]
    assert times(layout) == ["2024-05-03 08:12", "2024-05-03 07:55", "2024-05-03 07:40"]
    assert [post.label for post in layout.posts] == ["analysis", "breaking", "housekeeping"]
    assert layout.posts[0].author == "Ada Brook"
    assert GLUED[layout.posts[0].start :].startswith("1. Analysis")


def test_roles_inside_posts():
    """Captions, credits, bylines and the newsroom's own words stand apart from what the post says."""
    layout = laid(GLUED)
    expected = {
        "The port of Velmar reopens": "list-item",
        "A tug in the harbour": "caption",
        "Image source, Northwire": "credit",
        "Tugs left the quay": "caption",
        "The deal may hold, because": "body",
        "You can follow": "housekeeping",
        "The union has signed": "body",
        "1. Pay rises": "list-item",
        "Political correspondent": "byline",
        "Harbour dispute: a guide": "boilerplate",
        "Why the deal": "heading",
        "published at 09:12": "kicker",
    }
    assert {words: role_of(GLUED, layout, words) for words in expected} == expected


def test_no_year_is_no_time():
    """Stamps whose year nothing tells leave the post undated, and the layout says so."""
    layout = laid(GLUED)
    assert times(layout) == [None, None, None]
    assert [problem.code for problem in layout.problems] == ["time-without-date"]


ALONE = """Harbour strike: latest updates
The strike entered its ninth day.
16 May 2025
23:40 GMT
Port of Velmar reopens
The port of Velmar has reopened, the harbour master said.
23:10 GMT
Crews returned to their ships, the union said.
00:30 GMT
The union and the owners met again, both said.
What the strike means for the price of bread (Lena Korr)
Ferries at a standstill? Otto Marn, professor of transport, Velmar University
"""


def test_stamps_on_their_own_lines():
    """Under a date line each stamp opens a post; what stands above the first is no post."""
    layout = laid(ALONE)
    assert times(layout) == ["2025-05-16 23:40", "2025-05-16 23:10", "2025-05-16 00:30"]
    assert [post.title for post in layout.posts] == ["Port of Velmar reopens", None, None]
    assert layout.title == "Harbour strike: latest updates"
    assert role_of(ALONE, layout, "The strike entered") == "body"
    assert layout.problems == ()


def test_links_below_the_last_post():
    """Titles that end in their author's name, below the last post, are other stories."""
    layout = laid(ALONE)
    assert role_of(ALONE, layout, "What the strike means") == "boilerplate"
    assert role_of(ALONE, layout, "Ferries at a standstill") == "boilerplate"
    assert ALONE[layout.posts[-1].end - 10 : layout.posts[-1].end] == "both said."


def test_oldest_first_over_midnight():
    """A page that runs forwards and jumps back has crossed midnight; `Updated at` changes a post, it opens none."""
    text = (
        "17 May\n22.15 BST\nFerries halted\nAll crossings are off.\nUpdated at 22.40 BST\n\n"
        "23.50 BST\nMinister calls a meeting\nShe said so.\n\n00.20 BST\nMeeting begins\nIt has begun, they said.\n"
    )
    layout = laid(text, url="https://news.example/live/2025/may/17/ferries")
    assert times(layout) == ["2025-05-17 21:15", "2025-05-17 22:50", "2025-05-17 23:20"]
    assert f"{layout.posts[0].modified:%H:%M}" == "21:40"


def test_newest_first_over_midnight():
    """A page that runs backwards goes back a day where its clock jumps up."""
    text = "3 March 2024\n00:20 UTC\nOne.\n00:05 UTC\nTwo.\n23:50 UTC\nThree.\n21:00 UTC\nFour.\n"
    assert times(laid(text)) == ["2024-03-03 00:20", "2024-03-03 00:05", "2024-03-02 23:50", "2024-03-02 21:00"]


def test_pinned_post_keeps_its_day():
    """A first post out of order is pinned: it does not move the others to another day."""
    text = "3 March 2024\n09:00 UTC\nPinned.\n18:20 UTC\nOne.\n17:50 UTC\nTwo.\n16:00 UTC\nThree.\n"
    assert times(laid(text))[1:] == ["2024-03-03 18:20", "2024-03-03 17:50", "2024-03-03 16:00"]


@pytest.mark.parametrize("stamp", ["8:42 PM", "20:42", "20.42"])
def test_no_zone_is_not_utc(stamp):
    """A stamp without a zone stays unknown, with a problem; a zone that the user gives settles it."""
    text = f"{stamp}\nGates open\nThe gates are open, she said.\n\n8:10 PM\nWater rises\nIt rose by a metre.\n"
    bare = laid(text, day=date(2024, 3, 2))
    assert times(bare) == [None, None]
    assert [problem.code for problem in bare.problems] == ["date-without-zone"]
    assert times(laid(text, day=date(2024, 3, 2), timezone="Europe/Paris")) == ["2024-03-02 19:42", "2024-03-02 19:10"]


def test_ambiguous_zone_needs_help():
    """A zone name with several meanings counts only where the zone given is one of them."""
    text = "3 March 2024\n10:00 IST\nOne thing happened.\n09:00 IST\nAnother did.\n"
    assert times(laid(text)) == [None, None]
    assert times(laid(text, timezone="Asia/Kolkata")) == ["2024-03-03 04:30", "2024-03-03 03:30"]
    assert times(laid(text, timezone="America/New_York")) == [None, None]
    assert times(laid(text, url="https://www.ndtv.com/live/x")) == ["2024-03-03 04:30", "2024-03-03 03:30"]


def test_american_stamps_and_recaps():
    """Full stamps need no date line; a post headed `what we know so far` is a recap, and so are its words."""
    text = (
        "12:09 a.m. ET, October 30, 2023\n\nSenator Hale says vote will be delayed\n\nFrom Ann Marlow\n\n"
        "The senator told reporters so.\n\n11:41 p.m. ET, October 29, 2023\n\nWhat we know so far about the vote\n\n"
        "• The vote is delayed\n"
    )
    layout = laid(text)
    assert times(layout) == ["2023-10-30 04:09", "2023-10-30 03:41"]
    assert layout.posts[0].author == "Ann Marlow"
    assert layout.posts[1].label == "recap"
    assert role_of(text, layout, "The vote is delayed") == "recap"


def test_headline_beside_the_stamp():
    """What stands behind a stamp and a dash is the post's title."""
    text = "3 March 2024\n1800 GMT - Ferries halted in Osterby\nThe company said so.\n1730 GMT - Storm nears\nIt is.\n"
    layout = laid(text)
    assert [post.title for post in layout.posts] == ["Ferries halted in Osterby", "Storm nears"]
    assert times(layout) == ["2024-03-03 18:00", "2024-03-03 17:30"]


def test_minutes_ago_stay_unknown():
    """`21 mins ago` dates nothing without the moment at which the page was taken."""
    layout = laid("21 mins ago\nGates open\nThey are open.\n\n1 hr ago\nWater rises\nIt rose.\n")
    assert times(layout) == [None, None]
    assert [problem.code for problem in layout.problems] == ["time-relative"]


def test_one_post_stamped_twice():
    """`12m ago` above `(18:20 GMT)`, or a time in the title and again below it, stamp one post."""
    text = "12m ago\n(18:20 GMT)\nGates open\nThey are open.\n\n32m ago\n(18:00 GMT)\nWater rises\nIt rose.\n"
    layout = laid(text, day=date(2024, 3, 2))
    assert times(layout) == ["2024-03-02 18:20", "2024-03-02 18:00"]
    assert [post.title for post in layout.posts] == ["Gates open", "Water rises"]
    twice = "Gates openpublished at 18:07 GMT\n18:07 GMT\nBreaking\nAll is open.\nIt rosepublished at 17:40 GMT\nYes.\n"
    assert [post.label for post in laid(twice).posts] == ["breaking", None]


def test_a_lead_may_be_its_headline_alone():
    """Above the first post a single line in the form of a title is the page's headline."""
    text = "Harbour strike: union walks out\n\n3 March 2024\n18:20 GMT\nOne.\n18:00 GMT\nTwo.\n"
    assert laid(text).title == "Harbour strike: union walks out"


def test_one_stamp_makes_no_live_page():
    """An article with a time in its byline, or beside one item of a feed, is no live page."""
    text = (
        "Port reopens after strike\nBy Ann Marlow\n3 May 2024 18:05 GMT\nThe port of Velmar has reopened, she said.\n"
    )
    assert laid(text).kind == "article"
    assert laid(text).day == date(2024, 5, 3)


def test_a_repeated_post_is_one_post():
    """A post shown twice points at the one that was put out first."""
    text = (
        "3 March 2024\n12:00 GMT\nGates open at the Orrel dam\nEngineers opened the gates, the ministry said.\n"
        "11:00 GMT\nWater rises in the valley\nIt rose by two metres since the morning.\n"
        "10:00 GMT\nGates open at the Orrel dam\nEngineers opened the gates, the ministry said.\n"
    )
    first, _, last = laid(text).posts
    assert first.same_as == last.id
    assert last.same_as is None
