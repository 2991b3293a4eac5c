"""What all tests share: the folder of development sets where it is present, the long checks' switch, a reader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from precedent.sources.content import Reader

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long checks in full instead of a seeded slice")


@pytest.fixture(scope="session", autouse=True)
def no_codebooks(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that whoever runs the tests keeps among their own codebooks is read for."""
    os.environ["PRECEDENT_CODEBOOKS"] = str(tmp_path_factory.mktemp("codebooks"))


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether the long checks run in full."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development sets beside the project; tests that need it are skipped without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("no ../shared with development sets beside the project")
    return folder


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Reads any content; one for all tests, since its parsers take a second to start."""
    from precedent.sources.content import Reader

    with Reader() as reader:
        yield reader
