"""What the ledger could have seen: reports and sources by month, and what each source has brought."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Integer, distinct, func, select

from precedent.entries import Brought, Held, MonthCount
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


def brought(connection: Connection, most: int) -> tuple[Brought, ...]:
    """What sources have brought, the one with the most current reports first; *most* of them."""
    c, m = s.reports.c, s.mentions.c
    copies = func.sum((c.root.is_not(None) & (c.root != c.base)).cast(Integer))
    counted = (
        select(c.publisher, func.min(c.source), func.count(), copies, func.max(c.published), func.max(c.read_at))
        .where(c.current)
        .group_by(c.publisher)
        .order_by(func.count().desc(), c.publisher)
        .limit(most)
    )
    rows = connection.execute(counted).all()
    told = dict[str, int]()
    events = (
        select(c.publisher, func.count(distinct(m.event)))
        .join(s.mentions, m.report == c.seq)
        .where(m.live, m.event.is_not(None), c.publisher.in_([row[0] for row in rows]))
        .group_by(c.publisher)
    )
    told.update((publisher, count) for publisher, count in connection.execute(events))
    return tuple(
        Brought(source=name if publisher else None, reports=n, copies=k or 0, events=told.get(publisher, 0), last=last, read=read)
        for publisher, name, n, k, last, read in rows
    )
