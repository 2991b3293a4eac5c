"""The page of an event: each value with its words, how the telling changed, what it is like, and how to cite it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fastapi import APIRouter, Request

from precedent.answers import Precedents
from precedent.base import Record
from precedent.entries import EventRow
from precedent.errors import NotFound
from precedent.ledger import Store
from precedent.ledger.resting import Resting
from precedent.serve.event import Teller, Value, bibtex, citation, heading, tellers, values
from precedent.serve.filters import Day
from precedent.serve.kept import Kept, event_of
from precedent.serve.page import page

router = APIRouter()


class Told(Record, frozen=True, kw_only=True):
    """An event and all that is known of it. ``seen`` is what a judgement of it as it is shown here has to be sent with.

    ``asked`` is the id that was asked for, where the event has another one today. ``cells`` are those of an imported row, a line
    each: what its citations count into.
    """

    heading: str
    event: EventRow
    asked: str | None
    current: bool
    values: tuple[Value, ...]
    tellers: tuple[Teller, ...]
    claims: tuple[Resting, ...]
    cite: str
    bibtex: str
    seen: str
    cells: str | None = None


class Alike(Record, frozen=True, kw_only=True):
    """The precedents of an event, each with its row; ``why`` says why there are none where none can be told."""

    heading: str
    event: EventRow
    precedents: Precedents | None
    rows: dict[str, EventRow]
    why: str | None


@page(router, "/events/{id}/precedents", "precedents.html")
def alike(ledger: Kept, id: str, as_of: Day = None) -> Alike:
    row = event_of(ledger, id)
    try:
        found = ledger.precedents(row.id, as_of=as_of.isoformat() if as_of else None)
    except NotFound as unknown:
        return Alike(heading=heading(row), event=row, precedents=None, rows={}, why=str(unknown))
    rows = {p.event: event_of(ledger, p.event) for p in found.precedents}
    return Alike(heading=heading(row), event=row, precedents=found, rows=rows, why=None)


@page(router, "/events/{id}", "event.html")
def event(request: Request, ledger: Kept, id: str) -> Told:
    held = Path(request.app.state.config.ledger).stem
    archive = ledger.archive
    if archive is not None and archive.owns(id):
        return imported(archive.event(id), archive.text(id), held)
    return told(ledger.store, id, held)


def imported(row: EventRow, text: str, held: str) -> Told:
    """An imported row as pages show it: its cells stand where an event has the reports that tell of it."""
    today = date.today().isoformat()
    return Told(
        heading=heading(row),
        event=row,
        asked=None,
        current=True,
        values=values(row),
        tellers=(),
        claims=(),
        cite=citation(row, None, today, held),
        bibtex=bibtex(row, None, today, held),
        seen="",
        cells=text,
    )


def told(store: Store, id: str, held: str) -> Told:
    """An event as pages show it; *held* is what its ledger is called."""
    found = store.resolve(id)
    row = store.event(id)
    reports = tellers(row, [store.report(report.id) for report in row.reports])
    first = next((t.report for t in reports if t.report.published), None)
    today = date.today().isoformat()
    return Told(
        heading=heading(row),
        event=row,
        asked=id if id != row.id else None,
        current=found.current,
        values=values(row),
        tellers=reports,
        claims=tuple(store.resting(row)),
        cite=citation(row, first, today, held),
        bibtex=bibtex(row, first, today, held),
        seen=store.seen(row),
    )
