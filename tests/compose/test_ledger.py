"""Moves of any negotiation: peace, labour, trade, climate."""

import pytest

AT = ["2031-03-04T09:00:00+00:00", "2031-03-04T11:30:00+00:00"]

MOVES = [
    ("Brazil demanded a ceasefire on the river by Sunday.", "Brazil", "demand", "REQUEST"),
    ("Norway offered to send grain to the islands.", "Norway", "offer", "AGREE"),
    ("Norway's envoy rejected the proposal for a joint patrol.", "Norway", "reject", "REJECT"),
    ("Brazil and Norway agreed to exchange 40 fishermen.", "Brazil and Norway", "agree", "AGREE"),
    ("The dockers' union demanded a pay rise of 6 percent.", "The dockers' union", "demand", "REQUEST"),
    ("The company offered a pay rise of 3 percent to the dockers.", "The company", "offer", "AGREE"),
    ("Norway threatened to raise tariffs on timber.", "Norway", "threaten", "THREATEN"),
    ("Norway lifted its tariffs on timber.", "Norway", "concede", "CONCEDE"),
    ("The island states demanded a fund for flood damage.", "The island states", "demand", "REQUEST"),
    ("Brazil accused Norway of closing the river.", "Brazil", "accuse", "ACCUSE"),
    ("Norway blamed Brazil for the failure of the talks.", "Norway", "accuse", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "party", "act", "plover"), MOVES, ids=[m[0][:32] for m in MOVES])
def test_a_move_has_party_act_and_type(woven, text, party, act, plover):
    """Whatever the talks are about, who moved and how is read from the verb and its subject."""
    record = woven(text, at=AT)

    found = {(m.party.replace("'", ""), m.act, m.plover) for m in record.ledger}
    assert (party.replace("'", ""), act, plover) in found, record.ledger


@pytest.mark.parametrize(
    "text",
    [
        "If Norway agreed to a ceasefire, Brazil would open the river.",
        "Will Norway agree to a ceasefire?",
        "Norway agreed to a ceasefire on the river in 1994.",
        "Norway might agree to a ceasefire.",
        "Norway reached the final of the cup.",
    ],
)
def test_what_is_supposed_asked_or_long_past_is_no_move(woven, text):
    """Hypotheticals, questions, history and other senses of a verb stay out."""
    assert [m for m in woven(text, at=AT).ledger if m.act == "agree"] == []


def test_a_refusal_to_agree_is_a_rejection(woven):
    """A negated agreement is a refusal."""
    record = woven("Norway did not agree to the patrol on the river.", at=AT)

    assert {(m.party, m.act) for m in record.ledger} == {("Norway", "reject")}


def test_a_condition_is_kept(woven):
    """What a move depends on is told with it."""
    record = woven("Norway offered to open the river if Brazil frees the crew.", at=AT)

    assert any(m.condition == "if Brazil frees the crew" for m in record.ledger), record.ledger


def test_an_answer_changes_the_status(woven):
    """A demand that the other side later refuses is no longer open, and the ledger says who refused."""
    record = woven(
        "Brazil demanded control of the river for ten years.",
        "Norway rejected control of the river by Brazil for ten years.",
        at=AT,
    )

    assert "refused by Norway" in {m.status for m in record.ledger if m.act == "demand"}, record.ledger


def test_every_move_is_a_clause_with_statements(woven):
    """The content reads alone and rests on statements."""
    record = woven(*(text for text, *_ in MOVES), at=[AT[0]] * len(MOVES))

    assert all(m.statements and m.content[0].isupper() and len(m.content.split()) > 3 for m in record.ledger)


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Brazil demanded that Norway withdraw from the harbour, the canal and the coast of Chile.", "Norway"),
        ("Brazil rejected an offer from Norway's president for a meeting in Chile.", "Norway"),
        ("Brazil demanded a ceasefire on the river in Chile.", None),
        ("Brazil offered a pause on the river after the Chile talks.", None),
    ],
)
def test_where_a_move_is_made_is_not_toward_whom(woven, text, toward):
    """A place that tells where, or which talks, is no other side; one who is plainly turned to is."""
    found = [m.toward for m in woven(text, at=AT).ledger if m.party == "Brazil"]

    assert found == [toward]


