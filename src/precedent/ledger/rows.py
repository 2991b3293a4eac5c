"""Rows out of the tables: reports, events, and events as they stood on an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Connection, Row, and_, func, literal_column, or_, select

from precedent.entries import EventRow, ReportRow
from precedent.ledger import schema as s
from precedent.ledger.many import in_parts
from precedent.ledger.mentions import load
from precedent.ledger.placing import reporters
from precedent.merge.entry import entry
from precedent.merge.places import PlaceIndex

decode = msgspec.json.Decoder(EventRow).decode
Conditions = Sequence[ColumnElement[bool]]
_PAGE = 500  # rows read at a time, so that memory does not grow with the ledger


_known: ColumnElement[str] = literal_column(s.KNOWN)  # just as the index has it, else it is not used


def published_by(day: str) -> ColumnElement[bool]:
    """Published by the end of *day*; an undated report counts from when it was read."""
    return _known <= day


def changed_since(day: str) -> CompoundSelect[tuple[str]]:
    """Events whose rows may tell more than was known by the end of *day*, or are to be worked out again."""
    m = s.mentions.c
    later = select(m.event).where(m.event.is_not(None), m.report.in_(select(s.reports.c.seq).where(_known > day)))
    return later.union(select(m.event).where(m.event.is_not(None), m.stage < s.PLACED))


def begun(day: str) -> ColumnElement[bool]:
    """Events that, as their rows say now, were not yet to happen on *day*."""
    c = s.events.c
    return or_(c.from_.is_(None), func.substr(c.from_, 1, 10) <= day)


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


def rows_as_of(connection: Connection, lasting: Conditions, fitting: Conditions, day: str, index: PlaceIndex) -> Iterator[EventRow]:
    """Events as they stood at the end of *day*, in the order of :func:`event_rows`.

    *lasting* are conditions that hold of an event on any day, *fitting* those on its row as it is now. That row is the one
    of that day too, unless a report published since tells of the event: only such events are put together anew.
    """
    c = s.events.c
    changed: set[str] = set(connection.scalars(changed_since(day)))
    as_now = and_(begun(day), *fitting)
    wanted = or_(as_now, c.id.in_(changed_since(day))) if changed else as_now
    chosen = select(c.row).where(*lasting, wanted).order_by(c.from_.is_(None), c.from_, c.id)
    for part in connection.execute(chosen.execution_options(yield_per=_PAGE)).partitions():
        rows = [decode(blob) for (blob,) in part]
        then = as_of(connection, [row for row in rows if row.id in changed], day, index)
        yield from (then.get(row.id, row) for row in rows if row.id in then or row.id not in changed)


def as_of(connection: Connection, rows: Sequence[EventRow], day: str, index: PlaceIndex) -> dict[str, EventRow]:
    """Events as the reports published by the end of *day* tell them, by id; those none tells of, or yet to happen, left out.

    They keep today's ids and today's company: which mentions are one event is not judged again without later reports.
    """
    m, told = s.mentions.c, dict[str, list[int]]()
    chosen = select(m.event, m.seq).join_from(s.mentions, s.reports).where(m.live, published_by(day)).order_by(m.seq)
    for event, seq in in_parts(connection, chosen, m.event, [row.id for row in rows]):
        told.setdefault(event, []).append(seq)
    seqs = [seq for of_one in told.values() for seq in of_one]
    mentions, tellers = load(connection, seqs), reporters(connection, seqs)
    stories = {row.id: row.story for row in rows}
    then = {id_: entry(id_, [mentions[x] for x in of_one], tellers, stories[id_], index) for id_, of_one in told.items()}
    return {id_: row for id_, row in then.items() if row.from_ is None or row.from_[:10] <= day}
