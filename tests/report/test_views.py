"""What the views compute, asked of the invented story."""

import random
from datetime import date, timedelta

import averly
import msgspec
import pytest

from rashomon.model.span import Span
from rashomon.report import render, words
from rashomon.report.desk import letters, make_desk
from rashomon.report.verbs import lemma_among
from rashomon.report.views_claims import claim_view
from rashomon.report.views_divergences import divergence_view, divergences
from rashomon.report.views_matrix import matrix
from rashomon.report.views_omissions import omissions
from rashomon.report.views_origins import origins
from rashomon.report.views_overview import event_title, overview
from rashomon.report.views_sources import sources
from rashomon.report.views_timeline import timeline
from rashomon.report.views_voices import ladder, voices


@pytest.fixture(scope="module")
def desk(record):
    return make_desk(record)


def test_letters_count_on_after_z():
    """Accounts beyond the alphabet have two letters."""
    assert [letters(at) for at in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]


def test_badges_do_not_depend_on_the_order_of_the_record(record, desk):
    """The same accounts get the same letters however the record's lists are shuffled."""
    shuffled = list(record.documents)
    random.Random(1).shuffle(shuffled)
    other = make_desk(msgspec.structs.replace(record, documents=tuple(shuffled)))
    assert {a.id: a.letter for a in other.accounts} == {a.id: a.letter for a in desk.accounts}


def test_the_title_is_the_clearest_headline(desk):
    """A plain headline shared by others wins over one that hangs on somebody's word."""
    assert event_title(desk) == "Port talks: dockers and Calder Lines agree to free 400 held containers"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((None, None), "No account gives a time that could be read."),
        ((date(2031, 3, 4), None), "Published 4 March 2031, hour not known"),
        ((date(2031, 3, 5), date(2031, 3, 4)), "Published from 4 March 2031 to 5 March 2031, hours not known"),
    ],
)
def test_a_day_without_an_hour_is_told(record, days, told):
    """Where no time is known the days are; the table of accounts says the same and gives the day to programs."""
    one, two = (msgspec.structs.replace(record.documents[at], published=None, day=day) for at, day in enumerate(days))
    bare = msgspec.structs.replace(record, documents=(one, two), statements=(), posts=(), claims=(), divergences=(),
                                   omissions=(), timeline=(), ledger=(), summary=(), problems=())  # fmt: skip
    shown = overview(make_desk(bare))
    assert shown.when == told
    assert {(row.account.id, row.published, row.iso) for row in shown.rows} == {
        (source.id, *(("4 March 2031, hour not known", "2031-03-04") if day == date(2031, 3, 4) else
                      ("5 March 2031, hour not known", "2031-03-05") if day else ("not known", "")))
        for source, day in zip((one, two), days, strict=True)
    }  # fmt: skip


def test_contradictions_come_first(desk):
    """The gravest verdict leads; every divergence is shown in one group."""
    groups = divergences(desk).groups
    assert groups[0].key == "contradiction"
    assert sum(len(group.views) for group in groups) == len(desk.record.divergences)


def test_words_at_issue_are_set_apart(desk):
    """Each span of a side stands in its words, marked, also where it lies outside the statement."""
    shown = {cut.text for g in divergences(desk).groups for d in g.views for s in d.sides
             for w in s.words for cut in w.cuts if cut.at_issue}  # fmt: skip
    assert {"denied", "would not pay", "Former labour minister", "10:00 local time"} <= shown


def test_a_wire_behind_three_outlets_is_one_root(desk):
    """The tree shows one origin, the relay, and the accounts that it reaches."""
    tree = next(t for t in origins(desk).first if t.text.startswith("Calder Lines wants"))
    (root,) = tree.origins
    assert root.naming == "not named"
    assert sorted((path.relays, len(path.ends)) for path in root.paths) == [((), 1), (("Harbour Wire",), 3)]
    assert tree.standing == "Four accounts, one origin"


def test_cells_say_on_whose_word(desk):
    """Named, unnamed, own voice, gaps with their reason."""
    rows = {row.text: [cell.word for cell in row.cells] for row in matrix(desk).first}
    assert rows["The talks began"] == ["own voice", "unnamed", "absent", "named", "absent"]
    assert rows["Calder Lines wants the night shift cut by one third"][4] == "partial"
    assert "too early" in rows["The state would not pay for the lost days"]


