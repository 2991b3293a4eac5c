"""Statements over many values: a database takes a limited number at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Delete, Select, Table, Update, insert

_AT_ONCE = 2000

T = TypeVar("T")


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    left = iter(values)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def in_parts(connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]) -> Iterator[Any]:
    """Rows of *statement* where *column* is one of *values*."""
    for part in _parts(sorted(values)):
        yield from connection.execute(statement.where(column.in_(part)))


def change(connection: Connection, statement: Update | Delete, column: Column[Any], values: Collection[Any]) -> None:
    """Do *statement* where *column* is one of *values*."""
    for part in _parts(sorted(values)):
        connection.execute(statement.where(column.in_(part)))


def enter(connection: Connection, table: Table, rows: Iterable[dict[str, Any]], existing: str = "IGNORE") -> None:
    """Insert *rows*; those whose key is there are ignored, or replaced (``existing="REPLACE"``)."""
    for part in _parts(rows):
        connection.execute(insert(table).prefix_with(f"OR {existing}"), part)
