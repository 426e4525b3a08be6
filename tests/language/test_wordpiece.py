"""Word pieces: the same as the reference tokenizer gives, each with its place in the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.wordpiece import LONGEST_WORD, basic_words, wordpiece

# (text, pieces, spans) as the `tokenizers` library 0.23 gives them for all-MiniLM-L6-v2, special marks left out.
REFERENCE = [
    (
        "The minister's aide said: “It isn’t over.”",
        "the minister ' s aide said : “ it isn ’ t over . ”",
        [
            (0, 3),
            (4, 12),
            (12, 13),
            (13, 14),
            (15, 19),
            (20, 24),
            (24, 25),
            (26, 27),
            (27, 29),
            (30, 33),
            (33, 34),
            (34, 35),
            (36, 40),
            (40, 41),
            (41, 42),
        ],
    ),
    ("Café naïve œuvre", "cafe naive œ ##u ##vre", [(0, 4), (5, 10), (11, 12), (12, 13), (13, 16)]),
    ("cafe\u0301 de\u0301ja\u0300", "cafe de ##ja", [(0, 4), (6, 8), (9, 11)]),
    (
        "İyi STRASSE straße",
        "i ##yi st ##ras ##se st ##raße",
        [(0, 1), (1, 3), (4, 6), (6, 9), (9, 11), (12, 14), (14, 18)],
    ),
    (
        "I \U0001f642 it \U0001f469\u200d\U0001f467 now",
        "i [UNK] it [UNK] now",
        [(0, 1), (2, 3), (4, 6), (7, 10), (11, 14)],
    ),
    ("東京 and 서울", "東 京 and ᄉ ##ᅥ ##ᄋ ##ᅮ ##ᆯ", [(0, 1), (1, 2), (3, 6), (7, 8), (7, 8), (8, 9), (8, 9), (8, 9)]),
    ("a\x00b\x07c\u200bd\ufffde", "abc ##de", [(0, 5), (6, 9)]),
    ("tab\tnew\nline\r\xa0\u3000end", "tab new line end", [(0, 3), (4, 7), (8, 12), (15, 18)]),
    (
        "$5.3bn+10%=x^2 `a|b~`",
        "$ 5 . 3 ##bn + 10 % = x ^ 2 ` a | b ~ `",
        [
            (0, 1),
            (1, 2),
            (2, 3),
            (3, 4),
            (4, 6),
            (6, 7),
            (7, 9),
            (9, 10),
            (10, 11),
            (11, 12),
            (12, 13),
            (13, 14),
            (15, 16),
            (16, 17),
            (17, 18),
            (18, 19),
            (19, 20),
            (20, 21),
        ],
    ),
    (
        "antidisestablishmentarianism",
        "anti ##dis ##est ##ab ##lish ##ment ##arian ##ism",
        [(0, 4), (4, 7), (7, 10), (10, 12), (12, 16), (16, 20), (20, 25), (25, 28)],
    ),
    ("x" * 101 + " y", "[UNK] y", [(0, 101), (102, 103)]),
    (
        "U.S.-led 1,000",
        "u . s . - led 1 , 000",
        [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 8), (9, 10), (10, 11), (11, 14)],
    ),
    (
        "Привіт світ",
        "п ##р ##и ##в ##і ##т с ##в ##і ##т",
        [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (7, 8), (8, 9), (9, 10), (10, 11)],
    ),
    ("e\u0301e\u0301e\u0301\ufb01 \xbd \u2460", "ee ##e ##ﬁ ½ [UNK]", [(0, 3), (4, 5), (6, 7), (8, 9), (10, 11)]),
    ("  lead  ", "lead", [(2, 6)]),
    ("a_b @c", "a _ b @ c", [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6)]),
    ("नमस्ते", "न ##म ##स ##त", [(0, 1), (1, 2), (2, 3), (4, 5)]),
    ("\u0301", "", []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "pieces", "spans"), REFERENCE)
def test_agrees_with_the_reference(text, pieces, spans):
    names = {number: piece for piece, number in wordpiece().ids.items()}
    found = wordpiece().encode(text)
    assert " ".join(names[number] for number in found.ids) == pieces
    assert list(found.spans) == spans


@given(st.text())
def test_spans_lie_in_the_text_in_order(text):
    found = wordpiece().encode(text)
    assert len(found.ids) == len(found.spans)
    assert all(0 <= start < end <= len(text) for start, end in found.spans)
    assert list(found.spans) == sorted(found.spans)


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N", "P", "S"])))
def test_ascii_spans_cover_every_letter_once(text):
    covered = [place for start, end in wordpiece().encode(text).spans for place in range(start, end)]
    assert covered == list(range(len(text)))


@given(st.text(), st.text())
def test_a_space_separates_texts(left, right):
    joined = wordpiece().encode(f"{left} {right}")
    assert joined.ids == wordpiece().encode(left).ids + wordpiece().encode(right).ids


def test_marks_written_in_a_text_are_only_text():
    pieces = wordpiece()
    assert not {pieces.start, pieces.end} & set(pieces.encode("[CLS] words [SEP]").ids)


def test_vocabulary_is_the_one_the_models_know():
    pieces = wordpiece()
    assert len(pieces.ids) == 30_522
    assert (pieces.padding, pieces.unknown, pieces.start, pieces.end) == (0, 100, 101, 102)


def test_words_keep_the_place_of_each_character():
    assert basic_words("Ça va!") == [("ca", [0, 1]), ("va", [3, 4]), ("!", [5])]


@pytest.mark.timed
@pytest.mark.parametrize("text", ["x" * 1_000_000, "word, " * 100_000, "́" * 1_000_000])
def test_time_is_linear(text):
    began = time.process_time()
    found = wordpiece().encode(text)
    assert time.process_time() - began < 5
    assert len(found.ids) <= len(text)


def test_a_word_over_the_limit_is_unknown():
    assert wordpiece().encode("x" * (LONGEST_WORD + 1)).ids == (wordpiece().unknown,)
