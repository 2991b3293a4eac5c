"""``doctor`` looks at the archive too: each file in force is there, whole, and holds what it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precedent.archive import folder_of
from precedent.archive import manifest as m
from precedent.archive.doctor import examine
from precedent.pipeline import Ledger
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, table


@pytest.fixture
def folder(bring: Importer, desk: Path) -> Path:
    bring(table("ucdp", [ROWS["ucdp"], {**ROWS["ucdp"], "id": "502"}]))
    return folder_of(desk)


def _part(folder: Path) -> m.Part:
    return m.load(folder).parts[0]


def _gone(folder: Path) -> None:
    (folder / _part(folder).cells).unlink()


def _cut(folder: Path) -> None:
    path = folder / _part(folder).rows
    path.write_bytes(path.read_bytes()[:-40])


def _another(folder: Path) -> None:
    part = _part(folder)
    (folder / part.rows).write_bytes((folder / part.places).read_bytes())


def _damaged(folder: Path) -> None:
    (folder / m.NAME).write_text("{")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_gone, "it is missing"),
        (_cut, "it cannot be read"),
        (_another, "it holds 1 rows, not 2"),
        (_damaged, "is damaged"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(harm: Callable[[Path], None], said: str, folder: Path) -> None:
    harm(folder)
    (complaint,) = examine(folder).complaints
    assert said in complaint.wrong
    assert "import again" in complaint.advice


def test_a_sound_archive_is_counted_and_what_a_stopped_import_left_is_no_complaint(folder: Path, desk: Path) -> None:
    (folder / "ucdp" / "rows" / "left.parquet").write_bytes(b"half")
    with Ledger(desk) as ledger:
        found = ledger.doctor()
    assert (found.rows, found.left_over, found.complaints) == (2, 1, ())


def test_without_an_archive_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    found = examine(tmp_path / "none.archive")
    assert (found.rows, found.left_over, found.complaints) == (0, 0, ())
