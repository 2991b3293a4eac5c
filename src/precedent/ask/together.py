"""A ledger and its archive as one: what is asked of the ledger is asked of the imported rows too.

Rows coded by people are weighed as the ledger's own events are. Those coded by machine stand aside: they decide nothing by
themselves (``aside.py``), unless their data set is trusted. A row that tells of an event the ledger holds is that event.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from precedent.archive import Archive
from precedent.archive.same import around, same, untold
from precedent.ask.holdings import Holdings
from precedent.entries import Difference, EventRow, Held, MonthCount, ReportRow
from precedent.errors import UsageError
from precedent.merge.places import PlaceIndex
from precedent.query import PlaceWanted, Query
from precedent.records import Claim

WEIGHED = 20_000  # rows that are weighed one by one; of more, one of each day
_NEARLY = 200  # rows with other participants than wanted that are looked at for near misses
FAR_KM = 500.0  # from the event that precedents are looked for: beyond, places have nothing in common


class Together:
    """``trusted`` names data sets coded by machine that are weighed all the same."""

    def __init__(
        self, ledger: Holdings, archive: Archive, index: PlaceIndex, trusted: Collection[str] = (), near: EventRow | None = None
    ) -> None:
        unknown = sorted(set(trusted) - set(archive.datasets))
        if unknown:
            raise UsageError(f"--trust {unknown[0]} names no data set in the archive", f"there are {', '.join(archive.datasets)}")
        self.ledger, self.archive, self._index, self._near = ledger, archive, index, near
        self.machine = archive.machine_coded() - set(trusted)
        self.weighed = frozenset(archive.datasets) - self.machine
        self.reduced = 0  # rows that the last question wanted, where they were more than are weighed one by one

    def events(self, query: Query | None = None, *, as_of: str | None = None, report: str | None = None) -> Iterable[EventRow]:
        return self.ledger.events(query, as_of=as_of, report=report)

    def similar(self, query: Query, *, as_of: str | None = None) -> Iterator[EventRow]:
        """The ledger's events of the query's types, and the rows that it wants, or that only their participants keep out."""
        mine = list(self.ledger.similar(query, as_of=as_of))
        yield from mine
        wanted = self._nearby(query)
        total, rows = self.archive.similar(wanted, self.weighed, as_of, most=WEIGHED)
        self.reduced = total if total > WEIGHED else 0
        if query.roles:
            count, nearly = self.archive.similar(msgspec.structs.replace(wanted, roles=()), self.weighed, as_of, most=_NEARLY)
            if count <= _NEARLY:
                seen = {row.id for row in rows}
                rows += [row for row in nearly if row.id not in seen]
        rows.sort(key=lambda row: (row.from_ or "", row.id))
        yield from untold(rows, (row for row in mine if self._counts(row)), self._index)

    def aside(self, query: Query, known: Iterable[EventRow], as_of: str | None) -> list[EventRow]:
        """Rows coded by machine that a query wants, at least one for each day on which there are any; what is *known* left out."""
        rows = self.archive.similar(query, self.machine, as_of, most=_NEARLY)[1] if self.machine else []
        rows.sort(key=lambda row: (row.from_ or "", row.id))
        return list(untold(rows, known, self._index))

    def _nearby(self, query: Query) -> Query:
        if self._near is None or query.places or self._near.place is None or self._near.place.place is None:
            return query
        within = FAR_KM + (self._near.place.radius_km or 0.0)
        return msgspec.structs.replace(query, places=(PlaceWanted(place=self._near.place.place, within_km=within),))

    @staticmethod
    def _counts(row: EventRow) -> bool:
        return (row.polarity, row.modality, row.genericity) == ("positive", "asserted", "specific")

    def differences(self, query: Query, row: EventRow) -> tuple[Difference, ...]:
        return self.ledger.differences(query, row)

    def event(self, id: str, *, as_of: str | None = None) -> EventRow:
        """The ledger's event or the row of that id, with the rows that tell of it too."""
        own = self.archive.owns(id)
        row = self.archive.event(id) if own else self.ledger.event(id, as_of=as_of)
        return msgspec.structs.replace(row, rows=self.telling(row))

    def telling(self, row: EventRow) -> tuple[str, ...]:
        """The rows that tell of the same event."""
        wanted = around(row)
        found = self.archive.rows(wanted) if wanted is not None else ()
        return tuple(other.id for other in found if other.id != row.id and same(row, other, self._index))

    def report(self, id: str) -> ReportRow:
        return self.ledger.report(id)

    def claims(self, report_id: str) -> tuple[Claim, ...]:
        return self.ledger.claims(report_id)

    def coverage(self, *, query: Query | None, from_: str | None, until: str | None, as_of: str | None) -> Held:
        """The ledger's reports; beside them the rows of each data set. A month with rows that are weighed is no gap."""
        held = self.ledger.coverage(query=query, from_=from_, until=until, as_of=as_of)
        rows, months = self.archive.coverage(query, from_, until, as_of)
        counts = {m.month: m for m in held.months}
        for dataset in sorted(self.weighed & months.keys()):
            for m in months[dataset]:
                known = counts.get(m.month, MonthCount(month=m.month, reports=0, sources=0))
                counts[m.month] = MonthCount(month=m.month, reports=known.reports + m.reports, sources=known.sources + 1)
        listed = tuple(counts[m] for m in sorted(counts, key=lambda month: (month is None, month or "")))
        return msgspec.structs.replace(held, months=listed, rows=rows)
