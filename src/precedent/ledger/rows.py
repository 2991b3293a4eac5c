"""Rows out of the tables: reports, events, and events as they stood on an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from precedent.entries import EventRow, ReportRow
from precedent.ledger import schema as s
from precedent.ledger.mentions import load
from precedent.ledger.placing import reporters
from precedent.merge.entry import entry
from precedent.merge.places import PlaceIndex

decode = msgspec.json.Decoder(EventRow).decode
_PAGE = 500  # rows read at a time, so that memory does not grow with the ledger


def published_by(day: str) -> ColumnElement[bool]:
    """Published by the end of *day*; an undated report counts from when it was read."""
    c = s.reports.c
    return or_(func.substr(c.published, 1, 10) <= day, and_(c.published.is_(None), func.substr(c.read_at, 1, 10) <= day))


def report_rows(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Iterator[ReportRow]:
    """Reports, by publication (unknown last), then id."""
    c = s.reports.c
    chosen = select(s.reports).where(*conditions).order_by(c.published.is_(None), c.published, c.id)
    for row in connection.execute(chosen.execution_options(yield_per=_PAGE)):
        yield report_row(connection, row)


def report_row(connection: Connection, row: Row[Any]) -> ReportRow:
    m, c = s.mentions.c, s.reports.c
    told = connection.execute(
        select(m.event, m.main).where(m.report == row.seq, m.live, m.event.is_not(None)).order_by(m.number)
    ).all()
    copied = None
    if row.root is not None and row.root != row.base:
        copied = connection.scalar(select(c.id).where(c.base == row.root, c.current))
    return ReportRow(
        id=row.id,
        title=row.title,
        source=row.source,
        author=row.author,
        published=row.published,
        url=row.url,
        language=row.language,
        words=row.words,
        copy_of=copied,
        revises=row.revises,
        thread=row.thread,
        number=row.number,
        story=row.story,
        main_event=next((t.event for t in told if t.main), None),
        events=tuple(dict.fromkeys(t.event for t in told)),
    )


def event_rows(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Iterator[EventRow]:
    """Events, by when they happened (unknown last), then id."""
    c = s.events.c
    chosen = select(c.row).where(*conditions).order_by(c.from_.is_(None), c.from_, c.id)
    for (blob,) in connection.execute(chosen.execution_options(yield_per=_PAGE)):
        yield decode(blob)


def as_of(connection: Connection, row: EventRow, day: str, index: PlaceIndex) -> EventRow | None:
    """The event as the reports published by the end of *day* tell it; None where none does, or it was yet to happen.

    It keeps today's id and today's company: which mentions are one event is not judged again without later reports.
    """
    m = s.mentions.c
    seqs = connection.scalars(
        select(m.seq).join_from(s.mentions, s.reports).where(m.event == row.id, m.live, published_by(day)).order_by(m.seq)
    ).all()
    if not seqs:
        return None
    then = entry(row.id, list(load(connection, seqs).values()), reporters(connection, seqs), row.story, index)
    return None if then.from_ is not None and then.from_[:10] > day else then
