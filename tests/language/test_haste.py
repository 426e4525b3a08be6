"""What makes the parser quicker changes nothing that it finds."""

import numpy as np
import pytest
import spacy

from rashomon.language import parser
from rashomon.language.moves import Moves
from rashomon.language.rules import Rules

TEXTS = [
    "Let's go, y'all: I'm gonna get it, c'mon, you've gotta. There's no way it ain't so.",
    "Ines Marle said that gate 4 of the Kelm dam, which had been shut, would do. “It does,” she told us.",
    "  blanks\t and\n\nlines of  them ",
    "But the council had but one vote, as it and I saw; the vote did not count before Monday.",
    "",
]


@pytest.fixture(scope="module")
def plain():
    """The model as spaCy loads it, but for our sentence bounds."""
    nlp = spacy.load(parser._folder(), exclude=["senter"])
    parser.parse([""])
    nlp.add_pipe("rashomon_bounds", before="parser")
    return nlp


def read(doc):
    """All that anybody reads of a Doc."""
    return [
        (t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start, str(t.morph)) for t in doc
    ]


def test_a_parse_is_what_spacy_itself_gives(plain):
    """Tags, lemmas, forms, dependencies, names and sentences are those of the model as it is loaded by spaCy."""
    ours = parser.parse(TEXTS)
    assert [read(doc) for doc in ours] == [read(doc) for doc in plain.pipe(TEXTS, batch_size=parser.BATCH)]


def test_a_parse_does_not_depend_on_what_is_parsed_beside_it():
    """A text alone gives what it gives among others."""
    assert [read(doc) for doc in parser.parse(TEXTS)] == [read(parser.parse([text])[0]) for text in TEXTS]


def test_products_are_those_of_numpy():
    """The parser's networks multiply with our product, which is right for one row, many rows and none."""
    numbers = np.random.default_rng(7)
    ops = parser._pipeline().get_pipe("ner").model.ops
    weights = numbers.random((288, 96), dtype=np.float32)
    for rows in (0, 1, 2, 77):
        given = numbers.random((rows, 96), dtype=np.float32)
        assert np.allclose(ops.gemm(given, weights, trans2=True), given @ weights.T, atol=1e-4)
    assert np.allclose(ops.gemm(weights, weights, trans1=True), weights.T @ weights, atol=1e-3)


def test_a_rule_on_the_second_of_two_words_is_applied_to_it_and_the_later_rule_holds():
    """Rules of one and of two words, by their place and in their order, as spaCy applies them."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": {"REGEX": "^d.m$"}}, {"LOWER": {"IN": ["gate", "wall"]}}]], {"LEMMA": "door"}, index=1)
    ruler.add([[{"LOWER": "gate"}], [{"LOWER": {"NOT_IN": ["gate", "wall", "dam"]}}]], {"LEMMA": "other", "POS": "X"})
    ruler.add([[{"LOWER": "wall"}, {"IS_SPACE": True}]], {"LEMMA": "end"})
    words = "dam wall \n dam gate wall dim gate"
    expected = [(t.lemma_, t.pos_) for t in nlp(words)]
    ours = nlp.make_doc(words)
    assert [(t.lemma_, t.pos_) for t in Rules(ruler)(ours)] == expected
    assert ("door", "") not in expected[5:6]
    assert ("end", "") in expected


def test_a_rule_of_three_words_is_refused():
    """The table knows pairs only, and says so instead of leaving a rule out."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]], {"LEMMA": "x"})
    with pytest.raises(ValueError, match="two tokens"):
        Rules(ruler)


def test_a_parser_of_another_kind_is_refused():
    """A parser that searches finds other things than one that moves greedily, and is not replaced in silence."""
    nlp = spacy.blank("en")
    searching = nlp.add_pipe("beam_ner")
    searching.add_label("GATE")
    nlp.initialize()
    with pytest.raises(ValueError, match="another kind"):
        Moves(searching)


def test_one_text_alone_and_texts_without_words_move_too(plain):
    """A component is called for one Doc as well, and a batch may hold nothing to read."""
    heads = Moves(plain.get_pipe("parser"))
    assert len(heads(plain.make_doc(""))) == 0
    assert [len(doc) for doc in heads.pipe([plain.make_doc(""), plain.make_doc("")])] == [0, 0]
    assert heads(plain.make_doc("The gate of the dam was shut.")).has_annotation("DEP")
