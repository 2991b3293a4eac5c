"""Rows of records as CSV, a column a field."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import chain
from typing import IO

from precedent.base import Record
from precedent.export.cells import cell


def write(records: Iterable[Record], file: IO[str], kind: type[Record] | None = None) -> None:
    """Write *records*, all of one kind, under a header with the names of its fields; of none there is a header if *kind* is given.

    *file* has to leave ends of lines as they are.
    """
    writer, waiting = csv.writer(file), iter(records)
    first = next(waiting, None)
    kind = type(first) if first is not None else kind
    if kind is not None:
        writer.writerow(kind.__struct_encode_fields__)
    for record in chain([] if first is None else [first], waiting):
        writer.writerow([cell(getattr(record, name)) for name in record.__struct_fields__])
