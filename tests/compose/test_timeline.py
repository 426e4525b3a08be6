"""When what happened or was said."""

from datetime import UTC, datetime, timedelta

import pytest

AT = ["2031-03-04T09:00:00+00:00", "2031-03-04T11:30:00+00:00"]


def test_a_past_deed_stands_at_the_day_that_it_names(woven):
    """The day is told as a whole day, not as its midnight."""
    record = woven("Brella closed the Selk strait for grain ships on Sunday.", at=AT)
    (moment,) = [m for m in record.timeline if "closed" in m.text]

    assert moment.kind == "happened"
    assert moment.precision == "day"
    assert moment.start == datetime(2031, 3, 2, tzinfo=UTC)
    assert moment.end - moment.start == timedelta(days=1, seconds=-1)


def test_until_is_no_time_of_the_deed(woven):
    """A bound in the words ("until the end of July") is no moment of the deed."""
    record = woven("Brella agreed to open the Selk strait for grain ships until 30 July.", at=AT)

    assert record.timeline
    assert all(m.start.month == 3 for m in record.timeline)


def test_a_side_clause_keeps_its_own_time(woven):
    """A day that belongs to "since" or "after" does not date the main deed."""
    record = woven("The harbour has stayed shut since the ferry burned on Sunday.", at=AT)

    assert all(m.kind != "happened" for m in record.timeline if "shut" in m.text)


def test_background_years_apart_are_left_out(woven):
    """A deed of years ago that one account recalls is no moment of this event."""
    record = woven("Brella closed the Selk strait for grain ships in 2014. The strait opened on Monday.", at=AT)

    assert all(m.start.year == 2031 for m in record.timeline)


def test_what_is_said_names_the_speaker_and_the_minute(woven):
    """A saying stands at the minute of its account and names who said it."""
    record = woven("The strait is closed to all grain ships, Brellan envoy Ida Vane said.", at=AT)
    (moment,) = [m for m in record.timeline if "closed" in m.text]

    assert moment.kind == "said"
    assert moment.precision == "minute"
    assert moment.start == datetime(2031, 3, 4, 9, tzinfo=UTC)
    assert "Vane" in moment.text


def test_a_bare_day_of_publication_stays_a_day(woven):
    """Midnight stands for an unknown hour: no minute is made up, and it takes two accounts to be worth a line."""
    text = "The strait is closed to all grain ships, Brellan envoy Ida Vane said."
    midnight = "2031-03-04T00:00:00+00:00"

    assert {m.precision for m in woven(text, text, at=[midnight, midnight]).timeline} == {"day"}
    assert woven(text, at=[midnight]).timeline == ()


def test_without_a_time_there_is_no_moment(woven):
    """No time is invented for undated accounts."""
    record = woven("The strait is closed to all grain ships, Brellan envoy Ida Vane said.")

    assert record.timeline == ()


def test_one_claim_makes_one_moment(woven):
    """Two accounts of one saying give one moment, at the time when it was first out."""
    text = "The strait is closed to all grain ships, Brellan envoy Ida Vane said."
    record = woven(text, text, at=AT)
    moments = [m for m in record.timeline if "closed" in m.text]

    assert len(moments) == 1
    assert moments[0].start == datetime(2031, 3, 4, 9, tzinfo=UTC)
    assert len(moments[0].statements) == 2


def test_moments_are_in_order(woven):
    """Sorted by time."""
    record = woven("Brella closed the strait on Sunday. Brella opened the strait on Monday.", at=AT)

    assert [m.start for m in record.timeline] == sorted(m.start for m in record.timeline)


def test_how_things_are_is_no_moment_of_a_bare_day(woven):
    """Two accounts that describe somebody, without a time, give the timeline nothing; what happened stays."""
    state = "Ida Vane was a student at the harbour college of Tamber and its best sailor."
    deed = "The Brellan coast guard towed the ferry into the harbour of Tamber."
    record = woven(f"{state} {deed}", f"{state} {deed}", at=["2031-03-04", "2031-03-04"])

    assert not [m for m in record.timeline if "student" in m.text]
    assert [m for m in record.timeline if "towed" in m.text]


