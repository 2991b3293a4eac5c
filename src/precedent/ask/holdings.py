"""What answering asks of a ledger: :class:`precedent.ledger.Store` fits it, and so does a list of events in a test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from precedent.entries import Difference, EventRow, Held, ReportRow
from precedent.query import Query
from precedent.records import Claim


class Holdings(Protocol):
    """Rows as they stood on the day ``as_of``: from reports published, and events that had happened, by its end."""

    def events(self, query: Query | None = None, *, as_of: str | None = None, report: str | None = None) -> Iterable[EventRow]:
        """The events a query looks for."""
        ...

    def similar(self, query: Query, *, as_of: str | None = None) -> Iterable[EventRow]:
        """The events of the query's types, whatever else keeps them out."""
        ...

    def differences(self, query: Query, row: EventRow) -> tuple[Difference, ...]:
        """The fields that keep an event out of a query; none: it is in."""
        ...

    def event(self, id: str, *, as_of: str | None = None) -> EventRow: ...

    def report(self, id: str) -> ReportRow: ...

    def claims(self, report_id: str) -> tuple[Claim, ...]: ...

    def coverage(self, *, query: Query | None, from_: str | None, until: str | None, as_of: str | None) -> Held:
        """Reports and sources, by month of publication, that tell of what the query's places hold."""
        ...
