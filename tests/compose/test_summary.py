"""A summary that cannot invent."""

import re

import pytest

from rashomon.language import alone
from rashomon.model.record import UNSURE

TEXTS = (
    "Brella and the Selk Islands agreed on Tuesday to open the strait for grain ships. "
    "“We have a deal,” Brellan envoy Ida Vane told reporters. Brella denied that its navy had fired on a trawler. "
    "The harbour workers may strike next week, their union said. He called it a first step.",
    "The Selk Islands and Brella have agreed to open the strait for grain ships. "
    "Selk envoy Mira Tole said the navy of Brella had fired on a trawler. Saying no more, she left.",
    "The strait will open for grain ships, Brella and the Selk Islands agreed. The price of grain fell by 3 percent.",
)
AT = ["2031-03-04T09:00:00Z", "2031-03-04T10:00:00Z", "2031-03-04T11:00:00Z"]


@pytest.fixture(scope="module")
def record(woven):
    return woven(*TEXTS, at=AT)


def test_every_line_rests_on_statements(record):
    """No line without statements of the record."""
    known = {s.id for s in record.statements}

    assert record.summary
    assert all(line.statements and set(line.statements) <= known for line in record.summary)


def test_every_line_stands_alone(record):
    """No line opens with a word that leans on another sentence, none leaves a mark open or asks."""
    for line in record.summary:
        assert alone.first_word(line.text) not in alone.POINTING, line.text
        assert alone.balanced(line.text), line.text
        assert "?" not in line.text
        assert re.search(r"[.!…”\"]$", line.text), line.text


def test_every_word_is_the_accounts_own(record):
    """A line holds the accounts' words and names in brackets, and nothing of ours."""
    have = {w.lower() for d in record.documents for w in re.findall(r"\w+", d.text + (d.outlet or ""))}
    have |= {w.lower() for e in record.entities for w in re.findall(r"\w+", e.name)} | {"through", "in", "but"}
    for line in record.summary:
        assert {w.lower() for w in re.findall(r"\w+", line.text)} <= have, line.text


def test_what_most_accounts_carry_comes_first(record):
    """The first line is of the part that several accounts carry, and the parts follow in order."""
    order = ["agreed", "disputed", "single"]
    parts = [order.index(line.section) for line in record.summary]

    assert record.summary[0].section == "agreed"
    assert parts == sorted(parts)
    assert "open" in record.summary[0].text


def test_nothing_is_told_twice(record):
    """No two lines share most of their words."""
    lines = [set(re.findall(r"\w{4,}", line.text.lower())) for line in record.summary if line.section != "disputed"]
    for k, one in enumerate(lines):
        for two in lines[k + 1 :]:
            assert len(one & two) <= 0.8 * min(len(one), len(two)) or min(len(one), len(two)) < 3


def test_a_denied_content_is_never_shown_without_its_denial(record):
    """What somebody denies reads as its opposite without the cue."""
    for line in record.summary:
        if "fired on a trawler" in line.text and "denied" not in line.text:
            assert "Tole" in line.text, line.text


def test_a_dispute_shows_both_sides(woven):
    """A contradiction's line holds both figures and both outlets."""
    record = woven(
        "Brella will pay 45 million crowns into the harbour fund, Brella's finance minister Ida Vane told reporters.",
        "Brella will pay 60 million crowns into the harbour fund, Selkia's trade minister Mira Tole told reporters.",
    )
    lines = [line.text for line in record.summary if line.section == "disputed"]

    assert any(
        "45 million" in text and "60 million" in text and "Paper 0" in text and "Paper 1" in text for text in lines
    )


def test_one_account_has_a_summary_too(woven):
    """A single account gives single lines, no error."""
    record = woven(TEXTS[0])

    assert record.summary
    assert {line.section for line in record.summary} == {"single"}


def test_figures_that_may_count_two_things_are_no_dispute(woven):
    """What is told as unsure among the divergences does not stand under what is disputed."""
    record = woven(
        "The Brellan navy sent four rescue boats to the burning ferry.",
        "Perhaps five rescue boats were sent to the burning ferry, Selk officers said.",
        at=[AT[0], AT[0]],
    )
    unsure = [d for d in record.divergences if d.why.endswith(UNSURE)]
    told = [s for line in record.summary if line.section == "disputed" for s in line.statements]

    assert unsure
    assert not any(s in told for d in unsure for side in d.sides for s in side.statements)


def test_no_line_rests_on_a_bare_pronoun(woven):
    """Who "she" is the line cannot tell, so that the words go."""
    record = woven("The strait is closed to grain ships of every size, she said. The harbour is full of ships.")

    assert all("(she)" not in line.text.lower() for line in record.summary), record.summary


def test_what_a_source_denies_is_not_told_as_said(woven):
    """Words inside a denial are never a line of their own with the one who denies them as their source."""
    text = "Brellan minister Ida Vane denied reports that ten sailors might have been freed in exchange for grain."
    record = woven(text, text, at=AT[:2])

    assert not [line.text for line in record.summary if line.text.startswith("Ten sailors")], record.summary
