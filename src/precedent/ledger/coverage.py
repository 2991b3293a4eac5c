"""What the ledger could have seen: reports and sources by month."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from precedent.entries import Held, MonthCount
from precedent.ledger import schema as s
from precedent.ledger.rows import published_by


def held(connection: Connection, ids: Collection[str] | None, from_: str | None, until: str | None, as_of: str | None) -> Held:
    """Current reports that are no copies (of *ids* only, where given), in all and by month of publication, undated last."""
    c = s.reports.c
    chosen = select(c.id, c.published, c.publisher).where(c.current, (c.root == c.base) | c.root.is_(None))
    if from_ is not None:
        chosen = chosen.where(c.published >= from_)
    if until is not None:
        chosen = chosen.where(c.published < until)
    if as_of is not None:
        chosen = chosen.where(published_by(as_of[:10]))
    counts: dict[str | None, int] = {}
    sources: dict[str | None, set[str]] = {}
    for row in connection.execute(chosen):
        if ids is None or row.id in ids:
            month = row.published[:7] if row.published else None
            counts[month] = counts.get(month, 0) + 1
            sources.setdefault(month, set()).add(row.publisher)
    ordered = sorted(counts, key=lambda m: (m is None, m or ""))
    months = tuple(MonthCount(month=m, reports=counts[m], sources=len(sources[m])) for m in ordered)
    return Held(reports=sum(counts.values()), sources=len(set().union(*sources.values())), months=months)