def test_both_sides_are_those_whom_another_account_names(woven):
    """The same agreement of "both sides" and of two named ones is one move of the two."""
    record = woven(
        "Brazil and Norway agreed to exchange 40 fishermen on Monday.",
        "Both sides agreed to exchange 40 fishermen on Monday.",
        at=AT,
    )

    assert [(m.party, m.act, len(m.statements)) for m in record.ledger] == [("Brazil and Norway", "agree", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway offered a rare rebuke of its ally.",
        "Brazil's plan was met with disdain by Norway.",
        "Many Brazilians demanded a ceasefire on the river.",
        "Most Norwegians blamed Brazil for the dispute, a poll found.",
        "Three members resigned after Brazil's refusal to condemn the strike.",
    ],
)
def test_an_idiom_and_a_part_of_a_people_are_no_move(woven, text):
    """Whom a phrase only seems to make act, and people who are not the party, are left out."""
    assert [m for m in woven(text, at=AT).ledger if m.act in {"offer", "consult", "demand", "accuse"}] == []


@pytest.mark.parametrize(
    "text",
    ["Norway insisted that the river was open.", "Brazil's minister signed the guest book on Monday."],
)
def test_an_assertion_and_a_signature_are_no_move(woven, text):
    """Who insists that something is so demands nothing, and not all that is signed is agreed to."""
    assert [m for m in woven(text, at=AT).ledger if m.act in {"agree", "demand"}] == []


def test_who_insists_on_what_must_be_demands(woven):
    """The same verb with what must be, or will not be until."""
    found = woven("Norway insisted that Brazil must open the river.", at=AT).ledger
    assert [m.act for m in found] == ["demand"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway accused of closing the river to Brazilian boats.",
        "Norway was accused of closing the river by its own sailors.",
        "Norway should offer a ceasefire on the river, a columnist wrote.",
        "Norway conceded last week that its boats had fired on the ferry.",
        "The union declined to release details of the settlement with the port.",
        "Norway's minister vowed that the country had observed the sanctions.",
        "Tensions over Norway's fleet had threatened to hang over the games.",
        "Norway's ministry declined to say who had closed the river.",
        "Norway was committed to peace on the river.",
        "Norway's minister insisted that the navy was not behind the fire.",
        "Norway's navy accepted responsibility for the lost ferry.",
        "The Norwegian club has in the past demanded a pilot of its own.",
    ],
)
def test_what_is_suffered_wished_admitted_or_past_is_no_move(woven, text):
    """Who is accused accuses nobody, and what ought to be done, was admitted or is long past was not done now."""
    assert [(m.party, m.act) for m in woven(text, at=AT).ledger if m.party.startswith(("Norw", "The union"))] == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Norway, Brazil agree on a patrol of the river.", "Brazil and Norway"),
        ("The US and Norway have agreed to a patrol of the river.", "Norway and United States"),
        (
            "The shipping company and the Dockers Federation reached an agreement on Monday.",
            "Dockers Federation and The shipping company",
        ),
    ],
)
def test_all_who_agree_are_named(woven, text, party):
    """Those who stand beside the subject, by "and" or the comma of a headline, act with it."""
    assert any(m.party.startswith(party) and m.act == "agree" for m in woven(text, at=AT).ledger), text


def test_who_speaks_of_his_own_side_moves(woven):
    """A pronoun for the speaker stands for the speaker's side."""
    found = woven("Norway said it had offered a pause on the river to Brazil.", at=AT).ledger

    assert [(m.party, m.act, m.toward) for m in found] == [("Norway", "offer", "Brazil")]


