"""Templates and static files of the report, for the one-file report and for the pages of the web app."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rashomon.report import words
from rashomon.report.desk import by_account
from rashomon.report.limits import BRIEF_ACCOUNTS, BRIEF_LINES, REFS

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "rashomon.report"


def make_environment(to: Callable[[str], str], *packages: str, web: bool = False) -> "Environment":
    """Jinja with escaping always on, unknown names an error, and hidden characters written out in every value.

    `to` makes the address of an anchor (`c-…`, `s-…`, `origins`); the templates of `packages` come before the report's.
    `web` is told to the templates: there a claim stands on a page of its own.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: object) -> object:
        return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in (*packages, PACKAGE)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["by_account"] = by_account
    made.filters["capital"] = words.capital
    made.filters["counted"] = words.counted
    made.globals.update(to=to, web=web, most=REFS, brief_lines=BRIEF_LINES, brief_accounts=BRIEF_ACCOUNTS)
    return made


@cache
def static(name: str, package: str = PACKAGE) -> str:
    """The text of a file in `static/`, without blank lines: the page is stored as it is hashed."""
    text = files(package).joinpath("static", name).read_text(encoding="utf-8")
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def squeezed(page: str) -> str:
    """A rendered page without the blank lines and trailing blanks that templates leave."""
    return "\n".join(line.rstrip() for line in page.splitlines() if line.strip()) + "\n"
