"""Report: the text with its marks, each value beside its words, repeats, copies and sources; each claim with its verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from precedent.answers import Verdict
from precedent.base import Record
from precedent.entries import EventRow, ReportRow
from precedent.pipeline import Ledger
from precedent.records import Claim
from precedent.serve.filters import Day
from precedent.serve.kept import Kept
from precedent.serve.marked import Piece, Told, cut, told
from precedent.serve.page import page
from precedent.serve.render import address

router = APIRouter()
SECONDS = 0.6  # for verdicts: what takes longer is a click away, and the page is there
_MOST = 50  # reports of one story that are named


class Stated(Record, frozen=True, kw_only=True):
    """A claim of the report; ``verdict`` is null where there was no time to look. ``address`` is that of its own page."""

    id: str
    text: str
    report: str
    verdict: Verdict | None
    address: str


class Shown(Record, frozen=True, kw_only=True):
    """``others`` are further reports of the same story, ``copies`` those that copy this one, ``versions`` of its text."""

    report: ReportRow
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    events: tuple[Told, ...]
    claims: tuple[Stated, ...]
    repeats: int
    losses: tuple[str, ...]
    copies: tuple[ReportRow, ...]
    versions: tuple[ReportRow, ...]
    others: tuple[ReportRow, ...]


@page(router, "/report", "report.html")
def report(ledger: Kept, id: Annotated[str, Query(max_length=2000)], as_of: Day = None) -> Shown:
    row = ledger.store.report(id)
    given, marked = ledger.store.text(row.id), ledger.store.marked(row.id)
    events = told(marked, list(ledger.events(report=row.id)))
    story = [r for r in ledger.reports(story=row.story) if r.id != row.id][:_MOST] if row.story else []
    first = row.copy_of or row.id
    copies = tuple(r for r in story if r.copy_of == first or r.id == first)
    versions = tuple(r for r in story if r not in copies and (r.revises == row.id or row.revises == r.id))
    return Shown(
        report=row,
        title=cut(given.title or "", True, events, marked.claims, marked),
        text=cut(given.text, False, events, marked.claims, marked),
        events=tuple(sorted(events, key=lambda e: (not e.main, e.standing == "background"))),
        claims=tuple(stated(ledger, row, marked.claims, as_of.isoformat() if as_of else None, time.monotonic() + SECONDS)),
        repeats=len(marked.repeats),
        losses=marked.losses,
        copies=copies,
        versions=versions,
        others=tuple(r for r in story if r not in copies and r not in versions),
    )


def stated(ledger: Ledger, row: ReportRow, claims: Sequence[Claim], as_of: str | None, until: float) -> Iterator[Stated]:
    """The claims of a report with their verdicts, as far as they can be had by *until* (of ``time.monotonic``)."""
    day = as_of or (row.published or "")[:10] or None
    rows: list[EventRow] | None = None
    for claim in claims:
        verdict = None
        if time.monotonic() < until:
            rows = list(ledger.events(as_of=day, report=row.id)) if rows is None else rows
            about = next((e.id for e in rows if any((c.report, c.claim) == (row.id, claim.id) for c in e.claims)), None)
            verdict = ledger.check(claim, day, event=about)
        here = address("/check", report=row.id, claim=claim.id, as_of=as_of)
        yield Stated(id=claim.id, text=claim.text, report=row.id, verdict=verdict, address=here)
