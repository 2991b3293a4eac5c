"""Options that several verbs share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from precedent.errors import UsageError


class Format(StrEnum):
    """How rows come out; ``table`` only on a terminal."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Engine(StrEnum):
    """What marking runs on."""

    local = "local"
    ray = "ray"


def iso_day(value: str | None) -> str | None:
    """A day as ISO 8601 says it; anything else is refused before the ledger is opened."""
    try:
        return value if value is None else date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is no date", "give a day as 2025-10-20") from None


def columns_of(given: list[str] | None) -> dict[str, str] | None:
    """What ``--column`` options say, field by field."""
    pairs = [option.partition("=") for option in given or ()]
    for field, equals, name in pairs:
        if not (field.strip() and equals and name.strip()):
            raise UsageError(f"--column {field}{equals}{name} names no field and column", "give both, as text=body")
    return {field.strip(): name.strip() for field, _, name in pairs} or None


LedgerPath = Annotated[
    str | None, typer.Option("--ledger", "-l", help="The ledger: a SQLite file.", show_default="precedent.db or $PRECEDENT_LEDGER")
]
As = Annotated[
    str | None,
    typer.Option("--as", metavar="KIND", help="Read every source as text, jsonl, html, forum, post, feed, csv or mail."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="The column of a table that gives a field (text=body); may be repeated."),
]
Follow = Annotated[bool, typer.Option("--follow", help="Read the full text of feeds' items from the pages they name.")]
AllowPrivate = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private", metavar="HOST[:PORT]", help="Fetch from this host though its address is private; may be repeated."
    ),
]
Trust = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="DATASET", help="Let imported rows coded by machine (gdelt) decide; may be repeated."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", callback=iso_day, help="Only what was published and had happened by its end."),
]
Chosen = Annotated[
    list[str] | None,
    typer.Option(
        "--codebook", metavar="NAME", help="Look for events of this codebook only; may be repeated. Default: all there are."
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes.", show_default="1 or $PRECEDENT_JOBS")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", callback=iso_day, help="On that day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", callback=iso_day, help="Before that day.")]
Out = Annotated[
    Format | None, typer.Option("--format", "-f", help="How rows come out.", show_default="table on a terminal, else jsonl")
]
Engines = Annotated[
    Engine, typer.Option("--engine", help="Mark in processes of this machine, or on a Ray cluster (docs/scale.md).")
]
Address = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster.", show_default="one started on this machine")
]
