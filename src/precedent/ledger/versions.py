"""Keeping reports: new ones, new versions, and better particulars of known ones; and what each leaves for merging to do.

Only current versions take part in merging. A report that is withdrawn from it (superseded, or read again differently)
keeps its rows: its mentions stay citable, and their ids go on resolving.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from precedent.entries import Added
from precedent.ledger import schema as s
from precedent.ledger.identity import Version, arrange, content_hash, particulars, publisher, story_key
from precedent.ledger.many import enter, in_parts
from precedent.merge.copies import fingerprint, own_words
from precedent.merge.mention import Kept, mention_key
from precedent.records import Event, Marked, Report

pack = msgspec.msgpack.Encoder(order="deterministic").encode
_unpack_report = msgspec.msgpack.Decoder(Report).decode
unpack_marked = msgspec.msgpack.Decoder(Marked).decode
unpack_kept = msgspec.msgpack.Decoder(Kept).decode


def known(connection: Connection, report: Report, codebooks: tuple[str, ...] = ()) -> Added | None:
    """The report as it is there, where the same words were read for the same *codebooks* with the same or better particulars."""
    row = _same_words(connection, report)
    if row is None or particulars(report) < particulars(as_given(row)) or unpack_marked(row.marked).codebooks != codebooks:
        return None
    return Added(id=row.id, kind="unchanged")


def add(connection: Connection, report: Report, marked: Marked) -> Added:
    """Keep a report with its marks."""
    row = _same_words(connection, report)
    if row is None:
        known_before = connection.scalar(select(s.reports.c.seq).where(s.reports.c.base == report.id).limit(1)) is not None
        inserted = connection.execute(
            insert(s.reports), {**_values(report, marked), "id": report.id, "current": True, "read_at": now()}
        )
        (seq,) = inserted.inserted_primary_key or (0,)
        _keep(connection, seq, report, marked, known_before)
        if not known_before:
            return Added(id=report.id, kind="new")
        return Added(id=_arrange(connection, report.id, seq), kind="version")
    marked = unpack_marked(pack(marked))  # as it will come back, so that it can be held against what is there
    given = as_given(row)
    if particulars(report) > particulars(given):
        return Added(id=row.id, kind="unchanged")
    values = _values(report, marked)
    same_marks = unpack_marked(row.marked) == _less_events(marked) and kept(connection, row.seq) == _mentions(marked)
    if same_marks and particulars(report) == particulars(given):
        return Added(id=row.id, kind="unchanged")
    _withdraw(connection, row.seq)
    connection.execute(update(s.mentions).where(s.mentions.c.report == row.seq).values(number=-1))
    connection.execute(update(s.reports).where(s.reports.c.seq == row.seq), values)
    _keep(connection, row.seq, report, marked, True)
    return Added(id=_arrange(connection, report.id, row.seq), kind="updated")


def add_all(connection: Connection, told: Sequence[tuple[Report, Marked]]) -> list[Added]:
    """The same for many: those of ids that were not there before, each once, in a few statements."""
    c = s.reports.c
    ids = Counter(report.id for report, _ in told)
    there = {row.base for row in in_parts(connection, select(c.base), c.base, ids)}
    fresh = [(report, marked) for report, marked in told if ids[report.id] == 1 and report.id not in there]
    first = (connection.scalar(select(func.max(c.seq))) or 0) + 1
    numbered = list(enumerate(fresh, first))
    values = [{"seq": seq, "id": r.id, "current": True, "read_at": now(), **_values(r, m)} for seq, (r, m) in numbered]
    if values:
        enter(connection, s.reports, tuple(values[0]), (tuple(row.values()) for row in values), "FAIL")
    mentions = (tuple(row.values()) for seq, (r, m) in numbered for row in rows_of(seq, r, m).values())
    enter(connection, s.mentions, _COLUMNS, mentions)
    new = {report.id for report, _ in fresh}
    return [Added(id=r.id, kind="new") if r.id in new else add(connection, r, m) for r, m in told]


def as_given(row: Row[Any]) -> Report:
    """The report of a row of ``reports``, as it was handed in."""
    return msgspec.structs.replace(_unpack_report(row.report), title=row.title, text=row.text)


def as_marked(connection: Connection, row: Row[Any]) -> Marked:
    """The marks of a row of ``reports``, events included."""
    events = tuple(k.event for k in kept(connection, row.seq))
    return msgspec.structs.replace(unpack_marked(row.marked), events=events)


def kept(connection: Connection, seq: int) -> list[Kept]:
    """The mentions of a report, in its order."""
    c = s.mentions.c
    found = connection.execute(select(c.kept).where(c.report == seq, c.number >= 0).order_by(c.number))
    return [unpack_kept(blob) for (blob,) in found]


def _same_words(connection: Connection, report: Report) -> Row[Any] | None:
    c = s.reports.c
    return connection.execute(select(s.reports).where(c.base == report.id, c.content == content_hash(report))).one_or_none()


def now() -> str:
    """This moment, UTC: for history, which is no output."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _values(report: Report, marked: Marked) -> dict[str, Any]:
    source, told_apart = publisher(report.source, report.url)
    return {
        "base": report.id,
        "content": content_hash(report),
        "title": report.title,
        "text": report.text,
        "source": source,
        "publisher": told_apart,
        "author": report.author,
        "published": report.published,
        "url": report.url,
        "thread": report.thread,
        "number": report.number,
        "language": marked.language,
        "words": len(report.text.split()),
        "report": pack(msgspec.structs.replace(report, title=None, text="")),
        "marked": pack(_less_events(marked)),
        "stage": s.ADDED,
        "print": fingerprint(own_words_of(report, marked)),
        "story_key": story_key(report.id),
        "story_short": story_key(report.id)[: s.DIGITS],
    }


