"""``precedent show ID``: one event or report in full, each value with the words that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import AsOf, Format, LedgerPath, Out
from precedent.cli.output import say
from precedent.wording import judgement_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from precedent.entries import Citation, EventRow, ReportRow

EXAMPLES = """\b
Examples:
  precedent show E-3f9c1a2b
  precedent show r1 --format json
"""


def run(
    id: Annotated[str, typer.Argument(help="An event's or report's id.")],
    ledger: LedgerPath = None,
    as_of: AsOf = None,
    form: Out = None,
) -> None:
    """Show one event or report in full; an id once given still finds what it became."""
    import sys

    from precedent.entries import EventRow
    from precedent.pipeline import Ledger
    from precedent.records import to_json

    with Ledger(ledger, create=False) as kept:
        row = kept.show(id, as_of=as_of)
        if form in (Format.json, Format.jsonl) or (form is None and not sys.stdout.isatty()):
            say(to_json(row))
            return
        for line in event(row) if isinstance(row, EventRow) else report(row):
            say(line)


def event(row: EventRow) -> Iterator[str]:
    """An event as lines of words: each value, and under it the words that say it."""
    kind = row.type + (f".{row.mode}" if row.mode else "")
    yield f"{row.id}  {kind}  ({row.codebook})  {row.polarity}, {row.modality}, {row.genericity}  confidence {row.confidence:.2f}"
    yield from _value("what", row.what.text, row.what.citations)
    if row.time is not None:
        yield from _value("when", f"{row.time.from_} until {row.time.until} ({row.time.grain})", row.time.citations)
    for place in row.places:
        where = ", ".join(str(x) for x in (place.name, place.kind, place.country, place.place) if x)
        yield from _value(place.role, where, place.citations)
    for actor in row.actors:
        code = " ".join(x for x in (actor.country, actor.sector) if x)
        yield from _value(actor.role, actor.name + (f" ({code})" if code else ""), actor.citations)
    for quantity in row.quantities:
        about = "about " if quantity.approximate else ""
        yield from _value(quantity.kind, f"{about}{quantity.value}", quantity.citations)
    for source in row.attributions:
        yield from _value("says", source.name, source.citations)
    for conflict in row.contradictions:
        yield f"  contradiction in {conflict.field}"
        for value in conflict.values:
            yield from _value("", str(value.value), value.citations, indent="    ")
    told = ", ".join(f"{t.id} ({t.standing})" for t in row.reports)
    yield f"  told by       {row.sources} sources, {row.copies} copies: {told}"
    story = f"{row.story}; " if row.story else ""
    yield f"  story         {story}first reported {row.first_reported or 'on an unknown day'}"
    if row.dataset:
        yield f"  data set      {row.dataset}"
    for other in row.rows:
        yield f"  also told by  {other}"
    for judged in row.judgements:
        undone = f"; undone by {judged.undone_by}" if judged.undone_by else ""
        yield f"  judged        {judged.number}: {judgement_words(judged)}, by {judged.by}, {judged.at}{undone}"


def _value(name: str, value: str, citations: Sequence[Citation], indent: str = "  ") -> Iterator[str]:
    yield f"{indent}{name:<13} {value}"
    for c in citations:
        where = f"{c.report}, title" if c.in_ else f"{c.report} {c.start}–{c.end}"
        yield f"{indent}{'':<13}   “{c.text}”  [{where}]"


def report(row: ReportRow) -> Iterator[str]:
    """A report as lines of words."""
    yield f"{row.id}  {row.title or ''}".rstrip()
    who = ", ".join(name for name in (row.source or "unknown", row.author) if name)
    yield f"  source        {who}; published {row.published or 'on an unknown day'}"
    yield f"  words         {row.words}, language {row.language}"
    for name, value in (
        ("address", row.url),
        ("copy of", row.copy_of),
        ("revises", row.revises),
        ("thread", row.thread),
        ("story", row.story),
    ):
        if value:
            yield f"  {name:<13} {value}"
    yield f"  main event    {row.main_event or 'none'}"
    yield f"  events        {', '.join(row.events) or 'none'}"
