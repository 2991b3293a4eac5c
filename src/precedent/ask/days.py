"""Days on the calendar, as runs with both ends included: what came before what, and how surely the words say so."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from precedent.entries import EventRow
from precedent.merge.windows import bounds, day
from precedent.query import Period
from precedent.records import Since
from precedent.wording import date_words

# The first and the last day of the calendar: what is open begins and ends there.
FIRST, LAST = 1, date.max.toordinal()


class Days(NamedTuple):
    """Proleptic ordinals ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def within(self, other: Days) -> bool:
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def words(self) -> str:
        if self.last >= LAST:
            return f"since {date_words(iso(self.first))}" if self.first > FIRST else "at any time"
        if self.first <= FIRST:
            return f"until {date_words(iso(self.last))}"
        return date_words(iso(self.first), iso(self.last + 1))


def of_row(row: EventRow) -> Days | None:
    """When an event happened; None where the ledger does not know."""
    found = bounds(row.from_, row.until)
    return Days(*found) if found else None


def of_period(period: Period | None) -> Days | None:
    """The days of a query's period; an open end is that of the calendar."""
    if period is None:
        return None
    return Days(day(period.from_) or FIRST, (day(period.until) or LAST + 1) - 1)


def of_since(since: Since | None) -> Days | None:
    """The days a claim's bound names."""
    found = bounds(since.from_, since.until) if since else None
    return Days(*found) if found else None


def iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def ordinal(value: str | None) -> int | None:
    """The day of an ISO date or datetime."""
    return day(value)
