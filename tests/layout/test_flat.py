"""Flattened articles: only the furniture leaves the body, the sentences around it stay."""

import pytest
from laid import laid, role_of

HEAD = "Port reopens after strike, mayor says\n\n"
BODY = "The port of Velmar has reopened after nine days, the mayor said on Monday. " * 8


def layout_of(middle):
    """The layout of a flattened article with `middle` among its sentences."""
    text = HEAD + BODY + middle + " " + BODY.strip()
    return text, laid(text)


@pytest.mark.parametrize(
    ("middle", "furniture", "kept"),
    [
        (
            "Media caption Protests continue in Old Velmar Mr Voss seems to be rowing back.",
            "Protests continue",
            "Mr Voss seems",
        ),
        (
            "Media caption Voss's friends saw his record as a huge burden Then, on 6 May, he left.",
            "Voss's friends",
            "Then, on",
        ),
        (
            "Image copyright Getty Images Image caption Crews at the quay by night According to media, he lost.",
            "Crews at the quay",
            "According to",
        ),
        ("'We lost' Mrs Vane, who led the union until 2019, has been silent.", "'We lost'", "Mrs Vane"),
        ("Despair and anger The union's crews met at the quay.", "Despair and anger", "The union's"),
        (
            "Union in the clear after inquiry: what next for crews Read more Voss did not speak.",
            "Union in the clear",
            "Voss did not",
        ),
        (
            'Vane\'s team react to the all clear "There are many reasons," she said, the mayor says.',
            "Vane's team react",
            '"There are many',
        ),
        ("Getty Images 7 Crews wave to the crowd after the vote The union was pleased.", "Crews wave", "The union was"),
        ("Story continues below advertisement Voss left.", "Story continues", "Voss left"),
        (
            'Image copyright AFP Image caption "He made it worse," read a sign "We must stand together," '
            "organisers wrote.",
            "He made it worse",
            '"We must',
        ),
        (
            "Velmar in pictures Wed, May 1, 2024 Pictures of it. Play slideshow Getty Images 1 of 40 (L-R) Ann "
            "Marlow, Carl Voss and Otto Marn speak in Velmar on May 1, 2024.",
            "(L-R) Ann",
            "The port of Velmar",
        ),
        (
            "Cubs of a harbour seal rest on the quay (Getty) Voss said that crews would return.",
            "Cubs of a",
            "Voss said",
        ),
    ],
)
def test_furniture_leaves_and_sentences_stay(middle, furniture, kept):
    """Whatever is glued between two sentences, both sentences stay evidence."""
    text, layout = layout_of(middle)
    assert role_of(text, layout, furniture) not in {"body", "heading", "headline", "list-item", "quote"}
    assert role_of(text, layout, kept) == "body"
    share = sum(p.end - p.start for p in layout.passages if p.role == "body") / len(2 * BODY)
    assert share > 0.97


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor told The Velmar Post that crews were back.",
        "He called Mr Voss and Mrs Vane before the vote, and met President Hale later.",
        'She said "We will not go back to the quay" and left.',
        "Ferries to Port Ansel, the BBC's reporter says, are full.",
        "In Velmar Mr Voss met crews, and on Friday Mrs Vane did.",
        "His book, The Long Harbour, came out in May; After the Storm is next.",
        "U.S. officials said Mr. Voss of the A.B.C. union had met Gov. Hale.",
    ],
)
def test_plain_sentences_are_not_cut(sentence):
    """Capitals inside names, titles and quotes are no beginnings."""
    _, layout = layout_of(sentence)
    assert [passage.role for passage in layout.passages] == ["headline", "body"]


def test_opening_caption_with_a_photographers_credit():
    """At the top, all that stands before a photographer's credit describes the picture."""
    text = HEAD + "Mayor Orsin greets crews at the quay. (Carl Voss/The Washington Post) " + BODY
    layout = laid(text)
    assert role_of(text, layout, "Mayor Orsin greets") == "caption"
    assert role_of(text, layout, "The port of Velmar") == "body"


def test_short_articles_are_left_alone():
    """Without a mark of furniture a short paragraph is never searched for glue."""
    text = HEAD + "The port has reopened and In the end The Crews cheered."
    assert role_of(text, laid(text), "In the end") == "body"
