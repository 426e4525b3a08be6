"""What holds for any event: order, repetition, copies and citations. Texts are ours, about invented people."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.model.analysis import Analysis
from rashomon.model.codec import encode_record
from rashomon.model.document import Document
from rashomon.model.record import Record
from rashomon.model.span import joined, short_id
from rashomon.options import Options
from rashomon.pipeline import analyse, weave

TEXTS = {
    "Harbour Post": (
        "Brella and the Selk Islands agree to free 40 sailors\n\n"
        "Brella and the Selk Islands agreed on Tuesday to free 40 sailors, Brellan Prime Minister Jon Arrel said. "
        "“It is a first step,” Arrel told reporters in Tamber. "
        "The talks lasted less than three hours. "
        "A Selk official, speaking on condition of anonymity, said the islanders had asked for an open strait."
    ),
    "Tamber Daily": (
        "Forty sailors to go home after talks in Tamber\n\n"
        "Brella and the Selk Islands have agreed to free 40 sailors, Prime Minister Jon Arrel announced. "
        "The talks between the two sides lasted under three hours, according to the Brellan Foreign Ministry. "
        "“It is a first step,” Mr Arrel said. "
        "Storms closed the airport for most of the day."
    ),
    "Island Voice": (
        "Talks in Tamber end with a deal on sailors\n\n"
        "The Selk Islands and Brella agreed to free 50 sailors, Selk envoy Mira Tole said on Tuesday. "
        "Tole denied that the islands had asked for an open strait. "
        "The talks lasted less than three hours."
    ),
}


def document(outlet: str, text: str) -> Document:
    key = short_id("d", outlet, text)
    return Document(id=key, sha256="0" * 64, text=text, format="plain", path=f"{outlet}.txt", outlet=outlet,
                    outlet_basis="given", language="en")  # fmt: skip


@pytest.fixture(scope="module")
def analyses() -> tuple[Analysis, ...]:
    return tuple(analyse(document(outlet, text), Options()) for outlet, text in TEXTS.items())


@pytest.fixture(scope="module")
def record(analyses: tuple[Analysis, ...]) -> Record:
    return weave(analyses, Options())


def test_the_order_of_documents_does_not_matter(analyses, record):
    """Any order, and any document given twice, gives the same bytes."""
    for seed in range(5):
        mixed = [*analyses, analyses[seed % len(analyses)]]
        random.Random(seed).shuffle(mixed)

        assert encode_record(weave(mixed, Options())) == encode_record(record)


def test_analysis_is_pure(analyses):
    """The same document gives the same analysis."""
    outlet, text = next(iter(TEXTS.items()))

    assert analyse(document(outlet, text), Options()) == analyses[0]


def test_every_span_is_found_again(analyses):
    """Content, cue, source and relays lie in the text; a statement's text is its words."""
    for analysis in analyses:
        text = analysis.document.text
        for statement in analysis.statements:
            spans = [*statement.content, *(statement.cue or ()), *(statement.source.spans if statement.source else ())]
            spans += [span for link in statement.chain for span in link.spans]

            assert all(0 <= s.start < s.end <= len(text) for s in spans)
            assert statement.text == joined(statement.content, text)
            assert list(statement.content) == sorted(statement.content)


def test_every_statement_stands_in_one_claim(record):
    """Claims partition the statements."""
    members = [s for claim in record.claims for s in claim.statements]

    assert sorted(members) == sorted(s.id for s in record.statements)


def test_a_copy_adds_no_origin(analyses, record):
    """The same text under another outlet's name is another account, never another origin."""
    copy = analyse(document("Northern Mirror", TEXTS["Harbour Post"]), Options())
    more = weave([*analyses, copy], Options())
    high = max(c.origin_bounds[1] for c in record.claims if len(c.documents) > 1)

    by_text = {c.text: c for c in more.claims}
    for claim in record.claims:
        if claim.text in by_text:
            assert by_text[claim.text].origin_bounds[1] <= claim.origin_bounds[1]
    assert max(c.origin_bounds[1] for c in more.claims if len(c.documents) > 1) <= high


def test_twenty_copies_of_one_text_have_one_origin():
    """However many outlets carry one text, nothing in it is told by more than one origin of its own voice."""
    text = TEXTS["Tamber Daily"]
    record = weave([analyse(document(f"Paper {n}", text), Options()) for n in range(20)], Options())

    assert not [claim for claim in record.claims if claim.origin_bounds[1] > 1]
    assert not [d for d in record.divergences if d.verdict == "contradiction"]
    assert not record.omissions


def test_the_same_claim_is_found_in_other_words(record):
    """The length of the talks, told by three outlets in their own words, is one claim."""
    found = [c for c in record.claims if "three hours" in c.text]

    assert max(len(c.documents) for c in found) == 3


def test_a_conflict_of_numbers_is_shown(record):
    """40 sailors here and 50 there are two sides of one divergence."""
    sides = [{s.label for s in d.sides} for d in record.divergences if d.kind == "number"]

    assert any({"40", "50"} <= {label.split()[0] for label in side} for side in sides), sides


def test_nothing_without_a_citation(record):
    """Summary lines, moves and moments rest on statements of the record."""
    known = {s.id for s in record.statements}
    for cited in (record.summary, record.ledger, record.timeline):
        assert all(item.statements and set(item.statements) <= known for item in cited)


def test_one_account_alone_is_a_record(analyses):
    """One document: no divergence between accounts, no omission, every claim stands with one outlet."""
    record = weave(analyses[:1], Options())

    assert {c.standing for c in record.claims} == {"one outlet"}
    assert not record.omissions


def test_no_documents_give_an_empty_record():
    """Weaving nothing is no error."""
    assert weave([], Options()).claims == ()


def test_a_document_in_another_language_is_kept_and_not_analysed():
    """Its passages are there, its statements are not."""
    foreign = replace(document("Le Port", "Le port est fermé. Le ministre a parlé mardi."), language="fr")
    analysis = analyse(foreign, Options())

    assert analysis.passages
    assert analysis.statements == ()
    assert len(weave([analysis], Options()).documents) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\"“”‘’'.:•– says said")),
               max_size=300))  # fmt: skip
def test_no_text_breaks_the_analysis(text):
    """Any characters: no crash, and passages hold every visible character once."""
    analysis = analyse(document("Any", text), Options())
    held = [at for p in analysis.passages for at in range(p.start, p.end) if not text[at].isspace()]

    assert held == [at for at, c in enumerate(text) if not c.isspace()]
