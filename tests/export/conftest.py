from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from precedent.pipeline import Ledger

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger of the example reports."""
    with Ledger(tmp_path_factory.mktemp("export") / "crossing.db") as kept:
        kept.read(str(ROOT / "examples" / "crossing"))
        yield kept
