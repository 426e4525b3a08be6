"""A real browser: the distribution's Chromium, driven by Playwright; without it these tests are skipped and say so."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import averly
import pytest
import uvicorn
from folders import write

from rashomon.web import Guard, Story, create_app
from rashomon.web.server import bound

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """One browser for a module and no longer: Playwright's loop would stand in the way of tests that run their own."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium (.ci/run does)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Runs a real server over a folder and gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(folder: Path) -> str:
        listening = bound("127.0.0.1", 0)
        guard = Guard(port=listening.getsockname()[1])
        config = uvicorn.Config(create_app(Story(folder), guard), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{guard.port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def story(served: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the story of `averly.py`; tests read it only."""
    folder = tmp_path_factory.mktemp("averly")
    write(folder, averly.record())
    return served(folder)


@pytest.fixture
def page(chromium: object) -> Iterator[object]:
    """A fresh page in a browser that has seen nothing; anything that a script says is a failure."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", timezone_id="Asia/Tokyo"
    )
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    opened.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.set_default_timeout(15_000)
    yield opened
    context.close()
    assert [text for text in wrong if "status of 404" not in text and "status of 503" not in text] == []
