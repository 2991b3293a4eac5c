"""Exports of ours read back: the very events that were written, and in their place what could not be read and why."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_origin

import msgspec

from precedent.entries import EventRow
from precedent.errors import SourceError
from precedent.export import cells, geojson, parquet
from precedent.records import Refusal

LONGEST = 64 * 2**20
"""Bytes of the longest row that is read."""

_BOM = b"\xef\xbb\xbf"  # spreadsheets write it
_FIRST = b'{"id":'  # how each line of ours begins

_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(EventRow)}
_TEXTS = frozenset(name for name, field in _FIELDS.items() if field.type in (str, str | None) or get_origin(field.type) is Literal)
_ADVICE = "give a file that `precedent export` wrote, as jsonl, csv, parquet or geojson"


def form(path: Path) -> str | None:
    """The form in which *path* is an export of events, by how it begins (JSON line, header, mark in Parquet); None: it is none.

    A folder is an export where all that it holds are Parquet files of one, as a cluster writes them.
    """
    if path.is_dir():
        parts = _parts(path)
        return "parquet" if parts and all(form(part) == "parquet" for part in parts) else None
    with path.open("rb") as file:
        head = file.read(65536)
        if head.startswith(b"PAR1"):
            return "parquet" if parquet.is_ours(file) else None
    first, _, rest = head.removeprefix(_BOM).partition(b"\n")
    if first.strip() == ",".join(_FIELDS).encode():
        return "csv"
    if first.startswith(geojson.HEAD.encode()) and (f'"{geojson.MEMBER}": {{"id":'.encode() in head or rest.startswith(b"\n]")):
        return "geojson"
    return "jsonl" if first.startswith(_FIRST) and b'"codebook":' in first and b'"what":' in first else None


def read_events(path: Path) -> Iterator[EventRow | Refusal]:
    """The events of an export of ours (see :func:`form`), in flat memory.

    Raises ``SourceError`` where the file is none, or cannot be opened.
    """
    try:
        found = form(path)
        if found is None:
            raise SourceError(f"{path} is no export of events", _ADVICE)
        for part in _parts(path) if path.is_dir() else [path]:
            yield from _READ[found](part)
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror or error})", "check the path") from error


def _parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _lines(path: Path) -> Iterator[EventRow | Refusal]:
    yield from _decoded(path, msgspec.json.Decoder(EventRow).decode)


class _Feature(msgspec.Struct):
    """What is wanted of a feature; the rest is passed over."""

    event: EventRow


def _features(path: Path) -> Iterator[EventRow | Refusal]:
    decode = msgspec.json.Decoder(_Feature).decode
    yield from _decoded(path, lambda line: decode(line.rstrip().removesuffix(b",")).event, (geojson.HEAD.encode(), b"]}"))


def _decoded(path: Path, decode: Callable[[bytes], EventRow], around: tuple[bytes, ...] = ()) -> Iterator[EventRow | Refusal]:
    """An event a line; lines that begin as those *around* the events do hold none."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if not line.strip() or (around and line.startswith(around)):
                continue
            try:
                yield decode(line)
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


_READ: Mapping[str, Callable[[Path], Iterator[EventRow | Refusal]]] = {
    "jsonl": _lines,
    "csv": _table,
    "parquet": _parquet,
    "geojson": _features,
}
FORMS = tuple(_READ)
"""The forms that come back."""


def _refusal(path: Path, line: int, error: Exception) -> Refusal:
    return Refusal(source=str(path), line=line, reason=f"no row of an export ({str(error)[:200]})", advice=_ADVICE)
