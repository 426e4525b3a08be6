"""The form that corrects a statement, and what is done with it when it is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import quote, unquote, urlencode

import anyio.to_thread
import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon import corrections
from rashomon.errors import OptionError, RashomonError
from rashomon.report import words
from rashomon.web import correcting
from rashomon.web.ask import Ask, NotThere
from rashomon.web.correcting import Sent
from rashomon.web.edition import Edition
from rashomon.web.facets import Facets
from rashomon.web.render import rendered
from rashomon.web.reply import HTML, JSON, fault, prefers_json, shown
from rashomon.web.site import Site

FORM_PATH, POST_PATH = "/correct", "/corrections"
FORM_TYPE = "application/x-www-form-urlencoded"
LONGEST_NAME = 80
REMEMBERED_SECONDS = 180 * 86_400
NO_DATABASE = (
    "This folder holds a record without its database, so it cannot be woven again here. Correct the story in the "
    "folder that `rashomon build` wrote."
)
NOT_OURS = (
    "The form did not come from this server's own pages, or the server was started anew since; open the form again."
)
Handler = Callable[[Request], Awaitable[Response]]


def form(site: Site) -> Handler:
    """The page with the form."""

    async def handle(request: Request) -> Response:
        frame, edition = shown(site, request), site.story.edition
        if edition is None:
            return fault(503, "No record yet", site.story.trouble, frame, as_json=False)
        if not frame.correctable:
            return fault(409, "Not here", NO_DATABASE, frame, as_json=False)
        given = Sent(statement=request.query_params.get("statement", "")[:200],
                     undo=request.query_params.get("undo", "")[:40], author=_remembered(site, request))  # fmt: skip
        return await _form(site, request, edition, given)

    return handle


def post(site: Site) -> Handler:
    """Writes the line, weaves, and leads to where it shows; one at a time."""
    weaving = asyncio.Lock()

    async def handle(request: Request) -> Response:
        frame, as_json = shown(site, request), prefers_json(request)
        edition = site.story.edition
        if edition is None or not frame.correctable:
            return fault(409, "Not here", site.story.trouble or NO_DATABASE, frame, as_json=as_json)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
            return fault(415, "That is no form", f"Send it as {FORM_TYPE}.", frame, as_json=as_json)
        given = Sent()
        try:
            given = correcting.sent(await _body(request))
            if not site.guard.is_own_form(given.form, request.headers):
                return fault(403, "Not from this page", NOT_OURS, frame, as_json=as_json)
            line = correcting.made(Ask(edition=edition, facets=Facets()), given)
            await anyio.to_thread.run_sync(corrections.append, site.story.folder, line)
        except (OptionError, NotThere) as error:
            wrong = words.capital(str(error).rstrip(".")) + "."
            if as_json or not (given.statement or given.undo):
                return fault(400, "Nothing was written", wrong, frame, as_json=as_json)
            return await _form(site, request, edition, given, wrong)
        except RashomonError as error:
            return fault(500, "Nothing was written", str(error), frame, as_json=as_json)
        async with weaving:
            trouble = await anyio.to_thread.run_sync(correcting.woven, site.story.folder)
            if await anyio.to_thread.run_sync(site.story.look):
                site.ring()
        ask = Ask(edition=site.story.edition or edition, facets=Facets())
        return _answer(site, given, correcting.outcome(ask, line, given, trouble), as_json=as_json)

    return handle


def _answer(site: Site, given: Sent, found: correcting.Outcome, *, as_json: bool) -> Response:
    if as_json:
        return Response(msgspec.json.encode(found), 201, {"Cache-Control": "no-store"}, JSON)
    query = {"corrected": found.correction} | ({"met": ",".join(found.meanwhile)} if found.meanwhile else {})
    answer = RedirectResponse(f"{found.path}?{urlencode(query)}", 303)
    answer.set_cookie(_cookie(site), quote(given.author[:LONGEST_NAME]), max_age=REMEMBERED_SECONDS, httponly=True,
                      samesite="strict")  # fmt: skip
    return answer


async def _form(site: Site, request: Request, edition: Edition, given: Sent, wrong: str = "") -> Response:
    frame = shown(site, request)
    ask = Ask(edition=edition, facets=Facets())
    try:
        page = correcting.form_page(ask, given, site.guard.form, wrong)
    except NotThere as error:
        return fault(404, "Not in this record", str(error), frame, as_json=False)
    body = await anyio.to_thread.run_sync(rendered, page, ask, replace(frame, path=FORM_PATH))
    return Response(body, 400 if wrong else 200, {"Cache-Control": "no-store"}, HTML)


async def _body(request: Request) -> bytes:
    """The body, no longer than a form may be. Raises OptionError as soon as it is longer."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > correcting.MOST_BYTES:
            raise OptionError(f"the form is longer than {correcting.MOST_BYTES:,} bytes; say it in fewer words")
    return data


def _remembered(site: Site, request: Request) -> str:
    """The name of whoever corrected last from this browser."""
    return unquote(request.cookies.get(_cookie(site), ""))[:LONGEST_NAME]


def _cookie(site: Site) -> str:
    return f"{site.guard.cookie}-author"
