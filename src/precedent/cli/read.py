"""``precedent read``: mark, merge, keep; what is known already is not read again."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import (
    Address,
    AllowPrivate,
    As,
    Chosen,
    Columns,
    Engine,
    Engines,
    Follow,
    Jobs,
    LedgerPath,
    columns_of,
)
from precedent.cli.output import describe, say, warn
from precedent.errors import UsageError

if TYPE_CHECKING:
    from precedent.pipeline import ReadSummary

EXAMPLES = """\b
Examples:
  precedent read reports/
  precedent read wire.jsonl thread.html --ledger desk.db --jobs 2
  precedent read https://news.example/feed.xml --follow
  precedent read table.csv --column text=body --column published=date
  precedent read --again --codebook plover --codebook press
  precedent read saved-pages/ --dry-run
  precedent read crawl/ --engine ray --jobs 16
  precedent read crawl/ --engine ray --to marks/ --events events/
  cat post.txt | precedent read -
"""


def run(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="Files, folders, web addresses, or - for standard input.")
    ] = None,
    ledger: LedgerPath = None,
    as_: As = None,
    columns: Columns = None,
    follow: Follow = False,
    allow_private: AllowPrivate = None,
    jobs: Jobs = None,
    codebooks: Chosen = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read what the ledger holds anew, where it was read for other codebooks.")
    ] = False,
    engine: Engines = Engine.local,
    address: Address = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FOLDER", help="Where marks go first, with --engine ray.", show_default="LEDGER.marks"),
    ] = None,
    events: Annotated[
        str | None,
        typer.Option(
            "--events",
            metavar="FOLDER",
            help="With --engine ray: merge there too; events go to this folder, not a ledger.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and as what; read nothing.")] = False,
) -> None:
    """Read reports into the ledger. What it holds already is not read again; stop it at any time and run it again to go on."""
    sources = sources or []
    if not sources and not again:
        raise UsageError("read takes a SOURCE, or --again", "name files, folders or web addresses, or - for standard input")
    if dry_run:
        _plan(sources, as_)
        return
    if engine is Engine.ray:
        from precedent import settings
        from precedent.cli.mark import on_cluster

        to = to or f"{ledger or settings.load().ledger}.marks"
        on_cluster(sources, to, address, jobs, as_, columns)
        sources = [to]
        if events is not None:
            from precedent.cluster import engine as cluster

            count = cluster.merge(to, events, address=address, workers=jobs)
            warn(f"{count} events in {events}; ask them with: precedent import {events}")
            return
    elif to is not None or address is not None or events is not None:
        raise UsageError("--to, --address and --events are for a cluster", "add --engine ray")
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from precedent.pipeline import Ledger
    from precedent.sources.open import size

    shown = sys.stderr.isatty()
    named = columns_of(columns)
    bars = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Ledger(ledger) as kept, Progress(*bars, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        # How much is left is known of files alone, by their bytes: how many reports a file holds is not, before it is read.
        total = sum(map(size, sources)) // 1000 if shown else 0
        reading = bar.add_task("reports read", total=None)
        files = bar.add_task("kB of files", total=total or None, visible=total > 0)
        merging = bar.add_task("merging events", total=None, visible=False)
        summary = kept.read(
            *sources,
            as_=as_,
            jobs=jobs,
            columns=named,
            codebooks=tuple(codebooks) if codebooks else None,
            again=again,
            follow=follow,
            network=kept.network(allow_private or (), follow),
            on_report=lambda: bar.advance(reading),
            on_bytes=lambda more: bar.advance(files, more / 1000),
            on_merge=lambda done, of: bar.update(merging, completed=done, total=of, visible=True),
        )
    tell(summary)
    if summary.refused:
        raise typer.Exit(3)


def _plan(sources: list[str], as_: str | None) -> None:
    """What would be read, a line each: kind, bytes, where."""
    from precedent.records import Refusal
    from precedent.sources.open import plan

    kinds: Counter[str] = Counter()
    refused = total = 0
    for source in sources:
        for item in plan(source, as_):
            if isinstance(item, Refusal):
                refused += 1
                warn(describe(item))
                continue
            kind = "no text" if item.kind == "other" else item.kind
            kinds[kind] += 1
            total += item.bytes or 0
            say(f"{kind:<8} {'' if item.bytes is None else item.bytes:>12}  {item.source}")
    say(f"{sum(kinds.values())} sources, {total / 10**6:.1f} MB: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    if refused:
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
    for reason, n in Counter(refusal.reason for refusal in summary.refused).most_common():
        say(f"            {n} {reason}")
    for refusal in summary.refused:
        warn(describe(refusal))
