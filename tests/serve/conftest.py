"""A client on a small ledger, which is read once: the example reports, and a second publisher's copy of one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from precedent.pipeline import Ledger
from precedent.serve.app import create
from precedent.serve.config import Config

ROOT = Path(__file__).resolve().parents[2]
HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def read_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the example reports. Not to be written to: take ``ledger``."""
    path = tmp_path_factory.mktemp("serve") / "crossing.db"
    with Ledger(path) as ledger:
        ledger.read(str(ROOT / "examples" / "crossing"))
    return path


@pytest.fixture
def ledger(read_ledger: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    return Path(shutil.copy(read_ledger, tmp_path / "desk.db"))


Client = Callable[..., TestClient]


@pytest.fixture(scope="session")
def client(read_ledger: Path) -> Client:
    """A client of an app, by its configuration."""

    def made(ledger: Path = read_ledger, **config: object) -> TestClient:
        settings: dict[str, Any] = {"patience": 60.0, "secret": "a secret of the tests", **config}
        app = create(Config(ledger=str(ledger), **settings))
        return TestClient(app, base_url=HERE, follow_redirects=False)

    return made


@pytest.fixture(scope="session")
def app(client: Client) -> Iterator[TestClient]:
    """A client on the read ledger, as whoever sits at this machine."""
    with client() as made:
        yield made


def csrf(client: TestClient, page: str = "/") -> str:
    """The token in the forms of a page."""
    return client.get(page).text.split('name="csrf" value="', 1)[1].split('"', 1)[0]
