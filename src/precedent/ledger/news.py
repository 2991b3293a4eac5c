"""What came into a ledger after a given moment: reports not seen before, and events that only they tell of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from precedent.base import Record
from precedent.ledger import schema as s


class News(Record, frozen=True, kw_only=True):
    """Ids of new reports in the order they were read, and of new events by id. ``upto`` is where the next news begin."""

    upto: int
    reports: tuple[str, ...]
    events: tuple[str, ...]


def news(connection: Connection, after: int | None) -> News:
    """What is new after the report numbered *after*; nothing is after None, but from now on.

    Another version of a known report is not new, nor is an event that an earlier report tells of already.
    """
    upto = connection.scalar(select(func.max(s.reports.c.seq))) or 0
    if after is None or upto <= after:
        return News(upto=upto, reports=(), events=())
    reports = connection.scalars(
        select(s.reports.c.id)
        .where(s.reports.c.seq > after, s.reports.c.current, _first(s.reports.c.base) > after)
        .order_by(s.reports.c.seq)
    )
    touched = (
        select(s.mentions.c.event)
        .join(s.reports, s.reports.c.seq == s.mentions.c.report)
        .where(s.reports.c.seq > after, s.mentions.c.live, s.mentions.c.event.is_not(None))
    )
    events = connection.scalars(
        select(s.mentions.c.event)
        .join(s.reports, s.reports.c.seq == s.mentions.c.report)
        .where(s.mentions.c.live, s.mentions.c.event.in_(touched))
        .group_by(s.mentions.c.event)
        .having(func.min(_first(s.reports.c.base)) > after)
        .order_by(s.mentions.c.event)
    )
    return News(upto=upto, reports=tuple(reports), events=tuple(events))


def _first(base: ColumnElement[str]) -> ColumnElement[int]:
    """When the report of that id, in whatever version, was first read."""
    versions = s.reports.alias()
    return select(func.min(versions.c.seq)).where(versions.c.base == base).scalar_subquery()