def test_he_is_no_body_that_speaks_of_him(woven):
    """What a country says of a man is no move of the country's."""
    assert not woven("Norway said he had offered a boat to the fishermen.", at=AT).ledger


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Norway accused Brazil of selling timber to Chile.", "Brazil"),
        ("Norway agreed to stop a patrol in northern Brazil.", None),
        ("Norway agreed with Brazil on a patrol near Chile.", "Brazil"),
        ("Norway threatened to stop oil exports from the Persian Gulf.", None),
        ("Norway urged President Mira Tole to use the fleet of Brazil against pirates from Chile.", "Mira Tole"),
    ],
)
def test_the_other_side_is_the_verbs_own_object(woven, text, toward):
    """Others that the content names are no side of the move."""
    assert [m.toward for m in woven(text, at=AT).ledger if m.party == "Norway"] == [toward]


def test_a_body_acts_for_the_place_where_it_sits(woven):
    """ "The government in Norway" is Norway's side; a club in Norway is not."""
    found = woven("The government in Norway had threatened to take the case to court.", at=AT).ledger

    assert [(m.party, m.act) for m in found] == [("Norway", "threaten")]


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("Norway pledged by Friday to open the river to boats.", [("Norway", "offer")]),
        ("Norway was accused by Brazil of closing the river.", []),
    ],
)
def test_by_a_day_tells_no_doer(woven, text, moves):
    """Behind a verb "by" tells who did it, unless a day or an hour follows."""
    assert [(m.party, m.act) for m in woven(text, at=AT).ledger if m.party == "Norway"] == moves


@pytest.mark.parametrize(
    "text",
    [
        "Norway could offer grain to the islands.",
        "Norway can ask the court for help.",
        "Norway offered its condolences to the families.",
        "Norway pleaded guilty to closing the river.",
        "Norway blamed a technical malfunction for the fire.",
        "Several armed groups in the southern Philippines have pledged allegiance to Brazil.",
        "The Grain Support Program offered loans to the islands.",
        "Norway said, when asked about the river, that it was open.",
        "Norway released a report on the river funded by Brazil.",
        "Norway said it still plans to compete in Tuesday's river race.",
        "Norway committed a crime on the river.",
        "The union declined 4 percent in a month.",
        "Asked about the river, Norway's minister did not exclude a ban.",
        "In 2027, the river town clashed with local farmers who accused Norway of taking water.",
        "Last year, the town also clashed with local farmers who accused Norway of taking water.",
        "Norway wants to claim that it controls the river.",
    ],
)
def test_what_is_able_suffered_or_aimed_at_nobody_is_no_move(woven, text):
    """Who could do it has not done it; condolences, a plea, a fault, a report and a plan of one's own move nobody."""
    assert woven(text, at=AT).ledger == ()


def test_who_is_accused_of_seeking_makes_no_request(woven):
    """A deed behind "of" or "by" hangs on another verb."""
    record = woven("Norway accused Brazil of seeking aid from the islands.", at=AT)

    assert {(m.party, m.act) for m in record.ledger} == {("Norway", "accuse")}


def test_who_will_meet_has_not_met(woven):
    """Talks to come are planned and not held."""
    record = woven("Brazil and Norway will meet on Friday.", at=AT)

    assert {(m.act, m.status) for m in record.ledger} == {("consult", "planned")}


def test_who_is_named_far_behind_the_verb_is_not_turned_to(woven):
    """The other side stands near the verb, or behind a word that turns to it."""
    far = (
        "Norway demanded a written account of all that the river board had spent on its new mill and on the old grain"
        " store since Brazil left."
    )
    near = "Norway demanded that Brazil open the river."

    assert [m.toward for m in woven(far, at=AT).ledger] == [None]
    assert [m.toward for m in woven(near, at=AT).ledger] == ["Brazil"]


def test_a_move_with_more_behind_it_is_told_once(woven):
    """The same words that go on are the same move."""
    text = "Norway has been demanding that local boats leave the river"
    record = woven(f"{text}, which it called a lake. {text}.", at=AT)

    assert [m.content for m in record.ledger] == [text]


