"""Exports of ours read back: the very events that were written, and in their place what could not be read and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_origin

import msgspec

from precedent.entries import EventRow
from precedent.errors import SourceError
from precedent.export import cells, parquet
from precedent.records import Refusal

LONGEST = 64 * 2**20
"""Bytes of the longest row that is read."""

_BOM = b"\xef\xbb\xbf"  # spreadsheets write it
_FIRST = b'{"id":'  # how each line of ours begins

_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(EventRow)}
_TEXTS = frozenset(name for name, field in _FIELDS.items() if field.type in (str, str | None) or get_origin(field.type) is Literal)
_ADVICE = "give a file that `precedent export` wrote, as jsonl, csv or parquet"


def is_ours(path: Path) -> bool:
    """Whether *path* begins as an export of events does: our JSON line, our header, or our mark in Parquet."""
    with path.open("rb") as file:
        head = file.read(65536)
        if head.startswith(b"PAR1"):
            return parquet.is_ours(file)
    first = head.removeprefix(_BOM).partition(b"\n")[0].strip()
    return first == ",".join(_FIELDS).encode() or (first.startswith(_FIRST) and b'"codebook":' in first and b'"what":' in first)


def read_events(path: Path) -> Iterator[EventRow | Refusal]:
    """The events of an export of ours (JSON lines, CSV or Parquet, told by how it begins), in flat memory.

    Raises ``SourceError`` where the file is none, or cannot be opened.
    """
    try:
        if not is_ours(path):
            raise SourceError(f"{path} is no export of events", _ADVICE)
        with path.open("rb") as file:
            head = file.read(len(_FIRST))
        rows = _parquet(path) if head.startswith(b"PAR1") else _lines(path) if head == _FIRST else _table(path)
        yield from rows
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror or error})", "check the path") from error


def _lines(path: Path) -> Iterator[EventRow | Refusal]:
    decoder = msgspec.json.Decoder(EventRow)
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, RecursionError) as error:
                yield _refusal(path, number, error)


def _table(path: Path) -> Iterator[EventRow | Refusal]:
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        line = rows.line_num
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows, None)
                if row is None:
                    return
                if row:
                    yield _from_cells(row)
            except (csv.Error, ValueError, RecursionError) as error:
                yield _refusal(path, line, error)


def _from_cells(row: list[str]) -> EventRow:
    if len(row) != len(_FIELDS):
        raise ValueError(f"{len(row)} cells, where {len(_FIELDS)} are wanted")
    values: dict[str, Any] = {
        name: cells.text(cell) if name in _TEXTS else cells.other(cell) for name, cell in zip(_FIELDS, row, strict=True)
    }
    return msgspec.convert(values, EventRow)


def _parquet(path: Path) -> Iterator[EventRow | Refusal]:
    with path.open("rb") as file:
        try:
            for number, row in enumerate(parquet.read(file), 1):
                try:
                    yield msgspec.convert(row, EventRow)
                except msgspec.ValidationError as error:
                    yield _refusal(path, number, error)
        except ValueError as error:
            raise SourceError(f"{path} is broken ({error})", _ADVICE) from error


def _refusal(path: Path, line: int, error: Exception) -> Refusal:
    return Refusal(source=str(path), line=line, reason=f"no row of an export ({str(error)[:200]})", advice=_ADVICE)
