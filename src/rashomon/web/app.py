"""The app: every route of the table as a page and as JSON, static files, the OpenAPI document, the stream of news."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import anyio.to_thread
import msgspec
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route as Entry

from rashomon.errors import OptionError, RashomonError
from rashomon.report import words
from rashomon.report.desk import anchor
from rashomon.web.ask import Ask, NotThere, read_ask
from rashomon.web.earlier import Past
from rashomon.web.forms import FORM_PATH, POST_PATH, form, post
from rashomon.web.gate import Gate
from rashomon.web.guard import Guard
from rashomon.web.openapi import json_path, openapi
from rashomon.web.render import KINDS, Shown, static_file
from rashomon.web.reply import HTML, JSON, fault, prefers_json, shown
from rashomon.web.routes import CHANGES, POST, ROUTES, Route
from rashomon.web.site import BEAT_SECONDS, MOST_READERS, Site, tag
from rashomon.web.story import Story

Handler = Callable[[Request], Awaitable[Response]]
LOG = logging.getLogger(__name__)
UNFORESEEN = (
    "Something in this record was not foreseen, and this page could not be made from it; the other pages can. "
    "What went wrong stands where rashomon serve was started."
)
_SECTION = {name: prefix for prefix, name in KINDS.items()}


def create_app(story: Story, guard: Guard) -> Starlette:
    """The app for one story folder. While it runs, the folder is watched."""
    site = Site(story, guard)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(site.follow())
        warming = asyncio.create_task(site.warm())
        try:
            yield
        finally:
            following.cancel()
            warming.cancel()
            site.close()

    entries = [
        Entry("/openapi.json", _openapi),
        Entry("/events", _events(site)),
        Entry("/static/{name}", _static),
        Entry(FORM_PATH, form(site)),
        Entry(POST_PATH, post(site), methods=["POST"]),
        *(Entry(json_path(route), _view(site, route, as_json=True)) for route in ROUTES),
        *(Entry(route.path, _view(site, route, as_json=False)) for route in ROUTES),
    ]
    missing = {404: _missing(site)}
    app = Starlette(
        routes=entries, lifespan=running, middleware=[Middleware(Gate, guard=guard)], exception_handlers=missing
    )
    app.state.site = site
    return app


def _view(site: Site, route: Route, *, as_json: bool) -> Handler:
    async def handle(request: Request) -> Response:
        wants_json = as_json or prefers_json(request)
        edition = site.story.edition
        frame = shown(site, request)
        if edition is None:
            return fault(503, "No record yet", site.story.trouble, frame, as_json=wants_json)
        query = urlencode(sorted((k, v) for k, v in request.query_params.multi_items() if k not in {"theme", "was"}))
        past = await anyio.to_thread.run_sync(_past, site, route, request) if route.past else Past()
        etag = tag(edition, frame.path, query, str(wants_json), frame.trouble, frame.moved, str(frame.correctable),
                   str(past.number))  # fmt: skip
        if request.headers.get("if-none-match") == etag and route.path != CHANGES:
            return Response(status_code=304, headers={"ETag": etag})
        try:
            ask = replace(read_ask(edition, request.query_params, request.path_params.get("key", "")), past=past)
            if route.path == CHANGES:
                ask = await anyio.to_thread.run_sync(_compared, site, ask, request.query_params.get("since", "")[:64])
            body = await site.answer(route, ask, frame, query, as_json=wants_json)
        except NotThere as error:
            if later := await anyio.to_thread.run_sync(_successor, site, request):
                return later
            return fault(404, "Not in this record", str(error), frame, as_json=wants_json)
        except OptionError as error:
            return fault(400, "That cannot be shown", words.capital(str(error)), frame, as_json=wants_json)
        except RashomonError as error:
            return fault(500, "That could not be worked out", str(error), frame, as_json=wants_json)
        except Exception:
            LOG.exception("%s could not be made", frame.path)
            return fault(500, "That could not be shown", UNFORESEEN, frame, as_json=wants_json)
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept"}
        return Response(body, media_type=JSON if wants_json else HTML, headers=headers)

    return handle


def _compared(site: Site, ask: Ask, since: str) -> Ask:
    """The question with what changed since a version, or since the earliest that says something."""
    kept = tuple((e.version, e.noticed) for e in site.story.editions())
    found = site.story.since(since or site.story.earliest())
    return replace(ask, since=site.story.posts(found), editions=kept)


def _past(site: Site, route: Route, request: Request) -> Past:
    """What posts said before; of the one in the address all of it. Nothing where the database cannot be asked."""
    edition = site.story.edition
    if edition is None:
        return Past()
    key = request.path_params.get("key", "") if route.path == POST else ""
    return site.story.past(edition, edition.find("p", key) or key)


def _successor(site: Site, request: Request) -> Response | None:
    """Where the thing in an old address went, if it went anywhere."""
    name = request.url.path.split("/")[1]
    key = request.path_params.get("key", "").removesuffix(".json")
    later = site.story.successor(key)
    if later is None or name not in _SECTION:
        return None
    suffix = ".json" if request.url.path.endswith(".json") else ""
    return RedirectResponse(f"/{name}/{anchor(_SECTION[name], later)[2:]}{suffix}?was=1", 302)


def _missing(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, _: Exception) -> Response:
        edition = site.story.edition
        frame = Shown(path=request.url.path, story=str(site.story.folder), version=edition.version if edition else "")
        as_json = request.url.path.endswith(".json") or prefers_json(request)
        return fault(404, "No such page", "There is nothing at this address.", frame, as_json=as_json)

    return handle


async def _openapi(_: Request) -> Response:
    return Response(openapi(), media_type=JSON)


async def _static(request: Request) -> Response:
    found = static_file(request.path_params["name"])
    if found is None:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    data, kind, version = found
    keep = "public, max-age=31536000, immutable" if request.query_params.get("v") == version else "no-cache"
    return Response(data, media_type=kind, headers={"Cache-Control": keep})


def _events(site: Site) -> Handler:
    async def handle(request: Request) -> Response:
        if site.readers >= MOST_READERS:
            return Response("Too many pages are listening; close some.\n", 503, {"Retry-After": "30"}, "text/plain")
        since = request.query_params.get("since", "")[:64]
        return StreamingResponse(_stream(site, since), media_type="text/event-stream",
                                 headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})  # fmt: skip

    return handle


async def _stream(site: Site, since: str) -> AsyncIterator[bytes]:
    """The news now, then whenever there are some, and a sign of life in between.

    Many that ask at once are let in together before one of them is counted, so each asks for room again.
    """
    if site.readers >= MOST_READERS:
        yield b"retry: 30000\n\n"
        return
    site.readers += 1
    try:
        yield b"retry: 2000\n\n"
        while not site.closing:
            bell = site.bell
            news = await anyio.to_thread.run_sync(site.news, since)
            yield f"event: news\nid: {news.version}\ndata: ".encode() + msgspec.json.encode(news) + b"\n\n"
            while not site.closing:
                try:
                    await asyncio.wait_for(bell.wait(), BEAT_SECONDS)
                    break
                except TimeoutError:
                    yield b": still here\n\n"
    finally:
        site.readers -= 1