def _less_events(marked: Marked) -> Marked:
    return msgspec.structs.replace(marked, events=())


def own_words_of(report: Report, marked: Marked) -> tuple[str, ...]:
    """The words that make a report a copy of another."""
    others = [(q.start, q.end) for q in (*report.quotes, *marked.quotes, *marked.repeats) if getattr(q, "in_", None) is None]
    return own_words(report.text, others)


def _mentions(marked: Marked) -> list[Kept]:
    return [_mention(marked, event) for event in marked.events]


def _mention(marked: Marked, event: Event) -> Kept:
    chains = {a.chain for a in event.actors} | {a.chain for a in event.attributions}
    actors = tuple(msgspec.structs.replace(a, mentions=()) for a in marked.actors if a.id in chains)
    return Kept(event=event, actors=actors, claims=tuple(c.id for c in marked.claims if c.event == event.id))


_COLUMNS = ("key", "short", "report", "number", "live", "stage", "main", "kept")


def rows_of(seq: int, report: Report, marked: Marked) -> dict[str, dict[str, Any]]:
    """The rows of a report's mentions, by their keys; the values in the order of ``_COLUMNS``."""
    content = content_hash(report)
    rows: dict[str, dict[str, Any]] = {}
    for number, mention in enumerate(_mentions(marked)):
        key = mention_key(report.id, content, mention.event)
        if key in rows:  # two events of one trigger: the later is told apart by its place
            key = mention_key(report.id, f"{content} {number}", mention.event)
        values = (key, key[: s.DIGITS], seq, number, True, s.NEW, mention.event.main, pack(mention))
        rows[key] = dict(zip(_COLUMNS, values, strict=True))
    return rows


def _keep(connection: Connection, seq: int, report: Report, marked: Marked, known_before: bool) -> None:
    rows = rows_of(seq, report, marked)
    known: set[str] = set()
    if known_before:
        known = {row.key for row in in_parts(connection, select(s.mentions.c.key), s.mentions.c.key, rows.keys())}
    enter(connection, s.mentions, _COLUMNS, (tuple(row.values()) for key, row in rows.items() if key not in known))
    for key in sorted(known):
        connection.execute(update(s.mentions).where(s.mentions.c.key == key), rows[key])


def _arrange(connection: Connection, base: str, asked: int) -> str:
    """Give all versions of a report their ids; returns that of the version *asked*."""
    c = s.reports.c
    chosen = select(c.seq, c.content, c.published, c.id, c.current, c.revises, c.report)
    rows = connection.execute(chosen.where(c.base == base)).all()
    before = {r.seq: r for r in rows}
    answer = base
    versions = [Version(r.seq, r.content, r.published, _unpack_report(r.report).from_feed) for r in rows]
    for v in arrange(base, versions):
        old = before[v.seq]
        if v.seq == asked:
            answer = v.id
        if (old.id, old.revises, old.current) != (v.id, v.revises, v.current) or v.seq == asked:
            connection.execute(update(s.reports).where(c.seq == v.seq), {"id": v.id, "revises": v.revises, "current": v.current})
            if not v.current:
                _withdraw(connection, v.seq)
            elif not old.current:
                _restore(connection, v.seq)
            elif old.id != v.id:  # its citations name the report by its new id
                connection.execute(
                    update(s.mentions).where(s.mentions.c.report == v.seq, s.mentions.c.stage > s.DIRTY).values(stage=s.DIRTY)
                )
    return answer


def _restore(connection: Connection, seq: int) -> None:
    connection.execute(
        update(s.mentions).where(s.mentions.c.report == seq, s.mentions.c.number >= 0).values(live=True, stage=s.NEW)
    )
    connection.execute(update(s.reports).where(s.reports.c.seq == seq).values(stage=s.ADDED))


def _withdraw(connection: Connection, seq: int) -> None:
    """Take a report out of merging: what it was linked to is to be worked out again without it."""
    m = s.mentions.c
    mine = select(m.seq).where(m.report == seq)
    events = select(m.event).where(m.report == seq, m.event.is_not(None))
    touched = or_(m.event.in_(events), m.seq.in_(select(s.mention_links.c.b).where(s.mention_links.c.a.in_(mine))))
    connection.execute(update(s.mentions).where(touched, m.stage == s.PLACED).values(stage=s.DIRTY))
    connection.execute(delete(s.mention_links).where(or_(s.mention_links.c.a.in_(mine), s.mention_links.c.b.in_(mine))))
    connection.execute(delete(s.mention_blocks).where(s.mention_blocks.c.member.in_(mine)))
    connection.execute(update(s.mentions).where(m.report == seq).values(live=False, stage=s.DIRTY))
    connection.execute(delete(s.copy_blocks).where(s.copy_blocks.c.member == seq))
    for links in (s.copy_links, s.story_links):
        beside = select(links.c.b).where(links.c.a == seq)
        connection.execute(
            update(s.reports).where(s.reports.c.seq.in_(beside), s.reports.c.stage == s.SETTLED).values(stage=s.COMPARED)
        )
        connection.execute(delete(links).where(or_(links.c.a == seq, links.c.b == seq)))
    connection.execute(update(s.reports).where(s.reports.c.seq == seq).values(stage=s.SETTLED, root=None, story=None))
