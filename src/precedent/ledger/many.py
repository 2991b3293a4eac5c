"""Statements over many values, quick for the hundreds of thousands of small rows that merging reads and writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Delete, Select, String, Table, Update, func, select

_encode = msgspec.json.Encoder().encode


def among(column: ColumnElement[Any] | Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether *column* is one of *values*, however many: they travel as one JSON list."""
    listed = func.json_each(_encode(sorted(values)).decode(), type_=String).table_valued("value")
    return column.in_(select(listed.c.value))


def in_parts(connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]) -> Sequence[Any]:
    """Rows of *statement* where *column* is one of *values*."""
    return connection.execute(statement.where(among(column, values))).all() if values else []


def change(connection: Connection, statement: Update | Delete, column: Column[Any], values: Collection[Any]) -> int:
    """Do *statement* where *column* is one of *values*; returns how many rows it was."""
    return connection.execute(statement.where(among(column, values))).rowcount if values else 0


def enter(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], existing: str = "IGNORE"
) -> None:
    """Insert *rows* of values for *columns*; those whose key is there are ignored, or replaced (``existing="REPLACE"``)."""
    given = [tuple(row) for row in rows]
    if given:
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT OR {existing} INTO {table.name} ({names}) VALUES ({marks})", given)


def pairs(connection: Connection, table: Table, columns: tuple[str, str], keys: Collection[int]) -> list[tuple[int, int]]:
    """Two whole-number *columns* of *table* where the first is one of *keys*, past the records that SQLAlchemy makes of rows:
    merging reads some thousand a report."""
    if not keys:
        return []
    first, second = columns
    driver = connection.connection.driver_connection
    assert driver is not None
    listed = _encode(sorted(keys)).decode()
    statement = f"SELECT {first}, {second} FROM {table.name} WHERE {first} IN (SELECT value FROM json_each(?))"
    return driver.execute(statement, (listed,)).fetchall()  # type: ignore[no-any-return]
