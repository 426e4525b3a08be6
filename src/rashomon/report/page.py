"""The report's page: views, templates, style and script put into one file that loads nothing."""

import base64
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rashomon.model.record import Record
from rashomon.report.desk import make_desk
from rashomon.report.templating import make_environment, squeezed, static
from rashomon.report.views_claims import claims
from rashomon.report.views_corrections import corrections
from rashomon.report.views_divergences import divergences
from rashomon.report.views_ledger import ledger
from rashomon.report.views_matrix import MARKS, matrix
from rashomon.report.views_omissions import omissions
from rashomon.report.views_origins import origins
from rashomon.report.views_overview import overview
from rashomon.report.views_people import people
from rashomon.report.views_problems import problems
from rashomon.report.views_sources import sources
from rashomon.report.views_timeline import timeline
from rashomon.report.views_voices import voices

if TYPE_CHECKING:
    from jinja2 import Environment

SECTIONS = (
    ("overview", "Overview"),
    ("timeline", "Timeline"),
    ("matrix", "Who carries what"),
    ("claims", "Wordings"),
    ("divergences", "Where accounts part"),
    ("origins", "Origins"),
    ("ledger", "Ledger"),
    ("people", "People"),
    ("voices", "Who gets quoted"),
    ("omissions", "Left out"),
    ("problems", "Problems"),
    ("sources", "Sources"),
)
"""Anchor and name of each section, in order; `templates/<anchor>.html` shows it."""


def render(record: Record) -> str:
    """`record` as one HTML page: no remote loads, readable without its script, every finding linked to its words."""
    desk = make_desk(record)
    style, script = static("report.css"), static("base.js") + "\n" + static("report.js")
    page = (
        environment()
        .get_template("report.html")
        .render(
            sections=SECTIONS,
            accounts=desk.accounts,
            overview=overview(desk),
            timeline=timeline(desk),
            matrix=matrix(desk),
            marks=MARKS,
            claims=claims(desk),
            divergences=divergences(desk),
            origins=origins(desk),
            ledger=ledger(desk),
            people=people(desk),
            voices=voices(desk),
            omissions=omissions(desk),
            problems=problems(desk),
            corrected=corrections(desk),
            sources=sources(desk),
            policy=policy(style, script),
            style=_trusted(style),
            script=_trusted(script),
        )
    )
    return squeezed(page)


def policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: our own style and script by their hashes, and nothing else at all."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _trusted(text: str) -> Any:
    """Our own style or script as markup; it is never made from a record."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704


@cache
def environment() -> "Environment":
    """The templates for one file, in which every link is an anchor."""
    return make_environment(lambda anchor: f"#{anchor}")
