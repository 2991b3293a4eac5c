"""One typed object of settings, from the environment and then the command line; nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping

from precedent.base import Record
from precedent.errors import UsageError

DEFAULT_LEDGER = "precedent.db"


class Settings(Record, frozen=True, kw_only=True):
    """``ledger`` is the SQLite file; ``jobs`` the worker processes that mark reports."""

    ledger: str = DEFAULT_LEDGER
    jobs: int = 1


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``PRECEDENT_LEDGER`` and ``PRECEDENT_JOBS``."""
    env = os.environ if environ is None else environ
    jobs = env.get("PRECEDENT_JOBS", "1")
    if not jobs.isdigit() or int(jobs) < 1:
        raise UsageError(f"PRECEDENT_JOBS is {jobs!r}", "give the number of worker processes, 1 or more")
    return Settings(ledger=env.get("PRECEDENT_LEDGER") or DEFAULT_LEDGER, jobs=int(jobs))
