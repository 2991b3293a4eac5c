"""Opening the SQLite file, transactions on it, and its errors in words."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from precedent.errors import Interrupted, LedgerError
from precedent.ledger.schema import ADDED, NEW, RULES, SCHEMA, mentions, meta, metadata, reports

_log = logging.getLogger(__name__)

BUSY_SECONDS = 30  # how long to wait for another process that writes
STEPS = 10_000  # of SQLite's machine between two looks at whether to stop: some tenths of a millisecond

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
        if said.endswith("interrupted"):  # full-text search says what it was doing, too
            raise Interrupted(f"ledger {path}: it was told to stop", "begin again; what was kept before is there") from error
        for sign, wrong, advice in _ADVICE:
            if sign in said:
                raise LedgerError(f"ledger {path}: {wrong}", advice) from error
        raise LedgerError(f"ledger {path}: {said}", "run precedent doctor on it") from error


def connect(path: Path, create: bool, halted: Callable[[], bool] | None = None) -> Engine:
    """An engine on a ledger that is there and of our schema, or newly made.

    Where *halted* says so, whatever is under way raises ``Interrupted``, and its transaction is taken back.
    """
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}", "make one with precedent read")
    if path.is_dir():
        raise LedgerError(f"ledger {path}: it is a folder", "give the path of a file with --ledger")
    # Two connections are kept warm; more are made as they are needed, since one that is waited for might never come.
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=2,
        max_overflow=-1,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    if halted is not None:
        event.listen(engine, "connect", lambda connection, _: connection.set_progress_handler(halted, STEPS))
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


def written(connection: Connection) -> int:
    """A number that changes when another connection has written."""
    (version,) = connection.exec_driver_sql("PRAGMA data_version").one()
    return int(version)


def copy(engine: Engine, target: Path) -> int:
    """Copy the ledger as it is now to a new file *target*; readers and writers go on meanwhile. Returns its bytes."""
    if target.exists():
        raise LedgerError(f"{target} is there already", "give the backup a name of its own, or move the old one away")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with closing(sqlite3.connect(unfinished)) as into:
            with engine.connect() as connection:
                connection.connection.driver_connection.backup(into)  # type: ignore[union-attr]
            into.execute("PRAGMA journal_mode = DELETE")  # one file, to be moved anywhere
        unfinished.rename(target)
    except sqlite3.Error as error:
        raise LedgerError(f"backup {target}: {error}", "check that its folder exists, can be written to and has space") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def _admit(engine: Engine, path: Path) -> None:
    """Make a ledger where there is nothing, bring an older one up, refuse what is none or newer."""
    with engine.connect() as connection:
        tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        with writing(engine) as connection:
            if _version(connection) is None:  # another process may have been quicker
                metadata.create_all(connection)
                known = {"schema_version": SCHEMA, "merge_rules": RULES}
                connection.execute(meta.insert(), [{"name": name, "value": str(value)} for name, value in known.items()])
        return
    with engine.connect() as connection:
        version = _version(connection) if {"meta", "reports", "mentions"} <= tables else None
    if version is None:
        raise LedgerError(f"{path} is a database, but not a ledger", "give another path with --ledger")
    if version > SCHEMA:
        raise LedgerError(
            f"ledger {path} was written by a newer version of precedent (schema {version}, this one knows {SCHEMA})",
            "upgrade precedent",
        )
    if version < SCHEMA:
        _bring_up(engine, path)
    with engine.connect() as connection:
        rules = connection.scalar(select(meta.c.value).where(meta.c.name == "merge_rules"))
    if rules != str(RULES):
        _begin_anew(engine, path)


def _version(connection: Connection) -> int | None:
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'meta'").first() is None:
        return None
    version = connection.scalar(select(meta.c.value).where(meta.c.name == "schema_version"))
    return int(version) if version is not None and version.isdigit() else None


def _bring_up(engine: Engine, path: Path) -> None:
    """Bring an older ledger up in one transaction: killed in the middle, it is what it was."""
    from precedent.ledger.migrate import migrate

    with writing(engine) as connection:
        version = _version(connection)
        if version is not None and version < SCHEMA:
            migrate(connection, version)
            connection.execute(meta.update().where(meta.c.name == "schema_version").values(value=str(SCHEMA)))
            _log.warning("precedent: ledger %s was brought up from schema %s to %s", path, version, SCHEMA)


def _begin_anew(engine: Engine, path: Path) -> None:
    """Have everything merged again, by today's rules; events stand as they are until then."""
    with writing(engine) as connection:
        for table in ("mention_links", "mention_blocks", "copy_links", "copy_blocks", "story_links"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.execute(reports.update().where(reports.c.current).values(stage=ADDED))
        connection.execute(mentions.update().where(mentions.c.live).values(stage=NEW))
        connection.execute(meta.insert().prefix_with("OR REPLACE"), {"name": "merge_rules", "value": str(RULES)})
        _log.warning("precedent: ledger %s was merged by older rules; the next `precedent read` merges it anew", path)