def test_an_hour_without_a_day_dates_nothing_in_an_article(woven):
    """Written a day later, "at 12:10 p.m." is not that day's; with its day it is."""
    record = woven(
        "The ferry left Tamber at 12:10 p.m. and sank off Selk.", "The tug left Tamber at 12:10 p.m. on Sunday.", at=AT
    )

    assert [m.text for m in record.timeline if m.kind == "happened"] == ["The tug left Tamber at 12:10 p.m. on Sunday"]


def test_what_a_deed_answers_does_not_date_it(woven):
    """The strikes were last week, not the assault that took revenge for them."""
    record = woven("The rebels attacked the fort in retaliation for air strikes last week.", at=AT)

    assert all(m.kind != "happened" for m in record.timeline)


def test_a_moment_has_the_words_that_were_out_then(woven):
    """What a later account knows is not told at the hour of an earlier one."""
    early = "Divers said they had found no signs of life in the wreck of the Tamber ferry."
    late = (
        "Divers said they had found no signs of life in the wreck of the Tamber ferry, which was raised after two days."
    )
    record = woven(early, late, at=AT)

    first = min((m for m in record.timeline if "signs of life" in m.text), key=lambda m: m.start)
    assert "raised" not in first.text


def test_a_moment_is_told_in_words_that_name_its_time(woven):
    """The account that gives the day tells it; another that names another day does not."""
    dated = "The ferry Orla sank off Tamber on Sunday with 30 sailors."
    record = woven(dated, "The ferry Orla sank off Tamber last month with 30 sailors.", at=AT)

    told = [m.text for m in record.timeline if m.kind == "happened"]
    assert all("last month" not in text for text in told), told


@pytest.mark.parametrize(
    "text",
    [
        "The mayor joined the queue for Sunday's vote in Tamber.",
        "The markets took Sunday's vote in stride.",
    ],
)
def test_the_day_of_a_thing_is_not_the_day_of_the_deed(woven, text):
    """A vote had its day, and who queued or took it in stride may have done so on another."""
    assert all(m.kind != "happened" for m in woven(text, at=AT).timeline)


def test_who_died_in_sundays_crash_died_on_sunday(woven):
    """What happened within a thing happened on its day."""
    record = woven("Twelve sailors died in Sunday's crash off Tamber.", at=AT)

    assert [m.start.day for m in record.timeline if m.kind == "happened"]


def test_what_is_still_to_come_is_no_moment_of_the_past(woven):
    """A vote for which a bill is headed has not been held."""
    record = woven("The river bill is likely headed for a vote in the council on Sunday.", at=AT[:1])

    assert all(m.kind != "happened" for m in record.timeline)


def test_a_deed_of_another_month_did_not_happen_now(woven):
    """What an outlet tells of last month or last year does not stand at the hour of its report."""
    record = woven("Brellan exports of grain rose to 40 million tons last year.", at=AT[:1])

    assert record.timeline == ()


def test_what_is_said_again_stands_at_its_first_time(woven):
    """The same words an hour later are no new moment."""
    said = "The strait is closed to all grain ships of the eastern ports"
    record = woven(f"{said}, Brellan envoy Ida Vane said.", f"{said} now, Norland envoy Jon Arrel said.", at=AT)

    assert [m.start.hour for m in record.timeline if "closed" in m.text] == [9]


def test_a_week_apart_within_one_claim_is_one_day(woven):
    """A paper that is out on the eve of "Tuesday" in the other half of the world means the day that others give."""
    text = "Brella fired a missile over the Selk strait early on Tuesday."
    record = woven(text, text, at=["2031-03-03T22:00:00+00:00", "2031-03-05T09:00:00+00:00"])

    assert {m.start.day for m in record.timeline if m.kind == "happened"} == {4}