def test_two_times_for_one_happening_point_at_each_other(desk):
    """Each of two times given for one thing names the other."""
    seen = [m for day in timeline(desk).days for hour in day.hours for m in hour.moments if m.elsewhen]
    assert len(seen) == 2
    assert all(m.kind == "Happened" for m in seen)


def test_omissions_state_their_denominator(desk):
    """`out of how many` is said, and what is excused is said apart."""
    said = {gaps.account.name: gaps for gaps in omissions(desk).accounts}
    assert said["Channel Nord"].sentence.startswith("Of five claims")
    assert "came out after" in said["Harbour Wire"].excused


def test_voices_count_sources_and_verbs(desk):
    """Shares add up to all statements; verbs stand on their rung."""
    profiles = {p.account.name: p for p in voices(desk).profiles}
    courier = profiles["The Averly Courier"]
    assert [share.count for share in courier.shares] == ["4 of 6", "2 of 6", "0 of 6"]
    assert sum(segment.width for segment in courier.bar) == 240
    endorsing = next(r for r in courier.rungs if r.key == "endorsing")
    assert [(v.text, v.count) for v in endorsing.verbs] == [("confirm", "1")]


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [("said", "say"), ("told the Harbour Wire", "tell"), ("denies", "deny"), ("has insisted", "insist"),
     ("stressed", "stress"),
     ("admitting", "admit"), ("was quoted as saying", "say"), ("according to", ""), ("", ""), ("urges", "urge")],
)  # fmt: skip
def test_verbs_are_found_in_any_form(cue, lemma):
    """The last verb of saying in a cue, as its lemma."""
    assert lemma_among(cue, frozenset().union(*(verbs for *_, verbs in ladder()))) == lemma


def test_no_verb_stands_on_two_rungs():
    """Counting would depend on the order of the file."""
    every = [verb for *_, verbs in ladder() for verb in sorted(verbs)]
    assert len(every) == len(set(every))


def test_overlapping_statements_each_have_a_note(record):
    """A statement within another keeps its own number and place."""
    first = next(s for s in record.statements if s.content[0].end - s.content[0].start > 40)
    inner = msgspec.structs.replace(
        first, id="inner", content=(type(first.content[0])(first.content[0].start + 5, first.content[0].end - 5),)
    )
    desk = make_desk(msgspec.structs.replace(record, statements=(*record.statements, inner)))
    notes = [
        n.anchor
        for s in sources(desk)
        for p in s.posts
        for b in p.blocks
        for q in b.parts
        for r in q.runs
        for n in r.notes
    ]
    assert len(notes) == len(set(notes)) == len(record.statements) + 1
    render(desk.record)


def test_a_statement_outside_every_passage_is_still_listed(record):
    """Nothing is lost silently: its anchor stands at the end of the account."""
    desk = make_desk(msgspec.structs.replace(record, passages=()))
    assert sum(len(source.astray) for source in sources(desk)) == len(record.statements)


def test_an_account_that_stands_alone_is_not_compared_with_nothing() -> None:
    """The overview shows what it says, without empty columns for what several say; and says what is missing."""
    desk = make_desk(averly.record())
    own = desk.accounts[0]
    lines = tuple(msgspec.structs.replace(line, section="single") for line in desk.record.summary[:2])
    alone = msgspec.structs.replace(
        desk,
        accounts=(own,),
        record=msgspec.structs.replace(desk.record, summary=lines, divergences=(), documents=(own.source,)),
    )
    found = overview(alone)

    assert [part.name for part in found.parts] == ["What the account says"]
    assert "Nothing can be compared" in found.lead


def test_the_overview_names_what_two_numbers_are_of() -> None:
    """`12 against 3` says nothing by itself: the claim stands below it, and with other kinds who says which."""
    desk = make_desk(averly.record())
    told = [p for part in overview(desk).parts for p in part.partings]

    assert told
    assert all(p.why for p in told)


