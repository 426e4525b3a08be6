"""The side, state or body for which somebody acts. All people and bodies are invented."""

import pytest

from rashomon.align.entities import entities
from rashomon.annotate import find_mentions
from rashomon.annotate.bodies import whole_name
from rashomon.language.parser import parse
from rashomon.model.analysis import Analysis, Passage
from rashomon.model.document import Document


def analysis(text, name="d"):
    """The mentions of a text of one paragraph."""
    document = Document(id=name, sha256="0" * 64, text=text, format="plain")
    passage = Passage(id="p", document=name, start=0, end=len(text), role="body")
    return Analysis(document=document, passages=(passage,), mentions=find_mentions(document, [passage], parse([text])))


def party(text, name):
    """The one side that a text gives to somebody, or None."""
    told = {m.party for m in analysis(text).mentions if m.kind == "person" and m.name == name and m.party}
    return told.pop() if len(told) == 1 else None


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("Tomas Weld, spokesman for the regional police zone in Norway, spoke.", "Tomas Weld", "regional police zone"),
        ("Tomas Weld, head of the health department in Marlow, spoke.", "Tomas Weld", "health department"),
        ("The deputy police chief, Tomas Weld, said one man was held.", "Tomas Weld", "police"),
        ("Tomas Weld, police chief of Marlow province, said one man was held.", "Tomas Weld", "Marlow police"),
        ("Marlow Police Chief Tomas Weld said one man was held.", "Tomas Weld", "Marlow Police"),
        ("Tomas Weld, the head of Norway's teachers' union, objected.", "Tomas Weld", "Norway's teachers' union"),
        ("Remarks by Tomas Weld, who heads the right-leaning PLG union, came.", "Tomas Weld", "PLG union"),
        ("Tomas Weld, spokesman for the organisers of the vigil, left.", "Tomas Weld", "organisers of the vigil"),
        ("Tomas Weld, a doctor at the Marlow district hospital, left.", "Tomas Weld", "Marlow district hospital"),
        ("In a statement, Velotrek spokeswoman Petra Halvorsen said so.", "Petra Halvorsen", "Velotrek"),
        ("Rabbi Tomas Weld of the Marlow Reform Temple said so on Friday.", "Tomas Weld", "Marlow Reform Temple"),
        ("Prices will fall further, according to Tomas Weld from VeloTrader.", "Tomas Weld", "VeloTrader"),
        ("The head of the Bank for Harbour Works, Tomas Weld, warned of it.", "Tomas Weld", "Bank for Harbour Works"),
    ],
)  # fmt: skip
def test_the_nearest_body_is_whom_somebody_acts_for(text, name, body):
    """A body counts before the country where it stands, whether a name or a common noun tells it."""
    assert party(text, name) == body


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("Tomas Weld, spokesman for the Norwegian police, spoke.", "Tomas Weld", "Norway"),
        ("The Norwegian police chief, Tomas Weld, spoke.", "Tomas Weld", "Norway"),
        ("Tomas Weld, head of the Norwegian delegation, left.", "Tomas Weld", "Norway"),
        ("Vice President Tomas Weld left the hall.", "Tomas Weld", None),
        ("Executive Director Petra Halvorsen left the hall.", "Petra Halvorsen", None),
        ("They removed Tomas Weld from the Marlow Board on Friday.", "Tomas Weld", None),
        ("Tomas Weld, spokesman for the company, spoke.", "Tomas Weld", None),
        ("Petra Halvorsen, spokeswoman of Oslo's street festival, spoke.", "Petra Halvorsen", None),
    ],
)
def test_states_stay_and_ranks_are_no_bodies(text, name, side):
    """A state's own organ stands for the state; ranks, bare nouns and what a capital has as a city name nobody."""
    assert party(text, name) == side


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Petra Halvorsen, leader of the Christian Democrats' youth wing in Marlow, spoke.", "Christian Democrats"),
        ("Petra Halvorsen, leader of the Free Democrats, spoke.", "Free Democrats"),
        ("Petra Halvorsen, leader of the Democrats in Marlow, spoke.", "Democratic Party"),
        ("Petra Halvorsen resigned. Halvorsen's Christian Democrats worry about it.", "Christian Democrats"),
    ],
)
def test_a_party_counts_as_a_whole_name(text, family):
    """Another word before "Democrats" makes it another party; whose party it is leads it."""
    assert party(text, "Petra Halvorsen") == family


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("OSLO — The port is open, said a foreign ministry spokesman, Tomas Weld.", "Tomas Weld", "Norway"),
        ("A diplomatic source in Oslo said Foreign Minister Tomas Weld had called a meeting.", "Tomas Weld", "Norway"),
        ("The U.S. asked for help. Secretary of State Tomas Weld agreed.", "Tomas Weld", "United States"),
        ("The U.S. vote is near. Secretary of State Tomas Weld said ballots were sent.", "Tomas Weld", None),
        ("OSLO — Chancellor Tomas Weld arrived on Friday.", "Tomas Weld", None),
        ("Foreign Minister Tomas Weld met officials on the way to Oslo.", "Tomas Weld", None),
    ],
)  # fmt: skip
def test_an_office_without_its_state(text, name, state):
    """The dateline tells a ministry spokesman's, a source in a capital a minister's; who visits is of neither."""
    assert party(text, name) == state


def test_a_bare_noun_stands_for_the_body_that_the_text_names():
    """ "The zoo's director" is of the one zoo that is named, or of the one named twice as often as any other."""
    assert whole_name("zoo", {"Marlow Zoo": 3, "Velmar Zoo": 1}) == "Marlow Zoo"
    assert whole_name("Zoo", {"Marlow Zoo": 1, "Velmar Zoo": 1}) is None
    assert whole_name("police", {}) == "police"
    assert whole_name("Norway", {"Norway Zoo": 2}) == "Norway"


def test_what_somebody_was_counts_only_where_nobody_tells_what_he_is():
    """A former office gives way to the present one; alone it still tells a side."""
    now = "The head of the Bank for Harbour Works, Tomas Weld, spoke. Weld, a former governor of Norway's bank, left."
    once = "Former Chilean President Petra Halvorsen spoke."
    sides = {
        e.name: e.party for e in entities([analysis(now, "a"), analysis(once, "b")]).entities if e.kind == "person"
    }
    assert sides == {"Tomas Weld": "Bank for Harbour Works", "Petra Halvorsen": "Chile"}


def test_two_ranks_before_a_name_hide_nobody():
    """A name behind two capitalised ranks is found."""
    assert party(
        "It is so, according to Detective Superintendent Mark Velde from the Marlow Harbour Police.", "Mark Velde"
    ) == ("Marlow Harbour Police")