def test_a_move_that_stops_at_its_verb_is_not_told(woven):
    """What was promised is told by the words that go on, and by them alone."""
    record = woven("In her speech on Monday, Norway's envoy Ida Vane promised: “The river will stay open.”", at=AT)

    assert [m.content for m in record.ledger] == ["Norway's envoy Ida Vane promised: “The river will stay open”"]


SAID_MOVES = [
    ("Senator Dana Vane accused Norway of closing the river.", "Dana Vane", "accuse"),
    ("Brazil called for a ceasefire on the river by Sunday.", "Brazil", "demand"),
    ("Brazil voted on Monday to block the proposal for a joint patrol.", "Brazil", "reject"),
    ("The proposal for a joint patrol was rejected by Norway on Monday.", "Norway", "reject"),
    ("Norway put a proposal for a joint patrol on the table.", "Norway", "offer"),
    ('"Norway must open the river to our boats," Brazil\'s foreign minister said.', "Brazil", "demand"),
    ("Norway's foreign minister said Oslo was willing to open the river to boats.", "Norway", "offer"),
    ("Brazil suspended the treaty on fishing in the river.", "Brazil", "reject"),
    ("Norway's envoy met Brazil's president in the harbour on Monday.", "Norway", "consult"),
    ("Norway will no longer accept boats from Brazil.", "Norway", "reject"),
    ("Norway's minister pledged not to yield to the demands of Brazil.", "Norway", "reject"),
    ("Brazil has been insisting that Norway agree to a joint patrol of the river.", "Brazil", "demand"),
]


@pytest.mark.parametrize(("text", "party", "act"), SAID_MOVES, ids=[m[0][:40] for m in SAID_MOVES])
def test_moves_told_with_particles_passives_and_duties(woven, text, party, act):
    """A verb with its particle, a passive with its doer, what another must do and what one is willing to do."""
    found = {(m.party, m.act) for m in woven(text, at=AT).ledger}

    assert (party, act) in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Norway's minister rejected claims that the boats had been fired on.",
        "Brazil's boats will have to wait for a permit, Norway's minister said.",
        "Brazil did not need to open the river, Norway's minister said.",
        "The minister wrote to Norway's envoy urging him to open the river.",
        "Brazil pledged allegiance to the league.",
    ],
)
def test_denials_forecasts_and_vows_of_faith_are_no_move(woven, text):
    """Who rejects a claim refuses nobody, and what somebody will have to do is not demanded of him."""
    moves = [(m.party, m.act) for m in woven(text, at=AT).ledger]

    assert not [m for m in moves if m[1] in {"reject", "offer"} or m == ("Norway", "demand")], moves


def test_a_threat_hangs_on_its_condition(woven):
    """What a party will do unless the other does something is a threat, and the condition is told with it."""
    record = woven("Norway's minister said Norway would withdraw from the patrol unless Brazil opens the river.", at=AT)

    assert [(m.party, m.act, m.condition) for m in record.ledger if m.act == "threaten"] == [
        ("Norway", "threaten", "unless Brazil opens the river")
    ], record.ledger


def test_a_refusal_told_with_an_offer_answers_it(woven):
    """Two sentences of one account: the offer stands as refused by the one to whom it was made."""
    record = woven(
        "Brazil offered a joint patrol of the river. Norway rejected the offer by Brazil of a joint patrol.",
        at=AT[:1],
    )

    assert [m.status for m in record.ledger if m.act == "offer"] == ["refused by Norway"], record.ledger


def test_a_call_told_in_two_ways_is_one_move(woven):
    """The same meeting in other words, on no other day, is one move with both statements."""
    record = woven(
        "Brazil and Norway met in the harbour for the first time in years.",
        "Brazil's president and Norway's prime minister met in the harbour on Monday.",
        at=AT,
    )

    assert len([m for m in record.ledger if m.act == "consult"]) == 1, record.ledger


def test_a_river_that_is_talked_about_is_no_side(woven):
    """The noun before a name says that it is a water or a place, whatever it is taken for."""
    record = woven("Brazil and Norway have held talks on the river Orrel in Port Ansel.", at=AT)

    assert [(m.act, m.toward) for m in record.ledger] == [("consult", None)]
