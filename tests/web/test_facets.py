"""Facets: what an address asks for is what is shown, and nothing that does not fit."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from urllib.parse import parse_qs, urlencode

import msgspec
import pytest
from averly import record as averly_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from rashomon.errors import OptionError
from rashomon.model.analysis import Form, Stance
from rashomon.model.record import Standing
from rashomon.report.desk import make_desk
from rashomon.web.facets import Facets, fitting, narrowed, read_facets
from rashomon.web.zoom import BARS, strip

DESK = make_desk(averly_record())
TIMES = st.integers(0, 6 * 1440).map(lambda minutes: datetime(2031, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes))
PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
FACETS = st.builds(
    Facets,
    outlet=st.lists(st.sampled_from([a.name for a in DESK.accounts]), unique=True, max_size=3).map(tuple),
    speaker=st.sampled_from(["", "own", *sorted({DESK.voice(s).key for s in DESK.statement.values()})]),
    form=st.sampled_from(["", *get_args(Form)]),
    stance=st.sampled_from(["", *get_args(Stance)]),
    standing=st.sampled_from(["", *get_args(Standing)]),
    words=st.sampled_from(["", "containers", "night shift", "zzz"]),
    start=st.none() | TIMES,
    end=st.none() | TIMES,
    zone=st.sampled_from(["UTC", "Europe/Oslo", "America/New_York"]),
)


@PATIENT
@given(FACETS)
def test_facets_survive_an_address(facets: Facets) -> None:
    """Written into an address and read again they are the same."""
    assert read_facets(QueryParams(facets.query()[1:]), DESK) == facets


@PATIENT
@given(FACETS)
def test_what_is_shown_has_a_statement_that_fits(facets: Facets) -> None:
    """No claim, divergence or move without one, and none with one is left out."""
    keep = fitting(DESK, facets)
    found = narrowed(DESK, facets).record

    assert {c.id for c in found.claims} == {c.id for c in DESK.record.claims if keep & set(c.statements)}
    assert {m.content for m in found.ledger} == {m.content for m in DESK.record.ledger if keep & set(m.statements)}
    if not facets.narrows:
        assert found == DESK.record


@PATIENT
@given(FACETS)
def test_each_further_facet_shows_no_more(facets: Facets) -> None:
    """Narrowing never adds."""
    assert fitting(DESK, facets) <= fitting(DESK, Facets(outlet=facets.outlet, zone=facets.zone))


@PATIENT
@given(FACETS)
def test_the_strip_counts_each_moment_once(facets: Facets) -> None:
    """The bars of the whole story hold all moments that have an hour; never more bars than fit."""
    desk = narrowed(DESK, facets)
    found = strip(desk, facets)

    clocked = [m for m in desk.record.timeline if m.precision in {"second", "minute"}]
    assert len(found.bars) <= BARS
    assert sum(bar.count for bar in found.bars) <= len(clocked)
    if not (facets.start or facets.end):
        assert sum(bar.count for bar in found.bars) == len(clocked)


def test_a_bar_opens_its_own_stretch() -> None:
    """What a bar leads to shows as many moments as the bar says."""
    for bar in strip(DESK, Facets()).bars:
        inside = narrowed(DESK, read_facets(QueryParams(bar.query[1:]), DESK)).record.timeline
        starts = [m for m in inside if m.precision == "minute"]
        assert bar.count == 0 or len(starts) >= bar.count
        assert parse_qs(bar.query[1:]).keys() == {"from", "to"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("stance", "sure"), ("form", "x"), ("standing", "true"), ("outlet", "Nobody"), ("from", "yesterday"),
     ("zone", "Mars/Base"), ("zone", "../../etc/passwd"), ("to", "9999-99-99")],
)  # fmt: skip
def test_a_value_that_means_nothing_is_refused_with_its_name(name: str, value: str) -> None:
    """The message says which and what would do."""
    with pytest.raises(OptionError, match=name):
        read_facets(QueryParams(urlencode({name: value})), DESK)


def test_a_time_without_a_zone_is_in_the_zone_asked_for() -> None:
    """As a form sends it; one with its own zone keeps it."""
    plain = read_facets(QueryParams({"from": "2031-03-04T10:00", "zone": "Europe/Oslo"}), DESK)
    own = read_facets(QueryParams({"from": "2031-03-04T10:00+03:00", "zone": "Europe/Oslo"}), DESK)

    assert plain.start == datetime(2031, 3, 4, 9, tzinfo=UTC)
    assert own.start == plain.start - timedelta(hours=2)


@PATIENT
@given(FACETS, st.sampled_from(["UTC", "Asia/Tokyo"]))
def test_another_clock_shows_the_same_time(facets: Facets, zone: str) -> None:
    """Changing the zone by its form changes how times are written, and nothing else that was asked for."""
    fields = [*facets.fields(), ("zone", zone)]

    assert read_facets(QueryParams(fields), DESK) == msgspec.structs.replace(facets, zone=zone)
