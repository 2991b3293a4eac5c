"""Is the archive sound: is every file in force there, can all of it be read, and does it hold the rows that it should?"""

from __future__ import annotations

from pathlib import Path

from precedent.archive import manifest as m
from precedent.base import Record
from precedent.entries import Complaint
from precedent.errors import LedgerError, PrecedentError

_AGAIN = "put the folder back from a backup, or remove it and import again"


class Examined(Record, frozen=True, kw_only=True):
    """What was looked at: rows in force, and files that a stopped import left behind, which the next one clears away."""

    rows: int = 0
    left_over: int = 0
    complaints: tuple[Complaint, ...] = ()


def examine(folder: Path) -> Examined:
    """Read all that is in force in *folder*; where nothing was imported there is nothing to complain of."""
    try:
        manifest = m.load(folder)
    except LedgerError as error:
        return Examined(complaints=(Complaint(where="archive", wrong=error.wrong, advice=error.advice or _AGAIN),))
    complaints = []
    expected: dict[str, int] = {}
    for part in manifest.parts:
        expected |= {part.rows: part.count, part.cells: part.count}
        expected.setdefault(part.places, -1)  # places have no count of their own
    for path, count in sorted(expected.items()):
        wrong = _wrong(folder / path, count)
        if wrong is not None:
            complaints.append(Complaint(where=f"archive: {folder / path}", wrong=wrong, advice=_AGAIN))
    return Examined(
        rows=sum(part.count for part in manifest.parts),
        left_over=len(m.left_over(folder, manifest)),
        complaints=tuple(complaints),
    )


def _wrong(path: Path, count: int) -> str | None:
    """What is wrong with a file that should hold so many rows (-1: any number)."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise PrecedentError("the archive needs DuckDB and pyarrow", "pip install 'precedent-ledger[archive]'") from error
    if not path.exists():
        return "it is missing"
    try:
        held = sum(batch.num_rows for batch in parquet.ParquetFile(path).iter_batches())
    except (pyarrow.ArrowException, OSError) as error:
        return f"it cannot be read ({' '.join(str(error).split())[:120]})"
    return f"it holds {held:,} rows, not {count:,}" if count not in (-1, held) else None
