"""The pages that show lists: the sections of the report, narrowed by facets and cut into pages."""

from msgspec.structs import replace

from rashomon.report.desk import Desk
from rashomon.report.limits import ALL_ROOTS, SINGLES
from rashomon.report.page import SECTIONS
from rashomon.report.views_claims import alone_view, claims
from rashomon.report.views_corrections import corrections
from rashomon.report.views_divergences import divergences, gravest_first
from rashomon.report.views_ledger import ledger
from rashomon.report.views_matrix import MARKS, matrix, ranked
from rashomon.report.views_omissions import omissions
from rashomon.report.views_origins import fewest_first, origins
from rashomon.report.views_overview import overview
from rashomon.report.views_people import people
from rashomon.report.views_problems import problems
from rashomon.report.views_timeline import in_time, timeline
from rashomon.report.views_voices import voices
from rashomon.web.ask import ALL_FACETS, Ask, Page, having, narrowed_by_outlet, paged
from rashomon.web.compare import compare
from rashomon.web.facets import fitting
from rashomon.web.zoom import strip

CLAIMS, ROWS, TREES, PARTINGS, MOMENTS, ALONE = 25, 100, 25, 30, 150, 150
"""Entries on one page: what a reader walks through in one go, and what is rendered in well under 100 ms."""
NAMES = dict(SECTIONS)


def overview_page(ask: Ask) -> Page:
    """What several say, where they part, what one says; the accounts."""
    return Page(template="overview.html", title=NAMES["overview"], section="overview",
                values={"overview": overview(ask.desk)})  # fmt: skip


def timeline_page(ask: Ask) -> Page:
    """Moments in the zone that is asked for, with a strip to zoom by."""
    desk = ask.narrowed()
    shown, pager = paged(in_time(desk), ask, MOMENTS)
    values = {
        "timeline": timeline(having(desk, timeline=shown), ask.facets.there),
        "strip": strip(desk, ask.facets),
        "zones": sorted({a.source.timezone for a in ask.desk.accounts if a.source.timezone} - {"UTC"}),
    }
    return Page(template="timeline.html", title=NAMES["timeline"], section="timeline", values=values, pager=pager,
                facets=ALL_FACETS)  # fmt: skip


def matrix_page(ask: Ask) -> Page:
    """Claims by accounts; the accounts that are asked for are its columns."""
    desk = ask.narrowed()
    shown, pager = paged(ranked(desk), ask, ROWS)
    singles = len(desk.record.claims) - len(ranked(desk))
    some = having(desk, claims=shown)
    if ask.facets.outlet:
        some = _columns(some, ask.facets.outlet)
    view = replace(matrix(some, shown=ROWS), singles=singles)
    values = {"matrix": view, "marks": MARKS}
    return Page(
        template="matrix.html", title=NAMES["matrix"], section="matrix", values=values, pager=pager, facets=ALL_FACETS
    )


def claims_page(ask: Ask) -> Page:
    """Claims of several accounts, their wordings side by side."""
    desk = ask.narrowed()
    shown, pager = paged(ranked(desk), ask, CLAIMS)
    return Page(template="claims.html", title=NAMES["claims"], section="claims", pager=pager, facets=ALL_FACETS,
                values={"claims": claims(having(desk, claims=shown))})  # fmt: skip


def alone_page(ask: Ask) -> Page:
    """What only one account tells."""
    desk = ask.narrowed()
    place = {account.id: at for at, account in enumerate(desk.accounts)}
    single = [
        (place.get(claim.documents[0], 0), refs[0].number, claim)
        for claim in desk.record.claims
        if len(claim.documents) == 1 and (refs := desk.refs(claim.statements))
    ]
    shown, pager = paged([claim for _, _, claim in sorted(single, key=lambda one: one[:2])], ask, ALONE)
    some = having(desk, claims=shown, statements=())
    views = [alone_view(some, account, SINGLES) for account in desk.accounts]
    values = {"alone": tuple(view for view in views if view.claims)}
    return Page(template="web_alone.html", title="What only one account tells", section="alone", values=values,
                pager=pager, facets=ALL_FACETS)  # fmt: skip


def divergences_page(ask: Ask) -> Page:
    """Where accounts part, gravest first."""
    desk = ask.narrowed()
    shown, pager = paged(gravest_first(desk), ask, PARTINGS)
    return Page(template="divergences.html", title=NAMES["divergences"], section="divergences", pager=pager,
                facets=ALL_FACETS, values={"divergences": divergences(having(desk, divergences=shown))})  # fmt: skip


def origins_page(ask: Ask) -> Page:
    """On whose word each claim rests."""
    desk = ask.narrowed()
    shown, pager = paged(fewest_first(desk), ask, TREES)
    return Page(template="origins.html", title=NAMES["origins"], section="origins", pager=pager, facets=ALL_FACETS,
                values={"origins": origins(having(desk, claims=shown), shown=ALL_ROOTS)})  # fmt: skip


def ledger_page(ask: Ask) -> Page:
    """The moves of the parties."""
    return Page(template="ledger.html", title=NAMES["ledger"], section="ledger", facets=ALL_FACETS,
                values={"ledger": ledger(ask.narrowed())})  # fmt: skip


def people_page(ask: Ask) -> Page:
    """Who is named, and how."""
    return Page(template="people.html", title=NAMES["people"], section="people", facets=("outlet",),
                values={"people": people(narrowed_by_outlet(ask))})  # fmt: skip


def voices_page(ask: Ask) -> Page:
    """Whom each account quotes; of the statements that fit."""
    desk = ask.desk
    if ask.facets.narrows:
        keep = fitting(desk, ask.facets)
        desk = _columns(_only(desk, keep), ask.facets.outlet or tuple(a.name for a in desk.accounts))
    return Page(template="voices.html", title=NAMES["voices"], section="voices", facets=ALL_FACETS,
                values={"voices": voices(desk)})  # fmt: skip


def omissions_page(ask: Ask) -> Page:
    """What each account leaves out, with the number it is out of."""
    desk = narrowed_by_outlet(ask)
    if ask.facets.outlet:
        desk = _columns(desk, ask.facets.outlet)
    return Page(template="omissions.html", title=NAMES["omissions"], section="omissions", facets=("outlet",),
                values={"omissions": omissions(desk)})  # fmt: skip


def problems_page(ask: Ask) -> Page:
    """What could not be read or decided."""
    desk = narrowed_by_outlet(ask)
    return Page(template="problems.html", title=NAMES["problems"], section="problems", facets=("outlet",),
                values={"problems": problems(desk), "corrected": corrections(desk)})  # fmt: skip


def sources_page(ask: Ask) -> Page:
    """The accounts, each with a page of its own."""
    return Page(template="web_sources.html", title=NAMES["sources"], section="sources",
                values={"rows": overview(ask.desk).rows})  # fmt: skip


def compare_page(ask: Ask) -> Page:
    """Two accounts beside each other."""
    found, pager = compare(ask)
    return Page(template="compare.html", title=f"{found.left.name} and {found.right.name}", section="compare",
                values={"c": found}, pager=pager)  # fmt: skip


def _columns(desk: Desk, names: tuple[str, ...]) -> Desk:
    """The desk with some accounts only."""
    return replace(desk, accounts=tuple(account for account in desk.accounts if account.name in names))


def _only(desk: Desk, keep: frozenset[str]) -> Desk:
    """The desk with some statements only."""
    return replace(desk, statement={key: s for key, s in desk.statement.items() if key in keep})
