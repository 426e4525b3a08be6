"""Who is who across documents. All people are invented."""

import random

import pytest

from rashomon.align.entities import entities
from rashomon.align.names import given_alike, person_alike, surname_alike
from rashomon.annotate import find_mentions
from rashomon.language.parser import parse
from rashomon.model.analysis import Analysis, Passage
from rashomon.model.document import Document

TEXTS = {
    "a": "Ukrainian Defence Minister Volodymyr Rudenskyy spoke. Rudenskyy left for Kyiv. Anna Brandel stayed.",
    "b": "Vladimir Rudensky, Ukraine's defence minister, came from Kiev. Oskar Brandel, a Swedish envoy, met him.",
    "c": "Mr Rudenskiy was late. Mr Brandel waited in Oslo. The Norwegian delegation waited too.",
    "d": "Swedish envoy Oskar Brandel praised the Norwegian delegation. Mr Brandel met Volodymyr Rudenskyy.",
}


def analysis(text: str, name: str) -> Analysis:
    document = Document(id=name, sha256="0" * 64, text=text, format="plain")
    passage = Passage(id="p", document=name, start=0, end=len(text), role="body")
    return Analysis(document=document, passages=(passage,), mentions=find_mentions(document, [passage], parse([text])))


@pytest.fixture(scope="module")
def told() -> list[Analysis]:
    return [analysis(text, name) for name, text in TEXTS.items()]


def test_one_person_under_many_spellings(told):
    """Transliterations of one name are one person, under the name that most documents use."""
    people = {e.name: e for e in entities(told).entities if e.kind == "person"}

    assert people["Volodymyr Rudenskyy"].party == "Ukraine"
    assert {v.text for v in people["Volodymyr Rudenskyy"].variants} >= {"Vladimir Rudensky", "Rudenskiy", "Rudenskyy"}


def test_namesakes_are_not_merged(told):
    """People of different given names stay apart, and a bare surname that fits two joins neither."""
    people = [e for e in entities(told).entities if e.kind == "person" and "Brandel" in e.name]

    assert {e.name for e in people} == {"Anna Brandel", "Oskar Brandel", "Brandel"}


def test_places_have_one_entity(told):
    """Kiev and Kyiv are one place."""
    assert [e.name for e in entities(told).entities if e.kind == "place" and e.name.startswith("K")] == ["Kyiv"]


def test_order_does_not_matter(told):
    """The documents in any order give the same entities."""
    shuffled = random.Random(7).sample(told, len(told))

    assert entities(told) == entities(shuffled)


def test_a_copy_changes_no_name(told):
    """A copy of a document under another id changes no entity's id, name or side."""
    before = entities(told)
    after = entities([*told, analysis(TEXTS["b"], "copy")])

    assert [(e.id, e.name, e.party) for e in before.entities] == [(e.id, e.name, e.party) for e in after.entities]


def test_variants_and_places_are_the_words_of_the_documents(told):
    """Every mention of an entity is one of its variants or roles, word for word; every key has its entity."""
    found = entities(told)
    texts = {a.document.id: a.document.text for a in told}
    for entity in found.entities:
        known = {v.text for v in entity.variants} | {r.text for r in entity.roles}
        assert {texts[m.document][m.start : m.end] for m in entity.mentions} <= known
    assert {(m.document, m.who) for a in told for m in a.mentions} == set(found.by_who)
    assert set(found.by_who.values()) == {e.id for e in found.entities}
    assert found.of("a", "nobody") is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("rudensky", "rudenskyy", True), ("lyskyi", "liskiy", True), ("halvorsen", "halvarsen", True),
        ("weld", "wold", False), ("li", "lu", False), ("khan", "han", False),
    ],
)  # fmt: skip
def test_surnames(a, b, same):
    """Transliterations and misspellings of one surname are alike; short names must be equal."""
    assert surname_alike(a, b) is surname_alike(b, a) is same


def test_given_names():
    """Listed variants of one given name are alike, different names are not, an initial fits."""
    assert given_alike("volodymyr", "vladimir")
    assert given_alike("j", "jens")
    assert not given_alike("petra", "petro")
    assert not given_alike("anna", "anders")


def test_full_names():
    """Middle names may lack; another given name is another person; short forms need something else to agree."""
    assert person_alike("Petra Maria Halvorsen", "Petra Halvorsen")
    assert not person_alike("Petra Halvorsen", "Jens Halvorsen")
    assert not person_alike("Rob Halvorsen", "Robert Halvorsen")
    assert person_alike("Rob Halvorsen", "Robert Halvorsen", close=True)


def test_a_given_name_alone_is_the_one_who_bears_it():
    """Where one person of the event has it and the document names them besides; else it stays apart."""
    told = [
        analysis("Peter Halvorsen spoke in Oslo. Halvorsen left.", "a"),
        analysis("Mr Halvorsen listened. The envoy thanked Peter for his courage.", "b"),
        analysis("The envoy smiled. He thanked Peter for his courage.", "c"),
    ]
    found = entities(told)
    people = {d: {m.name: found.of(d, m.who) for a in told if a.document.id == d for m in a.mentions} for d in "abc"}

    assert people["b"]["Peter"] == people["a"]["Peter Halvorsen"]
    assert "Peter" not in people["c"] or people["c"]["Peter"] != people["a"]["Peter Halvorsen"]


def test_a_son_is_not_joined_to_his_father_across_documents():
    """The name that one document marks as a son's stays apart from his father's in all."""
    told = [
        analysis("Marek Halvorsen spoke in Oslo. Halvorsen left.", "a"),
        analysis("The suit names Halvorsen's son, Marek Halvorsen Jr., and two aides.", "b"),
    ]
    names = {e.name for e in entities(told).entities if e.kind == "person"}

    assert {"Marek Halvorsen", "Marek Halvorsen Jr."} <= names
