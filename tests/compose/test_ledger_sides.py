"""Whose a move is where names are short, missing or joined, and which two lines tell one move."""

import pytest

from rashomon.compose import sides

AT = ["2031-03-04T09:00:00+00:00", "2031-03-04T11:30:00+00:00", "2031-03-04T12:00:00+00:00"]


def moves(record):
    return [(m.party, m.act, m.toward) for m in record.ledger]


@pytest.mark.parametrize(
    "text",
    [
        "Norway demanded that Brazil open the river, and offered to pay half of the cost.",
        "Norway demanded that Brazil open the river and offered to pay half of the cost.",
    ],
)
def test_an_offer_joined_to_a_demand_is_the_demander_s(woven, text):
    """Who demands that another do a thing, and offered something, offers it himself."""
    found = {(m.party, m.act) for m in woven(text, at=AT[:1]).ledger}

    assert found == {("Norway", "demand"), ("Norway", "offer")}


def test_a_capital_acts_for_its_country(woven):
    """A capital is no party apart from its country."""
    record = woven("Lima accused Quito of closing the river.", "Peru accused Ecuador of closing the river.", at=AT)

    assert moves(record) == [("Peru", "accuse", "Ecuador")]


SIDES = [
    ("Norway's Foreign Ministry rejected the offer of a joint patrol.", "Norway"),
    ("US National Security Advisor Dana Vane rejected the offer of a joint patrol.", "United States"),
    ("The Norway Chamber of Commerce rejected the offer of a joint patrol.", "Norway Chamber of Commerce"),
    ("Brazilian boat maker Gorran Fisheries rejected the offer of a joint patrol.", "Gorran Fisheries"),
    ("At the United Nations, Norway is rejecting the offer of a joint patrol.", "Norway"),
]


@pytest.mark.parametrize(("text", "party"), SIDES, ids=[p for _, p in SIDES])
def test_an_office_acts_for_its_state_and_a_body_for_itself(woven, text, party):
    """A ministry is its state; a company or chamber called after a country is not, nor is a place of meeting."""
    assert [m.party for m in woven(text, at=AT[:1]).ledger] == [party]


def test_one_side_has_one_name():
    """First letters, a common noun and "both sides" stand for the named side; another kind of side does not."""
    assert sides.one_party("Gorran Fisheries", "GF") == "Gorran Fisheries"
    assert sides.one_party("The company", "Gorran Fisheries") == "Gorran Fisheries"
    assert sides.one_party("The boat company and United Dockers Union", "United Dockers Union and Gorran") == (
        "Gorran and United Dockers Union"
    )
    assert sides.one_party("The union", "Gorran Fisheries") is None
    assert sides.one_party("The company", "Norway") is None
    assert sides.state_of("N. Korea") == "North Korea"
    assert sides.state_of("S Korea") == "South Korea"
    assert sides.state_of("Japan Airlines") == "Japan Airlines"


def test_a_call_in_three_wordings_is_one_move(woven):
    """Outlets word one call for talks in their own ways; a call for something else stays."""
    record = woven(
        "Brazil calls for a Vane-Arrel meeting as next step.",
        "Brazil has called for a meeting between the two heads of state.",
        "The Brazilian side requested direct talks between Vane and Arrel. Brazil called for a ban on nets.",
        at=AT,
    )

    assert len(record.ledger) == 2, record.ledger


def test_a_deal_of_two_is_one_move(woven):
    """Told by both sides, by one toward the other, or by "both sides"."""
    record = woven(
        "Brazil and Norway have reached a deal on the river.",
        "Both sides struck an agreement on Monday that ends years of strife.",
        "Norway agrees with Brazil to swap 40 fishermen. Brazil and Norway agreed to swap 40 fishermen.",
        at=AT,
    )

    assert moves(record) == [("Brazil and Norway", "agree", None)] * 2


def test_other_figures_are_another_move(woven):
    """An offer of 3 percent is not the offer of 5 percent."""
    record = woven("Gorran offered a raise of 3 percent.", "Gorran offered a raise of 5 percent.", at=AT)

    assert len(record.ledger) == 2


TOWARD = [
    ("Norway urged all states to act against Brazil.", None),
    ("Norway urged Brazil and Peru to sign the treaty.", "Brazil and Peru"),
    ("Norway urged Brazil's traditional allies to help end the dispute.", None),
    ("Norway has threatened to raise tariffs if Brazil retaliates.", "Brazil"),
]


@pytest.mark.parametrize(("text", "other"), TOWARD, ids=[t for t, _ in TOWARD])
def test_the_other_side_is_the_one_turned_to(woven, text, other):
    """A group without a name hides whoever is named behind it; a threat is for whom its "if" is about."""
    assert [m.toward for m in woven(text, at=AT[:1]).ledger] == [other]


MADE = [
    ("President Dana Vane of Norway announced Tuesday she is quitting the Brazil fishing deal.", "reject"),
    ("Norway's president Dana Vane says she will withdraw Norway from a fishing deal with Brazil.", "reject"),
    ("The Norway delegation voiced its opposition to the river bill.", "reject"),
    ("Norway has set wide-ranging conditions for a truce.", "demand"),
    ("Norway has threatened to tax the sales of last year if Brazil retaliates.", "threaten"),
]


@pytest.mark.parametrize(("text", "act"), MADE, ids=[t[:40] for t, _ in MADE])
def test_deals_that_are_left_and_terms_that_are_set_are_moves(woven, text, act):
    """Who leaves a deal rejects it, and what somebody threatens to do to last year's sales is no history."""
    assert [(m.party, m.act) for m in woven(text, at=AT[:1]).ledger] == [("Norway", act)]


@pytest.mark.parametrize(
    "text",
    [
        "Dana Vane of Norway, asked about the patrol on Tuesday, said the river is wide.",
        "Norway's police urged residents to seek shelter.",
        "Norway's president promised during her campaign to open the river.",
        '"Brazil should know that the river is ours," Norway\'s minister said.',
        "Norway's minister repeated her challenge to the board to oppose the patrol.",
        "The ministry stopped short of saying Brazil had rejected the patrol.",
    ],
)
def test_questions_advice_and_old_promises_are_no_moves(woven, text):
    """Nobody asks another side for anything in these."""
    assert moves(woven(text, at=AT[:1])) == []


def test_a_condition_ends_with_its_clause(woven):
    """A short "if" before the main verb, and a short form with full stops inside."""
    before = woven("Brazil and Norway reached a deal that, if approved, will open the river.", at=AT[:1])
    inside = woven("Norway threatened to retaliate if the U.S. closed the river.", at=AT[:1])

    assert [m.condition for m in before.ledger] == ["if approved"]
    assert [m.condition for m in inside.ledger] == ["if the U.S. closed the river"]


def test_what_is_not_offered_is_not_refused(woven):
    """Who did not offer a way out has refused nobody."""
    assert moves(woven("Norway did not offer a clear path to a truce.", at=AT[:1])) == []


def test_a_border_is_no_side():
    """Two states joined by a mark name what lies between them."""
    assert sides.pair("Norway-Peru")
    assert not sides.pair("Vane-Arrel")


def test_a_deed_inside_an_if_is_no_move(woven):
    """What would follow if somebody threatened is told, and nobody has threatened."""
    text = "The drill showed that if Norway ever threatened the river board, boats would come."

    assert [m for m in woven(text, at=AT[:1]).ledger if m.act == "threaten"] == []
