"""Tables: CSV and its kin, and Parquet. Each row is a report; columns are named by their fields, or told by the user."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import IO, Any

from precedent.clean.encoding import decode, encoding_of
from precedent.errors import SourceError, UsageError
from precedent.records import Refusal, Report
from precedent.sources import detect, lines
from precedent.sources.origin import Origin

FIELDS = ("text", "id", "title", "source", "author", "published", "url")
"""Fields of a report that a column can give."""

LONGEST_CELL = 16 * 2**20
_BATCH = 64
_LARGEST_GROUP = 2**30


def read(file: IO[bytes], head: bytes, origin: Origin, columns: Mapping[str, str] | None = None) -> Iterator[Report | Refusal]:
    """The rows of a CSV table (separated by commas, tabs, semicolons or bars), in flat memory.

    *head*: its first bytes. *columns* names the column for a field ({"text": "body"}); a field that it does not name is
    given by the column of its own name, if there is one. Other columns come back under ``extra``.
    """
    begin = decode(head)[0].removeprefix("\ufeff")
    names = detect.cells(begin.partition("\n")[0])
    wanted = _wanted(names, columns)
    csv.field_size_limit(LONGEST_CELL)  # the module's own limit of 131,072 characters is shorter than long articles
    text = io.TextIOWrapper(file, encoding=encoding_of(head), errors="replace", newline="")
    rows = csv.reader(text, delimiter=detect.separator(begin.partition("\n")[0]))
    next(rows, None)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            advice = "check the quotation marks of the row"
            yield Refusal(source=origin.name, line=rows.line_num, reason=f"broken CSV ({error})", advice=advice)
            continue
        if row is None:
            break
        if any(cell.strip() for cell in row):
            yield _row(dict(zip(names, row, strict=False)), wanted, origin, rows.line_num)
    text.detach()


def parquet(
    file: IO[bytes], origin: Origin, columns: Mapping[str, str] | None = None, groups: range | None = None
) -> Iterator[Report | Refusal]:
    """The rows of a Parquet table (of the row groups *groups* alone, where given), in flat memory; columns as in :func:`read`.

    Needs the extra ``parquet``.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise SourceError("Parquet tables need a part that is not installed", "pip install 'precedent-ledger[parquet]'") from error
    try:
        table = ParquetFile(file)
        names = [str(name) for name in table.schema_arrow.names]
        wanted = _wanted(names, columns)
        for group in groups or range(table.metadata.num_row_groups):
            if table.metadata.row_group(group).total_byte_size > _LARGEST_GROUP:
                reason, advice = f"row group {group + 1} is larger than 1 GiB", "write the table in smaller row groups"
                yield Refusal(source=origin.name, reason=reason, advice=advice)
                continue
            for batch in table.iter_batches(batch_size=_BATCH, row_groups=[group]):
                for row in batch.to_pylist():
                    yield _row(row, wanted, origin, None)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError, OverflowError) as error:
        raise SourceError(
            f"the Parquet table is broken ({' '.join(str(error).split())[:200]})", "copy or write it again"
        ) from error


def _wanted(names: list[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    """The field that each column gives; a column that is none of the table's, or no text, is the user's to name."""
    by_name = {name.lower(): name for name in names}
    wanted = {field: by_name[field] for field in FIELDS if field in by_name}
    for field, column in (columns or {}).items():
        if field not in FIELDS:
            raise UsageError(f"a report has no field {field!r}", f"use one of {', '.join(FIELDS)}")
        if column not in names:
            raise SourceError(f"the table has no column {column!r}", f"its columns are {_listed(names)}")
        wanted[field] = column
    if "text" not in wanted:
        raise SourceError("no column of the table is called text", f"name the one: --column text=NAME, of {_listed(names)}")
    return {column: field for field, column in wanted.items()}


def _row(row: Mapping[str, Any], wanted: Mapping[str, str], origin: Origin, line: int | None) -> Report | Refusal:
    given: dict[str, Any] = {}
    for column, value in row.items():
        field = wanted.get(column, column if column not in FIELDS else f"{column} (column)")
        if value is None or value == "":
            continue
        given[field] = (
            value if field in FIELDS and isinstance(value, int | float) else str(value) if field in FIELDS else _plain(value)
        )
    given.setdefault("text", "")
    return lines.from_object(given, origin.name, origin.place, line)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value if isinstance(value, str | int | float | bool) else str(value)


def _listed(names: list[str]) -> str:
    listed = ", ".join(name[:40] for name in names[:40])
    return f"{listed}, …" if len(names) > 40 else listed
