"""``precedent precedents``: the events most like one, before it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from precedent.cli.check import one_line
from precedent.cli.options import AsOf, Format, LedgerPath, Out, Trust
from precedent.cli.output import say

EXAMPLES = """\b
Examples:
  precedent precedents E-4299b07c
  precedent precedents E-4299b07c --as-of 2025-10-20 --format json
"""


def run(
    event: Annotated[str, typer.Argument(help="An event's id, as precedent events lists them.")],
    ledger: LedgerPath = None,
    as_of: AsOf = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many at most.")] = 10,
    trust: Trust = None,
    form: Out = None,
) -> None:
    """Find the events most like one that happened before it, with what is the same and what differs."""
    from precedent.pipeline import Ledger
    from precedent.records import to_json

    with Ledger(ledger, create=False) as kept:
        answer = kept.precedents(event, as_of, most, tuple(trust or ()))
        if not (form is Format.table or (form is None and sys.stdout.isatty())):
            say(to_json(answer))
            return
        say(f"before        {one_line(kept, answer.event)}")
        if not answer.precedents:
            say("  the ledger holds nothing like it from before, which does not show that there was nothing")
        for found in answer.precedents:
            say(f"  {found.score:<11.2f} {one_line(kept, found.event)}")
            for name, held in (("same", found.same), ("differs", found.differs)):
                for x in held:
                    both = x.here if name == "same" and x.here == x.there else f"{x.there}; here {x.here}"
                    say(f"    {name:<9} {x.field}: {both}")
        say(f"  coverage      {answer.coverage.words}")
