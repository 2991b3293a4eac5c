"""Bringing an older ledger up: Alembic's operations and scripts, one a schema, run on the connection that holds the lock.

The version stays in ``meta``, where every program since the first one looks for it, so Alembic keeps no table of its own.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection


def migrate(connection: Connection, version: int) -> None:
    """Run the scripts after schema *version*, oldest first, inside the caller's transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(str(files("precedent.ledger"))) / "migrations"))
    newer = [script for script in scripts.walk_revisions() if int(script.revision) > version]
    with Operations.context(MigrationContext.configure(connection)):
        for script in reversed(newer):
            script.module.upgrade()