def test_a_claim_that_was_left_out_says_why_only_where_that_says_more(desk):
    """Who carries it stands beside it; that the account does not is the heading it stands under."""
    rows = [row for gaps in omissions(desk).accounts for row in (*gaps.first, *gaps.rest)]

    assert rows
    assert not any(row.why.endswith("does not.") for row in rows)


def test_the_overview_counts_origins_by_what_is_sure() -> None:
    """A claim of several outlets that may rest on one origin is never counted among those with two."""
    record = averly.record()
    several = [claim for claim in record.claims if len(claim.documents) > 1]
    for bounds, told in (((1, 9), "too little is told"), ((2, 9), "two origins or more"), ((1, 1), "from one origin")):
        claims = tuple(msgspec.structs.replace(claim, origin_bounds=bounds) for claim in record.claims)
        facts = overview(make_desk(msgspec.structs.replace(record, claims=claims))).facts
        counted = {fact.text: fact.count for fact in facts if fact.text.startswith("of these")}

        assert len(counted) == 3
        assert [count for text, count in counted.items() if text.endswith(told)] == [str(len(several))]
        assert sorted(counted.values()) == sorted([str(len(several)), "0", "0"])


def test_accounts_that_share_no_claim_are_not_called_accounts_of_one_event() -> None:
    """The overview names the groups; where every account shares a claim with another it says nothing of the kind."""
    record = averly.record()
    whole = overview(make_desk(record))
    assert whole.apart == ""
    assert "of one event" in whole.lead

    first, *others = (document.id for document in record.documents)
    claims = tuple(
        msgspec.structs.replace(claim, documents=documents)
        for claim, documents in zip(record.claims, ((first, others[0]), tuple(others[1:])), strict=False)
    )
    found = overview(make_desk(msgspec.structs.replace(record, claims=claims)))
    assert "two groups that share no claim" in found.apart
    assert omissions(make_desk(msgspec.structs.replace(record, claims=claims))).apart == found.apart
    assert "of one event" not in found.lead

    claims = (msgspec.structs.replace(record.claims[0], documents=tuple(others)),)
    found = overview(make_desk(msgspec.structs.replace(record, claims=claims)))
    assert "shares no claim with the other accounts." in found.apart


def test_what_a_disputed_line_has_told_is_not_told_again_below_it() -> None:
    """The summary's line holds both sides' words; the same divergence by its labels alone would say less."""
    record = averly.record()
    before = [p for part in overview(make_desk(record)).parts for p in part.partings]
    grave = next(d for d in record.divergences if before[0].href.endswith(d.id))
    line = msgspec.structs.replace(
        record.summary[0], section="disputed", statements=tuple(side.statements[0] for side in grave.sides)
    )
    after = overview(make_desk(msgspec.structs.replace(record, summary=(line,))))

    assert before[0].text not in [p.text for part in after.parts for p in part.partings]


def test_a_thing_to_come_and_done_is_named_by_what_is_said_of_it(desk) -> None:
    """The claim's other statements may tell something else; the words of a side cannot."""
    statements = desk.record.statements[:2]
    divergence = msgspec.structs.replace(
        desk.record.divergences[0],
        kind="tense",
        sides=tuple(
            msgspec.structs.replace(desk.record.divergences[0].sides[0], label=label, spans=(), statements=(s.id,))
            for label, s in zip(("still to come", "done"), statements, strict=True)
        ),
    )
    assert divergence_view(desk, divergence).title == (words.shortened(desk.words(statements[0]), 140),)


def test_times_that_name_their_zone_are_not_said_to_have_none() -> None:
    """A page without a home zone may name one beside each hour."""
    record = averly.record()
    documents = tuple(msgspec.structs.replace(d, timezone=None) for d in record.documents)
    rows = overview(make_desk(msgspec.structs.replace(record, documents=documents))).rows

    assert any("UTC" in row.published for row in rows)
    assert not any("UTC" in row.published and "zone not known" in row.basis for row in rows)


