"""What the steps of an import share: where its files go, its connection to DuckDB, and what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from precedent.archive.engine import literal
from precedent.archive.manifest import Manifest

CELL = "cell:"  # before the name of a column as it came, so that none is taken for a field of ours
_ROW_GROUP = 65536

Step = Callable[[str, int, int], None]


@dataclass
class Work:
    """The import of one data set at work. ``progress`` is told (step, done, of)."""

    folder: Path
    stage: Path
    manifest: Manifest
    dataset: str
    db: Any
    progress: Step
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, statement: str) -> int:
        return int(self.db.execute(statement).fetchone()[0])

    def table(self, name: str, columns: dict[str, list[Any]]) -> None:
        """A table of its own, of what was looked up."""
        import pyarrow as pa

        kinds = {"lat": pa.float64(), "lon": pa.float64(), "radius_km": pa.float64()}
        arrays = {c: pa.array(v, type=kinds.get(c.removeprefix("said_"), pa.string())) for c, v in columns.items()}
        self.db.register("given", pa.table(arrays))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given")
        self.db.unregister("given")

    def read(self, path: str) -> str:
        """SQL: the rows of a file of the archive."""
        return f"read_parquet({literal(str(self.folder / path))}, hive_partitioning = false)"

    def copy(self, path: str, statement: str) -> None:
        """Write what *statement* selects to a file of the archive."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.db.execute(
            f"COPY ({statement}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )


def doubled(name: str) -> str:
    """A name as it stands between quotation marks in SQL."""
    return name.replace('"', '""')


def listed(values: Sequence[str]) -> str:
    """SQL: a list for ``IN``, never empty."""
    return "(" + ", ".join(literal(v) for v in values or [""]) + ")"
