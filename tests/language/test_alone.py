"""Which words stand alone as a line of a summary or as what an account leaves out."""

import pytest

from rashomon.language import alone
from rashomon.model.analysis import Facts


def facts(predicate: str | None, *, subject: tuple[str, ...] = (), objects: tuple[str, ...] = (), tense: str = "past"):
    return Facts(statement="s", lemmas=(), predicate=predicate, negated=False, subject=subject, objects=objects,
                 tense=tense, who=(), figures=(), times=(), hedges=())  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "how women were pushed aside at the gate",
        "why the moon looks larger",
        "even though the dam may at times harm the valley",
        "Photos: the dam after the storm People cross the bridge",
        "Well, the new gate gives more room",
        "and the dam was closed",
        "the dam that was closed by the",
        "The navy displayed pieces of a boat that spokesman Col",
        "Whereas weaker gates have made it easier for boats",
        "Vane said, adding that the gate led to a series of floods",
        "Mr. Vane said on air, was beginning to see that the gate is closed",
        "Ivo Vane called it a good day for the valley",
        "The council has discussed the following at its meeting",
        "Would have been tied to the new gate in the valley",
        "The boat reached the gate on Friday, which came",
        "The dam was returned to the valley on the condition",
        "Vane has closed the gate &",
        "The Tamber Post reported on Oct. 2",
        "The new gate strengthened them",
        "That’s the result of the meeting in Tamber",
        "Show Hide A vote in Tamber takes two stages",
        "Tamber braces for floods:Stocks slide on the news",
        "Ivo Vane greets workers at the gate in Tamber, May 3, 2031",
    ],
)
def test_words_that_lean_on_others_do_not_stand_alone(words: str) -> None:
    """A clause of a sentence, a label of pictures, an aside or an open end is no line."""
    assert alone.loose_ends(words) >= alone.FULL


@pytest.mark.parametrize("words", ["How to cross the dam was told on Monday", "Tolvan closed the dam on Monday"])
def test_whole_sentences_stand_alone(words: str) -> None:
    """What begins and ends as a sentence does."""
    assert alone.loose_ends(words) < alone.FULL


def test_that_somebody_spoke_is_no_news_without_what_was_said() -> None:
    """A saying without its words and a bare answer are told of nobody."""
    assert alone.only_said("Orrel said in a televised address", facts("say", subject=("orrel",)))
    assert alone.only_said("The spokesman agreed", facts("agree", subject=("spokesman",)))
    assert not alone.only_said("Orrel said that the dam was closed", facts("say", subject=("orrel",)))
    assert not alone.only_said("The spokesman denied the report", facts("deny", objects=("report",)))


def test_a_call_to_the_reader_has_no_doer() -> None:
    """Words that begin with their verb and name nobody are a label or a call."""
    assert alone.without_doer("Look back at the year", facts("look", tense="present"))
    assert alone.without_doer("Really bright", facts("bright", tense="none"))
    assert not alone.without_doer("In March the firm closed", facts("close"))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("'The list is long,'", "The list is long"),
        ("'Ocean winds turn west", "Ocean winds turn west"),
        ("‘Ocean winds’ turn west", "‘Ocean winds’ turn west"),
        ("'Orrel's dam is closed", "Orrel's dam is closed"),
        ("the workers'", "The workers'"),
    ],
)
def test_single_quotation_marks_around_a_line_are_taken_off(words: str, line: str) -> None:
    """A pair around the whole and one that is closed nowhere; an apostrophe stays."""
    assert alone.tidy(words) == line


