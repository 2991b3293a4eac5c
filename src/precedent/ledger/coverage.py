"""What the ledger could have seen: reports and sources by month."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from precedent.entries import Held, MonthCount
from precedent.ledger import schema as s
from precedent.ledger.rows import published_by


def held(
    connection: Connection, of: Sequence[ColumnElement[bool]], from_: str | None, until: str | None, as_of: str | None
) -> Held:
    """Current reports that are no copies, among those *of* which these conditions hold, in all and by month, undated last."""
    c = s.reports.c
    conditions = [c.current, (c.root == c.base) | c.root.is_(None), *of]
    if from_ is not None:
        conditions.append(c.published >= from_)
    if until is not None:
        conditions.append(c.published < until)
    if as_of is not None:
        conditions.append(published_by(as_of[:10]))
    counts = (func.count(), func.count(distinct(c.publisher)))
    reports, sources = connection.execute(select(*counts).select_from(s.reports).where(*conditions)).one()
    month = func.substr(c.published, 1, 7)
    by_month = select(month, *counts).where(*conditions).group_by(month).order_by(month.is_(None), month)
    months = tuple(MonthCount(month=m, reports=r, sources=s_) for m, r, s_ in connection.execute(by_month))
    return Held(reports=reports, sources=sources, months=months)
