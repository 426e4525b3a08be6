"""Who is mentioned in a document, and as what. All people and most places are invented."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate import find_mentions, resolver
from rashomon.language.parser import parse
from rashomon.model.analysis import Mention, Passage
from rashomon.model.document import Document
from rashomon.model.span import Span


def document(text: str, name: str = "d") -> Document:
    return Document(id=name, sha256="0" * 64, text=text, format="plain")


def passages(text: str, name: str = "d") -> list[Passage]:
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            role = "headline" if line.isupper() else "body"
            found.append(Passage(id=f"p{number}", document=name, start=start, end=start + len(line), role=role))
        start += len(line) + 1
    return found


def mentions(text: str, name: str = "d") -> tuple[Mention, ...]:
    parts = passages(text, name)
    return find_mentions(document(text, name), parts, parse([text[p.start : p.end] for p in parts]))


def people(text: str) -> dict[str, list[Mention]]:
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions(text):
        if mention.kind == "person":
            by_name.setdefault(mention.name, []).append(mention)
    return by_name


def test_surnames_given_names_and_misspellings_are_one_person():
    """A surname, a misspelt surname and a unique given name stand for the full name that the document gives."""
    text = (
        "Finance minister Petra Halvorsen met reporters. Halvorsen said the budget was ready.\n"
        'Halvorssen smiled. "Petra Halvorsen is right," said Tomas Weld. Weld left early.'
    )
    found = people(text)

    assert set(found) == {"Petra Halvorsen", "Tomas Weld"}
    assert len({m.who for m in found["Petra Halvorsen"]}) == 1
    assert len(found["Petra Halvorsen"]) >= 3


def test_namesakes_stay_apart():
    """Two people with one surname and different given names are two, and an address tells whom a surname means."""
    text = (
        "Mr Oskar Brandel met voters. Mrs Linda Brandel stayed at home.\n"
        "Later Mrs Brandel spoke to reporters. Mr Brandel did not."
    )
    found = people(text)

    assert {name.split()[0] for name in found} >= {"Oskar", "Linda"}
    late = {m.who for m in mentions(text) if m.kind == "person" and m.start > text.index("Later")}
    assert late == {"person:linda brandel", "person:oskar brandel"}


@pytest.mark.parametrize(
    ("text", "name", "role", "party"),
    [
        (
            "Norwegian Defence Minister Petra Halvorsen spoke on Friday.",
            "Petra Halvorsen",
            "Norwegian Defence Minister",
            "Norway",
        ),
        (
            "Petra Halvorsen, head of the Norwegian delegation, left.",
            "Petra Halvorsen",
            "head of the Norwegian delegation",
            "Norway",
        ),
        (
            "The head of Norway's delegation, Petra Halvorsen, left.",
            "Petra Halvorsen",
            "head of Norway's delegation",
            "Norway",
        ),
        (
            "Petra Halvorsen, who led the Norwegian delegation, left.",
            "Petra Halvorsen",
            "led the Norwegian delegation",
            "Norway",
        ),
        ("Former Chilean President Tomas Weld agreed.", "Tomas Weld", "Former Chilean President", "Chile"),
        (
            "Petra Halvorsen is the Norwegian foreign minister.",
            "Petra Halvorsen",
            "Norwegian foreign minister",
            "Norway",
        ),
        ("Republican Tomas Weld won the vote.", "Tomas Weld", "Republican", "Republican Party"),
        ("A spokesman for the Kremlin, Tomas Weld, denied it.", "Tomas Weld", "spokesman for the Kremlin", "Russia"),
    ],
)
def test_roles_and_sides(text, name, role, party):
    """What stands before, after or as the predicate of a name is its role, and the state it names is the side."""
    found = people(text)[name]

    assert (role, party) in {(m.role, m.party) for m in found}
    for mention in found:
        if mention.role_span:
            assert " ".join(mention.role_span.of(text).split()) == mention.role


def test_an_aide_has_the_side_of_the_one_he_serves():
    """ "X's aide" stands for the state that X stands for, wherever the document says so."""
    text = "Halvorsen's aide Tomas Weld spoke first.\nNorwegian President Petra Halvorsen came later."

    assert {m.party for m in people(text)["Tomas Weld"]} == {"Norway"}


def test_apposition_in_a_list_goes_to_the_next_name():
    """In "president A, chancellor B and minister C" each office belongs to the name after it."""
    text = "French president Paul Morel, German chancellor Karl Lindt and Polish minister Anna Zorek met in Oslo."
    found = people(text)

    assert {name: found[name][0].party for name in found} == {
        "Paul Morel": "France", "Karl Lindt": "Germany", "Anna Zorek": "Poland",
    }  # fmt: skip


def test_a_roster_without_separators():
    """In a run-on roster the role follows the name, and the one side of its members holds for all of them."""
    text = (
        "Petra Halvorsen, head of the Norwegian delegation Olaf Brandel, deputy foreign minister Jens Tarvik, "
        "deputy defence minister Rolf Eskild, director of the general staff"
    )
    found = people(text)

    assert found["Olaf Brandel"][0].role == "deputy foreign minister"
    assert {m.party for name in found for m in found[name]} == {"Norway"}


def test_descriptions_that_the_document_binds():
    """A definite office that fits one named person is a mention of that person; an indefinite one is nobody."""
    text = (
        "Norway's defence minister, Petra Halvorsen, opened the talks.\n"
        "The Norwegian defence minister then left. A defence minister may do so. The Swedish defence minister stayed."
    )
    described = [m for m in mentions(text) if m.role_span == m.span]

    assert [m.span.of(text) for m in described] == ["The Norwegian defence minister"]
    assert described[0].name == "Petra Halvorsen"


def test_places_and_peoples_have_usual_names():
    """Other names of a city, adjectives and peoples are resolved to one usual name and its state."""
    text = "Talks in Kiev failed. Kyiv blamed the Norwegians. The Kremlin said nothing about Norwegian oil."
    found = {m.span.of(text): (m.kind, m.name, m.party) for m in mentions(text)}

    assert found["Kiev"] == found["Kyiv"] == ("place", "Kyiv", "Ukraine")
    assert found["Norwegians"] == ("group", "Norwegians", "Norway")
    assert found["Kremlin"] == ("organisation", "Kremlin", "Russia")
    assert found["Norwegian"] == ("place", "Norway", "Norway")


def test_acronyms_bound_by_brackets():
    """A short form in brackets after a body's name names that body."""
    text = "The Halden Chamber of Shipping (HCS) protested. HCS wants more ports."

    assert {m.name for m in mentions(text) if m.kind == "organisation"} == {"Halden Chamber of Shipping"}


