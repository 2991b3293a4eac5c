"""An import: a table of events into the archive's Parquet, all of it or nothing, in memory that does not grow with the file.

Blocks of rows are coded by one SQL statement each and staged by year. Then what is looked up once for many rows (types,
places, actors) is; duplicates and revisions are settled; and each year is sorted and written. Only then does the manifest
name the new files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from precedent.archive import detect, formats, maps
from precedent.archive import manifest as m
from precedent.archive.datasets import DataSet, known
from precedent.archive.engine import connect, spoken
from precedent.archive.formats import Format
from precedent.archive.lookups import look_up
from precedent.archive.reading import Bad, beginning
from precedent.archive.settling import settle
from precedent.archive.staging import stage
from precedent.archive.work import Step, Work
from precedent.archive.writing import write
from precedent.base import Record
from precedent.errors import SourceError, UsageError
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Refusal

LISTED = 1000  # refused rows that are listed; all are counted


class ImportSummary(Record, frozen=True, kw_only=True):
    """What one import did, in rows. ``untyped`` are among those kept: no table gives them a type of ours."""

    dataset: str
    rows: int = 0
    new: int = 0
    unchanged: int = 0
    repeated: int = 0
    revised: int = 0
    outdated: int = 0
    untyped: int = 0
    unplaced: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    held: int = 0


def import_file(
    folder: Path,
    path: Path,
    gazetteer: Gazetteer,
    as_: str | None = None,
    map_: Path | None = None,
    progress: Step | None = None,
) -> ImportSummary:
    """Import *path* into the archive in *folder*. *progress* is told (step, done, of).

    Raises ``SourceError`` where the file is of another format or cannot be read, ``UsageError`` for a bad map or name.
    """
    format_, look, about = _format(path, as_, map_)
    with at_work(folder) as (manifest, staged, db):
        m.admit(manifest, format_.dataset, "table")
        work = Work(folder, staged, manifest, format_.dataset, db, progress or (lambda *_: None))
        bad: list[Bad] = []

        def refuse(row: Bad) -> None:
            work.counts["refused"] += 1
            if len(bad) < LISTED:
                bad.append(row)

        parts: Sequence[m.Part] = ()
        stage(work, format_, path, look, refuse)
        if work.counts["staged"]:
            settle(work)
            look_up(work, format_, gazetteer)
            parts = write(work, format_.cites, look.names)
        if parts:
            # A map may say anew what is known of its data set; what is known of the others stands in the program.
            manifest = m.following(manifest, parts, {**manifest.datasets, format_.dataset: about})
            m.save(folder, manifest)
    refusals = tuple(Refusal(source=str(path), line=line, reason=reason) for line, reason in sorted(bad))
    return summary(work.counts, manifest, (format_.dataset,), refusals)


@contextmanager
def at_work(folder: Path) -> Iterator[tuple[m.Manifest, Path, Any]]:
    """The archive in *folder* for one import alone: what is in force, a folder for what is not yet, and DuckDB.

    What a killed import left is cleared away.
    """
    with m.writing(folder):
        manifest = m.load(folder)
        m.clear(folder, manifest)
        staged = folder / m.STAGED
        staged.mkdir()
        try:
            with closing(connect(staged / "spill", memory="2GB")) as db, spoken(folder):
                yield manifest, staged, db
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def summary(
    counts: Mapping[str, int], manifest: m.Manifest, datasets: Sequence[str], refusals: tuple[Refusal, ...]
) -> ImportSummary:
    """What an import did, by what it counted, and what is held after it."""
    names = ("new", "unchanged", "repeated", "revised", "outdated", "untyped", "unplaced", "refused")
    return ImportSummary(
        dataset=", ".join(datasets),
        rows=counts.get("staged", 0) + counts.get("refused", 0),
        **{name: counts.get(name, 0) for name in names},
        refusals=refusals,
        held=sum(p.count for p in manifest.parts if p.dataset in datasets),
    )


def _format(path: Path, as_: str | None, map_: Path | None) -> tuple[Format, detect.Look, DataSet]:
    if as_ is not None and as_ not in (*detect.OWN, "csv"):
        raise UsageError(f"--as {as_} is no format that is known", f"give one of {', '.join((*detect.OWN, 'csv'))}")
    try:
        look = detect.look(beginning(path))
    except SourceError as error:
        raise SourceError(f"{path}: {error.wrong}" if str(path) not in error.wrong else error.wrong, error.advice) from error
    told = maps.read(map_) if map_ else None
    asked = "csv" if told else as_
    name = detect.agree(look, asked, str(path))
    if name != "csv":
        return formats.known()[name], look, known()[name]
    told = told or maps.default("csv")
    if told.dataset in known():
        raise UsageError(f"the map calls its data set {told.dataset}", "that is the name of a known one: choose another")
    return maps.format_of(told, look.names, look.delimiter), look, maps.about(told)
