"""An import is there or is not; twice is once; and what a data set says later takes the place of what it said before."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precedent.archive import Archive, folder_of
from precedent.archive import manifest as m
from precedent.errors import LedgerError, PrecedentError
from precedent.query import Query
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, table, written

EVERY = Query(count_by="events")
ACLED = ROWS["acled"]


def held(archive: Archive | None) -> list[tuple[str, str | None, float | int | None]]:
    rows = archive.rows(EVERY) if archive else ()
    return [(row.id, row.from_, row.quantities[0].value if row.quantities else None) for row in rows]


def numbered(*rows: tuple[str, int, int]) -> str:
    """ACLED rows: id, number killed, time of the revision."""
    return table("acled", [{**ACLED, "event_id_cnty": i, "fatalities": str(n), "timestamp": str(t)} for i, n, t in rows])


def test_twice_is_once(bring: Importer, opened: Callable[[], Archive], desk: Path) -> None:
    bring(numbered(("A", 1, 1), ("B", 2, 1)))
    before = held(opened()), files(desk)
    again = bring(numbered(("A", 1, 1), ("B", 2, 1)))
    assert (again.new, again.unchanged) == (0, 2)
    assert (held(opened()), files(desk)) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_later_revision_counts_whichever_comes_first(
    order: tuple[int, int], bring: Importer, opened: Callable[[], Archive]
) -> None:
    releases = [numbered(("A", 1, 10), ("B", 2, 10)), numbered(("A", 7, 20), ("C", 3, 20))]
    told = [bring(releases[at]) for at in order]
    assert [(i, n) for i, _, n in held(opened())] == [("acled:A", 7), ("acled:B", 2), ("acled:C", 3)]
    assert (told[1].revised, told[1].outdated) == ((1, 0) if order == (0, 1) else (0, 1))


def test_ids_twice_in_a_file(bring: Importer, opened: Callable[[], Archive]) -> None:
    summary = bring(numbered(("A", 1, 10), ("A", 5, 20), ("A", 1, 10), ("B", 2, 1), ("B", 2, 1)))
    assert (summary.new, summary.outdated, summary.repeated) == (2, 2, 1)
    assert [(i, n) for i, _, n in held(opened())] == [("acled:A", 5), ("acled:B", 2)]


def test_a_revision_may_move_a_row_to_another_year(bring: Importer, opened: Callable[[], Archive]) -> None:
    bring(numbered(("A", 1, 10), ("B", 2, 10)))
    later = table("acled", [{**ACLED, "event_id_cnty": "A", "event_date": "2018-12-31", "timestamp": "20"}])
    assert bring(later).revised == 1
    assert [(i, d) for i, d, _ in held(opened())] == [("acled:A", "2018-12-31"), ("acled:B", "2019-03-08")]


row = st.tuples(st.sampled_from("ABCDE"), st.integers(0, 9), st.integers(1, 3))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(releases=st.lists(st.lists(row, min_size=1, max_size=5, unique_by=lambda r: (r[0], r[2])), min_size=1, max_size=3))
def test_files_in_any_order_and_any_number_of_times(
    releases: list[list[tuple[str, int, int]]], tmp_path_factory: pytest.TempPathFactory, gazetteer: object
) -> None:
    """Of each id what the highest stamp says is held. No stamp says two things here: then the order would decide."""
    said = {(i, t): n for release in reversed(releases) for i, n, t in release}
    files = [numbered(*((i, said[i, t], t) for i, _, t in release)) for release in releases]
    found = []
    for order in (files, [*reversed(files), *files]):
        desk = tmp_path_factory.mktemp("desk") / "desk.db"
        for number, content in enumerate(order):
            path = desk.parent / f"{number}.csv"
            path.write_text(content)
            _import(desk, path, gazetteer)
        found.append(held(Archive.beside(desk, gazetteer)))  # type: ignore[arg-type]
    assert found[0] == found[1]
    newest = {i: max(t for j, t in said if j == i) for i, _ in said}
    assert [(i, n) for i, _, n in found[0]] == [(f"acled:{i}", said[i, newest[i]]) for i in sorted(newest)]


def _import(desk: Path, path: Path, gazetteer: object) -> None:
    from precedent.archive.importing import import_file

    import_file(folder_of(desk), path, gazetteer)  # type: ignore[arg-type]


KILLED = """
import os, signal, sys
from pathlib import Path
from precedent.archive import folder_of
from precedent.archive import manifest
from precedent.archive.importing import import_file
from precedent.pipeline import parts

def step(name, done, of):
    if name == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[3] == "naming":
    manifest.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
import_file(folder_of(Path(sys.argv[1])), Path(sys.argv[2]), parts().gazetteer, progress=step)
"""


@pytest.mark.parametrize("where", ["settling", "writing", "naming"])
def test_killed_and_again_is_as_never_killed(where: str, bring: Importer, desk: Path, tmp_path: Path, gazetteer: object) -> None:
    first = numbered(("A", 1, 10), ("B", 2, 10))
    second = written(tmp_path, "acled", [{**ACLED, "event_id_cnty": "A", "fatalities": "9", "timestamp": "30"}], "second.csv")
    bring(first)
    before = held(Archive.beside(desk, gazetteer))  # type: ignore[arg-type]
    done = subprocess.run([sys.executable, "-c", KILLED, str(desk), str(second), where], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert held(Archive.beside(desk, gazetteer)) == before  # type: ignore[arg-type]
    bring(second)
    never = tmp_path / "never" / "desk.db"
    never.parent.mkdir()
    (tmp_path / "first.csv").write_text(first)
    _import(never, tmp_path / "first.csv", gazetteer)
    _import(never, second, gazetteer)
    assert files(desk) == files(never)


def files(desk: Path) -> dict[str, bytes]:
    """Every file in force, and the manifest, with its bytes."""
    folder = folder_of(desk)
    named = [p for part in m.load(folder).parts for p in (part.rows, part.cells, part.places)]
    return {name: (folder / name).read_bytes() for name in (m.NAME, *sorted(set(named)))}


def test_without_the_extra_it_is_named(bring: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(PrecedentError, match=r"pip install 'precedent-ledger\[archive\]'"):
        bring(numbered(("A", 1, 1)))


def test_a_full_disk_is_said_in_one_line_and_leaves_nothing(bring: Importer, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(numbered(("A", 1, 1)))
    before = files(desk)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("precedent.archive.manifest.os.fsync", full)
    with pytest.raises(LedgerError, match="No space left on device"):
        bring(numbered(("B", 1, 1)))
    monkeypatch.undo()
    assert files(desk) == before
    assert bring(numbered(("B", 1, 1))).new == 1


def test_one_import_at_a_time(bring: Importer, desk: Path) -> None:
    with m.writing(folder_of(desk)), pytest.raises(LedgerError, match="another import is writing"):
        bring(numbered(("A", 1, 1)))


def test_a_file_of_the_archive_that_is_gone_is_named(bring: Importer, opened: Callable[[], Archive], desk: Path) -> None:
    bring(numbered(("A", 1, 1)))
    archive = opened()
    (folder_of(desk) / archive.manifest.parts[0].rows).unlink()
    with pytest.raises(LedgerError, match="is missing"):
        list(archive.rows(EVERY))


def test_a_damaged_manifest_is_named(bring: Importer, opened: Callable[[], Archive], desk: Path) -> None:
    bring(numbered(("A", 1, 1)))
    (folder_of(desk) / m.NAME).write_text("{")
    with pytest.raises(LedgerError, match="is damaged"):
        opened()
