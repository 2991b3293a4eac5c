"""Is the ledger sound: does every citation say what stands there, and does every id that was given out resolve?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, func, select

from precedent.base import Record
from precedent.entries import Citation, Complaint, Diagnosis, EventRow
from precedent.errors import NotFound
from precedent.ledger import schema as s
from precedent.ledger.versions import unpack_kept
from precedent.records import Span

SHOWN = 20  # complaints of one kind that are listed; more of the same help nobody
R = TypeVar("R", bound=Record)
_READ_AGAIN = "read that report again; if it comes back, tell us"
_decode = msgspec.json.Decoder(EventRow).decode


def examine(connection: Connection, resolve: Callable[[str], object]) -> Diagnosis:
    """Look at the whole ledger. *resolve* finds what an id stands for, or raises ``NotFound``."""
    complaints: list[Complaint] = []
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
        if said != "ok":
            complaints.append(
                Complaint(where="file", wrong=str(said), advice="restore a copy, or read the reports again into a new ledger")
            )
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        complaints.append(Complaint(where="file", wrong="rows point to rows that are not there", advice="restore a copy"))
    spans = _spans(connection, complaints)
    citations = _citations(connection, complaints)
    _ids(connection, resolve, complaints)
    waiting = connection.scalar(select(func.count()).where(s.reports.c.stage < s.SETTLED)) or 0
    waiting += connection.scalar(select(func.count()).where(s.mentions.c.stage < s.PLACED)) or 0
    return Diagnosis(
        reports=connection.scalar(select(func.count()).select_from(s.reports)) or 0,
        mentions=connection.scalar(select(func.count()).where(s.mentions.c.live)) or 0,
        events=connection.scalar(select(func.count()).select_from(s.events)) or 0,
        citations=spans + citations,
        waiting=waiting,
        complaints=tuple(complaints),
    )


def _spans(connection: Connection, complaints: list[Complaint]) -> int:
    """Every span of every mention against the words of its report."""
    m, r = s.mentions.c, s.reports.c
    rows = connection.execute(
        select(r.id, r.title, r.text, m.kept).join_from(s.mentions, s.reports).where(m.number >= 0).order_by(m.seq)
    )
    count, wrong = 0, 0
    for row in rows.yield_per(500):
        for span in _every(Span, unpack_kept(row.kept).event):
            count += 1
            if not _stands(row, span.in_, span.start, span.end, span.text):
                wrong += 1
                if wrong <= SHOWN:
                    complaints.append(_untrue(f"report {row.id}, {span.start}-{span.end}", span.text))
    return count


def _citations(connection: Connection, complaints: list[Complaint]) -> int:
    """Every citation of every event."""
    count, wrong = 0, 0
    for event in connection.execute(select(s.events.c.id, s.events.c.row).order_by(s.events.c.id)).yield_per(200):
        row = _decode(event.row)
        cited = list(_every(Citation, row))
        c = s.reports.c
        texts = {x.id: x for x in connection.execute(select(c.id, c.title, c.text).where(c.id.in_({x.report for x in cited})))}
        for x in cited:
            count += 1
            if x.report not in texts or not _stands(texts[x.report], x.in_, x.start, x.end, x.text):
                wrong += 1
                if wrong <= SHOWN:
                    complaints.append(_untrue(f"event {row.id}: report {x.report}, {x.start}-{x.end}", x.text))
    return count


def _stands(report: object, in_: str | None, start: int, end: int, text: str) -> bool:
    words: str = (getattr(report, "title", None) or "") if in_ == "title" else getattr(report, "text", "")
    return 0 <= start <= end <= len(words) and words[start:end] == text


def _untrue(where: str, text: str) -> Complaint:
    return Complaint(where=where, wrong=f"other words stand there than {text[:60]!r}", advice=_READ_AGAIN)


def _every(kind: type[R], value: object) -> Iterator[R]:
    """Every record of a kind in *value*, those inside others too."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from _every(kind, getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _every(kind, item)


def _ids(connection: Connection, resolve: Callable[[str], object], complaints: list[Complaint]) -> None:
    """Every id that was given out."""
    for id_ in connection.scalars(select(s.issued.c.id).order_by(s.issued.c.id)).yield_per(500):
        try:
            resolve(id_)
        except NotFound:
            complaints.append(Complaint(where=f"event {id_}", wrong="this id was given out and leads nowhere", advice=_READ_AGAIN))
