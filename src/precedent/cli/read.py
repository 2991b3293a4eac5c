"""``precedent read``: mark, merge, keep; a progress bar and a summary."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import As, Jobs, LedgerPath
from precedent.cli.output import describe, say, warn

if TYPE_CHECKING:
    from precedent.pipeline import ReadSummary

EXAMPLES = """\b
Examples:
  precedent read reports/
  precedent read wire.jsonl thread.html --ledger desk.db --jobs 2
  cat post.txt | precedent read -
"""


def run(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, or - for standard input.")],
    ledger: LedgerPath = None,
    as_: As = None,
    jobs: Jobs = None,
) -> None:
    """Read reports into the ledger. What it holds already is not read again; stop it at any time and run it again to go on."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    from precedent.pipeline import Ledger

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
    )
    with (
        Ledger(ledger) as kept,
        Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar,
    ):
        reading = bar.add_task("reading reports", total=None)
        merging = bar.add_task("merging events", total=None, visible=False)
        summary = kept.read(
            *sources,
            as_=as_,
            jobs=jobs,
            on_report=lambda: bar.advance(reading),
            on_merge=lambda done, of: bar.update(merging, completed=done, total=of, visible=True),
        )
    tell(summary)
    if summary.refused:
        raise typer.Exit(3)


def tell(summary: ReadSummary) -> None:
    """The summary in words, refusals with their reasons last."""
    merged = summary.merged
    known = [
        f"{n} {words}"
        for n, words in ((summary.versions, "new versions"), (summary.updated, "updated"), (summary.unchanged, "unchanged"))
        if n
    ]
    say(f"reports     {summary.reports} read: " + ", ".join([f"{summary.new} new", *known]))
    aside = [f"{n} {words}" for n, words in ((summary.empty, "empty"), (summary.not_english, "not English")) if n]
    if aside:
        say("left aside  " + ", ".join(aside))
    say(f"copies      {merged.copies} of the {merged.reports} reports held repeat another's words")
    say(f"repeats     {summary.repeated_paragraphs} repeated paragraphs, counted once")
    say(f"events      {merged.events} held in {merged.stories} stories, from {merged.mentions} tellings ({merged.merged} merged)")
    say(f"refused     {len(summary.refused)}")
    for refusal in summary.refused:
        warn(describe(refusal))
