"""What stands inside a clause and is told beside it: the rule for each kind, on invented sentences."""

import pytest

from rashomon.attribute.clauses import clauses
from rashomon.attribute.embedded import embedded, inside
from rashomon.attribute.raw import Sentence
from rashomon.attribute.within import inner_claims
from rashomon.language import parser
from rashomon.model.analysis import Passage
from rashomon.model.document import Document
from rashomon.options import Options
from rashomon.pipeline import analyse


def sentence_of(text):
    passage = Passage(id="p0", document="d", start=0, end=len(text), role="body")
    return Sentence(passage, next(iter(parser.sentences(parser.parse([text])[0]))), 0)


def words_of(text):
    return [t for t in sentence_of(text).tokens if not t.is_space]


def told(pieces):
    return [" ".join(t.text for t in piece) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("There was a rebound before the second letter woke the voters of Tarn.",
         "the second letter woke the voters of Tarn"),
        ("Marchers have gathered every night since her victory was confirmed on Wednesday.",
         "her victory was confirmed on Wednesday"),
        ("She had been leading until the harbour board sent a letter to the council.",
         "the harbour board sent a letter to the council"),
    ],
)  # fmt: skip
def test_a_dated_past_is_told(text, inner):
    """What somebody takes as past in order to date something else is told, without the word that tied it."""
    assert inner in told(embedded(words_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "The crew will stay until the last boat has left the port of Tarn.",
        "The town would have flooded if the pumps had failed on the Monday night.",
        "He asked whether the board sold the port before the mayor resigned in March.",
        "The mayor burned the papers before reaching the court in Tarn.",
        "The board will pay the crew after signing the deal with Brella.",
    ],
)
def test_what_is_open_is_not_told(text):
    """Nothing is told apart that stands under a condition, a question or a plan, or that may not have come to pass."""
    assert embedded(words_of(text)) == []


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Security will be stepped up, with large bags, tents and alcohol banned during the feast.",
         "large bags , tents and alcohol banned during the feast"),
        ("Some 1,200 charges were laid, with most of the suspects identified by police as students.",
         "most of the suspects identified by police as students"),
        ("The van exploded in Tarn, resulting in more than 80 people being taken to hospital.",
         "more than 80 people being taken to hospital"),
        ("The toll rose to four, with over 100 others wounded in Velmar.", "over 100 others wounded in Velmar"),
        ("The blast shook the town, leaving frightened residents running for cover.",
         "frightened residents running for cover"),
    ],
)  # fmt: skip
def test_what_came_with_a_deed_is_told(text, inner):
    """What befell others beside it is a claim of its own, without the word that hung it there."""
    pieces = [piece for clause in clauses(words_of(text)) for piece in embedded(clause)]

    assert inner in told(pieces)


def test_a_participle_has_its_doer():
    """What somebody did before is told of the one who did it."""
    text = "Mayor Vane has kept a low profile after giving her last speech on Wednesday morning."

    assert told(embedded(words_of(text))) == ["Mayor Vane giving her last speech on Wednesday morning"]


def test_somebody_being_cleared():
    """ "Despite X being cleared" tells that X was cleared."""
    pieces = told(embedded(words_of("The move helped the rival despite Mayor Vane being cleared of any fraud.")))

    assert "Mayor Vane being cleared of any fraud" in pieces


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("The board revived an inquiry which had been completed in July.",
         "an inquiry which had been completed in July"),
        ("Police are looking into a theft that shook the town of Tarn in March.",
         "a theft that shook the town of Tarn in March"),
    ],
)  # fmt: skip
def test_a_thing_with_its_past(text, inner):
    """A thing described by what has happened to it tells that it happened."""
    assert inner in told(embedded(words_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor fined anybody who had crossed the bridge on Monday.",
        "Nobody forgot the day that followed the flood of March.",
        "The keeper of the pumps that were built in Tarn has resigned.",
    ],
)
def test_what_only_points_is_not_told(text):
    """A clause that picks out whoever or whenever tells nothing; nor is it told of a noun it does not agree with."""
    assert not any(p.startswith(("anybody", "the day", "The keeper of")) for p in told(embedded(words_of(text))))


def test_both_sides_of_a_reason():
    """Whom or what somebody blames, and for what, are two deeds, however they hang together."""
    text = "the board's decision to close the old harbour of Tarn for her defeat by Oskar Brandt"

    pieces = told(inner_claims(words_of(text), "blame"))

    assert "the board 's decision to close the old harbour of Tarn" in pieces
    assert "her defeat by Oskar Brandt" in pieces


