"""Rows out: a table for people, JSON, JSON lines and CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from precedent.base import Record
from precedent.cli.options import Format
from precedent.records import Refusal, to_json


def rows(records: Iterable[Record], form: Format | None, columns: Sequence[str], cells: Any) -> None:
    """Write *records* in the form asked for; ``cells(record)`` gives a table's cells for *columns*."""
    form = form or (Format.table if sys.stdout.isatty() else Format.jsonl)
    if form is Format.table:
        table([cells(record) for record in records], columns)
    elif form is Format.jsonl:
        for record in records:
            say(to_json(record))
    elif form is Format.json:
        say("[")
        before = ""
        for record in records:
            say(before + to_json(record))
            before = ","
        say("]")
    else:
        from precedent.export.table import write

        write(records, sys.stdout)


def say(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def warn(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"precedent: {line}\n")


def describe(refusal: Refusal) -> str:
    """A refusal in one line: where, why, what to do."""
    where = f"{refusal.source}, line {refusal.line}" if refusal.line else refusal.source
    return f"{where}: {refusal.reason}" + (f"; {refusal.advice}" if refusal.advice else "")


def table(lines: Sequence[Sequence[str]], columns: Sequence[str], title: str | None = None) -> None:
    """A table as wide as the terminal; where it is no terminal, as wide as its words need."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    grid = Table(*columns, box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for line in lines:
        grid.add_row(*line)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 132).print(grid)
