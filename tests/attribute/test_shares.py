"""Clauses that hold several claims: the rule for each kind by which they are cut, on invented sentences."""

import pytest

from rashomon.attribute.clauses import clauses
from rashomon.attribute.embedded import inside
from rashomon.attribute.raw import Sentence
from rashomon.attribute.seen import seen
from rashomon.attribute.shares import included, shares
from rashomon.language import parser
from rashomon.model.analysis import Passage
from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.pipeline import analyse


def words_of(text):
    passage = Passage(id="p0", document="d", start=0, end=len(text), role="body")
    sentence = Sentence(passage, next(iter(parser.sentences(parser.parse([text])[0]))), 0)
    return [t for t in sentence.tokens if not t.is_space]


def told(pieces):
    return [" ".join(t.text for t in piece).rstrip(" .") for piece in pieces]


def statements(text):
    document = Document(id="d", sha256="0", format="plain", text=text, language="en")
    return [s.text.rstrip(".") for s in analyse(document, Options()).statements]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Six guards and two drivers were killed in the raid on Tuesday.",
         ["Six guards were killed in the raid on Tuesday", "two drivers were killed in the raid on Tuesday"]),
        ("Police arrested six men and a woman in Tarn on Monday.",
         ["Police arrested six men in Tarn on Monday", "Police arrested a woman in Tarn on Monday"]),
        ("Six people were killed and 120 wounded in the blast.",
         ["Six people were killed", "120 wounded in the blast"]),
    ],
)  # fmt: skip
def test_each_number_has_its_clause(text, parts):
    """Several numbers under one verb are several claims, each with what befell them and where."""
    assert sorted(told(clauses(words_of(text)))) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Six guards and two drivers met in Tarn.",
        "Six guards or two drivers were killed.",
        "The win took ten innings and two breaks.",
        "Six guards and their dog were killed.",
        "Six guards and two drivers were not killed.",
    ],
)
def test_what_is_done_together_or_uncounted_stays(text):
    """What people do together, a choice, a denial, and who has no number are not taken apart."""
    words = words_of(text)

    assert shares(words) == [words]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The blast killed twelve people, including ten pupils.", "The blast killed ten pupils"),
        ("The blast killed six people, among them two children.", "The blast killed two children"),
        ("Some 30 villagers, including women and children, were killed in the raid.",
         "women and children were killed in the raid"),
    ],
)  # fmt: skip
def test_who_was_among_them(text, part):
    """Of those whom something befell, some are named: it befell them."""
    assert told(included(words_of(text))) == [part]


@pytest.mark.parametrize("text", ["The list holds twelve ships, including two from Tarn.",
                                  "The blast did not kill twelve people, including ten pupils."])  # fmt: skip
def test_who_was_among_others_is_not_told(text):
    """Nothing is told of a list, or of a denial."""
    assert list(included(words_of(text))) == []


def test_what_a_picture_shows():
    """What is shown to happen is told by itself; what would be shown is not."""
    shown = told(seen(words_of("The video shows two keepers running to the gate.")))

    assert shown == ["two keepers running to the gate"]
    assert list(seen(words_of("The video would show two keepers running to the gate."))) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The north lost two seats, the south lost three, the east has kept all of its own.",
         ["The north lost two seats", "the east has kept all of its own", "the south lost three"]),
        ("The ferry sailed without a crew on Sunday, but was unable to land at Tarn.",
         ["The ferry sailed without a crew on Sunday", "The ferry was unable to land at Tarn"]),
    ],
)  # fmt: skip
def test_clauses_in_a_row(text, parts):
    """Clauses with commas between them are cut; a phrase behind a verb limits nothing but that verb."""
    assert sorted(told(clauses(words_of(text)))) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    ["When the gate fell, the crew ran to the bridge.", "The last time the gate fell, the crew ran to the bridge.",
     "The pump was so old, the crew could not start it."],
)  # fmt: skip
def test_a_clause_that_leans_on_the_next_is_not_cut(text):
    """A clause with "when", of a time, or with "so" says nothing without the one behind it."""
    assert len(clauses(words_of(text))) == 1


def test_a_mark_without_a_verb_behind_it_cuts_nothing():
    """What a dash adds without a verb stays with its clause."""
    text = "The price fell to six crowns on Monday – the lowest level since March."

    assert told(clauses(words_of(text))) == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("The board shut the old port on Monday in response to the strikes on boats near Tarn.",
         "the strikes on boats near Tarn"),
        ("Two people have died in a gun attack on the town hall of Velmar, and the police know of no reason.",
         "a gun attack on the town hall of Velmar"),
    ],
)  # fmt: skip
def test_a_deed_that_is_taken_as_done(text, inner):
    """A deed behind "in response to", or told for the first time with its place, is told by itself."""
    assert inner in [piece for clause in clauses(words_of(text)) for piece in told(inside(clause))]


@pytest.mark.parametrize("text", ["The board would shut the old port in response to a strike on boats near Tarn.",
                                  "The mayor asked the crew for an attack on the town hall of Velmar."])  # fmt: skip
def test_a_deed_that_may_be_is_not_told(text):
    """What would be answered or is only wished for has not been done."""
    assert inside(words_of(text)) == []


def test_a_thing_that_says_something_stays_with_what_was_done_with_it():
    """Thousands signed a letter that calls for something: the signing is told with its object."""
    found = statements("Almost 3,000 people have signed a petition calling for justice for the old bear.")

    assert "Almost 3,000 people have signed" not in found
    assert any(s.startswith("Almost 3,000 people have signed a petition calling for") for s in found)
