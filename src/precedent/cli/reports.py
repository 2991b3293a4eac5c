"""``precedent reports``: the reports that the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import AsOf, LedgerPath, Out, Since, Until
from precedent.cli.output import rows

if TYPE_CHECKING:
    from precedent.entries import ReportRow

EXAMPLES = """\b
Examples:
  precedent reports
  precedent reports --source 'Example Wire' --since 2025-01-01 --format csv
"""


def run(
    ledger: LedgerPath = None,
    source: Annotated[str | None, typer.Option("--source", help="Only this publisher's.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="Only those with these words.")] = None,
    since: Since = None,
    until: Until = None,
    story: Annotated[str | None, typer.Option("--story", help="Only those of this story.")] = None,
    as_of: AsOf = None,
    form: Out = None,
) -> None:
    """List the reports held, by date."""
    from precedent.pipeline import Ledger
    from precedent.query import Period

    period = Period(from_=since, until=until) if since or until else None
    with Ledger(ledger, create=False) as kept:
        found = kept.reports(source=source, text=text, published=period, story=story, as_of=as_of)
        rows(found, form, ("id", "published", "source", "title", "words", "events", "copy of"), _cells)


def _cells(row: ReportRow) -> tuple[str, ...]:
    title = row.title or ""
    return (row.id, row.published or "", row.source or "", title, str(row.words), str(len(row.events)), row.copy_of or "")
