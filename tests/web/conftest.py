"""A story folder with the invented record of `averly.py`, and the app over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import averly
import pytest
from folders import write
from starlette.testclient import TestClient

from rashomon.model.record import Record
from rashomon.web import Guard, Story, create_app

BASE = "http://127.0.0.1:8765"
Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def record() -> Record:
    return averly.record()


@pytest.fixture
def folder(tmp_path: Path, record: Record) -> Path:
    write(tmp_path, record)
    return tmp_path


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts the app over a folder; requests come from a browser on this machine unless told otherwise."""
    started: list[TestClient] = []

    def start(folder: Path, guard: Guard | None = None, base: str = BASE) -> TestClient:
        client = TestClient(create_app(Story(folder), guard or Guard()), base_url=base, follow_redirects=False)
        client.__enter__()
        started.append(client)
        return client

    yield start
    for client in started:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Serve, folder: Path) -> TestClient:
    return serve(folder)
