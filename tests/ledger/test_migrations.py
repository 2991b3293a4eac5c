"""A ledger of an older schema comes up by itself: to the very tables of a new one, and to what reading anew gives."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from precedent.ledger import Store
from precedent.ledger.explore import Selection
from precedent.ledger.schema import SCHEMA
from precedent.records import to_json
from tests.support.crossings import world
from tests.support.telling import Ground

# Dumps of the world of ``crossings``, its last report not yet merged.
OLD = {n: Path(__file__).parent / "data" / f"schema-{n}.sql" for n in range(1, SCHEMA)}


def tables(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        made = raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        return sorted(" ".join(sql.replace('"', "").replace("( ", "(").replace(" )", ")").split()) for (sql,) in made)


def output(store: Store) -> list[str]:
    rows = [to_json(row) for row in (*store.reports(), *store.events())]
    return [*rows, repr(store.explore(Selection(), order="doubt"))]


@pytest.mark.parametrize("version", OLD)
def test_an_older_ledger_comes_up(tmp_path: Path, version: int, caplog: pytest.LogCaptureFixture) -> None:
    with sqlite3.connect(tmp_path / "old.db") as raw:
        raw.executescript(OLD[version].read_text("utf-8"))
    with caplog.at_level(logging.WARNING), Store.open(tmp_path / "old.db", places=Ground()) as store:
        said = [record.getMessage() for record in caplog.records]
        assert any(f"from schema {version} to {SCHEMA}" in line for line in said)
        assert len(list(store.events())) == 3  # as they stood
        assert [r.id for r in store.reports(text="cold night")] == ["sport"]
        store.merge()
        assert not store.doctor().complaints
        came_up = output(store)
    caplog.clear()
    with Store.open(tmp_path / "new.db", places=Ground()) as store:
        for _ in store.add_all(world()):
            pass
        store.merge()
        assert came_up == output(store)
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")
    Store.open(tmp_path / "old.db").close()
    assert not caplog.records  # said once
