"""Merged by key, in however many parts, the events are those of one ledger of the same reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from precedent.cluster import merging
from precedent.cluster.merging import Each, Row, merge_into
from precedent.cluster.shards import shards
from precedent.cluster.work import Work
from precedent.entries import EventRow
from precedent.errors import UsageError
from precedent.export.back import read_events
from precedent.pipeline import Ledger

ROOT = Path(__file__).resolve().parents[2]
SIZE = 400
LONG = (
    "Gunmen attacked a post of the army near Gao on 10 January 2013, and three soldiers were killed there, the ministry said. " * 4
)
TOLD = (
    {"id": "copied", "text": LONG, "published": "2013-01-11", "source": "wire"},
    {"id": "copy", "text": LONG + " More follows.", "published": "2013-01-12", "source": "paper"},
    {"id": "undated", "text": "Rebels attacked an army post near Gao on 10 January 2013."},
    {"id": "late", "text": "The army denied on Sunday that its soldiers had crossed the border.", "published": "2013-02-04"},
    {"id": "late", "text": "The army said on Sunday that its soldiers had crossed the border.", "published": "2013-02-05"},
    {"id": "twice", "text": "Police arrested a man in Lagos on 3 May 2014.", "published": "2014-05-04"},
    {"id": "twice", "text": "Police arrested a man in Lagos on 3 May 2014.", "source": "wire"},
)


class Alone:
    """One process: the same deal as a cluster's."""

    def spread(self, items: Sequence[Any], each: Callable[[Any], Iterable[Row]]) -> Any:
        return [row for item in items for row in each(item)]

    def group(self, rows: Any, each: Each) -> Any:
        parts: dict[int, list[Any]] = {}
        for part, what in rows:
            parts.setdefault(part, []).append(what)
        return [row for part in sorted(parts) for row in each(part, parts[part])]

    def gather(self, rows: Any) -> list[Any]:
        return [what for _, what in rows]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Marks of reports with copies, versions and better particulars, and of the examples."""
    folder, to = tmp_path_factory.mktemp("told"), tmp_path_factory.mktemp("marks")
    (folder / "told.jsonl").write_text("".join(json.dumps(one) + "\n" for one in TOLD), encoding="utf-8")
    with Work(str(to)) as work:
        for part in shards([str(folder / "told.jsonl"), str(ROOT / "examples" / "crossing")], SIZE):
            work(part)
    return to


@pytest.fixture(scope="module")
def one_ledger(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> list[EventRow]:
    with Ledger(tmp_path_factory.mktemp("ledger") / "x.db") as ledger:
        ledger.read(str(marked))
        return list(ledger.events())


def events(folder: Path) -> list[EventRow]:
    found = [row for row in read_events(folder) if isinstance(row, EventRow)]
    return sorted(found, key=lambda row: (row.from_ is None, row.from_ or "", row.id))


@pytest.mark.parametrize("parts", [1, 7, 64])
def test_the_events_are_those_of_one_ledger(
    parts: int, marked: Path, one_ledger: list[EventRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "PARTS", parts)
    assert merge_into(str(marked), str(tmp_path / "events"), Alone()) == len(one_ledger) > 50
    assert events(tmp_path / "events") == one_ledger
    assert {row.copies for row in one_ledger} >= {0, 1}


def test_the_folder_is_imported_and_asked(marked: Path, one_ledger: list[EventRow], tmp_path: Path) -> None:
    merge_into(str(marked), str(tmp_path / "events"), Alone())
    with Ledger(tmp_path / "desk.db") as ledger:
        assert ledger.import_(tmp_path / "events").new == len(one_ledger)


def test_a_folder_is_there_whole_or_not_at_all(marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(merging._Write, "__call__", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            merge_into(str(marked), str(tmp_path / "events"), Alone())
    assert not (tmp_path / "events").exists()
    assert merge_into(str(marked), str(tmp_path / "events"), Alone())
    assert [path.name for path in tmp_path.iterdir()] == ["events"]
    with pytest.raises(UsageError, match="is there already"):
        merge_into(str(marked), str(tmp_path / "events"), Alone())
