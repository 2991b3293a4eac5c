"""A real browser on a real server: Debian's Chromium by playwright. Without one the tests are skipped; with CI set they fail."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from precedent.pipeline import Ledger
from precedent.serve.app import create
from precedent.serve.config import Config

ROOT = Path(__file__).resolve().parents[2]
# As root, without a sandbox; no look-ups of its own; WebGL in software, which the map needs.
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
)
PATIENCE = 60_000  # milliseconds: the machine may be busy, and no test times by the clock

Served = Callable[..., str]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        said = "no chromium: browser tests need Debian's (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS), timeout=PATIENCE * 3)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Served]:
    """Starts a server on a ledger, with more of its configuration where wanted, and gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(ledger: Path, **more: Any) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        app = create(Config(ledger=str(ledger), port=port, patience=60.0, secret="a secret of the tests", **more))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def read_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the example reports. Not to be written to."""
    path = tmp_path_factory.mktemp("browser") / "crossing.db"
    with Ledger(path) as ledger:
        ledger.read(str(ROOT / "examples" / "crossing"))
    return path


@pytest.fixture(scope="session")
def site(serve: Served, read_ledger: Path) -> str:
    """The address of the read ledger."""
    return serve(read_ledger)


@pytest.fixture
def desk(serve: Served, read_ledger: Path, tmp_path: Path) -> str:
    """The address of a copy of it that a test may write to."""
    return serve(Path(shutil.copy(read_ledger, tmp_path / "desk.db")))


class Watched:
    """A page, and what went wrong on it: errors, refusals by the policy, requests outside."""

    def __init__(self, page: Page) -> None:
        self.page, self.wrong = page, list[str]()
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", self._said)
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", self._asked)

    def _said(self, said: ConsoleMessage) -> None:
        # That a page itself is not there is for the test to say; beside bare JSON the browser looks for an icon of its own.
        where = said.location["url"]
        missing = said.text.startswith("Failed to load resource") and (where == self.page.url or where.endswith("/favicon.ico"))
        if said.type == "error" and not missing:
            self.wrong.append(f"error: {said.text} {where}")

    def _asked(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1":
            self.wrong.append(f"outside: {url}")


Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Opens pages in a new session each, and holds in the end that nothing went wrong on any."""
    watched: list[Watched] = []

    def page(width: int = 1440, scheme: str = "light", **more: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        made = context.new_page()
        watched.append(Watched(made))
        return made

    yield page
    for one in watched:
        one.page.context.close()
    assert [wrong for one in watched for wrong in one.wrong] == []


def until(page: Page, holds: str, given: object = None) -> None:
    """Wait until a function of the page holds. (Playwright's own way evaluates a string, which the pages' policy forbids.)"""
    for _ in range(PATIENCE // 100):
        if page.evaluate(holds, given):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{page.url}: never {holds}")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, run through the debugger: the pages' own policy lets no script in."""
    return (Path(__file__).parent / "vendor" / "axe.js").read_text("utf-8")
