"""Merging, step by step: each a transaction of its own, so that a run which is killed is taken up where it stopped."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from precedent.entries import MergeSummary
from precedent.ledger import schema as s
from precedent.ledger.comparing import compare_mentions, compare_reports
from precedent.ledger.matters import HeldMatters
from precedent.ledger.mentions import Mentions
from precedent.ledger.placing import place, settle
from precedent.merge.places import PlaceIndex

# Work of one transaction: enough that a commit costs little and pages of the file are written seldom, little enough that
# others wait a second or two at most and memory is bounded.
_REPORTS, _MENTIONS = 500, 3000
_SWEPT = (100_000, 50, 100)  # new objects before a sweep of the youngest, sweeps before one of older ones

Progress = Callable[[int, int], None]
Transaction = Callable[[], AbstractContextManager[Connection]]


def waiting(connection: Connection) -> int:
    """Reports and mentions that merging has not come to yet."""
    return _count(connection, s.reports.c.seq, s.reports.c.stage < s.SETTLED) + _unplaced(connection)


def merge(reading: Transaction, writing: Transaction, index: PlaceIndex, progress: Progress | None) -> MergeSummary:
    """Do all that waits; *progress* is told how many of how many steps are done."""
    with reading() as connection:
        looked_at = _unplaced(connection)
        done, total = 0, 2 * _count(connection, s.reports.c.seq, s.reports.c.stage == s.ADDED) + 2 * looked_at
    held, matters = Mentions(), HeldMatters()
    steps: tuple[Callable[[Connection], int], ...] = (
        lambda connection: compare_reports(connection, matters, _REPORTS),
        lambda connection: settle(connection, _REPORTS),
        lambda connection: compare_mentions(connection, held, index, _MENTIONS),
        lambda connection: place(connection, held, index, _MENTIONS),
    )
    with _seldom_swept():
        for step in steps:
            more = True
            while more:
                with writing() as connection:
                    worked = step(connection)
                more, done = worked > 0, done + worked
                if progress is not None and worked:
                    progress(min(done, total), max(done, total))
    with reading() as connection:
        return _summary(connection, looked_at)


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Python looks for cycles among all objects there are, ever more as merging holds more, and merging makes none."""
    was = gc.get_threshold()
    gc.set_threshold(*_SWEPT)
    try:
        yield
    finally:
        gc.set_threshold(*was)


def _unplaced(connection: Connection) -> int:
    return _count(connection, s.mentions.c.seq, s.mentions.c.stage < s.PLACED)


def _count(connection: Connection, column: ColumnElement[object], *conditions: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count(distinct(column))).where(*conditions)) or 0


def _summary(connection: Connection, looked_at: int) -> MergeSummary:
    r, m = s.reports.c, s.mentions.c
    live, events = _count(connection, m.seq, m.live), _count(connection, s.events.c.id)
    return MergeSummary(
        mentions=looked_at,
        reports=_count(connection, r.base),
        copies=_count(connection, r.seq, r.current, r.root != r.base),
        events=events,
        merged=live - events,
        stories=_count(connection, r.story),
    )
