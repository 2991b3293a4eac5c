"""Options that several verbs share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from precedent.settings import load


class Format(StrEnum):
    """How rows come out; ``table`` only on a terminal."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def default_ledger() -> str:
    return load().ledger


def default_jobs() -> int:
    return load().jobs


LedgerPath = Annotated[
    str,
    typer.Option(
        "--ledger",
        "-l",
        default_factory=default_ledger,
        help="The ledger: a SQLite file.",
        show_default="precedent.db or $PRECEDENT_LEDGER",
    ),
]
As = Annotated[str | None, typer.Option("--as", help="Read every source as text, jsonl, html, forum or post.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published and had happened by the end of that day.")
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=1, default_factory=default_jobs, help="Worker processes.", show_default="1 or $PRECEDENT_JOBS"
    ),
]
Out = Annotated[
    Format | None, typer.Option("--format", "-f", help="How rows come out.", show_default="table on a terminal, else jsonl")
]