def test_groups_by_whose_they_are():
    """ "Norway's delegation" and "the Norwegian delegation" are one group that stands for Norway."""
    text = "Norway's delegation came. The Norwegian delegation left. The Norwegian foreign ministry was silent."
    found = {(m.kind, m.name, m.party) for m in mentions(text) if m.kind in {"group", "organisation"}}

    assert found == {
        ("group", "Norwegian delegation", "Norway"),
        ("organisation", "Norwegian foreign ministry", "Norway"),
    }


def test_the_resolver_answers():
    """The finder knows spans, names, descriptions and genders, and says nothing where two fit."""
    text = (
        "Norway's defence minister, Petra Halvorsen, met Swedish spokesman Tomas Weld. "
        "French ministers Jean Morel and Paul Morel stayed."
    )
    finder = resolver(mentions(text))
    at = text.index("Petra")

    assert finder.by_span(Span(at, at + 5)) == "person:petra halvorsen"
    assert finder.by_words("Norway's defence minister") == "person:petra halvorsen"
    assert finder.by_words("Halvorsen's") == "person:petra halvorsen"
    assert finder.by_words("Minister Halvorsen") == "person:petra halvorsen"
    assert finder.by_words("a spokesman for Halvorsen") is None
    assert finder.by_words("the Danish defence minister") is None
    assert finder.gender("person:tomas weld") == "male"
    assert finder.by_words("Morel") is None


def test_addresses_tell_genders():
    """ "Mrs" before a name tells what the given name does not; roles and addresses that disagree tell nothing."""
    text = "Mrs Halvorsen met Mr Weld. Spokeswoman Kim Orlan was there, and Mr Orlan too."
    finder = resolver(mentions(text), text)

    assert finder.gender("person:halvorsen") == "female"
    assert finder.gender("person:weld") == "male"
    assert finder.gender("person:kim orlan") is None


def test_bylines_name_nobody_of_the_story():
    """Whom only a byline names is no part of the story."""
    text = "Petra Halvorsen\nTomas Weld won the vote in Oslo."
    parts = passages(text)
    parts[0] = Passage(id="p0", document="d", start=parts[0].start, end=parts[0].end, role="byline")
    found = find_mentions(document(text), parts, parse([text[p.start : p.end] for p in parts]))

    assert {m.name for m in found if m.kind == "person"} == {"Tomas Weld"}


