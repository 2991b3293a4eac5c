"""The Events explorer: one selection as a table, on a map and along a timeline; the address holds it."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter

from precedent.base import Record
from precedent.entries import EventRow
from precedent.serve.drawing import Drawing, of_counts
from precedent.serve.facets import Facet, OnMap, facets, on_map
from precedent.serve.filters import FIRST_DAY, LAST_DAY
from precedent.serve.kept import Kept
from precedent.serve.page import page
from precedent.serve.selection import PER_PAGE, Asked, Chip, Wanted, chips
from precedent.serve.timeline import Timeline, timeline

router = APIRouter()


class Explorer(Record, frozen=True, kw_only=True):
    """A page of a selection. ``first`` and ``last`` say which of ``total`` events are listed; ``next`` is the address of more."""

    total: int
    first: int
    last: int
    next: str | None
    previous: str | None
    events: tuple[EventRow, ...]
    chips: tuple[Chip, ...]
    facets: tuple[Facet, ...]
    timeline: Timeline
    places: tuple[OnMap, ...]
    undated: int
    placeless: int
    asked: Asked

    @property
    def mapped(self) -> str:
        """What the map draws, as JSON that can stand in a script element: nothing in it ends the element."""
        return msgspec.json.encode(self.places).decode().replace("<", "\\u003c")

    @property
    def drawing(self) -> Drawing | None:
        """The timeline; each bar leads to its own period."""
        filters, ever = self.asked.filters, self.asked.address(since=None, until=None)
        lead = ever + ("&" if "?" in ever else "?")

        def period(since: str, until: str) -> str | None:
            return f"{lead}since={since}&until={until}" if since >= FIRST_DAY and until <= LAST_DAY else None

        return of_counts(self.timeline, (filters.since, filters.until), period)


@page(router, "/events", "events.html")
def explorer(asked: Wanted, ledger: Kept) -> Explorer:
    """The selection that the address asks for."""
    selection, before = asked.selection(ledger.store), (asked.page - 1) * PER_PAGE
    counts, rows = ledger.store.explore(selection, order=asked.sort, offset=before, limit=PER_PAGE)
    return Explorer(
        total=counts.events,
        first=before + 1 if rows else 0,
        last=before + len(rows) if rows else 0,
        next=asked.address(page=asked.page + 1) if before + len(rows) < counts.events and rows else None,
        previous=asked.address(page=asked.page - 1) if asked.page > 1 else None,
        events=tuple(rows),
        chips=chips(asked),
        facets=facets(asked, counts),
        timeline=timeline(counts.days),
        places=on_map(counts.places),
        undated=counts.undated,
        placeless=counts.placeless,
        asked=asked,
    )
