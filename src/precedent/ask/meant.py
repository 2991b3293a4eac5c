"""The events that a query means, as evidence: those that count, those that may, and those that nearly do."""

from __future__ import annotations

import msgspec

from precedent.ask.days import of_period, of_row, ordinal
from precedent.ask.evidence import Dated, Evidence, Nearly, dated, differences
from precedent.ask.holdings import Holdings
from precedent.ask.judge import Sorted, sort
from precedent.query import Query


def meant(store: Holdings, query: Query, as_of: str | None) -> tuple[Evidence, tuple[Dated, ...]]:
    """What the ledger holds of *query*, and the events that may lie in its time but whose dates are not sure enough."""
    whenever = msgspec.structs.replace(query, time=None)
    told = [(row, differences(store, whenever, row)) for row in store.similar(query, as_of=as_of)]
    counted, stretch = dated(row for row, differs in told if not differs), of_period(query.time)
    found = sort(counted, stretch, counted) if stretch else Sorted(counted, ())
    nearly = tuple(Nearly(row, differs) for row, differs in told if differs)
    evidence = Evidence(
        query=query,
        subject=None,
        given=False,
        others=found.sure,
        undated=tuple(row for row, differs in told if not differs and of_row(row) is None),
        nearly=tuple(n for n in nearly if n.row.genericity != "total"),
        totals=tuple(n.row for n in nearly if n.row.genericity == "total" and len(n.differs) == 1),
        today=ordinal(as_of),
    )
    return evidence, found.unsure
