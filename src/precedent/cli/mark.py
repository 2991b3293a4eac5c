"""``precedent mark``: reports in, one JSON object a report out; keeps nothing."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from precedent.cli.options import Address, AllowPrivate, As, Chosen, Columns, Engine, Engines, Follow, Jobs, columns_of
from precedent.cli.output import describe, say, warn
from precedent.errors import UsageError

EXAMPLES = """\b
Examples:
  precedent mark report.txt
  precedent mark reports.jsonl --jobs 2 > marks.jsonl
  precedent mark https://news.example/2025/10/20/line
  precedent mark report.txt --codebook press --codebook plover
  precedent mark crawl/ --engine ray --to marks/ --jobs 2
  cat page.html | precedent mark -
"""


def run(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE… | -]", help="Files, folders, web addresses, or - for standard input.")
    ] = None,
    as_: As = None,
    columns: Columns = None,
    follow: Follow = False,
    allow_private: AllowPrivate = None,
    jobs: Jobs = None,
    codebooks: Chosen = None,
    engine: Engines = Engine.local,
    address: Address = None,
    to: Annotated[str | None, typer.Option("--to", metavar="FOLDER", help="Marks as Parquet, for read; with --engine ray.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the output, and stop.")] = False,
) -> None:
    """Say what each report tells: times, places, actors, events and claims, each with its words."""
    if schema:
        from precedent.schema import schema_of_marks

        say(schema_of_marks())
        return
    if engine is Engine.ray:
        if to is None or not sources:
            raise UsageError("a cluster writes marks to files", "name the sources, and a folder with --to")
        on_cluster(sources, to, address, jobs, as_, columns)
        return
    if to is not None or address is not None:
        raise UsageError("--to and --address are for a cluster", "add --engine ray")
    from precedent.pipeline import mark_all
    from precedent.records import to_json
    from precedent.sources.network import Network
    from precedent.sources.open import read

    refused = skipped = 0
    named, fetch = columns_of(columns), Network(allow_private or ()).fetch
    items = (item for source in sources or ["-"] for item in read(source, as_, columns=named, fetch=fetch, follow=follow))
    for _, marked, refusal in mark_all(items, jobs, tuple(codebooks) if codebooks else None):
        if marked is not None:
            say(to_json(marked))
        elif refusal is not None:
            refused += refusal.kind == "refused"
            skipped += refusal.kind != "refused"
            warn(describe(refusal))
    sys.stdout.flush()
    if refused:
        raise typer.Exit(3)


def on_cluster(
    sources: list[str], to: str, address: str | None, jobs: int | None, as_: str | None, columns: list[str] | None
) -> None:
    """Mark *sources* on a Ray cluster into the folder *to*, with a bar of shards on a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    from precedent.cluster import engine

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        shards = bar.add_task("shards marked", total=None)
        done = engine.mark(
            sources,
            to,
            address=address,
            workers=jobs,
            as_=as_,
            columns=columns_of(columns),
            on_shard=lambda count, of: bar.update(shards, completed=count, total=of),
        )
    known = f", {done.known} of them there already" if done.known else ""
    warn(
        f"{done.shards} shards{known}; {done.reports} reports marked, {done.refusals} refused; read them with: precedent read {to}"
    )
