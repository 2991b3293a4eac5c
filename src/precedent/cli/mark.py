"""``precedent mark``: reports in, one JSON object a report out; keeps nothing."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from precedent.cli.options import AllowPrivate, As, Chosen, Columns, Follow, Jobs, columns_of
from precedent.cli.output import describe, say, warn

EXAMPLES = """\b
Examples:
  precedent mark report.txt
  precedent mark reports.jsonl --jobs 2 > marks.jsonl
  precedent mark https://news.example/2025/10/20/line
  precedent mark report.txt --codebook press --codebook plover
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
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the output, and stop.")] = False,
) -> None:
    """Say what each report tells: times, places, actors, events and claims, each with its words."""
    if schema:
        from precedent.schema import schema_of_marks

        say(schema_of_marks())
        return
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
