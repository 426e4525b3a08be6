"""Answers that every kind of address gives: the frame of a page, a fault as a page or as JSON."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from rashomon.web import correcting
from rashomon.web.openapi import Fault
from rashomon.web.render import Shown, notice
from rashomon.web.site import Site

JSON, HTML = "application/json", "text/html"


def shown(site: Site, request: Request) -> Shown:
    """What the frame of a page needs."""
    return site.frame(request.url.path.removesuffix(".json"), _moved(site, request))


def prefers_json(request: Request) -> bool:
    """Whether a program asks."""
    accept = request.headers.get("accept", "")
    return JSON in accept and HTML not in accept


def _moved(site: Site, request: Request) -> str:
    edition = site.story.edition
    if edition is not None and "corrected" in request.query_params:
        return correcting.done(edition.desk, request.query_params)
    if "was" not in request.query_params:
        return ""
    return "The address that you followed was made from an earlier record; this is what it has become."


def fault(status: int, title: str, message: str, frame: Shown, *, as_json: bool) -> Response:
    """Why there is no answer, and what to do."""
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if status == 503 else {})
    if as_json:
        return Response(msgspec.json.encode(Fault(error=message)), status, headers, JSON)
    return Response(notice(title, message, frame), status, headers, HTML)