def test_a_moment_does_not_name_its_speaker_twice(desk) -> None:
    """Who stands before the words is not set in brackets behind them too."""
    moments = tuple(
        msgspec.structs.replace(moment, text=f"{moment.text} ({desk.voice(desk.statement[moment.statements[0]]).name})")
        for moment in desk.record.timeline
        if moment.kind == "said" and desk.statement[moment.statements[0]].source
    )
    found = timeline(make_desk(msgspec.structs.replace(desk.record, timeline=moments)))
    shown = [moment for day in found.days for hour in day.hours for moment in hour.moments]

    assert shown
    assert not any(moment.text.endswith(f"({moment.who})") for moment in shown)


def test_an_account_of_an_unknown_outlet_goes_by_its_file_everywhere() -> None:
    """`Outlet not known` five times over tells nobody which account is meant."""
    record = averly.record()
    documents = tuple(msgspec.structs.replace(d, outlet=None, outlet_basis=None) for d in record.documents)
    desk = make_desk(msgspec.structs.replace(record, documents=documents))
    rows = overview(desk).rows

    assert [row.outlet for row in rows] == [account.name for account in desk.accounts]
    assert all(row.unknown for row in rows)
    assert render(desk.record).count("outlet not known") == len(rows)


def test_no_account_of_a_claim_is_crowded_out_by_another(desk) -> None:
    """Where not all wordings are shown, each account that carries the claim still stands beside the others."""
    first, second = desk.accounts[0].id, desk.accounts[1].id
    said = desk.of_document[first][:5]
    claim = msgspec.structs.replace(
        desk.record.claims[0],
        documents=(first, second),
        statements=(*(s.id for s in said), desk.of_document[second][0].id),
    )
    found = claim_view(desk, claim, {}, limit=2)

    assert [len(column.wordings) for column in found.columns] == [1, 1]
    assert found.left_out == len(claim.statements) - 2


def test_words_within_words_are_pointed_at_and_not_quoted_again(desk) -> None:
    """A part of what one voice says stands in the whole; of another voice, or denied, it is shown by itself."""
    whole = next(s for s in desk.record.statements if s.stance == "asserted" and len(s.content) == 1)
    span = whole.content[0]
    part = msgspec.structs.replace(whole, id="part", content=(Span(span.start, span.end - 3),))
    denied = msgspec.structs.replace(part, id="denied", stance="denied")
    record = msgspec.structs.replace(desk.record, statements=(*desk.record.statements, part, denied))
    ids = (whole.id, "part", "denied")
    claim = msgspec.structs.replace(record.claims[0], documents=(whole.document,), statements=ids)
    (column,) = claim_view(make_desk(record), claim, {}).columns

    assert sorted(len(one.within) for one in column.wordings) == [0, 1]
    assert render(record)


def test_who_said_it_later_is_no_speaker_of_an_earlier_moment(desk) -> None:
    """A moment joins the statements of one thing; the name before its hour is that of who had spoken by then."""
    moment = next(m for m in desk.record.timeline if m.kind == "said" and desk.statement[m.statements[0]].source)
    first = desk.statement[moment.statements[0]]
    other = next(s for s in desk.record.statements if s.source and desk.voice(s).name != desk.voice(first).name)
    late = msgspec.structs.replace(other, id="late", published=moment.end + timedelta(minutes=5))
    record = msgspec.structs.replace(desk.record, statements=(*desk.record.statements, late))
    joined = msgspec.structs.replace(moment, statements=(first.id, late.id))
    found = timeline(make_desk(msgspec.structs.replace(record, timeline=(joined,))))
    (shown,) = [moment for day in found.days for hour in day.hours for moment in hour.moments]

    assert shown.who == desk.voice(first).name
    assert len(shown.refs) == 2


def test_a_relay_named_behind_the_words_stands_with_the_speaker(desk) -> None:
    """`(A source, through an agency)` is the speaker's own way, told once."""
    moment = next(m for m in desk.record.timeline if m.kind == "said" and desk.statement[m.statements[0]].source)
    name = desk.voice(desk.statement[moment.statements[0]]).name
    text = f"The gates open ({name}, through Farwire)"
    told = msgspec.structs.replace(moment, text=text, statements=moment.statements[:1])
    found = timeline(make_desk(msgspec.structs.replace(desk.record, timeline=(told,))))
    (shown,) = [moment for day in found.days for hour in day.hours for moment in hour.moments]

    assert (shown.who, shown.text) == (f"{name}, through Farwire", "The gates open")
