"""The one place where DuckDB is opened: two threads, bounded memory, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from precedent.errors import LedgerError, PrecedentError


def connect(spill: Path | None = None, memory: str = "1GB") -> Any:
    """A connection of its own to an empty database in memory; what does not fit goes to *spill*."""
    try:
        import duckdb
        import pyarrow  # noqa: F401 - rows go in and out as Arrow tables
    except ImportError as error:
        raise PrecedentError("the archive needs DuckDB and pyarrow", "pip install 'precedent-ledger[archive]'") from error
    db = duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": memory,
            "temp_directory": str(spill) if spill else "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
    )
    db.execute("SET parquet_metadata_cache = true")
    return db


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """What the disk or DuckDB cannot do is said in one line."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise LedgerError(
            f"{folder} cannot be written ({str(error).splitlines()[0]})", "look at its disk, and import again"
        ) from error
    except OSError as error:
        raise LedgerError(
            f"{folder} cannot be written ({error.strerror or error})", "look at its disk, and import again"
        ) from error


def literal(value: str | Sequence[str]) -> str:
    """A string, or a list of strings, as SQL writes it."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "[" + ", ".join(literal(v) for v in value) + "]"
