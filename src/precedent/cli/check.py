"""``precedent check``: is it true? Verdict, evidence, near misses, coverage."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import AsOf, Format, LedgerPath, Out, Trust
from precedent.cli.output import say
from precedent.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from precedent.answers import Verdict
    from precedent.pipeline import Ledger

EXAMPLES = """\b
Examples:
  precedent check 'the first crossing by a soldier since last August' --as-of 2025-10-20
  precedent check --report r1
"""


def run(
    claim: Annotated[str | None, typer.Argument(help="A claim in plain English.")] = None,
    report: Annotated[str | None, typer.Option("--report", help="Check each claim of this report instead.")] = None,
    ledger: LedgerPath = None,
    as_of: AsOf = None,
    trust: Trust = None,
    form: Out = None,
) -> None:
    """Hold a claim ("the first … since …") against the ledger, and say what the ledger could not have seen."""
    from precedent.pipeline import Ledger
    from precedent.records import to_json

    if (claim is None) == (report is None):
        raise UsageError("check takes one claim in quotation marks, or --report ID", "give one of the two")
    with Ledger(ledger, create=False) as kept:
        said = tuple(trust or ())
        verdicts = [kept.check(claim, as_of, said)] if claim is not None else list(kept.check_report(report or "", as_of, said))
        plain = form is Format.table or (form is None and sys.stdout.isatty())
        if not verdicts and plain:
            say(f"{report} makes no claim that can be checked")
        for verdict in verdicts:
            for line in words(verdict, kept) if plain else (to_json(verdict),):
                say(line)


def words(verdict: Verdict, kept: Ledger) -> Iterator[str]:
    """A verdict as lines of words, with the events it rests on."""
    yield f"{verdict.verdict.upper()}  {verdict.claim}"
    yield f"  read as       {verdict.reading.words} (as of {verdict.as_of})"
    yield f"  because       {verdict.why}"
    for reading in verdict.readings:
        since = f"since {reading.since.value}" if reading.since is not None else "at all"
        yield f"  {since:<13} {reading.verdict}" + (f": {reading.why}" if reading.why else "")
    for name, events in (("evidence", verdict.evidence), ("against it", verdict.counter)):
        for id in events:
            yield f"  {name:<13} {one_line(kept, id)}"
    for miss in verdict.near_misses:
        yield f"  near miss     {miss.event}  {miss.words}"
    yield f"  coverage      {verdict.coverage.words}"


def one_line(kept: Ledger, id: str) -> str:
    """An event in one line: day, words, and where they stand."""
    from precedent.cli.events import when
    from precedent.entries import EventRow

    row = kept.show(id)
    if not isinstance(row, EventRow):
        return id
    cited = next(iter(row.what.citations), None)
    words = f"“{cited.text}”  [{cited.report}]" if cited else row.what.text
    return f"{row.id}  {when(row)}  {words}"