def test_an_event_told_for_the_first_time():
    """ "A call with her donors on Saturday" tells that there was one; "the call" takes it as known."""
    first = told(inner_claims(words_of("She thanked them in a long call with her donors on Saturday.")))
    again = told(inner_claims(words_of("She thanked them in the long call with donors on Saturday.")))

    assert first == ["a long call with her donors on Saturday"]
    assert again == []


def test_the_day_of_an_occasion():
    """The day that stands beside an occasion is its day, though the parser hangs it on the verb."""
    pieces = told(inner_claims(words_of("Mayor Vane blamed the keeper in a long call with her donors on Saturday.")))

    assert pieces == ["a long call with her donors on Saturday"]


@pytest.mark.parametrize("text", ["They heard the discovery that the sea may rise if the pumps fail.",
                                  "They read the report of their own victory."])  # fmt: skip
def test_a_mere_chance_is_no_deed(text):
    """What may be, and a deed of nobody in particular, are not told as done."""
    assert inner_claims(words_of(text)) == []


def test_although_stays_between_its_clauses():
    """The word that ties two clauses is kept where both are told as one."""
    text = (
        "Although the new ferry sails next month, the price of the crossing is not fixed, the board said of its plans."
    )

    assert not any(f.startswith("the new ferry sails next month, the price") for f in told(clauses(words_of(text))))


def test_news_that_something_is_so():
    """An announcement that something is so tells the announcing."""
    text = "The surprise announcement that the port was being closed came at a bad time for Brella."

    assert "The surprise announcement that the port was being closed" in told(inner_claims(words_of(text)))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The minister has met the delegation from Tarn and signed the treaty on fishing.",
         "The minister signed the treaty on fishing"),
        ("The driver was arrested near the bridge on Monday and charged with theft of two boats.",
         "The driver was charged with theft of two boats"),
        ("The board will sell the old harbour in March and build a new pier at Tarn.",
         "The board will build a new pier at Tarn"),
    ],
)  # fmt: skip
def test_a_joined_verb_has_its_helper_again(text, second):
    """A second verb under one helper is a second claim, with its subject, and with the helper where it needs one."""
    found = told(clauses(sentence_of(text).tokens))

    assert len(found) == 2
    assert found[1].rstrip(" .") == second


@pytest.mark.parametrize(
    "text",
    [
        "The board has not met the crew from Tarn or signed the treaty on fishing.",
        "If the vote is won, the board will sell the old harbour and build a new pier at Tarn.",
        "The mayor wants to sell the old harbour in March and build a new pier at Tarn.",
    ],
)
def test_what_is_denied_or_limited_together_stays_together(text):
    """A denial, a condition or a wish that holds for two verbs is not taken from the second."""
    assert len(told(clauses(sentence_of(text).tokens))) == 1


def test_a_borrowed_helper_is_no_predicate():
    """The facts of a joined verb are of that verb, in the time that the helper gives it."""
    analysis = analyse(
        Document(id="d", sha256="0", format="plain",
                 text="The board will sell the old harbour in March and build a new pier at Tarn."),
        Options(),
    )  # fmt: skip

    facts = {f.predicate: f.tense for f in analysis.facts}

    assert facts == {"sell": "future", "build": "future"}


def test_nothing_inside_is_the_whole():
    """What is told inside a clause is some of its words, each kind once, and never all of them."""
    texts = (
        "Marchers have gathered since the board's decision to close the port of Tarn was confirmed on Wednesday.",
        "The union praised an inquiry into the sale of Tarn which had been completed in July after losing the vote.",
    )
    for text in texts:
        words = words_of(text)
        pieces = [[t.i for t in piece] for piece in inside(words)]

        assert pieces
        assert all(set(piece) < {t.i for t in words} and piece == sorted(piece) for piece in pieces)
        assert len({tuple(piece) for piece in pieces}) == len(pieces)


def test_a_reading_keeps_its_blanks():
    """Where words of a statement do not stand side by side in the text, a blank stands between them in its reading."""
    analysis = analyse(
        Document(id="d", sha256="0", format="plain",
                 text="The ferry, which had left the port of Tarn on Monday, sank near the lighthouse."),
        Options(),
    )  # fmt: skip

    assert "The ferry which had left the port of Tarn on Monday" in {f.reading for f in analysis.facts}
