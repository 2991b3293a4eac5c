"""``precedent times``: the times of a text, normalised."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import Out
from precedent.cli.output import rows

if TYPE_CHECKING:
    from precedent.records import Time

EXAMPLES = """\b
Examples:
  precedent times 'the first since last August' --published 2025-10-20
  precedent times - --published 2025-10-20 < report.txt
"""


def run(
    text: Annotated[str, typer.Argument(metavar="TEXT | -", help="An English text, or - for standard input.")],
    published: Annotated[
        str | None, typer.Option("--published", "-p", metavar="DATE", help="The day or moment it was said (ISO 8601).")
    ] = None,
    form: Out = None,
) -> None:
    """Find the times in a text and put them on the calendar (TIMEX3)."""
    from precedent.pipeline import times

    found = times(sys.stdin.read() if text == "-" else text, published)
    rows(found, form, ("text", "type", "value", "from", "until", "basis"), _cells)


def _cells(time: Time) -> tuple[str, ...]:
    return (time.text, time.type, time.value or "", time.from_ or "", time.until or "", time.basis or "")
