"""One typed object of settings, from the environment and then the command line; nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping

from precedent.base import Record
from precedent.errors import UsageError

DEFAULT_LEDGER = "precedent.db"


class Settings(Record, frozen=True, kw_only=True):
    """``ledger`` is the SQLite file; ``jobs`` the worker processes that mark reports.

    ``codebooks`` is the folder of the codebooks that the user added (None: the one that the system gives programs for such).

    ``mail_server`` (``smtp://name:password@host:port``, or ``smtps://``) sends news by mail, as from ``mail_from``.
    ``token`` is asked for by ``precedent serve``.
    """

    ledger: str = DEFAULT_LEDGER
    jobs: int = 1
    codebooks: str | None = None
    mail_server: str = "smtp://localhost"
    mail_from: str = "precedent@localhost"
    token: str | None = None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``PRECEDENT_LEDGER``, ``_JOBS``, ``_CODEBOOKS``, ``_MAIL_SERVER``, ``_MAIL_FROM`` and ``_TOKEN``."""
    env = os.environ if environ is None else environ
    jobs = env.get("PRECEDENT_JOBS", "1")
    if not jobs.isdigit() or int(jobs) < 1:
        raise UsageError(f"PRECEDENT_JOBS is {jobs!r}", "give the number of worker processes, 1 or more")
    usual = Settings()
    return Settings(
        ledger=env.get("PRECEDENT_LEDGER") or usual.ledger,
        jobs=int(jobs),
        codebooks=env.get("PRECEDENT_CODEBOOKS") or usual.codebooks,
        mail_server=env.get("PRECEDENT_MAIL_SERVER") or usual.mail_server,
        mail_from=env.get("PRECEDENT_MAIL_FROM") or usual.mail_from,
        token=env.get("PRECEDENT_TOKEN") or None,
    )