@pytest.mark.parametrize(
    ("text", "words", "predicate"),
    [
        ("They met at the Selk Harbour School on Monday.", "They met at the Selk Harbour", "meet"),
        ("The consulate in Tamber-on-Sea has a wall.", "The consulate in Tamber", "have"),
        ("The news follows a Brellan report that oil was sold.", "The news follows a Brellan", "follow"),
        ("The navy said that they seized and searched a boat.", "they seized", "seize"),
        ("With the river rising in the north, the town was empty.", "the river rising in the north", "rise"),
        ("Six other ships that break the rules are Brellan.", "Six other ships that break the rules", "break"),
        ("The mayor's rebuke came after the vote.", "The mayor's rebuke came", "come"),
        ("The strike comes days after the vote.", "The strike comes days", "come"),
        ("Vane joined a chorus of critics.", "Vane joined a chorus", "join"),
        ("The town has in the past demanded that it closes.", "The town has in the past demanded", "demand"),
        ("Vane was widely considered the best pilot.", "Vane was widely considered", "consider"),
    ],
)
def test_words_that_stop_or_begin_in_the_middle_are_cut(text, words, predicate):
    """What goes on with a noun, a verb or half a name does not read alone."""
    start = text.index(words)
    assert alone.cut(text, start, start + len(words), facts(predicate))


@pytest.mark.parametrize(
    ("text", "words", "predicate"),
    [
        ("The ferry sank off Tamber and three sailors died.", "The ferry sank off Tamber", "sink"),
        ("The ferry sank off Tamber on Monday.", "The ferry sank off Tamber", "sink"),
        ("The ferry was seized and searched.", "The ferry was seized", "seize"),
        ("He said the ferry sank.", "the ferry sank", "sink"),
        ("The navy seized a boat Friday.", "The navy seized a boat", "seize"),
    ],
)
def test_a_clause_before_another_is_whole(text, words, predicate):
    """A conjunction, a preposition or a day may follow a clause that has said what it says."""
    start = text.index(words)
    assert not alone.cut(text, start, start + len(words), facts(predicate))


@pytest.mark.parametrize(
    "words", ["Vane said that when she learned about the storm", "On Sunday morning Mayor Ida Vane confirmed"]
)
def test_words_of_saying_without_what_was_said_do_not_read_alone(words):
    """Half of what was said, or none of it, is no line; what "was confirmed" is one."""
    assert alone.loose_ends(words) >= alone.FULL
    assert alone.loose_ends("The death of the pilot was confirmed") < alone.FULL


def test_half_a_sentence_behind_an_adverb_does_not_read_alone():
    """A side clause after "finally" leans as much as one at the beginning."""
    assert alone.loose_ends("Finally, once the law is passed by the council") >= alone.FULL
    assert alone.loose_ends("Finally, once the law is passed, the council will close") < alone.FULL


def test_an_address_and_dots_before_a_line_go():
    """Neither is a word of what is told."""
    assert alone.tidy("....the navy is ready https://t.example/a1") == "The navy is ready"


@pytest.mark.parametrize(
    "words", ["A year after the trial of the pilot ended in a draw", "Like money for the dam might not be there"]
)
def test_half_a_sentence_of_time_or_likeness_does_not_read_alone(words):
    """What happened a year after the trial is missing; with its main clause it is a line."""
    assert alone.loose_ends(words) >= alone.FULL
    assert alone.loose_ends("A year after the trial ended, the pilot left Tolvan") < alone.FULL


def test_a_name_with_words_about_it_is_no_sentence():
    """The verb behind "which" tells nothing that the ferry did."""
    ferry = facts("be", subject=("ferry",))
    assert alone.cost("The ferry Orla, which was bound for Tolvan", ferry) >= alone.FULL
    assert alone.cost("The ferry Orla was bound for Tolvan, which is a port", ferry) < alone.FULL


def test_an_agency_before_a_report_is_no_part_of_its_first_line() -> None:
    """The wire's name in brackets goes; other brackets stay."""
    assert alone.tidy("(Selk News) - Tolvan closed the dam on Monday.") == "Tolvan closed the dam on Monday"
    assert alone.tidy("(Tolvan) closed the dam on Monday.") == "(Tolvan) closed the dam on Monday"
