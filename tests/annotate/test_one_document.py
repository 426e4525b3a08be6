"""What one document says of who is who: sons, editors' brackets, titles and descriptions. All people are invented."""

import pytest

from rashomon.annotate import find_mentions
from rashomon.language.parser import parse
from rashomon.model.analysis import Passage
from rashomon.model.document import Document


def who(text: str) -> dict[str, set[str]]:
    """The names of people by the words at their places."""
    passage = Passage(id="p", document="d", start=0, end=len(text), role="body")
    document = Document(id="d", sha256="0" * 64, text=text, format="plain")
    found: dict[str, set[str]] = {}
    for mention in find_mentions(document, [passage], parse([text])):
        if mention.kind == "person":
            found.setdefault(mention.span.of(text), set()).add(mention.name)
    return found


def test_a_son_of_the_same_name_is_another_person() -> None:
    """Where the text calls him a son; "Jr." alone may be a man told in full."""
    son = who("Marek Halvorsen met voters. The suit also names Halvorsen's son, Marek Halvorsen Jr., and two aides.")
    same = who("Marek J. Halvorsen Jr. met voters. Later Marek Halvorsen spoke of the harvest.")

    assert son["Marek Halvorsen"] == {"Marek Halvorsen", "Marek Halvorsen Jr."}
    assert not any(name.endswith("Jr.") for names in same.values() for name in names)


def times(text: str, name: str) -> int:
    """How often a word is found as a person's name."""
    passage = Passage(id="p", document="d", start=0, end=len(text), role="body")
    document = Document(id="d", sha256="0" * 64, text=text, format="plain")
    found = find_mentions(document, [passage], parse([text]))
    return sum(m.kind == "person" and m.span.of(text) == name for m in found)


def test_a_name_that_an_editor_put_into_a_quotation_is_found() -> None:
    """In brackets, where the tagger sees no name."""
    text = 'President Vane called the envoy. Vane was angry and Vane hung up. " [Vane] paused and said what he wants. "'
    assert times(text, "Vane") == 4


def test_who_is_once_called_president_is_a_person_throughout() -> None:
    """A form of address before a word tells what it is wherever it stands."""
    text = "President Orrel called the envoy. Orrel was angry and Orrel hung up."
    assert times(text, "Orrel") == 3


@pytest.mark.parametrize("noun", ["chairwoman", "spokeswoman"])
def test_a_description_of_a_woman_is_no_man(noun: str) -> None:
    """The noun tells the gender, and the address of the one holder tells another."""
    text = f"Mr. Thomas Halvorsen, the board's {noun.replace('woman', 'man')}, left. The board's {noun} stayed."
    assert f"The board's {noun}" not in who(text)


def test_a_role_before_a_name_with_a_suffix_is_his() -> None:
    """ "The special counsel, Robert Halvorsen III." names the holder, and "the special counsel" means him."""
    text = "It was led by the special counsel, Robert S. Halvorsen III. An aide was charged by the special counsel."
    assert who(text)["the special counsel"] == {"Robert S. Halvorsen"}


FAMILY = (
    "A relative, Alex Calder, told the Tribune that four had died. In the spring Benno Calder had been taken. "
    "Julian Calder, a cousin, said he did not know why. Mr Calder gave a long account. "
    "Years ago Julian Calder and Benno Calder wrote of the valley."
)


def test_of_a_family_the_one_named_last_is_meant() -> None:
    """Where the first one named is no one in particular: named once, and another twice."""
    assert who(FAMILY)["Calder"] == {"Julian Calder"}


def test_an_office_is_not_that_of_one_named_far_below_in_passing() -> None:
    """The president of whom a text speaks all along is not a former one whom its last line names."""
    far = "Tom Vane is here. The president spoke at length. " + "Vane said the rain went on and on. " * 50
    near = who("The president spoke at length. President Ida Marle then left.")

    assert "The president" not in who(far + "In 2016 a senator signed a brief against President Ida Marle.")
    assert near["The president"] == {"Ida Marle"}


def test_what_a_page_bids_its_reader_is_no_part_of_a_name() -> None:
    """ "Read Marek's review": Marek is not called Read, and a fan of Marek's is on his team."""
    found = who("Marek Halvorsen sang. Read Marek's review here. The town is Team Marek tonight.")

    assert not any(word in name for names in found.values() for name in names for word in ("Read", "Team"))


def test_a_late_relative_is_not_the_one_of_whom_all_speaks() -> None:
    """A surname alone before "his daughter, Ada" is her father's; in a headline it may be short for hers."""
    father = "Marrow said on Friday that the pass was open. Later Marrow left with his daughter, Ada Marrow, for Kelm."
    hers = "The prize went to the daughter of a smith. Ada Marrow, a smith's daughter, won. Marrow wept."

    assert who(father).get("Marrow") == {"Marrow"}
    assert who(hers)["Marrow"] == {"Ada Marrow"}


def test_he_makes_a_single_word_a_person() -> None:
    """Whatever the tagger took it for, where it happens twice."""
    text = (
        "The board met on Friday. Kranz told the board that he would be proud to shut the dam. On Monday Kranz urged "
        "party leaders to wait until he came back. Kranz's rivals at Kranz were silent."
    )

    assert times(text, "Kranz") >= 2


def test_a_son_is_called_by_his_surname_with_junior() -> None:
    """Once the text has named him in full beside his father."""
    found = who(
        "Halvorsen's eldest son, Marek Halvorsen Jr., met the board. Marek Halvorsen waited. Halvorsen Jr. said no."
    )

    assert "Marek Halvorsen Jr." in found["Halvorsen"] | found.get("Halvorsen Jr.", set())