@given(
    st.lists(
        st.sampled_from(
            ["Petra Halvorsen", "Mr", "said", ",", "the", "Norwegian", "minister", "(", "’s", "-", "ÆØ", "\n", "UN"]
        ),
        max_size=25,
    )
)
@settings(max_examples=30, deadline=None)
def test_every_span_lies_in_the_text(words):
    """Mentions are ordered, inside the text, not blank, and the same every time."""
    text = " ".join(words)
    found = mentions(text)

    assert found == mentions(text)
    assert list(found) == sorted(found, key=lambda m: (m.start, -m.end, m.who))
    for mention in found:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""


def seconds_of(text: str) -> float:
    """Processor time for the names of a text whose parse is at hand."""
    parts = passages(text)
    docs = parse([text[p.start : p.end] for p in parts])
    began = time.process_time()
    find_mentions(document(text), parts, docs)
    return time.process_time() - began


@pytest.mark.timed
def test_time_grows_with_length_only():
    """Four times the text takes about four times as long."""

    def seconds(times: int) -> float:
        text = "\n".join(
            f"The Democratic candidate Ann Orlan{i} met Bob Weld{i}, head of the Norwegian side." for i in range(times)
        )
        return seconds_of(text)

    seconds(50)

    assert seconds(400) < 12 * max(seconds(100), 0.05)


@pytest.mark.timed
def test_time_grows_with_the_names_of_one_passage():
    """So many listed names in one line are each held beside those that they touch, not beside all."""

    def seconds(times: int) -> float:
        text = "He went to " + "U.S. " * times + "on Monday."
        return seconds_of(text)

    seconds(50)

    assert seconds(3_200) < 8 * max(seconds(800), 0.05)


def test_states_that_only_the_document_proves():
    """An unlisted name beside its own adjective is a place; its offices, bodies and people stand for it."""
    text = (
        "Norvia's foreign minister, Petra Halvorsen, met the Norvian delegation. "
        "Norvia has waited for years, and the Norvians know it."
    )
    found = {m.span.of(text): (m.kind, m.name, m.party) for m in mentions(text) if m.role_span != m.span}

    assert found["Norvia"] == ("place", "Norvia", "Norvia")
    assert found["Norvians"] == ("group", "Norvians", "Norvia")
    assert found["Norvian delegation"][0] == "group"
    assert found["Petra Halvorsen"] == ("person", "Petra Halvorsen", "Norvia")


def test_a_leader_who_announces_is_not_the_one_named_before():
    """An office that is the subject of a new clause is no apposition to the name before the comma."""
    text = "They spoke with Norwegian President Petra Halvorsen, the Swedish leader announced."

    assert [m.role for m in people(text)["Petra Halvorsen"]] == ["Norwegian President"]


def test_a_heading_with_an_office_names_its_person() -> None:
    """ "Speaker of the House Nancy Orlan" is Nancy Orlan, and a surname taken for a place that speaks is hers."""
    text = (
        "Speaker of the House Nancy Orlan\nOrlan, a Brellan Democrat, issued a statement on Monday.\nOrlan tweeted it."
    )
    found = mentions(text)
    assert {m.name for m in found if m.kind == "person"} == {"Nancy Orlan"}
    assert not [m for m in found if m.kind == "place" and m.name == "Orlan"]


def test_letters_are_no_city() -> None:
    """A word in capitals that is a rare spelling of a city stands for other words; a city's own name is the city."""
    found = mentions("The DAKA programme ended. He flew to DHAKA and to Dhaka.")
    assert {m.name for m in found if m.kind == "place"} == {"Dhaka"}
    assert not [m for m in found if m.start < 10 and m.kind == "place"]


def test_a_body_of_two_capitals_is_no_person() -> None:
    """Nouns for a body end a body's name."""
    kinds = {
        m.name: m.kind for m in mentions("The top officers of the Navy and Marine Corps spoke. The Ku Klux Klan left.")
    }
    assert kinds["Marine Corps"] == kinds["Ku Klux Klan"] == "organisation"


def test_a_capital_the_inside_a_sentence_makes_one_of_a_people_a_paper() -> None:
    """ "According to The Norwegian" names a paper, "the Norwegian said" a person of that people."""
    kinds = {m.kind for m in mentions("Orlan was seen on Monday, according to The Californian.") if "Calif" in m.name}
    assert kinds == {"organisation"}


def test_an_address_in_the_name_of_a_body_is_a_part_of_it():
    """A general loses the rank before a name, a company does not lose half of its own."""
    text = "General Timber Corp and its union reached a deal. General Timber Corp is glad. General Ida Vane left."
    names = {m.name for m in mentions(text)}

    assert "General Timber Corp" in names
    assert "Timber Corp" not in names
    assert "Ida Vane" in names
