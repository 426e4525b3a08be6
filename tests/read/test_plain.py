"""Plain text: unchanged when it is UTF-8, read with a problem when it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import UnknownFormat, UnreadableInput
from rashomon.read import raw_of, read
from rashomon.read.plain import decoded

WORDS = "The mayor of Kesby, Hanne Dörn, said that “nothing is decided”."


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=200))
def test_utf_8_is_decoded_and_not_otherwise_changed(text: str) -> None:
    """Offsets into the text are offsets into the file: line ends, blanks and a byte-order mark stay."""
    assert decoded(text.encode()) == (text, None)


def test_windows_line_ends_and_byte_order_mark_stay() -> None:
    """What an editor hides is still counted."""
    text = f"\ufeff{WORDS}\r\n\r\nSecond.\r"
    assert read(raw_of("a.txt", text.encode()))[0].text == text


@pytest.mark.parametrize("code", ["utf-16", "cp1252"])
def test_another_encoding_is_read_and_told(code: str) -> None:
    """The words come out right, and a problem says that the encoding was found out."""
    (document,) = read(raw_of("a.txt", (WORDS * 3).encode(code)))
    assert document.text == WORDS * 3
    assert [problem.code for problem in document.problems] == ["encoding-guessed"]


def test_a_cut_utf_8_file_stays_utf_8() -> None:
    """A download that ends within a character shows one replacement mark, not a page of wrong letters."""
    (document,) = read(raw_of("a.txt", (WORDS * 30).encode()[:-3]))
    assert "Hanne Dörn" in document.text
    assert [problem.code for problem in document.problems] == ["encoding-guessed"]


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"PK\x03\x04..", b"abc\0def", b"\x89PNG\r\n"])
def test_binary_data_is_refused_with_what_to_do(data: bytes) -> None:
    """It is of no format that we read."""
    with pytest.raises(UnknownFormat):
        read(raw_of("a.txt", data))


@pytest.mark.parametrize("data", [b"", b"  \n\t", b"12.5 -- 7 %"])
def test_no_words_is_an_error_of_its_own(data: bytes) -> None:
    """Nothing, blanks and bare figures are no account."""
    with pytest.raises(UnreadableInput):
        read(raw_of("a.txt", data))


def test_another_language_is_kept_and_flagged() -> None:
    """The text is there for the reader of the record; the problem says why it is not analysed."""
    text = "Le maire de la ville a déclaré mardi que rien n'était décidé, selon un communiqué publié par son bureau."
    (document,) = read(raw_of("a.txt", text.encode()))
    assert (document.language, document.text) == ("fr", text)
    assert [problem.code for problem in document.problems] == ["language-not-read"]


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_read_without_a_mark(code: str) -> None:
    """Every second byte of such a file is zero, and it is text all the same."""
    (document,) = read(raw_of("a.txt", ("The bridge at Lonn is shut, the county said. " * 3).encode(code)))

    assert document.text.startswith("The bridge at Lonn")
    assert [problem.code for problem in document.problems] == ["encoding-guessed"]


def test_english_with_a_few_accented_names_is_read_as_browsers_do() -> None:
    """No statistics tell a lone è of Western Europe from a č of Central Europe; in English the first is meant."""
    told = "The mayor said that the bridge is shut, and that “the town” was sure of it – until Monday. "
    text = told * 4 + "Hélène Prè spoke on Sunday. " + told * 4

    assert decoded(text.encode("cp1252"))[0] == text
