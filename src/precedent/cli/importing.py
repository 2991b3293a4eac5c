"""``precedent import FILE``: event data sets of others, and exports of other ledgers, into the archive beside the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import LedgerPath
from precedent.cli.output import describe, say, warn

if TYPE_CHECKING:
    from precedent.archive.importing import ImportSummary

EXAMPLES = """\b
Examples:
  precedent import GEDEvent_v25_1.csv --as ucdp
  precedent import 20120801.export.CSV.zip
  precedent import incidents.csv --as csv --map incidents.yaml --ledger desk.db
  precedent import events.jsonl --name desk-b
"""


def run(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table of events, maybe packed (gzip, ZIP), or what precedent export wrote.")
    ],
    ledger: LedgerPath = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORMAT",
            help="ucdp, acled, icews, polecat, gdelt, csv; of exports: jsonl, csv, parquet, geojson.",
            show_default="what it looks like",
        ),
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="YAML", help="What the columns of a table of your own mean: docs/history.md.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="What to call the ledger that exported the events.", show_default="precedent"),
    ] = None,
) -> None:
    """Import an event data set, or another ledger's events, so that check and ask know it: all of it or nothing, no row twice."""
    from rich.console import Console
    from rich.progress import Progress

    from precedent.pipeline import Ledger

    with Ledger(ledger) as kept, Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=None)
        summary = kept.import_(
            file, as_, map_, name, lambda step, done, of: bar.update(task, description=step, completed=done, total=of or None)
        )
    tell(summary)
    if summary.refused:
        raise typer.Exit(3)


def tell(summary: ImportSummary) -> None:
    """The summary in words, refusals with their lines last."""
    aside = (
        (summary.revised, "revised"),
        (summary.unchanged, "unchanged"),
        (summary.repeated, "repeated in the file"),
        (summary.outdated, "older than what is held"),
    )
    listed = ", ".join([f"{summary.new:,} new", *(f"{n:,} {words}" for n, words in aside if n)])
    say(f"rows        {summary.rows:,} read as {summary.dataset}: {listed}")
    if summary.untyped:
        say(f"no type     {summary.untyped:,} have a code that no table gives a type of ours; they keep it")
    if summary.unplaced:
        say(f"no place    {summary.unplaced:,} lie nowhere that the gazetteer knows")
    say(f"held        {summary.held:,} rows of {summary.dataset}")
    say(f"refused     {summary.refused:,}")
    for refusal in summary.refusals:
        warn(describe(refusal))
    if summary.refused > len(summary.refusals):
        warn(f"and {summary.refused - len(summary.refusals):,} more")
