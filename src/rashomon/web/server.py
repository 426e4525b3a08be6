"""Running the app: a socket, uvicorn around it, and the address to open."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rashomon.errors import OptionError, OutputError
from rashomon.web.app import create_app
from rashomon.web.guard import Guard, is_loopback, new_token
from rashomon.web.site import Site
from rashomon.web.story import Story

WAITING = 256
"""Connections that may wait to be taken."""
GRACE_SECONDS = 2
"""How long open pages are waited for at the end."""


def serve(folder: Path, host: str, port: int, ready: Callable[[str, Story], None]) -> None:
    """Serve `folder` until interrupted. `ready` gets the address to open, with its token where one is needed.

    Port 0 takes a free one. Raises OptionError when the folder is none, OutputError when the address cannot be used.
    """
    if not folder.is_dir():
        raise OptionError(f"{folder}: is no folder; give one that `rashomon build --out` wrote")
    with bound(host, port) as listening:
        port = listening.getsockname()[1]
        guard = Guard(host=host, port=port, token="" if is_loopback(host) else new_token())
        story = Story(folder)
        ready(address(guard), story)
        app = create_app(story, guard)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        _Server(config, app.state.site).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server whose streams end when it is told to, so that open pages do not hold it back."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then the rest."""
        self._site.end_streams()
        await super().shutdown(sockets)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises OutputError when it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(WAITING)  # before the address is told, so that whoever is quick only waits
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise OutputError(f"port {port} is in use; give another with --port, or --port 0 for a free one") from error
        raise OutputError(f"{host}:{port} cannot be used ({error.strerror}); give another --host or --port") from error
    return listening


def address(guard: Guard) -> str:
    """What to open in a browser."""
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(guard.host, guard.host)  # noqa: S104
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{guard.port}/" + (f"?token={guard.token}" if guard.token else "")
