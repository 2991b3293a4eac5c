"""Events to a file of bytes, in the form asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import IO

from precedent.base import Record
from precedent.entries import EventRow, ReportRow
from precedent.records import to_json


class Form(StrEnum):
    """The forms in which events go out."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    geojson = "geojson"
    polecat = "polecat"
    followthemoney = "followthemoney"


COUNTS_BYTES = (Form.parquet,)
"""Forms that have to be able to ask where in the file they are."""

HOLDS_LICENCE = (Form.parquet, Form.geojson, Form.followthemoney)
"""Forms that say themselves what they owe to others."""


class Exported(Record, frozen=True, kw_only=True):
    """How many events were written, and how many were left out because the form cannot say that they did not happen."""

    events: int
    left_out: int = 0


def write(rows: Iterable[EventRow], form: Form, file: IO[bytes], report: Callable[[str], ReportRow]) -> Exported:
    """Write *rows* to *file*, in flat memory. *report* gives the row of a report by its id, for forms that name reports."""
    count = 0

    def counted() -> Iterator[EventRow]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    left_out = 0
    if form is Form.parquet:
        from precedent.export import parquet

        parquet.write(counted(), file)
    else:
        with _text(file) as out:
            left_out = _write_text(counted(), form, out, report)
    return Exported(events=count - left_out, left_out=left_out)


def _write_text(rows: Iterable[EventRow], form: Form, out: IO[str], report: Callable[[str], ReportRow]) -> int:
    from precedent.export import followthemoney, geojson, polecat, table

    match form:
        case Form.csv:
            table.write(rows, out, EventRow)
        case Form.geojson:
            geojson.write(rows, out)
        case Form.polecat:
            return polecat.write(rows, out, report)
        case Form.followthemoney:
            return followthemoney.write(rows, out, report)
        case _:
            out.writelines(to_json(row) + "\n" for row in rows)
    return 0


@contextmanager
def _text(file: IO[bytes]) -> Iterator[IO[str]]:
    """*file* for text in UTF-8, whose ends of lines are left as they are written; it stays open."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    yield text
    text.flush()
    text.detach()
