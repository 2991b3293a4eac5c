"""``precedent events``: the events that the ledger holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.filters import Wanted, filtered
from precedent.cli.options import LedgerPath, Out
from precedent.cli.output import rows
from precedent.errors import UsageError

if TYPE_CHECKING:
    from precedent.entries import EventRow
    from precedent.query import Query

EXAMPLES = """\b
Examples:
  precedent events
  precedent events --type CROSS --sector MIL --since 2017-01-01
  precedent events --place Panmunjom --format csv
  precedent events --type CROSS --save crossings.json
  precedent events --dataset ucdp --place Bamako --since 2012-01-01
"""


@filtered
def run(
    wanted: Wanted,
    ledger: LedgerPath = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Keep the query itself as JSON, for precedent watch --query.")
    ] = None,
    form: Out = None,
) -> None:
    """List the events held, by the day they happened; filters are joined by "and"."""
    from precedent.pipeline import Ledger

    if save is not None:
        save_query(wanted.query, save)
    with Ledger(ledger, create=False) as kept:
        rows(wanted.of(kept), form, ("id", "when", "type", "what", "who", "where", "status", "sources"), _cells)


def save_query(query: Query, path: Path) -> None:
    """Write *query* as a line of JSON."""
    from precedent.records import to_json

    try:
        path.write_text(to_json(query) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror})", "give another path with --save") from error


def _cells(row: EventRow) -> tuple[str, ...]:
    from precedent.wording import status

    kind = row.type + (f".{row.mode}" if row.mode else "")
    who = ", ".join(dict.fromkeys(actor.name for actor in row.actors))
    return (
        row.id,
        when(row),
        kind,
        row.what.text,
        who,
        row.place.name if row.place else "",
        status(row),
        row.dataset or str(row.sources),
    )


def when(row: EventRow) -> str:
    """The day, month or year as it was said: as many digits as the grain has."""
    digits = {"year": 4, "decade": 4, "century": 4, "month": 7}.get(row.time.grain or "" if row.time else "", 10)
    return (row.from_ or "")[:digits]
