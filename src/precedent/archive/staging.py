"""Staging: the rows of a file, a block at a time, coded by one SQL statement each and split by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from precedent.archive.datasets import known
from precedent.archive.detect import Look
from precedent.archive.engine import literal
from precedent.archive.formats import FIELDS, Format
from precedent.archive.reading import Bad, Block, blocks
from precedent.archive.work import CELL, Work, doubled


def stage(work: Work, format_: Format, path: Path, look: Look, refuse: Callable[[Bad], None]) -> None:
    """Stage the rows of *path* as the view ``staged``; *refuse* is handed each that cannot be read."""
    total, read = path.stat().st_size, 0

    def on_bytes(more: int) -> None:
        nonlocal read
        read += more
        work.progress("reading", min(read, total), total)

    for number, block in enumerate(blocks(path, look, refuse, on_bytes)):
        _code(work, format_, look.names, block, number, refuse)
    if work.counts["staged"]:
        files = literal(str(work.stage / "*" / "*" / "*.parquet"))
        work.db.execute(f"CREATE TEMP VIEW staged AS SELECT * FROM read_parquet({files}, hive_partitioning = true)")


def _code(work: Work, format_: Format, names: Sequence[str], block: Block, number: int, refuse: Callable[[Bad], None]) -> None:
    """Code a block; rows that have no id, date or type are refused."""
    import pyarrow as pa

    table = block.table
    for name in format_.columns:
        if name not in table.column_names:
            table = table.add_column(0, name, pa.nulls(table.num_rows, pa.string()))
    work.db.register("given", table)
    as_came = ", ".join(_cell(work, name) for name in table.column_names[:-1])
    work.db.execute(f"CREATE OR REPLACE TEMP VIEW block AS SELECT line, {as_came} FROM given")
    cells = ", ".join(f'"{doubled(c)}" AS "{CELL}{doubled(c)}"' for c in names)
    said = "md5_number_lower(concat_ws(chr(31), " + ", ".join(f"coalesce(\"{doubled(c)}\", '')" for c in names) + "))"
    given = {name: format_.fields.get(name, "NULL") for name in FIELDS}
    if given["id"] == "NULL":
        given["id"] = f"format('{{:016x}}', {said})"
    fields = ", ".join(f"CAST({given[name]} AS {kind}) AS {name}" for name, kind in FIELDS.items())
    coded = f"SELECT line, {said} AS digest, {fields}, {cells} FROM block"
    wrong = (
        "CASE WHEN id IS NULL THEN 'no id' WHEN from_ IS NULL THEN 'no date that can be read' WHEN code IS NULL THEN 'no type' END"
    )
    work.db.execute(f"CREATE OR REPLACE TEMP TABLE coded AS SELECT *, {wrong} AS wrong, year(from_) AS year FROM ({coded})")
    for line, reason in work.db.execute("SELECT line, wrong FROM coded WHERE wrong IS NOT NULL ORDER BY line").fetchall():
        refuse(Bad(line, reason))
    target = literal(str(work.stage / f"{number:06}"))
    work.db.execute(
        f"COPY (SELECT * EXCLUDE (wrong) FROM coded WHERE wrong IS NULL) TO {target} "
        "(FORMAT parquet, PARTITION_BY (year), COMPRESSION snappy)"
    )
    work.counts["staged"] += work.count("SELECT count(*) FROM coded WHERE wrong IS NULL")
    work.db.execute("DROP TABLE coded")
    work.db.unregister("given")


def _cell(work: Work, name: str) -> str:
    """SQL: a cell as it came; in tables of one's own, without the mark that keeps a spreadsheet from running it."""
    column = f'"{doubled(name)}"'
    own = work.dataset not in known()
    return f"regexp_replace({column}, '^''([=+@\t-])', '\\1') AS {column}" if own else column
