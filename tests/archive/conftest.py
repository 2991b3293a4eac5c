"""A ledger's folder, imports into it, and the rows that came of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precedent.archive import Archive, folder_of
from precedent.archive.importing import ImportSummary, import_file
from precedent.knowledge.gazetteer import Gazetteer
from precedent.pipeline import parts

Importer = Callable[..., ImportSummary]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return parts().gazetteer


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Where the ledger would be."""
    return tmp_path / "desk.db"


@pytest.fixture
def bring(desk: Path, gazetteer: Gazetteer, tmp_path: Path) -> Importer:
    """Import a file, or a text as a file, into the archive beside the ledger."""

    def importing(what: Path | str | bytes, as_: str | None = None, map_: str | None = None) -> ImportSummary:
        path = what if isinstance(what, Path) else tmp_path / "given.table"
        if not isinstance(what, Path):
            path.write_bytes(what.encode() if isinstance(what, str) else what)
        told = None
        if map_ is not None:
            told = tmp_path / "map.yaml"
            told.write_text(map_)
        return import_file(folder_of(desk), path, gazetteer, as_, told)

    return importing


@pytest.fixture
def opened(desk: Path, gazetteer: Gazetteer) -> Callable[[], Archive]:
    """The archive as it is now."""

    def open_() -> Archive:
        archive = Archive.beside(desk, gazetteer)
        assert archive is not None
        return archive

    return open_
