"""Connections to addresses that were checked before, cut off when their time is over."""

import os
import socket
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import httpcore


class Deadline:
    """A watch over the sockets of one request: when `seconds` are over, every one of them is shut down.

    Time-outs of single reads do not help against a host that sends one byte every few seconds; this does, wherever the
    request is: in the handshake, the head or the body.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def follow(self, sock: socket.socket) -> None:
        """Watch a socket by a second handle to it, since TLS takes the first away."""
        handle = socket.socket(fileno=os.dup(sock.fileno()))
        with self._lock:
            self._open.append(handle)
            if self.expired:
                self._shut(handle)

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            for handle in self._open:
                self._shut(handle)

    def _shut(self, handle: socket.socket) -> None:
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run while the block does."""
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()
            with self._lock:
                for handle in self._open:
                    handle.close()
                self._open.clear()


class Pinned(httpcore.NetworkBackend):
    """Connects to the given addresses whatever name it is asked for; the name is still what TLS checks."""

    def __init__(self, addresses: Sequence[str], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises httpcore's ConnectError or ConnectTimeout."""
        last: Exception = httpcore.ConnectError(f"{host}: no address")
        for address in self._addresses[:4]:
            try:
                stream = self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            self._deadline.follow(stream.get_extra_info("socket"))
            return stream
        raise last
