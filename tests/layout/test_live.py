"""Live pages that show no stamps: titles, lone names and repeats."""

from laid import laid, role_of

PAGE = """Union calls for talks as ‘next step’
Union leader Carl Voss says a meeting must be the next step.
That would be our next step.
Key events
Owners say union voiced ‘impossible’ demands
The owners’ spokeswoman says the union voiced demands that nobody can meet.
Union calls for talks as ‘next step’
Union leader Carl Voss says a meeting must be the next step.
That would be our next step.
Talks end after just two hours

Ada Brook
The talks lasted under two hours, people present said to reporters.
Voss, at a rally in Velmar, said:
They sent the people they sent last year. It is an empty process.

Otto Marn
The mayor joined the leaders on a call to discuss the strike in the harbour.
Here are some images from the harbour, where crews stood by their ships.
"""


def test_posts_without_stamps():
    """Titles and lone names open posts; none has a time, and none is made up."""
    layout = laid(PAGE)
    assert layout.kind == "live"
    assert [(post.title, post.author) for post in layout.posts] == [
        ("Union calls for talks as ‘next step’", None),
        ("Owners say union voiced ‘impossible’ demands", None),
        ("Union calls for talks as ‘next step’", None),
        ("Talks end after just two hours", "Ada Brook"),
        (None, "Otto Marn"),
        (None, None),
    ]
    assert {post.published for post in layout.posts} == {None}


def test_the_pinned_copy_points_at_the_post():
    """What is pinned above the key events is the same post as its copy in the stream."""
    posts = laid(PAGE).posts
    assert posts[0].same_as == posts[2].id
    assert [post.same_as for post in posts[1:]] == [None] * 5


LEAD = "Crews and owners met in the customs house of Velmar on Friday, for the first time since the strike began in May"


def test_a_lead_that_is_posted_twice_opens_a_post_both_times():
    """With a name changed and its first words turned round; what one post says again of itself, or in few of the same
    words, opens none.
    """
    again = LEAD.replace("Crews and owners", "Owners and the crews")
    other = "The mayor met crews in the customs house of Velmar on Friday and told them that he had no offer to make"
    rest = f"{again}, a source said.\n\nEda Lind\n{LEAD}, it is said.\n"
    page = f"{PAGE}\nTalks go on next week\nThe two sides will meet again, {{}}\n{rest}"

    def openings(text: str) -> list[str]:
        return [text[post.start : post.end][:12] for post in laid(text).posts][6:]

    assert openings(page.format("the mayor said.")) == ["Talks go on ", "Owners and t", "Eda Lind\nCre"]
    assert openings(page.replace(again, other).format("the mayor said.")) == ["Talks go on ", "Eda Lind\nCre"]
    assert openings(page.replace(again, "It rains.").format(f"{again}.")) == ["Talks go on ", "Eda Lind\nCre"]


def test_pictures_that_follow_a_title_are_no_post_of_their_own():
    """The line that leads to them is then what the title stands over."""
    page = PAGE.replace(
        "Talks end after just two hours\n\n", "Talks end after just two hours\nHere are some images of it.\n\n"
    )
    assert [post.title for post in laid(page).posts].count(None) == 3


def test_roles():
    """Quotes without marks stay body; the index word and pictures' introductions do not."""
    layout = laid(PAGE)
    assert role_of(PAGE, layout, "They sent the people") == "body"
    assert role_of(PAGE, layout, "Key events") == "kicker"
    assert role_of(PAGE, layout, "Here are some images") == "housekeeping"
    assert role_of(PAGE, layout, "Talks end after") == "heading"


def test_an_article_with_subheads_is_no_live_page():
    """Subheads alone make no live page."""
    text = (
        "Port reopens after strike\n\nThe port has reopened, the mayor said on Monday.\n\nAnger on the quay\n\n"
        "Crews were angry, the union said on Monday.\n\nA long wait\n\nShips had waited for days, captains said.\n"
    )
    layout = laid(text)
    assert layout.kind == "article"
    assert role_of(text, layout, "Anger on the quay") == "kicker"
