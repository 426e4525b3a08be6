"""Transcripts: who speaks each turn, and what only looks like turns."""

import pytest

from rashomon.attribute.turns import turns
from rashomon.layout import lay_out
from rashomon.model.analysis import Analysis, Passage
from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.pipeline import analyse

HEARING = """Hearing on the dam

The mayor, Mary Marle, and the engineer, Peter Doss, spoke to the council on Monday.

MARLE: The gates are shut. We had no choice about it.

DOSS: Who paid for the wall? The council has hidden the bill.

MARLE: The ministry paid for the wall in spring.

The bill was sent to the council in April.

(Applause)

DOSS: Nobody told the villages about it."""


def read(text: str) -> Analysis:
    return analyse(Document(id="d1", sha256="0" * 64, text=text, format="plain", path="a.txt", language="en"),
                   Options(engine="rules"))  # fmt: skip


def speakers(analysis: Analysis, words: str) -> set[str]:
    """Words of the sources of all statements that hold `words`; "" where it is the outlet's own voice."""
    return {s.source.description or "" if s.source else "" for s in analysis.statements if words in s.text}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The gates are shut", "MARLE"),
        ("had no choice", "MARLE"),
        ("hidden the bill", "DOSS"),
        ("paid for the wall in spring", "MARLE"),
        ("The bill was sent", "MARLE"),
        ("told the villages", "DOSS"),
    ],
)
def test_a_turn_is_its_speakers_to_the_end(words, who):
    """Every sentence of a turn, and the paragraphs it goes on for, is direct speech of the name before the colon."""
    analysis = read(HEARING)

    assert speakers(analysis, words) == {who}
    assert {s.form for s in analysis.statements if words in s.text} == {"direct"}


def test_the_speaker_is_the_person_whom_the_page_names():
    """A label in capitals is the person whose last name it is."""
    analysis = read(HEARING)
    named = {m.who: m.name for m in analysis.mentions}

    assert {named.get(s.source.entity or "") for s in analysis.statements
            if s.source and s.source.description == "DOSS"} == {"Peter Doss"}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The dam of Kelm\n\nLocation: It stands in the north of Vessara.\n\nHeight: It rises ninety metres.\n\n"
        "Owner: The ministry runs it.\n\nCost: The wall was paid for in spring.",
        "Doss: The wall will hold.\n\nThe river rose on Monday.\n\nThe gates were shut at noon.\n\n"
        "The villages were empty by then.\n\nThe council met in the evening.",
    ],
)
def test_labels_that_come_once_make_no_transcript(text):
    """A list of facts, or one colon over a story, leaves what follows to the outlet."""
    document = Document(id="d1", sha256="0", text=text, format="plain")

    assert turns(lay_out(document, timezone=None, near=None).passages, text) == {}


def test_two_of_one_last_name_are_not_guessed_between():
    """Where two people have the label's name, the label stands and no person is chosen."""
    text = HEARING.replace("the engineer, Peter Doss,", "the engineer, Peter Doss, and his aunt, Anna Doss,")

    assert {s.source.entity for s in read(text).statements if s.source and s.source.description == "DOSS"} == {None}


def test_a_label_of_a_part_is_nobodys_name():
    """A moderator without a name speaks, but is not a named source."""
    text = HEARING.replace("DOSS:", "MODERATOR:")

    assert {s.source.named for s in read(text).statements
            if s.source and s.source.description == "MODERATOR"} == {False}  # fmt: skip


def test_questions_of_an_interviewer_and_credits_are_no_turns():
    """Who only asks claims nothing, and what stands below the last turn is given to nobody."""
    text = "\n\n".join(
        ["VANE: Are the gates shut?", "DOSS: They are shut.", "VANE: Who paid for the wall?", "DOSS: The ministry did.",
         "VANE: Is it safe?", "DOSS: Nobody knows that.", "This text was typed by machine."]
    )  # fmt: skip
    lines = text.split("\n\n")
    starts = [text.index(line) for line in lines]
    passages = tuple(Passage(id=f"p{at}", document="d1", start=at, end=at + len(line), role="body")
                     for at, line in zip(starts, lines, strict=True))  # fmt: skip

    held = [raw.content[0].of(text) for raw in turns(passages, text).values()]

    assert held == ["They are shut.", "The ministry did.", "Nobody knows that."]
