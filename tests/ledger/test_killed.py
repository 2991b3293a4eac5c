"""Killed at any statement and run again: the ledger equals one that was never killed."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event

from precedent.errors import LedgerError
from precedent.ledger import Store
from precedent.records import to_json
from tests.support.crossings import world
from tests.support.telling import Ground

BATCHES = (world()[:4], world()[4:])


def read(store: Store) -> list[str]:
    """Read all that is not there yet, with a judgement between: what a person said must outlive a kill as well."""
    for batch in BATCHES:
        for r, m in batch:
            if store.known(r) is None:
                store.add(r, m)
        store.merge()
        if not store.judgements():
            row = next(row for row in store.events() if {"wire", "letter"} <= {told.id for told in row.reports})
            store.judge("different", (row.id, "letter"), by="ana")
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
def test_killed_at_a_statement(tmp_path: Path, whole: tuple[list[str], int], soak: bool) -> None:
    """At 200 statements drawn by chance, each time anew, and in every fourth ledger a second time on the way."""
    expected, statements = whole
    chance = random.Random(8)
    for number in range(200 if soak else 6):
        path = tmp_path / f"{number}.db"
        killed(path, chance.randrange(1, statements))
        if number % 4 == 0:
            killed(path, chance.randrange(1, statements))
        with Store.open(path, places=Ground()) as store:
            assert read(store) == expected


def killed(path: Path, left: int) -> None:
    """A reading that is killed after so many statements, unless it is done before."""
    child = os.fork()
    if child == 0:  # pragma: no cover - this process is killed
        with Store.open(path, places=Ground()) as store:

            def counted(*_: object) -> None:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            event.listen(store._engine, "before_cursor_execute", counted)
            read(store)
        os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of files")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_to_is_said_and_the_ledger_opens_afterwards(what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "l.db"
        with Store.open(path, places=Ground()) as store:
            store.add(*world()[0])
        folder.chmod(0o555 if what == "folder" else 0o777)
        path.chmod(0o444)
        assert "check" in said_to_nobody(path)
        folder.chmod(0o755)
        path.chmod(0o644)
        with Store.open(path, places=Ground()) as store:
            read(store)


def said_to_nobody(path: Path) -> str:
    """What an account that owns nothing is told when it adds to the ledger; root may write anywhere."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            with Store.open(path, places=Ground()) as store:
                store.add(*world()[1])
            os.write(tell, b"nothing")
        except LedgerError as error:
            os.write(tell, str(error).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(tell)
    with open(told, encoding="utf-8") as words:
        return words.read()
