"""Opening the SQLite file, transactions on it, and its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from precedent.errors import LedgerError
from precedent.ledger.schema import SCHEMA, meta, metadata

BUSY_SECONDS = 30  # how long to wait for another process that writes

_ADVICE = (
    ("disk is full", "the disk is full", "free some space; what was read before is kept"),
    ("readonly", "it cannot be written to", "check the permissions of the file and its folder"),
    ("unable to open", "it cannot be opened", "check that its folder exists and can be written to"),
    ("locked", "another process is writing to it", "try again when that is done"),
    ("not a database", "it is not a ledger", "give another path with --ledger"),
    ("malformed", "the file is damaged", "restore a copy, or read the reports again into a new ledger"),
    ("disk i/o", "the disk reports an error", "check the disk and its free space"),
)


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn the database's errors into one line that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error).lower()
        for sign, wrong, advice in _ADVICE:
            if sign in said:
                raise LedgerError(f"ledger {path}: {wrong}", advice) from error
        raise LedgerError(f"ledger {path}: {said}", "run precedent doctor on it") from error


def connect(path: Path, create: bool) -> Engine:
    """An engine on a ledger that is there and of our schema, or newly made."""
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}", "make one with precedent read")
    if path.is_dir():
        raise LedgerError(f"ledger {path}: it is a folder", "give the path of a file with --ledger")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with spoken(path):
        try:
            _admit(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not guessed by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that reads first and then wants to write can be refused without waiting.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


def _admit(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        with writing(engine) as connection:
            metadata.create_all(connection)
            connection.execute(meta.insert().prefix_with("OR IGNORE"), {"name": "schema_version", "value": str(SCHEMA)})
        return
    if not {"meta", "reports", "mentions"} <= tables:
        raise LedgerError(f"{path} is a database, but not a ledger", "give another path with --ledger")
    with engine.connect() as connection:
        version = connection.scalar(select(meta.c.value).where(meta.c.name == "schema_version"))
    if version is None or not version.isdigit():
        raise LedgerError(f"{path} is a database, but not a ledger", "give another path with --ledger")
    if int(version) > SCHEMA:
        raise LedgerError(
            f"ledger {path} was written by a newer version of precedent (schema {version}, this one knows {SCHEMA})",
            "upgrade precedent",
        )
