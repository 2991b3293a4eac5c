"""Killed at any statement and run again: the ledger equals one that was never killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from precedent.ledger import Store
from precedent.records import to_json
from tests.support.crossings import world
from tests.support.telling import Ground


def read(store: Store) -> list[str]:
    for r, m in world():
        if store.known(r) is None:
            store.add(r, m)
        store.merge()
    assert not store.doctor().complaints
    return [to_json(row) for row in (*store.reports(), *store.events())]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int]:
    """The output of an unbroken run, and the number of statements it took."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    with Store.open(tmp_path_factory.mktemp("whole") / "l.db", places=Ground()) as store:
        event.listen(store._engine, "before_cursor_execute", counted)
        return read(store), count


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("share", [i / 6 for i in range(6)])
def test_killed_at_a_statement(tmp_path: Path, whole: tuple[list[str], int], share: float) -> None:
    expected, statements = whole
    left = int(share * statements) + 1
    child = os.fork()
    if child == 0:  # pragma: no cover - this process is killed
        store = Store.open(tmp_path / "l.db", places=Ground())

        def counted(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store._engine, "before_cursor_execute", counted)
        read(store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with Store.open(tmp_path / "l.db", places=Ground()) as store:
        assert read(store) == expected
