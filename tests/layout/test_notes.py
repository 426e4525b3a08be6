"""Notes of the newsroom, galleries and lines that only lead elsewhere leave the story; sentences like them stay."""

import pytest
from laid import laid, role_of

HEAD = "Port reopens after strike, mayor says\n\n"
LINE = "The port of Velmar has reopened after nine days, the mayor said on Monday.\n"
BODY = LINE + "Crews went back to the quay, and the first ferries left within the hour, she added.\n"
EVIDENCE = {"headline", "heading", "body", "list-item", "quote"}


def role(line, words=None):
    """The role of `words` (of the line) amid a story."""
    text = HEAD + BODY + line + "\n" + BODY
    return role_of(text, laid(text), words or line)


@pytest.mark.parametrize(
    "note",
    [
        "(Editing by Ada Vane; Please credit the Marlow Fund. Visit marlow.example to see more stories.)",
        "Reporting by Ada Vane in Velmar and Otto Marn; editing by Carl Voss",
        "Northwire writers Ada Vane in Velmar and Otto Marn in Port Ansel contributed to this report.",
        "This article should not be taken as, and is not intended to provide, investment advice.",
        "Please conduct your own thorough research before you buy a ship.",
        "The leader in harbour news, Quayside is an independent media outlet that strives for high standards.",
        "Interested in offering your expertise to our reporting?",
        "Contact the writers at vane@quayside.example",
        "The chart below illustrates how the price of a berth fell.",
        "This table from Quayside Insider summarises the price of a berth over the past month:",
        "Hier erfahrt ihr bei uns, wie ihr einen Platz im Hafen kaufen könnt.",
        "Ce port est fermé et les bateaux restent dans la rade pour une semaine.",
        "Details on the closed quay: https://t.co/abc123 pic.twitter.com/xyz — Velmar Port (@VelmarPort) May 28, 2016",
    ],
)
def test_a_newsrooms_own_words_are_no_evidence(note):
    """Credits, disclaimers, self-praise, calls to write, pointers to charts, other tongues and bare links."""
    assert role(note) not in EVIDENCE


@pytest.mark.parametrize(
    "sentence",
    [
        "The inquiry found that tired crews contributed to this report being late, Ms Vane said.",
        "The Quayside is an independent media outlet whose office was searched on Monday.",
        "The maps show the owners keeping the old quay, the mayor said.",
        "9/11 Commission members met the mayor and asked for the harbour's files.",
        '"Wir sind nicht die Letzten, die das so sehen und auch sagen," read a banner on the quay.',
        "He called it a Schadenfreude for the owners and said die Fracht would wait.",
        "The port said: we reopen at noon https://t.co/abc123 — Velmar Port (@VelmarPort) May 28, 2016",
    ],
)
def test_sentences_that_resemble_notes_stay(sentence):
    """What is told of the story with the same words is evidence."""
    assert role(sentence) in EVIDENCE


def test_a_note_behind_the_last_sentence_of_a_paragraph_is_cut_off():
    """In parentheses the note runs to the one that closes them, over several sentences."""
    line = "The owners agreed. (Editing by Ada Vane; Please credit the Fund. Visit marlow.example to see more.)"
    assert role(line, "The owners agreed") == "body"
    assert role(line, "(Editing by") == role(line, "Visit marlow") == "housekeeping"


def test_numbered_captions_of_a_gallery():
    """A line with its number in a gallery is a caption where the one beside it has the next number."""
    text = (
        HEAD
        + BODY
        + (
            "1/3 2003 A crew looks out from the quay. (Velmar, May 2, 2003) Ada Vane\n"
            "2/3 2007 Children wait for the ferry. (Velmar, May 3, 2007) Ada Vane\n"
            "3/3 2009 A boy holds a rope. He was hurt later. (Velmar, May 4, 2009) Ada Vane\n"
        )
        + BODY
    )
    layout = laid(text)
    assert {role_of(text, layout, words) for words in ("A crew looks", "Children wait", "He was hurt")} == {"caption"}


@pytest.mark.parametrize(
    "caption",
    [
        "picturehouse The strike began in the old harbour of Velmar in the north",
        "Footage from the quay shows the long line of ferries that waited for the crews on Monday while the mayor and "
        "the owners could be heard to argue in the hall behind the gate",
        "The burnt wheelhouse of the ferry that ran aground on Sunday.Ada Vane / Northwire Pictures",
    ],
)
def test_a_line_without_a_stop_amid_paragraphs_is_a_caption(caption):
    """Whatever its length and first word, a line with no stop among paragraphs with stops describes a picture."""
    assert role(caption) == "caption"


def test_hard_wrapped_lines_are_no_captions():
    """Where lines end amid their sentences, none is a caption for want of a stop."""
    wrapped = "the port of Velmar has now reopened after nine days\nand the first ferries left within one hour of\n" * 4
    text = HEAD + "Ada Vane said that\n" + wrapped + "the ruling, the mayor said."
    assert {p.role for p in laid(text).passages} <= {"headline", "body", "heading"}


def test_a_label_before_the_first_words_and_a_stamp_behind_the_last_are_cut_off():
    """`Story highlights` and `Updated: DATE (Agencies)` stand on the line of what they label."""
    line = "Story highlights The port has reopened after nine days"
    assert role(line, "Story highlights") == "kicker"
    assert role(line, "The port has reopened after") in EVIDENCE
    stamped = "Port reopens after strike Updated: 2016-05-30 09:53 (Agencies)"
    assert role(stamped, "Updated: 2016-05-30") not in EVIDENCE
