"""First half of merging: each new report is compared with those it may belong with, and what agrees is linked.

Links depend on their two sides alone. So it does not matter in which order, or how many at a time, reports are
compared: once all have been, the links are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, insert, select, update

from precedent.ledger import schema as s
from precedent.ledger.ids import DIGITS, sharing
from precedent.ledger.versions import as_given, as_marked, own_words_of, pack, unpack_kept
from precedent.merge import copies, stories
from precedent.merge.blocks import blocks
from precedent.merge.match import match
from precedent.merge.mention import Mention
from precedent.merge.places import PlaceIndex

_unpack_terms = msgspec.msgpack.Decoder(dict[str, float]).decode


def compare(connection: Connection, index: PlaceIndex, limit: int) -> int:
    """Compare up to *limit* reports that were added since; returns how many."""
    c = s.reports.c
    rows = connection.execute(select(s.reports).where(c.stage == s.ADDED).order_by(c.seq).limit(limit)).all()
    shingled: dict[int, frozenset[str]] = {}
    mentions: dict[int, Mention] = {}
    for row in rows:
        _copies(connection, row, shingled)
        _stories(connection, row)
        _mentions(connection, row.seq, index, mentions)
        connection.execute(update(s.reports).where(c.seq == row.seq).values(stage=s.COMPARED))
    return len(rows)


def partners(connection: Connection, table: Table, keys: Sequence[int], member: int) -> list[int]:
    """What is kept in *table* under any of *keys*, but for *member* itself."""
    if not keys:
        return []
    found = connection.scalars(select(table.c.member).distinct().where(table.c.key.in_(keys), table.c.member != member))
    return sorted(found)


def _enter(connection: Connection, table: Table, keys: Iterable[int], member: int) -> None:
    rows = [{"key": k, "member": member} for k in keys]
    if rows:
        connection.execute(insert(table).prefix_with("OR IGNORE"), rows)


def _link(connection: Connection, table: Table, a: int, links: dict[int, float]) -> None:
    rows = [{"a": x, "b": y, "score": score} for b, score in links.items() for x, y in ((a, b), (b, a))]
    if rows:
        connection.execute(insert(table).prefix_with("OR REPLACE"), rows)


def _copies(connection: Connection, row: Row[Any], shingled: dict[int, frozenset[str]]) -> None:
    c = s.reports.c
    links: dict[int, float] = {}
    if row.print is not None:
        same = connection.scalars(select(c.seq).where(c.print == row.print, c.current, c.seq != row.seq, c.stage > s.ADDED))
        links = dict.fromkeys(same, 1.0)
    words = own_words_of(as_given(row), as_marked(connection, row))
    keys = copies.keys(words)
    mine = copies.shingles(words)
    for seq in partners(connection, s.copy_blocks, keys, row.seq):
        if seq not in links and (score := copies.near(mine, _shingles(connection, seq, shingled))) is not None:
            links[seq] = score
    _enter(connection, s.copy_blocks, keys, row.seq)
    _link(connection, s.copy_links, row.seq, links)


def _shingles(connection: Connection, seq: int, known: dict[int, frozenset[str]]) -> frozenset[str]:
    if seq not in known:
        row = connection.execute(select(s.reports).where(s.reports.c.seq == seq)).one()
        known[seq] = copies.shingles(own_words_of(as_given(row), as_marked(connection, row)))
    return known[seq]


def _stories(connection: Connection, row: Row[Any]) -> None:
    subject = stories.Subject(row.base, row.published, stories.terms(row.title, row.text))
    keys = stories.keys(subject)
    links: dict[int, float] = {}
    near = partners(connection, s.story_blocks, keys, row.seq)
    for seq, other in subjects(connection, near).items():
        score = stories.alike(subject, other)
        if score >= stories.LINK:
            links[seq] = score
    connection.execute(update(s.reports).where(s.reports.c.seq == row.seq).values(terms=pack(dict(subject.terms))))
    _enter(connection, s.story_blocks, keys, row.seq)
    _link(connection, s.story_links, row.seq, links)
    alike = [k for k in sharing(connection, s.reports.c.story_key, row.story_key[:DIGITS]) if k != row.story_key]
    if alike:  # their ids have to grow
        where = (s.reports.c.story_key.in_(alike), s.reports.c.stage == s.SETTLED, s.reports.c.current)
        connection.execute(update(s.reports).where(*where).values(stage=s.COMPARED))


def subjects(connection: Connection, seqs: Sequence[int]) -> dict[int, stories.Subject]:
    """What the matters of these reports are compared by."""
    c = s.reports.c
    rows = connection.execute(select(c.seq, c.base, c.published, c.terms).where(c.seq.in_(seqs)).order_by(c.seq)) if seqs else ()
    return {r.seq: stories.Subject(r.base, r.published, _unpack_terms(r.terms)) for r in rows}


def _mentions(connection: Connection, report: int, index: PlaceIndex, known: dict[int, Mention]) -> None:
    c = s.mentions.c
    fresh = connection.scalars(select(c.seq).where(c.report == report, c.live, c.stage == s.NEW).order_by(c.number)).all()
    known.update(load(connection, fresh))
    for seq in fresh:
        mine = known[seq]
        keys = blocks(mine)
        near = partners(connection, s.mention_blocks, keys.looked, seq)
        known.update(load(connection, [p for p in near if p not in known]))
        found = {p: match(mine, known[p], index) for p in near}
        _link(connection, s.mention_links, seq, {p: m.score for p, m in found.items() if m.linked})
        _enter(connection, s.mention_blocks, keys.kept, seq)
        connection.execute(update(s.mentions).where(c.seq == seq).values(stage=s.DIRTY))
        alike = [k for k in sharing(connection, c.key, mine.key[:DIGITS]) if k != mine.key]
        if alike:  # their ids have to grow
            connection.execute(update(s.mentions).where(c.key.in_(alike), c.stage == s.PLACED).values(stage=s.DIRTY))


def load(connection: Connection, seqs: Sequence[int]) -> dict[int, Mention]:
    """Mentions by their number in the ledger."""
    if not seqs:
        return {}
    m, r = s.mentions.c, s.reports.c
    chosen = select(m.seq, m.key, m.kept, r.base, r.published).join_from(s.mentions, s.reports).where(m.seq.in_(seqs))
    return {x.seq: Mention(x.key, x.base, x.published, unpack_kept(x.kept)) for x in connection.execute(chosen)}
