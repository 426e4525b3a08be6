"""Articles dumped line by line: headline, what surrounds the story, and where it ends."""

from laid import laid, role_of

PAGE = """9,000 people chose to be part of the Velmar Gazette community - thank you.

Skip to content
Edit post

Union and owners agree to meet again, mayor says

by Ann Marlow and The Velmar Gazette news desk May 3, 2024 6:04 PM 2 min read
Mayor Helen Orsin speaks in Velmar on Jan. 10, 2024. (Carl Voss / AFP via Getty Images)
This audio is created with AI assistance

Editor's note: This is a developing story and is being updated.

The union and the owners have agreed to meet again, Mayor Helen Orsin announced on Friday.

"They will come together again," Orsin said, and added that both sides had exchanged papers.

The union had urged the owners to accept a truce in Velmar before the talks began.

Also Read: Five harbours to visit this year

The owners saw the meeting as a continuation of last year's talks, their spokesman said.

Union walks out of the talks after an hour, no deal in sight
Some of the demands include shorter shifts for all crews, an unnamed source told a newspaper.

Independent journalism needs a community -
not a paywall.

We're working hard, and we're keeping it free for everyone.

News Feed

8:42 PM

A baker's long road to the harbour.

The baker of the old town left her shop in the spring and signed on a ship. Subscribe to our channel for more.
MORE NEWS
* indicates required
"""


def test_the_story_and_what_surrounds_it():
    """Pleas, navigation, bylines, captions, links and the feed below are told from the story."""
    layout = laid(PAGE)
    expected = {
        "9,000 people": "boilerplate",
        "Skip to content": "boilerplate",
        "Union and owners agree": "headline",
        "by Ann Marlow": "byline",
        "Mayor Helen Orsin speaks": "caption",
        "This audio": "boilerplate",
        "Editor's note": "housekeeping",
        "The union and the owners have": "body",
        "Also Read": "boilerplate",
        "The owners saw": "body",
        "Union walks out": "boilerplate",
        "Some of the demands": "boilerplate",
        "not a paywall": "boilerplate",
        "The baker of": "boilerplate",
        "* indicates": "boilerplate",
    }
    assert {words: role_of(PAGE, layout, words) for words in expected} == expected
    assert layout.kind == "article"
    assert layout.title == "Union and owners agree to meet again, mayor says"
    assert layout.outlet == "Velmar Gazette"
    assert layout.outlet_basis


def test_a_link_amid_the_story_does_not_end_it():
    """`More:` and `Related:` lines are links; the paragraphs below them are still the story."""
    text = "Port reopens after strike\nThe port of Velmar has reopened, the mayor said.\n" + "".join(
        f"{link}\nCrews returned to Velmar on day {number}, and the mayor thanked them for their patience again.\n"
        for number, link in enumerate(["More: Ten best ports", "Related: Bread gets dearer", "READ MORE: Ferries"])
    )
    layout = laid(text)
    assert role_of(text, layout, "Ten best ports") == "boilerplate"
    assert all(role_of(text, layout, f"on day {number}") == "body" for number in range(3))


def test_captions_amid_the_body():
    """A long line without a stop amid the body is a picture's caption; a short one is a subhead."""
    text = (
        "Port reopens after strike\nThe port has reopened, the mayor said on Monday.\n"
        "Crews cheered as the first of nine ships left the harbour of Velmar at dawn\n"
        "The union was pleased, its leader said.\nA long wait\nShips had waited for nine days.\n"
    )
    layout = laid(text)
    assert role_of(text, layout, "Crews cheered") == "caption"
    assert role_of(text, layout, "A long wait") == "kicker"


def test_datelines_and_credits():
    """An agency's dateline is a credit, so that later steps can tell whose words follow."""
    text = "Port reopens after strike\nVELMAR, Kaldora (Reuters) - The port of Velmar has reopened, the mayor said.\n"
    layout = laid(text)
    assert role_of(text, layout, "VELMAR") == "credit"
    assert role_of(text, layout, "The port of Velmar") == "body"
    two = text.replace("VELMAR, Kaldora", "VELMAR/NEW TAMBER")
    assert role_of(two, laid(two), "The port of Velmar") == "body"


def test_titles_below_the_end_are_links():
    """Titles with no sentence below them, at the very end, belong to other stories."""
    text = (
        "Port reopens after strike\n"
        + "The port has reopened, the mayor said on Monday.\n" * 4
        + ("Ten best ports to visit this summer\nWhy bread has never been so dear\n")
    )
    layout = laid(text)
    assert role_of(text, layout, "Ten best ports") == "boilerplate"
    assert role_of(text, layout, "Why bread") == "boilerplate"


def test_known_title():
    """A title that the reader knows is the headline wherever it stands near the top."""
    text = "Live\nHarbour\nThe port, nine days on.\nThe port has reopened, the mayor said.\n"
    layout = laid(text, title="The port, nine days on.")
    assert role_of(text, layout, "The port, nine") == "headline"
