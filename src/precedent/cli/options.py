"""Options that several verbs share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows come out; ``table`` only on a terminal."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


LedgerPath = Annotated[
    str | None, typer.Option("--ledger", "-l", help="The ledger: a SQLite file.", show_default="precedent.db or $PRECEDENT_LEDGER")
]
As = Annotated[str | None, typer.Option("--as", help="Read every source as text, jsonl, html, forum or post.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published and had happened by its end.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes.", show_default="1 or $PRECEDENT_JOBS")]
Out = Annotated[
    Format | None, typer.Option("--format", "-f", help="How rows come out.", show_default="table on a terminal, else jsonl")
]
