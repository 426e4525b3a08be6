"""The guard as middleware: what is refused never reaches a page, and every answer carries the headers."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.guard import HEADERS, Guard

READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"/corrections"})
"""Paths that take a POST, each of which checks the form's own token itself."""
LONGEST_URL = 8_000


class Gate:
    """Checks the name, the token and the method of every request; adds the headers to every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """`app` is asked only when the guard lets in."""
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refused = self._refused(scope)
        await (refused or self._app)(scope, receive, send_guarded)

    def _refused(self, scope: Scope) -> Response | None:
        guard = self._guard
        headers = Headers(scope=scope)
        if not guard.knows_host(headers.get("host", "")):
            return PlainTextResponse(
                "This server does not answer under that name. Use the address that `rashomon serve` printed.\n", 421
            )
        if scope["method"] not in READING and not (scope["method"] == "POST" and scope["path"] in WRITING):
            return PlainTextResponse("Only reading is possible here.\n", 405, {"Allow": "GET, HEAD"})
        if len(scope.get("query_string", b"")) + len(scope["path"]) > LONGEST_URL:
            return PlainTextResponse("The address is too long.\n", 414)
        return self._unknown(scope, headers) if guard.token else None

    def _unknown(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """What somebody without a session gets: for the right token a cookie and the address without it, else 401."""
        guard = self._guard
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in query if name == "token"), "")
        session = cookie_parser(headers.get("cookie", "")).get(guard.cookie, "")
        if given and guard.lets_in(given, ""):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            answer = RedirectResponse("/" + scope["path"].lstrip("/\\") + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(guard.cookie, guard.session, httponly=True, samesite="strict")
            return answer
        if guard.lets_in("", session):
            return None
        return PlainTextResponse(
            "This story needs a token. Open the address that `rashomon serve` printed, with ?token= in it.\n",
            401,
            {"Cache-Control": "no-store"},
        )
