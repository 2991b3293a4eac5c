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
from precedent.ledger.identity import content_hash
from precedent.ledger.versions import as_given, unpack_kept
from precedent.records import Span

SHOWN = 20  # complaints of one kind that are listed; more of the same help nobody
R = TypeVar("R", bound=Record)
_RESTORE = "restore a backup (`precedent backup` makes one), or read the reports again into a new ledger"
_TELL = "the report itself is whole: please tell us; until then `precedent judge not-event` leaves the event out"
_decode = msgspec.json.Decoder(EventRow).decode


def examine(connection: Connection, resolve: Callable[[str], object]) -> Diagnosis:
    """Look at the whole ledger. *resolve* finds what an id stands for, or raises ``NotFound``."""
    complaints: list[Complaint] = []
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
        if said != "ok":
            complaints.append(Complaint(where="file", wrong=str(said), advice=_RESTORE))
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        complaints.append(Complaint(where="file", wrong="rows point to rows that are not there", advice=_RESTORE))
    changed = _texts(connection, complaints)
    _search(connection, complaints)
    spans = _spans(connection, complaints, changed)
    citations = _citations(connection, complaints, changed)
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


def _texts(connection: Connection, complaints: list[Complaint]) -> set[str]:
    """Reports whose words are not those that were read: nothing that cites them can be believed."""
    c = s.reports.c
    rows = connection.execute(select(s.reports).order_by(c.seq)).yield_per(500)
    changed = [row.id for row in rows if content_hash(as_given(row)) != row.content]
    for id_ in changed[:SHOWN]:
        complaints.append(Complaint(where=f"report {id_}", wrong="its words were changed after it was read", advice=_RESTORE))
    return set(changed)


def _search(connection: Connection, complaints: list[Complaint]) -> None:
    """Whether full-text search knows every report and event, and nothing else."""
    for name, of in (("report_words", s.reports), ("event_words", s.events)):
        found = connection.exec_driver_sql(f"SELECT count(*), sum(id) FROM {name}_docsize").one()
        if tuple(found) != tuple(connection.execute(select(func.count(), func.sum(of.c.seq))).one()):
            complaints.append(Complaint(where=f"search in {of.name}", wrong="it does not know all of them", advice=_RESTORE))


def _spans(connection: Connection, complaints: list[Complaint], changed: set[str]) -> int:
    """Every span of every mention against the words of its report."""
    m, r = s.mentions.c, s.reports.c
    rows = connection.execute(
        select(r.id, r.title, r.text, m.kept).join_from(s.mentions, s.reports).where(m.number >= 0).order_by(m.seq)
    )
    count, wrong = 0, 0
    for row in rows.yield_per(500):
        for span in _every(Span, unpack_kept(row.kept).event):
            count += 1
            if row.id not in changed and not _stands(row, span.in_, span.start, span.end, span.text):
                wrong += 1
                if wrong <= SHOWN:
                    complaints.append(_untrue(f"report {row.id}, {span.start}-{span.end}", span.text))
    return count


def _citations(connection: Connection, complaints: list[Complaint], changed: set[str]) -> int:
    """Every citation of every event."""
    count, wrong = 0, 0
    for event in connection.execute(select(s.events.c.id, s.events.c.row).order_by(s.events.c.id)).yield_per(200):
        row = _decode(event.row)
        cited = list(_every(Citation, row))
        c = s.reports.c
        texts = {x.id: x for x in connection.execute(select(c.id, c.title, c.text).where(c.id.in_({x.report for x in cited})))}
        for x in cited:
            count += 1
            if x.report in changed:
                continue
            if x.report not in texts or not _stands(texts[x.report], x.in_, x.start, x.end, x.text):
                wrong += 1
                if wrong <= SHOWN:
                    complaints.append(_untrue(f"event {row.id}: report {x.report}, {x.start}-{x.end}", x.text))
    return count


def _stands(report: object, in_: str | None, start: int, end: int, text: str) -> bool:
    words: str = (getattr(report, "title", None) or "") if in_ == "title" else getattr(report, "text", "")
    return 0 <= start <= end <= len(words) and words[start:end] == text


def _untrue(where: str, text: str) -> Complaint:
    return Complaint(where=where, wrong=f"other words stand there than {text[:60]!r}", advice=_TELL)


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
            complaints.append(Complaint(where=f"event {id_}", wrong="this id was given out and leads nowhere", advice=_TELL))
