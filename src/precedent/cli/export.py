"""``precedent export``: events out, in the forms that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from precedent.cli.filters import Wanted, filtered
from precedent.cli.options import LedgerPath
from precedent.cli.output import warn
from precedent.errors import UsageError
from precedent.export.write import Form

EXAMPLES = """\b
Examples:
  precedent export events.csv --as csv
  precedent export crossings.geojson --as geojson --type CROSS --since 2017-01-01
  precedent export --as jsonl | jq .what.text
"""


@filtered
def run(
    wanted: Wanted,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; - or nothing: standard output.")] = None,
    as_: Annotated[Form, typer.Option("--as", help="The form.")] = Form.jsonl,
    ledger: LedgerPath = None,
) -> None:
    """Write the events held, filtered as precedent events filters them; jsonl, csv, parquet and geojson can be imported again."""
    from precedent.export.back import FORMS
    from precedent.export.licence import ATTRIBUTION
    from precedent.export.write import HOLDS_LICENCE
    from precedent.pipeline import Ledger

    piped = file is None or str(file) == "-"
    if piped and as_ is Form.parquet and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal", "name a file, or pipe it on")
    with Ledger(ledger, create=False) as kept:
        done = kept.export(wanted.of(kept), None if piped else file, as_)
    if not piped:
        warn(f"{done.events} events in {file}")
    if done.left_out:
        warn(f"{done.left_out} events left out: {as_} has no place for what was denied, planned, a sum, undated or of other types")
    if as_ not in FORMS:
        warn(f"{as_} holds a part of each event, without its citations; {', '.join(FORMS)} can be imported again as they were")
    if as_ not in HOLDS_LICENCE:
        warn(f"{ATTRIBUTION}: pass this on, {as_} cannot hold it")
